#include "kernel/evidence/evidence_load.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/sheet/catalog_doc.h"

#include <string.h>

static const char *const formats[] = {"kaname-evidence/1", NULL};
static const struct option_set FORMAT = {"evidence_format", formats};
static const char *const states[] = {"now", "coming", NULL};
static const struct option_set STATE = {"evidence_register", states};

static const struct field condition_fields[] = {
    CATALOG_TEXT("field"),
    {.key = "in", .type = FIELD_LIST, .min = 1, .max = 20},
    {.key = "filled", .type = FIELD_BOOL},
    {.key = "at_least", .type = FIELD_INT},
    {.key = "within_months", .type = FIELD_INT, .min = 1, .max = 120},
};
const struct shape SHAPE_EVIDENCE_CONDITION = SHAPE("EvidenceCondition", condition_fields);

static const struct field needs_fields[] = {
    {.key = "at_least", .type = FIELD_INT, .min = 1, .max = 1000},
    {.key = "share", .type = FIELD_INT, .min = 1, .max = 100},
};
static const struct shape SHAPE_NEEDS = SHAPE("EvidenceNeeds", needs_fields);

static const struct field rule_fields[] = {
    CATALOG_TEXT("key"),
    CATALOG_TEXT("item"),
    {.key = "level", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 2, .max = SHEET_LEVELS},
    CATALOG_TEXT("register"),
    {.key = "of",
        .type = FIELD_LIST,
        .max = EVIDENCE_CONDITIONS,
        .shape = &SHAPE_EVIDENCE_CONDITION},
    {.key = "where",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = EVIDENCE_CONDITIONS,
        .shape = &SHAPE_EVIDENCE_CONDITION},
    {.key = "needs", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_NEEDS},
    CATALOG_TEXTS("missing"),
};
static const struct shape SHAPE_RULE = SHAPE("EvidenceRule", rule_fields);

static const struct field register_fields[] = {
    CATALOG_TEXT("key"), CATALOG_CHOICE("state", STATE), CATALOG_TEXTS("name")};
static const struct shape SHAPE_REGISTER = SHAPE("EvidenceRegister", register_fields);

static const struct field evidence_fields[] = {
    CATALOG_CHOICE("format", FORMAT),
    CATALOG_HEAD,
    CATALOG_TEXT("sheet"),
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
const struct shape SHAPE_CATALOG_EVIDENCE = SHAPE("Evidence", evidence_fields);

static const char *joined(const void *ctx, const json_t *list)
{
    struct buf *b = buf_new(ctx);
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        buf_str(b, i == 0 ? "" : ",");
        buf_str(b, json_string_value(one));
    }
    return b->data;
}

static struct evidence_condition read_condition(const void *ctx, const json_t *json)
{
    struct evidence_condition c = {
        .field = catalog_text(json, "field"), .test = EVIDENCE_FILLED, .value = ""};
    if (json_object_get(json, "in") != NULL) {
        c.test = EVIDENCE_IN;
        c.value = joined(ctx, json_object_get(json, "in"));
    } else if (json_object_get(json, "at_least") != NULL) {
        c.test = EVIDENCE_AT_LEAST;
        c.value = mem_printf(ctx, "%lld", (long long)body_int(json, "at_least", 0));
    } else if (json_object_get(json, "within_months") != NULL) {
        c.test = EVIDENCE_WITHIN_MONTHS;
        c.months = (int)body_int(json, "within_months", 0);
    }
    return c;
}

size_t evidence_read_conditions(
    const void *ctx, const json_t *list, struct evidence_condition *ret_conditions)
{
    size_t n = json_array_size(list);
    for (size_t i = 0; i < n; i++)
        ret_conditions[i] = read_condition(ctx, json_array_get(list, i));
    return n;
}

static struct evidence_rule read_rule(const void *ctx, const json_t *json)
{
    const json_t *needs = json_object_get(json, "needs");
    struct evidence_rule r = {.key = catalog_text(json, "key"),
        .item = catalog_text(json, "item"),
        .level = (int)body_int(json, "level", 0),
        .reg = catalog_text(json, "register"),
        .share = json_object_get(needs, "share") != NULL,
        .missing = json_object_get(json, "missing")};
    r.needs = (int)body_int(needs, r.share ? "share" : "at_least", 1);
    r.n_of = evidence_read_conditions(ctx, json_object_get(json, "of"), r.of);
    r.n_where = evidence_read_conditions(ctx, json_object_get(json, "where"), r.where);
    return r;
}

struct evidence_set *evidence_read(const void *ctx, const json_t *json)
{
    const json_t *rules = json_object_get(json, "rules");
    struct evidence_set *set = mem_new(ctx, struct evidence_set);
    set->key = catalog_text(json, "key");
    set->version = catalog_text(json, "version");
    set->sheet = catalog_text(json, "sheet");
    set->wording = catalog_text(json, "wording");
    set->name = json_object_get(json, "name");
    set->n_rules = json_array_size(rules);
    set->rules = mem_array(ctx, struct evidence_rule, set->n_rules);
    for (size_t i = 0; i < set->n_rules; i++)
        set->rules[i] = read_rule(ctx, json_array_get(rules, i));
    return set;
}

const struct evidence_set *evidence_for_sheet(const void *ctx, const char *sheet_key)
{
    size_t n = 0;
    const struct asset *files = catalog_folder("catalog/evidence/", &n);
    for (size_t i = 0; i < n; i++) {
        json_t *json = NULL;
        enum err e =
            catalog_doc_read(ctx, &files[i], &SHAPE_CATALOG_EVIDENCE, problem_new(ctx), &json);
        if (e == ERR_OK && strcmp(catalog_text(json, "sheet"), sheet_key) == 0)
            return evidence_read(ctx, json);
    }
    return NULL;
}
