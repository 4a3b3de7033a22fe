/* Decisions of a case, for who deals with it. */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident.h"
#include "mod/ruling/ruling_private.h"

#include <stdlib.h>

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_RULING,
        .max = LIMIT_RULINGS},
};
const struct shape SHAPE_RULING_LIST = SHAPE("RulingList", list_fields);

static const struct field reason_fields[] = {
    {.key = "reason",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = RULING_WORDS},
};
const struct shape SHAPE_RULING_REASON = SHAPE("RulingReason", reason_fields);

const char *ruling_said(struct call *c, const json_t *body, const char *key, bool must)
{
    const char *start = NULL, *text = body_text(body, key);
    size_t len = text == NULL ? 0 : utf8_trim(text, &start);
    if (len == 0 && must)
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
    return len == 0 ? NULL : mem_strndup(c, start, len);
}

enum err ruling_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
    if (e == ERR_OK && !who_may(c->who, perm, ret_incident->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e;
}

enum err ruling_list(struct req *r)
{
    struct reg_record incident;
    struct ruling *list = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = ruling_case(r, &PERM_RULING_READ, &incident);
    if (e == ERR_OK)
        e = ruling_store_list(&r->call, incident.id, &list, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        ruling_write(&w, &list[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

enum err ruling_open(struct req *r, struct reg_record *ret_incident, struct ruling *ret_ruling)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = ruling_case(r, &PERM_RULING_ASK, ret_incident);
    if (e == ERR_OK)
        e = incident_hold(c, ret_incident->id);
    if (e == ERR_OK)
        e = ruling_store_get(
            c, ret_incident->id, strtoll(req_param(r, "no"), NULL, 10), ret_ruling);
    if (e == ERR_OK && ret_ruling->state != RULING_ASKED)
        e = problem_set(c->problem, ERR_CONFLICT, "ruling_over");
    return e;
}

static enum err end(struct req *r, enum ruling_state state)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct ruling ruling;
    const char *reason = ruling_said(c, r->body, "reason", true);
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = ruling_open(r, &incident, &ruling);
    if (e == ERR_OK && state == RULING_OVERRIDDEN && ruling.decider.id == c->who->person_id)
        e = problem_set(c->problem, ERR_CONFLICT, "ruling_own");
    if (e != ERR_OK)
        return e;
    ruling.state = state;
    ruling.answer = reason;
    ruling.ended_ms = c->now_ms;
    ruling.ended_name = c->who->name;
    e = ruling_store_end(c, &ruling);
    if (e == ERR_OK)
        e = ruling_tell_ended(c, &incident, &ruling);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    ruling_write(&w, &ruling);
    return tx_commit(c);
}

enum err ruling_override_post(struct req *r)
{
    return end(r, RULING_OVERRIDDEN);
}

enum err ruling_withdraw_post(struct req *r)
{
    return end(r, RULING_WITHDRAWN);
}
