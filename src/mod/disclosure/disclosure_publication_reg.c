/* When and where a statement was published. Its points are published from then on. */
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/disclosure/disclosure_private.h"
#include "mod/report/report.h"

#include <string.h>

static const char *const place_keys[] = {
    "securities_report", "integrated_report", "website", "investor_meeting", "other", NULL};
static const struct option_set PLACES = {"disclosure_place", place_keys};

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "issue",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "report-issues",
        .column = "issue_id"},
    {.key = "place",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &PLACES},
    {.key = "published_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "link", .type = FIELD_TEXT, .flags = FIELD_LISTED, .max = 500},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static const char *issue_id(const struct reg_record *record)
{
    const json_t *ref = json_object_get(record->after, "issue");
    return json_is_object(ref) ? body_text(ref, "id") : json_string_value(ref);
}

static void link_check(struct call *c, const struct reg_record *record)
{
    const char *link = body_text(record->after, "link");
    if (link != NULL && strncmp(link, "https://", 8) != 0 && strncmp(link, "http://", 7) != 0)
        problem_field(c->problem, "/link", "disclosure_link");
}

/* Only what was approved, and for outsiders. */
static enum err issue_check(struct call *c, const struct reg_record *record)
{
    json_t *issue = NULL, *doc = NULL;
    enum err e = reg_get(c, &REG_REPORT_ISSUES, issue_id(record), &issue);
    if (e == ERR_OK)
        e = report_issue_document(c, issue_id(record), &doc);
    if (e != ERR_OK)
        return e;
    if (strcmp(body_text(issue, "state"), "approved") != 0 || !disclosure_is_outward(doc))
        problem_field(c->problem, "/issue", "disclosure_not_approved");
    json_object_set_new(record->after, "name", json_string(body_text(issue, "title")));
    return ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    enum err e = call_needs_top(c, &PERM_DISCLOSURE_WRITE);
    link_check(c, record);
    return e == ERR_OK && record->change == REG_CREATE ? issue_check(c, record) : e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    json_t *doc = NULL;
    struct disclosure_agreed *agreed = NULL;
    size_t n = 0;
    char id[UUID_TEXT_SIZE];
    if (record->change != REG_CREATE)
        return ERR_OK;
    enum err e = report_issue_document(c, issue_id(record), &doc);
    if (e == ERR_OK)
        e = disclosure_store_agreed(c, &agreed, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        uuid_format(&agreed[i].uid, id);
        if (disclosure_has_text(doc, agreed[i].stance))
            e = reg_decide(c, &REG_DISCLOSURE_POINTS, mem_strdup(c, id), "publish", NULL);
    }
    return e;
}

const struct reg_def REG_DISCLOSURE_PUBLICATIONS = {
    .name = "disclosure-publications",
    .singular = "disclosure_publication",
    .schema = "DisclosurePublication",
    .table = "disclosure_publication",
    .prefix = "DN",
    .scope = REG_ORG,
    .read = &PERM_DISCLOSURE_READ,
    .create = &PERM_DISCLOSURE_WRITE,
    .update = &PERM_DISCLOSURE_WRITE,
    .remove = &PERM_DISCLOSURE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "-published_on",
    .check = check,
    .apply = apply,
};
