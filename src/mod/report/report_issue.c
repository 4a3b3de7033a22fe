#include "mod/report/report_issue.h"

#include "base/clock.h"
#include "base/digest.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/campaign.h"
#include "mod/report/report_approval_rules.h"
#include "mod/report/report_case.h"
#include "mod/report/report_disclosure.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_store.h"
#include "mod/report/report_type.h"

#include <string.h>

enum { DOCUMENT_DEPTH = 16, MONTHS_OF_YEAR = 12 };

/* ---- an issue from its record ---- */

static int64_t instant_of(const json_t *record, const char *key)
{
    int64_t ms = 0;
    const char *text = body_text(record, key);
    if (text != NULL)
        instant_parse(text, &ms);
    return ms;
}

static const char *text_or_empty(const json_t *record, const char *key)
{
    const char *text = body_text(record, key);
    return text == NULL ? "" : text;
}

/* Those of its type as it is now; of an own type, whatever has become of it. */
static enum err sections_load(struct call *c, struct report_issue *issue)
{
    const char *text = NULL;
    json_t *sections = NULL;
    if (strcmp(issue->type, REPORT_TYPE_OWN) != 0) {
        issue->sections = report_type_builtin(c, issue->type);
        return ERR_OK;
    }
    enum err e = report_store_issue_type(c, issue->id, &issue->own_type, &text);
    if (e == ERR_OK)
        e = json_in_parse(c, text, strlen(text), DOCUMENT_DEPTH, c->problem, &sections);
    if (e == ERR_OK)
        issue->sections = report_type_own(c, sections);
    return e;
}

/* Words, author and sections, which the record does not hold. The draft is dated by its last
 * change. */
static enum err complete(struct call *c, struct report_issue *issue)
{
    struct report_said *said = NULL;
    enum err e = sections_load(c, issue);
    if (e == ERR_OK)
        e = report_store_author(c, issue->id, &issue->author);
    if (e == ERR_OK)
        e = report_store_said(c, issue->id, &said, &issue->n_said);
    if (e != ERR_OK || said == NULL) /* nobody has said anything */
        return e;
    issue->said = said;
    for (size_t i = 0; i < issue->n_said; i++)
        if (said[i].updated_ms > issue->prepared_ms)
            issue->prepared_ms = said[i].updated_ms;
    return e;
}

static enum err issue_of(
    struct call *c, int64_t id, const json_t *record, struct report_issue *ret_issue)
{
    struct report_issue issue = {
        .id = id,
        .number = text_or_empty(record, "number"),
        .type = text_or_empty(record, "type"),
        .period = body_text(record, "period"),
        .campaign = body_text(record, "campaign"),
        .incident = body_text(record, "incident"),
        .title = body_text(record, "title"),
        .title_en = body_text(record, "title_en"),
        .audience = body_text(record, "audience"),
        .audience_en = body_text(record, "audience_en"),
        .confidentiality = body_text(record, "confidentiality"),
        .confidentiality_en = body_text(record, "confidentiality_en"),
        .meeting = body_text(record, "meeting"),
        .meeting_en = body_text(record, "meeting_en"),
        .meeting_date = body_text(record, "meeting_date"),
        .covers_from = body_text(record, "covers_from"),
        .covers_to = body_text(record, "covers_to"),
        .ja = body_bool(record, "era") ? REPORT_JA_ERA : "ja",
        .prepared_ms = instant_of(record, "updated_at"),
        .approved = body_text(record, "approved_at") != NULL,
        .approver = {text_or_empty(record, "approver"), text_or_empty(record, "approver_post")},
        .approved_ms = instant_of(record, "approved_at"),
        .version = body_int(record, "version", 0),
    };
    enum err e = complete(c, &issue);
    if (e == ERR_OK)
        *ret_issue = issue;
    return e;
}

enum err report_issue_load(
    struct call *c, const char *id, bool change, struct report_issue *ret_issue)
{
    int64_t row = 0;
    json_t *record = NULL;
    enum err e = reg_find(c, &REG_REPORT_ISSUES, id, &row);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_REPORT_READ);
    if (e == ERR_OK)
        e = reg_get(c, &REG_REPORT_ISSUES, id, &record);
    if (e == ERR_OK)
        e = issue_of(c, row, record, ret_issue);
    if (e == ERR_OK && ret_issue->incident != NULL)
        e = report_case_open(c, ret_issue->incident, change);
    if (e == ERR_OK && change && ret_issue->approved)
        e = problem_set(c->problem, ERR_CONFLICT, "report_approved");
    return e;
}

bool report_issue_covers(const struct report_issue *issue, struct date_span *ret_days)
{
    return issue->covers_from != NULL && issue->covers_to != NULL &&
           date_parse(issue->covers_from, &ret_days->first) &&
           date_parse(issue->covers_to, &ret_days->last);
}

bool report_issue_days(struct call *c, const struct report_issue *issue, struct date_span *ret_days)
{
    struct date day;
    int first_month = c->org.fiscal_first_month, year = 0;
    if (report_issue_covers(issue, ret_days))
        return true;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &day))
        return false;
    if (issue->period != NULL && period_parse(issue->period, &year))
        day = (struct date){year, first_month, 1};
    *ret_days = fiscal_span(day, first_month, MONTHS_OF_YEAR);
    return true;
}

/* ---- its document ---- */

/* Rows that are new or changed since the last approved report of the type. */
static enum err mark(struct call *c, const struct report_issue *issue, const json_t *doc)
{
    size_t n = 0;
    const char *text = NULL;
    json_t *last = NULL;
    const char **marked = mem_array(c, const char *, issue->sections.n + 1);
    enum err e = report_store_last(c, issue, &text);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e == ERR_OK)
        e = json_in_parse(c, text, strlen(text), DOCUMENT_DEPTH, c->problem, &last);
    for (size_t i = 0; i < issue->sections.n; i++) {
        const struct report_slot *slot = &issue->sections.slots[i];
        if (slot->builder != NULL && slot->builder->marked)
            marked[n++] = slot->key;
    }
    marked[n] = NULL;
    if (e == ERR_OK)
        draft_mark(doc, last, marked);
    return e;
}

/* How things stand is said with the day, what happened with the days. It comes last: rows are
 * compared with the last issue's by the place of their table. */
static enum err tell_time(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct date today;
    struct date_span days;
    if (builder->tells == REPORT_TELLS_ITSELF)
        return ERR_OK;
    if (!clock_day_in_zone(d->c->now_ms, d->c->org.zone, &today) ||
        !report_issue_days(d->c, d->issue, &days))
        return ERR_INTERNAL;
    const char *ja = d->issue->ja;
    const struct draft_arg args[] = {draft_day_long(d->c, ja, "day", today),
        draft_day_long(d->c, ja, "from", days.first), draft_day_long(d->c, ja, "to", days.last)};
    draft_paragraph(blocks, "small",
        draft_format(d->c,
            builder->tells == REPORT_TELLS_STATE ? "report.section.as_of" : "report.section.days",
            args, sizeof args / sizeof args[0]));
    return ERR_OK;
}

static enum err draw(struct report_drawing *d, const struct report_slot *slot, json_t *sections)
{
    json_t *blocks = draft_section(sections, slot->key, json_incref(slot->heading));
    if (slot->builder == NULL)
        return ERR_OK;
    enum err e = slot->builder->draw(d, slot->builder, blocks);
    return e == ERR_OK ? tell_time(d, slot->builder, blocks) : e;
}

enum err report_draft(struct call *c, const struct report_issue *issue, json_t **ret_doc)
{
    json_t *doc = draft_envelope(issue, c->org.name, c->org.zone, c->org.lang);
    json_in_keep(c, doc);
    json_t *sections = json_object_get(doc, "sections");
    struct report_drawing d = {.c = c, .issue = issue, .doc = doc};
    enum err e = ERR_OK;
    for (size_t i = 0; i < issue->sections.n && e == ERR_OK; i++)
        e = draw(&d, &issue->sections.slots[i], sections);
    if (e == ERR_OK)
        e = mark(c, issue, doc);
    if (e != ERR_OK)
        return e;
    draft_say(sections, issue, c->org.zone);
    report_case_mark(c, d.incident, doc);
    if (report_is_outward(issue))
        report_disclosure_outward(doc, c->org.name);
    *ret_doc = doc;
    return ERR_OK;
}

static enum err frozen(struct call *c, int64_t id, json_t **ret_doc)
{
    const char *text = NULL;
    enum err e = report_store_document(c, id, &text);
    return e != ERR_OK ? e
                       : json_in_parse(c, text, strlen(text), DOCUMENT_DEPTH, c->problem, ret_doc);
}

enum err report_issue_document(struct call *c, const char *id, json_t **ret_doc)
{
    struct report_issue issue;
    json_t *sent = NULL;
    enum err e = report_issue_load(c, id, false, &issue);
    if (e == ERR_OK && issue.approved)
        return frozen(c, issue.id, ret_doc);
    if (e == ERR_OK) /* what is being decided on is what was sent */
        e = approval_frozen(c, &REG_REPORT_ISSUES, issue.id, &sent);
    if (e == ERR_OK && sent == NULL)
        return report_draft(c, &issue, ret_doc);
    if (e == ERR_OK)
        *ret_doc = sent;
    return e;
}

enum err report_issue_sections(
    struct call *c, const struct report_issue *issue, struct report_slots *ret_sections)
{
    json_t *doc = NULL;
    enum err e = issue->approved ? frozen(c, issue->id, &doc) : ERR_OK;
    if (e == ERR_OK)
        *ret_sections = doc == NULL ? issue->sections : report_type_frozen(c, doc);
    return e;
}

enum err report_campaign_document(struct call *c, const char *campaign, json_t **ret_doc)
{
    struct campaign found;
    enum err e = campaign_find(c, campaign, false, &found);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_REPORT_READ);
    if (e != ERR_OK)
        return e;
    const struct report_issue issue = {
        .number = found.number,
        .type = "assessment",
        .sections = report_type_builtin(c, "assessment"),
        .period = found.period,
        .campaign = found.number,
        .title = msg_get("ja", "report.assessment.title"),
        .title_en = msg_get("en", "report.assessment.title"),
        .author = {"", ""},
        .prepared_ms = c->now_ms,
    };
    return report_draft(c, &issue, ret_doc);
}

/* ---- approval ---- */

static enum err approver_set(struct call *c, json_t *record)
{
    struct report_person person;
    char now[INSTANT_TEXT_SIZE];
    enum err e = report_store_person(c, c->who->account_id, &person);
    if (e != ERR_OK)
        return e;
    instant_format(c->now_ms, now);
    json_object_set_new(record, "approved_at", json_string(now));
    json_object_set_new(
        record, "approver", json_string(person.name[0] == '\0' ? c->org.name : person.name));
    json_object_set_new(
        record, "approver_post", person.post[0] == '\0' ? json_null() : json_string(person.post));
    return ERR_OK;
}

/* How it came to be approved goes with it: the round, else the one press. */
static enum err sheet_append(
    struct call *c, const struct reg_record *record, const struct report_issue *issue, json_t *doc)
{
    char id[UUID_TEXT_SIZE];
    json_t *round = NULL;
    enum err e = approval_story(c, &REG_REPORT_ISSUES, record->id, &round);
    if (e == ERR_OK && round == NULL) {
        bool alone = false;
        uuid_format(&record->uid, id);
        e = approval_own_part(c, record->def, id, &alone);
        round = draft_round_at_once(issue, record->reason, alone);
        json_in_keep(c, round);
    }
    if (e == ERR_OK)
        draft_approval_sheet(c, doc, round, c->org.zone);
    return e;
}

enum err report_issue_freeze(struct call *c, const struct reg_record *record)
{
    struct report_issue issue;
    struct report *checked = NULL;
    json_t *doc = NULL;
    enum err e = approver_set(c, record->after);
    if (e == ERR_OK)
        e = issue_of(c, record->id, record->after, &issue);
    if (e == ERR_OK)
        e = approval_frozen(c, &REG_REPORT_ISSUES, record->id, &doc);
    if (e == ERR_OK && doc == NULL)
        e = report_draft(c, &issue, &doc);
    if (e == ERR_OK)
        draft_approve(doc, &issue, c->org.name, c->org.zone);
    if (e == ERR_OK)
        e = report_is_outward(&issue) ? report_disclosure_freeze(c, &issue, doc)
                                      : sheet_append(c, record, &issue, doc);
    if (e == ERR_OK)
        e = report_doc_read(c, doc, NULL, c->problem, &checked);
    if (e != ERR_OK)
        return e;
    json_object_set_new(record->after, "digest", json_string(checked->digest));
    return report_store_freeze(c, record->id, report_doc_bytes(c, doc));
}
