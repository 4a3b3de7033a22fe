/* Alerts come in: the same one within a day is counted, and a flood is one alert that counts. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "mod/alert/alert_private.h"
#include "mod/incident/incident.h"

#include <string.h>

#define MUST FIELD_REQUIRED

const struct perm PERM_ALERT_SEND = {"alert_intake.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static const struct field new_fields[] = {
    {.key = "title", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = ALERT_DETAIL},
    {.key = "source", .type = FIELD_TEXT, .flags = MUST, .min = 1},
    {.key = "severity", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_INCIDENT_SEVERITY},
    {.key = "device", .type = FIELD_TEXT},
    {.key = "reference", .type = FIELD_TEXT}, /* what the sender calls it */
    {.key = "detail", .type = FIELD_LONGTEXT, .max = ALERT_DETAIL},
};
const struct shape SHAPE_ALERT_NEW = SHAPE("AlertNew", new_fields);

static const struct field taken_fields[] = {
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "seen", .type = FIELD_INT, .flags = MUST},
    {.key = "flood", .type = FIELD_BOOL, .flags = MUST}, /* counted with many others */
};
const struct shape SHAPE_ALERT_TAKEN = SHAPE("AlertTaken", taken_fields);

struct intake {
    struct alert_like like;
    struct alert_known known;
    const char *severity, *detail;
    int64_t unit_id;
    bool flood;
};

/* Trimmed, and on one line; NULL: nothing is left. */
static const char *line_of(struct call *c, const json_t *body, const char *key)
{
    const char *start = NULL, *text = body_text(body, key);
    size_t len = text == NULL ? 0 : utf8_trim(text, &start);
    if (len == 0)
        return NULL;
    char *line = mem_strndup(c, start, len);
    for (char *p = line; *p != '\0'; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    return utf8_head(c, line, ALERT_TITLE);
}

static void read_body(struct req *r, struct intake *in)
{
    struct call *c = &r->call;
    in->like = (struct alert_like){.title = line_of(c, r->body, "title"),
        .source = line_of(c, r->body, "source"),
        .device = line_of(c, r->body, "device"),
        .reference = line_of(c, r->body, "reference")};
    in->severity = body_text(r->body, "severity");
    in->detail = body_text(r->body, "detail");
    if (in->like.title == NULL)
        problem_field(c->problem, "/title", "required");
    if (in->like.source == NULL)
        problem_field(c->problem, "/source", "required");
}

/* The unit in which the sender's account may send. */
static void place(const struct call *c, struct intake *in)
{
    for (size_t i = 0; i < c->who->n_grants && in->unit_id == 0; i++)
        if ((PERM_ALERT_SEND.roles & (1U << c->who->grants[i].role)) != 0)
            in->unit_id = c->who->grants[i].unit_id;
}

/* Past the limit of an hour no new one is made: one alert says so and counts the rest. */
static enum err flooded(struct call *c, struct intake *in)
{
    int64_t made = 0;
    enum err e = alert_store_since(c, c->now_ms - HOUR_MS, &made);
    if (e != ERR_OK || made < LIMIT_ALERTS_AN_HOUR)
        return e;
    in->flood = true;
    in->like = (struct alert_like){
        .title = msg_get(c->org.lang, "alert.flood"), .source = msg_get(c->org.lang, "alert.by")};
    in->severity = "high";
    in->detail = NULL;
    return alert_store_find(c, &in->like, in->unit_id, c->now_ms - DAY_MS, &in->known);
}

/* The right to send is one to make alerts this way, and none to read or change any. */
static enum err make(struct call *c, struct intake *in)
{
    char id[UUID_TEXT_SIZE];
    const char *unit = NULL;
    struct reg_record made;
    json_t *alert = NULL;
    enum err e = alert_store_unit(c, in->unit_id, &unit);
    if (e != ERR_OK)
        return e;
    json_t *body = reg_keep(
        c, json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s*, s:s*}", "unit", unit, "title",
               in->like.title, "source", in->like.source, "severity", in->severity, "device",
               in->like.device, "reference", in->like.reference, "detail", in->detail));
    const struct who *who = c->who;
    struct who all = *who;
    all.system = true;
    all.scopes = NULL;
    c->who = &all;
    e = reg_create(c, &REG_ALERTS, body, &made);
    if (e == ERR_OK) {
        uuid_format(&made.uid, id);
        e = reg_get(c, &REG_ALERTS, id, &alert);
    }
    c->who = who;
    if (e == ERR_OK)
        in->known = (struct alert_known){.number = body_text(alert, "number"), .seen = 1};
    return e;
}

static enum err take(struct call *c, struct intake *in)
{
    enum err e = alert_store_lock(c);
    if (e == ERR_OK)
        e = alert_store_find(c, &in->like, in->unit_id, c->now_ms - DAY_MS, &in->known);
    if (e == ERR_OK && in->known.id == 0)
        e = flooded(c, in);
    if (e != ERR_OK || in->known.id == 0)
        return e != ERR_OK ? e : make(c, in);
    in->known.seen++;
    return alert_store_count(c, in->known.id);
}

enum err alert_post(struct req *r)
{
    struct call *c = &r->call;
    struct intake in = {.unit_id = 0};
    read_body(r, &in);
    place(c, &in);
    enum err e = problem_check(c->problem);
    if (e == ERR_OK && in.unit_id == 0)
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = take(c, &in);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "number", in.known.number);
    jw_kint(&w, "seen", in.known.seen);
    jw_kbool(&w, "flood", in.flood);
    jw_obj_end(&w);
    /* Counting is no change of the alert: it has an entry from when it was new. */
    return in.known.id == 0 ? tx_commit(c) : tx_commit_unaudited(c);
}
