/* Routes of a case: what is affected, which regimes that concerns, what was decided and reported.
 * Whoever may read the case reads them; the same people who run cases write. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/i18n/msg.h"
#include "mod/duty/duty_private.h"
#include "mod/incident/incident.h"

#include <string.h>

enum { AHEAD_MS = 5 * 60 * 1000 };

const struct perm PERM_CASE_DUTY_READ = {
    "case_duty.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_CASE_DUTY_WRITE = {"case_duty.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static int64_t ms_of(const json_t *json, const char *key)
{
    int64_t ms = 0;
    const char *text = body_text(json, key);
    return text != NULL && instant_parse(text, &ms) ? ms : 0;
}

/* ---- finding ---- */

static enum err case_of(struct req *r, struct reg_record *ret_incident)
{
    return reg_look(&r->call, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
}

/* Held before anything of it is read: a duty decided on while what is affected changes would keep
 * the term of before. */
static enum err case_held(struct req *r, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = case_of(r, ret_incident);
    if (e == ERR_OK && !who_may(c->who, &PERM_CASE_DUTY_WRITE, ret_incident->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = incident_hold(c, ret_incident->id);
    return e == ERR_OK ? case_of(r, ret_incident) : e;
}

static enum err duty_of(struct req *r, int64_t incident_id, struct case_duty *ret_duty)
{
    struct uuid uid;
    struct case_duty *all = NULL;
    size_t n = 0;
    if (!uuid_parse(req_param(r, "duty"), &uid))
        return ERR_NOT_FOUND;
    enum err e = duty_store_of(&r->call, incident_id, &all, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        if (memcmp(&all[i].uid, &uid, sizeof uid) == 0) {
            *ret_duty = all[i];
            return ERR_OK;
        }
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

/* ---- telling the case ---- */

static void audit_case(struct call *c, const struct reg_record *incident, const char *action,
    json_t *before, json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .before = before,
                     .after = after});
}

/* detail: put in brackets by the message `of`; NULL: there is none. */
static enum err tell_case(struct call *c, const struct reg_record *incident,
    const struct case_duty *duty, const char *message, const char *of, const char *detail)
{
    const struct msg_arg said = {"detail", detail};
    const struct msg_arg args[] = {{"title", body_text(duty->terms, "title")},
        {"authority", body_text(duty->terms, "authority")},
        {"detail", detail == NULL ? "" : msg_format(c, c->org.lang, of, &said, 1)}};
    return incident_tell(
        c, incident, INCIDENT_TOLD_OUTSIDE, msg_format(c, c->org.lang, message, args, 3));
}

/* ---- clocks ---- */

/* What waits next, and by when; a first report without a term is due with the final one. */
static void set_waiting(struct case_duty *duty, bool first_made, bool final_made)
{
    bool confirmed = strcmp(duty->decision, "confirmed") == 0;
    bool has_final = body_int(duty->terms, "final_amount", 0) > 0;
    int64_t due = duty->due_ms;
    duty->waits = !confirmed || final_made ? NULL
                  : !first_made            ? "first"
                  : has_final              ? "final"
                                           : NULL;
    duty->due_ms = duty->waits == NULL                        ? 0
                   : !first_made && duty->clock.first_ms != 0 ? duty->clock.first_ms
                                                              : duty->clock.final_ms;
    if (duty->due_ms != due)
        duty->reminded = 0;
}

struct made {
    int64_t first_ms;
    bool first, final;
};

static struct made made_of(
    const struct case_duty *duty, const struct duty_report *reports, size_t n)
{
    struct made made = {.first_ms = 0};
    for (size_t i = 0; i < n; i++) {
        if (reports[i].duty_id != duty->id)
            continue;
        bool first = strcmp(reports[i].part, "first") == 0;
        if (first && (!made.first || reports[i].sent_ms < made.first_ms))
            made.first_ms = reports[i].sent_ms;
        made.first = made.first || first;
        made.final = made.final || strcmp(reports[i].part, "final") == 0;
    }
    return made;
}

static void reckon(const struct call *c, struct case_duty *duty, const struct case_impact *impact,
    int64_t judged_ms, const struct made *made)
{
    int64_t start = duty->own_start ? duty->clock.started_ms
                                    : duty_starts(duty->terms, impact->known_ms, judged_ms);
    duty->clock = duty_clock_of(c, duty->terms, impact, start, made->first_ms);
    set_waiting(duty, made->first, made->final);
}

/* ---- the board ---- */

static bool decided(const struct case_duty *duties, size_t n, const char *regime)
{
    char uid[UUID_TEXT_SIZE];
    for (size_t i = 0; i < n; i++) {
        uuid_format(&duties[i].regime_uid, uid);
        if (strcmp(uid, regime) == 0)
            return true;
    }
    return false;
}

static void write_proposals(struct call *c, struct jw *w, const json_t *regimes,
    const struct case_impact *impact, int64_t judged_ms, const struct case_duty *duties, size_t n)
{
    size_t i;
    const json_t *regime;
    const struct duty_facts facts = duty_facts_of(impact);
    json_array_foreach(regimes, i, regime)
    {
        const struct duty_asks asks = duty_asks_of(regime);
        const struct duty_match match = duty_match(&asks, &facts);
        int64_t start = duty_starts(regime, impact->known_ms, judged_ms);
        if (!match.proposed || decided(duties, n, body_text(regime, "id")) ||
            !duty_in_force(c, regime, start))
            continue;
        const struct duty_clock clock = duty_clock_of(c, regime, impact, start, 0);
        proposal_write(c, w, regime, &match, &clock);
    }
}

static void write_board(struct req *r, const struct case_impact *impact, const json_t *regimes,
    int64_t judged_ms, const struct case_duty *duties, size_t n, const struct duty_report *reports,
    size_t n_reports)
{
    struct call *c = &r->call;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "impact");
    impact_write(&w, impact);
    jw_key(&w, "proposals");
    jw_arr_begin(&w);
    if (impact->version > 0)
        write_proposals(c, &w, regimes, impact, judged_ms, duties, n);
    jw_arr_end(&w);
    jw_key(&w, "duties");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        duty_write(c, &w, &duties[i], reports, n_reports);
    jw_arr_end(&w);
    jw_obj_end(&w);
}

enum err duty_board_get(struct req *r)
{
    static const struct reg_where in_use[] = {{"in_use", "eq", "true"}};
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_impact impact;
    struct case_duty *duties = NULL;
    struct duty_report *reports = NULL;
    json_t *regimes = NULL;
    size_t n = 0, n_reports = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = case_of(r, &incident);
    if (e == ERR_OK)
        e = duty_store_impact(c, incident.id, &impact);
    if (e == ERR_OK)
        e = duty_store_of(c, incident.id, &duties, &n);
    if (e == ERR_OK)
        e = duty_store_reports(c, incident.id, &reports, &n_reports);
    if (e == ERR_OK)
        e = reg_list(c, &REG_REPORTING_REGIMES, in_use, 1, "title", LIMIT_REGIMES, &regimes);
    if (e != ERR_OK)
        return e;
    write_board(
        r, &impact, regimes, ms_of(incident.after, "judged_at"), duties, n, reports, n_reports);
    return ERR_OK;
}

/* ---- what is affected ---- */

static enum err check_impact(struct call *c, const json_t *body, int64_t known_ms)
{
    if (known_ms > c->now_ms + AHEAD_MS)
        problem_field(c->problem, "/known_at", "incident_ahead");
    if (!duty_countries_ok(body_text(body, "countries")))
        problem_field(c->problem, "/countries", "duty_countries");
    return problem_check(c->problem);
}

/* Clocks that run start and end with what is known now. */
static enum err reckon_all(
    struct call *c, const struct reg_record *incident, const struct case_impact *impact)
{
    struct case_duty *duties = NULL;
    struct duty_report *reports = NULL;
    size_t n = 0, n_reports = 0;
    enum err e = duty_store_of(c, incident->id, &duties, &n);
    if (e == ERR_OK)
        e = duty_store_reports(c, incident->id, &reports, &n_reports);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        const struct duty_clock before = duties[i].clock;
        const struct made made = made_of(&duties[i], reports, n_reports);
        reckon(c, &duties[i], impact, ms_of(incident->after, "judged_at"), &made);
        if (memcmp(&before, &duties[i].clock, sizeof before) != 0)
            e = duty_store_put(c, &duties[i]);
    }
    return e;
}

enum err impact_put(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_impact old, impact = {.known_ms = ms_of(r->body, "known_at")};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = case_held(r, &incident);
    if (e == ERR_OK)
        e = check_impact(c, r->body, impact.known_ms);
    if (e == ERR_OK)
        e = duty_store_impact(c, incident.id, &old);
    if (e == ERR_OK && old.version > 0)
        e = req_match(r, old.version);
    if (e != ERR_OK)
        return e;
    impact.facts = reg_keep(c, json_copy(r->body));
    impact.version = old.version;
    json_object_del(impact.facts, "known_at");
    e = duty_store_impact_put(c, incident.id, &impact);
    impact.version++;
    if (e == ERR_OK)
        e = reckon_all(c, &incident, &impact);
    if (e != ERR_OK)
        return e;
    audit_case(c, &incident, "impact", old.version == 0 ? NULL : old.facts, r->body);
    struct jw w = resp_json(r);
    impact_write(&w, &impact);
    resp_etag(r, impact.version);
    return tx_commit(c);
}

/* ---- decisions ---- */

static enum err check_decision(struct call *c, const json_t *body)
{
    const char *start = NULL;
    const char *reason = body_text(body, "reason");
    bool rejected = strcmp(body_text(body, "decision"), "rejected") == 0;
    if (rejected && (reason == NULL || utf8_trim(reason, &start) == 0))
        problem_field(c->problem, "/reason", "required");
    if (ms_of(body, "started_at") > c->now_ms + AHEAD_MS)
        problem_field(c->problem, "/started_at", "incident_ahead");
    return problem_check(c->problem);
}

static void take_decision(struct call *c, const json_t *body, struct case_duty *duty)
{
    int64_t own = ms_of(body, "started_at");
    duty->decision = body_text(body, "decision");
    duty->reason = body_text(body, "reason");
    duty->own_start = own != 0;
    duty->clock.started_ms = own;
    duty->decided_ms = c->now_ms;
    duty->decided_by = c->who->account_id;
    duty->decided_name = c->who->name;
}

static json_t *told(const struct case_duty *duty)
{
    return json_pack("{s:s, s:s, s:s?}", "title", body_text(duty->terms, "title"), "decision",
        duty->decision, "reason", duty->reason);
}

static enum err answer_duty(
    struct req *r, const struct reg_record *incident, const struct case_duty *duty)
{
    struct duty_report *reports = NULL;
    size_t n = 0;
    enum err e = duty_store_reports(&r->call, incident->id, &reports, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    duty_write(&r->call, &w, duty, reports, n);
    resp_etag(r, duty->version);
    return tx_commit(&r->call);
}

static enum err tell_decision(
    struct req *r, const struct reg_record *incident, const struct case_duty *duty, json_t *before)
{
    bool confirmed = strcmp(duty->decision, "confirmed") == 0;
    json_t *after = told(duty);
    bool changed = before == NULL || !json_equal(before, after);
    audit_case(&r->call, incident, "duty_decide", before, after);
    json_decref(after);
    if (!changed)
        return ERR_OK;
    return tell_case(&r->call, incident, duty,
        confirmed ? "duty.line.confirmed" : "duty.line.rejected", "duty.line.reason", duty->reason);
}

/* The regime as the register has it now. */
static enum err regime_of(struct call *c, const json_t *body, struct case_duty *duty)
{
    struct reg_record regime;
    enum err e = reg_look(c, &REG_REPORTING_REGIMES, body_text(body, "regime"), &regime);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/regime", "reference");
        return problem_check(c->problem);
    }
    if (e != ERR_OK)
        return e;
    duty->regime_id = regime.id;
    duty->regime_uid = regime.uid;
    duty->terms = duty_terms_of(c, regime.after);
    return ERR_OK;
}

static enum err needs_impact(struct call *c, int64_t incident_id, struct case_impact *ret_impact)
{
    enum err e = duty_store_impact(c, incident_id, ret_impact);
    if (e == ERR_OK && ret_impact->version == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "duty_no_impact");
    return e;
}

static enum err needs_room(struct call *c, int64_t incident_id)
{
    struct case_duty *all = NULL;
    size_t n = 0;
    enum err e = duty_store_of(c, incident_id, &all, &n);
    if (e == ERR_OK && n == LIMIT_CASE_DUTIES)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_CASE_DUTIES);
    return e;
}

enum err duty_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_impact impact;
    const struct made none = {.first_ms = 0};
    struct case_duty duty = {.version = 1};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = case_held(r, &incident);
    if (e == ERR_OK)
        e = check_decision(c, r->body);
    if (e == ERR_OK)
        e = regime_of(c, r->body, &duty);
    if (e == ERR_OK)
        e = needs_impact(c, incident.id, &impact);
    if (e == ERR_OK)
        e = needs_room(c, incident.id);
    if (e != ERR_OK)
        return e;
    duty.uid = uuid_new(c->now_ms);
    duty.incident_id = incident.id;
    take_decision(c, r->body, &duty);
    reckon(c, &duty, &impact, ms_of(incident.after, "judged_at"), &none);
    e = duty_store_add(c, &duty);
    if (e == ERR_UNIQUE)
        return problem_set(c->problem, ERR_CONFLICT, "duty_decided");
    if (e == ERR_OK)
        e = tell_decision(r, &incident, &duty, NULL);
    return e == ERR_OK ? answer_duty(r, &incident, &duty) : e;
}

enum err duty_put(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_impact impact;
    struct case_duty duty;
    struct duty_report *reports = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = case_held(r, &incident);
    if (e == ERR_OK)
        e = duty_of(r, incident.id, &duty);
    if (e == ERR_OK)
        e = req_match(r, duty.version);
    if (e == ERR_OK)
        e = check_decision(c, r->body);
    if (e == ERR_OK)
        e = needs_impact(c, incident.id, &impact);
    if (e == ERR_OK)
        e = duty_store_reports(c, incident.id, &reports, &n);
    if (e != ERR_OK)
        return e;
    json_t *before = reg_keep(c, told(&duty));
    const struct made made = made_of(&duty, reports, n);
    take_decision(c, r->body, &duty);
    reckon(c, &duty, &impact, ms_of(incident.after, "judged_at"), &made);
    e = duty_store_put(c, &duty);
    duty.version++;
    if (e == ERR_OK)
        e = tell_decision(r, &incident, &duty, before);
    return e == ERR_OK ? answer_duty(r, &incident, &duty) : e;
}

/* ---- reports ---- */

static enum err report_of(struct req *r, const struct reg_record *incident,
    const struct case_duty *duty, struct duty_report *ret_report)
{
    struct call *c = &r->call;
    const char *start = NULL;
    const char *file = body_text(r->body, "file");
    struct duty_report report = {.duty_id = duty->id,
        .part = body_text(r->body, "part"),
        .sent_ms = ms_of(r->body, "sent_at"),
        .by_whom = body_text(r->body, "by_whom"),
        .receipt = body_text(r->body, "receipt"),
        .note = body_text(r->body, "note")};
    enum err e = ERR_OK;
    if (utf8_trim(report.by_whom, &start) == 0)
        problem_field(c->problem, "/by_whom", "required");
    if (report.sent_ms > c->now_ms + AHEAD_MS)
        problem_field(c->problem, "/sent_at", "incident_ahead");
    if (file != NULL && uuid_parse(file, &report.file_uid))
        e = reg_file_name(c, &REG_INCIDENTS, incident->id, &report.file_uid, &report.file_name);
    if (e == ERR_NOT_FOUND) {
        problem_field(c->problem, "/file", "reference");
        e = ERR_OK;
    }
    if (e == ERR_OK)
        e = problem_check(c->problem);
    if (e == ERR_OK)
        *ret_report = report;
    return e;
}

static void audit_report(struct call *c, const struct reg_record *incident,
    const struct case_duty *duty, const struct duty_report *report)
{
    char at[INSTANT_TEXT_SIZE];
    instant_format(report->sent_ms, at);
    json_t *after = json_pack("{s:s, s:s, s:s, s:s, s:s?, s:s?}", "title",
        body_text(duty->terms, "title"), "part", report->part, "sent_at", at, "by_whom",
        report->by_whom, "receipt", report->receipt, "file", report->file_name);
    audit_case(c, incident, "duty_report", NULL, after);
    json_decref(after);
}

static enum err take_report(struct req *r, const struct reg_record *incident,
    struct case_duty *duty, const struct duty_report *report)
{
    struct call *c = &r->call;
    struct case_impact impact;
    struct duty_report *reports = NULL;
    size_t n = 0;
    enum err e = duty_store_report_add(c, report);
    if (e == ERR_OK)
        e = duty_store_impact(c, incident->id, &impact);
    if (e == ERR_OK)
        e = duty_store_reports(c, incident->id, &reports, &n);
    if (e != ERR_OK)
        return e;
    if (n == LIMIT_CASE_DUTY_REPORTS)
        return problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_CASE_DUTY_REPORTS);
    const struct made made = made_of(duty, reports, n);
    reckon(c, duty, &impact, ms_of(incident->after, "judged_at"), &made);
    e = duty_store_put(c, duty);
    duty->version++;
    if (e != ERR_OK)
        return e;
    audit_report(c, incident, duty, report);
    return tell_case(c, incident, duty, mem_printf(c, "duty.line.%s", report->part),
        "duty.line.receipt", report->receipt);
}

enum err duty_report_post(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_duty duty;
    struct duty_report report;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = case_held(r, &incident);
    if (e == ERR_OK)
        e = duty_of(r, incident.id, &duty);
    if (e == ERR_OK && strcmp(duty.decision, "confirmed") != 0)
        e = problem_set(c->problem, ERR_CONFLICT, "duty_rejected");
    if (e == ERR_OK)
        e = report_of(r, &incident, &duty, &report);
    if (e == ERR_OK)
        e = take_report(r, &incident, &duty, &report);
    return e == ERR_OK ? answer_duty(r, &incident, &duty) : e;
}
