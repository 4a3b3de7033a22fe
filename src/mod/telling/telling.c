/* The module's rows for the engines. */
#include "mod/telling/telling.h"

#include "kernel/transfer/transfer.h"
#include "mod/incident/incident.h"
#include "mod/telling/telling_private.h"

const struct perm PERM_CASE_TELL_READ = {"case_telling.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_CASE_TELL_WRITE = {"case_telling.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_CASE_TELL_SEND = {
    "case_telling.send", PERM_ROLE, OF_LEADS | OF_CSIRT, .named = true};
const struct perm PERM_TELL_RULE_WRITE = {"telling_rule.write", PERM_ROLE, OF_LEADS};

#define CASE "/api/v1/incidents/{id}"
#define ONE CASE "/tellings/{no}"
#define TO ONE "/recipients/{to}"

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/telling-rule", "telling_rule", .perm = &PERM_CASE_TELL_READ,
        .handle = telling_rule_get, .answer = &SHAPE_TELLING_RULE},
    {METHOD_PUT, "/api/v1/telling-rule", "telling_rule_put", .perm = &PERM_TELL_RULE_WRITE,
        .handle = telling_rule_put, .body_kind = BODY_JSON, .body = &SHAPE_TELLING_RULE_BODY,
        .answer = &SHAPE_TELLING_RULE, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, "/api/v1/telling-templates/starter", "telling_template_starter",
        .perm = &PERM_TELL_RULE_WRITE, .handle = telling_starter_post,
        .answer = &SHAPE_TEMPLATE_STARTER_MADE, .status = 201},
    {METHOD_GET, "/api/v1/open-tellings", "open_tellings", .perm = &PERM_CASE_TELL_READ,
        .handle = tellings_open_get, .answer = &SHAPE_TELLINGS_OPEN},
    {METHOD_GET, CASE "/tellings", "case_tellings", .perm = &PERM_CASE_TELL_READ,
        .handle = tellings_get, .answer = &SHAPE_TELLINGS},
    {METHOD_POST, CASE "/tellings", "case_telling_add", .perm = &PERM_CASE_TELL_WRITE,
        .handle = telling_post, .body_kind = BODY_JSON, .body = &SHAPE_TELLING_BODY,
        .answer = &SHAPE_TELLING, .status = 201},
    {METHOD_PUT, CASE "/telling-owner", "case_telling_owner_put", .perm = &PERM_CASE_TELL_WRITE,
        .handle = telling_owner_put, .body_kind = BODY_JSON, .body = &SHAPE_TELLING_OWNER,
        .status = 204},
    {METHOD_GET, ONE, "case_telling", .perm = &PERM_CASE_TELL_READ, .handle = telling_get,
        .answer = &SHAPE_TELLING},
    {METHOD_PUT, ONE, "case_telling_put", .perm = &PERM_CASE_TELL_WRITE, .handle = telling_put,
        .body_kind = BODY_JSON, .body = &SHAPE_TELLING_BODY, .answer = &SHAPE_TELLING,
        .flags = ROUTE_IF_MATCH},
    {METHOD_DELETE, ONE, "case_telling_delete", .perm = &PERM_CASE_TELL_WRITE,
        .handle = telling_delete, .status = 204, .flags = ROUTE_IF_MATCH},
    {METHOD_POST, ONE "/sending", "case_telling_send", .perm = &PERM_CASE_TELL_SEND,
        .handle = telling_send_post, .answer = &SHAPE_TELLING_SENT, .status = 201,
        .flags = ROUTE_IF_MATCH},
    {METHOD_POST, ONE "/recipients", "case_told_add", .perm = &PERM_CASE_TELL_WRITE,
        .handle = told_post, .body_kind = BODY_JSON, .body = &SHAPE_TOLD_NEW,
        .answer = &SHAPE_TOLD_ADDED, .status = 201},
    {METHOD_GET, TO, "case_told", .perm = &PERM_CASE_TELL_READ, .handle = told_get,
        .answer = &SHAPE_TOLD},
    {METHOD_PUT, TO, "case_told_put", .perm = &PERM_CASE_TELL_WRITE, .handle = told_put,
        .body_kind = BODY_JSON, .body = &SHAPE_TOLD_BODY, .answer = &SHAPE_TOLD},
    {METHOD_DELETE, TO, "case_told_delete", .perm = &PERM_CASE_TELL_WRITE, .handle = told_delete,
        .status = 204},
    {METHOD_POST, TO "/confirmation", "case_told_confirm", .perm = &PERM_CASE_TELL_WRITE,
        .handle = told_confirm_post, .body_kind = BODY_JSON, .body = &SHAPE_TOLD_CONFIRM,
        .answer = &SHAPE_TOLD, .status = 201},
};

static const struct transfer_column rule[] = {
    {"version", TRANSFER_INT, NULL},
    {"owner_id", TRANSFER_REF, "person"},
    {"close_minutes", TRANSFER_INT, NULL},
    {"partner_minutes", TRANSFER_INT, NULL},
    {"remind_hours", TRANSFER_INT, NULL},
    {"reminders", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};
static const struct transfer_column owner[] = {
    {"incident_id", TRANSFER_REF, "incident"},
    {"owner_id", TRANSFER_REF, "person"},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
};
static const struct transfer_column texts[] = {
    {"id", TRANSFER_ID, NULL},
    {"incident_id", TRANSFER_REF, "incident"},
    {"no", TRANSFER_INT, NULL},
    {"audience", TRANSFER_TEXT, NULL},
    {"tlp", TRANSFER_TEXT, NULL},
    {"lang", TRANSFER_TEXT, NULL},
    {"subject", TRANSFER_TEXT, NULL},
    {"body", TRANSFER_TEXT, NULL},
    {"state", TRANSFER_TEXT, NULL},
    {"version", TRANSFER_INT, NULL},
    {"updated_at", TRANSFER_INSTANT, NULL},
    {"updated_by", TRANSFER_BY, NULL},
    {"sent_at", TRANSFER_INSTANT, NULL},
    {"sent_by", TRANSFER_BY, NULL},
};
/* Links stay: they are secrets, and lead to the other program. */
static const struct transfer_column told[] = {
    {"id", TRANSFER_ID, NULL},
    {"telling_id", TRANSFER_REF, "case_telling"},
    {"no", TRANSFER_INT, NULL},
    {"source", TRANSFER_TEXT, NULL},
    {"record_uid", TRANSFER_UUID, NULL},
    {"name", TRANSFER_TEXT, NULL},
    {"person", TRANSFER_TEXT, NULL},
    {"address", TRANSFER_TEXT, NULL},
    {"impact", TRANSFER_TEXT, NULL},
    {"text", TRANSFER_TEXT, NULL},
    {"by_mail", TRANSFER_INT, NULL},
    {"token_hash", TRANSFER_LEFT, "secret"},
    {"expires_at", TRANSFER_LEFT, "secret"},
    {"sent_at", TRANSFER_INSTANT, NULL},
    {"reminders", TRANSFER_INT, NULL},
    {"reminded_at", TRANSFER_INSTANT, NULL},
    {"confirmed_at", TRANSFER_INSTANT, NULL},
    {"way", TRANSFER_TEXT, NULL},
    {"confirmed_by", TRANSFER_TEXT, NULL},
    {"note", TRANSFER_TEXT, NULL},
    {"taken_down_by", TRANSFER_BY, NULL},
};
static const struct transfer_table transfers[] = {
    TRANSFER_TABLE("telling_rule", rule, 1),
    TRANSFER_TABLE("case_telling_owner", owner, 1),
    TRANSFER_TABLE("case_telling", texts, 1),
    TRANSFER_TABLE("case_told", told, 1),
};

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return def == &REG_INCIDENTS ? telling_store_purge(c, id) : ERR_OK;
}

static const struct reg_watch watch = {.purge = purge};

static const struct job_kind jobs[] = {
    {.name = "telling_remind",
        .run = telling_remind,
        .every_ms = INT64_C(600000) /* ten minutes */},
};

static const struct reg_def *const registers[] = {&REG_TELLING_TEMPLATES};

const struct module module_telling = {.name = "telling",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
    .notices = telling_notices,
    .n_notices = TELLING_NOTICES,
    .transfers = transfers,
    .n_transfers = sizeof transfers / sizeof transfers[0],
    .watch = &watch,
    .forget = told_store_forget};
