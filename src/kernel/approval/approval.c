/* Rounds of approval: how they begin, go on and end. */
#include "base/json_in.h"
#include "base/mem.h"
#include "base/workday.h"
#include "kernel/approval/approval_private.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"

#include <stdlib.h>
#include <string.h>

enum { CONTENT_DEPTH = 24 };

void approval_today(const struct call *c, char ret_today[DATE_TEXT_SIZE])
{
    struct date day = {1970, 1, 1};
    clock_day_in_zone(c->now_ms, c->org.zone, &day);
    date_format(day, ret_today);
}

/* ---- what is decided on ---- */

/* The fields of a record without what the program or its state machine sets. */
static json_t *fields_of(const struct reg_record *record)
{
    const struct reg_def *def = record->def;
    json_t *out = json_object();
    for (size_t i = 0; i < def->n_fields; i++) {
        const char *key = def->fields[i].key;
        bool state = def->state_field != NULL && strcmp(key, def->state_field) == 0;
        json_t *value = json_object_get(record->after, key);
        if (!state && !(def->fields[i].flags & FIELD_READONLY) && !json_is_null(value))
            json_object_set(out, key, value);
    }
    if (json_object_get(record->after, "unit") != NULL)
        json_object_set(out, "unit", json_object_get(record->after, "unit"));
    return out;
}

enum err approval_content(
    struct call *c, const struct approval_of *of, const char **ret_text, struct digest *ret_digest)
{
    char uid[UUID_TEXT_SIZE];
    json_t *json = NULL;
    enum err e = ERR_OK;
    uuid_format(&of->record.uid, uid);
    if (of->subject->freeze != NULL)
        e = of->subject->freeze(c, uid, &json);
    else
        json_in_keep(c, json = fields_of(&of->record));
    if (e == ERR_OK && of->subject->beside != NULL)
        e = of->subject->beside(c, &of->record, json);
    if (e != ERR_OK)
        return e;
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    *ret_text = mem_strdup(c, text);
    *ret_digest = digest_of(text, strlen(text));
    free(text);
    return ERR_OK;
}

enum err approval_frozen(
    struct call *c, const struct reg_def *def, int64_t record_id, json_t **ret_content)
{
    int64_t id = 0;
    const char *text = NULL;
    *ret_content = NULL;
    if (approval_subject_of(c->app, def->name) == NULL)
        return ERR_OK;
    enum err e = approval_store_live(c, def->name, record_id, &id);
    if (e == ERR_OK && id != 0)
        e = approval_store_content(c, id, &text);
    if (e != ERR_OK || text == NULL)
        return e;
    return json_in_parse(c, text, strlen(text), CONTENT_DEPTH, c->problem, ret_content);
}

/* ---- loading ---- */

enum err approval_load(struct call *c, const char *id, bool lock, struct approval *ret_a)
{
    enum err e = approval_store_find(c, id, lock, ret_a);
    return e == ERR_OK ? approval_store_steps(c, ret_a) : e;
}

enum err approval_load_id(struct call *c, int64_t id, bool lock, struct approval *ret_a)
{
    enum err e = approval_store_by_id(c, id, lock, ret_a);
    return e == ERR_OK ? approval_store_steps(c, ret_a) : e;
}

struct rule_round approval_rule(struct call *c, const struct approval *a)
{
    struct rule_step *steps = mem_array(c, struct rule_step, a->n_steps + 1);
    for (size_t i = 0; i < a->n_steps; i++) {
        const struct approval_step *s = &a->steps[i];
        struct rule_seat *seats = mem_array(c, struct rule_seat, s->n_seats + 1);
        for (size_t k = 0; k < s->n_seats; k++)
            seats[k] = (struct rule_seat){
                s->seats[k].who.id, s->seats[k].escalated, s->seats[k].decision, s->seats[k].by.id};
        steps[i] = (struct rule_step){s->need, s->count, seats, s->n_seats};
    }
    return (struct rule_round){a->state, a->step, steps, a->n_steps, a->drafter.id, a->alone};
}

enum err approval_my_right(struct call *c, const struct approval *a, enum approval_right *ret_right,
    size_t *ret_seat, enum approval_as *ret_as)
{
    char today[DATE_TEXT_SIZE];
    struct rule_deputy *deputies = NULL;
    size_t n = 0;
    struct rule_round rule = approval_rule(c, a);
    approval_today(c, today);
    enum err e = absence_store_deputies(c, a->id, a->step, &deputies, &n);
    if (e == ERR_OK)
        *ret_right =
            approval_right(&rule, c->who->account_id, deputies, n, today, ret_seat, ret_as);
    return e;
}

static bool takes_part(const struct approval *a, int64_t me)
{
    if (a->drafter.id == me)
        return true;
    for (size_t i = 0; i < a->n_steps; i++)
        for (size_t k = 0; k < a->steps[i].n_seats; k++)
            if (a->steps[i].seats[k].who.id == me || a->steps[i].seats[k].by.id == me)
                return true;
    return false;
}

enum err approval_may_see(struct call *c, const struct approval *a)
{
    const struct reg_def *def = app_register(c->app, a->reg);
    struct rule_deputy *deputies = NULL;
    size_t n = 0;
    bool hidden = false;
    enum err kept = approval_is_hidden(c, a, &hidden);
    if (kept != ERR_OK || hidden)
        return kept == ERR_OK ? ERR_NOT_FOUND : kept;
    bool sees = def != NULL && who_may(c->who, def->read, a->unit_path);
    /* A token of another area sees nothing by the part its person takes. */
    bool in_scope = def != NULL && who_in_scope(c->who, def->read, false);
    if (sees || (in_scope && takes_part(a, c->who->account_id)))
        return ERR_OK;
    enum err e = absence_store_deputies(c, a->id, a->step, &deputies, &n);
    for (size_t i = 0; i < n; i++)
        if (in_scope && deputies[i].deputy_id == c->who->account_id)
            return e;
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

/* ---- trail ---- */

struct happening {
    const char *kind;
    int step, to_step; /* to_step -1: none */
    const char *capacity, *instead_of, *comment;
};

static json_t *audit_of(const struct approval *a, const struct happening *h)
{
    json_t *after = json_pack("{s:s}", "approval", a->number);
    if (h->step > 0 && (size_t)h->step <= a->n_steps)
        json_object_set_new(after, "step", json_string(a->steps[h->step - 1].name));
    if (h->to_step >= 0)
        json_object_set_new(after, "to_step", json_integer(h->to_step));
    if (h->instead_of != NULL)
        json_object_set_new(after, "instead_of", json_string(h->instead_of));
    if (a->alone)
        json_object_set_new(after, "alone", json_true());
    return after;
}

static enum err happen(struct call *c, const struct approval *a, struct happening h)
{
    struct approval_event event = {.kind = h.kind,
        .who = {.name = ""},
        .step = h.step,
        .to_step = h.to_step,
        .capacity = h.capacity,
        .instead_of = h.instead_of,
        .comment = h.comment};
    const struct reg_def *def = app_register(c->app, a->reg);
    bool enabled;
    enum err e = c->who->account_id == 0
                     ? ERR_OK
                     : approval_store_person(c, c->who->account_id, &event.who, &enabled);
    if (e == ERR_OK)
        e = approval_store_event(c, a->id, &event);
    if (e != ERR_OK)
        return e;
    json_t *after = audit_of(a, &h);
    audit_add(c, &(struct audit_entry){.action = mem_printf(c, "approval_%s", h.kind),
                     .subject = def->singular,
                     .subject_id = a->record_id,
                     .subject_uid = &a->record_uid,
                     .unit_id = a->unit_id,
                     .after = after,
                     .reason = h.comment});
    json_decref(after);
    return ERR_OK;
}

/* ---- steps begin ---- */

static const char *due_of(struct call *c, const struct approval_step *s)
{
    struct date today = {1970, 1, 1};
    char *text = mem_array(c, char, DATE_TEXT_SIZE);
    if (s->days == 0)
        return NULL;
    clock_day_in_zone(c->now_ms, c->org.zone, &today);
    date_format(workday_after(today, s->days, c->org.zone), text);
    return text;
}

static enum err seat_ids(struct call *c, const struct approval *a, int step,
    const struct approval_ids *ids, bool escalated)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < ids->n && e == ERR_OK; i++) {
        struct approval_person who;
        bool enabled;
        e = approval_store_person(c, ids->ids[i], &who, &enabled);
        if (e == ERR_OK)
            e = approval_store_seat_add(c, a->id, step, &who, escalated);
    }
    return e;
}

/* Asks anew whom the step names now: who has come, gone or moved since it was planned. */
static enum err seats_anew(struct call *c, const struct approval *a, const struct approval_step *s)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    const char *path = a->unit_path == NULL ? "/" : a->unit_path;
    struct approval_ids ids;
    struct rule_eyes eyes;
    enum err e = approval_round_eyes(c, a, &eyes);
    if (e == ERR_OK)
        e = approval_seat_ids(c, subject, s->who, path, &eyes, &ids);
    if (e == ERR_OK && ids.n == 0 && a->alone)
        ids = (struct approval_ids){{a->drafter.id}, 1};
    if (e == ERR_OK)
        e = approval_store_seats_clear(c, a->id, s->no);
    return e == ERR_OK ? seat_ids(c, a, s->no, &ids, false) : e;
}

/* The round goes to a step; what was decided there and later no longer holds. */
static enum err go_to(struct call *c, struct approval *a, int step)
{
    enum err e = ERR_OK;
    int last = a->step > step ? a->step : step;
    for (int i = step; i <= last && e == ERR_OK; i++)
        e = seats_anew(c, a, &a->steps[i - 1]);
    a->step = step;
    if (e == ERR_OK)
        e = approval_store_step_begin(c, a->id, step, due_of(c, &a->steps[step - 1]));
    if (e == ERR_OK)
        e = approval_store_move(c, a);
    return e == ERR_OK ? approval_tell_asked(c, a->id) : e;
}

/* Everything begins again at the first step, with what is decided on as it is now. */
static enum err start_anew(struct call *c, struct approval *a)
{
    char uid[UUID_TEXT_SIZE];
    struct approval_of of;
    const char *content = NULL;
    uuid_format(&a->record_uid, uid);
    enum err e = approval_of_record(c, a->reg, uid, &of);
    if (e == ERR_OK) /* not what was frozen before */
        e = approval_store_freeze(c, a->id, &a->digest, a->title, NULL);
    if (e == ERR_OK)
        e = approval_content(c, &of, &content, &a->digest);
    if (e == ERR_OK)
        e = approval_store_freeze(
            c, a->id, &a->digest, body_text(of.record.after, of.subject->reg->title), content);
    if (e != ERR_OK)
        return e;
    a->state = APPROVAL_OPEN;
    a->cycle++;
    a->step = (int)a->n_steps; /* all steps are cleared */
    return go_to(c, a, 1);
}

static enum err end(
    struct call *c, struct approval *a, enum approval_state state, const char *comment)
{
    a->state = state;
    a->ended_ms = c->now_ms;
    enum err e = approval_store_move(c, a);
    return e == ERR_OK ? approval_tell_drafter(c, a, comment) : e;
}

/* ---- sending ---- */

static enum err add_all(struct call *c, struct approval *a, const char *content)
{
    enum err e = reg_number(c, "AP", &a->number);
    a->uid = uuid_new(c->now_ms);
    if (e == ERR_OK)
        e = approval_store_add(c, a, content, &a->id);
    for (size_t i = 0; i < a->n_steps && e == ERR_OK; i++) {
        const struct approval_step *s = &a->steps[i];
        e = approval_store_step_add(c, a->id, s);
        for (size_t k = 0; k < s->n_seats && e == ERR_OK; k++)
            e = approval_store_seat_add(c, a->id, s->no, &s->seats[k].who, false);
    }
    return e;
}

static enum err may_send(struct call *c, const struct approval_of *of)
{
    const struct approval_subject *s = of->subject;
    const char *state = body_text(of->record.after, s->reg->state_field);
    int64_t live = 0;
    if (!who_may(c->who, s->send, of->facts.path))
        return problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (strcmp(state, s->from) != 0)
        return problem_set_arg(c->problem, ERR_CONFLICT, "approval_state", state);
    enum err e = approval_store_live(c, s->reg->name, of->record.id, &live);
    if (e == ERR_OK && live != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "approval_open");
    return e == ERR_OK && s->ready != NULL ? s->ready(c, &of->record) : e;
}

enum err approval_send(
    struct call *c, const struct approval_of *of, const char *note, struct approval *ret_a)
{
    struct approval a;
    const char *content = NULL;
    enum err e = may_send(c, of);
    if (e == ERR_OK)
        e = approval_plan(c, of, c->who->account_id, &a);
    if (e == ERR_OK)
        e = approval_maker_kept(c, of);
    if (e == ERR_OK)
        e = approval_content(c, of, &content, &a.digest);
    if (e != ERR_OK)
        return e;
    a.note = note;
    e = add_all(c, &a, content);
    if (e == ERR_UNIQUE) /* two senders at once */
        return problem_set(c->problem, ERR_CONFLICT, "approval_open");
    if (e == ERR_OK)
        e = approval_store_step_begin(c, a.id, 1, due_of(c, &a.steps[0]));
    if (e == ERR_OK)
        e = happen(c, &a, (struct happening){"send", 0, -1, NULL, NULL, note});
    if (e == ERR_OK)
        e = approval_tell_asked(c, a.id);
    return e == ERR_OK ? approval_load_id(c, a.id, false, ret_a) : e;
}

/* ---- at one press ---- */

static enum err plan_at_once(struct call *c, const struct approval_of *of,
    enum approval_decision decision, struct approval *a, const char **ret_content)
{
    static struct approval_seat none;
    const struct reg_record *record = &of->record;
    const struct approval_route one = {.id = 0};
    int64_t drafter = record->created_by == 0 ? c->who->account_id : record->created_by;
    struct approval_own own = {.wrote = false};
    bool enabled;
    *a = (struct approval){.reg = of->subject->reg->name,
        .record_id = record->id,
        .record_uid = record->uid,
        .record_number = body_text(record->after, "number"),
        .title = body_text(record->after, of->subject->reg->title),
        .unit_id = record->unit_id,
        .has_amount = of->facts.has_amount,
        .amount = of->facts.amount,
        .currency = of->facts.currency,
        .route_name = msg_get("ja", "approval.route.default"),
        .route_name_en = msg_get("en", "approval.route.default"),
        .state = decision == DECISION_APPROVE ? APPROVAL_APPROVED : APPROVAL_REJECTED,
        .step = 1,
        .cycle = 1,
        .sent_ms = c->now_ms,
        .ended_ms = c->now_ms};
    enum err e = approval_content(c, of, ret_content, &a->digest);
    if (e == ERR_OK && decision == DECISION_APPROVE)
        e = approval_own_of(c, of, &(struct approval_voices){.n = 0}, &own);
    a->alone = own.wrote;
    if (e == ERR_OK)
        e = approval_store_person(c, drafter, &a->drafter, &enabled);
    if (e == ERR_OK)
        e = approval_route_steps(c, &one, a);
    if (e != ERR_OK)
        return e;
    a->steps[0].seats = mem_dup(c, &none, sizeof none);
    a->steps[0].n_seats = 1;
    return approval_store_person(c, c->who->account_id, &a->steps[0].seats[0].who, &enabled);
}

enum err approval_at_once(struct call *c, const struct reg_record *record,
    const struct approval_subject *subject, enum approval_decision decision)
{
    struct approval_of of;
    struct approval a;
    char uid[UUID_TEXT_SIZE];
    const char *content = NULL;
    uuid_format(&record->uid, uid);
    enum err e = approval_of_record(c, subject->reg->name, uid, &of);
    if (e == ERR_OK)
        e = plan_at_once(c, &of, decision, &a, &content);
    if (e == ERR_OK) /* what only stands beside the record is kept here alone */
        e = add_all(c, &a, subject->beside == NULL ? NULL : content);
    if (e != ERR_OK)
        return e;
    struct approval_seat *seat = &a.steps[0].seats[0];
    seat->decision = decision;
    seat->by = seat->who;
    seat->comment = record->reason;
    seat->decided_ms = c->now_ms;
    e = approval_store_decide(c, a.id, 1, seat);
    if (e == ERR_OK)
        e = approval_tell_drafter(c, &a, record->reason);
    return e != ERR_OK ? e
                       : happen(c, &a,
                             (struct happening){approval_decision_key(decision), 1, -1,
                                 approval_as_key(AS_SELF), NULL, record->reason});
}

/* ---- deciding ---- */

static enum err refuse(struct call *c, const struct approval *a, enum approval_right right)
{
    switch (right) {
    case RIGHT_YES:
        return ERR_OK;
    case RIGHT_ENDED:
        return problem_set(c->problem, ERR_CONFLICT, "approval_ended");
    case RIGHT_DRAFTER:
        return approval_refuse_drafter(c, a);
    case RIGHT_NOT_TURN:
        return problem_set_arg(
            c->problem, ERR_CONFLICT, "approval_not_turn", a->steps[a->step - 1].name);
    case RIGHT_ALREADY:
        return problem_set(c->problem, ERR_CONFLICT, "approval_already");
    case RIGHT_DEPUTY_OUT:
        return problem_set(c->problem, ERR_FORBIDDEN, "approval_deputy_out");
    default:
        return approval_refuse_unasked(c, a);
    }
}

/* The end of a round: what the register does then. */
static enum err carry_out(struct call *c, struct approval *a, const char *action, const char *why)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    char uid[UUID_TEXT_SIZE];
    uuid_format(&a->record_uid, uid);
    return action == NULL ? ERR_OK : reg_decide(c, subject->reg, uid, action, why);
}

/* Whether what would be approved is what was sent; documents are frozen by themselves. */
static enum err still_the_same(struct call *c, const struct approval *a)
{
    char uid[UUID_TEXT_SIZE];
    struct approval_of of;
    struct digest now;
    const char *content = NULL;
    uuid_format(&a->record_uid, uid);
    enum err e = approval_of_record(c, a->reg, uid, &of);
    if (e != ERR_OK || of.subject->freeze != NULL)
        return e;
    e = approval_content(c, &of, &content, &now);
    if (e == ERR_OK && !digest_equal(&now, &a->digest))
        e = problem_set(c->problem, ERR_STALE, "approval_differs");
    return e;
}

/* Before the last approval is carried out. */
static enum err check_end(struct call *c, const struct approval *a, const struct approval_own *own)
{
    char uid[UUID_TEXT_SIZE];
    struct approval_of of;
    uuid_format(&a->record_uid, uid);
    enum err e = approval_of_record(c, a->reg, uid, &of);
    if (e == ERR_OK)
        e = approval_refuse_own(c, own);
    return e == ERR_OK && of.subject->ready != NULL ? of.subject->ready(c, &of.record) : e;
}

static enum err approved(
    struct call *c, struct approval *a, const char *comment, const struct approval_own *own)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    enum err e = approval_store_steps(c, a);
    if (e != ERR_OK)
        return e;
    struct rule_round rule = approval_rule(c, a);
    switch (approval_next(&rule)) {
    case NEXT_STEP:
        return go_to(c, a, a->step + 1);
    case NEXT_APPROVED:
        e = check_end(c, a, own);
        if (e != ERR_OK)
            return e;
        e = carry_out(c, a, subject->approve, comment);
        return e == ERR_OK ? end(c, a, APPROVAL_APPROVED, comment) : e;
    default:
        return ERR_OK;
    }
}

static enum err returned(struct call *c, struct approval *a, const char *comment, int to_step)
{
    a->cycle++;
    if (to_step > 0)
        return go_to(c, a, to_step);
    a->state = APPROVAL_RETURNED;
    a->step = 0;
    enum err e = approval_store_move(c, a);
    return e == ERR_OK ? approval_tell_drafter(c, a, comment) : e;
}

static enum err rejected(struct call *c, struct approval *a, const char *comment)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    enum err e = carry_out(c, a, subject->reject, comment);
    return e == ERR_OK ? end(c, a, APPROVAL_REJECTED, comment) : e;
}

static bool blank(const char *text)
{
    return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

static enum err check_decision(struct call *c, const struct approval *a,
    enum approval_decision decision, const char *comment, int to_step)
{
    struct rule_round rule = approval_rule(c, a);
    if (decision != DECISION_APPROVE && blank(comment))
        problem_field(c->problem, "/comment", "required");
    if (decision == DECISION_RETURN && !approval_return_ok(&rule, to_step))
        problem_field(c->problem, "/to_step", "option");
    return problem_check(c->problem);
}

enum err approval_decide(struct call *c, struct approval *a, enum approval_decision decision,
    const char *comment, int to_step)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    enum approval_right right = RIGHT_NOT_ASKED;
    enum approval_as as = AS_SELF;
    struct approval_own own = {.wrote = false};
    size_t at = 0;
    bool enabled;
    enum err e = approval_my_right(c, a, &right, &at, &as);
    if (e == ERR_OK)
        e = refuse(c, a, right);
    if (e == ERR_OK && !who_may(c->who, subject->reg->read, a->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = check_decision(c, a, decision, comment, to_step);
    if (e == ERR_OK)
        e = still_the_same(c, a);
    if (e == ERR_OK && right != RIGHT_YES) /* whoever is not asked has no seat */
        e = ERR_CONFLICT;
    if (e != ERR_OK)
        return e;
    struct approval_seat *seat = &a->steps[a->step - 1].seats[at];
    *seat = (struct approval_seat){.who = seat->who,
        .escalated = seat->escalated,
        .decision = decision,
        .as = as,
        .comment = comment,
        .decided_ms = c->now_ms};
    e = approval_store_person(c, c->who->account_id, &seat->by, &enabled);
    if (e == ERR_OK)
        e = approval_store_decide(c, a->id, a->step, seat);
    if (e == ERR_OK && decision == DECISION_APPROVE)
        e = approval_see_own(c, a, &own);
    if (e == ERR_OK)
        e = happen(c, a,
            (struct happening){approval_decision_key(decision), a->step,
                decision == DECISION_RETURN ? to_step : -1, approval_as_key(as),
                as == AS_DEPUTY ? seat->who.name : NULL, comment});
    if (e != ERR_OK)
        return e;
    if (decision == DECISION_APPROVE)
        return approved(c, a, comment, &own);
    return decision == DECISION_RETURN ? returned(c, a, comment, to_step) : rejected(c, a, comment);
}

enum err approval_submit(
    struct call *c, const struct reg_def *def, const char *id, const char *note)
{
    struct approval_of of;
    struct approval sent;
    enum err e = approval_of_record(c, def->name, id, &of);
    return e == ERR_OK ? approval_send(c, &of, note, &sent) : e;
}

enum err approval_agree(
    struct call *c, const struct reg_def *def, const char *id, const char *comment)
{
    int64_t record = 0;
    int64_t live = 0;
    struct approval a;
    enum err e = reg_find(c, def, id, &record);
    if (e == ERR_OK)
        e = approval_store_live(c, def->name, record, &live);
    if (e == ERR_OK && live == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "approval_ended");
    if (e == ERR_OK)
        e = approval_load_id(c, live, true, &a);
    return e == ERR_OK ? approval_decide(c, &a, DECISION_APPROVE, comment, 0) : e;
}

/* ---- the drafter ---- */

static enum err only_drafter(struct call *c, const struct approval *a)
{
    if (a->drafter.id != c->who->account_id)
        return problem_set(c->problem, ERR_FORBIDDEN, "approval_not_drafter");
    return ERR_OK;
}

enum err approval_may_withdraw(struct call *c, const struct approval *a, bool *ret_may)
{
    struct approval_person who;
    bool there = true;
    bool drafter = a->drafter.id == c->who->account_id;
    enum err e = ERR_OK;
    if (!drafter && who_may(c->who, &PERM_APPROVAL_ROUTE, "/"))
        e = approval_store_person(c, a->drafter.id, &who, &there);
    if (e == ERR_OK)
        *ret_may = drafter || !there;
    return e;
}

enum err approval_withdraw(struct call *c, struct approval *a, const char *comment)
{
    bool may = false;
    enum err e = approval_may_withdraw(c, a, &may);
    if (e == ERR_OK && !may)
        e = problem_set(c->problem, ERR_FORBIDDEN, "approval_not_drafter");
    if (e == ERR_OK && a->state != APPROVAL_OPEN && a->state != APPROVAL_RETURNED)
        e = problem_set(c->problem, ERR_CONFLICT, "approval_ended");
    if (e != ERR_OK)
        return e;
    a->cycle++;
    e = end(c, a, APPROVAL_WITHDRAWN, comment);
    return e != ERR_OK
               ? e
               : happen(c, a, (struct happening){"withdraw", a->step, -1, NULL, NULL, comment});
}

enum err approval_resend(struct call *c, struct approval *a, const char *comment)
{
    enum err e = only_drafter(c, a);
    if (e == ERR_OK && a->state != APPROVAL_RETURNED)
        e = problem_set(c->problem, ERR_CONFLICT, "approval_not_returned");
    if (e == ERR_OK)
        e = start_anew(c, a);
    return e != ERR_OK ? e : happen(c, a, (struct happening){"resend", 0, -1, NULL, NULL, comment});
}

enum err approval_say(struct call *c, struct approval *a, const char *comment)
{
    return happen(c, a, (struct happening){"comment", a->step, -1, NULL, NULL, comment});
}

/* ---- others, and time ---- */

enum err approval_changed(struct call *c, struct approval *a, bool gone)
{
    struct happening h = {"change", a->step, -1, NULL, NULL, NULL};
    enum err e = ERR_OK;
    if (a->state == APPROVAL_RETURNED && !gone)
        return ERR_OK; /* that is what it was sent back for */
    if (a->restarts && !gone) {
        e = start_anew(c, a);
        h.to_step = 1;
    } else {
        a->cycle++;
        e = end(c, a, APPROVAL_CHANGED, NULL);
    }
    return e == ERR_OK ? happen(c, a, h) : e;
}

static const struct approval_seat *open_seat(
    const struct approval *a, int64_t account_id, int *ret_step)
{
    for (size_t i = a->step < 1 ? 0 : (size_t)a->step - 1; i < a->n_steps; i++)
        for (size_t k = 0; k < a->steps[i].n_seats; k++) {
            const struct approval_seat *s = &a->steps[i].seats[k];
            if (s->who.id == account_id && s->decision == DECISION_NONE) {
                *ret_step = (int)i + 1;
                return s;
            }
        }
    return NULL;
}

enum err approval_reassign(
    struct call *c, struct approval *a, int64_t from_id, int64_t to_id, const char *comment)
{
    const struct approval_subject *subject = approval_subject_of(c->app, a->reg);
    struct rule_eyes eyes;
    int step = 0;
    bool may = false;
    const struct approval_seat *seat = open_seat(a, from_id, &step);
    if (a->state != APPROVAL_OPEN)
        return problem_set(c->problem, ERR_CONFLICT, "approval_ended");
    if (seat == NULL)
        problem_field(c->problem, "/from", "reference");
    enum err e = approval_may_read(c, subject, to_id, a->unit_path, &may);
    if (e == ERR_OK)
        e = approval_round_eyes(c, a, &eyes);
    if (e == ERR_OK &&
        (!may || to_id == a->drafter.id || approval_wrote(eyes.writers, eyes.n_writers, to_id)))
        problem_field(c->problem, "/to", "approval_unable");
    if (e == ERR_OK)
        e = problem_check(c->problem);
    if (e == ERR_OK)
        e = approval_store_seat_remove(c, a->id, step, from_id);
    if (e != ERR_OK || seat == NULL)
        return e;
    const struct approval_ids ids = {{to_id}, 1};
    e = seat_ids(c, a, step, &ids, seat->escalated);
    if (e == ERR_OK && step == a->step)
        e = approval_tell_asked(c, a->id);
    return e != ERR_OK
               ? e
               : happen(
                     c, a, (struct happening){"reassign", step, -1, NULL, seat->who.name, comment});
}
