/* Routes of reports beside those of the register. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_case.h"
#include "mod/report/report_decision.h"
#include "mod/report/report_file.h"
#include "mod/report/report_issue.h"
#include "mod/report/report_store.h"
#include "mod/report/report_type.h"

#include <stdlib.h>
#include <string.h>

static const char *const lang_keys[] = {"ja", "en", NULL};
static const struct option_set LANGUAGES = {"report_language", lang_keys};
#define FORM_KEY(name, key) key,
static const char *const form_keys[] = {REPORT_FORM_LIST(FORM_KEY) NULL};
static const struct option_set FORMS = {"report_form", form_keys};

/* ---- words ---- */

static const struct field said_fields[] = {
    {.key = "language", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &LANGUAGES},
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_NULLABLE},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "author", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
    {.key = "author_post", .type = FIELD_TEXT, .flags = FIELD_NULLABLE},
    {.key = "updated_at", .type = FIELD_INSTANT, .flags = FIELD_NULLABLE},
};
static const struct shape SHAPE_SAID = SHAPE("ReportSaid", said_fields);

static const struct field section_fields[] = {
    {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "heading", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "words", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SAID},
};
static const struct shape SHAPE_SECTION = SHAPE("ReportSectionWords", section_fields);

static const struct field words_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SECTION},
};
static const struct shape SHAPE_WORDS = SHAPE("ReportWordsList", words_fields);

static const struct field put_fields[] = {
    {.key = "language", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &LANGUAGES},
    {.key = "text", .type = FIELD_LONGTEXT},
};
static const struct shape SHAPE_PUT = SHAPE("ReportWordsPut", put_fields);

static const struct field version_fields[] = {
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_VERSION = SHAPE("ReportWordsVersion", version_fields);

static void write_or_null(struct jw *w, const char *key, const char *text)
{
    jw_kstr(w, key, text == NULL || text[0] == '\0' ? NULL : text);
}

static void write_said(
    struct jw *w, const struct report_issue *issue, const char *section, const char *lang)
{
    const struct report_said none = {.text = NULL, .author = {"", ""}};
    const struct report_said *said = &none;
    char at[INSTANT_TEXT_SIZE];
    for (size_t i = 0; i < issue->n_said; i++)
        if (strcmp(issue->said[i].section, section) == 0 && strcmp(issue->said[i].lang, lang) == 0)
            said = &issue->said[i];
    instant_format(said->updated_ms, at);
    jw_obj_begin(w);
    jw_kstr(w, "language", lang);
    write_or_null(w, "text", said->text);
    jw_kint(w, "version", said->version);
    write_or_null(w, "author", said->author.name);
    write_or_null(w, "author_post", said->author.post);
    jw_kstr(w, "updated_at", said->version == 0 ? NULL : at);
    jw_obj_end(w);
}

static void write_section(
    struct jw *w, const struct report_issue *issue, const struct report_slot *slot)
{
    jw_obj_begin(w);
    jw_kstr(w, "section", slot->key);
    jw_kjson(w, "heading", slot->heading);
    jw_key(w, "words");
    jw_arr_begin(w);
    for (const char *const *lang = lang_keys; *lang != NULL; lang++)
        write_said(w, issue, slot->key, *lang);
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err words_get(struct req *r)
{
    struct report_issue issue;
    struct report_slots sections;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = report_issue_load(&r->call, req_param(r, "id"), false, &issue);
    if (e == ERR_OK)
        e = report_issue_sections(&r->call, &issue, &sections);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < sections.n; i++)
        if (sections.slots[i].words)
            write_section(&w, &issue, &sections.slots[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* The version in If-Match: of the words in that language, "0" where there are none yet. */
static enum err seen_version(struct req *r, int64_t *ret_version)
{
    char *end = NULL;
    const char *text = r->if_match;
    if (text == NULL)
        return ERR_PRECONDITION;
    if (*text == '"')
        text++;
    long long version = strtoll(text, &end, 10);
    if (end == text || version < 0 || (*end != '"' && *end != '\0'))
        return problem_set(r->call.problem, ERR_STALE, "record_stale");
    *ret_version = version;
    return ERR_OK;
}

static enum err words_put(struct req *r)
{
    int64_t seen = 0;
    int64_t version = 0;
    const char *text = body_text(r->body, "text");
    enum err e = seen_version(r, &seen);
    if (e == ERR_OK)
        e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = report_words_put(&r->call, req_param(r, "id"), req_param(r, "section"),
            body_text(r->body, "language"), text == NULL ? "" : text, seen, &version);
    if (e == ERR_OK)
        e = tx_commit(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "version", version);
    jw_obj_end(&w);
    resp_etag(r, version);
    return ERR_OK;
}

/* ---- approval ---- */

static const struct field approve_fields[] = {
    {.key = "comment", .type = FIELD_LONGTEXT, .max = 2000},
};
static const struct shape SHAPE_APPROVE = SHAPE("ReportApprove", approve_fields);

static const struct field approval_fields[] = {
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "approver", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "approved_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "digest", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_APPROVAL = SHAPE("ReportApproval", approval_fields);

static void write_approval(struct req *r, const json_t *record)
{
    static const char *const texts[] = {"number", "state", "approver", "approved_at", "digest"};
    int64_t version = body_int(record, "version", 0);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        jw_kstr(&w, texts[i], body_text(record, texts[i]));
    jw_kint(&w, "version", version);
    jw_obj_end(&w);
    resp_etag(r, version);
}

static enum err approve(struct req *r)
{
    json_t *record = NULL;
    const char *id = req_param(r, "id");
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = reg_get(&r->call, &REG_REPORT_ISSUES, id, &record);
    if (e == ERR_OK)
        e = req_match(r, body_int(record, "version", 0));
    if (e == ERR_OK)
        e = reg_transition(
            &r->call, &REG_REPORT_ISSUES, id, "approve", body_text(r->body, "comment"));
    if (e == ERR_OK)
        e = reg_get(&r->call, &REG_REPORT_ISSUES, id, &record);
    if (e == ERR_OK)
        e = tx_commit(&r->call);
    if (e == ERR_OK)
        write_approval(r, record);
    return e;
}

/* ---- documents ---- */

static const struct field document_query_fields[] = {
    {.key = "format", .type = FIELD_ENUM, .options = &FORMS},
    {.key = "language", .type = FIELD_ENUM, .options = &LANGUAGES},
};
static const struct shape SHAPE_DOCUMENT_QUERY =
    SHAPE("ReportDocumentQuery", document_query_fields);

/* Any object: docs/admin/report-format.md says what is in it. */
static const struct field document_fields[] = {
    {.key = "format", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "sections", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_REPORT_DOCUMENT = {
    .name = "ReportDocument", .fields = document_fields, .n_fields = 3, .open = true};

/* As the query was checked. */
static enum report_form form_of(const char *key)
{
    enum report_form form = REPORT_FORM_JSON;
    if (key != NULL)
        report_form_parse(key, &form);
    return form;
}

static enum err document_get(struct req *r)
{
    const char *lang = req_query(r, "language");
    return report_file_send(
        r, req_param(r, "id"), form_of(req_query(r, "format")), lang == NULL ? r->call.lang : lang);
}

static const struct field rendering_fields[] = {
    {.key = "format", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &FORMS},
    {.key = "language", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &LANGUAGES},
};
static const struct shape SHAPE_RENDERING = SHAPE("ReportRendering", rendering_fields);

static const struct field job_fields[] = {
    {.key = "job", .type = FIELD_ID, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_JOB = SHAPE("ReportRenderingJob", job_fields);

static enum err rendering_post(struct req *r)
{
    struct uuid job;
    char id[UUID_TEXT_SIZE];
    enum report_form form = form_of(body_text(r->body, "format"));
    if (form == REPORT_FORM_JSON) { /* needs no making */
        problem_field_value(r->call.problem, "/format", "option", "json");
        return ERR_INVALID;
    }
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = report_file_ask(
            &r->call, req_param(r, "id"), form, body_text(r->body, "language"), &job);
    if (e == ERR_OK)
        e = tx_commit_unaudited(&r->call);
    if (e != ERR_OK)
        return e;
    uuid_format(&job, id);
    resp_header(r, "Location", mem_printf(r, "/api/v1/jobs/%s", id));
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "job", id);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/report-issues/{id}/words",
        .op = "report_words",
        .perm = &PERM_REPORT_READ,
        .handle = words_get,
        .answer = &SHAPE_WORDS},
    {.method = METHOD_PUT,
        .path = "/api/v1/report-issues/{id}/words/{section}",
        .op = "report_words_put",
        .perm = &PERM_REPORT_WORDS,
        .handle = words_put,
        .body_kind = BODY_JSON,
        .body = &SHAPE_PUT,
        .answer = &SHAPE_VERSION,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_POST,
        .path = "/api/v1/report-issues/{id}/approval",
        .op = "report_approve",
        .perm = &PERM_REPORT_APPROVE,
        .handle = approve,
        .body_kind = BODY_JSON,
        .body = &SHAPE_APPROVE,
        .answer = &SHAPE_APPROVAL,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = "/api/v1/report-issues/{id}/document",
        .op = "report_document",
        .perm = &PERM_REPORT_READ,
        .handle = document_get,
        .query = &SHAPE_DOCUMENT_QUERY,
        .answer = &SHAPE_REPORT_DOCUMENT,
        .media = "text/html, application/pdf, "
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {.method = METHOD_GET,
        .path = "/api/v1/incidents/{id}/report",
        .op = "incident_paper",
        .perm = &PERM_CASE_PAPER,
        .handle = report_case_get,
        .query = &SHAPE_DOCUMENT_QUERY,
        .answer = &SHAPE_REPORT_DOCUMENT,
        .media = "text/html, application/pdf, "
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {.method = METHOD_POST,
        .path = "/api/v1/report-issues/{id}/renderings",
        .op = "report_rendering",
        .perm = &PERM_REPORT_READ,
        .handle = rendering_post,
        .body_kind = BODY_JSON,
        .body = &SHAPE_RENDERING,
        .answer = &SHAPE_JOB,
        .status = 202},
    {.method = METHOD_POST,
        .path = "/api/v1/report-decisions/{id}/measure",
        .op = "report_decision_measure",
        .perm = &PERM_REPORT_WRITE,
        .handle = report_decision_measure,
        .body_kind = BODY_JSON,
        .body = &SHAPE_DECISION_MEASURE_BODY,
        .answer = &SHAPE_DECISION_MEASURE,
        .status = 201},
};

static const struct reg_def *const registers[] = {
    &REG_REPORT_ISSUES, &REG_REPORT_DECISIONS, &REG_REPORT_TYPES};

static const struct approval_subject approvals[] = {
    {.reg = &REG_REPORT_ISSUES,
        .send = &PERM_REPORT_WRITE,
        .decide = &PERM_REPORT_APPROVE,
        .from = "draft",
        .approve = "approve",
        .class_field = "type",
        .freeze = report_issue_document,
        .ready = report_case_ready},
};

const struct module module_report = {
    .name = "report",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = &report_job_kind,
    .n_jobs = 1,
    .approvals = approvals,
    .n_approvals = 1,
    .watch = &report_case_watch,
};
