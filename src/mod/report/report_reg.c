/* The register of report issues, and what changes with a record of it. */
#include "base/json_in.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job.h"
#include "kernel/register/register_check.h"
#include "kernel/sheet/campaign.h"
#include "mod/report/report_case.h"
#include "mod/report/report_file.h"
#include "mod/report/report_store.h"
#include "mod/report/report_type.h"

#include <string.h>

enum { TYPE_DEPTH = 6 };

const struct perm PERM_REPORT_READ = {"report.read", PERM_ROLE, OF_READERS};
const struct perm PERM_REPORT_WRITE = {"report.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_REPORT_WORDS = {"report.words", PERM_ROLE, OF_LEADS | OF_EXECUTIVE};
const struct perm PERM_REPORT_APPROVE = {"report.approve", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const state_keys[] = {"draft", "approved", NULL};
static const struct option_set STATES = {"report_state", state_keys};

static const struct field fields[] = {
    {.key = "type",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .options = &OPTIONS_REPORT_TYPE},
    {.key = "own_type",
        .type = FIELD_REF,
        .flags = FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "report-types",
        .column = "own_type_id"},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .options = &STATES},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "title_en", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "campaign", .type = FIELD_TEXT, .flags = FIELD_CREATE_ONLY | FIELD_LISTED, .max = 40},
    {.key = "incident", .type = FIELD_TEXT, .flags = FIELD_CREATE_ONLY | FIELD_INDEXED, .max = 40},
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "era", .type = FIELD_BOOL},
    {.key = "audience", .type = FIELD_TEXT, .flags = FIELD_LISTED},
    {.key = "audience_en", .type = FIELD_TEXT},
    {.key = "confidentiality", .type = FIELD_TEXT, .max = 20},
    {.key = "confidentiality_en", .type = FIELD_TEXT, .max = 40},
    {.key = "meeting", .type = FIELD_TEXT, .flags = FIELD_LISTED},
    {.key = "meeting_en", .type = FIELD_TEXT},
    {.key = "meeting_date", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "distribution", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "presented_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "approver", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "approver_post", .type = FIELD_TEXT, .flags = FIELD_READONLY},
    {.key = "approved_at", .type = FIELD_INSTANT, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "digest", .type = FIELD_TEXT, .flags = FIELD_READONLY, .max = 64},
    {.key = "schedule",
        .type = FIELD_REF,
        .flags = FIELD_READONLY,
        .ref = "report-schedules",
        .column = "schedule_id"},
    {.key = "covers_from", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED},
    {.key = "covers_to", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "words_due", .type = FIELD_DATE, .flags = FIELD_READONLY},
};

enum err report_record_sections(struct call *c, const struct reg_record *record,
    struct report_slots *ret_sections, bool *ret_active)
{
    int64_t id = 0;
    const char *text = NULL;
    json_t *list = NULL;
    *ret_active = true;
    *ret_sections = report_type_builtin(c, body_text(record->after, "type"));
    enum err e = reg_ref_id(c, record, "own_type", &id);
    if (e != ERR_OK || id == 0)
        return e;
    e = report_store_type(c, id, &text, ret_active);
    if (e == ERR_OK)
        e = json_in_parse(c, text, strlen(text), TYPE_DEPTH, c->problem, &list);
    if (e == ERR_OK)
        *ret_sections = report_type_own(c, list);
    return e;
}

/* Is a new issue about a campaign? An own type is named where, and only where, it is of one. */
static enum err campaign_wanted(struct call *c, const struct reg_record *record, bool *ret_wanted)
{
    const char *type = body_text(record->after, "type");
    struct report_slots sections = {0};
    bool own = strcmp(type, REPORT_TYPE_OWN) == 0;
    bool named = json_is_object(json_object_get(record->after, "own_type"));
    bool active = true;
    enum err e = ERR_OK;
    if (own != named)
        problem_field(c->problem, "/own_type", own ? "required" : "not_of_type");
    else
        e = report_record_sections(c, record, &sections, &active);
    if (e == ERR_OK && !active)
        problem_field(c->problem, "/own_type", "type_retired");
    *ret_wanted = (report_type_needs(&sections) & REPORT_NEEDS_CAMPAIGN) != 0;
    return e;
}

/* A report on an assessment names its campaign, by number from then on, and takes its period. What
 * an own type comes to be about after the issue was made does not matter: neither can be changed.
 */
static enum err campaign_check(struct call *c, const struct reg_record *record)
{
    struct campaign campaign;
    const char *id = body_text(record->after, "campaign");
    bool wanted = id != NULL;
    enum err e = record->change == REG_CREATE ? campaign_wanted(c, record, &wanted) : ERR_OK;
    if (e != ERR_OK)
        return e;
    if (!wanted) {
        if (id != NULL)
            problem_field(c->problem, "/campaign", "not_of_type");
        return ERR_OK;
    }
    if (id == NULL) {
        problem_field(c->problem, "/campaign", "required");
        return ERR_OK;
    }
    e = campaign_find(c, id, false, &campaign);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/campaign", "reference", id);
        return ERR_OK;
    }
    if (e != ERR_OK)
        return e;
    json_object_set_new(record->after, "campaign", json_string(campaign.number));
    if (body_text(record->after, "period") == NULL)
        json_object_set_new(record->after, "period", json_string(campaign.period));
    return ERR_OK;
}

/* A report on a case names it. */
static enum err case_check(struct call *c, const struct reg_record *record)
{
    if (strcmp(body_text(record->after, "type"), REPORT_TYPE_INCIDENT) == 0)
        return record->change == REG_CREATE ? report_case_begin(c, record)
                                            : report_case_hold(c, record);
    if (body_text(record->after, "incident") != NULL)
        problem_field(c->problem, "/incident", "not_of_type");
    return ERR_OK;
}

/* Papers are for inside the company unless somebody says otherwise, or they are for outsiders. */
static void handling_default(const struct call *c, const struct reg_record *record)
{
    bool english = strcmp(c->org.lang, "en") == 0;
    if (json_object_get(record->after, "confidentiality") != NULL ||
        strcmp(body_text(record->after, "type"), REPORT_TYPE_DISCLOSURE) == 0)
        return;
    json_object_set_new(
        record->after, "confidentiality", json_string(msg_get(c->org.lang, "report.confidential")));
    if (!english && json_object_get(record->after, "confidentiality_en") == NULL)
        json_object_set_new(
            record->after, "confidentiality_en", json_string(msg_get("en", "report.confidential")));
}

/* The fiscal year of the meeting, else of today, where none is named. */
static enum err period_default(struct call *c, const struct reg_record *record)
{
    char period[PERIOD_TEXT_SIZE];
    struct date day;
    const char *meeting = body_text(record->after, "meeting_date");
    if (body_text(record->after, "period") != NULL)
        return ERR_OK;
    if (!(meeting != NULL && date_parse(meeting, &day)) &&
        !clock_day_in_zone(c->now_ms, c->org.zone, &day))
        return ERR_INTERNAL;
    period_format(fiscal_year(day, c->org.fiscal_first_month), period);
    json_object_set_new(record->after, "period", json_string(period));
    return ERR_OK;
}

/* What is said of an approved issue and not in it: to whom it went, when it was presented. */
static bool only_told_of(const struct reg_record *record)
{
    static const char *const keys[] = {"distribution", "presented_on"};
    json_t *rest = json_deep_copy(record->after);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        json_t *was = json_object_get(record->before, keys[i]);
        json_object_set(rest, keys[i], was == NULL ? json_null() : was);
    }
    bool same = true;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const json_t *a = json_object_get(rest, fields[i].key);
        const json_t *b = json_object_get(record->before, fields[i].key);
        same &= !reg_differ(a, b);
    }
    json_decref(rest);
    return same;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *before = body_text(record->before, "state");
    enum err e = case_check(c, record);
    if (e != ERR_OK)
        return e;
    if (before != NULL && strcmp(before, "approved") == 0)
        return record->change == REG_UPDATE && only_told_of(record)
                   ? ERR_OK
                   : problem_set(c->problem, ERR_CONFLICT, "report_approved");
    if (record->change == REG_TRANSITION)
        return report_issue_freeze(c, record);
    if (record->change == REG_CREATE)
        handling_default(c, record);
    if (record->change != REG_CREATE && record->change != REG_UPDATE)
        return ERR_OK;
    e = campaign_check(c, record);
    return e == ERR_OK && problem_check(c->problem) == ERR_OK ? period_default(c, record) : e;
}

/* An approved report is given as files from then on; they are made at once. */
static enum err apply(struct call *c, const struct reg_record *record)
{
    return record->change == REG_TRANSITION ? report_files_ask(c, record) : ERR_OK;
}

static const struct reg_transition transitions[] = {
    {"draft", "approve", "approved", &PERM_REPORT_APPROVE, false},
};

static const char *const due_states[] = {"draft", NULL};
static const struct reg_due due = {"meeting_date", NULL, due_states};

const struct reg_def REG_REPORT_ISSUES = {
    .name = "report-issues",
    .singular = "report_issue",
    .schema = "ReportIssue",
    .table = "report_issue",
    .prefix = "RP",
    .scope = REG_ORG,
    .read = &PERM_REPORT_READ,
    .create = &PERM_REPORT_WRITE,
    .update = &PERM_REPORT_WRITE,
    .remove = &PERM_REPORT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .readers = true, /* one on a case has the case's */
    .readers_taken = true,
    .default_sort = "-period",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = 1,
    .due = &due,
    .check = check,
    .apply = apply,
    .purge = report_files_remove,
};
