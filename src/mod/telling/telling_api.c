/* Routes of a case: by when which class is told, who sees to it, and texts as long as they are
 * drafts. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail.h"
#include "kernel/unit/unit_reg.h"
#include "mod/incident/incident.h"
#include "mod/telling/telling_private.h"

#include <stdlib.h>
#include <string.h>

enum err telling_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
    if (e == ERR_OK && !who_may(c->who, perm, ret_incident->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e;
}

static int64_t no_of(const struct req *r)
{
    return strtoll(req_param(r, "no"), NULL, 10);
}

enum err telling_open(
    struct req *r, bool draft, struct reg_record *incident, struct telling *telling)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = telling_case(r, &PERM_CASE_TELL_WRITE, incident);
    if (e == ERR_OK)
        e = incident_hold(c, incident->id);
    if (e == ERR_OK)
        e = telling_store_one(c, incident->id, no_of(r), telling);
    if (e == ERR_OK && draft && strcmp(telling->state, "draft") != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "telling_sent");
    return e;
}

void telling_audit(struct call *c, const struct reg_record *incident, const char *action,
    json_t *before, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .before = before == NULL ? NULL : reg_keep(c, before),
                     .after = after == NULL ? NULL : reg_keep(c, after)});
}

json_t *telling_said(const struct telling *telling)
{
    return json_pack("{s:I, s:s, s:s, s:s, s:s}", "telling", (json_int_t)telling->no, "audience",
        telling->audience, "tlp", telling->tlp, "subject", telling->subject, "body", telling->body);
}

/* ---- reading ---- */

enum err telling_bounced(struct call *c, const struct told *told, size_t n, bool *ret_bad)
{
    const char *addresses[MAIL_BOUNCED_MOST];
    bool bad[MAIL_BOUNCED_MOST];
    enum err e = ERR_OK;
    for (size_t from = 0; from < n && e == ERR_OK; from += MAIL_BOUNCED_MOST) {
        size_t some = n - from < MAIL_BOUNCED_MOST ? n - from : MAIL_BOUNCED_MOST;
        for (size_t i = 0; i < some; i++)
            addresses[i] = told[from + i].address;
        e = mail_bounced(c, addresses, some, bad);
        for (size_t i = 0; i < some; i++)
            ret_bad[from + i] = bad[i];
    }
    return e;
}

static enum err answer(struct req *r, int64_t incident_id, int64_t no)
{
    struct call *c = &r->call;
    struct telling telling;
    struct told *told = NULL;
    size_t n = 0;
    enum err e = telling_store_one(c, incident_id, no, &telling);
    if (e == ERR_OK)
        e = told_store_all(c, telling.id, 0, &told, &n);
    if (e != ERR_OK)
        return e;
    bool *bad = mem_array(c, bool, n + 1);
    e = telling_bounced(c, told, n, bad);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    telling_write(&w, &telling, told, n, bad);
    resp_etag(r, telling.version);
    return ERR_OK;
}

enum err telling_finish(struct req *r, const struct reg_record *incident, int64_t no)
{
    enum err e = answer(r, incident->id, no);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

enum err telling_get(struct req *r)
{
    struct reg_record incident;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = telling_case(r, &PERM_CASE_TELL_READ, &incident);
    return e == ERR_OK ? answer(r, incident.id, no_of(r)) : e;
}

static int64_t judged_of(const struct reg_record *incident)
{
    int64_t ms = 0;
    const char *text = body_text(incident->after, "judged_at");
    return text != NULL && instant_parse(text, &ms) ? ms : 0;
}

static int64_t first_of(const struct telling *tellings, size_t n, const char *audience)
{
    int64_t first = 0;
    for (size_t i = 0; i < n; i++)
        if (tellings[i].told_ms != 0 && strcmp(tellings[i].audience, audience) == 0 &&
            (first == 0 || tellings[i].told_ms < first))
            first = tellings[i].told_ms;
    return first;
}

static void write_clocks(struct call *c, struct jw *w, int64_t judged_ms,
    const struct telling_rule *rule, const struct telling *tellings, size_t n)
{
    jw_key(w, "clocks");
    jw_arr_begin(w);
    for (int i = 0; i < AUDIENCE_MAX; i++) {
        const char *key = OPTIONS_TELLING_AUDIENCE.keys[i];
        int64_t minutes = i == AUDIENCE_CLOSE ? rule->close_minutes : rule->partner_minutes;
        const struct telling_clock clock =
            telling_clock_of(judged_ms, minutes, first_of(tellings, n, key), c->now_ms);
        jw_obj_begin(w);
        jw_kstr(w, "audience", key);
        jw_kinstant(w, "due", clock.due_ms);
        jw_kinstant(w, "first_at", clock.first_ms);
        jw_kbool(w, "late", clock.late);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_board(struct req *r, const struct reg_record *incident,
    const struct telling_rule *rule, const struct telling_ref *owner,
    const struct telling *tellings, size_t n)
{
    struct call *c = &r->call;
    int64_t judged_ms = judged_of(incident);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "mail", mail_on(c->app));
    jw_kbool(&w, "drill", body_bool(incident->after, "drill"));
    jw_kinstant(&w, "judged_at", judged_ms);
    telling_ref_write(&w, "owner", owner->name == NULL ? &rule->owner : owner);
    jw_kbool(&w, "own_owner", owner->name != NULL);
    write_clocks(c, &w, judged_ms, rule, tellings, n);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        telling_write(&w, &tellings[i], NULL, 0, NULL);
    jw_arr_end(&w);
    jw_obj_end(&w);
}

enum err tellings_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling_rule rule;
    struct telling_ref owner;
    struct telling *tellings = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = telling_case(r, &PERM_CASE_TELL_READ, &incident);
    if (e == ERR_OK)
        e = telling_store_rule(c, &rule);
    if (e == ERR_OK)
        e = telling_store_owner(c, incident.id, &owner);
    if (e == ERR_OK)
        e = telling_store_all(c, incident.id, 0, &tellings, &n);
    if (e == ERR_OK)
        write_board(r, &incident, &rule, &owner, tellings, n);
    return e;
}

/* ---- who sees to it ---- */

static enum err person_of(struct call *c, const char *id, int64_t *ret_id)
{
    enum err e = reg_find(c, &REG_PEOPLE, id, ret_id);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(c->problem, "/owner", "reference");
    return problem_check(c->problem);
}

const struct notice_kind telling_notices[TELLING_NOTICES] = {
    {.name = "case_telling_owner", .usual = NOTICE_NOW},
};

/* By the number alone; of a case with readers of its own nobody is told: that there is one would be
 * news. */
static enum err tell_owner(struct call *c, const struct reg_record *incident, int64_t owner_id)
{
    struct incident_seen *seen = NULL;
    size_t n = 0;
    const char *number = body_text(incident->after, "number");
    const struct notice_arg args[] = {{"number", NOTICE_TEXT, number}};
    const struct notice_new notice = {.kind = &telling_notices[0],
        .subject = REG_INCIDENTS.singular,
        .subject_uid = &incident->uid,
        .path = mem_printf(c, "/incidents/%s", number),
        .args = args,
        .n_args = 1};
    enum err e = incident_seen_of(c, &incident->id, 1, &seen, &n);
    return e == ERR_OK && n == 1 && !seen[0].secret ? notice_tell_person(c, &notice, owner_id) : e;
}

static enum err tell_named(
    struct call *c, const struct reg_record *incident, const char *before, const char *now)
{
    const struct msg_arg name = {"name", now};
    telling_audit(c, incident, "telling_owner",
        before == NULL ? NULL : json_pack("{s:s}", "owner", before),
        json_pack("{s:s}", "owner", now));
    return incident_tell(c, incident, INCIDENT_TOLD_ACTION,
        msg_format(c, c->org.lang, "telling.line.owner", &name, 1));
}

enum err telling_owner_put(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling_ref before, now;
    int64_t owner_id = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = telling_case(r, &PERM_CASE_TELL_WRITE, &incident);
    if (e == ERR_OK)
        e = person_of(c, body_text(r->body, "owner"), &owner_id);
    if (e == ERR_OK)
        e = telling_store_owner(c, incident.id, &before);
    if (e == ERR_OK)
        e = telling_store_owner_put(c, incident.id, owner_id);
    if (e == ERR_OK)
        e = telling_store_owner(c, incident.id, &now);
    if (e == ERR_OK)
        e = tell_named(c, &incident, before.name, now.name);
    if (e == ERR_OK)
        e = tell_owner(c, &incident, owner_id);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- drafts ---- */

static enum err said_of(struct call *c, const json_t *body, struct telling *telling)
{
    static const char *const texts[] = {"subject", "body"};
    const char *start = NULL;
    telling->audience = body_text(body, "audience");
    telling->tlp = body_text(body, "tlp");
    telling->lang = body_text(body, "lang");
    telling->subject = body_text(body, "subject");
    telling->body = body_text(body, "body");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (utf8_trim(body_text(body, texts[i]), &start) == 0)
            problem_field(c->problem, i == 0 ? "/subject" : "/body", "required");
    return problem_check(c->problem);
}

enum err telling_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling = {.version = 1};
    enum err e = said_of(c, r->body, &telling);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = telling_case(r, &PERM_CASE_TELL_WRITE, &incident);
    if (e == ERR_OK)
        e = incident_hold(c, incident.id);
    if (e == ERR_OK)
        e = telling_store_add(c, incident.id, &telling);
    if (e != ERR_OK)
        return e;
    telling_audit(c, &incident, "telling_write", NULL, telling_said(&telling));
    return telling_finish(r, &incident, telling.no);
}

enum err telling_put(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    enum err e = telling_open(r, true, &incident, &telling);
    if (e == ERR_OK)
        e = req_match(r, telling.version);
    if (e != ERR_OK)
        return e;
    json_t *before = telling_said(&telling);
    e = said_of(c, r->body, &telling);
    if (e == ERR_OK)
        e = telling_store_put(c, &telling);
    if (e != ERR_OK) {
        json_decref(before);
        return e;
    }
    telling_audit(c, &incident, "telling_write", before, telling_said(&telling));
    return telling_finish(r, &incident, telling.no);
}

enum err telling_delete(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct telling telling;
    enum err e = telling_open(r, true, &incident, &telling);
    if (e == ERR_OK)
        e = req_match(r, telling.version);
    if (e == ERR_OK)
        e = telling_store_remove(c, telling.id);
    if (e != ERR_OK)
        return e;
    telling_audit(c, &incident, "telling_drop", telling_said(&telling), NULL);
    return tx_commit(c);
}
