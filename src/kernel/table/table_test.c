#include "kernel/table/table.h"

#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static void *ctx;
static struct problem *problem;
static struct table_info info;

struct seen {
    size_t n, most;
    size_t last_line;
    const char *text; /* cells parted by |, rows by /, of the first ten */
};

static bool see(void *arg, const struct table_row *row)
{
    struct seen *s = arg;
    s->last_line = row->line;
    if (s->text == NULL)
        s->text = "";
    for (size_t i = 0; i < row->n && s->n < 10; i++)
        s->text = mem_printf(ctx, "%s%s%s", s->text, i == 0 ? "" : "|", row->cells[i]);
    if (s->n < 10)
        s->text = mem_printf(ctx, "%s/", s->text);
    return ++s->n != s->most;
}

static int file_of(const char *data, size_t len)
{
    int fd = memfd_create("table", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, data, len), len);
    return fd;
}

static enum err read_bytes(const char *data, size_t len, struct seen *s)
{
    problem = problem_new(ctx);
    int fd = file_of(data, len);
    enum err e = table_read(ctx, fd, problem, see, s, &info);
    close(fd);
    return e;
}

static void rows_are_handed_over_with_their_lines(void **state)
{
    (void)state;
    struct seen s = {0};
    static const char text[] =
        "\xef\xbb\xbf件名,期限\r\n\r\n\"a\r\nb\",2026/4/1\r\n,,\r\n'=1,\"x,y\"\r\n";
    assert_int_equal(read_bytes(text, strlen(text), &s), ERR_OK);
    assert_string_equal(s.text, "件名|期限/a\r\nb|2026/4/1/=1|x,y/");
    assert_int_equal(s.last_line, 6);
    assert_string_equal(info.format, "csv");
    assert_int_equal(info.n_notices, 0);
}

static void what_excel_copies_is_parted_by_tabs(void **state)
{
    (void)state;
    struct seen s = {0};
    static const char text[] = "件名\t備考\n\"二\n行\"\t5\" の板\nA, B\t\"\"\"x\"\"\"\n";
    assert_int_equal(read_bytes(text, strlen(text), &s), ERR_OK);
    assert_string_equal(s.text, "件名|備考/二\n行|5\" の板/A, B|\"x\"/");
    assert_string_equal(info.format, "tsv");
}

static void cp932_is_told(void **state)
{
    (void)state;
    struct seen s = {0};
    assert_int_equal(read_bytes("\x8b\xc6\x8e\xed,a\r\n", 8, &s), ERR_OK);
    assert_string_equal(s.text, "業種|a/");
    assert_string_equal(info.notices[0].code, "cp932");
}

static void enough_is_enough(void **state)
{
    (void)state;
    struct seen s = {.most = 2};
    assert_int_equal(read_bytes("a\nb\nc\nd\n\"broken", 15, &s), ERR_OK);
    assert_string_equal(s.text, "a/b/");
}

static void files_of_other_kinds_are_named(void **state)
{
    (void)state;
    struct seen s = {0};
    assert_int_equal(read_bytes("", 0, &s), ERR_INVALID);
    assert_int_equal(read_bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1____", 12, &s), ERR_MALFORMED);
    assert_string_equal(problem->detail, "table_old_excel");
    assert_int_equal(read_bytes("%PDF-1.7", 8, &s), ERR_MALFORMED);
    assert_string_equal(problem->detail, "table_pdf");
    assert_int_equal(read_bytes("a\n\xff\xfe\xff\n", 6, &s), ERR_MALFORMED);
    assert_string_equal(problem->detail, "csv_encoding");
    assert_string_equal(problem->arg, "2");
}

static void a_million_columns_and_too_many_rows_are_refused(void **state)
{
    (void)state;
    struct seen s = {0};
    char *wide = mem_array(ctx, char, 1000000);
    memset(wide, ',', 1000000);
    assert_int_equal(read_bytes(wide, 1000000, &s), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_columns");
    size_t lines = LIMIT_TABLE_ROWS + 2;
    char *tall = mem_array(ctx, char, lines * 2);
    for (size_t i = 0; i < lines; i++)
        memcpy(tall + i * 2, "a\n", 2);
    assert_int_equal(read_bytes(tall, lines * 2, &s), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_rows");
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
        cmocka_unit_test(rows_are_handed_over_with_their_lines),
        cmocka_unit_test(what_excel_copies_is_parted_by_tabs),
        cmocka_unit_test(cp932_is_told),
        cmocka_unit_test(enough_is_enough),
        cmocka_unit_test(files_of_other_kinds_are_named),
        cmocka_unit_test(a_million_columns_and_too_many_rows_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
