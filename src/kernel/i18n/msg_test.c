#include "kernel/i18n/msg.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

static void an_unknown_id_is_its_own_text(void **state)
{
    (void)state;
    assert_string_equal("test.no_such_message", msg_get("ja", "test.no_such_message"));
    assert_false(msg_has("en", "test.no_such_message"));
}

static void each_language_has_its_own_text(void **state)
{
    (void)state;
    assert_string_equal("Not found", msg_get("en", "error.not_found"));
    assert_string_equal("見つかりません", msg_get("ja", "error.not_found"));
}

static void an_unknown_language_reads_as_japanese(void **state)
{
    (void)state;
    assert_string_equal(msg_get("ja", "error.not_found"), msg_get("fr", "error.not_found"));
    assert_string_equal(msg_get("ja", "error.not_found"), msg_get(NULL, "error.not_found"));
}

static void placeholders_are_filled_once(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct msg_arg args[] = {{"limit", "{limit}"}};
    char *text = msg_format(ctx, "en", "error.field.too_long", args, 1);
    assert_string_equal("Must be at most {limit} characters", text);
    args[0].value = "200";
    text = msg_format(ctx, "en", "error.field.too_long", args, 1);
    assert_string_equal("Must be at most 200 characters", text);
    mem_free(ctx);
}

static void brackets_within_brackets_are_of_the_second_order(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct msg_arg args[] = {{"title", "「規程」の改訂"}, {"number", "A（1）"}, {"state", "承認"}};
    char *text = msg_format(ctx, "ja", "notice.approval_decided.text", args, 3);
    assert_non_null(strstr(text, "「『規程』の改訂」（A〔1〕）"));
    mem_free(ctx);
}

static void a_placeholder_without_argument_stays(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    char *text = msg_format(ctx, "en", "error.field.too_long", NULL, 0);
    assert_string_equal("Must be at most {limit} characters", text);
    mem_free(ctx);
}

static void one_is_said_in_the_singular_where_a_language_has_one(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct msg_arg args[] = {{"n", "1"}};
    assert_string_equal("indicator", msg_format(ctx, "en", "kpi.unit", args, 1));
    assert_string_equal("1", msg_format(ctx, "en", "ui.bulk.n", args, 1));
    args[0].value = "11";
    assert_string_equal("indicators", msg_format(ctx, "en", "kpi.unit", args, 1));
    assert_string_equal(msg_get("ja", "kpi.unit"), msg_format(ctx, "ja", "kpi.unit", args, 1));
    mem_free(ctx);
}

static void languages_are_negotiated(void **state)
{
    (void)state;
    assert_string_equal("ja", msg_negotiate(NULL));
    assert_string_equal("ja", msg_negotiate(""));
    assert_string_equal("en", msg_negotiate("en"));
    assert_string_equal("en", msg_negotiate("en-GB,en;q=0.9,ja;q=0.8"));
    assert_string_equal("ja", msg_negotiate("en;q=0.7, ja-JP;q=0.9"));
    assert_string_equal("ja", msg_negotiate("fr, de;q=0.5"));
    assert_string_equal("en", msg_negotiate("fr, EN;q=0.5"));
    assert_string_equal("ja", msg_negotiate("english, jargon"));
    assert_string_equal("ja", msg_negotiate("en;q=0"));
    assert_string_equal("ja", msg_negotiate(",,;;q=,=,q"));
}

enum { NAMES_MAX = 16 };

struct names {
    char *name[NAMES_MAX];
    size_t n;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The placeholders of a text, sorted, each once. */
static struct names placeholders(const void *ctx, const char *text)
{
    struct names found = {0};
    for (const char *p = strchr(text, '{'); p != NULL; p = strchr(p + 1, '{')) {
        size_t len = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz_0123456789");
        if (len == 0 || p[1 + len] != '}')
            continue;
        char *name = mem_strndup(ctx, p + 1, len);
        bool known = false;
        for (size_t i = 0; i < found.n; i++)
            known = known || strcmp(found.name[i], name) == 0;
        if (!known && found.n < NAMES_MAX)
            found.name[found.n++] = name;
    }
    qsort(found.name, found.n, sizeof found.name[0], by_text);
    return found;
}

static void same_placeholders(const void *ctx, const char *id, const char *a, const char *b)
{
    struct names in_a = placeholders(ctx, a);
    struct names in_b = placeholders(ctx, b);
    bool same = in_a.n == in_b.n;
    for (size_t i = 0; same && i < in_a.n; i++)
        same = strcmp(in_a.name[i], in_b.name[i]) == 0;
    if (!same)
        fail_msg("%s: placeholders differ: \"%s\", \"%s\"", id, a, b);
}

/* "x.one" is the English singular of "x"; Japanese has none. */
static bool is_singular(const char *id)
{
    size_t n = strlen(id);
    return n > 4 && strcmp(id + n - 4, ".one") == 0;
}

/* An empty translation is left out by the compiler of catalogues, so it shows as a missing one;
 * an id that is empty in both is refused by the check of messages. */
static void both_languages_say_the_same_ids(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    for (int l = 0; l < MSG_LANGS; l++) {
        const char *other = msg_langs[1 - l];
        assert_true(msg_count(msg_langs[l]) > 0);
        for (size_t i = 0; i < msg_count(msg_langs[l]); i++) {
            const char *id, *text;
            msg_at(msg_langs[l], i, &id, &text);
            if (id[0] == '\0' || is_singular(id))
                continue;
            if (!msg_has(other, id))
                fail_msg("%s: in %s but not in %s", id, msg_langs[l], other);
            if (text[strspn(text, " \n\t")] == '\0')
                fail_msg("%s: empty in %s", id, msg_langs[l]);
            same_placeholders(ctx, id, text, msg_get(other, id));
        }
    }
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_id_is_its_own_text),
        cmocka_unit_test(each_language_has_its_own_text),
        cmocka_unit_test(an_unknown_language_reads_as_japanese),
        cmocka_unit_test(placeholders_are_filled_once),
        cmocka_unit_test(brackets_within_brackets_are_of_the_second_order),
        cmocka_unit_test(a_placeholder_without_argument_stays),
        cmocka_unit_test(one_is_said_in_the_singular_where_a_language_has_one),
        cmocka_unit_test(languages_are_negotiated),
        cmocka_unit_test(both_languages_say_the_same_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
