#include "kernel/table/book_fill.h"

#include "base/mem.h"
#include "kernel/table/xlsx_fill.h"

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

#define WORKBOOK(more)                                                                     \
    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表紙\" sheetId=\"1\" r:id=\"rId1\"/>" \
    "<sheet name=\"調査票\" sheetId=\"2\" r:id=\"rId2\"/>"                              \
    "<sheet name=\"集計\" sheetId=\"3\" state=\"hidden\" r:id=\"rId3\"/></sheets>" more    \
    "</workbook>"
#define RELATIONS                                                             \
    "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/s1.xml\"/>" \
    "<Relationship Id=\"rId2\" Target=\"worksheets/s2.xml\"/>"                \
    "<Relationship Id=\"rId3\" Target=\"worksheets/s3.xml\"/></Relationships>"
/* Style 0 is locked, 1 is not. */
#define STYLES                                                                               \
    "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"0\"><protection locked=\"0\"/>" \
    "</xf></cellXfs></styleSheet>"

struct part {
    const char *name, *data;
};

static const char *zip_of(const struct part *parts, size_t *ret_len)
{
    zip_stat_t st;
    zip_source_t *book = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(book, ZIP_TRUNCATE, NULL);
    zip_source_keep(book);
    for (; parts->name != NULL; parts++)
        zip_file_add(
            zip, parts->name, zip_source_buffer(zip, parts->data, strlen(parts->data), 0), 0);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_open(book), 0);
    assert_int_equal(zip_source_stat(book, &st), 0);
    char *bytes = mem_array(ctx, char, st.size);
    assert_int_equal(zip_source_read(book, bytes, st.size), st.size);
    zip_source_close(book);
    zip_source_free(book);
    *ret_len = (size_t)st.size;
    return bytes;
}

static const char *part_of(const char *data, size_t len, const char *name)
{
    zip_stat_t st;
    zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
    assert_non_null(zip);
    assert_int_equal(zip_stat(zip, name, 0, &st), 0);
    char *text = mem_array(ctx, char, st.size + 1);
    zip_file_t *file = zip_fopen(zip, name, 0);
    assert_int_equal(zip_fread(file, text, st.size), st.size);
    zip_fclose(file);
    zip_discard(zip);
    return text;
}

static const char *book_with(const char *sheet, const char *more, size_t *ret_len)
{
    const struct part parts[] = {{"xl/workbook.xml", mem_printf(ctx, "%s", more)},
        {"xl/_rels/workbook.xml.rels", RELATIONS}, {"xl/styles.xml", STYLES},
        {"xl/worksheets/s1.xml", "<worksheet><sheetData/></worksheet>"},
        {"xl/worksheets/s2.xml", sheet},
        {"xl/worksheets/s3.xml", "<worksheet> <sheetData></sheetData> </worksheet>"},
        {"xl/media/logo.png", "\x89PNG"}, {NULL, NULL}};
    return zip_of(parts, ret_len);
}

static const char *filled(const char *sheet, struct book_cell *cells, size_t n)
{
    const char *out = NULL;
    size_t len = 0;
    size_t out_len = 0;
    problem = problem_new(ctx);
    const char *book = book_with(sheet, WORKBOOK("<calcPr calcId=\"1\"/>"), &len);
    assert_int_equal(xlsx_fill(ctx, book, len, cells, n, problem, &out, &out_len), ERR_OK);
    if (out == NULL)
        return NULL;
    assert_string_equal(part_of(out, out_len, "xl/media/logo.png"), "\x89PNG");
    assert_string_equal(part_of(out, out_len, "xl/workbook.xml"),
        WORKBOOK("<calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/>"));
    return part_of(out, out_len, "xl/worksheets/s2.xml");
}

#define IS(text) "t=\"inlineStr\"><is><t xml:space=\"preserve\">" text "</t></is></c>"

static void a_cell_is_filled_in_and_keeps_its_style_and_all_else_stays(void **state)
{
    (void)state;
    struct book_cell cell = {"調査票", 2, 2, "○", BOOK_NO_SHEET, NULL};
    assert_string_equal(
        filled("<?xml version=\"1.0\"?>\n<worksheet><cols><col min='1'/></cols><sheetData>"
               "<row r=\"2\" ht=\"20\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" s=\"7\" t=\"s\">"
               "<v>1</v></c><c r=\"D2\"><f>C2</f></c></row></sheetData><!-- x --></worksheet>",
            &cell, 1),
        "<?xml version=\"1.0\"?>\n<worksheet><cols><col min='1'/></cols><sheetData>"
        "<row r=\"2\" ht=\"20\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" s=\"7\" " IS(
            "○") "<c r=\"D2\"><f>C2</f></c></row></sheetData><!-- x --></worksheet>");
    assert_int_equal(cell.can, BOOK_CAN);
}

static void cells_and_rows_that_are_not_there_are_added_where_they_belong(void **state)
{
    (void)state;
    struct book_cell cells[] = {{"調査票", 9, 1, "last", 0, NULL}, {"調査票", 2, 27, "AB", 0, NULL},
        {"調査票", 1, 0, "first", 0, NULL}, {"調査票", 2, 1, "B", 0, NULL},
        {"調査票", 4, 0, "A4", 0, NULL}};
    assert_string_equal(
        filled("<worksheet><sheetData><row spans=\"1:3\" r=\"2\"><c r=\"A2\"/><c r=\"C2\"/></row>"
               "<row r=\"4\" s=\"1\"/></sheetData></worksheet>",
            cells, 5),
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" " IS(
            "first") "</row><row r=\"2\"><c r=\"A2\"/>"
                     "<c r=\"B2\" " IS("B") "<c r=\"C2\"/><c r=\"AB2\" " IS(
                         "AB") "</row><row r=\"4\" s=\"1\">"
                               "<c r=\"A4\" " IS("A4") "</row><row r=\"9\"><c r=\"B9\" " IS(
                                   "last") "</row>"
                                           "</sheetData></worksheet>");
}

static void an_empty_sheet_and_prefixed_names_are_filled_in(void **state)
{
    (void)state;
    struct book_cell cell = {"調査票", 3, 0, "a", 0, NULL};
    assert_string_equal(
        filled("<x:worksheet xmlns:x=\"m\"><x:sheetData /></x:worksheet>", &cell, 1),
        "<x:worksheet xmlns:x=\"m\"><x:sheetData ><x:row r=\"3\"><x:c r=\"A3\" t=\"inlineStr\">"
        "<x:is><x:t xml:space=\"preserve\">a</x:t></x:is></x:c></x:row></x:sheetData>"
        "</x:worksheet>");
}

static void a_row_of_another_prefix_is_closed_by_its_own_name(void **state)
{
    (void)state;
    struct book_cell cell = {"調査票", 3, 0, "a", 0, NULL};
    assert_string_equal(
        filled("<worksheet><sheetData><y:row r=\"3\"/></sheetData></worksheet>", &cell, 1),
        "<worksheet><sheetData><y:row r=\"3\"><c r=\"A3\" " IS(
            "a") "</y:row></sheetData></worksheet>");
}

static void texts_come_in_as_texts(void **state)
{
    (void)state;
    struct book_cell cell = {"調査票", 1, 0, "=1+1 <b> & \"x\" _x0041_ _y\n", 0, NULL};
    assert_string_equal(
        filled("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>"
               "</worksheet>",
            &cell, 1),
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" " IS(
            "=1+1 &lt;b&gt; &amp; &quot;x&quot; _x005F_x0041_ _y\n") "</row></sheetData></"
                                                                     "worksheet>");
}

static void a_merged_cell_is_filled_in_once_at_its_first_one(void **state)
{
    (void)state;
    struct book_cell cells[] = {
        {"調査票", 2, 4, "two", 0, NULL}, {"調査票", 3, 4, "three", 0, NULL}};
    assert_string_equal(
        filled("<worksheet><sheetData><row r=\"2\"><c r=\"D2\" s=\"1\"/><c r=\"E2\"/>"
               "</row></sheetData><mergeCells><mergeCell ref=\"D2:E3\"/></mergeCells>"
               "</worksheet>",
            cells, 2),
        "<worksheet><sheetData><row r=\"2\"><c r=\"D2\" s=\"1\" " IS(
            "two") "<c r=\"E2\"/></row></sheetData><mergeCells><mergeCell "
                   "ref=\"D2:E3\"/></mergeCells>"
                   "</worksheet>");
    assert_int_equal(cells[0].can, BOOK_CAN);
    assert_int_equal(cells[1].can, BOOK_SHARED);
}

static void formulas_and_what_is_protected_are_left_alone(void **state)
{
    (void)state;
    struct book_cell cells[] = {{"調査票", 1, 0, "x", 0, NULL}, {"調査票", 1, 1, "free", 0, NULL},
        {"調査票", 1, 2, "x", 0, NULL}, {"調査票", 5, 2, "x", 0, NULL},
        {"調査票", 8, 8, "x", 0, NULL}, {"ない", 1, 1, "x", 0, NULL}};
    static const char sheet[] =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><f>B1</f><v>1</v></c><c r=\"B1\" "
        "s=\"1\"/><c r=\"C1\" s=\"1\"><f t=\"array\" ref=\"C1:C6\">X</f></c></row></sheetData>"
        "<sheetProtection sheet=\"1\"/><dataValidations><dataValidation type=\"list\" sqref=\"D9 "
        "A1:B2\"><formula1>\"はい,いいえ\"</formula1></dataValidation></dataValidations></"
        "worksheet>";
    assert_string_equal(filled(sheet, cells, 6),
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><f>B1</f><v>1</v></c><c r=\"B1\" "
        "s=\"1\" " IS("free") "<c r=\"C1\" s=\"1\"><f t=\"array\" ref=\"C1:C6\">X</f></c></row>"
                              "</sheetData><sheetProtection "
                              "sheet=\"1\"/><dataValidations><dataValidation type=\"list\" "
                              "sqref=\"D9 "
                              "A1:B2\"><formula1>\"はい,いいえ\"</formula1></dataValidation></"
                              "dataValidations>"
                              "</worksheet>");
    static const enum book_can can[] = {
        BOOK_FORMULA, BOOK_CAN, BOOK_FORMULA, BOOK_FORMULA, BOOK_LOCKED, BOOK_NO_SHEET};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(cells[i].can, can[i]);
    assert_string_equal(cells[1].choices, "はい,いいえ");
    assert_null(cells[4].choices);
}

static void asking_alone_changes_nothing(void **state)
{
    (void)state;
    struct book_cell cell = {"調査票", 1, 0, NULL, BOOK_NO_SHEET, NULL};
    assert_null(filled("<worksheet><sheetData/></worksheet>", &cell, 1));
    assert_int_equal(cell.can, BOOK_CAN);
}

static enum err refusal(const char *data, size_t len)
{
    struct book_sheet *sheets = NULL;
    size_t n = 0;
    problem = problem_new(ctx);
    int fd = memfd_create("book", MFD_CLOEXEC);
    assert_int_equal(write(fd, data, len), len);
    lseek(fd, 0, SEEK_SET);
    enum err e = book_sheets(ctx, fd, problem, &sheets, &n);
    close(fd);
    return e;
}

static void what_is_no_book_or_must_not_be_changed_is_refused_by_name(void **state)
{
    (void)state;
    size_t len = 0;
    assert_int_equal(refusal("a,b\n", 4), ERR_MALFORMED);
    assert_string_equal(problem->detail, "fill_no_book");
    assert_int_equal(refusal("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", 12), ERR_MALFORMED);
    assert_string_equal(problem->detail, "table_old_excel");
    const struct part parts[] = {{"xl/workbook.xml", WORKBOOK("")},
        {"xl/_rels/workbook.xml.rels", RELATIONS}, {"_xmlsignatures/sig1.xml", "<s/>"},
        {NULL, NULL}};
    const char *book = zip_of(parts, &len);
    assert_int_equal(refusal(book, len), ERR_MALFORMED);
    assert_string_equal(problem->detail, "xlsx_signed");
}

static void characters_that_xml_cannot_say_are_left_out(void **state)
{
    (void)state;
    struct book_cell cell = {"調査票", 1, 0,
        "a\xef\xbf\xbf"
        "b\xef\xbf\xbe\xef\xbf\xbd!",
        0, NULL};
    assert_string_equal(filled("<worksheet><sheetData/></worksheet>", &cell, 1),
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" " IS(
            "ab\xef\xbf\xbd!") "</row></sheetData></worksheet>");
}

#define BROKEN(data, len)                                    \
    do {                                                     \
        assert_int_equal(refusal(data, len), ERR_MALFORMED); \
        assert_string_equal(problem->detail, "xlsx_broken"); \
    } while (0)

static void what_stands_there_twice_is_refused(void **state)
{
    (void)state;
    size_t len = 0;
    const struct part once[] = {{"xl/workbook.xml", WORKBOOK("")},
        {"xl/_rels/workbook.xml.rels", RELATIONS}, {"xl/worksheets/s2.xml", "<worksheet/>"},
        {"xl/worksheets/s9.xml", "<worksheet/>"}, {NULL, NULL}};
    const char *book = zip_of(once, &len);
    assert_int_equal(refusal(book, len), ERR_OK);
    char *twice = mem_dup(ctx, book, len);
    for (size_t i = 0; i + 6 <= len; i++)
        if (memcmp(twice + i, "s9.xml", 6) == 0)
            twice[i + 1] = '2';
    BROKEN(twice, len);
    static const char *const relations[] = {
        "<R><Relationship Id=\"rId1\" Target=\"worksheets/s2.xml\"/>"
        "<Relationship Id=\"rId2\" Target=\"worksheets/s2.xml\"/></R>",
        "<R><Relationship Id=\"rId2\" Target=\"worksheets/s2.xml\"/>"
        "<Relationship Id=\"rId2\" Target=\"worksheets/s9.xml\"/></R>"};
    for (size_t i = 0; i < 2; i++) {
        const struct part parts[] = {{"xl/workbook.xml", WORKBOOK("")},
            {"xl/_rels/workbook.xml.rels", relations[i]}, once[2], once[3], {NULL, NULL}};
        book = zip_of(parts, &len);
        BROKEN(book, len);
    }
    const struct part names[] = {
        {"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"rId1\"/>"
                            "<sheet name=\"a\" r:id=\"rId2\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", RELATIONS}, once[2], once[3], {NULL, NULL}};
    book = zip_of(names, &len);
    BROKEN(book, len);
}

static void macros_are_known_by_what_a_part_is_said_to_be(void **state)
{
    (void)state;
    static const char *const types[] = {"application/vnd.ms-office.vbaProject",
        "application/vnd.ms-excel.intlmacrosheet+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml"};
    for (size_t i = 0; i < 3; i++) {
        size_t len = 0;
        const struct part parts[] = {{"xl/workbook.xml", WORKBOOK("")},
            {"xl/_rels/workbook.xml.rels", RELATIONS},
            {"[Content_Types].xml",
                mem_printf(ctx,
                    "<Types><Override PartName=\"/xl/m.xml\" ContentType=\"%s\"/></Types>",
                    types[i])},
            {NULL, NULL}};
        const char *book = zip_of(parts, &len);
        assert_int_equal(refusal(book, len), ERR_MALFORMED);
        assert_string_equal(problem->detail, "xlsx_macro");
    }
}

static void a_child_lists_the_sheets_and_fills_in(void **state)
{
    (void)state;
    struct book_sheet *sheets = NULL;
    size_t len = 0;
    size_t n = 0;
    int64_t size = 0;
    problem = problem_new(ctx);
    const char *book = book_with("<worksheet><sheetData/></worksheet>", WORKBOOK(""), &len);
    int fd = memfd_create("book", MFD_CLOEXEC);
    int out = memfd_create("out", MFD_CLOEXEC);
    assert_int_equal(write(fd, book, len), len);
    lseek(fd, 0, SEEK_SET);
    assert_int_equal(book_sheets(ctx, fd, problem, &sheets, &n), ERR_OK);
    assert_int_equal(n, 3);
    assert_string_equal(sheets[1].name, "調査票");
    assert_true(sheets[2].hidden && !sheets[1].hidden);
    struct book_cell cells[] = {{"調査票", 1, 0, "はい", 0, NULL}, {"集計", 2, 0, NULL, 0, NULL}};
    lseek(fd, 0, SEEK_SET);
    assert_int_equal(book_fill(ctx, fd, cells, 2, out, problem, &size), ERR_OK);
    assert_int_equal(cells[1].can, BOOK_CAN);
    char *bytes = mem_array(ctx, char, size);
    assert_int_equal(pread(out, bytes, (size_t)size, 0), size);
    assert_string_equal(part_of(bytes, (size_t)size, "xl/worksheets/s2.xml"),
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" " IS(
            "はい") "</row></sheetData></worksheet>");
    close(fd);
    close(out);
}

static int begin(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int end(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(int argc, char **argv)
{
    static const struct child_work *const works[] = {&BOOK_SHEETS_CHILD, &BOOK_FILL_CHILD};
    child_main(argc, argv, works, 2);
    const struct CMUnitTest tests[] = {
        TEST(a_cell_is_filled_in_and_keeps_its_style_and_all_else_stays),
        TEST(cells_and_rows_that_are_not_there_are_added_where_they_belong),
        TEST(an_empty_sheet_and_prefixed_names_are_filled_in),
        TEST(a_row_of_another_prefix_is_closed_by_its_own_name),
        TEST(texts_come_in_as_texts),
        TEST(a_merged_cell_is_filled_in_once_at_its_first_one),
        TEST(formulas_and_what_is_protected_are_left_alone),
        TEST(asking_alone_changes_nothing),
        TEST(what_is_no_book_or_must_not_be_changed_is_refused_by_name),
        TEST(characters_that_xml_cannot_say_are_left_out),
        TEST(what_stands_there_twice_is_refused),
        TEST(macros_are_known_by_what_a_part_is_said_to_be),
        TEST(a_child_lists_the_sheets_and_fills_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
