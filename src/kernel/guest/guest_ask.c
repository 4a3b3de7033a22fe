#include "kernel/guest/guest_ask.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/token.h"
#include "kernel/guest/guest_rules.h"
#include "kernel/guest/guest_store.h"
#include "kernel/guest/respondent.h"
#include "kernel/mail/mail.h"
#include "kernel/mail/mail_rules.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

void guest_audit(struct call *c, const struct guest *g, const char *action, json_t *after)
{
    json_t *what = after == NULL ? json_object() : after;
    json_object_set_new(what, "name", json_string(g->name));
    json_object_set_new(what, "address", json_string(g->address));
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "guest",
                     .subject_id = g->id,
                     .subject_uid = &g->uid,
                     .unit_id = g->unit_id,
                     .after = what});
    json_decref(what);
}

/* ---- one ---- */

/* Ended ones make room for the asker, whose matter it is whom to ask; not for guests, who could
 * have emails sent without end. */
static enum err number_check(
    struct call *c, const struct response *r, const struct guest_invited *invited)
{
    int64_t living = 0, named = 0;
    enum err e = guest_store_count(c, r->id, &living, &named);
    int64_t n = invited->from == NULL ? living : named + 1;
    if (e == ERR_OK && n >= LIMIT_GUESTS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "guests_many", LIMIT_GUESTS);
    return e;
}

static enum err invite_check(
    struct call *c, const struct response *r, const struct guest_invited *invited)
{
    int64_t other = 0;
    if (!response_is_outside(r))
        return problem_set(c->problem, ERR_CONFLICT, "guest_unit");
    if (r->campaign_state != CAMPAIGN_OPEN)
        return problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    if (!invited->unsent && !mail_on(c->app))
        return problem_set(c->problem, ERR_CONFLICT, "mail_off");
    if (!mail_address_ok(invited->address)) {
        problem_field(c->problem, "/address", "email");
        return ERR_INVALID;
    }
    enum err e = number_check(c, r, invited);
    if (e != ERR_OK)
        return e;
    e = guest_store_by_address(c, r->id, invited->address, &other);
    if (e == ERR_OK)
        return problem_set(c->problem, ERR_CONFLICT, "guest_there");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err guest_invite(struct call *c, const struct response *r, const struct guest_invited *invited)
{
    struct token token = token_new(db_org(c->db));
    const char *zone = r->zone == NULL ? c->org.zone : r->zone;
    struct guest g = {.response_id = r->id,
        .name = invited->name,
        .address = invited->address,
        .lang = invited->lang,
        .expires_at_ms = guest_link_end(r->due, zone, c->now_ms),
        .response_uid = r->uid,
        .unit_id = r->unit.id,
        .campaign = r->campaign.title,
        .due = r->due,
        .respondent = r->respondent.title};
    const struct guest_new row = {.response_id = r->id,
        .name = invited->name,
        .address = invited->address,
        .lang = invited->lang,
        .token = &token.hash,
        .expires_at_ms = g.expires_at_ms,
        .delegated_from = invited->from == NULL ? 0 : invited->from->id,
        .created_by = invited->from == NULL ? c->who->account_id : invited->from->created_by};
    enum err e = invite_check(c, r, invited);
    if (e == ERR_OK)
        e = guest_store_add(c, &row, &g);
    if (e == ERR_OK && !invited->unsent)
        e = guest_mail_link(
            c, &g, token.text, invited->what, invited->from == NULL ? NULL : invited->from->name);
    if (e == ERR_OK)
        guest_audit(c, &g, invited->from == NULL ? "invite" : "delegate", NULL);
    return e;
}

enum err guest_link_again(struct call *c, const struct guest *g, enum guest_mail what)
{
    struct token token = token_new(db_org(c->db));
    struct guest with = *g;
    with.expires_at_ms = guest_link_end(g->due, c->org.zone, c->now_ms);
    enum err e = guest_store_link(c, g->id, &token.hash, with.expires_at_ms);
    return e == ERR_OK ? guest_mail_link(c, &with, token.text, what, NULL) : e;
}

/* ---- many ---- */

enum { STRETCH = 200 /* respondents of one transaction */, CLASSES = 8 };

struct asking {
    struct call *c;
    struct campaign campaign;
    const struct sheet_doc *doc;
    const struct respondent_kind *kind;
    struct ref unit; /* the organisation's own: outside respondents belong to no part of it */
    struct {
        const char *class;
        int asked;
    } known[CLASSES];
    int n_known;
    char today[DATE_TEXT_SIZE];
    bool unsent;
    int64_t asked, invited, there;
};

/* How many items are asked of whom this is known, before any is answered. */
static int items_by(struct asking *a, const struct sheet_facts *facts)
{
    struct sheet_answer *none = mem_array(a->c, struct sheet_answer, a->doc->n_items);
    struct sheet_asked *asked = mem_array(a->c, struct sheet_asked, a->doc->n_items);
    int n_asked = 0, n_answered = 0;
    sheet_ask(a->doc, facts, none, asked);
    sheet_progress(a->doc, none, asked, &n_asked, &n_answered);
    return n_asked;
}

static int items_of_class(struct asking *a, const char *class)
{
    const char *name = class == NULL ? "" : class;
    for (int i = 0; i < a->n_known; i++)
        if (strcmp(a->known[i].class, name) == 0)
            return a->known[i].asked;
    int n_asked = items_by(a, &(struct sheet_facts){.respondent_class = class, .today = a->today});
    if (a->n_known < CLASSES) {
        a->known[a->n_known].class = mem_strdup(a->c, name);
        a->known[a->n_known++].asked = n_asked;
    }
    return n_asked;
}

/* Most hold no certificate, and then the class says it all. */
static enum err items_for(struct asking *a, const struct respondent *who, int *ret_n)
{
    struct sheet_certificate *held = NULL;
    size_t n = 0;
    enum err e = a->kind->certificates == NULL
                     ? ERR_OK
                     : a->kind->certificates(a->c, who->id, a->today, &held, &n);
    const struct sheet_facts facts = {.respondent_class = who->class,
        .certificates = held,
        .n_certificates = n,
        .today = a->today};
    *ret_n = n == 0 ? items_of_class(a, who->class) : items_by(a, &facts);
    return e;
}

static bool is_there(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static enum err ask_one(struct asking *a, const struct respondent *who)
{
    struct call *c = a->c;
    struct response r = {
        .campaign = {a->campaign.id, a->campaign.uid, a->campaign.number, a->campaign.name},
        .campaign_state = CAMPAIGN_OPEN,
        .due = a->campaign.due,
        .sheet_version = a->campaign.sheet_version,
        .respondent_kind = a->kind->name,
        .respondent_id = who->id,
        .respondent = {who->id, who->uid, NULL, who->name},
        .respondent_class = who->class,
        .unit = a->unit};
    const struct guest_invited invited = {
        .name = who->contact_name == NULL ? who->name : who->contact_name,
        .address = who->contact_address,
        .lang = who->lang == NULL ? c->org.lang : who->lang,
        .what = GUEST_MAIL_ASKED,
        .unsent = a->unsent};
    enum err e = items_for(a, who, &r.asked);
    if (e == ERR_OK)
        e = response_store_insert_outside(c, &r);
    if (e == ERR_OK)
        a->asked++;
    if (e != ERR_OK || who->contact_address == NULL || !mail_address_ok(who->contact_address))
        return e;
    a->invited++;
    return guest_invite(c, &r, &invited);
}

/* One transaction's worth. *ret_last 0: nobody is left. */
static enum err stretch(
    struct asking *a, const struct respondent_choice *choice, int64_t after, int64_t *ret_last)
{
    struct call *c = a->c;
    struct respondent *list = NULL;
    int64_t *there = NULL;
    size_t n = 0, n_there = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = campaign_find(c, a->campaign.number, true, &a->campaign);
    if (e == ERR_OK && a->campaign.state != CAMPAIGN_OPEN)
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_not_open");
    if (e == ERR_OK)
        e = a->kind->page(c, choice, after, STRETCH, &list, &n);
    if (e == ERR_OK && n > 0)
        e = response_store_there(
            c, a->campaign.id, a->kind->name, list[0].id, list[n - 1].id, &there, &n_there);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        if (is_there(there, n_there, list[i].id))
            a->there++;
        else
            e = ask_one(a, &list[i]);
    }
    if (e != ERR_OK)
        return e;
    *ret_last = n == 0 ? 0 : list[n - 1].id;
    return tx_commit_any(c);
}

static enum err prepare(struct asking *a, const json_t *payload)
{
    struct call *c = a->c;
    int64_t top = 0;
    a->kind = respondent_kind_find(c->app, body_text(payload, "kind"));
    if (a->kind == NULL)
        return ERR_NOT_FOUND;
    if (!who_may(c->who, &PERM_GUEST_WRITE, "/") || !who_may(c->who, a->kind->read, "/"))
        return ERR_FORBIDDEN;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = campaign_find(c, body_text(payload, "campaign"), false, &a->campaign);
    if (e == ERR_OK)
        e = campaign_doc(c, &a->campaign, &a->doc);
    if (e == ERR_OK)
        e = unit_tree_top(c, &top);
    a->unit.id = top;
    tx_abort(c);
    struct date today;
    if (e == ERR_OK && !clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return ERR_INTERNAL;
    if (e == ERR_OK)
        date_format(today, a->today);
    return e;
}

static size_t ids_read(struct call *c, const json_t *list, struct uuid **ret_ids)
{
    size_t n = 0;
    *ret_ids = mem_array(c, struct uuid, json_array_size(list) + 1);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text != NULL && uuid_parse(text, &(*ret_ids)[n]))
            n++;
    }
    return n;
}

/* `job` NULL: none, it cannot be stopped. */
static enum err ask_all(struct asking *a, const json_t *payload, struct job *job)
{
    struct call *c = a->c;
    const json_t *only = json_object_get(payload, "only");
    struct uuid *ids = NULL;
    struct respondent_choice choice = {
        .class = body_text(payload, "class"), .marked = body_bool(payload, "marked")};
    choice.n_only = ids_read(c, only, &ids);
    choice.only = json_is_array(only) ? ids : NULL;
    int64_t last = 0;
    enum err e = prepare(a, payload);
    do {
        if (e == ERR_OK)
            e = stretch(a, &choice, last, &last);
        tx_abort(c);
    } while (e == ERR_OK && last != 0 && (job == NULL || !job_cancelled(job)));
    return e;
}

enum err guest_ask_run(struct call *c, struct job *job)
{
    struct asking a = {.c = c};
    enum err e = ask_all(&a, job_payload(job), job);
    if (e != ERR_OK)
        return e;
    json_t *result = json_pack("{s:I, s:I, s:I}", "asked", (json_int_t)a.asked, "invited",
        (json_int_t)a.invited, "there", (json_int_t)a.there);
    job_result(job, result);
    json_decref(result);
    return ERR_OK;
}

enum err guest_ask_unsent(struct call *c, const json_t *payload)
{
    struct asking a = {.c = c, .unsent = true};
    return ask_all(&a, payload, NULL);
}
