/* Reports that wait to be made: on the first page, in the calendar of whoever runs the case, and
 * told when the time is near or over. Exercises and cases that turned out to be none are in none of
 * it; what is kept to readers only in theirs, and calendars and notices say its number only. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/http/req.h"
#include "kernel/i18n/msg.h"
#include "kernel/notice/notice_store.h"
#include "mod/duty/duty_private.h"
#include "mod/incident/incident.h"

#include <stdlib.h>
#include <string.h>

enum { SOON_MS = 24 * 60 * 60 * 1000, TOLD_SOON = 1, TOLD_LATE = 2 };

struct waiting {
    struct case_duty *duties;
    size_t n;
    struct incident_seen *cases;
    size_t n_cases;
};

static const struct incident_seen *case_of(const struct waiting *all, int64_t incident_id)
{
    for (size_t i = 0; i < all->n_cases; i++)
        if (all->cases[i].id == incident_id)
            return &all->cases[i];
    return NULL;
}

static bool late(const struct call *c, const struct case_duty *duty)
{
    return duty->due_ms != 0 && duty->due_ms < c->now_ms;
}

/* A first report without a term waits until the final one is due: that is whose day it is. */
static bool promptly(const struct case_duty *duty)
{
    return strcmp(duty->waits, "first") == 0 && duty->clock.first_ms == 0;
}

/* With the cases of them that the caller may read. */
static enum err with_cases(struct call *c, struct waiting *all)
{
    int64_t *ids = mem_array(c, int64_t, all->n + 1);
    for (size_t i = 0; i < all->n; i++)
        ids[i] = all->duties[i].incident_id;
    return incident_seen_of(c, ids, all->n, &all->cases, &all->n_cases);
}

static enum err waiting_of(struct call *c, struct waiting *ret_waiting)
{
    struct waiting all = {.n = 0};
    enum err e = duty_store_waiting(c, LIMIT_WAITING_DUTIES, &all.duties, &all.n);
    if (e == ERR_OK)
        e = with_cases(c, &all);
    if (e == ERR_OK)
        *ret_waiting = all;
    return e;
}

/* ---- the first page ---- */

static void write_one(struct call *c, struct jw *w, const struct case_duty *duty,
    const struct incident_seen *incident)
{
    jw_obj_begin(w);
    jw_kstr(w, "incident", incident->number);
    jw_kstr(w, "incident_title", incident->title);
    jw_kstr(w, "title", body_text(duty->terms, "title"));
    jw_kstr(w, "authority", body_text(duty->terms, "authority"));
    jw_kstr(w, "waits", duty->waits);
    const int64_t due_ms = promptly(duty) ? 0 : duty->due_ms;
    jw_kinstant(w, "due", due_ms);
    jw_kstr(w, "due_day", duty_day(c, duty->terms, due_ms));
    jw_kstr(w, "zone", duty_zone(c, duty->terms));
    jw_kbool(w, "late", late(c, duty));
    jw_obj_end(w);
}

enum err duty_waiting_get(struct req *r)
{
    struct call *c = &r->call;
    struct waiting all;
    int64_t n_late = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = waiting_of(c, &all);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < all.n; i++) {
        const struct incident_seen *incident = case_of(&all, all.duties[i].incident_id);
        if (incident == NULL)
            continue;
        n_late += late(c, &all.duties[i]);
        write_one(c, &w, &all.duties[i], incident);
    }
    jw_arr_end(&w);
    jw_kint(&w, "late", n_late);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- the calendar ---- */

static void add_event(struct call *c, struct calendar *calendar, const struct case_duty *duty,
    const struct incident_seen *incident)
{
    const char *day = duty_day(c, duty->terms, duty->due_ms);
    const struct msg_arg args[] = {{"case", incident->number},
        {"title", incident->secret ? "" : body_text(duty->terms, "title")}};
    if (day == NULL)
        return;
    calendar_add(c, calendar,
        &(struct calendar_event){
            .uid = calendar_uid(c, "case_duty", &duty->uid, duty->waits),
            .day = day,
            .title = msg_format(c, c->lang,
                incident->secret ? "calendar.case_duty.secret" : "calendar.case_duty", args, 2),
            .path = mem_printf(c, "/incidents/%s", incident->number),
            .changed_ms = duty->decided_ms,
            .sequence = duty->version,
        });
}

enum err duty_calendar(struct call *c, struct calendar *calendar)
{
    struct waiting all;
    if (!who_holds(c->who, &PERM_CASE_DUTY_WRITE))
        return ERR_OK;
    enum err e = waiting_of(c, &all);
    for (size_t i = 0; e == ERR_OK && i < all.n; i++) {
        const struct incident_seen *incident = case_of(&all, all.duties[i].incident_id);
        if (incident != NULL && who_may(c->who, &PERM_CASE_DUTY_WRITE, incident->unit_path))
            add_event(c, calendar, &all.duties[i], incident);
    }
    return e;
}

/* ---- notices ---- */

const struct notice_kind duty_notices[DUTY_NOTICES] = {
    [DUTY_NOTICE_SOON] = {.name = "case_duty_soon", .usual = NOTICE_NOW},
    [DUTY_NOTICE_LATE] = {.name = "case_duty_late", .usual = NOTICE_NOW},
    [DUTY_NOTICE_PROMPT] = {.name = "case_duty_prompt", .usual = NOTICE_NOW},
};

static int64_t step_of(const struct call *c, const struct case_duty *duty)
{
    if (late(c, duty))
        return TOLD_LATE;
    bool soon = duty->due_ms != 0 && duty->due_ms <= c->now_ms + SOON_MS;
    return soon ? TOLD_SOON : duty->reminded - 1;
}

static const struct notice_kind *kind_of(int64_t step)
{
    return &duty_notices[step < 0            ? DUTY_NOTICE_PROMPT
                         : step == TOLD_LATE ? DUTY_NOTICE_LATE
                                             : DUTY_NOTICE_SOON];
}

/* As the call's own account: runs the case, and may open it. */
static enum err may_run(struct call *c, const void *arg, bool *ret_may)
{
    const struct incident_seen *incident = arg;
    struct incident_seen *seen = NULL;
    size_t n = 0;
    *ret_may = false;
    if (!who_may(c->who, &PERM_CASE_DUTY_WRITE, incident->unit_path))
        return ERR_OK;
    enum err e = incident_seen_of(c, &incident->id, 1, &seen, &n);
    *ret_may = n > 0;
    return e;
}

/* Of everybody who could run cases there, those who may open this one. */
static enum err receivers(
    struct call *c, const struct incident_seen *incident, int64_t **ret_accounts, size_t *ret_n)
{
    int64_t *all = NULL;
    size_t n_all = 0, n = 0;
    enum err e = notice_store_holders(c, &PERM_CASE_DUTY_WRITE, incident->unit_path, &all, &n_all);
    if (e != ERR_OK || !incident->secret) {
        *ret_accounts = all;
        *ret_n = n_all;
        return e;
    }
    int64_t *some = mem_array(c, int64_t, n_all + 1);
    for (size_t i = 0; e == ERR_OK && i < n_all; i++) {
        bool may = false;
        e = actor_asks(c, all[i], may_run, incident, &may);
        if (may)
            some[n++] = all[i];
    }
    *ret_accounts = some;
    *ret_n = n;
    return e;
}

/* The end of a day is told as its last minute: people read 0:00 as the day before. */
static int64_t told_ms(const struct call *c, const struct case_duty *duty)
{
    struct date day;
    int64_t end_ms = 0;
    const char *text = duty_day(c, duty->terms, duty->due_ms);
    bool whole = text != NULL && date_parse(text, &day) &&
                 clock_day_end(day, duty_zone(c, duty->terms), &end_ms) && end_ms == duty->due_ms;
    return whole ? duty->due_ms - INT64_C(60000) : duty->due_ms;
}

static enum err tell(struct call *c, const struct case_duty *duty,
    const struct incident_seen *incident, int64_t step)
{
    int64_t *accounts = NULL;
    char due[INSTANT_TEXT_SIZE];
    size_t n = 0;
    enum err e = receivers(c, incident, &accounts, &n);
    if (step > 0)
        instant_format(told_ms(c, duty), due);
    const struct notice_arg args[] = {{"case", NOTICE_TEXT, incident->number},
        {"title", incident->secret ? NOTICE_MESSAGE : NOTICE_TEXT,
            incident->secret ? "duty.secret" : body_text(duty->terms, "title")},
        {"part", NOTICE_MESSAGE,
            mem_printf(c, "enum.duty_part.%s", promptly(duty) ? "final" : duty->waits)},
        {"due", NOTICE_INSTANT, due}};
    const struct notice_new notice = {.kind = kind_of(step),
        .subject = REG_INCIDENTS.singular,
        .subject_uid = &incident->uid,
        .path = mem_printf(c, "/incidents/%s", incident->number),
        .args = args,
        .n_args = sizeof args / sizeof args[0] - (step < 0)}; /* without a term no day is due */
    return e == ERR_OK ? notice_tell(c, &notice, accounts, n) : e;
}

static enum err to_remind(struct call *c, struct waiting *ret_waiting)
{
    struct waiting all = {.n = 0};
    enum err e = duty_store_to_remind(
        c, c->now_ms, c->now_ms + SOON_MS, LIMIT_WAITING_DUTIES, &all.duties, &all.n);
    if (e == ERR_OK)
        e = with_cases(c, &all);
    if (e == ERR_OK)
        *ret_waiting = all;
    return e;
}

/* In a transaction of its own: what has been reported meanwhile waits no more. Of an exercise, or
 * of a case that turned out to be none, nobody is told. */
static enum err remind_one(struct call *c, int64_t duty_id)
{
    struct waiting all = {.n = 0};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = to_remind(c, &all);
    for (size_t i = 0; e == ERR_OK && i < all.n; i++) {
        const struct case_duty *duty = &all.duties[i];
        const struct incident_seen *incident = case_of(&all, duty->incident_id);
        if (duty->id != duty_id)
            continue;
        if (incident != NULL)
            e = tell(c, duty, incident, step_of(c, duty));
        if (e == ERR_OK)
            e = duty_store_reminded(c, duty->id, step_of(c, duty));
        if (e == ERR_OK)
            e = tx_commit_unaudited(c); /* nothing of the case has changed */
        break;
    }
    tx_abort(c);
    return e;
}

enum err duty_remind(struct call *c, struct job *job)
{
    struct waiting all = {.n = 0};
    (void)job;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = to_remind(c, &all);
    tx_abort(c);
    for (size_t i = 0; e == ERR_OK && i < all.n; i++)
        e = remind_one(c, all.duties[i].id);
    return e;
}
