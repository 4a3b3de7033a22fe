/* Filters and PATCH as the RFC and as providers write them, and what is refused. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/scim/scim_filter.h"
#include "kernel/scim/scim_patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char BJENSEN[] =
    "{\"schemas\":[\"" SCIM_URN_USER "\"],\"id\":\"0193\",\"externalId\":\"Ab1\","
    "\"userName\":\"bjensen\",\"name\":{\"familyName\":\"Jensen\",\"givenName\":\"Barbara\"},"
    "\"active\":true,\"emails\":[{\"value\":\"b@example.com\",\"type\":\"work\",\"primary\":true},"
    "{\"value\":\"babs@home.example\",\"type\":\"home\"}],"
    "\"" SCIM_URN_ENTERPRISE "\":{\"department\":\"IT\"},"
    "\"meta\":{\"lastModified\":\"2026-11-01T00:00:00.000Z\"}}";

static json_t *json_of(const void *ctx, const char *text)
{
    json_t *json = NULL;
    assert_int_equal(
        json_in_parse(ctx, text, strlen(text), JSON_IN_DEPTH, problem_new(ctx), &json), ERR_OK);
    return json;
}

static bool meets(const char *text)
{
    void *ctx = mem_context(NULL, 0);
    struct scim_filter *f = NULL;
    enum err e = scim_filter_parse(ctx, &SCIM_USER, text, problem_new(ctx), &f);
    if (e != ERR_OK)
        fail_msg("not taken: %s", text);
    bool met = scim_filter_meets(f, json_of(ctx, BJENSEN));
    mem_free(ctx);
    return met;
}

static bool refused(const char *text)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct scim_filter *f = NULL;
    enum err e = scim_filter_parse(ctx, &SCIM_USER, text, problem, &f);
    bool right = e == ERR_MALFORMED && strcmp(problem->detail, "scim_filter") == 0 && f == NULL;
    mem_free(ctx);
    return right;
}

static void a_filter_compares_as_the_rfc_says(void **state)
{
    (void)state;
    assert_true(meets("userName eq \"BJensen\"")); /* no case */
    assert_true(meets("USERNAME Eq \"bjensen\""));
    assert_false(meets("userName eq \"bjense\""));
    assert_true(meets("userName ne \"x\""));
    assert_true(meets("userName co \"jens\""));
    assert_true(meets("userName sw \"bj\" and userName ew \"sen\""));
    assert_true(meets("externalId eq \"Ab1\""));
    assert_false(meets("externalId eq \"ab1\"")); /* exact */
    assert_true(meets("name.familyName eq \"jensen\""));
    assert_true(meets("title pr or name.givenName pr"));
    assert_false(meets("title pr"));
    assert_true(meets("title eq null"));
    assert_true(meets("active eq true"));
    assert_true(meets("active eq \"True\"")); /* Entra ID */
    assert_false(meets("active ne true"));
    assert_true(meets("meta.lastModified ge \"2026-10-01T00:00:00Z\""));
    assert_false(meets("meta.lastModified lt \"2026-10-01T00:00:00Z\""));
    assert_true(meets(SCIM_URN_USER ":userName eq \"bjensen\""));
    assert_true(meets(SCIM_URN_ENTERPRISE ":department eq \"it\""));
}

static void a_filter_looks_into_lists(void **state)
{
    (void)state;
    assert_true(meets("emails eq \"babs@home.example\""));
    assert_true(meets("emails.value eq \"B@example.com\""));
    assert_true(meets("emails[type eq \"work\" and value co \"example.com\"]"));
    assert_false(meets("emails[type eq \"home\" and value co \"example.com\"]"));
    assert_true(meets("emails[not (type eq \"work\")]"));
    assert_true(meets("emails pr"));
    assert_false(meets("emails.value ne \"b@example.com\""));
}

static void not_binds_before_and_before_or(void **state)
{
    (void)state;
    assert_true(meets("userName eq \"bjensen\" or title pr and title eq \"x\""));
    assert_false(meets("(userName eq \"bjensen\" or title pr) and title eq \"x\""));
    assert_true(meets("not (title pr) and active eq true"));
    assert_false(meets("not (title pr or active eq true)"));
}

static void what_is_no_filter_is_refused(void **state)
{
    (void)state;
    static const char whole[] = SCIM_URN_ENTERPRISE " pr";
    static const char *const wrong[] = {"", " ", "userName", "userName eq", "userName eq bjensen",
        "userName eq \"b", "userName eq \"b\\", "userName is \"b\"", "nobody eq \"b\"",
        "name.nick eq \"b\"", "name eq \"b\"", "password eq \"b\"", "groups.value eq \"b\"",
        "phoneNumbers eq \"1\"", "active gt true", "active eq \"yes\"", "userName eq 1",
        "userName gt null", "userName eq {}", "userName eq []", "not title pr", "(title pr",
        "title pr)", "title pr title pr", "title pr and", "emails[type eq \"work\"",
        "emails[emails[value pr]]", "emails[nobody pr]", "name[familyName pr]]", "userName[x pr]",
        whole, "userName eq \"\\ud800\""};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (!refused(wrong[i]))
            fail_msg("taken: %s", wrong[i]);
}

static void a_filter_is_short_and_shallow(void **state)
{
    (void)state;
    char deep[600] = "";
    for (int i = 0; i <= LIMIT_SCIM_DEPTH; i++)
        memcpy(deep + i, "(", 2);
    memcpy(deep + LIMIT_SCIM_DEPTH + 1, "title pr", 9);
    assert_true(refused(deep));
    char wide[LIMIT_SCIM_FILTER + 1] = "title pr";
    for (int i = 0; i < LIMIT_SCIM_TERMS; i++)
        memcpy(wide + 8 + (size_t)12 * (size_t)i, " or title pr", 13);
    assert_true(refused(wide));
    char longest[LIMIT_SCIM_FILTER + 2];
    memset(longest, ' ', sizeof longest);
    memcpy(longest, "title pr", 8);
    longest[sizeof longest - 1] = '\0';
    assert_true(refused(longest));
}

static void an_index_is_found_for_what_every_match_must_have(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct scim_filter *f = NULL;
    assert_int_equal(
        scim_filter_parse(ctx, &SCIM_USER, "active eq true and userName eq \"a\"", problem, &f), 0);
    assert_string_equal(scim_filter_wants(f, "userName"), "a");
    assert_null(scim_filter_wants(f, "externalId"));
    assert_int_equal(
        scim_filter_parse(ctx, &SCIM_USER, "active eq true or userName eq \"a\"", problem, &f), 0);
    assert_null(scim_filter_wants(f, "userName"));
    mem_free(ctx);
}

/* ---- PATCH ---- */

static const char *apply(
    void *ctx, const struct scim_resource *resource, json_t *doc, const char *operations)
{
    struct problem *problem = problem_new(ctx);
    char *body = mem_printf(ctx, "{\"schemas\":[],\"Operations\":[%s]}", operations);
    enum err e = scim_patch(ctx, resource, doc, json_of(ctx, body), problem);
    return e == ERR_OK ? "" : problem->detail;
}

/* The document after the operations, compared as JSON with `member` of it. */
static void becomes(const char *operations, const char *member, const char *wanted)
{
    void *ctx = mem_context(NULL, 0);
    json_t *doc = json_of(ctx, BJENSEN);
    assert_string_equal(apply(ctx, &SCIM_USER, doc, operations), "");
    json_t *got = json_object_get(doc, member);
    if (!json_equal(got, wanted == NULL ? NULL : json_of(ctx, wanted)) &&
        !(got == NULL && wanted == NULL))
        fail_msg("%s became %s", member, got == NULL ? "nothing" : json_dumps(got, 0));
    mem_free(ctx);
}

static void operations_of_entra_id(void **state)
{
    (void)state;
    becomes("{\"op\":\"Replace\",\"path\":\"active\",\"value\":\"False\"}", "active", "false");
    becomes(
        "{\"op\":\"Replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"n@e.x\"}",
        "emails",
        "[{\"value\":\"n@e.x\",\"type\":\"work\",\"primary\":true},"
        "{\"value\":\"babs@home.example\",\"type\":\"home\"}]");
    becomes("{\"op\":\"Remove\",\"path\":\"emails\"},"
            "{\"op\":\"Add\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"n@e.x\"}",
        "emails", "[{\"type\":\"work\",\"value\":\"n@e.x\"}]");
    becomes("{\"op\":\"Add\",\"path\":\"name.familyName\",\"value\":\"Smith\"}", "name",
        "{\"familyName\":\"Smith\",\"givenName\":\"Barbara\"}");
    becomes("{\"op\":\"Add\",\"path\":\"" SCIM_URN_ENTERPRISE ":department\",\"value\":\"HR\"}",
        SCIM_URN_ENTERPRISE, "{\"department\":\"HR\"}");
    becomes(
        "{\"op\":\"Add\",\"path\":\"addresses[type eq \\\"work\\\"].country\",\"value\":\"JP\"}",
        "addresses", NULL); /* kept nowhere, and no reason to fail */
    becomes("{\"op\":\"replace\",\"value\":{\"name.givenName\":\"Babs\",\"active\":\"true\","
            "\"" SCIM_URN_ENTERPRISE ":department\":\"HR\"}}",
        "name", "{\"familyName\":\"Jensen\",\"givenName\":\"Babs\"}");
}

static void operations_of_okta(void **state)
{
    (void)state;
    becomes("{\"op\":\"replace\",\"value\":{\"active\":false}}", "active", "false");
    becomes(
        "{\"op\":\"replace\",\"value\":{\"id\":\"other\",\"title\":\"CISO\"}}", "id", "\"0193\"");
}

static void values_are_taken_away(void **state)
{
    (void)state;
    becomes(
        "{\"op\":\"remove\",\"path\":\"name.givenName\"}", "name", "{\"familyName\":\"Jensen\"}");
    becomes("{\"op\":\"remove\",\"path\":\"emails[type eq \\\"home\\\"]\"}", "emails",
        "[{\"value\":\"b@example.com\",\"type\":\"work\",\"primary\":true}]");
    becomes("{\"op\":\"remove\",\"path\":\"emails[type eq \\\"home\\\"].value\"}", "emails",
        "[{\"value\":\"b@example.com\",\"type\":\"work\",\"primary\":true}]");
    becomes("{\"op\":\"remove\",\"path\":\"" SCIM_URN_ENTERPRISE "\"}", SCIM_URN_ENTERPRISE, NULL);
    becomes("{\"op\":\"replace\",\"path\":\"externalId\",\"value\":null}", "externalId", NULL);
}

static void a_new_first_address_ends_the_old_one(void **state)
{
    (void)state;
    becomes(
        "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"n@e.x\",\"primary\":true}]}",
        "emails",
        "[{\"value\":\"b@example.com\",\"type\":\"work\",\"primary\":false},"
        "{\"value\":\"babs@home.example\",\"type\":\"home\"},"
        "{\"value\":\"n@e.x\",\"primary\":true}]");
}

static void members_come_and_go(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    json_t *doc = json_of(ctx, "{\"displayName\":\"G\",\"members\":[{\"value\":\"a\"}]}");
    const struct scim_resource *g = &SCIM_GROUP;
    assert_string_equal(apply(ctx, g, doc,
                            "{\"op\":\"Add\",\"path\":\"members\",\"value\":[{\"value\":\"b\"},"
                            "{\"value\":\"a\"}]}"),
        "");
    assert_int_equal(json_array_size(json_object_get(doc, "members")), 2);
    assert_string_equal(
        apply(ctx, g, doc, "{\"op\":\"remove\",\"path\":\"members[value eq \\\"a\\\"]\"}"), "");
    assert_int_equal(json_array_size(json_object_get(doc, "members")), 1);
    assert_string_equal(apply(ctx, g, doc,
                            "{\"op\":\"Remove\",\"path\":\"members\",\"value\":[{\"$ref\":null,"
                            "\"value\":\"b\"}]}"),
        "");
    assert_int_equal(json_array_size(json_object_get(doc, "members")), 0);
    assert_string_equal(
        apply(ctx, g, doc, "{\"op\":\"replace\",\"value\":{\"id\":\"x\",\"displayName\":\"H\"}}"),
        "");
    assert_string_equal(json_string_value(json_object_get(doc, "displayName")), "H");
    mem_free(ctx);
}

static json_t *full_group(const void *ctx)
{
    json_t *doc = json_of(ctx, "{\"displayName\":\"G\",\"members\":[]}");
    json_t *members = json_object_get(doc, "members");
    for (int i = 0; i < LIMIT_SCIM_MEMBERS; i++)
        json_array_append_new(
            members, json_pack("{s:s}", "value", mem_printf(ctx, "member-%d", i)));
    return doc;
}

/* As many operations as a request may have. */
static const char *many(const void *ctx, const char *operation)
{
    const char *all = operation;
    for (int i = 1; i < LIMIT_SCIM_OPERATIONS; i++)
        all = mem_printf(ctx, "%s,%s", all, operation);
    return all;
}

static void members_of_a_large_group_are_taken_out_and_no_more_is_compared(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    json_t *doc = full_group(ctx);
    const char *one = "{\"op\":\"remove\",\"path\":\"members[value eq \\\"member-7\\\"]\"}";
    assert_string_equal(apply(ctx, &SCIM_GROUP, doc, many(ctx, one)), "");
    assert_int_equal(json_array_size(json_object_get(doc, "members")), LIMIT_SCIM_MEMBERS - 1);
    const char *part = "{\"op\":\"remove\",\"path\":\"members[value co \\\"x\\\"]\"}";
    assert_string_equal(apply(ctx, &SCIM_GROUP, doc, part), "");
    assert_string_equal(apply(ctx, &SCIM_GROUP, doc, many(ctx, part)), "scim_many");
    mem_free(ctx);
}

static void what_cannot_be_done_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *operations, *detail;
    } wrong[] = {
        {"{\"op\":\"test\",\"path\":\"title\"}", "scim_syntax"},
        {"{\"path\":\"title\"}", "scim_syntax"},
        {"{\"op\":\"remove\"}", "scim_no_target"},
        {"{\"op\":\"add\",\"value\":3}", "scim_value"},
        {"{\"op\":\"add\",\"path\":3,\"value\":3}", "scim_path"},
        {"{\"op\":\"add\",\"path\":\"nobody\",\"value\":\"x\"}", "scim_path"},
        {"{\"op\":\"add\",\"path\":\"emails[\",\"value\":\"x\"}", "scim_path"},
        {"{\"op\":\"add\",\"path\":\"name[x eq 1]\",\"value\":\"x\"}", "scim_path"},
        {"{\"op\":\"replace\",\"path\":\"id\",\"value\":\"x\"}", "scim_read_only"},
        {"{\"op\":\"add\",\"path\":\"groups\",\"value\":[{\"value\":\"x\"}]}", "scim_read_only"},
        {"{\"op\":\"replace\",\"path\":\"password\",\"value\":\"x\"}", "scim_password"},
        {"{\"op\":\"replace\",\"value\":{\"Password\":\"x\"}}", "scim_password"},
        {"{\"op\":\"replace\",\"path\":\"active\",\"value\":\"yes\"}", "scim_value"},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":7}", "scim_value"},
        {"{\"op\":\"replace\",\"path\":\"userName\",\"value\":\"a\\nb\"}", "scim_value"},
        {"{\"op\":\"replace\",\"path\":\"userName\"}", "scim_value"},
        {"{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"type\":\"work\"}]}", "scim_value"},
        {"{\"op\":\"add\",\"path\":\"emails[type sw \\\"x\\\"].value\",\"value\":\"a@b\"}",
            "scim_no_target"},
    };
    void *ctx = mem_context(NULL, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_string_equal(
            apply(ctx, &SCIM_USER, json_of(ctx, BJENSEN), wrong[i].operations), wrong[i].detail);
    assert_string_equal(apply(ctx, &SCIM_USER, json_of(ctx, BJENSEN), ""), "scim_syntax");
    struct buf *many = buf_new(ctx);
    for (int i = 0; i <= LIMIT_SCIM_OPERATIONS; i++)
        buf_printf(many, "%s{\"op\":\"remove\",\"path\":\"title\"}", i == 0 ? "" : ",");
    assert_string_equal(apply(ctx, &SCIM_USER, json_of(ctx, BJENSEN), many->data), "scim_many");
    mem_free(ctx);
}

static void an_answer_shows_the_parts_asked_for(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    json_t *doc = json_of(ctx, BJENSEN);
    json_t *part = scim_select(&SCIM_USER, doc, "USERNAME,emails.value,nobody", NULL);
    assert_true(json_equal(part, json_of(ctx, "{\"schemas\":[\"" SCIM_URN_USER
                                              "\"],\"id\":\"0193\",\"userName\":\"bjensen\","
                                              "\"emails\":[{\"value\":\"b@example.com\"},"
                                              "{\"value\":\"babs@home.example\"}]}")));
    json_decref(part);
    part = scim_select(&SCIM_USER, doc, NULL, "id, emails.type,name," SCIM_URN_ENTERPRISE);
    assert_non_null(json_object_get(part, "id"));
    assert_null(json_object_get(part, "name"));
    assert_null(json_object_get(part, SCIM_URN_ENTERPRISE));
    assert_null(json_object_get(json_array_get(json_object_get(part, "emails"), 0), "type"));
    json_decref(part);
    assert_false(scim_shows(&SCIM_GROUP, NULL, "members", "members"));
    assert_false(scim_shows(&SCIM_GROUP, "displayName", NULL, "members"));
    assert_true(scim_shows(&SCIM_GROUP, NULL, "members.display", "members"));
    mem_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filter_compares_as_the_rfc_says),
        cmocka_unit_test(a_filter_looks_into_lists),
        cmocka_unit_test(not_binds_before_and_before_or),
        cmocka_unit_test(what_is_no_filter_is_refused),
        cmocka_unit_test(a_filter_is_short_and_shallow),
        cmocka_unit_test(an_index_is_found_for_what_every_match_must_have),
        cmocka_unit_test(operations_of_entra_id),
        cmocka_unit_test(operations_of_okta),
        cmocka_unit_test(values_are_taken_away),
        cmocka_unit_test(a_new_first_address_ends_the_old_one),
        cmocka_unit_test(members_come_and_go),
        cmocka_unit_test(members_of_a_large_group_are_taken_out_and_no_more_is_compared),
        cmocka_unit_test(what_cannot_be_done_is_refused),
        cmocka_unit_test(an_answer_shows_the_parts_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
