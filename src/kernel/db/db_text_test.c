#include "kernel/db/db_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void becomes(const char *text, const char *sqlite, const char *postgres)
{
    void *ctx = mem_context(NULL, 0);
    struct db_text t;
    assert_null(db_text_translate(ctx, DB_SQLITE, text, &t));
    assert_string_equal(t.sql, sqlite);
    assert_null(db_text_translate(ctx, DB_POSTGRES, text, &t));
    assert_string_equal(t.sql, postgres);
    mem_free(ctx);
}

static void refused(const char *text)
{
    void *ctx = mem_context(NULL, 0);
    struct db_text t = {.n_params = -5};
    assert_non_null(db_text_translate(ctx, DB_SQLITE, text, &t));
    assert_non_null(db_text_translate(ctx, DB_POSTGRES, text, &t));
    assert_int_equal(t.n_params, -5); /* untouched */
    mem_free(ctx);
}

static void values_are_numbered_and_org_comes_last(void **state)
{
    (void)state;
    becomes("SELECT ?, :org, ?+?", "SELECT ?1, ?4, ?2+?3", "SELECT $1, $4, $2+$3");
    becomes(
        "SELECT a FROM b WHERE c=:org", "SELECT a FROM b WHERE c=?1", "SELECT a FROM b WHERE c=$1");
    becomes("SELECT ?AND ?", "SELECT ?1 AND ?2", "SELECT $1 AND $2");
    becomes("select 1;  \n", "select 1;  \n", "select 1;  \n");
}

static void counts_are_told(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    struct db_text t;
    assert_null(db_text_translate(ctx, DB_SQLITE, "SELECT ?, ? {postgres: , ?}", &t));
    assert_int_equal(t.n_params, 2);
    assert_false(t.uses_org);
    assert_null(db_text_translate(ctx, DB_POSTGRES, "SELECT ?, ? {postgres: , ?, :org}", &t));
    assert_int_equal(t.n_params, 3);
    assert_true(t.uses_org);
    mem_free(ctx);
}

static void strings_names_and_comments_are_left_alone(void **state)
{
    (void)state;
    static const char *const same[] = {"SELECT '?', ':org', '{', '}', '$1', ';'",
        "SELECT '''?', ''", "SELECT \"?:org{}\", \"a\"\"?\"", "SELECT 1 -- ? :org { } $ ; ' \"",
        "SELECT 1 -- ?\n, 2", "SELECT /* ? ' :org */ 1", "/* ? */ -- ?\n SELECT 1",
        "SELECT a::text FROM b", "SELECT x'3f'", "SELECT 'a'':org'"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        becomes(same[i], same[i], same[i]);
}

static void braces_go_to_their_engine(void **state)
{
    (void)state;
    becomes("SELECT 1{sqlite: AS a}{postgres: AS b}", "SELECT 1 AS a", "SELECT 1 AS b");
    becomes("SELECT 1 {postgres: , '}' -- }\n}", "SELECT 1 ", "SELECT 1  , '}' -- }\n");
    becomes("{sqlite:SELECT 1}{postgres:SELECT 2}", "SELECT 1", "SELECT 2");
    becomes("{sqlite: WITH a}{postgres: WITH a} SELECT 2", " WITH a SELECT 2", " WITH a SELECT 2");
}

static void what_would_slip_past_this_layer_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", " ", "-- x", "BEGIN", "PRAGMA x", "SELECTION",
        "SELECT 1; SELECT 2", "SELECT ?1", "SELECT $1", "SELECT :orga", "SELECT :x",
        "SELECT :", "SELECT {", "SELECT }", "SELECT {mysql: 1}", "SELECT {sqlite 1}",
        "SELECT {sqlite: {postgres: 1}}{postgres: {sqlite: 1}}", "SELECT {sqlite: 1 {postgres: 2"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        refused(wrong[i]);
}

static void too_many_values_are_refused(void **state)
{
    (void)state;
    void *ctx = mem_context(NULL, 0);
    size_t len = strlen("SELECT 1") + (size_t)2 * (DB_PARAMS + 1);
    char *text = mem_array(ctx, char, len + 1);
    memcpy(text, "SELECT 1", 8);
    for (size_t i = 8; i < len; i += 2)
        memcpy(text + i, ",?", 2);
    refused(text);
    text[len - 2] = '\0';
    struct db_text t;
    assert_null(db_text_translate(ctx, DB_SQLITE, text, &t));
    assert_int_equal(t.n_params, DB_PARAMS);
    mem_free(ctx);
}

/* Whatever is cut off, the end of the text is seen. */
static void any_beginning_of_a_text_can_be_read(void **state)
{
    (void)state;
    static const char text[] = "SELECT 'a''b', \"c\"\"d\", ? /* e */ -- f\n, :org {sqlite: '}' , ?}"
                               "{postgres: -- }\n /* } */ , ?} ; ";
    for (size_t len = 0; len < sizeof text; len++) {
        void *ctx = mem_context(NULL, 0);
        struct db_text t;
        char *part = mem_strndup(ctx, text, len);
        db_text_translate(ctx, DB_SQLITE, part, &t);
        db_text_translate(ctx, DB_POSTGRES, part, &t);
        db_dialect_map(ctx, DB_POSTGRES, mem_dup(ctx, text, len), len); /* no NUL behind it */
        mem_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_numbered_and_org_comes_last),
        cmocka_unit_test(counts_are_told),
        cmocka_unit_test(strings_names_and_comments_are_left_alone),
        cmocka_unit_test(braces_go_to_their_engine),
        cmocka_unit_test(what_would_slip_past_this_layer_is_refused),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(any_beginning_of_a_text_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
