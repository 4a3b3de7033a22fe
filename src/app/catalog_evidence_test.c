/* Rules that say which records support which level (docs/admin/evidence-format.md): the form, items
 * that exist, and fields of the registers that exist already. */
#include "app/cli.h"
#include "base/asset.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/register/register.h"
#include "kernel/sheet/sheet_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { FEWEST_ITEMS = 15 };

static const char *const formats[] = {"kaname-evidence/1", NULL};
static const struct option_set FORMAT = {"evidence_format", formats};
static const char *const states[] = {"now", "coming", NULL};
static const struct option_set STATE = {"evidence_state", states};

#define NAME(name)                                                              \
    {                                                                           \
        .key = (name), .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 1000 \
    }
#define TEXTS(name)                                                                               \
    {                                                                                             \
        .key = (name), .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_SHEET_TEXTS \
    }
#define CHOICE(name, set)                                                             \
    {                                                                                 \
        .key = (name), .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &(set) \
    }

static const struct field condition_fields[] = {
    NAME("field"),
    {.key = "in", .type = FIELD_LIST, .min = 1, .max = 20},
    {.key = "filled", .type = FIELD_BOOL},
    {.key = "at_least", .type = FIELD_NUM},
    {.key = "within_months", .type = FIELD_INT, .min = 1, .max = 120},
};
static const struct shape SHAPE_CONDITION = SHAPE("EvidenceCondition", condition_fields);

static const struct field needs_fields[] = {
    {.key = "at_least", .type = FIELD_INT, .min = 1, .max = 1000},
    {.key = "share", .type = FIELD_INT, .min = 1, .max = 100},
};
static const struct shape SHAPE_NEEDS = SHAPE("EvidenceNeeds", needs_fields);

static const struct field rule_fields[] = {
    NAME("key"),
    NAME("item"),
    {.key = "level", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 2, .max = SHEET_LEVELS},
    NAME("register"),
    {.key = "of", .type = FIELD_LIST, .max = 10, .shape = &SHAPE_CONDITION},
    {.key = "where",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = 10,
        .shape = &SHAPE_CONDITION},
    {.key = "needs", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_NEEDS},
    TEXTS("missing"),
};
static const struct shape SHAPE_RULE = SHAPE("EvidenceRule", rule_fields);

static const struct field register_fields[] = {NAME("key"), CHOICE("state", STATE), TEXTS("name")};
static const struct shape SHAPE_REGISTER = SHAPE("EvidenceRegister", register_fields);

static const struct field evidence_fields[] = {
    CHOICE("format", FORMAT),
    NAME("key"),
    NAME("version"),
    NAME("publisher"),
    NAME("licence"),
    CHOICE("wording", OPTIONS_SHEET_WORDING),
    NAME("source"),
    TEXTS("name"),
    TEXTS("description"),
    NAME("sheet"),
    {.key = "registers",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = 200,
        .shape = &SHAPE_REGISTER},
    {.key = "rules",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = 1000,
        .shape = &SHAPE_RULE},
};
static const struct shape SHAPE_EVIDENCE = SHAPE("Evidence", evidence_fields);

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

static const char *text(const json_t *json, const char *key)
{
    return json_string_value(json_object_get(json, key));
}

static json_t *load(void)
{
    const struct asset *a = asset_find("catalog/evidence/csm40-rules.json");
    assert_non_null(a);
    json_t *json = NULL;
    struct problem *p = problem_new(ctx);
    enum err e = json_in_parse(ctx, a->data, a->len, JSON_IN_DEPTH, p, &json);
    if (e == ERR_OK)
        e = shape_check(&SHAPE_EVIDENCE, json, "", false, p);
    for (size_t i = 0; i < p->n_fields; i++)
        print_message("%s: %s\n", p->fields[i].pointer, p->fields[i].code);
    assert_int_equal(e, ERR_OK);
    return json;
}

static const struct sheet_doc *load_sheet(const char *key)
{
    const struct asset *a = asset_find(mem_printf(ctx, "catalog/frameworks/%s.json", key));
    const struct sheet_doc *doc = NULL;
    assert_non_null(a);
    assert_int_equal(sheet_json_parse(ctx, a->data, a->len, problem_new(ctx), &doc), ERR_OK);
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
            fail_msg("%s: %s/%zu says not exactly one thing", text(rule, "key"), list, i);
        const json_t *filled = json_object_get(c, "filled");
        assert_true(filled == NULL || json_is_true(filled));
    }
}

static void every_rule_is_about_an_item_and_needs_one_thing(void **state)
{
    (void)state;
    const json_t *evidence = load();
    const struct sheet_doc *doc = load_sheet(text(evidence, "sheet"));
    json_t *keys = json_object();
    json_t *items = json_object();
    size_t i;
    json_t *rule;
    json_array_foreach(json_object_get(evidence, "rules"), i, rule)
    {
        const char *start = mem_printf(ctx, "%s.%d.", text(rule, "item"),
            (int)json_integer_value(json_object_get(rule, "level")));
        once(keys, text(rule, "key"));
        assert_memory_equal(text(rule, "key"), start, strlen(start));
        if (sheet_item_no(doc, text(rule, "item")) == 0)
            fail_msg("%s: no such item", text(rule, "key"));
        assert_int_equal(json_object_size(json_object_get(rule, "needs")), 1);
        bool share = json_object_get(json_object_get(rule, "needs"), "share") != NULL;
        assert_true(share || json_object_get(rule, "of") == NULL); /* `of` is what is shared */
        check_conditions(rule, "of");
        check_conditions(rule, "where");
        json_object_set_new(items, text(rule, "item"), json_true());
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
    const struct field *field = field_of(def, text(condition, "field"));
    if (field == NULL) {
        fail_msg("%s: %s has no field %s", rule, def->name, text(condition, "field"));
        return;
    }
    if (json_object_get(condition, "within_months") != NULL)
        assert_true(field->type == FIELD_DATE || field->type == FIELD_INSTANT);
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
        check_field(def, condition, text(rule, "key"));
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
        once(listed, text(one, "key"));
        json_object_set(listed, text(one, "key"), json_object_get(one, "state"));
    }
    json_array_foreach(json_object_get(evidence, "rules"), i, one)
    {
        const char *name = text(one, "register");
        const char *is = text(listed, name);
        if (is == NULL) {
            fail_msg("%s: the register %s is not listed", text(one, "key"), name);
            break;
        }
        if (strcmp(is, "now") != 0)
            continue;
        const struct reg_def *def = register_of(name);
        if (def == NULL)
            fail_msg("there is no register %s", name);
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
