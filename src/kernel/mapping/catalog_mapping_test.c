/* Mappings between frameworks (docs/admin/mapping-format.md): the form, keys that exist on both
 * sides, no pair twice, what has no counterpart named exactly, and a word on every pair. */
#include "kernel/mapping/mapping_cover.h"
#include "kernel/sheet/catalog_doc.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
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

static json_t *load(void *ctx, const struct asset *a, const struct shape *shape)
{
    json_t *json = NULL;
    struct problem *p = problem_new(ctx);
    enum err e = catalog_doc_read(ctx, a, shape, p, &json);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s%s: %s\n", a->name, p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return json;
}

/* The keys of a framework, each with false: not seen yet. Built in, or a reference to one that is
 * imported. */
static json_t *keys_of(void *ctx, const char *framework)
{
    json_t *keys = json_object();
    const struct sheet_doc *doc = NULL;
    enum err e = catalog_framework_read(ctx, framework, problem_new(ctx), &doc);
    for (int i = 0; e == ERR_OK && i < doc->n_items; i++)
        json_object_set_new(keys, doc->items[i].key, json_false());
    if (e == ERR_OK)
        return keys;
    const struct asset *a = asset_find(mem_printf(ctx, "catalog/references/%s.json", framework));
    if (a == NULL) {
        fail_msg("there is no framework %s", framework);
        return keys;
    }
    size_t i;
    json_t *key;
    json_array_foreach(json_object_get(load(ctx, a, &SHAPE_REFERENCE), "keys"), i, key)
    {
        assert_null(json_object_get(keys, json_string_value(key)));
        json_object_set_new(keys, json_string_value(key), json_false());
    }
    return keys;
}

static void take(json_t *keys, const char *key, const char *file)
{
    if (json_object_get(keys, key) == NULL)
        fail_msg("%s: no such key: %s", file, key);
    json_object_set_new(keys, key, json_true());
}

/* The list names those keys that no pair has, all of them and no other. */
static void check_uncovered(json_t *keys, const json_t *list, const char *file)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        if (!json_is_false(json_object_get(keys, json_string_value(one))))
            fail_msg("%s: not uncovered, or unknown: %s", file, json_string_value(one));
        json_object_set_new(keys, json_string_value(one), json_true());
    }
    const char *key;
    json_object_foreach(keys, key, one)
    {
        if (json_is_false(one))
            fail_msg("%s: neither in a pair nor uncovered: %s", file, key);
    }
}

static void check_mapping(void *ctx, const struct asset *a)
{
    json_t *mapping = load(ctx, a, &SHAPE_MAPPING_DOCUMENT);
    const json_t *uncovered = json_object_get(mapping, "uncovered");
    const struct mapping *read = NULL;
    assert_int_equal(mapping_read(ctx, mapping, problem_new(ctx), &read), ERR_OK);
    assert_non_null(uncovered);
    json_t *from = keys_of(ctx, catalog_text(mapping, "from"));
    json_t *to = keys_of(ctx, catalog_text(mapping, "to"));
    for (size_t i = 0; i < read->n_pairs; i++) {
        const struct mapping_pair *pair = &read->pairs[i];
        if (json_object_size(pair->note) < 2)
            fail_msg("%s: %s has no note in both languages", a->name, pair->from);
        take(from, pair->from, a->name);
        take(to, pair->to, a->name);
    }
    check_uncovered(from, json_object_get(uncovered, "from"), a->name);
    check_uncovered(to, json_object_get(uncovered, "to"), a->name);
    json_decref(from);
    json_decref(to);
}

static void every_mapping_joins_keys_that_exist_and_names_those_left_over(void **state)
{
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/mappings/", &n);
    for (size_t i = 0; i < n; i++)
        check_mapping(*state, &files[i]);
    assert_true(n >= 3);
}

static void csf_2_has_106_subcategories_in_22_categories_of_6_functions(void **state)
{
    const struct asset *a = asset_find("catalog/references/nist-csf-2.0.json");
    assert_non_null(a);
    const json_t *reference = load(*state, a, &SHAPE_REFERENCE);
    json_t *keys = keys_of(*state, "nist-csf-2.0");
    assert_int_equal(json_object_size(keys), 106);
    assert_int_equal(json_array_size(json_object_get(reference, "groups")), 6 + 22);
    json_decref(keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_mapping_joins_keys_that_exist_and_names_those_left_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            csf_2_has_106_subcategories_in_22_categories_of_6_functions, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
