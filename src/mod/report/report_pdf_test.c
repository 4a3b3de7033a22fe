#include "mod/report/report_render.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "mod/report/test/report_fixture.h"

#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* Makes the PDF in a file that has no name any more; the caller closes it. */
static int pdf(void *ctx, json_t *doc, const char *lang)
{
    char path[] = "/tmp/kaname-report-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    assert_int_equal(report_pdf(ctx, doc, lang, fd, problem_new(ctx)), ERR_OK);
    return fd;
}

static struct buf *content(void *ctx, int fd)
{
    char block[4096];
    struct buf *b = buf_new(ctx);
    lseek(fd, 0, SEEK_SET);
    for (ssize_t n; (n = read(fd, block, sizeof block)) > 0;)
        buf_put(b, block, (size_t)n);
    return b;
}

/* What a program of poppler-utils says about the file. */
static const char *told(void *ctx, const char *const *args, int fd)
{
    int out[2];
    pid_t pid;
    int status;
    posix_spawn_file_actions_t actions;
    assert_int_equal(pipe(out), 0);
    lseek(fd, 0, SEEK_SET);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_addclose(&actions, out[0]);
    /* The arguments are not written to, whatever the prototype says. */
    assert_int_equal(posix_spawn(&pid, args[0], &actions, NULL, (char *const *)args, environ), 0);
    close(out[1]);
    struct buf *said = content(ctx, out[0]);
    close(out[0]);
    waitpid(pid, &status, 0);
    assert_int_equal(status, 0);
    posix_spawn_file_actions_destroy(&actions);
    return said->data;
}

static const char *info_of(void *ctx, int fd)
{
    static const char *const args[] = {"/usr/bin/pdfinfo", "-", NULL};
    return told(ctx, args, fd);
}

static const char *text_of(void *ctx, int fd)
{
    static const char *const args[] = {"/usr/bin/pdftotext", "-layout", "-", "-", NULL};
    return told(ctx, args, fd);
}

static long pages_of(const char *info)
{
    const char *at = strstr(info, "Pages:");
    assert_non_null(at);
    return strtol(at + strlen("Pages:"), NULL, 10);
}

static void the_paper_says_everything_of_the_document(void **state)
{
    static const char *const said[] = {"評価結果報告", "2026年11月21日（土）", "社外秘", "未承認",
        "1億8,600万円", "実施中", "見本データ", "該当する事項はありません。", "<script>alert(1)",
        "佐藤 健一", "二つ目", "銀座店"};
    json_t *doc = report_fixture();
    int fd = pdf(*state, doc, "ja");
    const char *text = text_of(*state, fd);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (strstr(text, said[i]) == NULL)
            fail_msg("the paper does not say %s", said[i]);
    close(fd);
    json_decref(doc);
}

static void the_paper_knows_its_title_its_language_and_its_structure(void **state)
{
    json_t *doc = report_fixture();
    int fd = pdf(*state, doc, "ja");
    const char *info = info_of(*state, fd);
    assert_non_null(strstr(info, "評価結果報告"));
    assert_non_null(strstr(info, "(A4)"));
    assert_non_null(strstr(strstr(info, "Tagged:"), "yes"));
    struct buf *bytes = content(*state, fd);
    assert_non_null(memmem(bytes->data, bytes->len, "/Lang (ja-JP)", 13));
    assert_non_null(memmem(bytes->data, bytes->len, "/FontFile2", 10));
    close(fd);
    json_decref(doc);
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
        n++;
    return n;
}

static void a_long_table_repeats_its_head_and_every_page_its_number(void **state)
{
    json_t *doc = report_fixture_long(1, 200);
    int fd = pdf(*state, doc, "ja");
    long pages = pages_of(info_of(*state, fd));
    const char *text = text_of(*state, fd);
    assert_true(pages >= 5 && pages <= 12);
    assert_int_equal(count(text, "期限"), (size_t)pages);
    assert_int_equal(count(text, "2027/03/31"), 200);
    for (long i = 1; i <= pages; i++)
        assert_non_null(strstr(text, mem_printf(*state, "%ld / %ld", i, pages)));
    close(fd);
    json_decref(doc);
}

static void a_word_over_a_heat_map_is_not_broken(void **state)
{
    json_t *columns = json_array();
    json_t *values = json_array();
    for (int i = 0; i < 10; i++) {
        json_array_append_new(columns, json_pack("{s:{s:s}}", "label", "en", "6\nImprovement"));
        json_array_append_new(values, json_integer(30));
    }
    json_t *doc = report_fixture();
    json_t *map = json_pack("{s:s, s:{s:s}, s:o, s:[{s:{s:s}, s:s, s:o}], s:[{s:i, s:{s:s}}, {s:i, "
                            "s:{s:s}}]}",
        "type", "heatmap", "corner", "en", "Unit", "columns", columns, "rows", "label", "en",
        "Shop", "emphasis", "none", "values", values, "steps", "from", 10, "label", "en", "low",
        "from", 30, "label", "en", "high");
    json_object_set_new(doc, "sections",
        json_pack(
            "[{s:s, s:{s:s}, s:[o]}]", "key", "units", "heading", "en", "Units", "blocks", map));
    int fd = pdf(*state, doc, "en");
    assert_int_equal(count(text_of(*state, fd), "Improvement"), 10);
    close(fd);
    json_decref(doc);
}

static void a_title_is_not_broken_within_a_year_or_brackets(void **state)
{
    json_t *doc = report_fixture();
    json_object_set_new(doc, "title",
        json_pack("{s:s}", "ja",
            "サイバーセキュリティ経営 40項目チェック（2026年度 第2回）診断結果報告"));
    int fd = pdf(*state, doc, "ja");
    assert_non_null(strstr(text_of(*state, fd), "（2026年度 第2回）"));
    close(fd);
    json_decref(doc);
}

static void a_section_may_begin_a_page(void **state)
{
    json_t *doc = report_fixture();
    json_t *sections = json_object_get(doc, "sections");
    int fd = pdf(*state, doc, "en");
    long before = pages_of(info_of(*state, fd));
    close(fd);
    json_t *sheet = json_pack("{s:s, s:{s:s}, s:b, s:[{s:s, s:{s:s}}]}", "key", "approval",
        "heading", "en", "Approval sheet", "own_page", 1, "blocks", "type", "paragraph", "text",
        "en", "Approved.");
    json_array_append_new(sections, sheet);
    fd = pdf(*state, doc, "en");
    assert_int_equal(pages_of(info_of(*state, fd)), before + 1);
    close(fd);
    json_decref(doc);
}

/* Paragraphs until the report takes a page more than it did. */
static long spill(void *ctx, json_t *doc)
{
    json_t *sections = json_object_get(doc, "sections");
    json_t *blocks = json_object_get(json_array_get(sections, 0), "blocks");
    long pages = 0;
    long before = 0;
    for (int i = 0; i < 200 && (before == 0 || pages == before); i++) {
        json_array_append_new(blocks,
            json_pack("{s:s, s:{s:s}}", "type", "paragraph", "text", "en", "One more line."));
        int fd = pdf(ctx, doc, "en");
        before = before == 0 ? pages_of(info_of(ctx, fd)) : before;
        pages = pages_of(info_of(ctx, fd));
        close(fd);
    }
    assert_int_equal(pages, before + 1);
    return pages;
}

static void the_page_before_a_section_of_its_own_is_not_left_nearly_empty(void **state)
{
    json_t *doc = report_fixture();
    json_t *sections = json_object_get(doc, "sections");
    while (json_array_size(sections) > 1)
        json_array_remove(sections, 1);
    long before = spill(*state, doc);
    json_t *sheet = json_pack("{s:s, s:{s:s}, s:b, s:[{s:s, s:{s:s}}]}", "key", "approval",
        "heading", "en", "Approval sheet", "own_page", 1, "blocks", "type", "paragraph", "text",
        "en", "Approved.");
    json_array_append_new(sections, sheet);
    int fd = pdf(*state, doc, "en");
    assert_int_equal(pages_of(info_of(*state, fd)), before);
    close(fd);
    json_decref(doc);
}

static void every_page_of_a_draft_says_so(void **state)
{
    json_t *doc = report_fixture_long(1, 200);
    int draft = pdf(*state, doc, "en");
    long pages = pages_of(info_of(*state, draft));
    assert_true(count(text_of(*state, draft), "DRAFT") >= (size_t)pages);
    json_object_set_new(doc, "approved_at", json_string("2026-11-24T09:00:00+09:00"));
    int approved = pdf(*state, doc, "en");
    assert_int_equal(count(text_of(*state, approved), "DRAFT"), 0);
    close(draft);
    close(approved);
    json_decref(doc);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    json_t *doc = report_fixture();
    int first = pdf(*state, doc, "ja");
    int second = pdf(*state, doc, "ja");
    struct buf *a = content(*state, first);
    struct buf *b = content(*state, second);
    assert_int_equal(a->len, b->len);
    assert_memory_equal(a->data, b->data, a->len);
    close(first);
    close(second);
    json_decref(doc);
}

static void a_row_longer_than_a_page_is_cut_between_lines(void **state)
{
    json_t *doc = report_fixture_long(1, 3);
    struct buf *text = buf_new(*state);
    for (int i = 0; i < 300; i++)
        buf_printf(text, "行%d\n", i);
    json_t *table = json_array_get(
        json_object_get(json_array_get(json_object_get(doc, "sections"), 0), "blocks"), 0);
    json_t *row = json_array_get(json_object_get(table, "rows"), 1);
    json_array_set_new(json_object_get(row, "cells"), 0, json_string(text->data));
    int fd = pdf(*state, doc, "ja");
    const char *said = text_of(*state, fd);
    for (int i = 0; i < 300; i++) {
        const char *line = strstr(said, mem_printf(*state, "行%d", i));
        assert_non_null(line);
    }
    close(fd);
    json_decref(doc);
}

static void a_character_the_font_lacks_is_marked_not_dropped(void **state)
{
    json_t *doc = report_fixture();
    json_object_set_new(doc, "title", json_pack("{s:s}", "ja", "報告\xf0\x9f\x98\x80≥5"));
    int fd = pdf(*state, doc, "ja");
    assert_non_null(strstr(text_of(*state, fd), "報告〓≧5"));
    close(fd);
    json_decref(doc);
}

static void a_full_disk_is_told(void **state)
{
    json_t *doc = report_fixture();
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    assert_int_equal(
        report_pdf(*state, doc, "ja", fileno(full), problem_new(*state)), ERR_STORAGE_FULL);
    fclose(full);
    json_decref(doc);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_paper_says_everything_of_the_document),
        TEST(the_paper_knows_its_title_its_language_and_its_structure),
        TEST(a_long_table_repeats_its_head_and_every_page_its_number),
        TEST(a_word_over_a_heat_map_is_not_broken),
        TEST(a_title_is_not_broken_within_a_year_or_brackets),
        TEST(a_section_may_begin_a_page),
        TEST(the_page_before_a_section_of_its_own_is_not_left_nearly_empty),
        TEST(every_page_of_a_draft_says_so),
        TEST(the_same_document_gives_the_same_bytes),
        TEST(a_row_longer_than_a_page_is_cut_between_lines),
        TEST(a_character_the_font_lacks_is_marked_not_dropped),
        TEST(a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
