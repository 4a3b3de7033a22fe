/* Rounds as the API shows them. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/http/req.h"

#include <string.h>

#define APPROVAL_KEY(name, key) key,
static const char *const state_keys[] = {APPROVAL_STATE_LIST(APPROVAL_KEY) NULL};
static const char *const need_keys[] = {APPROVAL_NEED_LIST(APPROVAL_KEY) NULL};
static const char *const decision_keys[] = {APPROVAL_DECISION_LIST(APPROVAL_KEY) NULL};
static const char *const as_keys[] = {APPROVAL_AS_LIST(APPROVAL_KEY) NULL};
static const char *const event_keys[] = {"send", "approve", "return", "reject", "withdraw",
    "resend", "change", "escalate", "late", "leave", "reassign", "comment", NULL};
const struct option_set OPTIONS_APPROVAL_STATE = {"approval_state", state_keys};
const struct option_set OPTIONS_APPROVAL_NEED = {"approval_need", need_keys};
const struct option_set OPTIONS_APPROVAL_DECISION = {"approval_decision", decision_keys};
const struct option_set OPTIONS_APPROVAL_AS = {"approval_as", as_keys};
static const struct option_set EVENTS = {"approval_event", event_keys};

static const struct field person_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "post", .type = FIELD_TEXT},
};
const struct shape SHAPE_APPROVAL_PERSON = SHAPE("ApprovalPerson", person_fields);

static const struct field seat_fields[] = {
    {.key = "person",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_APPROVAL_PERSON},
    {.key = "escalated", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "left", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "absent", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "decision",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_APPROVAL_DECISION},
    {.key = "by", .type = FIELD_OBJECT, .shape = &SHAPE_APPROVAL_PERSON},
    {.key = "capacity", .type = FIELD_ENUM, .options = &OPTIONS_APPROVAL_AS},
    {.key = "comment", .type = FIELD_LONGTEXT},
    {.key = "decided_at", .type = FIELD_INSTANT},
};
static const struct shape SHAPE_SEAT = SHAPE("ApprovalSeat", seat_fields);

static const struct field step_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name_en", .type = FIELD_TEXT},
    {.key = "need", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_APPROVAL_NEED},
    {.key = "count", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "days", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "due", .type = FIELD_DATE},
    {.key = "escalated_at", .type = FIELD_INSTANT},
    {.key = "done", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "seats",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_SEAT,
        .max = (int64_t)APPROVAL_SEATS * 2},
};
static const struct shape SHAPE_STEP = SHAPE("ApprovalStep", step_fields);

static const struct field event_fields[] = {
    {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &EVENTS},
    {.key = "person", .type = FIELD_OBJECT, .shape = &SHAPE_APPROVAL_PERSON},
    {.key = "step", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "to_step", .type = FIELD_INT},
    {.key = "capacity", .type = FIELD_ENUM, .options = &OPTIONS_APPROVAL_AS},
    {.key = "instead_of", .type = FIELD_TEXT},
    {.key = "comment", .type = FIELD_LONGTEXT},
};
static const struct shape SHAPE_EVENT = SHAPE("ApprovalEvent", event_fields);

static const struct field record_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_RECORD = SHAPE("ApprovalRecord", record_fields);

static const struct field route_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name_en", .type = FIELD_TEXT},
    {.key = "set", .type = FIELD_BOOL, .flags = FIELD_REQUIRED}, /* by the organisation */
};
static const struct shape SHAPE_ROUTE = SHAPE("ApprovalRouteName", route_fields);

static const struct field mine_fields[] = {
    {.key = "decide", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "capacity", .type = FIELD_ENUM, .options = &OPTIONS_APPROVAL_AS},
    {.key = "instead_of", .type = FIELD_TEXT},
    {.key = "withdraw", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "resend", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "reassign", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MINE = SHAPE("ApprovalMine", mine_fields);

#define HEAD_FIELDS                                                                               \
    {.key = "id", .type = FIELD_ID}, {.key = "number", .type = FIELD_TEXT},                       \
        {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                         \
        {.key = "record", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_RECORD}, \
        {.key = "unit", .type = FIELD_TEXT}, {.key = "amount", .type = FIELD_MONEY},              \
        {.key = "route", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROUTE},   \
        {.key = "restarts", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},                         \
        {.key = "state",                                                                          \
            .type = FIELD_ENUM,                                                                   \
            .flags = FIELD_REQUIRED,                                                              \
            .options = &OPTIONS_APPROVAL_STATE},                                                  \
        {.key = "step", .type = FIELD_INT, .flags = FIELD_REQUIRED},                              \
        {.key = "step_name", .type = FIELD_TEXT}, {.key = "step_name_en", .type = FIELD_TEXT},    \
        {.key = "due", .type = FIELD_DATE},                                                       \
        {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},                           \
        {.key = "digest", .type = FIELD_TEXT, .max = 64},                                         \
        {.key = "drafter",                                                                        \
            .type = FIELD_OBJECT,                                                                 \
            .flags = FIELD_REQUIRED,                                                              \
            .shape = &SHAPE_APPROVAL_PERSON},                                                     \
        {.key = "alone", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},                            \
        {.key = "note", .type = FIELD_LONGTEXT}, {.key = "sent_at", .type = FIELD_INSTANT},       \
        {.key = "ended_at", .type = FIELD_INSTANT},

static const struct field head_fields[] = {HEAD_FIELDS};
static const struct shape SHAPE_HEAD = SHAPE("ApprovalHead", head_fields);

static const struct field whole_fields[] = {
    HEAD_FIELDS{.key = "steps",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_STEP,
        .max = APPROVAL_STEPS},
    {.key = "events",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_EVENT,
        .max = LIMIT_PAGE},
    {.key = "mine", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_MINE},
};
const struct shape SHAPE_APPROVAL = SHAPE("Approval", whole_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_HEAD,
        .max = LIMIT_PAGE},
    {.key = "next", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
const struct shape SHAPE_APPROVAL_LIST = SHAPE("ApprovalList", list_fields);

/* ---- writing ---- */

void approval_write_person(struct jw *w, const char *key, const struct approval_person *person)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, key);
    if (person->id == 0) {
        jw_null(w);
        return;
    }
    uuid_format(&person->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "name", person->name);
    jw_kstr(w, "post", person->post);
    jw_obj_end(w);
}

static void write_amount(struct jw *w, const struct approval *a)
{
    jw_key(w, "amount");
    if (!a->has_amount) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kint(w, "amount", a->amount);
    jw_kstr(w, "currency", a->currency);
    jw_obj_end(w);
}

static void write_subject(struct jw *w, const struct approval *a)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&a->record_uid, id);
    jw_kstr(w, "register", a->reg);
    jw_key(w, "record");
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", a->record_number);
    jw_kstr(w, "title", a->title);
    jw_obj_end(w);
    jw_kstr(w, "unit", a->unit_name);
    write_amount(w, a);
    jw_key(w, "route");
    jw_obj_begin(w);
    jw_kstr(w, "name", a->route_name);
    jw_kstr(w, "name_en", a->route_name_en);
    jw_kbool(w, "set", a->route_id != 0);
    jw_obj_end(w);
    jw_kbool(w, "restarts", a->restarts);
}

/* A round that is only planned has neither id nor number. */
static void write_members(struct jw *w, const struct approval *a)
{
    char id[UUID_TEXT_SIZE], digest[DIGEST_TEXT_SIZE];
    uuid_format(&a->uid, id);
    digest_format(&a->digest, digest);
    jw_kstr(w, "id", a->id == 0 ? NULL : id);
    jw_kstr(w, "number", a->number);
    write_subject(w, a);
    jw_kstr(w, "state", approval_state_key(a->state));
    jw_kint(w, "step", a->step);
    jw_kstr(w, "step_name", a->step_name);
    jw_kstr(w, "step_name_en", a->step_name_en);
    jw_kstr(w, "due", a->state == APPROVAL_OPEN ? a->step_due : NULL);
    jw_kint(w, "version", a->cycle);
    jw_kstr(w, "digest", a->id == 0 ? NULL : digest);
    approval_write_person(w, "drafter", &a->drafter);
    jw_kbool(w, "alone", a->alone);
    jw_kstr(w, "note", a->note);
    jw_kinstant(w, "sent_at", a->id == 0 ? 0 : a->sent_ms);
    jw_kinstant(w, "ended_at", a->ended_ms);
}

void approval_write_head(struct jw *w, const struct approval *a)
{
    jw_obj_begin(w);
    write_members(w, a);
    jw_obj_end(w);
}

static bool is_absent(
    int64_t account_id, const struct absence *absences, size_t n, const char *today)
{
    for (size_t i = 0; i < n; i++) {
        const struct absence *b = &absences[i];
        const struct rule_deputy days = {b->who.id, b->deputy.id, b->first, b->last};
        if (b->who.id == account_id && (b->first != NULL || b->last != NULL) &&
            approval_deputy_on(&days, today))
            return true;
    }
    return false;
}

static void write_seat(struct jw *w, const struct approval_seat *s, bool absent)
{
    bool decided = s->decision != DECISION_NONE;
    jw_obj_begin(w);
    approval_write_person(w, "person", &s->who);
    jw_kbool(w, "escalated", s->escalated);
    jw_kbool(w, "left", !s->enabled);
    jw_kbool(w, "absent", absent && !decided);
    jw_kstr(w, "decision", approval_decision_key(s->decision));
    approval_write_person(w, "by", &s->by);
    jw_kstr(w, "capacity", decided ? approval_as_key(s->as) : NULL);
    jw_kstr(w, "comment", s->comment);
    jw_kinstant(w, "decided_at", s->decided_ms);
    jw_obj_end(w);
}

static void write_step(struct jw *w, const struct approval_step *s, bool done,
    const struct absence *absences, size_t n, const char *today)
{
    jw_obj_begin(w);
    jw_kint(w, "no", s->no);
    jw_kstr(w, "name", s->name);
    jw_kstr(w, "name_en", s->name_en);
    jw_kstr(w, "need", approval_need_key(s->need));
    jw_kint(w, "count", s->count);
    jw_kint(w, "days", s->days);
    jw_kstr(w, "due", s->due);
    jw_kinstant(w, "escalated_at", s->escalated_ms);
    jw_kbool(w, "done", done);
    jw_key(w, "seats");
    jw_arr_begin(w);
    for (size_t i = 0; i < s->n_seats; i++)
        write_seat(w, &s->seats[i], is_absent(s->seats[i].who.id, absences, n, today));
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err write_steps(struct call *c, struct jw *w, const struct approval *a)
{
    char today[DATE_TEXT_SIZE];
    struct absence *absences = NULL;
    size_t n = 0;
    struct rule_round rule = approval_rule(c, a);
    approval_today(c, today);
    enum err e = absence_store_list(c, 0, today, &absences, &n);
    jw_key(w, "steps");
    jw_arr_begin(w);
    for (size_t i = 0; i < a->n_steps && e == ERR_OK; i++)
        write_step(w, &a->steps[i], approval_step_done(&rule.steps[i]), absences, n, today);
    jw_arr_end(w);
    return e;
}

static void write_event(struct jw *w, const struct approval_event *event)
{
    jw_obj_begin(w);
    jw_kinstant(w, "at", event->at_ms);
    jw_kstr(w, "kind", event->kind);
    approval_write_person(w, "person", &event->who);
    jw_kint(w, "step", event->step);
    jw_key(w, "to_step");
    if (event->to_step < 0)
        jw_null(w);
    else
        jw_int(w, event->to_step);
    jw_kstr(w, "capacity", event->capacity);
    jw_kstr(w, "instead_of", event->instead_of);
    jw_kstr(w, "comment", event->comment);
    jw_obj_end(w);
}

static enum err write_events(struct call *c, struct jw *w, const struct approval *a)
{
    struct approval_event *events = NULL;
    size_t n = 0;
    enum err e = a->id == 0 ? ERR_OK : approval_store_events(c, a->id, &events, &n);
    jw_key(w, "events");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        write_event(w, &events[i]);
    jw_arr_end(w);
    return e;
}

static enum err write_mine(struct call *c, struct jw *w, const struct approval *a)
{
    enum approval_right right = RIGHT_ENDED;
    enum approval_as as = AS_SELF;
    size_t seat = 0;
    bool drafter = a->drafter.id == c->who->account_id && a->id != 0;
    bool withdraw = false;
    enum err e = a->id == 0 ? ERR_OK : approval_my_right(c, a, &right, &seat, &as);
    if (e == ERR_OK && a->id != 0)
        e = approval_may_withdraw(c, a, &withdraw);
    bool yes = e == ERR_OK && right == RIGHT_YES;
    jw_key(w, "mine");
    jw_obj_begin(w);
    jw_kbool(w, "decide", yes);
    jw_kstr(w, "capacity", yes ? approval_as_key(as) : NULL);
    jw_kstr(w, "instead_of",
        yes && as == AS_DEPUTY ? a->steps[a->step - 1].seats[seat].who.name : NULL);
    jw_kbool(
        w, "withdraw", withdraw && (a->state == APPROVAL_OPEN || a->state == APPROVAL_RETURNED));
    jw_kbool(w, "resend", drafter && a->state == APPROVAL_RETURNED);
    jw_kbool(w, "reassign",
        a->id != 0 && a->state == APPROVAL_OPEN && who_may(c->who, &PERM_APPROVAL_ROUTE, "/"));
    jw_obj_end(w);
    return e;
}

enum err approval_write(struct call *c, struct jw *w, const struct approval *a)
{
    jw_obj_begin(w);
    write_members(w, a);
    enum err e = write_steps(c, w, a);
    if (e == ERR_OK)
        e = write_events(c, w, a);
    if (e == ERR_OK)
        e = write_mine(c, w, a);
    jw_obj_end(w);
    return e;
}

enum err approval_story(
    struct call *c, const struct reg_def *def, int64_t record_id, json_t **ret_round)
{
    int64_t id = 0;
    struct approval a;
    struct buf *text = buf_new(c);
    struct jw w = jw_init(text);
    *ret_round = NULL;
    enum err e = approval_store_live(c, def->name, record_id, &id);
    if (e != ERR_OK || id == 0)
        return e;
    e = approval_load_id(c, id, false, &a);
    if (e == ERR_OK)
        e = approval_write(c, &w, &a);
    return e == ERR_OK
               ? json_in_parse(c, text->data, text->len, JSON_IN_DEPTH, c->problem, ret_round)
               : e;
}
