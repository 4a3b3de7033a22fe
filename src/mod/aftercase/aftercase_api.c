/* From a case that is over: a measure of a lesson, and an article of the knowledge base – one press
 * each. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/reader/reader.h"
#include "mod/aftercase/aftercase_private.h"
#include "mod/incident/incident.h"
#include "mod/knowledge/knowledge.h"
#include "mod/measure/measure.h"
#include "mod/risk/risk.h"

#include <string.h>

/* ---- shapes ---- */

static const struct field measure_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.key = "detail", .type = FIELD_LONGTEXT},
    {.key = "unit", .type = FIELD_REF, .ref = "units"},
    {.key = "priority", .type = FIELD_ENUM, .options = &OPTIONS_PRIORITY},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
    {.key = "due", .type = FIELD_DATE},
};
const struct shape SHAPE_CASE_MEASURE_BODY = SHAPE("CaseMeasureNew", measure_fields);

static const struct field article_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.key = "summary", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED, .min = 1},
    {.key = "cause", .type = FIELD_LONGTEXT},
    {.key = "lessons", .type = FIELD_LONGTEXT},
};
const struct shape SHAPE_CASE_ARTICLE_BODY = SHAPE("CaseArticleNew", article_fields);

static const struct field ref_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_REF = SHAPE("CaseArticleRef", ref_fields);
static const struct field shown_fields[] = {
    {.key = "article",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_REF},
};
const struct shape SHAPE_CASE_ARTICLE = SHAPE("CaseArticle", shown_fields);

static const struct field made_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_AFTERCASE_MADE = SHAPE("AfterCaseMade", made_fields);

enum err aftercase_of(struct req *r, const struct perm *perm, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
    return e == ERR_OK && !who_may(c->who, perm, ret_incident->unit_path)
               ? problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit")
               : e;
}

/* Answers with what was made, and commits. */
static enum err answer(struct req *r, const struct reg_def *def, const char *id)
{
    json_t *shown = NULL;
    enum err e = reg_get(&r->call, def, id, &shown);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "id", id);
    jw_kstr(&w, "number", body_text(shown, "number"));
    jw_obj_end(&w);
    return tx_commit(&r->call);
}

/* ---- a measure ---- */

/* The unit's own and as urgent as the case was grave, where nothing else is said. */
static json_t *measure_of(struct req *r, const json_t *incident)
{
    json_t *body = reg_keep(&r->call, json_copy(r->body));
    const char *severity = body_text(incident, "severity");
    bool grave = strcmp(severity, "critical") == 0 || strcmp(severity, "high") == 0;
    if (body_text(body, "unit") == NULL)
        json_object_set(body, "unit", json_object_get(json_object_get(incident, "unit"), "id"));
    if (body_text(body, "priority") == NULL)
        json_object_set_new(body, "priority", json_string(grave ? "high" : "middle"));
    return body;
}

enum err case_measure_post(struct req *r)
{
    struct call *c = &r->call;
    char id[UUID_TEXT_SIZE];
    struct reg_record incident, measure;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = aftercase_of(r, &PERM_AFTERCASE_WRITE, &incident);
    if (e == ERR_OK)
        e = reg_create(c, &REG_MEASURES, measure_of(r, incident.after), &measure);
    if (e != ERR_OK)
        return e;
    uuid_format(&measure.uid, id);
    e = reg_link(c, &REG_INCIDENTS, req_param(r, "id"), &REG_MEASURES, id);
    return e == ERR_OK ? answer(r, &REG_MEASURES, id) : e;
}

/* ---- an article ---- */

/* The article of a case; NULL: none, or it was deleted. */
static enum err article_load(struct call *c, int64_t incident_id, json_t **ret_article)
{
    const char *id = NULL;
    *ret_article = NULL;
    enum err e = case_article_load(c, incident_id, &id);
    if (e == ERR_OK && id != NULL)
        e = reg_get(c, &REG_KNOWLEDGE_ARTICLES, id, ret_article);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err case_article_get(struct req *r)
{
    struct reg_record incident;
    json_t *article = NULL;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = aftercase_of(r, &PERM_AFTERCASE_READ, &incident);
    if (e == ERR_OK)
        e = article_load(&r->call, incident.id, &article);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "article");
    if (article == NULL) {
        jw_null(&w);
    } else {
        jw_obj_begin(&w);
        jw_kstr(&w, "id", body_text(article, "id"));
        jw_kstr(&w, "number", body_text(article, "number"));
        jw_kstr(&w, "title", body_text(article, "title"));
        jw_obj_end(&w);
    }
    jw_obj_end(&w);
    return ERR_OK;
}

/* An article is read by everybody: none of a case that is not over, was none, or is kept to
 * readers. The lock keeps it from becoming so meanwhile. */
static enum err may_be_told(struct call *c, const struct reg_record *incident)
{
    const char *state = body_text(incident->after, "state");
    bool secret = false;
    json_t *article = NULL;
    enum err e = reader_lock(c);
    if (e == ERR_OK)
        e = incident_hold(c, incident->id); /* two presses make one article */
    if (e == ERR_OK)
        e = reader_is_secret(c, REG_INCIDENTS.singular, incident->id, &secret);
    if (e == ERR_OK && secret)
        e = problem_set(c->problem, ERR_CONFLICT, "article_confidential");
    if (e == ERR_OK && body_bool(incident->after, "drill"))
        e = problem_set(c->problem, ERR_CONFLICT, "article_drill");
    if (e == ERR_OK && strcmp(state, "closed") != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "article_open");
    if (e == ERR_OK)
        e = article_load(c, incident->id, &article);
    return e == ERR_OK && article != NULL ? problem_set(c->problem, ERR_CONFLICT, "article_made")
                                          : e;
}

/* Of the case only what says nothing of people, systems and firms by itself: the threat and the
 * day. Words are those that somebody has looked through. */
static json_t *article_of(struct req *r, const json_t *incident)
{
    json_t *body = reg_keep(&r->call, json_copy(r->body));
    const char *threat = body_text(incident, "threat_key");
    const char *day = body_text(incident, "detected_on");
    if (threat != NULL)
        json_object_set_new(body, "threat_key", json_string(threat));
    if (day != NULL)
        json_object_set_new(body, "happened_on", json_string(day));
    json_object_set_new(body, "kind", json_string("own_incident"));
    return body;
}

/* The article does not name its case, nor its history: they tell it to everybody. */
static void audit(struct call *c, const struct reg_record *incident, const struct reg_record *made)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&made->uid, id);
    json_t *after =
        json_pack("{s:s, s:s}", "article", id, "title", body_text(made->after, "title"));
    audit_add(c, &(struct audit_entry){.action = "case_article",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .after = after});
    json_decref(after);
}

enum err case_article_post(struct req *r)
{
    struct call *c = &r->call;
    char id[UUID_TEXT_SIZE];
    struct reg_record incident, made;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = aftercase_of(r, &PERM_AFTERCASE_WRITE, &incident);
    if (e == ERR_OK)
        e = may_be_told(c, &incident);
    if (e == ERR_OK)
        e = reg_create(c, &REG_KNOWLEDGE_ARTICLES, article_of(r, incident.after), &made);
    if (e != ERR_OK)
        return e;
    uuid_format(&made.uid, id);
    e = case_article_put(c, incident.id, id);
    if (e != ERR_OK)
        return e;
    audit(c, &incident, &made);
    return answer(r, &REG_KNOWLEDGE_ARTICLES, id);
}
