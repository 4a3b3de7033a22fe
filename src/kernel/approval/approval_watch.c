/* What changes of records mean to rounds. */
#include "base/mem.h"
#include "kernel/approval/approval_private.h"

#include <string.h>

static bool is(const char *action, const char *name)
{
    return name != NULL && strcmp(action, name) == 0;
}

static bool ends_round(const struct approval_subject *s, const struct reg_record *record)
{
    return is(record->action, s->approve) || is(record->action, s->reject);
}

static const struct approval_voices nobody = {.n = 0};

static enum err press_of(struct call *c, const struct approval_of *of,
    struct approval_route *ret_route, struct approval_own *ret_own, enum approval_press *ret_press)
{
    enum err e = approval_route_of(c, of, ret_route);
    if (e != ERR_OK)
        return e;
    *ret_press = ret_route->id != 0 ? PRESS_ROUTE : PRESS_MAY;
    if (ret_route->id != 0)
        return ERR_OK;
    e = approval_own_of(c, of, &nobody, ret_own);
    if (e == ERR_OK && ret_own->rather.n > 0)
        *ret_press = PRESS_OWN;
    return e;
}

enum err approval_press_of(
    struct call *c, const struct reg_def *def, const char *id, enum approval_press *ret_press)
{
    struct approval_route route;
    struct approval_of of;
    struct approval_own own;
    enum err e = approval_of_record(c, def->name, id, &of);
    return e == ERR_OK ? press_of(c, &of, &route, &own, ret_press) : e;
}

/* A decision at one press: only where no route is set, and not on one's own writing. */
static enum err check_at_once(
    struct call *c, const struct approval_subject *s, const struct reg_record *record)
{
    struct approval_route route;
    struct approval_of of;
    struct approval_own own = {.wrote = false};
    char uid[UUID_TEXT_SIZE];
    enum approval_press press = PRESS_MAY;
    uuid_format(&record->uid, uid);
    enum err e = approval_of_record(c, s->reg->name, uid, &of);
    if (e == ERR_OK)
        e = press_of(c, &of, &route, &own, &press);
    if (e == ERR_OK && press == PRESS_ROUTE)
        e = problem_set_arg(c->problem, ERR_CONFLICT, "approval_route", route.name);
    if (e == ERR_OK && press == PRESS_OWN && is(record->action, s->approve))
        e = approval_refuse_own(c, &own);
    return e;
}

/* A state that a round has brought about, and that is no longer there after an update: only what
 * takes a bulk edit back sets states without a transition. The round stays, so does its state. */
static bool takes_decision_back(const struct approval_subject *s, const struct reg_record *record)
{
    const struct reg_def *def = record->def;
    const char *before = body_text(record->before, def->state_field);
    const char *after = body_text(record->after, def->state_field);
    if (record->change != REG_UPDATE || before == NULL || after == NULL ||
        strcmp(before, after) == 0)
        return false;
    for (size_t i = 0; i < def->n_transitions; i++) {
        const struct reg_transition *t = &def->transitions[i];
        bool decides = is(t->action, s->approve) || is(t->action, s->reject);
        if (decides && strcmp(t->from, after) == 0 && strcmp(t->to, before) == 0)
            return true;
    }
    return false;
}

static enum err hold(struct call *c, int64_t live)
{
    struct approval a;
    return live == 0 ? ERR_OK : approval_store_by_id(c, live, true, &a);
}

static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t live = 0;
    if (record->change == REG_CREATE || record->change == REG_RESTORE || record->decided)
        return ERR_OK;
    const struct approval_subject *s = approval_subject_of(c->app, record->def->name);
    if (s == NULL)
        return ERR_OK;
    if (takes_decision_back(s, record))
        return problem_set(c->problem, ERR_CONFLICT, "approval_decided");
    enum err e = approval_store_live(c, record->def->name, record->id, &live);
    if (record->change != REG_TRANSITION) /* locked in the order in which deciding locks */
        return e == ERR_OK ? hold(c, live) : e;
    if (e == ERR_OK && live != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "approval_open");
    if (e == ERR_OK && !c->who->system && ends_round(s, record))
        e = check_at_once(c, s, record);
    return e;
}

static enum err touched(struct call *c, const char *reg, int64_t record_id, bool gone)
{
    int64_t live = 0;
    struct approval a;
    enum err e = approval_store_live(c, reg, record_id, &live);
    if (e != ERR_OK || live == 0)
        return e;
    e = approval_load_id(c, live, true, &a);
    return e == ERR_OK ? approval_changed(c, &a, gone) : e;
}

enum err approval_hold(struct call *c, const struct reg_def *def, int64_t record_id)
{
    int64_t live = 0;
    enum err e = approval_store_live(c, def->name, record_id, &live);
    return e == ERR_OK ? hold(c, live) : e;
}

enum err approval_touched(struct call *c, const struct reg_def *def, int64_t record_id)
{
    if (approval_subject_of(c->app, def->name) == NULL)
        return ERR_OK;
    enum err e = approval_wrote_beside(c, def, record_id);
    return e == ERR_OK ? touched(c, def->name, record_id, false) : e;
}

static enum err ended(
    struct call *c, const struct approval_subject *s, const struct reg_record *record)
{
    bool approves = is(record->action, s->approve);
    enum err e = ERR_OK;
    if (!c->who->system && !record->decided)
        e = approval_at_once(c, record, s, approves ? DECISION_APPROVE : DECISION_REJECT);
    return e == ERR_OK && approves ? approval_store_written_off(c, record->def->name, record->id)
                                   : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_CREATE || record->change == REG_RESTORE)
        return ERR_OK;
    const struct approval_subject *s = approval_subject_of(c->app, record->def->name);
    if (s == NULL)
        return ERR_OK;
    if (record->change == REG_TRANSITION)
        return ends_round(s, record) ? ended(c, s, record) : ERR_OK;
    enum err e = approval_written(c, record); /* before whoever is asked anew is sought */
    return e == ERR_OK && !record->decided
               ? touched(c, record->def->name, record->id, record->change == REG_DELETE)
               : e;
}

static enum err purge(struct call *c, const struct reg_def *def, int64_t id)
{
    return approval_subject_of(c->app, def->name) == NULL
               ? ERR_OK
               : approval_store_written_off(c, def->name, id);
}

const struct reg_watch approval_watch = {.check = check, .apply = apply, .purge = purge};
