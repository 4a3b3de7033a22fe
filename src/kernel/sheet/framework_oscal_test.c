/* Catalogs of OSCAL as sheets; what a library becomes is tested in framework_import_test.c. */
#include "base/mem.h"
#include "kernel/sheet/framework_import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void *ctx;
static struct problem *problem;
static json_t *sheets, *report;

static int set_up(void **state)
{
    (void)state;
    ctx = mem_context(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mem_free(ctx);
    return 0;
}

static enum err import_n(const char *data, size_t len)
{
    problem = problem_new(ctx);
    sheets = report = NULL;
    struct framework_found found = {0};
    enum err e = framework_import(ctx, data, len, "catalog.json", problem, &found);
    sheets = found.sheets;
    report = found.report;
    return e;
}

/* "items/0/text/en" of the first sheet; "(none)" where there is none. */
static const char *text_at(const char *keys)
{
    const json_t *at = json_array_get(sheets, 0);
    for (char *key = mem_strdup(ctx, keys); key != NULL && at != NULL;) {
        char *end = strchr(key, '/');
        if (end != NULL)
            *end++ = '\0';
        at = json_is_array(at) ? json_array_get(at, strtoul(key, NULL, 10))
                               : json_object_get(at, key);
        key = end;
    }
    return json_is_string(at) ? json_string_value(at) : "(none)";
}

static const json_t *row(const char *code)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(report, "rows"), i, one)
    {
        if (strcmp(json_string_value(json_object_get(one, "code")), code) == 0)
            return one;
    }
    return NULL;
}

#define OSCAL_METADATA "\"metadata\": {\"title\": \"A catalog\", \"version\": \"2.1\"}"

static void a_catalog_of_oscal_becomes_a_sheet_with_its_groups_and_statements(void **state)
{
    (void)state;
    static const char catalog[] =
        "{\"catalog\": {\"uuid\": \"74c8ba1e\", " OSCAL_METADATA ", \"groups\": [{\"id\": \"ac\","
        " \"title\": \"Access\", \"controls\": [{\"id\": \"ac-1\", \"title\": \"Policy\","
        " \"params\": [{\"id\": \"p1\", \"label\": \"roles\"}, {\"id\": \"p2\", \"select\":"
        " {\"choice\": [\"daily\", \"weekly to {{ insert: param, p1 }}\"]}}],"
        " \"props\": [{\"name\": \"label\", \"value\": \"AC-01\", \"class\": \"zero-padded\"},"
        " {\"name\": \"label\", \"value\": \"AC-1\"}], \"parts\": [{\"name\": \"statement\","
        " \"parts\": [{\"name\": \"item\", \"props\": [{\"name\": \"label\", \"value\": \"a.\"}],"
        " \"prose\": \"Tell {{ insert: param, p1 }}\"}, {\"name\": \"item\", \"prose\":"
        " \"{{insert: param, p2}}.\"}]}, {\"name\": \"guidance\", \"prose\": \"How.\"},"
        " {\"name\": \"assessment-method\", \"prose\": \"Ask.\"}], \"controls\":"
        " [{\"id\": \"ac-1.1\", \"title\": \"Old\", \"props\": [{\"name\": \"status\", \"value\":"
        " \"withdrawn\"}]}, {\"id\": \"ac-1.2\", \"title\": \"More\"}]}]}]}}";
    assert_int_equal(import_n(catalog, sizeof catalog - 1), ERR_OK);
    assert_int_equal(json_array_size(sheets), 1);
    assert_string_equal(json_string_value(json_object_get(report, "format")), "oscal");
    assert_string_equal(text_at("key"), "a-catalog");
    assert_string_equal(text_at("version"), "2.1");
    assert_string_equal(text_at("sections/0/name/en"), "Access");
    assert_string_equal(text_at("items/0/key"), "AC-1");
    const char *asked = text_at("items/0/text/en");
    assert_non_null(strstr(asked, "a. Tell [roles]"));
    assert_non_null(strstr(asked, "[daily / weekly to [roles]]."));
    assert_string_equal(text_at("items/0/hint/en"), "How.");
    assert_string_equal(text_at("items/1/key"), "ac-1.2");
    assert_non_null(row("oscal_withdrawn"));
    assert_non_null(row("oscal_parts"));
    assert_non_null(row("oscal_params"));
}

static void other_documents_of_oscal_are_refused_by_name(void **state)
{
    (void)state;
    static const char profile[] = "{\"profile\": {" OSCAL_METADATA "}}";
    assert_int_equal(import_n(profile, sizeof profile - 1), ERR_MALFORMED);
    assert_string_equal(problem->detail, "import_oscal");
    assert_string_equal(problem->arg, "profile");
}

static void a_catalog_without_controls_says_that_it_asks_nothing(void **state)
{
    (void)state;
    static const char empty[] = "{\"catalog\": {" OSCAL_METADATA "}}";
    assert_int_equal(import_n(empty, sizeof empty - 1), ERR_OK);
    assert_int_equal(json_array_size(sheets), 0);
    assert_non_null(row("framework_empty"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_catalog_of_oscal_becomes_a_sheet_with_its_groups_and_statements),
        TEST(other_documents_of_oscal_are_refused_by_name),
        TEST(a_catalog_without_controls_says_that_it_asks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
