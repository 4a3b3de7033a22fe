/* Inside the module only. */
#ifndef KANAME_MOD_DUTY_DUTY_PRIVATE_H
#define KANAME_MOD_DUTY_DUTY_PRIVATE_H

#include "base/uuid.h"
#include "kernel/calendar/calendar.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "kernel/transfer/transfer.h"
#include "mod/duty/duty.h"
#include "mod/duty/duty_rules.h"

extern const struct perm PERM_CASE_DUTY_READ, PERM_CASE_DUTY_WRITE;
extern const struct option_set OPTIONS_REGIME_KIND, OPTIONS_REGIME_SECTOR, OPTIONS_REGIME_START,
    OPTIONS_DUTY_UNIT, OPTIONS_REGIME_FINAL_FROM;

/* POST /reporting-regimes/starter: the usual regimes (catalog/regimes) that are not there yet. */
enum err regime_starter_add(struct req *r);
extern const struct shape SHAPE_REGIME_STARTER_MADE;

/* ---- duty_terms.c ---- */

/* What a case has affected, as far as is known. */
struct case_impact {
    int64_t version; /* 0: nobody has written it down */
    int64_t known_ms;
    json_t *facts; /* checked against SHAPE_IMPACT_BODY, without known_at */
};

/* When clocks of a regime started on a case, and when they are over; 0: no term, or (final) it
 * begins with the first report, which has not been made. */
struct duty_clock {
    int64_t started_ms, first_ms, final_ms;
};

/* A regime as a record shows it, or as it was frozen (duty_terms_of). Texts are borrowed. */
struct duty_asks duty_asks_of(const json_t *regime);
struct duty_facts duty_facts_of(const struct case_impact *impact);
/* The part of a regime that a decision keeps; under c. */
json_t *duty_terms_of(struct call *c, const json_t *regime);
const char *duty_zone(const struct call *c, const json_t *terms);
/* When its clocks start on a case; judged_ms: of the incident. */
int64_t duty_starts(const json_t *terms, int64_t known_ms, int64_t judged_ms);
/* first_sent_ms: of the first report, 0: none yet. */
struct duty_clock duty_clock_of(const struct call *c, const json_t *terms,
    const struct case_impact *impact, int64_t started_ms, int64_t first_sent_ms);
/* Whether the regime is in force on that day of its zone. */
bool duty_in_force(const struct call *c, const json_t *regime, int64_t at_ms);

/* ---- duty_store.c ---- */

struct duty_report {
    int64_t duty_id;
    const char *part, *by_whom, *receipt, *file_name, *note;
    int64_t sent_ms, written_ms;
    struct uuid file_uid; /* zeros: none */
};

struct case_duty {
    int64_t id, incident_id, regime_id, version;
    struct uuid uid, regime_uid;
    json_t *terms;
    const char *decision; /* "confirmed", "rejected" */
    const char *reason;   /* NULL: none */
    struct duty_clock clock;
    bool own_start;    /* a person has set it */
    const char *waits; /* "first", "final"; NULL: nothing any more */
    int64_t due_ms;    /* of what waits; 0: without delay */
    int64_t reminded;
    int64_t decided_ms, decided_by;
    const char *decided_name; /* NULL: gone */
};

/* Texts under c. No impact: version 0. */
enum err duty_store_impact(struct call *c, int64_t incident_id, struct case_impact *ret_impact);
/* With the next version; ERR_STALE: somebody else was first. */
enum err duty_store_impact_put(
    struct call *c, int64_t incident_id, const struct case_impact *impact);
/* Of a case, in the order of their decisions. */
enum err duty_store_of(
    struct call *c, int64_t incident_id, struct case_duty **ret_duties, size_t *ret_n);
/* Those that wait, of every case, the earliest due first. */
enum err duty_store_waiting(struct call *c, int most, struct case_duty **ret_duties, size_t *ret_n);
/* A first report without a term is reminded of some hours after it was decided on, then every day,
 * so many times: counted in `reminded` below zero. */
enum { DUTY_PROMPT_TIMES = 5 };
#define DUTY_PROMPT_MS (INT64_C(4) * 60 * 60 * 1000)
#define DUTY_PROMPT_AGAIN_MS (INT64_C(24) * 60 * 60 * 1000)
/* Those that wait, are due by soon_ms and have not been told so, or late and not told that, or are
 * due without delay. */
enum err duty_store_to_remind(struct call *c, int64_t now_ms, int64_t soon_ms, int most,
    struct case_duty **ret_duties, size_t *ret_n);
/* ERR_UNIQUE: that regime is decided on already. Fills in the id. */
enum err duty_store_add(struct call *c, struct case_duty *duty);
/* Of the version it was read with, which goes up by one; ERR_STALE: somebody else was first. */
enum err duty_store_put(struct call *c, const struct case_duty *duty);
enum err duty_store_reminded(struct call *c, int64_t duty_id, int64_t reminded);
enum err duty_store_reports(
    struct call *c, int64_t incident_id, struct duty_report **ret_reports, size_t *ret_n);
enum err duty_store_report_add(struct call *c, const struct duty_report *report);
enum err duty_store_purge(struct call *c, int64_t incident_id);

/* ---- duty_json.c ---- */

extern const struct shape SHAPE_IMPACT_BODY, SHAPE_IMPACT, SHAPE_DUTY_BODY, SHAPE_DUTY_CHANGE,
    SHAPE_DUTY_REPORT_BODY, SHAPE_CASE_DUTY, SHAPE_DUTY_BOARD, SHAPE_WAITING;
void impact_write(struct jw *w, const struct case_impact *impact);
void duty_write(struct call *c, struct jw *w, const struct case_duty *duty,
    const struct duty_report *reports, size_t n_reports);
void proposal_write(struct call *c, struct jw *w, const json_t *regime,
    const struct duty_match *match, const struct duty_clock *clock);
/* "2026-11-30" in the regime's zone, under c: the day on which the instant is over. NULL: 0. */
const char *duty_day(const struct call *c, const json_t *terms, int64_t due_ms);

/* ---- routes ---- */

enum err duty_board_get(struct req *r);
enum err impact_put(struct req *r);
enum err duty_post(struct req *r);
enum err duty_put(struct req *r);
enum err duty_report_post(struct req *r);
enum err duty_waiting_get(struct req *r);

/* ---- duty_waiting.c ---- */

enum { DUTY_NOTICE_SOON, DUTY_NOTICE_LATE, DUTY_NOTICE_PROMPT, DUTY_NOTICES };
extern const struct notice_kind duty_notices[DUTY_NOTICES];
enum err duty_calendar(struct call *c, struct calendar *calendar);
enum err duty_remind(struct call *c, struct job *job);

#endif
