#include "mod/risk/risk_lapse.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/risk/risk_private.h"

#include <string.h>

static const char JOB[] = "risk_lapse";
static const struct notice_kind kinds[] = {{.name = "risk_lapsed", .usual = NOTICE_NOW}};

/* asked: somebody wants it looked at before */
enum why { WHY_RISEN, WHY_BAND, WHY_UNVALUED, WHY_ENDED, WHY_ASKED };

enum risk_return risk_return_of(const json_t *risk, const char *method)
{
    const char *given = body_text(risk, "accepted_method");
    const struct risk_acceptance acceptance = {.value = (int)body_int(risk, "accepted_value", 0),
        .band = risk_colour_of(body_text(risk, "accepted_band")),
        .same_method = given == NULL || strcmp(given, method) == 0};
    return risk_acceptance_return(
        &acceptance, (int)body_int(risk, "value_now", 0), risk_colour_of(body_text(risk, "band")));
}

/* Of a risk that was accepted. */
static enum why why_of(const json_t *risk, const char *today, const char *method)
{
    const char *until = body_text(risk, "accepted_until");
    enum risk_return why = risk_return_of(risk, method);
    if (why != RISK_STAYS)
        return why == RISK_RETURN_RISEN  ? WHY_RISEN
               : why == RISK_RETURN_BAND ? WHY_BAND
                                         : WHY_UNVALUED;
    return until != NULL && strcmp(until, today) < 0 ? WHY_ENDED : WHY_ASKED;
}

static bool today_of(struct call *c, char today[DATE_TEXT_SIZE])
{
    struct date date;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &date))
        return false;
    date_format(date, today);
    return true;
}

static const char *number_of(struct call *c, const json_t *risk, const char *key)
{
    return mem_printf(c, "%d", (int)body_int(risk, key, 0));
}

/* ---- who is told ---- */

static bool in_state(const json_t *risk, const char *state)
{
    const char *now = body_text(risk, "state");
    return now != NULL && strcmp(now, state) == 0;
}

enum err risk_lapse_tell(struct call *c, const struct reg_record *r)
{
    static const char *const whys[] = {"risk.lapse.why.risen", "risk.lapse.why.band",
        "risk.lapse.why.unvalued", "risk.lapse.why.ended", "risk.lapse.why.asked"};
    const char *method = NULL;
    char today[DATE_TEXT_SIZE];
    int64_t owner = 0;
    if (!in_state(r->before, "accepted") || !in_state(r->after, "lapsed"))
        return ERR_OK;
    if (!today_of(c, today))
        return ERR_INTERNAL;
    enum err e = risk_method_ref_now(c, &method);
    if (e != ERR_OK)
        return e;
    enum why why = why_of(r->after, today, method);
    bool other = why == WHY_BAND || why == WHY_UNVALUED;
    const char *number = body_text(r->after, "number");
    const struct notice_arg args[] = {
        {"name", NOTICE_TEXT, body_text(r->after, "name")},
        {"number", NOTICE_TEXT, number},
        {"why", NOTICE_MESSAGE, whys[why]},
        {"until", NOTICE_DATE, body_text(r->after, "accepted_until")},
        {"accepted", NOTICE_TEXT, number_of(c, r->after, "accepted_value")},
        {"now", NOTICE_TEXT, number_of(c, r->after, "value_now")},
        {"apart", NOTICE_MESSAGE, other ? "risk.lapse.apart" : NULL},
    };
    const struct notice_new notice = {.kind = &kinds[0],
        .subject = REG_RISKS.singular,
        .subject_uid = &r->uid,
        .path = mem_printf(c, "/risks/%s", number),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    e = reg_ref_id(c, r, "owner", &owner);
    return e == ERR_OK
               ? notice_tell_owner_and_holders(c, &notice, owner, &PERM_RISK_ACCEPT, r->unit_path)
               : e;
}

/* ---- the job ---- */

static const char *band_name(struct call *c, const json_t *risk, const char *key)
{
    const char *band = body_text(risk, key);
    return band == NULL ? ""
                        : reg_option_label(c, &REG_RISKS, &OPTIONS_RISK_BAND, band, c->org.lang);
}

/* As the record's history keeps it: in the organisation's language. */
static const char *reason_of(struct call *c, const json_t *risk, enum why why)
{
    static const char *const reasons[] = {"risk.lapse.reason.risen", "risk.lapse.reason.band",
        "risk.lapse.reason.unvalued", "risk.lapse.reason.ended"};
    const struct msg_arg args[] = {
        {"until", body_text(risk, "accepted_until")},
        {"accepted", number_of(c, risk, "accepted_value")},
        {"now", number_of(c, risk, "value_now")},
        {"from", band_name(c, risk, "accepted_band")},
        {"to", band_name(c, risk, "band")},
    };
    return msg_format(c, c->org.lang, reasons[why], args, sizeof args / sizeof args[0]);
}

/* In a transaction of its own; somebody may have decided anew meanwhile. */
static enum err end_one(struct call *c, const char *id, const char *today, const char *method)
{
    struct reg_record risk;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_RISKS, id, &risk);
    if (e == ERR_OK && in_state(risk.after, "accepted")) {
        enum why why = why_of(risk.after, today, method);
        if (why != WHY_ASKED)
            e = reg_transition(c, &REG_RISKS, id, "lapse", reason_of(c, risk.after, why));
        if (e == ERR_OK && why != WHY_ASKED)
            e = tx_commit(c);
    }
    tx_abort(c);
    bool by_people = e == ERR_CONFLICT || e == ERR_NOT_FOUND || e == ERR_INVALID;
    if (by_people)
        c->problem = problem_new(c);
    return by_people ? ERR_OK : e;
}

static enum err run(struct call *c, struct job *job)
{
    char today[DATE_TEXT_SIZE];
    const char **ids = NULL, *method = NULL;
    size_t n = 0;
    (void)job;
    if (!today_of(c, today))
        return ERR_INTERNAL;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = risk_method_ref_now(c, &method);
    if (e == ERR_OK)
        e = risk_lapse_store_ended(c, today, method, LIMIT_RISKS_LAPSED, &ids, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = end_one(c, ids[i], today, method);
    return e;
}

enum err risk_lapse_soon(struct call *c)
{
    struct uuid uid;
    const struct job_new job = {.kind = JOB, .once = true, .system = true};
    return job_add(c, &job, &uid);
}

/* Soon enough after midnight in every zone. */
static const struct job_kind jobs[] = {
    {.name = JOB, .run = run, .every_ms = INT64_C(600000) /* ten minutes */},
};

const struct module module_risk_lapse = {
    .name = "risk_lapse", .jobs = jobs, .n_jobs = 1, .notices = kinds, .n_notices = 1};
