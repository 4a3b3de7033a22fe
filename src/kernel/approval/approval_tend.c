/* What time brings to rounds: people leave, deadlines pass. A job looks every ten minutes. */
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/audit/tx.h"

#include <string.h>

enum { PAGE = 200 };

static enum err system_event(
    struct call *c, const struct approval *a, const char *kind, const char *instead_of)
{
    const struct reg_def *def = app_register(c->app, a->reg);
    const struct approval_event event = {.kind = kind,
        .who = {.name = ""},
        .step = a->step,
        .to_step = -1,
        .instead_of = instead_of};
    enum err e = approval_store_event(c, a->id, &event);
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s, s:s, s:s?}", "approval", a->number, "step",
        a->steps[a->step - 1].name, "instead_of", instead_of);
    audit_add(c, &(struct audit_entry){.action = mem_printf(c, "approval_%s", kind),
                     .subject = def->singular,
                     .subject_id = a->record_id,
                     .subject_uid = &a->record_uid,
                     .unit_id = a->unit_id,
                     .after = after});
    json_decref(after);
    return ERR_OK;
}

/* Adds those a selector names who have no seat in the step yet; *n grows by how many. */
static enum err ask_more(
    struct call *c, const struct approval *a, const char *who, bool escalated, size_t *n)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    const struct approval_step *s = &a->steps[a->step - 1];
    const char *path = a->unit_path == NULL ? "/" : a->unit_path;
    struct approval_ids ids = {.n = 0};
    struct rule_eyes eyes;
    enum err e = approval_round_eyes(c, a, &eyes);
    if (e == ERR_OK && who != NULL)
        e = approval_seat_ids(c, subject, who, path, &eyes, &ids);
    for (size_t i = 0; i < ids.n && e == ERR_OK; i++) {
        struct approval_person person;
        bool enabled, there = false;
        for (size_t k = 0; k < s->n_seats; k++)
            there = there || s->seats[k].who.id == ids.ids[i];
        if (there)
            continue;
        e = approval_store_person(c, ids.ids[i], &person, &enabled);
        if (e == ERR_OK)
            e = approval_store_seat_add(c, a->id, a->step, &person, escalated);
        *n += e == ERR_OK;
    }
    return e;
}

/* ---- people leave ---- */

/* Who may no longer sign in or read the record. */
static enum err has_left(
    struct call *c, const struct approval *a, const struct approval_seat *seat, bool *ret_left)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    bool may = false;
    *ret_left = !seat->enabled;
    if (seat->decision != DECISION_NONE || *ret_left) {
        *ret_left = *ret_left && seat->decision == DECISION_NONE;
        return ERR_OK;
    }
    enum err e = approval_may_read(c, subject, seat->who.id, a->unit_path, &may);
    *ret_left = !may;
    return e;
}

/* When nobody is left to ask: whom the step names now, else whom it escalates to, else whoever may
 * decide at all. Somebody presses last; no round ends by a departure. */
static enum err replace(struct call *c, const struct approval *a)
{
    const struct approval_step *s = &a->steps[a->step - 1];
    size_t n = 0;
    enum err e = ask_more(c, a, s->who, false, &n);
    if (e == ERR_OK && n == 0)
        e = ask_more(c, a, s->escalate, true, &n);
    if (e == ERR_OK && n == 0)
        e = ask_more(c, a, APPROVAL_WHO_DECIDES, true, &n);
    return e;
}

static enum err tend_people(struct call *c, struct approval *a, bool *changed)
{
    const struct approval_step *s = &a->steps[a->step - 1];
    size_t waiting = 0, gone = 0;
    enum err e = ERR_OK;
    for (size_t i = 0; i < s->n_seats && e == ERR_OK; i++) {
        bool left = false;
        e = has_left(c, a, &s->seats[i], &left);
        waiting += s->seats[i].decision == DECISION_NONE && !left;
        if (e != ERR_OK || !left)
            continue;
        gone++;
        e = approval_store_seat_remove(c, a->id, a->step, s->seats[i].who.id);
        if (e == ERR_OK)
            e = system_event(c, a, "leave", s->seats[i].who.name);
    }
    if (e == ERR_OK && (gone > 0 || s->n_seats == 0) && waiting == 0) {
        e = replace(c, a);
        if (e == ERR_OK)
            e = approval_tell_asked(c, a->id);
        gone++;
    }
    *changed = *changed || gone > 0;
    return e;
}

/* ---- deadlines pass ---- */

static enum err tend_deadline(struct call *c, struct approval *a, bool *changed)
{
    const struct approval_step *s = &a->steps[a->step - 1];
    char today[DATE_TEXT_SIZE];
    size_t n = 0;
    approval_today(c, today);
    if (s->due == NULL || strcmp(today, s->due) <= 0 || s->escalated_ms != 0)
        return ERR_OK;
    enum err e = ask_more(c, a, s->escalate, true, &n);
    if (e == ERR_OK)
        e = approval_store_step_escalated(c, a->id, a->step);
    *changed = true;
    if (e == ERR_OK)
        e = n > 0 ? approval_tell_asked(c, a->id) : approval_tell_late(c, a);
    return e == ERR_OK ? system_event(c, a, n > 0 ? "escalate" : "late", NULL) : e;
}

enum err approval_tend(struct call *c, struct approval *a, bool *ret_changed)
{
    bool changed = false;
    if (a->state != APPROVAL_OPEN || a->step < 1 || (size_t)a->step > a->n_steps)
        return ERR_OK;
    enum err e = tend_people(c, a, &changed);
    if (e == ERR_OK && changed)
        e = approval_store_steps(c, a);
    if (e == ERR_OK)
        e = tend_deadline(c, a, &changed);
    if (e == ERR_OK)
        *ret_changed = changed;
    return e;
}

/* ---- the job ---- */

/* What can be mended only by people is left for the next time. */
static enum err tend_one(struct call *c, int64_t id)
{
    struct approval a;
    bool changed = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = approval_load_id(c, id, true, &a);
    if (e == ERR_OK)
        e = approval_tend(c, &a, &changed);
    if (e == ERR_OK && changed)
        e = tx_commit(c);
    tx_abort(c);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err approval_days_run(struct call *c)
{
    int64_t after = 0;
    size_t n = PAGE;
    enum err e = ERR_OK;
    while (n == PAGE && e == ERR_OK) {
        int64_t *ids = NULL;
        e = tx_begin_read(c);
        if (e == ERR_OK)
            e = approval_store_going(c, after, PAGE, &ids, &n);
        tx_abort(c);
        for (size_t i = 0; i < n && e == ERR_OK; i++)
            e = tend_one(c, after = ids[i]);
    }
    return e;
}
