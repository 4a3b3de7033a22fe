#include "mod/report/report_render.h"

#include "base/clock.h"
#include "base/mem.h"
#include "mod/report/test/report_fixture.h"

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

static const char *html(void *ctx, json_t *doc, const char *lang)
{
    struct buf *b = NULL;
    assert_int_equal(report_html(ctx, doc, lang, problem_new(ctx), &b), ERR_OK);
    return b->data;
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        n++;
    return n;
}

static void the_page_says_everything_of_the_document(void **state)
{
    static const char *const said[] = {"<html lang=\"ja\">", "評価結果報告", "2026年11月21日（土）",
        "社外秘", "未承認", "下書き", "1億8,600万円", "前年度から +0.2（改善）", "実施中", "合計",
        "見本データ", "（見本）", "該当する事項はありません。", "<svg", "CISO　佐藤 健一"};
    json_t *doc = report_fixture();
    const char *page = html(*state, doc, "ja");
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (strstr(page, said[i]) == NULL)
            fail_msg("the page does not say %s", said[i]);
    json_decref(doc);
}

static void hostile_text_stays_text(void **state)
{
    json_t *doc = report_fixture();
    json_object_set_new(doc, "title",
        json_pack("{s:s}", "ja", "</title><script>alert(1)</script><img src=x onerror=\"x\">"));
    const char *page = html(*state, doc, "ja");
    assert_int_equal(count(page, "<script"), 0);
    assert_int_equal(count(page, "<img"), 0);
    assert_int_equal(count(page, "&lt;script&gt;alert(1)&lt;/script&gt;"), 3);
    json_decref(doc);
}

static void the_page_stands_alone(void **state)
{
    json_t *doc = report_fixture();
    const char *page = html(*state, doc, "en");
    assert_int_equal(count(page, "src="), 0);
    assert_int_equal(count(page, "href="), 0);
    assert_int_equal(count(page, "url("), 0);
    assert_non_null(strstr(page, "default-src &#39;none&#39;"));
    json_decref(doc);
}

static void an_approved_page_is_no_draft_and_names_its_digest(void **state)
{
    json_t *doc = report_fixture();
    json_object_set_new(doc, "approver", json_pack("{s:s}", "name", "山本 恵子"));
    json_object_set_new(doc, "approved_at", json_string("2026-11-24T09:00:00+09:00"));
    const char *page = html(*state, doc, "ja");
    assert_null(strstr(page, "下書き"));
    assert_non_null(strstr(page, "山本 恵子"));
    assert_non_null(strstr(page, "2026/11/24"));
    assert_non_null(strstr(page, "SHA-256"));
    json_decref(doc);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    json_t *doc = report_fixture();
    assert_string_equal(html(*state, doc, "ja"), html(*state, doc, "ja"));
    json_decref(doc);
}

static void the_radar_has_a_name_a_text_and_a_table(void **state)
{
    json_t *doc = report_fixture();
    const char *page = html(*state, doc, "en");
    const char *svg = strstr(page, "<svg");
    assert_non_null(strstr(svg, "role=\"img\""));
    assert_non_null(strstr(svg, "<title id=\"chart1-t\">"));
    assert_non_null(strstr(svg, "highest in"));
    assert_non_null(strstr(svg, "stroke-dasharray"));
    assert_non_null(strstr(strstr(svg, "</svg>"), "<table"));
    json_decref(doc);
}

static void ten_thousand_rows_take_no_time(void **state)
{
    json_t *doc = report_fixture_long(10, 1000);
    int64_t begin = clock_monotonic_ms();
    const char *page = html(*state, doc, "ja");
    int64_t took = clock_monotonic_ms() - begin;
    assert_true(count(page, "<tr") > 10000);
    assert_true(took < 5000); /* the goal of 300 ms is the benchmark's, on a quiet machine */
    json_decref(doc);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_page_says_everything_of_the_document),
        TEST(hostile_text_stays_text),
        TEST(the_page_stands_alone),
        TEST(an_approved_page_is_no_draft_and_names_its_digest),
        TEST(the_same_document_gives_the_same_bytes),
        TEST(the_radar_has_a_name_a_text_and_a_table),
        TEST(ten_thousand_rows_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
