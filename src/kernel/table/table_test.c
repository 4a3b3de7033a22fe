#include "kernel/table/table.h"

#include "base/limits.h"
#include "base/mem.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

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
    enum err e = table_read(ctx, fd, NULL, problem, see, s, &info);
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
    for (size_t i = 0; i < lines; i++) {
        tall[i * 2] = 'a';
        tall[i * 2 + 1] = '\n';
    }
    assert_int_equal(read_bytes(tall, lines * 2, &s), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_rows");
}

/* ---- books ---- */

#define SHEET(rows)                                                                   \
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" \
    "<sheetData>" rows "</sheetData>"
static const char WORKBOOK[] = "<workbook xmlns=\"x\" xmlns:r=\"y\"><sheets><sheet name=\"隠し\" "
                               "state=\"hidden\" r:id=\"r2\"/>"
                               "<sheet name=\"台帳\" r:id=\"r1\"/></sheets></workbook>";
static const char RELATIONS[] =
    "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/a.xml\"/>"
    "<Relationship Id=\"r2\" Target=\"/xl/b.xml\"/></Relationships>";
static const char STYLES[] = "<styleSheet><numFmts><numFmt numFmtId=\"170\" "
                             "formatCode=\"[$-411]ggge&quot;年&quot;m\"/></numFmts>"
                             "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                             "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf "
                             "numFmtId=\"170\"/></cellXfs></styleSheet>";
static const char STRINGS[] = "<sst><si><t>件名</t></si><si><r><t>山</t></r><r><t>田</t></r>"
                              "<rPh><t>ヤマダ</t></rPh></si></sst>";

static void add(zip_t *zip, const char *name, const char *text, size_t len)
{
    zip_source_t *source = zip_source_buffer(zip, text, len, 0);
    assert_true(zip_file_add(zip, name, source, 0) >= 0);
}

/* Parts of the next book that are not the usual ones. */
static struct {
    const char *workbook, *strings;
} other;

static void add_text(zip_t *zip, const char *name, const char *text)
{
    add(zip, name, text, strlen(text));
}

/* Reads a book with this sheet and, when `extra` is given, that part more. */
static enum err read_book(
    const char *sheet, size_t len, const char *extra, const char *named, struct seen *s)
{
    char path[] = "/tmp/kaname-book-XXXXXX";
    close(mkstemp(path));
    int fault = 0;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &fault);
    assert_non_null(zip);
    add_text(zip, "xl/workbook.xml", other.workbook == NULL ? WORKBOOK : other.workbook);
    add_text(zip, "xl/_rels/workbook.xml.rels", RELATIONS);
    add_text(zip, "xl/styles.xml", STYLES);
    add_text(zip, "xl/sharedStrings.xml", other.strings == NULL ? STRINGS : other.strings);
    add(zip, "xl/worksheets/a.xml", sheet, len);
    if (extra != NULL)
        add(zip, extra, "x", 1);
    assert_int_equal(zip_close(zip), 0);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    unlink(path);
    problem = problem_new(ctx);
    enum err e = table_read(ctx, fd, named, problem, see, s, &info);
    other.workbook = other.strings = NULL;
    close(fd);
    return e;
}

static enum err read_sheet(const char *sheet, struct seen *s)
{
    return read_book(sheet, strlen(sheet), NULL, NULL, s);
}

static bool noticed(const char *code)
{
    for (size_t i = 0; i < info.n_notices; i++)
        if (strcmp(info.notices[i].code, code) == 0)
            return true;
    return false;
}

static void a_book_gives_what_its_cells_show(void **state)
{
    (void)state;
    struct seen s = {0};
    static const char sheet[] =
        SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>"
              "<row r=\"3\"/>"
              "<row r=\"5\"><c r=\"A5\" s=\"1\"><v>46113</v></c><c r=\"B5\" "
              "s=\"2\"><v>46113.5</v></c>"
              "<c r=\"C5\"><f>1+1</f><v>2</v></c><c r=\"D5\" t=\"b\"><v>1</v></c>"
              "<c r=\"E5\" t=\"inlineStr\"><is><t> 007 </t></is></c><c "
              "r=\"F5\"><v>0.1</v></c></row>") "<mergeCells><mergeCell "
                                               "ref=\"A1:C1\"/></mergeCells></worksheet>";
    assert_int_equal(read_sheet(sheet, &s), ERR_OK);
    assert_string_equal(s.text, "件名||山田/2026-04-01|2026-04-01 12:00:00|2|TRUE|007|0.1/");
    assert_int_equal(s.last_line, 5);
    assert_string_equal(info.format, "xlsx");
    assert_true(noticed("hidden_sheet") && noticed("merged") && noticed("formulas"));
}

static void hostile_books_are_refused(void **state)
{
    (void)state;
    struct seen s = {0};
    assert_int_equal(read_book("<a/>", 4, "xl/vbaProject.bin", NULL, &s), ERR_MALFORMED);
    assert_string_equal(problem->detail, "xlsx_macro");
    assert_int_equal(read_sheet("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet>&b;</worksheet>", &s),
        ERR_MALFORMED);
    assert_string_equal(problem->detail, "xlsx_entity");
    assert_int_equal(read_sheet("<worksheet><sheetData>", &s), ERR_MALFORMED);
    assert_string_equal(problem->detail, "xlsx_broken");
    assert_int_equal(read_book("<a/>", 4, NULL, "無い", &s), ERR_INVALID);
    assert_string_equal(problem->detail, "xlsx_no_sheet");
    static const char far[] = SHEET("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>") "</worksheet>";
    assert_int_equal(read_sheet(far, &s), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_columns");
    size_t size = (size_t)64 * 1024 * 1024;
    char *blanks = mem_array(ctx, char, size);
    memset(blanks, ' ', size);
    blanks[0] = '<';
    blanks[1] = 'a';
    blanks[2] = '>';
    assert_int_equal(read_book(blanks, size, NULL, NULL, &s), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "xlsx_bomb");
    assert_int_equal(read_bytes("PK\x03\x04 not a zip", 14, &s), ERR_MALFORMED);
    assert_string_equal(problem->detail, "xlsx_broken");
}

static void a_row_with_an_impossible_number_is_the_next_one(void **state)
{
    (void)state;
    struct seen s = {0};
    static const char sheet[] =
        SHEET("<row r=\"0\"><c><v>1</v></c></row><row r=\"x\"><c><v>2</v></c></row>"
              "<row r=\"99999999999999999999\"><c><v>3</v></c></row>") "</worksheet>";
    assert_int_equal(read_sheet(sheet, &s), ERR_OK);
    assert_string_equal(s.text, "1/2/3/");
    assert_int_equal(s.last_line, 3);
}

static void what_no_row_can_carry_is_told_or_left_out(void **state)
{
    (void)state;
    struct seen s = {0};
    static const char shared[] = SHEET("<row r=\"1\"><c t=\"s\"><v>0</v></c></row>") "</worksheet>";
    char *many = mem_array(ctx, char, 50001);
    memset(many, 'a', 50000);
    other.strings = mem_printf(ctx, "<sst><si><t>%s</t></si></sst>", many);
    assert_int_equal(read_sheet(shared, &s), ERR_TOO_LARGE);
    assert_string_equal(problem->detail, "csv_cell");
    other.workbook = mem_printf(
        ctx, "<workbook><sheets><sheet name=\"%s\" id=\"r1\"/></sheets></workbook>", many);
    assert_int_equal(read_sheet(shared, &s), ERR_MALFORMED);
    assert_string_equal(problem->detail, "xlsx_broken");
    static const char odd[] =
        SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&#127;b&#127;</v></c><c r=\"A1\"><v>2</v></c>"
              "</row>") "<mergeCells><mergeCell "
                        "ref=\"ああああああああああああ\"/></mergeCells></worksheet>";
    assert_int_equal(read_sheet(odd, &s), ERR_OK);
    assert_string_equal(s.text, "a b/");
    assert_true(noticed("merged"));
}

static void a_date_just_before_midnight_is_of_the_next_day(void **state)
{
    (void)state;
    struct seen s = {0};
    struct seen late = {0};
    static const char sheet[] = SHEET(
        "<row r=\"1\"><c s=\"1\"><v>46112.9999999</v></c><c s=\"1\"><v>0.75</v></c>"
        "<c s=\"1\"><v>2958465</v></c><c s=\"1\"><v>2958465.9999999</v></c></row>") "</worksheet>";
    assert_int_equal(read_sheet(sheet, &s), ERR_OK);
    assert_string_equal(s.text, "2026-04-01|18:00:00|9999-12-31|2958465.9999999/");
    other.workbook = "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" id=\"r1\"/>"
                     "</sheets></workbook>";
    assert_int_equal(read_sheet(sheet, &late), ERR_OK);
    assert_string_equal(late.text, "2030-04-02|1904-01-01 18:00:00|2958465|2958465.9999999/");
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

int main(int argc, char **argv)
{
    static const struct child_work *const works[] = {&TABLE_CHILD};
    child_main(argc, argv, works, 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_handed_over_with_their_lines),
        cmocka_unit_test(what_excel_copies_is_parted_by_tabs),
        cmocka_unit_test(cp932_is_told),
        cmocka_unit_test(enough_is_enough),
        cmocka_unit_test(files_of_other_kinds_are_named),
        cmocka_unit_test(a_book_gives_what_its_cells_show),
        cmocka_unit_test(hostile_books_are_refused),
        cmocka_unit_test(a_row_with_an_impossible_number_is_the_next_one),
        cmocka_unit_test(what_no_row_can_carry_is_told_or_left_out),
        cmocka_unit_test(a_date_just_before_midnight_is_of_the_next_day),
        cmocka_unit_test(a_million_columns_and_too_many_rows_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
