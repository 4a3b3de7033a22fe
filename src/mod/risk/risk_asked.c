#include "mod/risk/risk_asked.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/notice/notice.h"
#include "kernel/register/register_check.h"
#include "mod/risk/risk_private.h"
#include "mod/risk/risk_snapshot_store.h"

enum { ASKED_TOLD = 50, ASKED_PAGE = 500 }; /* looked at: some go round on a route */

static const struct notice_kind kinds[] = {{.name = "risk_asked", .usual = NOTICE_NOW}};

enum err risk_asked_tell(struct call *c, const struct reg_record *r)
{
    char id[UUID_TEXT_SIZE];
    enum approval_press press = PRESS_ROUTE;
    if (r->change != REG_TRANSITION || !reg_enters(r, "asked"))
        return ERR_OK;
    uuid_format(&r->uid, id);
    enum err e = approval_press_of(c, &REG_RISKS, id, &press);
    if (e != ERR_OK || press == PRESS_ROUTE)
        return e;
    const char *number = body_text(r->after, "number");
    const struct notice_arg args[] = {
        {"name", NOTICE_TEXT, body_text(r->after, "name")},
        {"number", NOTICE_TEXT, number},
        {"value", NOTICE_TEXT, mem_printf(c, "%d", (int)body_int(r->after, "value_now", 0))},
        {"until", NOTICE_DATE, body_text(r->after, "accepted_until")},
    };
    const struct notice_new notice = {.kind = &kinds[0],
        .subject = REG_RISKS.singular,
        .subject_uid = &r->uid,
        .path = mem_printf(c, "/risks/%s", number),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell_holders(c, &notice, &PERM_RISK_ACCEPT, r->unit_path);
}

/* ---- what waits for the caller ---- */

static const struct field asked_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "value_now", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "band",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .options = &OPTIONS_RISK_BAND},
};
static const struct shape SHAPE_ASKED = SHAPE("RiskAsked", asked_fields);
static const struct field list_fields[] = {{.key = "items",
    .type = FIELD_LIST,
    .flags = FIELD_REQUIRED,
    .shape = &SHAPE_ASKED,
    .max = ASKED_TOLD}};
static const struct shape SHAPE_LIST = SHAPE("RiskAskedList", list_fields);

static void write_asked(struct jw *w, const struct risk_asked *a)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&a->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", a->number);
    jw_kstr(w, "name", a->name);
    jw_kint(w, "value_now", a->value_now);
    jw_kstr(w, "band", a->band);
    jw_obj_end(w);
}

/* The largest ASKED_TOLD that wait for one press, however many larger ones go round. */
static enum err find_waiting(
    struct call *c, const char *units, struct risk_asked *ret, size_t *ret_n)
{
    size_t n = ASKED_PAGE, found = 0;
    enum err e = ERR_OK;
    for (int from = 0; e == ERR_OK && n == ASKED_PAGE && found < ASKED_TOLD; from += ASKED_PAGE) {
        struct risk_asked *asked = NULL;
        struct approval_case *cases = NULL;
        e = risk_asked_store_list(c, units, from, ASKED_PAGE, &asked, &cases, &n);
        if (e == ERR_OK)
            e = approval_cases(c, &REG_RISKS, cases, n);
        for (size_t i = 0; e == ERR_OK && i < n && found < ASKED_TOLD; i++)
            if (cases[i].waits)
                ret[found++] = asked[i];
    }
    *ret_n = found;
    return e;
}

static enum err api_decisions(struct req *r)
{
    struct call *c = &r->call;
    struct risk_asked waiting[ASKED_TOLD];
    size_t n = 0, n_paths = 0;
    enum err e = tx_begin_read(c);
    const char **paths = who_scope(c, c->who, &PERM_RISK_ACCEPT, &n_paths);
    if (e == ERR_OK)
        e = find_waiting(c, risk_snapshot_units(c, paths, n_paths), waiting, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_asked(&w, &waiting[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {{.method = METHOD_GET,
    .path = "/api/v1/risk-decisions",
    .op = "risk_decision_list",
    .perm = &PERM_RISK_ACCEPT,
    .handle = api_decisions,
    .answer = &SHAPE_LIST}};

const struct module module_risk_asked = {
    .name = "risk_asked", .routes = routes, .n_routes = 1, .notices = kinds, .n_notices = 1};
