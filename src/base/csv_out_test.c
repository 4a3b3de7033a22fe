#include "base/csv_out.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct buf *b;

static const char *cell(const char *text)
{
    buf_clear(b);
    csv_out_cell(b, text);
    return b->data;
}

static void a_row_is_written_as_rfc_4180_says(void **state)
{
    (void)state;
    buf_clear(b);
    csv_out_bom(b);
    csv_out_row(b, (const char *const[]){"番号", "a,b", "say \"no\"", NULL, "two\nlines"}, 5);
    csv_out_row(b, (const char *const[]){""}, 1);
    assert_string_equal(
        b->data, "\xef\xbb\xbf番号,\"a,b\",\"say \"\"no\"\"\",,\"two\nlines\"\r\n\"\"\r\n");
}

static void blanks_at_the_ends_survive_by_quotes(void **state)
{
    (void)state;
    assert_string_equal(cell(" a"), "\" a\"");
    assert_string_equal(cell("a "), "\"a \"");
    assert_string_equal(cell("a b"), "a b");
}

static void a_formula_is_defused(void **state)
{
    (void)state;
    assert_string_equal(cell("=1+1"), "'=1+1");
    assert_string_equal(cell("+SUM(A1)"), "'+SUM(A1)");
    assert_string_equal(cell("-2+3"), "'-2+3");
    assert_string_equal(cell("@x"), "'@x");
    assert_string_equal(cell("\t=1"), "\"'\t=1\"");
    assert_string_equal(cell("\r=1"), "\"'\r=1\"");
    assert_string_equal(cell("\n=1"), "\"'\n=1\"");
    assert_string_equal(cell("＝1+1"), "'＝1+1");
    assert_string_equal(cell("=cmd|' /C calc'!\"A0\""), "\"'=cmd|' /C calc'!\"\"A0\"\"\"");
    assert_string_equal(cell("'=1"), "''=1");
}

static void numbers_and_lone_signs_stay_as_they_are(void **state)
{
    (void)state;
    assert_string_equal(cell("-12"), "-12");
    assert_string_equal(cell("+3.5"), "+3.5");
    assert_string_equal(cell("-"), "-");
    assert_string_equal(cell("－"), "－");
    assert_string_equal(cell("'tis"), "'tis");
    assert_string_equal(cell("-1."), "'-1.");
    assert_string_equal(cell(""), "");
}

static int setup(void **state)
{
    b = buf_new(NULL);
    *state = b;
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
        cmocka_unit_test(a_row_is_written_as_rfc_4180_says),
        cmocka_unit_test(blanks_at_the_ends_survive_by_quotes),
        cmocka_unit_test(a_formula_is_defused),
        cmocka_unit_test(numbers_and_lone_signs_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
