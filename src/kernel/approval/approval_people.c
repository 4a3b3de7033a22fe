/* Whom a step of a round asks, and which route a record takes. */
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/auth/actor_store.h"
#include "kernel/i18n/msg.h"

#include <stdlib.h>
#include <string.h>

enum { ROUTE_DEPTH = 8 };

const char APPROVAL_WHO_DECIDES[] = "[{\"kind\":\"decide\"}]";

const struct approval_subject *approval_subject_of(const struct app *app, const char *reg)
{
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_approvals; i++)
            if (strcmp(app->modules[m]->approvals[i].reg->name, reg) == 0)
                return &app->modules[m]->approvals[i];
    return NULL;
}

/* ---- a record as routes see it ---- */

static struct rule_facts facts_of(
    const struct approval_subject *subject, const struct reg_record *record)
{
    const json_t *json = record->after;
    const json_t *money = subject->amount == NULL ? NULL : json_object_get(json, subject->amount);
    return (struct rule_facts){
        .path = record->unit_path == NULL ? "/" : record->unit_path,
        .has_amount = json_is_object(money),
        .amount = body_int(money, "amount", 0),
        .currency = body_text(money, "currency"),
        .class_key = subject->class_field == NULL ? NULL : body_text(json, subject->class_field),
    };
}

enum err approval_of_record(
    struct call *c, const char *reg, const char *id, struct approval_of *ret_of)
{
    struct approval_of of = {.subject = approval_subject_of(c->app, reg)};
    if (of.subject == NULL)
        return problem_set(c->problem, ERR_CONFLICT, "approval_no_subject");
    enum err e = reg_look(c, of.subject->reg, id, &of.record);
    if (e != ERR_OK)
        return e;
    of.facts = facts_of(of.subject, &of.record);
    *ret_of = of;
    return ERR_OK;
}

/* ---- people ---- */

enum err approval_may_read(struct call *c, const struct approval_subject *subject,
    int64_t account_id, const char *path, bool *ret_may)
{
    struct who who = {.org_id = db_org(c->db), .account_id = account_id};
    enum err e = actor_store_grants(c, &who);
    if (e == ERR_OK)
        *ret_may = who_may(&who, subject->reg->read, path == NULL ? "/" : path);
    return e;
}

static enum err by_decide(struct call *c, const struct perm *perm, const char *path,
    struct rule_candidate **all, size_t *n)
{
    enum err e = ERR_OK;
    for (int role = 0; role < ROLE_MAX && e == ERR_OK; role++)
        if (perm->roles & 1u << role)
            e = approval_store_by_role(c, role_key((enum role)role), path, all, n);
    return e;
}

static enum err by_person(
    struct call *c, const char *person, struct rule_candidate **all, size_t *n)
{
    int64_t id = 0;
    enum err e = approval_store_by_person(c, person, &id);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e; /* has left: nobody */
    *all = mem_grow(c, *all, struct rule_candidate, *n + 1);
    (*all)[(*n)++] = (struct rule_candidate){id, "/"};
    return ERR_OK;
}

static enum err candidates(struct call *c, const struct approval_subject *subject,
    const json_t *selector, const char *path, struct rule_candidate **all, size_t *n)
{
    const char *kind = body_text(selector, "kind");
    if (strcmp(kind, "person") == 0)
        return by_person(c, body_text(selector, "person"), all, n);
    if (strcmp(kind, "role") == 0)
        return approval_store_by_role(c, body_text(selector, "role"), path, all, n);
    if (strcmp(kind, "post") == 0)
        return approval_store_by_post(c, body_text(selector, "post"), path, all, n);
    return by_decide(c, subject->decide, path, all, n);
}

static void add_once(struct approval_ids *ids, int64_t id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->ids[i] == id)
            return;
    if (ids->n < APPROVAL_SEATS)
        ids->ids[ids->n++] = id;
}

/* Those who may read only; then the nearest of them. */
static enum err nearest(struct call *c, const struct approval_subject *subject, const char *path,
    const struct rule_ids *but, const struct rule_candidate *all, size_t n,
    struct approval_ids *ids)
{
    int64_t found[APPROVAL_SEATS];
    struct rule_candidate *able = mem_array(c, struct rule_candidate, n + 1);
    size_t n_able = 0;
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        bool may = false;
        e = approval_may_read(c, subject, all[i].account_id, path, &may);
        if (may)
            able[n_able++] = all[i];
    }
    size_t n_found = e == ERR_OK ? approval_nearest(able, n_able, path, but, found) : 0;
    for (size_t i = 0; i < n_found; i++)
        add_once(ids, found[i]);
    return e;
}

enum err approval_resolve(struct call *c, const struct approval_subject *subject, const char *who,
    const char *path, const struct rule_ids *but, struct approval_ids *ret_ids)
{
    json_t *list = NULL, *selector;
    size_t i;
    struct approval_ids ids = {.n = 0};
    enum err e = json_in_parse(c, who, strlen(who), ROUTE_DEPTH, c->problem, &list);
    if (e != ERR_OK)
        return e;
    json_array_foreach(list, i, selector)
    {
        struct rule_candidate *all = NULL;
        size_t n = 0;
        if (e == ERR_OK)
            e = candidates(c, subject, selector, path, &all, &n);
        if (e == ERR_OK)
            e = nearest(c, subject, path, but, all, n, &ids);
    }
    if (e == ERR_OK)
        *ret_ids = ids;
    return e;
}

enum err approval_only_one(
    struct call *c, const struct approval_of *of, int64_t account_id, bool *ret_only)
{
    const struct rule_ids but = {&account_id, 1};
    struct approval_ids others;
    enum err e =
        approval_resolve(c, of->subject, APPROVAL_WHO_DECIDES, of->facts.path, &but, &others);
    if (e == ERR_OK)
        *ret_only = others.n == 0;
    return e;
}

enum err approval_deciders(struct call *c, const struct approval_subject *subject, const char *path,
    int64_t **ret_ids, size_t *ret_n)
{
    struct rule_candidate *all = NULL;
    size_t n = 0, found = 0;
    enum err e = by_decide(c, subject->decide, path, &all, &n);
    int64_t *ids = mem_array(c, int64_t, n + 1);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        bool may = false;
        if (approval_among(&(struct rule_ids){ids, found}, all[i].account_id))
            continue;
        e = approval_may_read(c, subject, all[i].account_id, path, &may);
        if (may)
            ids[found++] = all[i].account_id;
    }
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = found;
    return ERR_OK;
}

/* ---- whom to seat ---- */

/* Whose writing it is, the sender among them. */
static struct rule_ids involved(struct call *c, const struct rule_eyes *eyes)
{
    int64_t *ids = mem_array(c, int64_t, eyes->n_writers + 1);
    size_t n = 0;
    for (size_t i = 0; i < eyes->n_writers; i++)
        ids[n++] = eyes->writers[i].account_id;
    ids[n++] = eyes->sender_id;
    return (struct rule_ids){ids, n};
}

enum err approval_seat_ids(struct call *c, const struct approval_subject *subject, const char *who,
    const char *path, const struct rule_eyes *eyes, struct approval_ids *ret_ids)
{
    const struct rule_ids all = involved(c, eyes), sender = {&eyes->sender_id, 1};
    enum err e = approval_resolve(c, subject, who, path, &all, ret_ids);
    return e == ERR_OK && ret_ids->n == 0
               ? approval_resolve(c, subject, who, path, &sender, ret_ids)
               : e;
}

/* ---- routes ---- */

static struct approval_route default_route(void)
{
    return (struct approval_route){.name = msg_get("ja", "approval.route.default"),
        .name_en = msg_get("en", "approval.route.default")};
}

static struct rule_condition *conditions_of(
    struct call *c, const struct approval_route *routes, size_t n)
{
    struct rule_condition *conditions = mem_array(c, struct rule_condition, n + 1);
    for (size_t i = 0; i < n; i++)
        conditions[i] = routes[i].condition;
    return conditions;
}

enum err approval_conditions(
    struct call *c, const char *reg, struct rule_condition **ret_conditions, size_t *ret_n)
{
    struct approval_route *routes = NULL;
    enum err e = approval_store_routes(c, reg, &routes, ret_n);
    if (e == ERR_OK)
        *ret_conditions = conditions_of(c, routes, *ret_n);
    return e;
}

enum err approval_route_of(
    struct call *c, const struct approval_of *of, struct approval_route *ret_route)
{
    struct approval_route *all = NULL;
    size_t n = 0;
    enum err e = approval_store_routes(c, of->subject->reg->name, &all, &n);
    if (e != ERR_OK)
        return e;
    int at = approval_route_choose(conditions_of(c, all, n), n, &of->facts);
    *ret_route = at < 0 ? default_route() : all[at];
    return ERR_OK;
}

static const char *dumped(struct call *c, const json_t *json)
{
    if (json == NULL || json_is_null(json))
        return NULL;
    char *text = json_dumps(json, JSON_COMPACT);
    const char *copy = mem_strdup(c, text);
    free(text);
    return copy;
}

static struct approval_step step_of(struct call *c, const json_t *json, int no)
{
    struct approval_step s = {.no = no,
        .name = body_text(json, "name"),
        .name_en = body_text(json, "name_en"),
        .count = (int)body_int(json, "count", 0),
        .days = (int)body_int(json, "days", 0),
        .who = dumped(c, json_object_get(json, "who")),
        .escalate = dumped(c, json_object_get(json, "escalate"))};
    approval_need_parse(body_text(json, "need"), &s.need);
    return s;
}

enum err approval_route_steps(
    struct call *c, const struct approval_route *route, struct approval *a)
{
    json_t *list = NULL;
    a->steps = mem_array(c, struct approval_step, APPROVAL_STEPS);
    if (route->id == 0) {
        a->steps[0] = (struct approval_step){.no = 1,
            .name = msg_get("ja", "approval.step.default"),
            .name_en = msg_get("en", "approval.step.default"),
            .need = NEED_ANY,
            .who = APPROVAL_WHO_DECIDES};
        a->n_steps = 1;
        return ERR_OK;
    }
    enum err e =
        json_in_parse(c, route->steps, strlen(route->steps), ROUTE_DEPTH, c->problem, &list);
    a->n_steps = e == ERR_OK ? json_array_size(list) : 0;
    for (size_t i = 0; i < a->n_steps; i++)
        a->steps[i] = step_of(c, json_array_get(list, i), (int)i + 1);
    return e;
}

/* ---- what sending would begin ---- */

static enum err seat_all(struct call *c, struct approval_step *s, const int64_t *ids, size_t n)
{
    s->seats = mem_array(c, struct approval_seat, n + 1);
    s->n_seats = 0;
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        struct approval_seat *seat = &s->seats[s->n_seats++];
        e = approval_store_person(c, ids[i], &seat->who, &seat->enabled);
    }
    return e;
}

static enum err fill_step(struct call *c, const struct approval_of *of, struct approval *a,
    struct approval_step *s, const struct rule_eyes *eyes)
{
    struct approval_ids ids;
    enum err e = approval_seat_ids(c, of->subject, s->who, of->facts.path, eyes, &ids);
    if (e == ERR_OK && ids.n == 0 && a->alone)
        return seat_all(c, s, &eyes->sender_id, 1);
    if (e == ERR_OK && ids.n == 0)
        return problem_set_arg(c->problem, ERR_CONFLICT, "approval_nobody", s->name);
    return e == ERR_OK ? seat_all(c, s, ids.ids, ids.n) : e;
}

/* Somebody who is asked must be able to end the round: who has not written what is decided on, or
 * nobody decides rather. */
static enum err check_eyes(struct call *c, const struct approval *a, const struct rule_eyes *eyes)
{
    struct approval_ids rather = {.n = 0};
    for (size_t i = 0; i < a->n_steps && !a->alone; i++)
        for (size_t k = 0; k < a->steps[i].n_seats; k++) {
            int64_t id = a->steps[i].seats[k].who.id;
            bool wrote = approval_wrote(eyes->writers, eyes->n_writers, id);
            rather.n = wrote ? approval_rather(eyes, id, rather.ids) : 0;
            if (rather.n == 0)
                return ERR_OK;
        }
    return a->alone ? ERR_OK
                    : problem_set_arg(
                          c->problem, ERR_CONFLICT, "approval_wrote", approval_names(c, &rather));
}

/* Alone is who nobody else could approve for, on the default route: a route that the organisation
 * has set is for several people, so there a gap is told instead. */
static enum err see_if_alone(
    struct call *c, const struct approval_of *of, int64_t drafter_id, struct approval *a)
{
    bool may = false;
    if (a->route_id != 0)
        return ERR_OK;
    enum err e = approval_only_one(c, of, drafter_id, &a->alone);
    if (e == ERR_OK && a->alone)
        e = approval_may_read(c, of->subject, drafter_id, of->facts.path, &may);
    a->alone = a->alone && may && who_may(c->who, of->subject->decide, of->facts.path);
    return e;
}

enum err approval_plan(
    struct call *c, const struct approval_of *of, int64_t drafter_id, struct approval *ret_a)
{
    struct approval_route route;
    struct rule_eyes eyes;
    const json_t *json = of->record.after;
    struct approval a = {.reg = of->subject->reg->name,
        .record_id = of->record.id,
        .record_uid = of->record.uid,
        .record_number = body_text(json, "number"),
        .title = body_text(json, of->subject->reg->title),
        .unit_id = of->record.unit_id,
        .unit_path = of->record.unit_path,
        .has_amount = of->facts.has_amount,
        .amount = of->facts.amount,
        .currency = of->facts.currency,
        .step = 1,
        .cycle = 1,
        .sent_ms = c->now_ms};
    bool enabled = false;
    enum err e = approval_route_of(c, of, &route);
    if (e != ERR_OK)
        return e;
    a.route_id = route.id;
    a.route_name = route.name;
    a.route_name_en = route.name_en;
    a.restarts = route.restarts;
    e = approval_route_steps(c, &route, &a);
    if (e == ERR_OK)
        e = approval_store_person(c, drafter_id, &a.drafter, &enabled);
    if (e == ERR_OK)
        e = see_if_alone(c, of, drafter_id, &a);
    if (e == ERR_OK)
        e = approval_eyes_of(c, of, drafter_id, &eyes);
    for (size_t i = 0; i < a.n_steps && e == ERR_OK; i++)
        e = fill_step(c, of, &a, &a.steps[i], &eyes);
    if (e == ERR_OK)
        e = check_eyes(c, &a, &eyes);
    if (e == ERR_OK)
        *ret_a = a;
    return e;
}
