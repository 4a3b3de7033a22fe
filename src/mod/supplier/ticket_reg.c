/* What suppliers ask us, however they ask it: so that problems are found before they become
 * incidents. What is asked on the page where suppliers answer stays in its own thread
 * (kernel/guest): its ticket has no words of its own, and follows the thread. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_check.h"
#include "kernel/unit/unit_reg.h"
#include "mod/supplier/supplier_ticket.h"

#include <string.h>

enum { DAYS_TO_ANSWER = 7 };

/* Words of suppliers about where they are weak are for those who see how suppliers answer. */
const struct perm PERM_TICKET_READ = {"supplier_ticket.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_TICKET_WRITE = {"supplier_ticket.write", PERM_ROLE, OF_LEADS};

static const char *const state_keys[] = {"open", "answered", "closed", NULL};
static const struct option_set STATES = {"supplier_ticket_state", state_keys};
static const char *const way_keys[] = {"phone", "email", "meeting", "page", "other", NULL};
static const struct option_set WAYS = {"supplier_ticket_way", way_keys};
static const char *const kind_keys[] = {
    "survey", "measures", "suspicious", "contract", "cost", "connection", "people", "other", NULL};
const struct option_set OPTIONS_TICKET_KIND = {"supplier_ticket_kind", kind_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "supplier",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "suppliers",
        .column = "supplier_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "way", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &WAYS},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &OPTIONS_TICKET_KIND},
    {.key = "asked_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "asked_by", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "question", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_TEXT},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "answer", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_TEXT},
    {.key = "answered_by", .type = FIELD_REF, .ref = "people", .column = "answered_by_id"},
    {.key = "answered_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED},
    {.key = "reopened", .type = FIELD_INT, .flags = FIELD_READONLY | FIELD_INDEXED, .min = 0},
    {.key = "response", .type = FIELD_TEXT, .flags = FIELD_READONLY, .max = UUID_TEXT_SIZE},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"open", "answer", "answered", &PERM_TICKET_WRITE, false},
    {"open", "close", "closed", &PERM_TICKET_WRITE, true},
    {"answered", "close", "closed", &PERM_TICKET_WRITE, false},
    {"answered", "reopen", "open", &PERM_TICKET_WRITE, true},
    {"closed", "reopen", "open", &PERM_TICKET_WRITE, true},
};

static bool from_page(const json_t *record)
{
    return body_text(record, "response") != NULL;
}

static void needs(struct call *c, const struct reg_record *record, const char *key)
{
    if (body_text(record->after, key) == NULL)
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
}

/* Who asks is answered within a week, unless another day is said. */
static void fill_due(struct reg_record const *record)
{
    struct date asked;
    char due[DATE_TEXT_SIZE];
    const char *on = body_text(record->after, "asked_on");
    if (record->change != REG_CREATE || body_text(record->after, "due") != NULL || on == NULL ||
        !date_parse(on, &asked))
        return;
    date_format(date_of_days(date_days(asked) + DAYS_TO_ANSWER), due);
    json_object_set_new(record->after, "due", json_string(due));
}

/* That it was asked on the page is said by the thread alone. */
static void check_way(struct call *c, const struct reg_record *record)
{
    const char *way = body_text(record->after, "way");
    bool page = way != NULL && strcmp(way, "page") == 0;
    if (page != from_page(record->after) && !c->who->system)
        problem_field(c->problem, "/way", "ticket_page");
}

/* Whoever is in charge may have left meanwhile, and nobody can be put down who has. */
static enum err is_there(struct call *c, const char *person, bool *ret_there)
{
    struct reg_record record;
    enum err e = person == NULL ? ERR_NOT_FOUND : reg_look(c, &REG_PEOPLE, person, &record);
    *ret_there = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err fill_answered(struct call *c, const struct reg_record *record)
{
    json_t *owner = json_object_get(record->after, "owner");
    bool there = false;
    enum err e = is_there(c, body_text(owner, "id"), &there);
    if (e != ERR_OK)
        return e;
    if (!c->who->system) /* the thread has been answered */
        needs(c, record, "answer");
    json_object_set_new(record->after, "answered_on", json_null());
    reg_fill_today(c, record, "answered_on");
    if (there && reg_absent(json_object_get(record->after, "answered_by")))
        json_object_set(record->after, "answered_by", owner);
    return ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *asked = body_text(record->after, "asked_on");
    const char *due = body_text(record->after, "due");
    bool moves = record->change == REG_TRANSITION;
    if (record->change == REG_DELETE)
        return ERR_OK;
    check_way(c, record);
    if (!from_page(record->after))
        needs(c, record, "question");
    if (asked != NULL && due != NULL && strcmp(due, asked) < 0)
        problem_field(c->problem, "/due", "ticket_days");
    fill_due(record);
    if (moves && strcmp(record->action, "reopen") == 0)
        reg_fill_int(record, "reopened", body_int(record->before, "reopened", 0) + 1);
    return moves && strcmp(record->action, "answer") == 0 ? fill_answered(c, record) : ERR_OK;
}

static const char *const due_states[] = {"open", NULL};
static const struct reg_due due = {"due", "owner", due_states};

static const struct reg_form_part parts[] = {{"asked", "asked_on"}, {"answer", "owner"}};

const struct reg_def REG_SUPPLIER_TICKETS = {
    .name = "supplier-tickets",
    .singular = "supplier_ticket",
    .schema = "SupplierTicket",
    .table = "supplier_ticket",
    .prefix = "HD",
    .scope = REG_ORG,
    .read = &PERM_TICKET_READ,
    .create = &PERM_TICKET_WRITE,
    .update = &PERM_TICKET_WRITE,
    .remove = &PERM_TICKET_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "-asked_on",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};

/* ---- the thread of a response ---- */

/* The change follows from the thread: whoever writes there needs no permission for tickets, and a
 * guest, who holds no permission whatever, is left out of it. */
static enum err as_system(
    struct call *c, enum err (*act)(struct call *c, const void *arg), const void *arg)
{
    const struct who *who = c->who;
    struct who all = *who;
    all.system = true;
    all.guest_id = 0;
    c->who = &all;
    enum err e = act(c, arg);
    c->who = who;
    return e;
}

static enum err ticket_make(struct call *c, const struct response *response, const char *uid)
{
    struct reg_record firm, made;
    struct date today;
    char id[UUID_TEXT_SIZE], day[DATE_TEXT_SIZE];
    uuid_format(&response->respondent.uid, id);
    enum err e = reg_look(c, &REG_SUPPLIERS, id, &firm);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e; /* it has been deleted meanwhile */
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    date_format(today, day);
    const struct msg_arg args[] = {{"campaign", response->campaign.title}};
    json_t *body =
        reg_keep(c, json_pack("{s:s, s:s, s:s, s:s, s:s}", "title",
                        msg_format(c, c->org.lang, "supplier.ticket.asked", args, 1), "supplier",
                        id, "way", "page", "asked_on", day, "response", uid));
    const char *owner = body_text(json_object_get(firm.after, "owner"), "id");
    bool there = false;
    e = is_there(c, owner, &there);
    if (e != ERR_OK)
        return e;
    if (there)
        json_object_set_new(body, "owner", json_string(owner));
    return reg_make(c, &REG_SUPPLIER_TICKETS, body, &made);
}

static enum err asked(struct call *c, const void *arg)
{
    const struct response *response = arg;
    const char *ticket = NULL, *state = "closed";
    char uid[UUID_TEXT_SIZE];
    uuid_format(&response->uid, uid);
    enum err e = ticket_store_of(c, uid, &ticket, &state);
    if (e != ERR_OK || strcmp(state, "open") == 0)
        return e;
    if (strcmp(state, "answered") == 0)
        return reg_transition(c, &REG_SUPPLIER_TICKETS, ticket, "reopen",
            msg_get(c->org.lang, "supplier.ticket.asked_again"));
    return ticket_make(c, response, uid);
}

static enum err replied(struct call *c, const void *arg)
{
    const struct response *response = arg;
    const char *ticket = NULL, *state = "closed";
    char uid[UUID_TEXT_SIZE];
    uuid_format(&response->uid, uid);
    enum err e = ticket_store_of(c, uid, &ticket, &state);
    if (e != ERR_OK || strcmp(state, "open") != 0)
        return e;
    return reg_transition(c, &REG_SUPPLIER_TICKETS, ticket, "answer", NULL);
}

enum err supplier_ticket_asked(struct call *c, const struct response *response)
{
    return as_system(c, asked, response);
}

enum err supplier_ticket_replied(struct call *c, const struct response *response)
{
    return as_system(c, replied, response);
}
