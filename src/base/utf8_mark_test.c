/* What is shown of a hit. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/utf8_mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char *written(const void *ctx, const struct utf8_part *parts, size_t n)
{
    struct buf *b = buf_new(ctx);
    for (size_t i = 0; i < n; i++) {
        buf_str(b, parts[i].hit ? "[" : "");
        buf_put(b, parts[i].text, parts[i].len);
        buf_str(b, parts[i].hit ? "]" : "");
    }
    return b->data;
}

static const char *marked(const void *ctx, const char *text, const char *word)
{
    const char *words[] = {utf8_fold(ctx, word)};
    size_t n = 0;
    struct utf8_part *parts = utf8_mark(ctx, text, words, 1, &n);
    return written(ctx, parts, n);
}

static void hits_are_marked_in_the_text_as_it_was_written(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(marked(ctx, "社内ｾｷｭﾘﾃｨ教育", "セキュリティ"), "社内[ｾｷｭﾘﾃｨ]教育");
    assert_string_equal(marked(ctx, "ｶﾞｲﾄﾞﾗｲﾝ", "ガイド"), "[ｶﾞｲﾄﾞ]ﾗｲﾝ");
    assert_string_equal(marked(ctx, "ＶＰＮとVpn", "vpn"), "[ＶＰＮ]と[Vpn]");
    assert_string_equal(marked(ctx, "<b>&\"", "b>"), "<[b>]&\"");
    assert_string_equal(marked(ctx, "㈱要", "株"), "[㈱]要"); /* a part of one character */
    assert_string_equal(
        marked(ctx, "👨‍👩‍👧の鍵", "鍵"), "👨‍👩‍👧の[鍵]");
    assert_string_equal(marked(ctx, "何も無い", "有"), "何も無い");
    assert_string_equal(marked(ctx, "", "有"), "");
    mem_free(ctx);
}

static void an_extract_stands_around_the_first_hit(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    const char *words[] = {"鍵"};
    bool before = false;
    bool after = false;
    size_t n = 0;
    struct utf8_part *parts =
        utf8_mark_extract(ctx, "一二三四五\n六鍵八九十一二三", words, 1, 6, &n, &before, &after);
    assert_string_equal(written(ctx, parts, n), " 六[鍵]八九十");
    assert_true(before);
    assert_true(after);
    utf8_mark_extract(ctx, "短い", words, 1, 6, &n, &before, &after);
    assert_int_equal(n, 0);
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_are_marked_in_the_text_as_it_was_written),
        cmocka_unit_test(an_extract_stands_around_the_first_hit),
    };
    return cmocka_run_group_tests_name("utf8_mark", tests, NULL, NULL);
}
