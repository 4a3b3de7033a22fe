/* Routes, what leaves with an organisation, and the step that a case does not take too early. */
#include "kernel/transfer/transfer.h"
#include "mod/casework/casework_private.h"
#include "mod/incident/incident.h"

#include <string.h>

const struct perm PERM_CASE_PLAN_READ = {"case_plan.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_CASE_PLAN_WRITE = {"case_plan.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_CAUSE_WAIVE = {"cause.waive", PERM_ROLE, OF_CISO};

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/incidents/{id}/plan", "case_plan", .perm = &PERM_CASE_PLAN_READ,
        .handle = case_plan_get, .answer = &SHAPE_CASE_PLAN},
    {METHOD_POST, "/api/v1/incidents/{id}/plan/tasks", "case_tasks_add",
        .perm = &PERM_CASE_PLAN_WRITE, .handle = case_tasks_post, .body_kind = BODY_JSON,
        .body = &SHAPE_CASE_TASKS_BODY, .answer = &SHAPE_CASE_TASKS_MADE, .status = 201},
    {METHOD_POST, "/api/v1/incidents/{id}/cause-waiver", "cause_waive", .perm = &PERM_CAUSE_WAIVE,
        .handle = cause_waiver_post, .body_kind = BODY_JSON, .body = &SHAPE_CAUSE_BODY,
        .answer = &SHAPE_CASE_WAIVER, .status = 201},
    {METHOD_GET, "/api/v1/case-rule", "case_rule", .perm = &PERM_CASE_PLAN_READ,
        .handle = case_rule_get, .answer = &SHAPE_CASE_RULE},
    {METHOD_PUT, "/api/v1/case-rule", "case_rule_put", .perm = &PERM_CAUSE_WAIVE,
        .handle = case_rule_put, .body_kind = BODY_JSON, .body = &SHAPE_CASE_RULE,
        .answer = &SHAPE_CASE_RULE, .flags = ROUTE_IF_MATCH},
};

static const struct transfer_column tasks[] = {
    {"id", TRANSFER_ID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"line_key", TRANSFER_TEXT, NULL},
    {"task", TRANSFER_TEXT, NULL},
};
static const struct transfer_column waivers[] = {
    {"incident_id", TRANSFER_REF, "incident"},
    {"reason", TRANSFER_TEXT, NULL},
    {"waived_at", TRANSFER_INSTANT, NULL},
    {"waived_by", TRANSFER_BY, NULL},
};
static const struct transfer_column rules[] = {
    {"version", TRANSFER_INT, NULL},
    {"cause_from", TRANSFER_TEXT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("case_task", tasks, 1),
    TRANSFER_TABLE("case_waiver", waivers, 1),
    TRANSFER_TABLE("case_rule", rules, 1),
};

/* ---- no recovery without a cause ---- */

static bool leaves_containment(const struct reg_record *record)
{
    return record->change == REG_TRANSITION &&
           (strcmp(record->action, "recover") == 0 || strcmp(record->action, "restored") == 0 ||
               strcmp(record->action, "close") == 0);
}

static enum err check(struct call *c, const struct reg_record *record)
{
    struct case_plan plan;
    if (record->def != &REG_INCIDENTS || !leaves_containment(record))
        return ERR_OK;
    enum err e = case_plan_load(c, record, &plan);
    if (e != ERR_OK)
        return e;
    switch (cause_check(&plan.cause)) {
    case CAUSE_OK:
        return ERR_OK;
    case CAUSE_NO_THREAT:
        return problem_set(c->problem, ERR_CONFLICT, "cause_no_threat");
    case CAUSE_NO_PLAN:
        return problem_set(c->problem, ERR_CONFLICT, "cause_no_plan");
    case CAUSE_OPEN:
        break;
    }
    return problem_set_limit(
        c->problem, ERR_CONFLICT, "cause_open", (int64_t)(plan.cause.lines - plan.cause.done));
}

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? case_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.check = check, .purge = purge};

const struct module module_casework = {.name = "casework",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch};
