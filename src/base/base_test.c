/* Clocks, ids, text and JSON: the small things everything stands on. */
#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/json_in.h"
#include "base/jw.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/uuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void dates_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    struct date d;
    assert_true(date_parse("2028-02-29", &d));
    assert_false(date_parse("2026-02-29", &d));
    assert_false(date_parse("2026-13-01", &d));
    assert_false(date_parse("2026-1-01", &d));
    assert_false(date_parse("2026-01-01T", &d));
}

static void days_and_dates_are_each_others_inverse(void **state)
{
    (void)state;
    for (int64_t day = -800000; day < 800000; day += 37)
        assert_int_equal(date_days(date_of_days(day)), day);
    assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_days((struct date){2026, 11, 21}), 20778);
}

static void instants_keep_their_offset(void **state)
{
    (void)state;
    int64_t tokyo = 0;
    int64_t utc = 0;
    assert_true(instant_parse("2026-11-21T09:00:00.250+09:00", &tokyo));
    assert_true(instant_parse("2026-11-21T00:00:00.250Z", &utc));
    assert_int_equal(tokyo, utc);
    char text[INSTANT_TEXT_SIZE];
    instant_format(utc, text);
    assert_string_equal(text, "2026-11-21T00:00:00.250Z");
    assert_false(instant_parse("2026-11-21T24:00:00Z", &utc));
    assert_false(instant_parse("2026-11-21", &utc));
    assert_false(instant_parse("2026-11-21T00:00:00+09", &utc));
}

static void a_due_day_ends_at_midnight_in_its_zone(void **state)
{
    (void)state;
    int64_t end = 0;
    int64_t expected = 0;
    assert_true(clock_day_end((struct date){2026, 3, 31}, "Asia/Tokyo", &end));
    assert_true(instant_parse("2026-04-01T00:00:00+09:00", &expected));
    assert_int_equal(end, expected);
    /* The day on which clocks go forward in New York is an hour short. */
    assert_true(clock_day_end((struct date){2026, 3, 8}, "America/New_York", &end));
    assert_true(instant_parse("2026-03-09T00:00:00-04:00", &expected));
    assert_int_equal(end, expected);
    assert_false(clock_day_end((struct date){2026, 3, 8}, "Mars/Base", &end));
}

static void the_fiscal_year_begins_in_april(void **state)
{
    (void)state;
    assert_int_equal(fiscal_year((struct date){2026, 3, 31}, 4), 2025);
    assert_int_equal(fiscal_year((struct date){2026, 4, 1}, 4), 2026);
    assert_int_equal(fiscal_year((struct date){2026, 1, 1}, 1), 2026);
    int year = 0;
    assert_true(period_parse("FY2026", &year));
    assert_int_equal(year, 2026);
    assert_false(period_parse("2026", &year));
}

static void ids_carry_their_time_and_read_back(void **state)
{
    (void)state;
    struct uuid id = uuid_new(INT64_C(0x0123456789ab));
    struct uuid back;
    char text[UUID_TEXT_SIZE];
    uuid_format(&id, text);
    assert_memory_equal(text, "01234567-89ab-7", 15);
    assert_true(uuid_parse(text, &back));
    assert_memory_equal(&id, &back, sizeof id);
    assert_false(uuid_parse("01234567-89ab-7000-8000-00000000000g", &back));
    assert_false(uuid_parse("0123456789ab70008000000000000000", &back));
}

static void folding_makes_widths_and_kana_the_same(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const char *plain = utf8_fold(ctx, "せきゅりてぃabc");
    assert_string_equal(utf8_fold(ctx, "セキュリティＡＢＣ"), plain);
    assert_string_equal(utf8_fold(ctx, "ｾｷｭﾘﾃｨABC"), plain);
    assert_string_equal(utf8_fold(ctx, "ヴ"), utf8_fold(ctx, "ゔ"));
    mem_free(ctx);
}

static void text_with_controls_or_broken_bytes_is_refused(void **state)
{
    (void)state;
    assert_true(utf8_ok("表\tB\n", 6));
    assert_false(utf8_ok("a\0b", 3));
    assert_false(utf8_ok("\xe3\x81", 2));
    assert_false(utf8_ok("\xed\xa0\x80", 3)); /* a surrogate */
    assert_int_equal(utf8_chars("要かなme"), 5);
}

static void the_writer_escapes_and_places_commas(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct jw w = jw_init(buf_new(ctx));
    jw_obj_begin(&w);
    jw_kstr(&w, "t", "a\"\\\n\x01</script>");
    jw_key(&w, "l");
    jw_arr_begin(&w);
    jw_int(&w, INT64_MIN);
    jw_num(&w, 0.1);
    jw_null(&w);
    jw_arr_end(&w);
    jw_kbool(&w, "b", true);
    jw_obj_end(&w);
    assert_string_equal(w.buf->data, "{\"t\":\"a\\\"\\\\\\n\\u0001</script>\",\"l\":["
                                     "-9223372036854775808,0.1,null],\"b\":true}");
    mem_free(ctx);
}

static enum err parse(const char *text, struct problem **ret_problem)
{
    static void *ctx = NULL;
    mem_free(ctx);
    ctx = mem_context(NULL, 0);
    *ret_problem = problem_new(ctx);
    json_t *json = NULL;
    return json_in_parse(ctx, text, strlen(text), 4, *ret_problem, &json);
}

static void json_that_is_deep_doubled_or_broken_is_refused(void **state)
{
    (void)state;
    struct problem *p = NULL;
    assert_int_equal(parse("[[[[1]]]]", &p), ERR_OK);
    assert_int_equal(parse("[[[[[1]]]]]", &p), ERR_INVALID);
    assert_int_equal(p->limit, 4);
    assert_int_equal(parse("{\"a\":1,\"a\":2}", &p), ERR_MALFORMED);
    assert_int_equal(parse("{\"a\":}", &p), ERR_MALFORMED);
    assert_memory_equal(p->arg, "1:", 2);
    assert_int_equal(parse("\"[[[[[[\"", &p), ERR_OK);
    assert_int_equal(parse("\"\xff\"", &p), ERR_MALFORMED);
}

static void sha256_is_the_standard_one(void **state)
{
    (void)state;
    char text[DIGEST_TEXT_SIZE];
    struct digest d = digest_of("abc", 3); /* FIPS 180-4, example */
    digest_format(&d, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_that_do_not_exist_are_refused),
        cmocka_unit_test(days_and_dates_are_each_others_inverse),
        cmocka_unit_test(instants_keep_their_offset),
        cmocka_unit_test(a_due_day_ends_at_midnight_in_its_zone),
        cmocka_unit_test(the_fiscal_year_begins_in_april),
        cmocka_unit_test(ids_carry_their_time_and_read_back),
        cmocka_unit_test(folding_makes_widths_and_kana_the_same),
        cmocka_unit_test(text_with_controls_or_broken_bytes_is_refused),
        cmocka_unit_test(the_writer_escapes_and_places_commas),
        cmocka_unit_test(json_that_is_deep_doubled_or_broken_is_refused),
        cmocka_unit_test(sha256_is_the_standard_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
