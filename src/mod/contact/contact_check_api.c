/* Routes of a round: how far it is, what one's own are, and what a keeper says of a contact. A
 * keeper sees and changes the contacts he keeps, whatever his role; those who manage contacts see
 * to all of them. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_check.h"
#include "mod/contact/contact_private.h"

#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

static const char *const outcome_keys[] = {"confirmed", "changed", "dropped", NULL};
const struct option_set OPTIONS_CONTACT_OUTCOME = {"contact_outcome", outcome_keys};
static const char *const wrong_keys[] = {
    "left", "moved", "phone", "email", "hours", "missing", "other", NULL};
const struct option_set OPTIONS_CONTACT_WRONG = {"contact_wrong", wrong_keys};
static const char *const mail_keys[] = {
    "no_address", "unsent", "waiting", "confirmed", "changed", "returned", NULL};
const struct option_set OPTIONS_CONTACT_MAIL = {"contact_test", mail_keys};

/* ---- one contact of a round ---- */

static const struct field ref_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
};
static const struct shape SHAPE_REF = SHAPE("ContactCheckRound", ref_fields);
static const struct field wrong_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CONTACT_WRONG}};
static const struct shape SHAPE_WRONG = SHAPE("ContactWrong", wrong_fields);

static const struct field check_fields[] = {
    {.key = "round", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_REF},
    {.key = "due", .type = FIELD_DATE, .flags = MUST},
    {.key = "id", .type = FIELD_ID, .flags = MUST}, /* the contact's */
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "organisation", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "person", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "post", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "phone", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "phone_other", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "email", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "hours", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "lists", .type = FIELD_LIST, .flags = MUST},
    {.key = "keeper", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "it", .type = FIELD_BOOL, .flags = MUST},
    {.key = "gone", .type = FIELD_BOOL, .flags = MUST}, /* has been deleted */
    {.key = "stale", .type = FIELD_BOOL, .flags = MUST},
    {.key = "in_scenario", .type = FIELD_BOOL, .flags = MUST},
    {.key = "outcome", .type = FIELD_ENUM, .flags = MAYBE, .options = &OPTIONS_CONTACT_OUTCOME},
    {.key = "wrong", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_WRONG},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "checked_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "checked_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "mail", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CONTACT_MAIL},
    {.key = "mails", .type = FIELD_INT, .flags = MUST}, /* how often it was written to */
    {.key = "answered_at", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "answer_note", .type = FIELD_LONGTEXT, .flags = MAYBE},
};
static const struct shape SHAPE_CONTACT_CHECK = SHAPE("ContactCheck", check_fields);

static const char *mail_of(const struct contact_check *check)
{
    if (check->answered_ms != 0)
        return check->answer;
    if (check->returned_ms != 0)
        return "returned";
    if (check->mails > 0)
        return "waiting";
    return check->contact.email == NULL ? "no_address" : "unsent";
}

static void write_wrong(struct call *c, struct jw *w, const char *keys)
{
    char *rest = NULL;
    jw_key(w, "wrong");
    jw_arr_begin(w);
    for (char *key = strtok_r(mem_strdup(c, keys == NULL ? "" : keys), ",", &rest); key != NULL;
         key = strtok_r(NULL, ",", &rest)) {
        jw_obj_begin(w);
        jw_kstr(w, "kind", key);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_contact(struct jw *w, const struct contact *x, const char *first)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&x->uid, uid);
    jw_kstr(w, "id", uid);
    jw_kstr(w, "number", x->number);
    jw_kstr(w, "name", x->name);
    jw_kstr(w, "organisation", x->organisation);
    jw_kstr(w, "person", x->person);
    jw_kstr(w, "post", x->post);
    jw_kstr(w, "phone", x->phone);
    jw_kstr(w, "phone_other", x->phone_other);
    jw_kstr(w, "email", x->email);
    jw_kstr(w, "hours", x->hours);
    jw_kraw(w, "lists", x->lists == NULL ? "[]" : x->lists);
    jw_kstr(w, "keeper", x->keeper);
    jw_kbool(w, "it", x->it);
    jw_kbool(w, "gone", x->deleted);
    jw_kbool(w, "stale", contact_stale(x->confirmed_on, first));
}

static void write_check(
    struct call *c, struct jw *w, const struct contact_check *check, const char *first)
{
    char round[UUID_TEXT_SIZE];
    uuid_format(&check->round_uid, round);
    jw_obj_begin(w);
    jw_key(w, "round");
    jw_obj_begin(w);
    jw_kstr(w, "id", round);
    jw_kstr(w, "title", check->round_title);
    jw_obj_end(w);
    jw_kstr(w, "due", check->round_due);
    write_contact(w, &check->contact, first);
    jw_kbool(w, "in_scenario", check->in_scenario);
    jw_kstr(w, "outcome", check->outcome);
    write_wrong(c, w, check->wrong);
    jw_kstr(w, "note", check->note);
    jw_kinstant(w, "checked_at", check->checked_ms);
    jw_kstr(w, "checked_by", check->checked_by);
    jw_kstr(w, "mail", mail_of(check));
    jw_kint(w, "mails", check->mails);
    jw_kinstant(w, "answered_at", check->answered_ms);
    jw_kstr(w, "answer_note", check->answer_note);
    jw_obj_end(w);
}

static enum err first_day(struct call *c, char ret_first[DATE_TEXT_SIZE])
{
    struct contact_setting setting;
    struct date today;
    enum err e = contact_store_setting(c, &setting);
    if (e == ERR_OK && !contact_today(c, &today, ret_first))
        e = ERR_INTERNAL;
    if (e == ERR_OK)
        contact_first_day(today, setting.stale_months, ret_first);
    return e;
}

static enum err write_checks(
    struct req *r, struct jw *w, const struct contact_check *checks, size_t n)
{
    char first[DATE_TEXT_SIZE];
    enum err e = first_day(&r->call, first);
    if (e != ERR_OK)
        return e;
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        write_check(&r->call, w, &checks[i], first);
    jw_arr_end(w);
    return ERR_OK;
}

/* ---- a round ---- */

static const struct field list_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = MUST},
    {.key = "purpose", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CONTACT_PURPOSE},
    {.key = "contacts", .type = FIELD_INT, .flags = MUST},
    {.key = "it", .type = FIELD_INT, .flags = MUST},
    {.key = "needs_it", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_LIST = SHAPE("ContactRosterCount", list_fields);
static const struct field progress_fields[] = {
    {.key = "lists", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_LIST},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CONTACT_CHECK},
};
const struct shape SHAPE_CONTACT_PROGRESS = SHAPE("ContactProgress", progress_fields);

static void write_lists(struct jw *w, const struct contact_list *lists, size_t n)
{
    jw_key(w, "lists");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "name", lists[i].name);
        jw_kstr(w, "purpose", lists[i].purpose);
        jw_kint(w, "contacts", lists[i].contacts);
        jw_kint(w, "it", lists[i].it);
        jw_kbool(w, "needs_it", lists[i].needs_it);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

enum err contact_progress_get(struct req *r)
{
    struct call *c = &r->call;
    struct contact_list *lists = NULL;
    struct contact_check *checks = NULL;
    size_t n_lists = 0, n = 0;
    int64_t round_id = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_find(c, &REG_CONTACT_ROUNDS, req_param(r, "id"), &round_id);
    if (e == ERR_OK)
        e = contact_store_lists(c, &lists, &n_lists);
    if (e == ERR_OK)
        e = contact_store_checks(c, round_id, 0, &checks, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_lists(&w, lists, n_lists);
    e = write_checks(r, &w, checks, n);
    jw_obj_end(&w);
    return e;
}

/* ---- one's own ---- */

static const struct field own_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_CONTACT_CHECK},
};
const struct shape SHAPE_OWN_CONTACT_CHECKS = SHAPE("OwnContactChecks", own_fields);

enum err contact_own_get(struct req *r)
{
    struct call *c = &r->call;
    struct contact_check *checks = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && c->who->person_id != 0)
        e = contact_store_checks(c, 0, c->who->person_id, &checks, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    e = write_checks(r, &w, checks, n);
    jw_obj_end(&w);
    return e;
}

/* ---- what the keeper says ---- */

static const struct field answer_fields[] = {
    {.key = "round", .type = FIELD_ID, .flags = MUST},
    {.key = "contact", .type = FIELD_ID, .flags = MUST},
    {.key = "outcome", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_CONTACT_OUTCOME},
    {.key = "wrong", .type = FIELD_LIST, .max = 7, .shape = &SHAPE_WRONG},
    {.key = "note", .type = FIELD_LONGTEXT, .max = LIMIT_LINE},
    {.key = "organisation", .type = FIELD_TEXT},
    {.key = "person", .type = FIELD_TEXT, .max = 100},
    {.key = "post", .type = FIELD_TEXT, .max = 100},
    {.key = "phone", .type = FIELD_TEXT, .max = 60},
    {.key = "phone_other", .type = FIELD_TEXT, .max = 60},
    {.key = "email", .type = FIELD_TEXT, .max = 254},
    {.key = "hours", .type = FIELD_TEXT, .max = 200},
};
const struct shape SHAPE_CONTACT_ANSWER = SHAPE("ContactAnswer", answer_fields);
static const char *const changeable[] = {
    "organisation", "person", "post", "phone", "phone_other", "email", "hours"};

/* Each once, with commas. */
static const char *wrong_of(struct call *c, const json_t *body)
{
    const char *all = NULL;
    size_t i;
    for (const char *const *key = wrong_keys; *key != NULL; key++) {
        const json_t *one;
        bool said = false;
        json_array_foreach(json_object_get(body, "wrong"), i, one) said =
            said || strcmp(body_text(one, "kind"), *key) == 0;
        if (said)
            all = all == NULL ? *key : mem_printf(c, "%s,%s", all, *key);
    }
    return all;
}

/* Managing contacts, or keeping this one. Nobody else learns whether it is there. */
static enum err may_say(struct call *c, const struct reg_record *contact, bool manages)
{
    int64_t keeper = 0;
    enum err e = manages ? ERR_OK : reg_ref_id(c, contact, "keeper", &keeper);
    if (e != ERR_OK || manages)
        return e;
    return keeper != 0 && keeper == c->who->person_id ? ERR_OK : ERR_NOT_FOUND;
}

static enum err carry_out(
    struct call *c, const struct reg_record *contact, const char *id, const json_t *body)
{
    char today[DATE_TEXT_SIZE];
    struct date day;
    struct reg_record changed;
    const char *outcome = body_text(body, "outcome");
    if (strcmp(outcome, "dropped") == 0)
        return reg_delete(c, &REG_CONTACTS, id, contact->version);
    if (!contact_today(c, &day, today))
        return ERR_INTERNAL;
    json_t *patch = reg_keep(c, json_pack("{s:s}", "confirmed_on", today));
    bool changes = strcmp(outcome, "changed") == 0;
    for (size_t i = 0; changes && i < sizeof changeable / sizeof changeable[0]; i++)
        if (json_object_get(body, changeable[i]) != NULL)
            json_object_set(patch, changeable[i], json_object_get(body, changeable[i]));
    const char *before = body_text(contact->after, "confirmed_on");
    if (!changes && before != NULL && strcmp(before, today) == 0)
        return ERR_OK;
    return reg_update(c, &REG_CONTACTS, id, contact->version, patch, &changed);
}

static enum err open_round(struct call *c, const char *id, struct reg_record *ret_round)
{
    enum err e = reg_look(c, &REG_CONTACT_ROUNDS, id, ret_round);
    if (e == ERR_OK && strcmp(body_text(ret_round->after, "state"), "open") != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "contact_round_closed");
    return e;
}

static void note_answer(
    struct call *c, const struct reg_record *round, const struct reg_record *contact, json_t *body)
{
    json_t *after =
        reg_keep(c, json_pack("{s:O, s:O}", "contact", json_object_get(contact->after, "number"),
                        "outcome", json_object_get(body, "outcome")));
    audit_add(c, &(struct audit_entry){.action = "answer",
                     .subject = REG_CONTACT_ROUNDS.singular,
                     .subject_id = round->id,
                     .subject_uid = &round->uid,
                     .after = after});
}

static enum err answer(struct call *c, json_t *body, bool manages)
{
    struct reg_record round, contact;
    const char *outcome = NULL;
    const char *id = body_text(body, "contact");
    enum err e = reg_look(c, &REG_CONTACTS, id, &contact);
    if (e == ERR_OK)
        e = may_say(c, &contact, manages);
    if (e == ERR_OK)
        e = open_round(c, body_text(body, "round"), &round);
    if (e == ERR_OK)
        e = contact_store_check_of(c, round.id, contact.id, &outcome);
    if (e == ERR_OK)
        e = carry_out(c, &contact, id, body);
    if (e == ERR_OK)
        e = contact_store_said(c, round.id, contact.id, body_text(body, "outcome"),
            wrong_of(c, body), body_text(body, "note"));
    if (e == ERR_OK)
        note_answer(c, &round, &contact, body);
    return e;
}

enum err contact_answer_post(struct req *r)
{
    struct call *c = &r->call;
    const struct who *who = c->who;
    enum err e = tx_begin(c);
    if (e != ERR_OK)
        return e;
    /* A keeper changes what he keeps, by this route alone. */
    struct who all = *who;
    all.system = true;
    c->who = &all;
    e = answer(c, r->body, who_may(who, &PERM_CONTACT_WRITE, "/"));
    c->who = who;
    return e == ERR_OK ? tx_commit(c) : e;
}
