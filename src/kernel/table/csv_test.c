#include "kernel/table/csv.h"

#include "base/csv_out.h"
#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;
static struct problem *problem;
static struct csv_table table;

static enum err read_with(const char *data, size_t len, const struct csv_limits *limits)
{
    problem = problem_new(ctx);
    table = (struct csv_table){0};
    return csv_read(ctx, data, len, limits, problem, &table);
}

static enum err read_text(const char *text)
{
    return read_with(text, strlen(text), NULL);
}

static void rows_know_the_line_they_begin_on(void **state)
{
    (void)state;
    assert_int_equal(read_text("a,b\r\n\r\n \r\n\"one\r\n\r\ntwo\",x\r\nlast"), ERR_OK);
    assert_int_equal(table.n_rows, 3);
    assert_int_equal(table.rows[0].line, 1);
    assert_int_equal(table.rows[1].line, 4);
    assert_string_equal(table.rows[1].cells[0], "one\r\n\r\ntwo");
    assert_int_equal(table.rows[2].line, 7);
    assert_string_equal(table.rows[2].cells[0], "last");
    assert_int_equal(table.rows[2].n, 1);
}

static void every_line_end_is_taken(void **state)
{
    (void)state;
    assert_int_equal(read_text("a\rb\nc\r\nd"), ERR_OK);
    assert_int_equal(table.n_rows, 4);
    assert_int_equal(table.rows[3].line, 4);
}

static void an_empty_file_has_no_rows(void **state)
{
    (void)state;
    assert_int_equal(read_text(""), ERR_OK);
    assert_int_equal(table.n_rows, 0);
    assert_int_equal(read_text("\xef\xbb\xbf"), ERR_OK);
    assert_int_equal(table.n_rows, 0);
}

static void empty_cells_are_cells(void **state)
{
    (void)state;
    assert_int_equal(read_text(",,\na,\n"), ERR_OK);
    assert_int_equal(table.rows[0].n, 3);
    assert_int_equal(table.rows[1].n, 2);
    assert_string_equal(csv_cell(&table.rows[1], 1), "");
    assert_string_equal(csv_cell(&table.rows[1], 2), "");
    assert_string_equal(csv_cell(&table.rows[1], CSV_NO_COLUMN), "");
}

static void a_byte_order_mark_is_not_part_of_the_first_cell(void **state)
{
    (void)state;
    assert_int_equal(read_text("\xef\xbb\xbf業種,値\n"), ERR_OK);
    assert_string_equal(table.rows[0].cells[0], "業種");
    assert_false(table.cp932);
}

static void cp932_from_excel_is_read(void **state)
{
    (void)state;
    /* 業種,能力 (ends in 0x5c's neighbours), ①㈱ and half-width ｱ: what only CP932 has */
    assert_int_equal(
        read_text("\x8b\xc6\x8e\xed,\x94\x5c\x97\xcd\r\n\x87\x40\x87\x8a,\xb1\r\n"), ERR_OK);
    assert_true(table.cp932);
    assert_string_equal(table.rows[0].cells[0], "業種");
    assert_string_equal(table.rows[0].cells[1], "能力");
    assert_string_equal(table.rows[1].cells[0], "①㈱");
    assert_string_equal(table.rows[1].cells[1], "ｱ");
}

static void bytes_of_no_encoding_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_int_equal(read_text("a\nb\n\xff\xff\xff,c\n"), ERR_MALFORMED);
    assert_string_equal(problem->detail, "csv_encoding");
    assert_string_equal(problem->arg, "3");
    assert_int_equal(read_text("\xef\xbb\xbfok\n\x8b\xc6\n"), ERR_MALFORMED);
    assert_string_equal(problem->arg, "2");
    assert_int_equal(read_with("\xff\xfe"
                               "a\0",
                         4, NULL),
        ERR_MALFORMED);
    assert_string_equal(problem->detail, "csv_utf16");
    assert_int_equal(read_with("a\nb\0c\n", 6, NULL), ERR_MALFORMED);
    assert_string_equal(problem->detail, "csv_control");
    assert_string_equal(problem->arg, "2");
}

static void broken_quotes_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_int_equal(read_text("a\nb \"c\" d\n"), ERR_MALFORMED);
    assert_string_equal(problem->detail, "csv_quotes");
    assert_string_equal(problem->arg, "2");
    assert_int_equal(read_text("a\n\nb,\"never\nends\n"), ERR_MALFORMED);
    assert_string_equal(problem->detail, "csv_quote_open");
    assert_string_equal(problem->arg, "3");
}

static void each_limit_is_told_with_its_place(void **state)
{
    (void)state;
    const struct csv_limits limits = {.rows = 2, .columns = 3, .cell = 4};
    assert_int_equal(read_with("a\nb\n\nc\n", 7, &limits), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_rows");
    assert_int_equal(problem->limit, 2);
    assert_int_equal(read_with("a\n1,2,3,4\n", 10, &limits), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_columns");
    assert_string_equal(problem->fields[0].pointer, "line 2, column 4");
    assert_int_equal(read_with("a,12345\n", 8, &limits), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_cell");
    assert_string_equal(problem->fields[0].pointer, "line 1, column 2");
    assert_int_equal(read_with("a,1234\nb,1,2\n", 13, &limits), ERR_OK);
    char *big = mem_array(ctx, char, LIMIT_IMPORT + 1);
    memset(big, 'a', LIMIT_IMPORT + 1);
    assert_int_equal(read_with(big, LIMIT_IMPORT + 1, NULL), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "import_size");
}

static void what_the_writer_wrote_is_read_back_as_it_was(void **state)
{
    (void)state;
    const char *cells[] = {"=1+1", "'=1", "''=x", "'tis", "-", "-5", " blank ", "a\r\nb", "\t=1",
        "\"q\"", "＝A", ",", "", "@"};
    enum { N = sizeof cells / sizeof cells[0] };
    struct buf *b = buf_new(ctx);
    csv_out_bom(b);
    csv_out_row(b, cells, N);
    assert_int_equal(read_with(b->data, b->len, NULL), ERR_OK);
    assert_int_equal(table.rows[0].n, N);
    for (size_t i = 0; i < N; i++)
        assert_string_equal(table.rows[0].cells[i], cells[i]);
}

static const char *const industry[] = {"industry", "業種", NULL};
static const char *const mean[] = {"mean", "平均", NULL};
static const char *const note[] = {"note", NULL};
static const struct csv_column columns[] = {{industry, true}, {mean, true}, {note, false}};

static void columns_are_found_by_any_of_their_names(void **state)
{
    (void)state;
    int index[3];
    assert_int_equal(read_text("ＭＥＡＮ,業種\n3.1,retail\n"), ERR_OK);
    assert_int_equal(csv_columns(ctx, &table, columns, 3, problem, index), ERR_OK);
    assert_int_equal(index[0], 1);
    assert_int_equal(index[1], 0);
    assert_int_equal(index[2], CSV_NO_COLUMN);
    assert_string_equal(csv_cell(&table.rows[1], index[0]), "retail");
}

static void every_wrong_column_is_listed(void **state)
{
    (void)state;
    int index[3];
    assert_int_equal(read_text("note,colour,note\nx\n1,2,3,4\n"), ERR_OK);
    assert_int_equal(csv_columns(ctx, &table, columns, 3, problem, index), ERR_INVALID);
    assert_int_equal(problem->n_fields, 5);
    assert_string_equal(problem->fields[0].pointer, "line 1, column colour");
    assert_string_equal(problem->fields[0].code, "csv_column_unknown");
    assert_string_equal(problem->fields[1].code, "csv_column_twice");
    assert_string_equal(problem->fields[2].code, "csv_column_missing");
    assert_string_equal(problem->fields[2].pointer, "line 1, column industry");
    assert_string_equal(problem->fields[4].pointer, "line 3");
    assert_int_equal(read_text("\n"), ERR_OK);
    assert_int_equal(csv_columns(ctx, &table, columns, 3, problem, index), ERR_INVALID);
    assert_string_equal(problem->detail, "csv_empty");
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
        cmocka_unit_test(rows_know_the_line_they_begin_on),
        cmocka_unit_test(every_line_end_is_taken),
        cmocka_unit_test(an_empty_file_has_no_rows),
        cmocka_unit_test(empty_cells_are_cells),
        cmocka_unit_test(a_byte_order_mark_is_not_part_of_the_first_cell),
        cmocka_unit_test(cp932_from_excel_is_read),
        cmocka_unit_test(bytes_of_no_encoding_are_refused_with_their_line),
        cmocka_unit_test(broken_quotes_are_refused_with_their_line),
        cmocka_unit_test(each_limit_is_told_with_its_place),
        cmocka_unit_test(what_the_writer_wrote_is_read_back_as_it_was),
        cmocka_unit_test(columns_are_found_by_any_of_their_names),
        cmocka_unit_test(every_wrong_column_is_listed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
