#include "mod/report/report_render.h"

#include "base/clock.h"
#include "base/mem.h"
#include "mod/report/report_doc.h"
#include "mod/report/test/report_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

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

static struct buf *workbook(void *ctx, json_t *doc, const char *lang)
{
    char path[] = "/tmp/kaname-report-XXXXXX";
    char block[4096];
    struct buf *b = buf_new(ctx);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(report_xlsx(ctx, doc, lang, fd, NULL, problem_new(ctx)), ERR_OK);
    lseek(fd, 0, SEEK_SET);
    for (ssize_t n; (n = read(fd, block, sizeof block)) > 0;)
        buf_put(b, block, (size_t)n);
    close(fd);
    unlink(path);
    return b;
}

static uint32_t number(const char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

static const char *inflated(void *ctx, const char *data, uint32_t packed, uint32_t size)
{
    char *text = mem_array(ctx, char, size + 1);
    z_stream z = {
        .next_in = (Bytef *)data, .avail_in = packed, .next_out = (Bytef *)text, .avail_out = size};
    assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    inflateEnd(&z);
    return text;
}

/* The part of the package with that name (APPNOTE.TXT 4.3.12, central directory). */
static const char *part(void *ctx, const struct buf *zip, const char *name)
{
    const char *end = memmem(zip->data, zip->len, "PK\5\6", 4);
    assert_non_null(end);
    uint32_t n = number(end + 10, 2);
    const char *entry = zip->data + number(end + 16, 4);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t len = number(entry + 28, 2);
        if (len == strlen(name) && memcmp(entry + 46, name, len) == 0) {
            const char *local = zip->data + number(entry + 42, 4);
            const char *data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
            return inflated(ctx, data, number(entry + 20, 4), number(entry + 24, 4));
        }
        entry += 46 + len + number(entry + 30, 2) + number(entry + 32, 2);
    }
    fail_msg("no part %s", name);
    return NULL;
}

static void a_summary_comes_first_and_each_table_has_a_sheet(void **state)
{
    json_t *doc = report_fixture();
    struct buf *zip = workbook(*state, doc, "ja");
    const char *book = part(*state, zip, "xl/workbook.xml");
    const char *at = book;
    static const char *const names[] = {"name=\"概要\"", "name=\"本文\"", "name=\"2 対策の計画\"",
        "name=\"2 対策\"", "name=\"2 対策 (2)\"", "name=\"3 出典\""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *found = strstr(at, names[i]);
        if (found == NULL)
            fail_msg("no sheet %s in its place", names[i]);
        else
            at = found;
    }
    json_decref(doc);
}

static void text_never_becomes_a_formula(void **state)
{
    json_t *doc = report_fixture();
    json_object_set_new(doc, "title", json_pack("{s:s}", "ja", "=1+1"));
    struct buf *zip = workbook(*state, doc, "ja");
    for (int i = 1; i <= 6; i++) {
        char *name = mem_printf(*state, "xl/worksheets/sheet%d.xml", i);
        assert_null(strstr(part(*state, zip, name), "<f"));
    }
    const char *table = part(*state, zip, "xl/worksheets/sheet3.xml");
    assert_non_null(strstr(table, "=HYPERLINK(\"http://x\")&lt;script&gt;"));
    assert_non_null(strstr(part(*state, zip, "xl/worksheets/sheet1.xml"), "<t>=1+1</t>"));
    json_decref(doc);
}

static void numbers_and_dates_are_real(void **state)
{
    json_t *doc = report_fixture();
    const char *table = part(*state, workbook(*state, doc, "ja"), "xl/worksheets/sheet3.xml");
    const int64_t epoch = 25569; /* 1970-01-01 as Excel counts */
    int64_t due = date_days((struct date){2026, 12, 25}) + epoch;
    assert_non_null(strstr(table, mem_printf(*state, "<v>%lld</v>", (long long)due)));
    assert_non_null(strstr(table, "<v>3.5</v>"));
    assert_non_null(strstr(table, "<v>600000</v>"));
    assert_null(strstr(table, "—")); /* missing is an empty cell */
    assert_non_null(strstr(table, "ySplit=\"1\""));
    assert_non_null(strstr(table, "<autoFilter"));
    json_decref(doc);
}

static void real_dates_are_shown_by_the_era_where_that_is_chosen(void **state)
{
    json_t *doc = report_fixture();
    const char *plain = part(*state, workbook(*state, doc, "ja"), "xl/styles.xml");
    json_object_set_new(doc, "calendar", json_string(REPORT_CALENDAR_ERA));
    assert_null(strstr(plain, "[$-411]"));
    assert_non_null(
        strstr(part(*state, workbook(*state, doc, "ja"), "xl/styles.xml"), "[$-411]ge.m.d"));
    assert_null(strstr(part(*state, workbook(*state, doc, "en"), "xl/styles.xml"), "[$-411]"));
    json_decref(doc);
}

static void the_radar_is_a_chart_of_excel(void **state)
{
    json_t *doc = report_fixture();
    struct buf *zip = workbook(*state, doc, "en");
    const char *chart = part(*state, zip, "xl/charts/chart1.xml");
    assert_non_null(strstr(chart, "<c:radarChart>"));
    assert_non_null(strstr(chart, "<c:f>Summary!$B$"));
    assert_non_null(strstr(chart, "<a:prstDash"));
    assert_non_null(strstr(chart, "<c:max val=\"5\"/>"));
    json_decref(doc);
}

static void names_of_sheets_are_legal_and_differ(void **state)
{
    static const char *const titles[] = {"a/b:c*d?e[f]g\\h", "A/B:C*D?E[F]G\\H",
        "とても長い見出しがここに入りますのでシートの名前としては途中で切られます一",
        "とても長い見出しがここに入りますのでシートの名前としては途中で切られます二", "'引用'"};
    json_t *doc = report_fixture_long(5, 1);
    for (size_t i = 0; i < 5; i++)
        json_object_set_new(json_array_get(json_object_get(doc, "sections"), i), "heading",
            json_pack("{s:s}", "ja", titles[i]));
    struct buf *zip = workbook(*state, doc, "ja");
    const char *book = part(*state, zip, "xl/workbook.xml");
    size_t sheets = 0;
    for (const char *at = book; (at = strstr(at, "<sheet ")) != NULL; at++)
        sheets++;
    assert_int_equal(sheets, 6); /* each table has one, besides the summary */
    json_decref(doc);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    json_t *doc = report_fixture();
    struct buf *a = workbook(*state, doc, "ja");
    struct buf *b = workbook(*state, doc, "ja");
    assert_int_equal(a->len, b->len);
    assert_memory_equal(a->data, b->data, a->len);
    json_decref(doc);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_summary_comes_first_and_each_table_has_a_sheet),
        TEST(text_never_becomes_a_formula),
        TEST(numbers_and_dates_are_real),
        TEST(real_dates_are_shown_by_the_era_where_that_is_chosen),
        TEST(the_radar_is_a_chart_of_excel),
        TEST(names_of_sheets_are_legal_and_differ),
        TEST(the_same_document_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
