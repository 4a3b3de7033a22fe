#include "kernel/sheet/campaign.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register.h"
#include "kernel/sheet/answerer.h"
#include "kernel/sheet/campaign_days.h"
#include "kernel/sheet/campaign_store.h"
#include "kernel/sheet/response_notice.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_rules.h"
#include "kernel/sheet/sheet_search.h"
#include "kernel/sheet/sheet_store.h"

#include <string.h>

enum err campaign_find(struct call *c, const char *id, bool lock, struct campaign *ret_campaign)
{
    return campaign_store_find(c, id, lock, ret_campaign);
}

static enum err may_change(struct call *c)
{
    return who_may(c->who, &PERM_CAMPAIGN_WRITE, "/") ? ERR_OK : ERR_FORBIDDEN;
}

static enum err wants_state(
    struct call *c, const struct campaign *campaign, enum campaign_state state)
{
    return campaign->state == state ? ERR_OK
                                    : problem_set(c->problem, ERR_CONFLICT, "campaign_state");
}

static void audit(struct call *c, const struct campaign *campaign, const char *action,
    json_t *before, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "campaign",
                     .subject_id = campaign->id,
                     .subject_uid = &campaign->uid,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
}

/* What the audit shows of a campaign. */
static json_t *shown(const struct campaign *k)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s?, s:s, s:s, s:s?, s:i, s:i}", "number", k->number,
        "name", k->name, "sheet", k->sheet.title, "period", k->period, "opens", k->opens, "due",
        k->due, "state", campaign_state_key(k->state), "note", k->note, "remind_before",
        k->remind_before, "remind_every", k->remind_every);
}

static enum err sheet_set(struct call *c, struct campaign *campaign, const char *uid_text)
{
    struct uuid uid;
    struct sheet_version version;
    enum err e =
        uuid_parse(uid_text, &uid) ? sheet_store_version(c->db, c, &uid, &version) : ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/sheet_version", "reference", uid_text);
        return ERR_INVALID;
    }
    if (e == ERR_OK) {
        campaign->sheet =
            (struct ref){version.sheet_id, version.sheet_uid, NULL, version.sheet_key};
        campaign->sheet_version = (struct ref){version.id, version.uid, NULL, version.label};
    }
    return e;
}

/* A draft opens by itself only on a date that lay ahead when it was written: on one that is here
 * already, somebody is at work on it and opens it. */
static void schedule(struct call *c, struct campaign *k)
{
    char today[DATE_TEXT_SIZE];
    date_format(campaign_today(c, NULL), today);
    k->scheduled = k->state == CAMPAIGN_DRAFT && k->opens != NULL && strcmp(k->opens, today) > 0;
}

/* Takes the members that are present; a member that is null clears. */
static enum err take(struct call *c, struct campaign *k, const json_t *body)
{
    enum err e = ERR_OK;
    if (json_object_get(body, "name") != NULL)
        k->name = mem_strdup(c, body_text(body, "name"));
    if (json_object_get(body, "period") != NULL)
        k->period = mem_strdup(c, body_text(body, "period"));
    if (json_object_get(body, "opens") != NULL) {
        k->opens = mem_strdup(c, body_text(body, "opens"));
        schedule(c, k);
    }
    if (json_object_get(body, "remind_before") != NULL)
        k->remind_before = (int)json_integer_value(json_object_get(body, "remind_before"));
    if (json_object_get(body, "remind_every") != NULL)
        k->remind_every = (int)json_integer_value(json_object_get(body, "remind_every"));
    if (json_object_get(body, "for_request") != NULL)
        k->for_request = json_is_true(json_object_get(body, "for_request"));
    if (json_object_get(body, "outside") != NULL)
        k->outside = mem_strdup(c, body_text(body, "outside"));
    if (json_object_get(body, "due") != NULL)
        k->due = mem_strdup(c, body_text(body, "due"));
    if (json_object_get(body, "note") != NULL)
        k->note = mem_strdup(c, body_text(body, "note"));
    if (json_object_get(body, "sheet_version") != NULL)
        e = sheet_set(c, k, body_text(body, "sheet_version"));
    if (k->opens != NULL && k->due != NULL && strcmp(k->opens, k->due) > 0)
        problem_field(c->problem, "/due", "campaign_due");
    return e == ERR_OK ? problem_check(c->problem) : e;
}

/* ---- units asked ---- */

static enum err unit_add(struct call *c, const struct campaign *campaign, const json_t *one,
    size_t index, const struct answerers *answerers)
{
    const char *assignee = body_text(one, "assignee");
    const struct ref *account = assignee == NULL ? NULL : answerer_account(answerers, assignee);
    if (assignee != NULL && account == NULL)
        problem_field_value(
            c->problem, mem_printf(c, "/units/%zu/assignee", index), "campaign_assignee", assignee);
    enum err e = campaign_store_unit_add(
        c, campaign->id, body_text(one, "unit"), account == NULL ? 0 : account->id);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field_value(c->problem, mem_printf(c, "/units/%zu/unit", index), "campaign_unit",
        body_text(one, "unit"));
    return ERR_OK; /* the problem is told at the end */
}

/* An assignee must be able to answer in that very unit. */
static enum err assignees_check(
    struct call *c, const struct campaign *campaign, const struct answerers *answerers)
{
    struct campaign_unit *units = NULL;
    size_t n = 0;
    enum err e = campaign_store_units(c, campaign->id, false, &units, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (units[i].assignee.id != 0 &&
            !answerer_in(answerers, units[i].assignee.id, units[i].path))
            problem_field_value(
                c->problem, "/units", "campaign_assignee_unit", units[i].assignee.title);
    return e == ERR_OK ? problem_check(c->problem) : e;
}

static enum err units_set(struct call *c, const struct campaign *campaign, const json_t *units)
{
    struct answerers answerers;
    enum err e = answerers_load(c, &answerers);
    if (e == ERR_OK)
        e = campaign_store_units_clear(c, campaign->id);
    for (size_t i = 0; i < json_array_size(units) && e == ERR_OK; i++)
        e = unit_add(c, campaign, json_array_get(units, i), i, &answerers);
    if (e == ERR_OK)
        e = problem_check(c->problem);
    return e == ERR_OK ? assignees_check(c, campaign, &answerers) : e;
}

/* ---- records ---- */

enum err campaign_create(struct call *c, const json_t *body, struct campaign *ret_campaign)
{
    struct campaign k = {.state = CAMPAIGN_DRAFT, .version = 1, .uid = uuid_new(c->now_ms)};
    k.created_at_ms = k.updated_at_ms = c->now_ms;
    k.created_by = (struct ref){c->who->account_id, c->who->account_uid, NULL, c->who->name};
    enum err e = may_change(c);
    if (e == ERR_OK)
        e = take(c, &k, body);
    if (e == ERR_OK)
        e = reg_number(c, "K", &k.number);
    if (e == ERR_OK)
        e = campaign_store_insert(c, &k);
    if (e == ERR_OK)
        e = sheet_search_campaign(c, &k, NULL);
    const json_t *units = json_object_get(body, "units");
    if (e == ERR_OK && json_is_array(units))
        e = units_set(c, &k, units);
    if (e != ERR_OK)
        return e;
    audit(c, &k, "create", NULL, shown(&k));
    *ret_campaign = k;
    return ERR_OK;
}

/* What was asked, and for which period, is fixed once people answer. */
static enum err fixed_check(struct call *c, const struct campaign *campaign, const json_t *patch)
{
    static const char *const fixed[] = {"sheet_version", "period"};
    if (campaign->state == CAMPAIGN_CLOSED)
        return problem_set(c->problem, ERR_CONFLICT, "campaign_state");
    if (json_object_get(patch, "units") != NULL)
        problem_field(c->problem, "/units", "create_only");
    for (size_t i = 0; i < 2; i++)
        if (campaign->state != CAMPAIGN_DRAFT && json_object_get(patch, fixed[i]) != NULL)
            problem_field(c->problem, mem_printf(c, "/%s", fixed[i]), "campaign_fixed");
    return problem_check(c->problem);
}

enum err campaign_update(struct call *c, struct campaign *campaign, const json_t *patch)
{
    struct campaign k = *campaign;
    enum err e = may_change(c);
    if (e == ERR_OK)
        e = fixed_check(c, campaign, patch);
    if (e == ERR_OK)
        e = take(c, &k, patch);
    if (e == ERR_OK)
        e = campaign_store_update(c, &k);
    if (e == ERR_OK)
        e = sheet_search_campaign(c, &k, campaign);
    if (e != ERR_OK)
        return e;
    audit(c, &k, "update", shown(campaign), shown(&k));
    *campaign = k;
    return ERR_OK;
}

enum err campaign_remove(struct call *c, struct campaign *campaign)
{
    enum err e = may_change(c);
    if (e == ERR_OK)
        e = wants_state(c, campaign, CAMPAIGN_DRAFT);
    if (e == ERR_OK)
        e = campaign_store_delete(c, campaign);
    if (e == ERR_OK)
        e = search_remove(c, "campaign", campaign->id, 0);
    if (e == ERR_OK)
        audit(c, campaign, "delete", shown(campaign), NULL);
    return e;
}

enum err campaign_set_units(struct call *c, struct campaign *campaign, const json_t *units)
{
    enum err e = may_change(c);
    if (e == ERR_OK)
        e = wants_state(c, campaign, CAMPAIGN_DRAFT);
    if (e == ERR_OK)
        e = units_set(c, campaign, units);
    if (e == ERR_OK)
        e = campaign_store_update(c, campaign);
    if (e == ERR_OK)
        audit(c, campaign, "update", NULL,
            json_pack("{s:I}", "units", (json_int_t)json_array_size(units)));
    return e;
}

/* ---- supplements ---- */

enum err campaign_set_supplement(
    struct call *c, struct campaign *campaign, const char *item_key, const json_t *texts)
{
    const struct sheet_doc *doc = NULL;
    enum err e = may_change(c);
    if (e == ERR_OK && campaign->state == CAMPAIGN_CLOSED)
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_state");
    if (e == ERR_OK)
        e = campaign_doc(c, campaign, &doc);
    int item_no = e == ERR_OK ? sheet_item_no(doc, item_key) : 0;
    if (e == ERR_OK && item_no == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = campaign_store_supplement_clear(c, campaign->id, item_no);
    const char *lang;
    json_t *text;
    json_object_foreach((json_t *)texts, lang, text)
    {
        if (e == ERR_OK)
            e = campaign_store_supplement_set(
                c, campaign->id, item_no, lang, json_string_value(text));
    }
    if (e == ERR_OK)
        e = campaign_store_update(c, campaign);
    if (e == ERR_OK)
        audit(c, campaign, "supplement", NULL,
            json_pack("{s:s, s:O?}", "item", item_key, "text", (json_t *)texts));
    return e;
}

enum err campaign_doc(
    struct call *c, const struct campaign *campaign, const struct sheet_doc **ret_doc)
{
    struct sheet_version version;
    enum err e = sheet_store_version_by_id(c->db, c, campaign->sheet_version.id, &version);
    return e == ERR_OK ? sheet_store_rules(c->db, c, &version, ret_doc) : e;
}

/* ---- opening and closing ---- */

static enum err responses_make(struct call *c, const struct campaign *campaign,
    const struct sheet_doc *doc, const struct campaign_unit *units, size_t n)
{
    struct sheet_answer *none = mem_array(c, struct sheet_answer, doc->n_items);
    struct sheet_asked *asked = mem_array(c, struct sheet_asked, doc->n_items);
    for (size_t i = 0; i < n; i++) {
        const struct sheet_facts facts = {.unit_kind = units[i].kind, .today = campaign->due};
        int n_asked = 0;
        int n_answered = 0;
        sheet_ask(doc, &facts, none, asked);
        sheet_progress(doc, none, asked, &n_asked, &n_answered);
        enum err e = response_store_insert(c, campaign, &units[i], n_asked);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err first_opening(struct call *c, struct campaign *campaign, int64_t *ret_responses)
{
    struct campaign_unit *units = NULL;
    struct answerers answerers;
    const struct sheet_doc *doc = NULL;
    size_t n = 0;
    enum err e = campaign_store_units(c, campaign->id, false, &units, &n);
    if (e == ERR_OK)
        e = answerers_load(c, &answerers);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (units[i].assignee.id == 0)
            units[i].assignee = answerer_default(&answerers, units[i].path);
    if (e == ERR_OK)
        e = campaign_store_snapshot(c, campaign->id, units, n);
    if (e == ERR_OK)
        e = campaign_store_units(c, campaign->id, false, &units, &n); /* without deleted ones */
    if (e == ERR_OK && n == 0 && campaign->outside == NULL)
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_no_units");
    if (e == ERR_OK)
        e = campaign_doc(c, campaign, &doc);
    if (e == ERR_OK)
        e = responses_make(c, campaign, doc, units, n);
    if (e == ERR_OK)
        *ret_responses = (int64_t)n;
    return e;
}

enum err campaign_open(struct call *c, struct campaign *campaign, int64_t *ret_responses)
{
    int64_t n = 0;
    bool again = campaign->state == CAMPAIGN_CLOSED;
    enum err e = may_change(c);
    if (e == ERR_OK && campaign->state == CAMPAIGN_OPEN)
        e = problem_set(c->problem, ERR_CONFLICT, "campaign_state");
    if (e == ERR_OK && !again)
        e = first_opening(c, campaign, &n);
    if (e != ERR_OK)
        return e;
    campaign->state = CAMPAIGN_OPEN;
    campaign->closed_at_ms = 0;
    if (!again)
        campaign->snapshot_at_ms = c->now_ms;
    e = campaign_store_update(c, campaign);
    if (e != ERR_OK)
        return e;
    audit(c, campaign, again ? "reopen" : "open", NULL,
        json_pack("{s:I}", "responses", (json_int_t)n));
    e = again ? ERR_OK : response_notice_all(c, campaign, RESPONSE_ASKED);
    if (e == ERR_OK)
        *ret_responses = n;
    return e;
}

enum err campaign_close(struct call *c, struct campaign *campaign)
{
    struct campaign_counts counts;
    enum err e = may_change(c);
    if (e == ERR_OK)
        e = wants_state(c, campaign, CAMPAIGN_OPEN);
    if (e != ERR_OK)
        return e;
    campaign->state = CAMPAIGN_CLOSED;
    campaign->closed_at_ms = c->now_ms;
    e = campaign_store_update(c, campaign);
    if (e == ERR_OK)
        e = campaign_store_counts(c, campaign, 1, &counts);
    if (e == ERR_OK)
        audit(c, campaign, "close", NULL,
            json_pack("{s:I, s:I, s:I}", "units", (json_int_t)counts.units, "submitted",
                (json_int_t)counts.submitted, "accepted", (json_int_t)counts.accepted));
    return e;
}

bool campaign_overdue(const struct call *c, const char *due, const char *zone)
{
    struct date date;
    int64_t end;
    return date_parse(due, &date) && clock_day_end(date, zone == NULL ? c->org.zone : zone, &end) &&
           c->now_ms >= end;
}
