#include "mod/site/site_rules.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *const KEYS[] = {"SC-1", "SC-2", "SC-3", "SC-4", "SC-5", "SC-6", "SC-7", "SC-8"};
enum { N = sizeof KEYS / sizeof KEYS[0] };

static void draw(const char *const *keys, int64_t seed, size_t take, bool *ret_chosen)
{
    void *ctx = mem_context(NULL, 0);
    site_sample(ctx, keys, N, seed, take, ret_chosen);
    mem_free(ctx);
}

static size_t chosen(const bool *of)
{
    size_t n = 0;
    for (size_t i = 0; i < N; i++)
        n += of[i];
    return n;
}

static void a_sample_is_as_large_as_asked(void **state)
{
    bool of[N];
    (void)state;
    draw(KEYS, 7, 3, of);
    assert_int_equal(chosen(of), 3);
    draw(KEYS, 7, 100, of);
    assert_int_equal(chosen(of), N);
    draw(KEYS, 7, 0, of);
    assert_int_equal(chosen(of), 0);
}

static void a_seed_gives_the_same_keys_in_whatever_order(void **state)
{
    const char *turned[N];
    bool one[N], other[N];
    (void)state;
    for (size_t i = 0; i < N; i++)
        turned[i] = KEYS[N - 1 - i];
    draw(KEYS, 20261123, 3, one);
    draw(turned, 20261123, 3, other);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(one[i], other[N - 1 - i]);
}

static void seeds_draw_different_keys(void **state)
{
    bool first[N], other[N];
    bool differs = false;
    (void)state;
    draw(KEYS, 1, 3, first);
    for (int64_t seed = 2; seed < 10; seed++) {
        draw(KEYS, seed, 3, other);
        differs = differs || memcmp(first, other, sizeof first) != 0;
    }
    assert_true(differs);
}

/* ---- minutes ---- */

static struct site_minutes_read read_text(const char *text)
{
    static const char *const security[] = {"セキュリティ", "パスワード"};
    static const char *const nothing[] = {"議事なし", "特になし"};
    static const char *const heads[] = {"委員長", "工場長"};
    const char *folded[3][2];
    void *ctx = mem_context(NULL, 0);
    for (int i = 0; i < 2; i++) {
        folded[0][i] = utf8_fold(ctx, security[i]);
        folded[1][i] = utf8_fold(ctx, nothing[i]);
        folded[2][i] = utf8_fold(ctx, heads[i]);
    }
    const struct site_words words = {folded[0], 2, folded[1], 2, folded[2], 2};
    struct site_minutes_read read = site_minutes_read(utf8_fold(ctx, text), &words);
    mem_free(ctx);
    return read;
}

/* The two sites of mini-practice 8. */
static void nothing_to_discuss_counts_against_a_site(void **state)
{
    (void)state;
    struct site_minutes_read read =
        read_text("■■委員長：\n「セキュリティについては、特に議事なし。」\n");
    assert_true(read.nothing);
    assert_false(read.explained);
    assert_int_equal(read.security_chars, 0);
    assert_int_equal(read.mentions, 1);
    assert_int_equal(site_minutes_mark(&read, 0, 10), SITE_MARK_MINUS);
}

static void a_head_who_explains_counts_for_a_site(void **state)
{
    (void)state;
    struct site_minutes_read read = read_text(
        "●●委員長:\n「ｾｷｭﾘﾃｨは要！一人ひとりが重要性を理解すべし！」\n\n課長：来月の予定です。\n");
    assert_true(read.explained);
    assert_false(read.nothing);
    int64_t share = site_minutes_share(&read, -1, -1);
    assert_true(share > 50 && share < 100);
    assert_int_equal(site_minutes_mark(&read, share, 10), SITE_MARK_PLUS);
    assert_int_equal(site_minutes_mark(&read, share, 90), SITE_MARK_NONE);
}

static void what_others_say_is_no_explanation_by_the_head(void **state)
{
    (void)state;
    struct site_minutes_read read =
        read_text("課長：パスワードを変えました。委員長に報告済みです。\n委員長：ご苦労さま。\n");
    assert_false(read.explained);
    assert_false(read.nothing);
    assert_int_equal(site_minutes_mark(&read, 80, 10), SITE_MARK_NONE);
}

static void minutes_without_the_words_have_nothing(void **state)
{
    (void)state;
    assert_true(read_text("工場長：安全第一。\n").nothing);
    assert_true(read_text("").nothing);
    assert_int_equal(read_text("").chars, 0);
}

static void given_minutes_go_before_what_is_written(void **state)
{
    (void)state;
    struct site_minutes_read read = read_text("委員長：セキュリティ。\n");
    assert_int_equal(site_minutes_share(&read, 12, 60), 20);
    assert_int_equal(site_minutes_share(&read, -1, 60), 100);
    assert_int_equal(site_minutes_share(&read, 5, 0), 100);
}

/* ---- what is done ---- */

static enum site_follow_up follow(bool officer, enum site_state state, bool twice, bool praised)
{
    const struct site_standing standing = {officer, state, twice, praised};
    return site_follow_up_of(&standing);
}

static void what_is_proposed_goes_by_the_state(void **state)
{
    (void)state;
    assert_int_equal(follow(false, SITE_WEAK, true, false), SITE_FOLLOW_VISIT);
    assert_int_equal(follow(true, SITE_WEAK, true, false), SITE_FOLLOW_RECALL);
    assert_int_equal(follow(true, SITE_WATCH, true, false), SITE_FOLLOW_TALK);
    assert_int_equal(follow(true, SITE_WATCH, false, true), SITE_FOLLOW_CALL);
    assert_int_equal(follow(true, SITE_GOOD, false, true), SITE_FOLLOW_AWARD);
    assert_int_equal(follow(true, SITE_GOOD, false, false), SITE_FOLLOW_MAX);
    assert_int_equal(follow(true, SITE_UNJUDGED, false, true), SITE_FOLLOW_MAX);
}

static void a_late_correction_goes_up_by_days(void **state)
{
    (void)state;
    assert_int_equal(site_step_of(0, 0, 14), SITE_TELL_NOBODY);
    assert_int_equal(site_step_of(1, 0, 14), SITE_TELL_OFFICER);
    assert_int_equal(site_step_of(2, 3, 14), SITE_TELL_NOBODY);
    assert_int_equal(site_step_of(13, 3, 14), SITE_TELL_OFFICER);
    assert_int_equal(site_step_of(14, 3, 14), SITE_TELL_HEAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_is_as_large_as_asked),
        cmocka_unit_test(a_seed_gives_the_same_keys_in_whatever_order),
        cmocka_unit_test(seeds_draw_different_keys),
        cmocka_unit_test(nothing_to_discuss_counts_against_a_site),
        cmocka_unit_test(a_head_who_explains_counts_for_a_site),
        cmocka_unit_test(what_others_say_is_no_explanation_by_the_head),
        cmocka_unit_test(minutes_without_the_words_have_nothing),
        cmocka_unit_test(given_minutes_go_before_what_is_written),
        cmocka_unit_test(what_is_proposed_goes_by_the_state),
        cmocka_unit_test(a_late_correction_goes_up_by_days),
    };
    return cmocka_run_group_tests_name("site", tests, NULL, NULL);
}
