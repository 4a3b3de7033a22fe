/* Rules that say which records support which level (docs/admin/evidence-format.md): the form, items
 * that exist, and fields of the registers that exist already. */
#include "app/cli.h"
#include "base/mem.h"
#include "kernel/evidence/evidence_load.h"
#include "kernel/register/register.h"
#include "kernel/sheet/catalog_doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { FEWEST_ITEMS = 15 };

static void *ctx;

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

static json_t *load(void)
{
    const struct asset *a = asset_find("catalog/evidence/csm40-rules.json");
    assert_non_null(a);
    json_t *json = NULL;
    struct problem *p = problem_new(ctx);
    enum err e = catalog_doc_read(ctx, a, &SHAPE_CATALOG_EVIDENCE, p, &json);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return json;
}

static const struct sheet_doc *load_sheet(const char *key)
{
    const struct sheet_doc *doc = NULL;
    assert_int_equal(catalog_framework_read(ctx, key, problem_new(ctx), &doc), ERR_OK);
    return doc;
}

/* Adds a key that may stand once. */
static void once(json_t *seen, const char *key)
{
    if (json_object_get(seen, key) != NULL)
        fail_msg("twice: %s", key);
    json_object_set_new(seen, key, json_true());
}

/* A condition says one thing of its field. */
static void check_conditions(const json_t *rule, const char *list)
{
    size_t i;
    json_t *c;
    json_array_foreach(json_object_get(rule, list), i, c)
    {
        if (json_object_size(c) != 2)
            fail_msg("%s: %s/%zu says not exactly one thing", catalog_text(rule, "key"), list, i);
        const json_t *filled = json_object_get(c, "filled");
        assert_true(filled == NULL || json_is_true(filled));
    }
}

static void every_rule_is_about_an_item_and_needs_one_thing(void **state)
{
    (void)state;
    const json_t *evidence = load();
    const struct sheet_doc *doc = load_sheet(catalog_text(evidence, "sheet"));
    json_t *keys = json_object();
    json_t *items = json_object();
    size_t i;
    json_t *rule;
    json_array_foreach(json_object_get(evidence, "rules"), i, rule)
    {
        const char *start = mem_printf(ctx, "%s.%d.", catalog_text(rule, "item"),
            (int)json_integer_value(json_object_get(rule, "level")));
        once(keys, catalog_text(rule, "key"));
        assert_memory_equal(catalog_text(rule, "key"), start, strlen(start));
        if (sheet_item_no(doc, catalog_text(rule, "item")) == 0)
            fail_msg("%s: no such item", catalog_text(rule, "key"));
        assert_int_equal(json_object_size(json_object_get(rule, "needs")), 1);
        bool share = json_object_get(json_object_get(rule, "needs"), "share") != NULL;
        assert_true(share || json_object_get(rule, "of") == NULL); /* `of` is what is shared */
        check_conditions(rule, "of");
        check_conditions(rule, "where");
        json_object_set_new(items, catalog_text(rule, "item"), json_true());
    }
    assert_true(json_object_size(items) >= FEWEST_ITEMS);
    json_decref(keys);
    json_decref(items);
}

static const struct reg_def *register_of(const char *name)
{
    for (size_t m = 0; m < n_modules; m++)
        for (size_t i = 0; i < modules[m]->n_registers; i++)
            if (strcmp(modules[m]->registers[i]->name, name) == 0)
                return modules[m]->registers[i];
    return NULL;
}

static const struct field *field_of(const struct reg_def *def, const char *key)
{
    for (size_t i = 0; i < def->n_fields; i++)
        if (strcmp(def->fields[i].key, key) == 0)
            return &def->fields[i];
    return NULL;
}

static bool is_option(const struct field *field, const char *value)
{
    const char *const *key = field->options->keys;
    while (*key != NULL && strcmp(*key, value) != 0)
        key++;
    return *key != NULL;
}

/* The condition's field is there, and fit for what is said of it. */
static void check_field(const struct reg_def *def, const json_t *condition, const char *rule)
{
    const struct field *field = field_of(def, catalog_text(condition, "field"));
    if (field == NULL) {
        fail_msg("%s: %s has no field %s", rule, def->name, catalog_text(condition, "field"));
        return;
    }
    if (json_object_get(condition, "within_months") != NULL)
        assert_int_equal(field->type, FIELD_DATE);
    if (json_object_get(condition, "at_least") != NULL)
        assert_true(field->type == FIELD_INT || field->type == FIELD_NUM);
    size_t i;
    json_t *value;
    json_array_foreach(json_object_get(condition, "in"), i, value)
    {
        if (field->type == FIELD_ENUM && !is_option(field, json_string_value(value)))
            fail_msg("%s: %s is never %s", rule, field->key, json_string_value(value));
    }
}

static void check_fields(const struct reg_def *def, const json_t *rule, const char *list)
{
    size_t i;
    json_t *condition;
    json_array_foreach(json_object_get(rule, list), i, condition)
        check_field(def, condition, catalog_text(rule, "key"));
}

static void rules_over_registers_that_exist_name_their_fields(void **state)
{
    (void)state;
    const json_t *evidence = load();
    json_t *listed = json_object();
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(evidence, "registers"), i, one)
    {
        once(listed, catalog_text(one, "key"));
        json_object_set(listed, catalog_text(one, "key"), json_object_get(one, "state"));
    }
    json_array_foreach(json_object_get(evidence, "rules"), i, one)
    {
        const char *name = catalog_text(one, "register");
        const char *is = catalog_text(listed, name);
        if (is == NULL) {
            fail_msg("%s: the register %s is not listed", catalog_text(one, "key"), name);
            break;
        }
        const struct reg_def *def = register_of(name);
        if (def != NULL && strcmp(is, "now") != 0)
            fail_msg("the register %s is there now", name); /* it is counted already */
        if (def == NULL && strcmp(is, "now") == 0)
            fail_msg("there is no register %s", name);
        if (def == NULL)
            continue;
        check_fields(def, one, "of");
        check_fields(def, one, "where");
    }
    json_decref(listed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_rule_is_about_an_item_and_needs_one_thing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            rules_over_registers_that_exist_name_their_fields, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
