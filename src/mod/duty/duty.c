/* The module's rows for the engines. */
#include "kernel/http/req.h"
#include "mod/duty/duty_private.h"
#include "mod/incident/incident.h"

#define CASE "/api/v1/incidents/{id}"

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/reporting-regimes/starter", "reporting_regime_starter",
        .perm = &PERM_CASE_DUTY_WRITE, .handle = regime_starter_add,
        .answer = &SHAPE_REGIME_STARTER_MADE, .status = 201},
    {METHOD_GET, "/api/v1/waiting-duties", "waiting_duties", .perm = &PERM_CASE_DUTY_READ,
        .handle = duty_waiting_get, .answer = &SHAPE_WAITING},
    {METHOD_GET, CASE "/duties", "case_duties", .perm = &PERM_CASE_DUTY_READ,
        .handle = duty_board_get, .answer = &SHAPE_DUTY_BOARD},
    {METHOD_PUT, CASE "/impact", "case_impact_put", .perm = &PERM_CASE_DUTY_WRITE,
        .handle = impact_put, .body_kind = BODY_JSON, .body = &SHAPE_IMPACT_BODY,
        .answer = &SHAPE_IMPACT, .flags = ROUTE_MAY_MATCH},
    {METHOD_POST, CASE "/duties", "case_duty_add", .perm = &PERM_CASE_DUTY_WRITE,
        .handle = duty_post, .body_kind = BODY_JSON, .body = &SHAPE_DUTY_BODY,
        .answer = &SHAPE_CASE_DUTY, .status = 201},
    {METHOD_PUT, CASE "/duties/{duty}", "case_duty_put", .perm = &PERM_CASE_DUTY_WRITE,
        .handle = duty_put, .body_kind = BODY_JSON, .body = &SHAPE_DUTY_CHANGE,
        .answer = &SHAPE_CASE_DUTY, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, CASE "/duties/{duty}/reports", "case_duty_report_add",
        .perm = &PERM_CASE_DUTY_WRITE, .handle = duty_report_post, .body_kind = BODY_JSON,
        .body = &SHAPE_DUTY_REPORT_BODY, .answer = &SHAPE_CASE_DUTY, .status = 201},
};

/* ---- with the case ---- */

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? duty_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

static const struct transfer_column impact[] = {
    {"id", TRANSFER_ID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"known_at", TRANSFER_INSTANT, NULL},
    {"facts", TRANSFER_JSON, NULL},
    {"version", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};

static const struct transfer_column duty[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"regime_id", TRANSFER_REF, "reporting_regime"},
    {"terms", TRANSFER_JSON, NULL},
    {"decision", TRANSFER_TEXT, NULL},
    {"reason", TRANSFER_TEXT, NULL},
    {"started_at", TRANSFER_INSTANT, NULL},
    {"own_start", TRANSFER_INT, NULL},
    {"first_due", TRANSFER_INSTANT, NULL},
    {"final_due", TRANSFER_INSTANT, NULL},
    {"waits", TRANSFER_TEXT, NULL},
    {"due", TRANSFER_INSTANT, NULL},
    {"reminded", TRANSFER_INT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"decided_at", TRANSFER_INSTANT, NULL},
    {"decided_by", TRANSFER_BY, NULL},
};

static const struct transfer_column report[] = {
    {"id", TRANSFER_ID, NULL},
    {"duty_id", TRANSFER_REF, "case_duty"},
    {"part", TRANSFER_TEXT, NULL},
    {"sent_at", TRANSFER_INSTANT, NULL},
    {"by_whom", TRANSFER_TEXT, NULL},
    {"receipt", TRANSFER_TEXT, NULL},
    {"file_uid", TRANSFER_UUID, NULL},
    {"file_name", TRANSFER_TEXT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"written_at", TRANSFER_INSTANT, NULL},
    {"written_by", TRANSFER_BY, NULL},
};

static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("case_impact", impact, 1),
    TRANSFER_TABLE("case_duty", duty, 1),
    TRANSFER_TABLE("case_duty_report", report, 1),
};

static const struct reg_def *const registers[] = {&REG_REPORTING_REGIMES};

static const struct job_kind jobs[] = {
    {.name = "case_duty_remind", .run = duty_remind, .every_ms = INT64_C(600000) /* ten minutes */},
};

const struct module module_duty = {
    .name = "duty",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
    .notices = duty_notices,
    .n_notices = DUTY_NOTICES,
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch,
    .calendar = duty_calendar,
};
