/* Reports on one case: what is gathered for them, and who may have them. */
#include "mod/report/report_case.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/reader/reader.h"
#include "kernel/task/task.h"
#include "mod/aftercase/aftercase.h"
#include "mod/custody/custody.h"
#include "mod/duty/duty.h"
#include "mod/incident/incident.h"
#include "mod/measure/measure.h"
#include "mod/report/report_case_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_file.h"
#include "mod/report/report_store.h"
#include "mod/report/report_type.h"

#include <string.h>

enum { CONFIDENTIALITY_MOST = 40 };

const struct perm PERM_CASE_PAPER = {"case_paper.read", PERM_ROLE, OF_READERS | OF_CSIRT};

/* ---- gathering ---- */

static enum err tasks_load(struct call *c, const char *id, const json_t **ret_tasks)
{
    const struct reg_where where[] = {{"register", "eq", REG_INCIDENTS.name}, {"record", "eq", id}};
    json_t *tasks = NULL;
    enum err e = reg_list(c, &REG_TASKS, where, 2, "due", REPORT_CASE_TASKS, &tasks);
    *ret_tasks = tasks;
    return e;
}

static enum err rest_load(struct call *c, const struct reg_record *incident, const char *id,
    struct report_case_facts *facts)
{
    struct incident_entry *entries = NULL;
    json_t *told = NULL, *items = NULL, *costs = NULL, *measures = NULL;
    enum err e = incident_timeline(
        c, incident->id, REPORT_CASE_LINES, &entries, &facts->n_entries, &facts->n_all);
    if (e == ERR_OK)
        e = duty_told(c, incident->id, &told);
    if (e == ERR_OK)
        e = tasks_load(c, id, &facts->tasks);
    if (e == ERR_OK)
        e = custody_told(c, incident->id, &items);
    if (e == ERR_OK)
        e = aftercase_costs_told(c, incident->id, &costs);
    if (e == ERR_OK)
        e = reg_linked(c, &REG_INCIDENTS, id, &REG_MEASURES, &measures);
    facts->entries = entries;
    facts->told = told;
    facts->evidence = items;
    facts->costs = costs;
    facts->measures = measures;
    return e;
}

static enum err load(struct report_drawing *d)
{
    struct call *c = d->c;
    char *id = mem_array(c, char, UUID_TEXT_SIZE);
    struct reg_record incident;
    struct report_case_facts *facts = mem_new(c, struct report_case_facts);
    enum err e = reg_look(c, &REG_INCIDENTS, d->issue->incident, &incident);
    if (e != ERR_OK)
        return e;
    uuid_format(&incident.uid, id);
    *facts = (struct report_case_facts){
        .ja = d->issue->ja, .zone = c->org.zone, .incident = incident.after};
    e = rest_load(c, &incident, id, facts);
    if (e == ERR_OK)
        d->incident = facts;
    return e;
}

enum err report_case_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    enum err e = d->incident != NULL ? ERR_OK : load(d);
    if (e == ERR_OK)
        report_case_write(d->c, d->incident, builder->section, blocks);
    return e;
}

/* ---- exercises ---- */

/* Each text of it, a word before it. */
static void mark_texts(const void *ctx, json_t *texts, size_t most)
{
    static const char *const langs[] = {"ja", "en"};
    for (size_t i = 0; i < sizeof langs / sizeof langs[0]; i++) {
        const char *text = body_text(texts, langs[i]);
        const struct msg_arg args[] = {{"text", text}};
        if (text != NULL)
            json_object_set_new(texts, langs[i],
                json_string(utf8_head(
                    ctx, msg_format(ctx, langs[i], "report.case.drill.of", args, 1), most)));
    }
}

/* The class of confidentiality stands on each page of a paper, each sheet and each slide; headings
 * do where a page is torn out. */
void report_case_mark(const void *ctx, const struct report_case_facts *facts, json_t *doc)
{
    size_t i;
    json_t *section;
    json_t *confidentiality = json_object_get(doc, "confidentiality");
    if (facts == NULL || !body_bool(facts->incident, "drill"))
        return;
    if (json_is_object(confidentiality))
        mark_texts(ctx, confidentiality, CONFIDENTIALITY_MOST);
    else
        json_object_set_new(doc, "confidentiality", draft_message("report.case.drill.mark"));
    json_array_foreach(json_object_get(doc, "sections"), i, section)
        mark_texts(ctx, json_object_get(section, "heading"), REPORT_LABEL);
}

/* ---- issues ---- */

/* What an issue is called tells the number of its case and no more: it stands in notices, rounds of
 * approval, decisions and calendars, which ask nobody whether he may read the case. */
static void title_set(
    struct call *c, const struct reg_record *record, const char *number, bool drill)
{
    const char *id = drill ? "report.case.title.drill" : "report.case.title";
    const struct msg_arg args[] = {{"number", number}};
    bool english = strcmp(c->org.lang, "en") == 0;
    json_object_set_new(
        record->after, "title", json_string(msg_format(c, c->org.lang, id, args, 1)));
    json_object_set_new(record->after, "title_en",
        english ? json_null() : json_string(msg_format(c, "en", id, args, 1)));
}

/* The fiscal year of the case. */
static void period_set(
    const struct call *c, const struct reg_record *record, const json_t *incident)
{
    char period[PERIOD_TEXT_SIZE];
    struct date day;
    const char *detected = body_text(incident, "detected_on");
    if (body_text(record->after, "period") != NULL || detected == NULL ||
        !date_parse(detected, &day))
        return;
    period_format(fiscal_year(day, c->org.fiscal_first_month), period);
    json_object_set_new(record->after, "period", json_string(period));
}

enum err report_case_begin(struct call *c, const struct reg_record *record)
{
    struct reg_record incident;
    bool secret = false;
    const char *id = body_text(record->after, "incident");
    if (id == NULL) {
        problem_field(c->problem, "/incident", "required");
        return ERR_OK;
    }
    enum err e = reader_lock(c); /* nobody shuts the case meanwhile */
    if (e == ERR_OK)
        e = reg_look(c, &REG_INCIDENTS, id, &incident);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/incident", "reference", id);
        return ERR_OK;
    }
    if (e == ERR_OK)
        e = reader_is_secret(c, REG_INCIDENTS.singular, incident.id, &secret);
    if (e != ERR_OK)
        return e;
    if (secret)
        return problem_set(c->problem, ERR_CONFLICT, "report_case_confidential");
    const char *number = body_text(incident.after, "number");
    json_object_set_new(record->after, "incident", json_string(number));
    title_set(c, record, number, body_bool(incident.after, "drill"));
    period_set(c, record, incident.after);
    return ERR_OK;
}

static enum err kept_of(struct call *c, const json_t *issue, struct incident_kept *ret_kept)
{
    const char *number = body_text(issue, "incident");
    *ret_kept = (struct incident_kept){.secret = false};
    return number == NULL ? ERR_OK : incident_kept_of(c, number, ret_kept);
}

/* The title stays what it was, whatever was sent. */
static void title_keep(const struct reg_record *record)
{
    static const char *const keys[] = {"title", "title_en"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        json_t *was = json_object_get(record->before, keys[i]);
        json_object_set(record->after, keys[i], was == NULL ? json_null() : was);
    }
}

enum err report_case_hold(struct call *c, const struct reg_record *record)
{
    struct incident_kept kept;
    if (record->change == REG_DELETE)
        return ERR_OK;
    enum err e = reader_lock(c);
    if (e == ERR_OK)
        e = kept_of(c, record->before, &kept);
    if (e == ERR_OK && (kept.secret || kept.kept))
        e = problem_set(c->problem, ERR_CONFLICT, "report_case_confidential");
    if (e == ERR_OK && record->change == REG_UPDATE)
        title_keep(record);
    return e;
}

enum err report_case_open(struct call *c, const char *incident, bool change)
{
    struct incident_kept kept;
    enum err e = incident_kept_of(c, incident, &kept);
    if (e == ERR_OK && kept.kept)
        e = ERR_NOT_FOUND;
    return e == ERR_OK && change && kept.secret
               ? problem_set(c->problem, ERR_CONFLICT, "report_case_confidential")
               : e;
}

enum err report_case_ready(struct call *c, const struct reg_record *record)
{
    struct incident_kept kept;
    enum err e = kept_of(c, record->after, &kept);
    return e == ERR_OK && kept.secret
               ? problem_set(c->problem, ERR_CONFLICT, "report_case_confidential")
               : e;
}

/* ---- the case's readers ---- */

static enum err follow(struct call *c, const char *number, const struct readers *now)
{
    int64_t ids[LIMIT_RECORD_ITEMS];
    int64_t after = 0;
    size_t n = 0;
    enum err e = ERR_OK;
    do {
        e = report_store_of_case(c, number, after, LIMIT_RECORD_ITEMS, ids, &n);
        for (size_t i = 0; e == ERR_OK && i < n; i++)
            e = reg_readers_follow(c, &REG_REPORT_ISSUES, after = ids[i], now, number);
    } while (e == ERR_OK && n == LIMIT_RECORD_ITEMS);
    return e;
}

static enum err readers(struct call *c, const struct reg_def *def, int64_t id,
    const struct uuid *uid, const struct readers *before)
{
    const char *number = NULL;
    (void)uid;
    (void)before;
    if (def != &REG_INCIDENTS)
        return ERR_OK;
    struct readers *now = mem_new(c, struct readers);
    enum err e = reader_read(c, def->singular, id, now);
    if (e == ERR_OK)
        e = incident_number_of(c, id, &number);
    return e == ERR_OK && number != NULL ? follow(c, number, now) : e;
}

const struct reg_watch report_case_watch = {.readers = readers};

/* ---- the paper of a case, without an issue ---- */

static enum err paper(struct call *c, const char *id, json_t **ret_doc)
{
    struct reg_record incident;
    enum err e = reg_look(c, &REG_INCIDENTS, id, &incident);
    if (e == ERR_OK && !who_may(c->who, &PERM_CASE_PAPER, incident.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e != ERR_OK)
        return e;
    const char *number = body_text(incident.after, "number");
    const struct msg_arg args[] = {{"number", number}};
    const char *title =
        body_bool(incident.after, "drill") ? "report.case.title.drill" : "report.case.title";
    const struct report_issue issue = {.number = number,
        .type = REPORT_TYPE_INCIDENT,
        .sections = report_type_builtin(c, REPORT_TYPE_INCIDENT),
        .incident = number,
        .title = msg_format(c, "ja", title, args, 1),
        .title_en = msg_format(c, "en", title, args, 1),
        .confidentiality = msg_get("ja", "report.confidential"),
        .confidentiality_en = msg_get("en", "report.confidential"),
        .author = {"", ""},
        .prepared_ms = c->now_ms};
    return report_draft(c, &issue, ret_doc);
}

enum err report_case_get(struct req *r)
{
    struct call *c = &r->call;
    enum report_form form = REPORT_FORM_JSON;
    const char *wanted = req_query(r, "format"), *lang = req_query(r, "language");
    json_t *doc = NULL;
    if (wanted != NULL)
        (void)report_form_parse(wanted, &form);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = paper(c, req_param(r, "id"), &doc);
    tx_abort(c);
    return e == ERR_OK ? report_file_send_doc(r, 0, doc, form, lang == NULL ? c->lang : lang) : e;
}
