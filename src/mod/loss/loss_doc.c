#include "mod/loss/loss_doc.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/shape.h"
#include "mod/loss/loss_file.h"

#include <string.h>

static const char FORMAT[] = "kaname-loss/1";

bool loss_doc_includes(const json_t *record)
{
    return !body_bool(record, "left_out");
}

static void copy(json_t *to, const char *as, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);
    if (value != NULL && !json_is_null(value))
        json_object_set(to, as, value);
}

static void copy_amount(json_t *to, const json_t *from, const char *key)
{
    copy(to, key, json_object_get(from, key), "amount");
}

static double yen(const json_t *record, const char *key)
{
    return json_number_value(json_object_get(json_object_get(record, key), "amount"));
}

/* A record that is being made has no number yet. */
static const char *key_of(const json_t *record)
{
    const char *number = body_text(record, "number");
    return number != NULL ? number : "new";
}

static json_t *named(const json_t *record)
{
    json_t *to = json_object();
    json_object_set_new(to, "key", json_string(key_of(record)));
    copy(to, "name", record, "title");
    return to;
}

/* The record of a list with that id; NULL: none. */
static const json_t *with_id(const json_t *list, const char *id)
{
    size_t i;
    json_t *one;
    json_array_foreach(
        (json_t *)list, i, one) if (strcmp(body_text(one, "id"), id) == 0) return one;
    return NULL;
}

/* ---- scenarios ---- */

static json_t *item_of(const json_t *item)
{
    static const char *const members[] = {"form", "name", "probability", "amount", "units"};
    json_t *to = json_object();
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        copy(to, members[i], item, members[i]);
    return to;
}

static json_t *scenario_of(const json_t *record)
{
    json_t *to = named(record);
    json_t *items = json_array();
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(record, "items"), i, item)
    {
        json_array_append_new(items, item_of(item));
    }
    copy(to, "frequency", record, "frequency");
    copy(to, "leak", record, "leak");
    json_object_set_new(to, "items", items);
    return to;
}

/* ---- what scenarios share ---- */

/* The scenarios of the model for which `make` returns an entry from one of their list `key` that
 * has `id` as `member`. */
static json_t *entries_about(const struct loss_records *from, const char *key, const char *member,
    const char *id, json_t *(*make)(const json_t *scenario, const json_t *entry))
{
    json_t *all = json_array();
    size_t s, i;
    json_t *scenario, *entry;
    json_array_foreach((json_t *)from->scenarios, s, scenario)
    {
        if (!loss_doc_includes(scenario))
            continue;
        json_array_foreach(json_object_get(scenario, key), i, entry)
        {
            if (strcmp(body_text(entry, member), id) == 0)
                json_array_append_new(all, make(scenario, entry));
        }
    }
    return all;
}

static json_t *trigger_of(const json_t *scenario, const json_t *entry)
{
    json_t *to = json_object();
    json_object_set_new(to, "scenario", json_string(key_of(scenario)));
    copy(to, "probability", entry, "probability");
    return to;
}

static json_t *effect_of(const json_t *scenario, const json_t *entry)
{
    static const char *const members[] = {"frequency", "loss", "forms"};
    json_t *to = json_object();
    json_object_set_new(to, "scenario", json_string(key_of(scenario)));
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        copy(to, members[i], entry, members[i]);
    if (json_array_size(json_object_get(to, "forms")) == 0)
        json_object_del(to, "forms");
    return to;
}

/* NULL: no scenario of the model names the cause. */
static json_t *shock_of(const struct loss_records *from, const json_t *record)
{
    json_t *triggers = entries_about(from, "causes", "cause", body_text(record, "id"), trigger_of);
    if (json_array_size(triggers) == 0) {
        json_decref(triggers);
        return NULL;
    }
    json_t *to = named(record);
    copy(to, "frequency", record, "frequency");
    json_object_set_new(to, "triggers", triggers);
    return to;
}

static json_t *measure_of(const struct loss_records *from, const json_t *record)
{
    json_t *effects = entries_about(from, "effects", "measure", body_text(record, "id"), effect_of);
    if (json_array_size(effects) == 0) {
        json_decref(effects);
        return NULL;
    }
    json_t *to = named(record);
    double cost = yen(record, "cost_yearly") + yen(record, "cost_initial") / LOSS_COST_YEARS;
    json_object_set_new(to, "cost", json_real(cost));
    json_object_set_new(to, "effects", effects);
    return to;
}

/* ---- insurance and what is accepted ---- */

static json_t *cover_of(const json_t *cover)
{
    json_t *to = json_object();
    copy(to, "form", cover, "form");
    copy(to, "limit", cover, "limit");
    return to;
}

static json_t *excludes_of(const struct loss_records *from, const json_t *record)
{
    json_t *to = json_array();
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(record, "excludes"), i, one)
    {
        const json_t *scenario = with_id(from->scenarios, body_text(one, "scenario"));
        if (scenario != NULL && loss_doc_includes(scenario))
            json_array_append_new(to, json_string(key_of(scenario)));
    }
    return to;
}

static json_t *policy_of(const struct loss_records *from, const json_t *record)
{
    static const char *const amounts[] = {"premium", "event_limit", "year_limit", "deductible"};
    json_t *to = named(record);
    json_t *covers = json_array();
    size_t i;
    json_t *cover;
    json_array_foreach(json_object_get(record, "covers"), i, cover)
    {
        json_array_append_new(covers, cover_of(cover));
    }
    json_object_set_new(to, "covers", covers);
    for (size_t a = 0; a < sizeof amounts / sizeof amounts[0]; a++)
        copy_amount(to, record, amounts[a]);
    copy(to, "waiting_hours", record, "waiting_hours");
    copy(to, "leak_only", record, "leak_only");
    json_object_set_new(to, "excludes", excludes_of(from, record));
    return to;
}

/* Limits rise by their loss, in whatever order they were written down. */
static json_t *appetite_of(const json_t *limits)
{
    json_t *to = json_array();
    size_t i;
    json_t *record;
    json_array_foreach((json_t *)limits, i, record)
    {
        size_t at = 0;
        json_t *point = json_object();
        copy(point, "probability", record, "probability");
        json_object_set_new(point, "loss", json_real(yen(record, "loss")));
        while (at < json_array_size(to) && json_number_value(json_object_get(json_array_get(to, at),
                                               "loss")) < yen(record, "loss"))
            at++;
        json_array_insert_new(to, at, point);
    }
    return to;
}

json_t *loss_doc_make(const struct loss_records *from)
{
    json_t *doc = json_pack("{s:s, s:[], s:[], s:[], s:[], s:o}", "format", FORMAT, "scenarios",
        "shocks", "measures", "policies", "appetite", appetite_of(from->limits));
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)from->scenarios, i, one)
    {
        if (loss_doc_includes(one))
            json_array_append_new(json_object_get(doc, "scenarios"), scenario_of(one));
    }
    json_array_foreach((json_t *)from->causes, i, one)
    {
        json_t *shock = shock_of(from, one);
        if (shock != NULL)
            json_array_append_new(json_object_get(doc, "shocks"), shock);
    }
    json_array_foreach((json_t *)from->measures, i, one)
    {
        json_t *measure = measure_of(from, one);
        if (measure != NULL)
            json_array_append_new(json_object_get(doc, "measures"), measure);
    }
    json_array_foreach((json_t *)from->policies, i, one)
    {
        if (loss_doc_includes(one))
            json_array_append_new(json_object_get(doc, "policies"), policy_of(from, one));
    }
    return doc;
}

/* ---- one record by itself ---- */

/* What is wrong below `at` in the document stands in the record without it. */
static void check_part(const void *ctx, json_t *doc, const char *at, struct problem *problem)
{
    struct loss_file file;
    struct problem *found = problem_new(ctx);
    char *text = json_dumps(doc, JSON_COMPACT);
    json_decref(doc);
    (void)loss_file_read(ctx, text, strlen(text), found, &file);
    free(text);
    for (size_t i = 0; i < found->n_fields; i++) {
        const struct problem_field *f = &found->fields[i];
        const char *place = f->pointer;
        if (strncmp(place, at, strlen(at)) == 0)
            place += strlen(at);
        if (f->has_limit)
            problem_field_limit(problem, place, f->code, f->limit);
        else if (f->value != NULL)
            problem_field_value(problem, place, f->code, f->value);
        else
            problem_field(problem, place, f->code);
    }
}

/* An event that costs a yen, for records that are no scenario. */
static json_t *plain_scenario(void)
{
    return json_pack("{s:s, s:{s:s, s:i}, s:[{s:s, s:{s:s, s:i}}]}", "key", "scenario", "frequency",
        "shape", "fixed", "value", 1, "items", "form", "response", "amount", "shape", "fixed",
        "value", 1);
}

static json_t *doc_of(json_t *scenario)
{
    return json_pack("{s:s, s:[o]}", "format", FORMAT, "scenarios", scenario);
}

void loss_doc_check_scenario(const void *ctx, const json_t *record, struct problem *problem)
{
    check_part(ctx, doc_of(scenario_of(record)), "/scenarios/0", problem);
}

void loss_doc_check_cause(const void *ctx, const json_t *record, struct problem *problem)
{
    json_t *scenario = plain_scenario();
    copy(scenario, "frequency", record, "frequency");
    check_part(ctx, doc_of(scenario), "/scenarios/0", problem);
}

void loss_doc_check_policy(const void *ctx, const json_t *record, struct problem *problem)
{
    const struct loss_records none = {0};
    json_t *doc = doc_of(plain_scenario());
    json_object_set_new(doc, "policies", json_pack("[o]", policy_of(&none, record)));
    check_part(ctx, doc, "/policies/0", problem);
}
