/* One answer that is audited: as it was given, what was seen, and whether they agree. One that
 * differs becomes a finding of the register of audits, with its correction, its day and the check
 * whether it was done. */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_check.h"
#include "kernel/sheet/campaign.h"
#include "mod/governance/governance.h"
#include "mod/site/site_audit.h"

#include <string.h>

static const char *const state_keys[] = {"open", "agree", "differ", NULL};
static const struct option_set STATE = {"site_audit_result", state_keys};

enum { TITLE_MOST = 120 };

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 500},
    {.key = "audit",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "site-audits",
        .column = "audit_id"},
    {.key = "question", .type = FIELD_LONGTEXT, .flags = FIELD_READONLY},
    {.key = "answer", .type = FIELD_LONGTEXT, .flags = FIELD_READONLY},
    {.key = "answer_comment", .type = FIELD_LONGTEXT, .flags = FIELD_READONLY},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "evidence_seen", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "item_key", .type = FIELD_TEXT, .flags = FIELD_CREATE_ONLY | FIELD_INDEXED, .max = 80},
    {.key = "severity", .type = FIELD_ENUM, .options = &OPTIONS_FINDING_SEVERITY},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "finding",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED,
        .max = 40},
};

static const struct reg_transition transitions[] = {
    {"open", "agree", "agree", &PERM_SITE_AUDIT, false},
    {"open", "differ", "differ", &PERM_SITE_AUDIT, false},
};

static void answer_fill(struct call *c, json_t *record, const struct site_answer *answer)
{
    json_object_set_new(record, "name", json_string(utf8_head(c, answer->question, TITLE_MOST)));
    json_object_set_new(record, "question", json_string(answer->question));
    json_object_set_new(record, "answer", json_string(answer->answer));
    if (answer->comment != NULL)
        json_object_set_new(record, "answer_comment", json_string(answer->comment));
}

enum err site_audit_answer_make(
    struct call *c, const struct reg_record *audit, const struct site_answer *answer)
{
    char id[UUID_TEXT_SIZE];
    struct reg_record made;
    uuid_format(&audit->uid, id);
    json_t *body = reg_keep(c, json_pack("{s:O, s:s, s:s}", "unit",
                                   json_object_get(json_object_get(audit->after, "unit"), "id"),
                                   "audit", id, "item_key", answer->key));
    answer_fill(c, body, answer);
    return reg_make(c, &REG_SITE_AUDIT_ANSWERS, body, &made);
}

/* ---- an answer that differs ---- */

static const char *text_or(const json_t *record, const char *key)
{
    const char *text = body_text(record, key);
    return text == NULL ? "" : text;
}

/* The key of the sheet that was asked: a finding about one of its items speaks to whoever looks at
 * that item again. */
static enum err sheet_of(struct call *c, const json_t *audit, const char **ret_key)
{
    struct campaign campaign;
    enum err e = campaign_find(c, body_text(audit, "campaign"), false, &campaign);
    if (e == ERR_OK)
        *ret_key = campaign.sheet.title;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static json_t *finding_body(
    struct call *c, const struct reg_record *record, const json_t *audit, const char *sheet)
{
    const json_t *after = record->after;
    const struct msg_arg args[] = {
        {"site", text_or(json_object_get(audit, "site"), "title")},
        {"question", text_or(after, "question")},
        {"item", text_or(after, "name")},
        {"answer", text_or(after, "answer")},
        {"seen", text_or(after, "evidence_seen")},
        {"note", text_or(after, "note")},
    };
    const size_t n = sizeof args / sizeof args[0];
    const char *title = msg_format(c, c->org.lang, "site.finding.title", args, n);
    const char *detail = msg_format(c, c->org.lang, "site.finding.detail", args, n);
    const char *severity = body_text(after, "severity");
    json_t *body = json_pack("{s:O, s:s, s:s, s:s, s:O, s:s, s:O, s:s?, s:s?}", "unit",
        json_object_get(json_object_get(after, "unit"), "id"), "title",
        utf8_head(c, title, TITLE_MOST), "audit_kind", "internal", "severity",
        severity == NULL ? "minor" : severity, "found_on", json_object_get(audit, "held_on"),
        "detail", detail, "due", json_object_get(after, "due"), "sheet_key", sheet, "item_key",
        sheet == NULL ? NULL : body_text(after, "item_key"));
    const char *owner = body_text(json_object_get(after, "owner"), "id");
    if (owner != NULL)
        json_object_set_new(body, "owner", json_string(owner));
    return reg_keep(c, body);
}

static enum err find_fault(struct call *c, const struct reg_record *record, const json_t *audit)
{
    const char *sheet = NULL;
    char id[UUID_TEXT_SIZE];
    json_t *finding = NULL;
    struct reg_record made;
    if (body_text(record->after, "note") == NULL)
        problem_field(c->problem, "/note", "required");
    if (body_text(record->after, "due") == NULL)
        problem_field(c->problem, "/due", "required");
    if (problem_check(c->problem) != ERR_OK)
        return ERR_OK;
    enum err e = sheet_of(c, audit, &sheet);
    if (e == ERR_OK)
        e = reg_create(c, &REG_AUDIT_FINDINGS, finding_body(c, record, audit, sheet), &made);
    if (e != ERR_OK)
        return e;
    uuid_format(&made.uid, id);
    e = reg_get(c, &REG_AUDIT_FINDINGS, id, &finding);
    if (e == ERR_OK)
        json_object_set(record->after, "finding", json_object_get(finding, "number"));
    return e;
}

static enum err check_judged(struct call *c, const struct reg_record *record)
{
    json_t *audit = NULL;
    enum err e = reg_get(
        c, &REG_SITE_AUDITS, body_text(json_object_get(record->after, "audit"), "id"), &audit);
    if (e != ERR_OK)
        return e;
    if (body_text(record->after, "evidence_seen") == NULL)
        problem_field(c->problem, "/evidence_seen", "required");
    return reg_enters(record, "differ") ? find_fault(c, record, audit) : ERR_OK;
}

/* One more that an auditor wants to look at: its words are the site's. */
static enum err fill(struct call *c, const struct reg_record *record)
{
    struct site_answers all = {NULL, 0};
    struct reg_record audit;
    const char *key = body_text(record->after, "item_key");
    if (body_text(record->after, "question") != NULL)
        return ERR_OK; /* drawn */
    if (key == NULL) {
        problem_field(c->problem, "/item_key", "required");
        return ERR_OK;
    }
    enum err e = reg_look(
        c, &REG_SITE_AUDITS, body_text(json_object_get(record->after, "audit"), "id"), &audit);
    if (e != ERR_OK)
        return e;
    if (audit.unit_id != record->unit_id || strcmp(body_text(audit.after, "state"), "open") != 0)
        problem_field(c->problem, "/audit", "site_audit_of_unit");
    e = site_answers_load(c, &audit, &all);
    for (size_t i = 0; i < all.n && e == ERR_OK; i++) {
        if (strcmp(all.list[i].key, key) != 0)
            continue;
        answer_fill(c, record->after, &all.list[i]);
        return ERR_OK;
    }
    problem_field_value(c->problem, "/item_key", "option", key);
    return e;
}

/* What was judged stays as it was. */
static enum err check(struct call *c, const struct reg_record *record)
{
    const char *was = body_text(record->before, "state");
    if (!site_from_above(c, &PERM_SITE_AUDIT, record->unit_path))
        return problem_set(c->problem, ERR_FORBIDDEN, "site_from_above");
    if (was != NULL && strcmp(was, "open") != 0)
        return problem_set(c->problem, ERR_CONFLICT, "site_answer_judged");
    if (record->change == REG_CREATE)
        return fill(c, record);
    return record->change == REG_TRANSITION ? check_judged(c, record) : ERR_OK;
}

const struct reg_def REG_SITE_AUDIT_ANSWERS = {
    .name = "site-audit-answers",
    .singular = "site_audit_answer",
    .schema = "SiteAuditAnswer",
    .table = "site_audit_answer",
    .prefix = "AA",
    .scope = REG_BY_UNIT,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_AUDIT,
    .update = &PERM_SITE_AUDIT,
    .remove = &PERM_SITE_AUDIT,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "item_key",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};

/* ---- findings of sites ---- */

static const struct perm *perm_of(const struct reg_record *record)
{
    for (size_t i = 0; i < record->def->n_transitions; i++)
        if (strcmp(record->def->transitions[i].action, record->action) == 0)
            return record->def->transitions[i].perm;
    return NULL;
}

/* What is found at a site is looked at again by the head office, which alone moves it, its day and
 * its weight. Asked in the unit in which it was. */
static enum err check_above(
    struct call *c, const struct perm *perm, const json_t *finding, const char *number)
{
    bool found = false, drawn = false;
    const char *path = NULL;
    enum err e =
        site_store_in_unit(c, body_text(json_object_get(finding, "unit"), "id"), &found, &path);
    if (e == ERR_OK && !found && number != NULL)
        e = site_store_finds(c, number, &drawn);
    if (e == ERR_OK && found && !site_from_above(c, perm, path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "site_from_above");
    /* moved by the head office: any role in one unit alone is not above it */
    if (e == ERR_OK && drawn && !who_may(c->who, perm, "/"))
        e = problem_set(c->problem, ERR_FORBIDDEN, "site_from_above");
    return e;
}

static bool moved(const struct reg_record *record)
{
    return reg_changes(record, "unit") || reg_changes(record, "due") ||
           reg_changes(record, "severity");
}

/* What an audit of a site found does not go before that. */
static enum err check_gone(struct call *c, const struct reg_record *record)
{
    bool found = false;
    const char *number = body_text(record->before, "number");
    if (number == NULL || strcmp(body_text(record->before, "state"), "verified") == 0)
        return ERR_OK;
    enum err e = site_store_finds(c, number, &found);
    return e == ERR_OK && found ? problem_set(c->problem, ERR_CONFLICT, "site_finding_open") : e;
}

static enum err check_finding(struct call *c, const struct reg_record *record)
{
    if (record->def != &REG_AUDIT_FINDINGS)
        return ERR_OK;
    if (record->change == REG_DELETE)
        return check_gone(c, record);
    bool looked = record->change == REG_TRANSITION &&
                  (strcmp(record->action, "verify") == 0 || strcmp(record->action, "reopen") == 0);
    const char *number = body_text(record->before, "number");
    if (looked)
        return check_above(c, perm_of(record), record->before, number);
    if (record->change == REG_UPDATE && moved(record))
        return check_above(c, record->def->update, record->before, number);
    return ERR_OK;
}

/* Nor is it taken out of sight, where nobody is told that it is late. */
static enum err check_readers(struct call *c, const struct reg_def *def, int64_t id,
    const struct uuid *uid, const struct readers *before)
{
    char text[UUID_TEXT_SIZE];
    struct reg_record finding;
    (void)id;
    (void)before;
    if (def != &REG_AUDIT_FINDINGS)
        return ERR_OK;
    uuid_format(uid, text);
    enum err e = reg_look(c, def, text, &finding);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    return check_above(c, def->update, finding.after, body_text(finding.after, "number"));
}

const struct reg_watch site_watch = {.check = check_finding, .readers = check_readers};
