/* Cases in VERIS: what becomes of them as rows, and what is refused. */
#include "base/mem.h"
#include "mod/intel/intel.h"
#include "mod/intel/veris_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    mem_free(*state);
    return 0;
}

static const char incident[] =
    "{\"incident_id\":\"A-1\",\"reference\":\"https://news.example/a\",\"summary\":\"Shop "
    "down.\\nA day.\","
    "\"timeline\":{\"incident\":{\"year\":2024,\"month\":6}},"
    "\"victim\":{\"victim_id\":\"Example Shop\",\"industry\":\"4541\",\"employee_count\":\"1001 to "
    "10000\"},"
    "\"actor\":{\"external\":{\"variety\":[\"Organized crime\"]}},"
    "\"action\":{\"malware\":{\"variety\":[\"Ransomware\",\"Unknown\"],\"vector\":[\"Email "
    "attachment\"]}},"
    "\"attribute\":{\"availability\":{\"variety\":[\"Interruption\"]},"
    "\"confidentiality\":{\"data_total\":1200}},"
    "\"impact\":{\"overall_amount\":5000000,\"iso_currency_code\":\"JPY\"}}";

static void an_incident_is_a_row(void **state)
{
    const char *cells[VERIS_CELL_MAX];
    json_t *json = json_loads(incident, 0, NULL);
    veris_row(*state, json, cells);
    json_decref(json);
    assert_string_equal(cells[VERIS_TITLE], "Example Shop – Ransomware");
    assert_string_equal(cells[VERIS_INDUSTRY], "retail");
    assert_string_equal(cells[VERIS_HAPPENED], "2024-06");
    assert_string_equal(
        cells[VERIS_DAMAGE], "Shop down. A day. / availability: Interruption / 5000000 JPY");
    assert_string_equal(cells[VERIS_CAUSE], "malware: Ransomware (Email attachment)");
    assert_string_equal(cells[VERIS_GROUP], "Organized crime");
    assert_string_equal(cells[VERIS_RECORDS], "1200");
    assert_string_equal(cells[VERIS_REFERENCE], "A-1");
    assert_string_equal(cells[VERIS_RESPONSE], "undecided");
}

static size_t lines(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

static enum err table(void *ctx, const char *text, const char **ret_csv)
{
    return veris_table(ctx, text, strlen(text), problem_new(ctx), ret_csv);
}

static void one_a_list_and_files_put_together_are_read(void **state)
{
    const char *csv = NULL;
    assert_int_equal(table(*state, incident, &csv), ERR_OK);
    assert_int_equal(lines(csv), 2);
    assert_int_equal(
        table(*state, mem_printf(*state, "[%s,%s]", incident, incident), &csv), ERR_OK);
    assert_int_equal(lines(csv), 3);
    const char *several =
        mem_printf(*state, "\xef\xbb\xbf%s\n\xef\xbb\xbf[%s]\n%s\n", incident, incident, incident);
    assert_int_equal(table(*state, several, &csv), ERR_OK);
    assert_int_equal(lines(csv), 4);
}

static void what_is_no_incident_is_a_row_without_a_title(void **state)
{
    const char *csv = NULL;
    assert_int_equal(table(*state, "[{\"a\":1}, 3, null]", &csv), ERR_OK);
    assert_int_equal(lines(csv), 4);
    assert_non_null(strstr(csv, "\n,,,,,,,,,,undecided,,"));
}

static void hostile_texts_are_refused(void **state)
{
    const char *csv = NULL;
    char deep[400];
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_int_equal(table(*state, deep, &csv), ERR_INVALID);
    assert_int_equal(table(*state, "{\"a\":", &csv), ERR_MALFORMED);
    assert_int_equal(table(*state, "{\"a\":1,\"a\":2}", &csv), ERR_MALFORMED);
    assert_int_equal(table(*state, "}{", &csv), ERR_MALFORMED);
    assert_int_equal(table(*state, "  \n", &csv), ERR_INVALID);
    assert_null(csv);
}

static void a_time_is_said_as_far_as_it_is_known(void **state)
{
    (void)state;
    assert_true(intel_when_ok("2026"));
    assert_true(intel_when_ok("2026-10"));
    assert_true(intel_when_ok("2026-10-03"));
    assert_false(intel_when_ok("2026-13"));
    assert_false(intel_when_ok("2026-02-30"));
    assert_false(intel_when_ok("2026-1"));
    assert_false(intel_when_ok("2026/10"));
    assert_false(intel_when_ok(""));
}

static void a_time_of_a_list_is_read_as_far_as_it_is_said(void **state)
{
    static const char *const read[][2] = {{"2026-10", "2026-10"}, {"2026年10月", "2026-10"},
        {"２０２６年 １月", "2026-01"}, {"2026/10", "2026-10"}, {"2026.1", "2026-01"},
        {"令和8年10月", "2026-10"}, {"令和8年10月3日", "2026-10-03"}, {"2026/10/3", "2026-10-03"},
        {"2026年", "2026"}, {"2026", "2026"}};
    static const char *const refused[] = {
        "", "10月", "2026年度", "2026年13月", "2026/13", "2026年10月頃", "昨年"};
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++) {
        const char *when = intel_when_of(*state, read[i][0]);
        assert_non_null(when);
        assert_string_equal(when, read[i][1]);
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_null(intel_when_of(*state, refused[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_incident_is_a_row, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            one_a_list_and_files_put_together_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            what_is_no_incident_is_a_row_without_a_title, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hostile_texts_are_refused, set_up, tear_down),
        cmocka_unit_test(a_time_is_said_as_far_as_it_is_known),
        cmocka_unit_test_setup_teardown(
            a_time_of_a_list_is_read_as_far_as_it_is_said, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
