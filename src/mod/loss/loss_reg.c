/* Registers of what may happen and cost money, of causes and of what the board accepts. */
#include "mod/loss/loss_reg.h"

#include "base/limits.h"
#include "base/mem.h"
#include "mod/loss/loss_doc.h"
#include "mod/loss/loss_file.h"
#include "mod/loss/loss_reg_private.h"
#include "mod/measure/measure.h"

#include <string.h>

const struct perm PERM_LOSS_READ = {"loss.read", PERM_ROLE, OF_READERS};
const struct perm PERM_LOSS_WRITE = {"loss.write", PERM_ROLE, OF_LEADS | OF_EXECUTIVE};
static const struct perm APPETITE = {"loss.appetite", PERM_ROLE, OF_CISO | OF_EXECUTIVE};

/* ---- scenarios ---- */

static const struct field item_fields[] = {
    {.key = "form", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LOSS_FORM},
    {.key = "name", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "basis", .type = FIELD_TEXT, .max = LIMIT_LINE}, LOSS_SHARE_FIELD("probability", 0),
    LOSS_QUANTITY_FIELD("amount", FIELD_REQUIRED), LOSS_QUANTITY_FIELD("units", 0)};
static const struct shape SHAPE_ITEM = SHAPE("LossScenarioItem", item_fields);

static const struct field cause_fields[] = {
    {.key = "cause", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    LOSS_SHARE_FIELD("probability", FIELD_REQUIRED)};
static const struct shape SHAPE_CAUSE = SHAPE("LossScenarioCause", cause_fields);

static const struct field effect_fields[] = {
    {.key = "measure", .type = FIELD_ID, .flags = FIELD_REQUIRED}, LOSS_SHARE_FIELD("frequency", 0),
    LOSS_SHARE_FIELD("loss", 0), {.key = "forms", .type = FIELD_LIST, .max = LOSS_FORM_MAX}};
static const struct shape SHAPE_EFFECT = SHAPE("LossScenarioEffect", effect_fields);

static const struct field scenario_fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "left_out", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "leak", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "description", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    LOSS_QUANTITY_FIELD("frequency", FIELD_REQUIRED),
    {.key = "frequency_basis", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_ITEM,
        .min = 1,
        .max = LOSS_ITEMS_MAX},
    {.key = "causes", .type = FIELD_LIST, .shape = &SHAPE_CAUSE, .max = LOSS_SHOCKS_MAX},
    {.key = "effects", .type = FIELD_LIST, .shape = &SHAPE_EFFECT, .max = LOSS_MEASURES_MAX},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
};

static bool stands_in(const json_t *list, const char *member, const char *id, size_t before)
{
    for (size_t i = 0; i < before && i < json_array_size(list); i++)
        if (strcmp(body_text(json_array_get(list, i), member), id) == 0)
            return true;
    return false;
}

/* What has been deleted since it was named may stay; nothing else that is not there, and nothing
 * twice. */
enum err loss_reg_check_refs(struct call *c, const struct reg_record *record, const char *key,
    const char *member, const struct reg_def *def)
{
    const json_t *list = json_object_get(record->after, key);
    const json_t *before = json_object_get(record->before, key);
    enum err e = ERR_OK;
    for (size_t i = 0; i < json_array_size(list) && e == ERR_OK; i++) {
        int64_t ref = 0;
        const char *id = body_text(json_array_get(list, i), member);
        const char *at = mem_printf(c, "/%s/%zu/%s", key, i, member);
        if (stands_in(list, member, id, i))
            problem_field(c->problem, at, "twice");
        if (stands_in(before, member, id, json_array_size(before)))
            continue;
        e = reg_find(c, def, id, &ref);
        if (e == ERR_NOT_FOUND) {
            problem_field_value(c->problem, at, "reference", id);
            e = ERR_OK;
        }
    }
    return e;
}

static void check_effects(struct call *c, const json_t *effects)
{
    size_t i, k;
    json_t *effect, *form;
    json_array_foreach((json_t *)effects, i, effect)
    {
        json_array_foreach(json_object_get(effect, "forms"), k, form)
        {
            if (!option_known(&OPTIONS_LOSS_FORM, json_string_value(form)))
                problem_field_value(c->problem, mem_printf(c, "/effects/%zu/forms/%zu", i, k),
                    "option", json_string_value(form));
        }
    }
}

/* Of an interruption the days are needed: a policy may wait some hours before it pays. */
static void check_days(struct call *c, const json_t *items)
{
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)items, i, item)
    {
        bool stops = strcmp(body_text(item, "form"), loss_form_key(LOSS_INTERRUPTION)) == 0;
        if (stops && !json_is_object(json_object_get(item, "units")))
            problem_field(c->problem, mem_printf(c, "/items/%zu/units", i), "loss_days");
    }
}

static enum err check_scenario(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    loss_doc_check_scenario(c, record->after, c->problem);
    check_days(c, json_object_get(record->after, "items"));
    check_effects(c, json_object_get(record->after, "effects"));
    enum err e = loss_reg_check_refs(c, record, "causes", "cause", &REG_LOSS_CAUSES);
    if (e == ERR_OK)
        e = loss_reg_check_refs(c, record, "effects", "measure", &REG_MEASURES);
    return e;
}

const struct reg_def REG_LOSS_SCENARIOS = {
    .name = "loss-scenarios",
    .singular = "loss_scenario",
    .schema = "LossScenario",
    .table = "loss_scenario",
    .prefix = "LS",
    .scope = REG_ORG,
    .read = &PERM_LOSS_READ,
    .create = &PERM_LOSS_WRITE,
    .update = &PERM_LOSS_WRITE,
    .remove = &PERM_LOSS_WRITE,
    .fields = scenario_fields,
    .n_fields = sizeof scenario_fields / sizeof scenario_fields[0],
    .title = "title",
    .default_sort = "title",
    .check = check_scenario,
};

/* ---- causes ---- */

static const struct field shared_fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    LOSS_QUANTITY_FIELD("frequency", FIELD_REQUIRED),
    {.key = "frequency_basis", .type = FIELD_LONGTEXT, .flags = FIELD_LISTED, .max = LIMIT_NOTE},
};

static enum err check_cause(struct call *c, const struct reg_record *record)
{
    if (record->change != REG_DELETE)
        loss_doc_check_cause(c, record->after, c->problem);
    return ERR_OK;
}

const struct reg_def REG_LOSS_CAUSES = {
    .name = "loss-causes",
    .singular = "loss_cause",
    .schema = "LossCause",
    .table = "loss_cause",
    .prefix = "LC",
    .scope = REG_ORG,
    .read = &PERM_LOSS_READ,
    .create = &PERM_LOSS_WRITE,
    .update = &PERM_LOSS_WRITE,
    .remove = &PERM_LOSS_WRITE,
    .fields = shared_fields,
    .n_fields = sizeof shared_fields / sizeof shared_fields[0],
    .title = "title",
    .default_sort = "title",
    .check = check_cause,
};

/* ---- what the board accepts ---- */

static const struct field limit_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_LISTED},
    {.key = "loss", .type = FIELD_MONEY, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "probability",
        .type = FIELD_NUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .min = 0,
        .max = 1},
    {.key = "decided_on", .type = FIELD_DATE, .flags = FIELD_LISTED},
    {.key = "decided_by", .type = FIELD_TEXT, .flags = FIELD_LISTED, .max = LIMIT_LABEL},
};

void loss_reg_check_yen(struct call *c, const struct reg_record *record, const char *key)
{
    const json_t *money = json_object_get(record->after, key);
    if (!json_is_object(money))
        return;
    const char *at = mem_printf(c, "/%s", key);
    int64_t amount = body_int(money, "amount", 0);
    if (strcmp(body_text(money, "currency"), "JPY") != 0)
        problem_field(c->problem, at, "loss_yen");
    else if (amount < 0)
        problem_field_limit(c->problem, at, "too_small", 0);
    else if (amount > LOSS_AMOUNT_MAX)
        problem_field_limit(c->problem, at, "too_large", LOSS_AMOUNT_MAX);
}

static double loss_of(const json_t *record)
{
    return json_number_value(json_object_get(json_object_get(record, "loss"), "amount"));
}

static double probability_of(const json_t *record)
{
    return json_number_value(json_object_get(record, "probability"));
}

/* A larger loss may not be more probable than a smaller one. */
static void check_beside(struct call *c, const json_t *one, const json_t *other)
{
    double by = loss_of(one) - loss_of(other);
    double more = probability_of(one) - probability_of(other);
    if (by == 0)
        problem_field(c->problem, "/loss", "twice");
    else if (by * more > 0)
        problem_field(c->problem, "/probability", "loss_falling_all");
}

static enum err check_limit(struct call *c, const struct reg_record *record)
{
    json_t *all = NULL;
    if (record->change == REG_DELETE)
        return ERR_OK;
    loss_reg_check_yen(c, record, "loss");
    enum err e = reg_list(c, &REG_LOSS_LIMITS, NULL, 0, NULL, LOSS_APPETITE_MAX + 1, &all);
    if (e != ERR_OK)
        return e;
    char own[UUID_TEXT_SIZE];
    size_t others = 0;
    uuid_format(&record->uid, own);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *other = json_array_get(all, i);
        if (strcmp(body_text(other, "id"), own) == 0)
            continue;
        others++;
        check_beside(c, record->after, other);
    }
    if (others >= LOSS_APPETITE_MAX)
        problem_field_limit(c->problem, "/loss", "too_many", LOSS_APPETITE_MAX);
    return ERR_OK;
}

const struct reg_def REG_LOSS_LIMITS = {
    .name = "loss-limits",
    .singular = "loss_limit",
    .schema = "LossLimit",
    .table = "loss_limit",
    .prefix = "LL",
    .scope = REG_ORG,
    .read = &PERM_LOSS_READ,
    .create = &APPETITE,
    .update = &APPETITE,
    .remove = &APPETITE,
    .fields = limit_fields,
    .n_fields = sizeof limit_fields / sizeof limit_fields[0],
    .title = "title",
    .default_sort = "loss",
    .check = check_limit,
};
