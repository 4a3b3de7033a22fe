#include "kernel/sheet/framework_import.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

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

/* The row of a report with that code; NULL: none. */
static const json_t *row(const json_t *report, const char *code)
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

static void a_mapping_set_of_a_library_becomes_a_mapping(void **state)
{
    void *ctx = *state;
    const json_t *report;
    static const char text[] =
        "urn: urn:test:risk:library:m\nlocale: en\nversion: 3\nprovider: P\nname: A to B\n"
        "objects:\n  requirement_mapping_sets:\n"
        "  - urn: urn:test:risk:req_mapping_set:a-to-b\n"
        "    source_framework_urn: urn:test:risk:framework:a\n"
        "    target_framework_urn: urn:test:risk:framework:b\n"
        "    requirement_mappings:\n"
        "    - {source_requirement_urn: 'urn:r:a:x.1', target_requirement_urn: 'urn:r:b:y-1',"
        " relationship: superset, strength_of_relationship: 8, annotation: Why}\n"
        "    - {source_requirement_urn: 'urn:r:a:x.1', target_requirement_urn: 'urn:r:b:y-1',"
        " relationship: equal}\n"
        "    - {source_requirement_urn: 'urn:r:a:x.2', target_requirement_urn: 'urn:r:b:y-1',"
        " relationship: not_related}\n"
        "    - {source_requirement_urn: 'urn:r:a:x.2', relationship: equal}\n";
    struct framework_found found = {0};
    assert_int_equal(
        framework_import(ctx, text, strlen(text), "m.yaml", problem_new(ctx), &found), ERR_OK);
    report = found.report;
    assert_int_equal(json_array_size(found.mappings), 1);
    const json_t *m = json_array_get(found.mappings, 0);
    assert_string_equal(json_string_value(json_object_get(m, "key")), "a-to-b");
    assert_string_equal(json_string_value(json_object_get(m, "from")), "a");
    assert_string_equal(json_string_value(json_object_get(m, "to")), "b");
    assert_int_equal(json_array_size(json_object_get(m, "pairs")), 1);
    const json_t *pair = json_array_get(json_object_get(m, "pairs"), 0);
    assert_string_equal(json_string_value(json_object_get(pair, "from")), "x.1");
    assert_string_equal(json_string_value(json_object_get(pair, "relation")), "superset");
    assert_int_equal(json_integer_value(json_object_get(pair, "strength")), 8);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(pair, "note"), "en")), "Why");
    assert_non_null(row(report, "mapping_taken"));
    assert_non_null(row(report, "mapping_twice"));
    assert_non_null(row(report, "mapping_unrelated"));
    assert_non_null(row(report, "mapping_unclear"));
    assert_null(row(report, "no_framework"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_mapping_set_of_a_library_becomes_a_mapping, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
