#include "mod/report/report_decision.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/measure/measure.h"
#include "mod/report/report_issue.h"

#include <string.h>

static const char *const state_keys[] = {"open", "done", "dropped", NULL};
static const struct option_set STATES = {"decision_state", state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "issue",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "report-issues",
        .column = "issue_id"},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .options = &STATES},
    {.key = "measure",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "measures",
        .column = "measure_id"},
};

static const struct reg_transition transitions[] = {
    {"open", "finish", "done", &PERM_REPORT_WRITE, false},
    {"open", "drop", "dropped", &PERM_REPORT_WRITE, true},
    {"done", "reopen", "open", &PERM_REPORT_WRITE, true},
};

static const char *const due_states[] = {"open", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_REPORT_DECISIONS = {
    .name = "report-decisions",
    .singular = "report_decision",
    .schema = "ReportDecision",
    .table = "report_decision",
    .prefix = "RD",
    .scope = REG_ORG,
    .read = &PERM_REPORT_READ,
    .create = &PERM_REPORT_WRITE,
    .update = &PERM_REPORT_WRITE,
    .remove = &PERM_REPORT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
};

enum err report_decisions_open(struct call *c, int64_t issue_id, int limit, json_t **ret_items)
{
    size_t i;
    json_t *one;
    json_t *all = NULL;
    const struct reg_where where[] = {{"state", "eq", "open"}};
    enum err e = reg_list(c, &REG_REPORT_DECISIONS, where, 1, "due", limit, &all);
    json_t *items = json_array();
    json_in_keep(c, items);
    json_array_foreach(all, i, one)
    {
        int64_t of = 0;
        const char *issue = body_text(json_object_get(one, "issue"), "id");
        if (e == ERR_OK && issue != NULL)
            e = reg_find(c, &REG_REPORT_ISSUES, issue, &of);
        if (e == ERR_NOT_FOUND) /* deleted: what it decided still holds */
            e = ERR_OK;
        if (e == ERR_OK && of != issue_id)
            json_array_append(items, one);
    }
    if (e == ERR_OK)
        *ret_items = items;
    return e;
}

/* ---- a decision becomes a measure ---- */

static const struct field body_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED, .ref = "units"},
    {.key = "priority", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_PRIORITY},
};
const struct shape SHAPE_DECISION_MEASURE_BODY = SHAPE("ReportDecisionMeasureBody", body_fields);

static const struct field answer_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_DECISION_MEASURE = SHAPE("ReportDecisionMeasure", answer_fields);

static void copy(json_t *to, const char *key, json_t *value)
{
    if (value != NULL && !json_is_null(value))
        json_object_set(to, key, value);
}

static json_t *measure_of(struct call *c, const json_t *decision, const json_t *body)
{
    json_t *measure = json_object();
    json_in_keep(c, measure);
    copy(measure, "title", json_object_get(decision, "title"));
    copy(measure, "detail", json_object_get(decision, "detail"));
    copy(measure, "due", json_object_get(decision, "due"));
    copy(measure, "owner", json_object_get(json_object_get(decision, "owner"), "id"));
    copy(measure, "unit", json_object_get(body, "unit"));
    copy(measure, "priority", json_object_get(body, "priority"));
    return measure;
}

/* Both or neither: the measure, and the decision that names it. */
static enum err make(struct call *c, const char *id, const json_t *body, json_t **ret_measure)
{
    char uid[UUID_TEXT_SIZE];
    json_t *decision = NULL;
    struct reg_record measure, changed;
    enum err e = reg_get(c, &REG_REPORT_DECISIONS, id, &decision);
    if (e == ERR_OK && json_is_object(json_object_get(decision, "measure")))
        e = problem_set(c->problem, ERR_CONFLICT, "decision_has_measure");
    if (e == ERR_OK)
        e = reg_create(c, &REG_MEASURES, measure_of(c, decision, body), &measure);
    if (e != ERR_OK)
        return e;
    uuid_format(&measure.uid, uid);
    json_t *patch = json_pack("{s:s}", "measure", uid);
    json_in_keep(c, patch);
    e = reg_update(c, &REG_REPORT_DECISIONS, id, body_int(decision, "version", 0), patch, &changed);
    return e == ERR_OK ? reg_get(c, &REG_MEASURES, uid, ret_measure) : e;
}

enum err report_decision_measure(struct req *r)
{
    json_t *measure = NULL;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = make(&r->call, req_param(r, "id"), r->body, &measure);
    if (e == ERR_OK)
        e = tx_commit(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "id", body_text(measure, "id"));
    jw_kstr(&w, "number", body_text(measure, "number"));
    jw_obj_end(&w);
    return ERR_OK;
}
