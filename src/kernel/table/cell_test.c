#include "kernel/table/cell.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

static void *ctx;

static const char *date_of(const char *text)
{
    struct date d;
    char *shown = mem_array(ctx, char, DATE_TEXT_SIZE);
    if (!cell_date(ctx, text, &d))
        return "none";
    date_format(d, shown);
    return shown;
}

static void dates_are_read_as_offices_write_them(void **state)
{
    (void)state;
    static const char *const forms[] = {"2026-04-01", "2026/4/1", "2026.4.1", "2026年4月1日",
        "2026 年 4 月 1 日", "２０２６／４／１", "20260401", "令和8年4月1日", "R8.4.1", "r8/4/1",
        "㋿8年4月1日", "2026/4/1(水)", "2026年4月1日（水）", "2026-04-01T00:00:00",
        "2026/4/1 0:00", "46113", " 2026/4/1 "};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        assert_string_equal(date_of(forms[i]), "2026-04-01");
    assert_string_equal(date_of("令和元年5月1日"), "2019-05-01");
    assert_string_equal(date_of("平成31年4月30日"), "2019-04-30");
    assert_string_equal(date_of("S64.1.7"), "1989-01-07");
    assert_string_equal(date_of("45351"), "2024-02-29");
}

static void what_is_no_certain_date_is_not_guessed(void **state)
{
    (void)state;
    static const char *const forms[] = {"", "4/1", "4/1/2026", "01-04-2026", "26/4/1", "2026/13/1",
        "2026/2/30", "2026/4", "2026年4月", "来週", "2026/4-1", "R8", "12", "1200000",
        "2026/4/1 25:00", "2026/4/1 abc", "20260230", "令和8"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        assert_string_equal(date_of(forms[i]), "none");
}

static void an_instant_is_of_the_zone(void **state)
{
    (void)state;
    int64_t ms = 0;
    int64_t want = 0;
    assert_true(instant_parse("2026-04-01T09:30:00+09:00", &want));
    assert_true(cell_instant(ctx, "2026/4/1 9:30", "Asia/Tokyo", &ms));
    assert_true(ms == want);
    assert_true(cell_instant(ctx, "2026-04-01T00:30:00Z", "Asia/Tokyo", &ms));
    assert_true(ms == want);
    assert_false(cell_instant(ctx, "9:30", "Asia/Tokyo", &ms));
    assert_true(instant_parse("2026-03-29T07:30:00Z", &want)); /* a day of 23 hours */
    assert_true(cell_instant(ctx, "2026/3/29 9:30", "Europe/Berlin", &ms));
    assert_true(ms == want);
    assert_false(cell_instant(ctx, "9999/12/31 20:00", "Pacific/Honolulu", &ms));
}

static void numbers_are_read_with_separators_and_widths(void **state)
{
    (void)state;
    int64_t n = 0;
    double x = 0;
    assert_true(cell_integer(ctx, "1,234,567", &n) && n == 1234567);
    assert_true(cell_integer(ctx, "１２３", &n) && n == 123);
    assert_true(cell_integer(ctx, "▲1,200", &n) && n == -1200);
    assert_true(cell_integer(ctx, "3.0", &n) && n == 3);
    assert_true(cell_number(ctx, "-0.25", &x) && x == -0.25);
    static const char *const wrong[] = {"", "-", "1,2", "12,34", ",123", "1.2.3", "0x10", "inf",
        "nan", "12件", "1 2a", "1,234,56", "9007199254740994", "9007199254740993",
        "0.99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(cell_integer(ctx, wrong[i], &n));
    assert_false(cell_integer(ctx, "2.5", &n));
}

/* The cases that the pages are tested with too. */
static json_t *money_cases(void)
{
    json_error_t error;
    json_t *cases = json_load_file("tests/fixtures/money.json", 0, &error);
    if (cases == NULL)
        fail_msg("tests/fixtures/money.json: %s", error.text);
    return cases;
}

static void money_is_read_as_people_write_it(void **state)
{
    (void)state;
    json_t *cases = money_cases();
    size_t i;
    json_t *one;
    assert_true(json_array_size(json_object_get(cases, "read")) > 20);
    json_array_foreach(json_object_get(cases, "read"), i, one)
    {
        const char *text = json_string_value(json_array_get(one, 0));
        int64_t minor = -1;
        if (!cell_money(ctx, text, json_string_value(json_array_get(one, 1)), &minor))
            fail_msg("%s is not read", text);
        assert_int_equal(minor, json_integer_value(json_array_get(one, 2)));
    }
    json_decref(cases);
}

static void what_is_no_certain_sum_is_not_guessed(void **state)
{
    (void)state;
    json_t *cases = money_cases();
    size_t i;
    json_t *one;
    assert_true(json_array_size(json_object_get(cases, "refused")) > 20);
    json_array_foreach(json_object_get(cases, "refused"), i, one)
    {
        const char *text = json_string_value(json_array_get(one, 0));
        int64_t minor = -1;
        if (cell_money(ctx, text, json_string_value(json_array_get(one, 1)), &minor))
            fail_msg("%s is read as %lld", text, (long long)minor);
        assert_int_equal(minor, -1);
    }
    json_decref(cases);
}

static void check_unit(const char *header, const char *number, int64_t minor)
{
    int64_t read = 0;
    const char *unit = cell_money_unit(ctx, header);
    assert_non_null(unit);
    assert_true(cell_money(ctx, cell_money_in(ctx, number, unit), "JPY", &read));
    assert_int_equal(read, minor);
}

static void a_header_gives_the_unit_of_the_sums_below_it(void **state)
{
    (void)state;
    check_unit("金額（千円）", "1,200", 1200000);
    check_unit("予算(百万円)", "1.5", 1500000);
    check_unit("費用【税抜・万円】", "80", 800000);
    check_unit("年間費用（税込、億円）", "1.2", 120000000);
    check_unit("単位：千円", "▲300", -300000);
    check_unit("（単位 百万円、年額）", "１２", 12000000);
    check_unit("（千万円）", "3", 30000000);
    check_unit("十億円の案（十億円）", "2", INT64_C(2000000000));
    check_unit("Budget (thousand yen)", "1,200", 1200000);
    check_unit("Cost [JPY million]", "3", 3000000);
    check_unit("Cost (in thousands of yen)", "12.5", 12500);
    check_unit("Cost (¥m)", "2", 2000000);
    check_unit("Cost (¥'000)", "500", 500000);
    check_unit("金額（千円）", "120万円", 1200000);
    check_unit("金額（千円）", "¥1,200", 1200);
}

static void a_header_without_a_certain_unit_gives_none(void **state)
{
    (void)state;
    static const char *const none[] = {"金額", "金額（円）", "予算（案）", "幅（m）", "Size (k)",
        "千円札", "金額（千円）（百万円）", "税抜（10%）", "Cost (USD)", "Cost (inch)", ""};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_null(cell_money_unit(ctx, none[i]));
    assert_string_equal(cell_money_in(ctx, "1,200", NULL), "1,200");
    int64_t read = 0;
    const char *text = cell_money_in(ctx, "5", cell_money_unit(ctx, "Cost (USD million)"));
    assert_false(cell_money(ctx, text, "JPY", &read));
    assert_true(cell_money(ctx, text, "USD", &read));
    assert_int_equal(read, 500000000);
}

static void yes_and_no_have_many_forms(void **state)
{
    (void)state;
    bool yes = false;
    assert_true(cell_bool(ctx, "はい", &yes) && yes);
    assert_true(cell_bool(ctx, "○", &yes) && yes);
    assert_true(cell_bool(ctx, "TRUE", &yes) && yes);
    assert_true(cell_bool(ctx, "レ", &yes) && yes);
    assert_true(cell_bool(ctx, "無", &yes) && !yes);
    assert_true(cell_bool(ctx, "ＮＯ", &yes) && !yes);
    assert_false(cell_bool(ctx, "多分", &yes));
}

static void a_fiscal_year_is_read_by_its_names(void **state)
{
    (void)state;
    int year = 0;
    assert_true(cell_period(ctx, "FY2026", &year) && year == 2026);
    assert_true(cell_period(ctx, "2026年度", &year) && year == 2026);
    assert_true(cell_period(ctx, "令和8年度", &year) && year == 2026);
    assert_true(cell_period(ctx, "2026", &year) && year == 2026);
    assert_false(cell_period(ctx, "今年度", &year));
}

static void names_are_the_same_whatever_their_width_and_blanks(void **state)
{
    (void)state;
    assert_string_equal(cell_folded(ctx, "山田　太郎"), cell_folded(ctx, "山田太郎"));
    assert_string_equal(cell_folded(ctx, "ｻｰﾊﾞｰ\nA"), cell_folded(ctx, "サーバー a"));
}

static int setup(void **state)
{
    *state = ctx = mem_context(NULL, 0);
    return 0;
}

static int teardown(void **state)
{
    mem_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_as_offices_write_them),
        cmocka_unit_test(what_is_no_certain_date_is_not_guessed),
        cmocka_unit_test(an_instant_is_of_the_zone),
        cmocka_unit_test(numbers_are_read_with_separators_and_widths),
        cmocka_unit_test(money_is_read_as_people_write_it),
        cmocka_unit_test(what_is_no_certain_sum_is_not_guessed),
        cmocka_unit_test(a_header_gives_the_unit_of_the_sums_below_it),
        cmocka_unit_test(a_header_without_a_certain_unit_gives_none),
        cmocka_unit_test(yes_and_no_have_many_forms),
        cmocka_unit_test(a_fiscal_year_is_read_by_its_names),
        cmocka_unit_test(names_are_the_same_whatever_their_width_and_blanks),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
