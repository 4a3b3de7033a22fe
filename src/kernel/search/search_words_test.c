#include "base/mem.h"
#include "kernel/search/search_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void a_text_has_its_characters_and_pairs(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_string_equal(search_words(ctx, "vpn 鍵\n表", "org1"), "v p vp n pn 鍵 表 org1");
    assert_string_equal(search_words(ctx, "", "org1"), "org1");
    assert_string_equal(search_words(ctx, "  ", "org1"), "org1");
    assert_string_equal(search_scope(ctx, 1, "measure", "/1/52/"), "org1 kindmeasure unit1 unit52");
    assert_string_equal(search_scope(ctx, 1, "unit", NULL), "org1 kindunit");
    mem_free(ctx);
}

static void what_is_typed_is_taken_apart_at_white_space_only(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct search_terms t = search_terms_of(ctx, "　ｶﾅ  \"A-2\" OR 100% ");
    assert_int_equal(t.n, 4);
    assert_string_equal(t.terms[0], "かな");
    assert_string_equal(t.terms[1], "\"a-2\"");
    assert_string_equal(t.terms[2], "or");
    assert_string_equal(t.terms[3], "100%");
    assert_int_equal(search_terms_of(ctx, " \n　").n, 0);
    assert_int_equal(search_terms_of(ctx, "1 2 3 4 5 6 7 8 9 0").n, SEARCH_TERMS);
    mem_free(ctx);
}

static void check_term(const void *ctx, const char *term, size_t most, const char *expected)
{
    const char *words[16];
    struct buf *b = buf_new(ctx);
    size_t n = search_term_words(ctx, term, most, words);
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s ", words[i]);
    assert_string_equal(b->data, expected);
}

static void a_term_is_covered_by_its_pairs(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    check_term(ctx, "鍵", 16, "鍵 ");
    check_term(ctx, "鍵束", 16, "鍵束 ");
    check_term(ctx, "鍵束一", 16, "鍵束 束一 ");
    check_term(ctx, "abcd", 16, "ab cd ");
    check_term(ctx, "abcde", 16, "ab cd de ");
    check_term(ctx, "abcdef", 2, "ab cd ");
    check_term(ctx, "👍👍", 16, "👍👍 ");
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_has_its_characters_and_pairs),
        cmocka_unit_test(what_is_typed_is_taken_apart_at_white_space_only),
        cmocka_unit_test(a_term_is_covered_by_its_pairs),
    };
    return cmocka_run_group_tests_name("search_words", tests, NULL, NULL);
}
