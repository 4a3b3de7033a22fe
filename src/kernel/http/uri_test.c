#include "kernel/http/uri.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct query {
    void *ctx;
    struct problem *problem;
    struct req_pair *pairs;
    size_t n;
};

static enum err read_query(struct query *q, const char *text)
{
    q->ctx = mem_context(NULL, 0);
    q->problem = problem_new(q->ctx);
    q->pairs = NULL;
    q->n = 0;
    return uri_query(q->ctx, text, q->problem, &q->pairs, &q->n);
}

static void pairs_are_decoded_in_order(void **state)
{
    (void)state;
    struct query q;
    assert_int_equal(ERR_OK, read_query(&q, "q=%E8%A6%81+x&&filter%5Btitle%5D[eq]=a%3Db&flag&x="));
    assert_int_equal(4, q.n);
    assert_string_equal("要 x", q.pairs[0].value);
    assert_string_equal("filter[title][eq]", q.pairs[1].key);
    assert_string_equal("a=b", q.pairs[1].value);
    assert_string_equal("flag", q.pairs[2].key);
    assert_string_equal("", q.pairs[2].value);
    assert_string_equal("", q.pairs[3].value);
    mem_free(q.ctx);
    assert_int_equal(ERR_OK, read_query(&q, NULL));
    assert_int_equal(0, q.n);
    mem_free(q.ctx);
}

static void a_query_that_is_no_text_is_malformed(void **state)
{
    (void)state;
    static const char *const texts[] = {"a=%", "a=%f", "a=%fg", "%00=1", "a=%00", "a=%ff",
        "a=%ed%a0%80", "a=%c0%80", "a=\x7f", "a=%1b"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct query q;
        assert_int_equal(ERR_MALFORMED, read_query(&q, texts[i]));
        mem_free(q.ctx);
    }
}

static void too_many_parameters_are_refused(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct buf *text = buf_new(ctx);
    for (int i = 0; i < LIMIT_QUERY_PARAMS; i++)
        buf_str(text, "a=1&");
    struct query q;
    assert_int_equal(ERR_OK, read_query(&q, text->data));
    mem_free(q.ctx);
    buf_str(text, "a=1");
    assert_int_equal(ERR_INVALID, read_query(&q, text->data));
    assert_int_equal(LIMIT_QUERY_PARAMS, q.problem->limit);
    mem_free(q.ctx);
    mem_free(ctx);
}

static const struct field fields[] = {
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = 500},
    {.key = "all", .type = FIELD_BOOL},
    {.key = "ratio", .type = FIELD_NUM, .min = 0, .max = 1},
    {.key = "title", .type = FIELD_TEXT, .max = 5},
};
static const struct shape shape = SHAPE("Query", fields);

/* "code pointer" of the first bad field, "" when all is well. */
static const char *checked(const char *text, const struct shape *of, bool open)
{
    static char result[100];
    struct query q;
    assert_int_equal(ERR_OK, read_query(&q, text));
    enum err e = uri_query_check(q.ctx, of, open, q.pairs, q.n, q.problem);
    result[0] = '\0';
    if (e != ERR_OK) {
        assert_int_equal(ERR_INVALID, e);
        snprintf(result, sizeof result, "%s %s", q.problem->fields[0].code,
            q.problem->fields[0].pointer);
    }
    mem_free(q.ctx);
    return result;
}

static void values_are_checked_against_the_shape(void **state)
{
    (void)state;
    assert_string_equal("", checked("limit=50&all=true&ratio=0.5&title=abc", &shape, false));
    assert_string_equal("", checked("", &shape, false));
    assert_string_equal("too_large /query/limit", checked("limit=501", &shape, false));
    assert_string_equal("integer /query/limit", checked("limit=5x", &shape, false));
    assert_string_equal("integer /query/limit", checked("limit=", &shape, false));
    assert_string_equal(
        "integer /query/limit", checked("limit=99999999999999999999", &shape, false));
    assert_string_equal("boolean /query/all", checked("all=yes", &shape, false));
    assert_string_equal("number /query/ratio", checked("ratio=nan", &shape, false));
    assert_string_equal("too_long /query/title", checked("title=abcdef", &shape, false));
}

static void unknown_and_repeated_parameters_are_refused(void **state)
{
    (void)state;
    assert_string_equal("unknown /query/sort", checked("sort=a", &shape, false));
    assert_string_equal("unknown /query/sort", checked("sort=a", NULL, false));
    assert_string_equal("twice /query/limit", checked("limit=1&limit=2", &shape, false));
}

static void a_collection_takes_unknown_parameters(void **state)
{
    (void)state;
    assert_string_equal("", checked("filter[x][eq]=1&filter[x][eq]=2&limit=5", &shape, true));
    assert_string_equal("", checked("filter[x][eq]=1", NULL, true));
    assert_string_equal("twice /query/limit", checked("x=1&limit=1&limit=2", &shape, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_decoded_in_order),
        cmocka_unit_test(a_query_that_is_no_text_is_malformed),
        cmocka_unit_test(too_many_parameters_are_refused),
        cmocka_unit_test(values_are_checked_against_the_shape),
        cmocka_unit_test(unknown_and_repeated_parameters_are_refused),
        cmocka_unit_test(a_collection_takes_unknown_parameters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
