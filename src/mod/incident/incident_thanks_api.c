/* Thanking those who reported: whoever hears that it helped reports the next time, too. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "mod/incident/incident_private.h"

enum { TEXT_MOST = 1000 };

static const struct field shown_fields[] = {
    {.key = "waiting", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "thanked", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_THANKS = SHAPE("IncidentThanks", shown_fields);

static const struct field body_fields[] = {
    {.key = "text", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED, .min = 1, .max = TEXT_MOST},
};
const struct shape SHAPE_THANKS_BODY = SHAPE("IncidentThanksNew", body_fields);

static const struct field made_fields[] = {
    {.key = "told", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_THANKS_MADE = SHAPE("IncidentThanksMade", made_fields);

struct waiting {
    struct reg_record incident;
    struct thanked_report *reports;
    size_t n;
    int64_t thanked;
};

static enum err load(struct req *r, bool hold, struct waiting *ret)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), &ret->incident);
    if (e == ERR_OK && !who_may(c->who, &PERM_INCIDENT_WRITE, ret->incident.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK && hold)
        e = incident_hold(c, ret->incident.id); /* two presses thank once */
    return e == ERR_OK ? thanks_store_waiting(c, body_text(ret->incident.after, "number"),
                             &ret->reports, &ret->n, &ret->thanked)
                       : e;
}

enum err thanks_get(struct req *r)
{
    struct waiting waiting;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = load(r, false, &waiting);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "waiting", (int64_t)waiting.n);
    jw_kint(&w, "thanked", waiting.thanked);
    jw_obj_end(&w);
    return ERR_OK;
}

static void audit(struct call *c, const struct reg_record *incident, const char *text, size_t n)
{
    json_t *after = json_pack("{s:I, s:s}", "told", (json_int_t)n, "text", text);
    audit_add(c, &(struct audit_entry){.action = "incident_thanks",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .after = after});
    json_decref(after);
}

enum err thanks_post(struct req *r)
{
    struct call *c = &r->call;
    struct waiting waiting;
    const char *text = body_text(r->body, "text"), *start = NULL;
    if (utf8_trim(text, &start) == 0) {
        problem_field(c->problem, "/text", "required");
        return ERR_INVALID;
    }
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = load(r, true, &waiting);
    if (e == ERR_OK && waiting.n == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "thanks_none");
    for (size_t i = 0; e == ERR_OK && i < waiting.n; i++) {
        e = thanks_store_add(c, waiting.reports[i].id, text);
        if (e == ERR_OK)
            e = report_tell_thanks(c, &waiting.reports[i], text);
    }
    if (e != ERR_OK)
        return e;
    audit(c, &waiting.incident, text, waiting.n);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "told", (int64_t)waiting.n);
    jw_obj_end(&w);
    return tx_commit(c);
}
