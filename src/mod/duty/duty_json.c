/* Shapes of what is affected, decided and reported, and how they are written. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/http/req.h"
#include "mod/duty/duty_private.h"

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

static const char *const decision_keys[] = {"confirmed", "rejected", NULL};
static const struct option_set DECISION = {"duty_decision", decision_keys};
static const char *const part_keys[] = {"first", "more", "final", NULL};
static const struct option_set PART = {"duty_part", part_keys};

/* ---- bodies ---- */

#define FACT(name, key_of_fact) {.key = (key_of_fact), .type = FIELD_BOOL, .flags = FIELD_NULLABLE},

static const struct field impact_fields[] = {
    {.key = "known_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "countries", .type = FIELD_TEXT, .flags = MUST, .min = 2, .max = 200},
    {.key = "persons", .type = FIELD_INT, .flags = FIELD_NULLABLE, .min = 0, .max = 2000000000},
    DUTY_FACT_LIST(FACT){
        .key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_NULLABLE, .max = LIMIT_NOTE},
};
const struct shape SHAPE_IMPACT_BODY = SHAPE("CaseImpactPut", impact_fields);

static const struct field duty_fields[] = {
    {.key = "regime", .type = FIELD_REF, .flags = MUST, .ref = "reporting-regimes"},
    {.key = "decision", .type = FIELD_ENUM, .flags = MUST, .options = &DECISION},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = FIELD_NULLABLE, .max = LIMIT_NOTE},
    {.key = "started_at", .type = FIELD_INSTANT, .flags = FIELD_NULLABLE},
};
const struct shape SHAPE_DUTY_BODY = SHAPE("CaseDutyNew", duty_fields);

static const struct field change_fields[] = {
    {.key = "decision", .type = FIELD_ENUM, .flags = MUST, .options = &DECISION},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = LIMIT_NOTE},
    {.key = "started_at", .type = FIELD_INSTANT, .flags = FIELD_NULLABLE},
};
const struct shape SHAPE_DUTY_CHANGE = SHAPE("CaseDutyPut", change_fields);

static const struct field report_body_fields[] = {
    {.key = "part", .type = FIELD_ENUM, .flags = MUST, .options = &PART},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by_whom", .type = FIELD_TEXT, .flags = MUST, .min = 1, .max = LIMIT_NAME},
    {.key = "receipt", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = LIMIT_NAME},
    {.key = "file", .type = FIELD_ID, .flags = FIELD_NULLABLE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_NULLABLE, .max = LIMIT_NOTE},
};
const struct shape SHAPE_DUTY_REPORT_BODY = SHAPE("CaseDutyReportNew", report_body_fields);

/* ---- answers ---- */

#define FACT_SHOWN(name, key_of_fact) {.key = (key_of_fact), .type = FIELD_BOOL, .flags = MAYBE},

static const struct field impact_shown[] = {
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "known_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "countries", .type = FIELD_TEXT, .flags = MUST},
    {.key = "persons", .type = FIELD_INT, .flags = MAYBE},
    DUTY_FACT_LIST(FACT_SHOWN){.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
};
const struct shape SHAPE_IMPACT = SHAPE("CaseImpact", impact_shown);

static const struct field report_fields[] = {
    {.key = "part", .type = FIELD_ENUM, .flags = MUST, .options = &PART},
    {.key = "sent_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "written_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by_whom", .type = FIELD_TEXT, .flags = MUST},
    {.key = "receipt", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "file", .type = FIELD_ID, .flags = MAYBE},
    {.key = "file_name", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},
};
static const struct shape SHAPE_REPORT = SHAPE("CaseDutyReport", report_fields);

/* What both proposals and decisions say of the regime and its clocks. */
#define OF_REGIME                                                                            \
    {.key = "regime", .type = FIELD_ID, .flags = MUST},                                      \
        {.key = "title", .type = FIELD_TEXT, .flags = MUST},                                 \
        {.key = "authority", .type = FIELD_TEXT, .flags = MUST},                             \
        {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_REGIME_KIND}, \
        {.key = "where_to", .type = FIELD_TEXT, .flags = MAYBE},                             \
        {.key = "items", .type = FIELD_LONGTEXT, .flags = MAYBE},                            \
        {.key = "note", .type = FIELD_LONGTEXT, .flags = MAYBE},                             \
        {.key = "source", .type = FIELD_LONGTEXT, .flags = MAYBE},                           \
        {.key = "source_on", .type = FIELD_DATE, .flags = MAYBE},                            \
        {.key = "unverified", .type = FIELD_BOOL, .flags = MUST},                            \
        {.key = "zone", .type = FIELD_TEXT, .flags = MUST},                                  \
        {.key = "started_at", .type = FIELD_INSTANT, .flags = MUST},                         \
        {.key = "first_due", .type = FIELD_INSTANT, .flags = MAYBE},                         \
        {.key = "first_day", .type = FIELD_DATE, .flags = MAYBE},                            \
        {.key = "final_due", .type = FIELD_INSTANT, .flags = MAYBE},                         \
        {.key = "final_day", .type = FIELD_DATE, .flags = MAYBE},                            \
    {                                                                                        \
        .key = "final_from_first", .type = FIELD_BOOL, .flags = MUST                         \
    }

static const struct field proposal_fields[] = {
    OF_REGIME,
    {.key = "why", .type = FIELD_LIST, .flags = MUST, .max = DUTY_FACT_MAX + 4},
    {.key = "open", .type = FIELD_LIST, .flags = MUST, .max = DUTY_FACT_MAX + 4},
};
static const struct shape SHAPE_PROPOSAL = SHAPE("CaseDutyProposal", proposal_fields);

static const struct field shown_fields[] = {
    OF_REGIME,
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "version", .type = FIELD_INT, .flags = MUST},
    {.key = "decision", .type = FIELD_ENUM, .flags = MUST, .options = &DECISION},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MAYBE},
    {.key = "decided_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "decided_by", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "waits", .type = FIELD_ENUM, .flags = MAYBE, .options = &PART},
    {.key = "due", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "late", .type = FIELD_BOOL, .flags = MUST},
    {.key = "reports",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_REPORT,
        .max = LIMIT_CASE_DUTY_REPORTS},
};
const struct shape SHAPE_CASE_DUTY = SHAPE("CaseDuty", shown_fields);

static const struct field board_fields[] = {
    {.key = "impact", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_IMPACT},
    {.key = "proposals",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_PROPOSAL,
        .max = LIMIT_REGIMES},
    {.key = "duties",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CASE_DUTY,
        .max = LIMIT_CASE_DUTIES},
};
const struct shape SHAPE_DUTY_BOARD = SHAPE("CaseDutyBoard", board_fields);

static const struct field waiting_one[] = {
    {.key = "incident", .type = FIELD_TEXT, .flags = MUST},
    {.key = "incident_title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "authority", .type = FIELD_TEXT, .flags = MUST},
    {.key = "waits", .type = FIELD_ENUM, .flags = MUST, .options = &PART},
    {.key = "due", .type = FIELD_INSTANT, .flags = MAYBE},
    {.key = "due_day", .type = FIELD_DATE, .flags = MAYBE},
    {.key = "zone", .type = FIELD_TEXT, .flags = MUST},
    {.key = "late", .type = FIELD_BOOL, .flags = MUST},
};
static const struct shape SHAPE_WAITING_ONE = SHAPE("WaitingDuty", waiting_one);
static const struct field waiting_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_WAITING_ONE,
        .max = LIMIT_WAITING_DUTIES},
    {.key = "late", .type = FIELD_INT, .flags = MUST},
};
const struct shape SHAPE_WAITING = SHAPE("WaitingDuties", waiting_fields);

/* ---- writing ---- */

static void write_bool(struct jw *w, const char *key, const json_t *value)
{
    jw_key(w, key);
    if (json_is_boolean(value))
        jw_bool(w, json_is_true(value));
    else
        jw_null(w);
}

void impact_write(struct jw *w, const struct case_impact *impact)
{
    if (impact->version == 0) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kint(w, "version", impact->version);
    jw_kinstant(w, "known_at", impact->known_ms);
    jw_kstr(w, "countries", body_text(impact->facts, "countries"));
    jw_kjson(w, "persons", json_object_get(impact->facts, "persons"));
    for (int i = 0; i < DUTY_FACT_MAX; i++)
        write_bool(w, duty_fact_key(i), json_object_get(impact->facts, duty_fact_key(i)));
    jw_kstr(w, "note", body_text(impact->facts, "note"));
    jw_obj_end(w);
}

const char *duty_day(const struct call *c, const json_t *terms, int64_t due_ms)
{
    struct date day;
    if (due_ms == 0 || !clock_day_in_zone(due_ms - 1, duty_zone(c, terms), &day))
        return NULL;
    char *text = mem_array(c, char, DATE_TEXT_SIZE);
    date_format(day, text);
    return text;
}

static void write_regime(struct call *c, struct jw *w, const json_t *terms,
    const struct duty_clock *clock, const char *regime)
{
    static const char *const texts[] = {
        "title", "authority", "kind", "where_to", "items", "note", "source", "source_on"};
    const char *from = body_text(terms, "final_from");
    jw_kstr(w, "regime", regime);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        jw_kstr(w, texts[i], body_text(terms, texts[i]));
    jw_kbool(w, "unverified", body_bool(terms, "unverified"));
    jw_kstr(w, "zone", duty_zone(c, terms));
    jw_kinstant(w, "started_at", clock->started_ms);
    jw_kinstant(w, "first_due", clock->first_ms);
    jw_kstr(w, "first_day", duty_day(c, terms, clock->first_ms));
    jw_kinstant(w, "final_due", clock->final_ms);
    jw_kstr(w, "final_day", duty_day(c, terms, clock->final_ms));
    jw_kbool(w, "final_from_first",
        from != NULL && from[0] == 'f' && body_int(terms, "final_amount", 0) > 0);
}

static void write_reasons(struct jw *w, const char *key, unsigned bits)
{
    static const char *const more[] = {"country", "persons", "kind", "all"};
    jw_key(w, key);
    jw_arr_begin(w);
    for (int i = 0; i < DUTY_FACT_MAX + 4; i++)
        if ((bits & 1U << i) != 0)
            jw_str(w, i < DUTY_FACT_MAX ? duty_fact_key(i) : more[i - DUTY_FACT_MAX]);
    jw_arr_end(w);
}

void proposal_write(struct call *c, struct jw *w, const json_t *regime,
    const struct duty_match *match, const struct duty_clock *clock)
{
    jw_obj_begin(w);
    write_regime(c, w, regime, clock, body_text(regime, "id"));
    write_reasons(w, "why", match->why);
    write_reasons(w, "open", match->open);
    jw_obj_end(w);
}

static void write_report(struct jw *w, const struct duty_report *report)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&report->file_uid, uid);
    jw_obj_begin(w);
    jw_kstr(w, "part", report->part);
    jw_kinstant(w, "sent_at", report->sent_ms);
    jw_kinstant(w, "written_at", report->written_ms);
    jw_kstr(w, "by_whom", report->by_whom);
    jw_kstr(w, "receipt", report->receipt);
    jw_kstr(w, "file", report->file_name == NULL ? NULL : uid);
    jw_kstr(w, "file_name", report->file_name);
    jw_kstr(w, "note", report->note);
    jw_obj_end(w);
}

void duty_write(struct call *c, struct jw *w, const struct case_duty *duty,
    const struct duty_report *reports, size_t n_reports)
{
    char uid[UUID_TEXT_SIZE], regime[UUID_TEXT_SIZE];
    uuid_format(&duty->uid, uid);
    uuid_format(&duty->regime_uid, regime);
    jw_obj_begin(w);
    write_regime(c, w, duty->terms, &duty->clock, regime);
    jw_kstr(w, "id", uid);
    jw_kint(w, "version", duty->version);
    jw_kstr(w, "decision", duty->decision);
    jw_kstr(w, "reason", duty->reason);
    jw_kinstant(w, "decided_at", duty->decided_ms);
    jw_kstr(w, "decided_by", duty->decided_name);
    jw_kstr(w, "waits", duty->waits);
    jw_kinstant(w, "due", duty->due_ms);
    jw_kbool(w, "late", duty->waits != NULL && duty->due_ms != 0 && duty->due_ms < c->now_ms);
    jw_key(w, "reports");
    jw_arr_begin(w);
    for (size_t i = 0; i < n_reports; i++)
        if (reports[i].duty_id == duty->id)
            write_report(w, &reports[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}
