#include "kernel/http/problem_http.h"

#include "base/mem.h"
#include "kernel/http/req.h"

#include <jansson.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The document as JSON, which must be valid. */
static json_t *document(const void *ctx, enum err e, const struct problem *p, const char *lang)
{
    struct jw w = jw_init(buf_new(ctx));
    problem_write(&w, e, p, lang, "id-1");
    json_t *json = json_loadb(w.buf->data, w.buf->len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    return json;
}

static const char *text_of(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

static void an_error_is_told_in_the_callers_language(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    json_t *json = document(ctx, ERR_NOT_FOUND, NULL, "en");
    assert_string_equal("urn:kaname:error:not_found", text_of(json, "type"));
    assert_string_equal("Not found", text_of(json, "title"));
    assert_string_equal("not_found", text_of(json, "code"));
    assert_string_equal("id-1", text_of(json, "request_id"));
    assert_int_equal(404, json_integer_value(json_object_get(json, "status")));
    assert_null(json_object_get(json, "errors"));
    json_decref(json);
    json = document(ctx, ERR_NOT_FOUND, NULL, "ja");
    assert_string_equal("見つかりません", text_of(json, "title"));
    json_decref(json);
    mem_free(ctx);
}

static void the_detail_names_the_limit(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct problem *p = problem_new(ctx);
    problem_set_limit(p, ERR_TOO_LARGE, "body_large", 1048576);
    json_t *json = document(ctx, ERR_TOO_LARGE, p, "en");
    assert_string_equal("At most 1048576 bytes are accepted.", text_of(json, "detail"));
    assert_int_equal(1048576, json_integer_value(json_object_get(json, "limit")));
    json_decref(json);
    mem_free(ctx);
}

static void every_bad_field_is_told_at_once(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct problem *p = problem_new(ctx);
    problem_field_limit(p, "/title", "too_long", 200);
    problem_field_value(p, "/due", "date", "2026-02-30");
    for (int i = 0; i < 100; i++)
        problem_field(p, "/x", "unknown");
    json_t *json = document(ctx, ERR_INVALID, p, "en");
    json_t *errors = json_object_get(json, "errors");
    assert_int_equal(100, json_array_size(errors));
    assert_int_equal(2, json_integer_value(json_object_get(json, "more_errors")));
    json_t *first = json_array_get(errors, 0);
    assert_string_equal("/title", text_of(first, "pointer"));
    assert_string_equal("too_long", text_of(first, "code"));
    assert_string_equal("Must be at most 200 characters", text_of(first, "message"));
    assert_int_equal(200, json_integer_value(json_object_get(first, "limit")));
    assert_string_equal("2026-02-30", text_of(json_array_get(errors, 1), "value"));
    json_decref(json);
    mem_free(ctx);
}

static void an_echo_cut_within_a_character_does_not_break_the_document(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct problem *p = problem_new(ctx);
    problem_field_value(p, "/a", "date", "\xe8\xa6");
    problem_set_arg(p, ERR_MALFORMED, "json_syntax", "near \"\xe8\"");
    json_decref(document(ctx, ERR_INVALID, p, "ja"));
    mem_free(ctx);
}

static struct req *request(void *ctx, const char *if_match)
{
    struct req *r = mem_new(ctx, struct req);
    r->if_match = if_match;
    return r;
}

static void a_version_must_match(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    assert_int_equal(ERR_PRECONDITION, req_match(request(ctx, NULL), 17));
    assert_int_equal(ERR_OK, req_match(request(ctx, "\"17\""), 17));
    assert_int_equal(ERR_OK, req_match(request(ctx, "\"16\", \"17\""), 17));
    assert_int_equal(ERR_OK, req_match(request(ctx, "*"), 17));
    assert_int_equal(ERR_STALE, req_match(request(ctx, "\"1\""), 17));
    assert_int_equal(ERR_STALE, req_match(request(ctx, "17"), 17));
    assert_int_equal(ERR_STALE, req_match(request(ctx, "W/\"17\""), 17));
    assert_int_equal(ERR_STALE, req_match(request(ctx, ""), 17));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_told_in_the_callers_language),
        cmocka_unit_test(the_detail_names_the_limit),
        cmocka_unit_test(every_bad_field_is_told_at_once),
        cmocka_unit_test(an_echo_cut_within_a_character_does_not_break_the_document),
        cmocka_unit_test(a_version_must_match),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
