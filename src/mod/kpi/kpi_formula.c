/* Formulas: figures that the registers of other modules give. What no register knows yet is
 * entered by people. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/evidence/evidence.h"
#include "mod/assessment/assessment.h"
#include "mod/exercise/exercise.h"
#include "mod/governance/governance.h"
#include "mod/incident/incident.h"
#include "mod/kpi/kpi_private.h"
#include "mod/loss/loss.h"
#include "mod/maturity/maturity.h"
#include "mod/measure/measure.h"
#include "mod/people/people.h"
#include "mod/risk/risk.h"
#include "mod/site/site.h"
#include "mod/supplier/supplier.h"

#include <math.h>
#include <string.h>

#define SHEET "kaname-csm40" /* the forty items by which the company's level is known */

/* Parts of the organisation's line: all of it. */
#define EVERYWHERE "/"

static const char *day_text(struct call *c, struct date day)
{
    char text[DATE_TEXT_SIZE];
    date_format(day, text);
    return mem_strdup(c, text);
}

static struct kpi_number known(double value)
{
    return (struct kpi_number){true, value};
}

static enum err count(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, struct kpi_reading *ret_reading)
{
    int64_t n = 0;
    enum err e = reg_count(c, def, where, n_where, EVERYWHERE, &n);
    if (e == ERR_OK)
        *ret_reading = (struct kpi_reading){.value = known((double)n)};
    return e;
}

/* How many records have a day in the period that has come. */
static enum err count_between(struct call *c, const struct reg_def *def, const char *key,
    struct date_span span, struct kpi_reading *ret_reading)
{
    struct date today = kpi_today(c);
    bool ended = date_compare(span.last, today) <= 0;
    const struct reg_where where[] = {
        {key, "ge", day_text(c, span.first)},
        {key, "le", day_text(c, ended ? span.last : today)},
    };
    return count(c, def, where, 2, ret_reading);
}

/* How many have a day that is over, in these states. */
static enum err count_late(
    struct call *c, const struct reg_def *def, const char *states, struct kpi_reading *ret_reading)
{
    const struct reg_where where[] = {
        {"state", "in", states},
        {"due", "lt", day_text(c, kpi_today(c))},
    };
    return count(c, def, where, 2, ret_reading);
}

/* ---- assessment ---- */

/* NULL: nobody has answered yet. */
static enum err newest_assessment(struct call *c, const struct assessment **ret_assessment)
{
    enum err e = assessment_load_newest(c, SHEET, ret_assessment);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err mean_maturity(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    const struct assessment *a = NULL;
    (void)span;
    enum err e = newest_assessment(c, &a);
    if (e != ERR_OK || a == NULL || !a->overall.own.known)
        return e;
    struct kpi_reading r = {
        .value = known((double)mean_value_tenths(a->overall.own) / 10), .as_of = a->campaign.due};
    if (a->overall.industry.known) {
        const struct mean_value industry = {true, a->overall.industry.mean};
        r.parts[r.n_parts++] =
            (struct kpi_part){"industry", "level", (double)mean_value_tenths(industry) / 10};
    }
    *ret_reading = r;
    return ERR_OK;
}

/* Of the components in use that have ever been scored: the latest scoring of each, both columns
 * alike. Told with how many were scored within a year, and how many were not. */
static enum err component_maturity(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    static const char *const all[] = {EVERYWHERE};
    struct maturity_figures f;
    (void)span;
    enum err e = maturity_load(c, all, 1, &f);
    if (e != ERR_OK || f.scored == 0)
        return e;
    *ret_reading = (struct kpi_reading){.value = known((double)maturity_mean(&f) / 10),
        .parts = {{"fresh", "count", (double)(f.scored - f.stale)},
            {"unscored", "count", (double)(f.never + f.stale)}},
        .n_parts = 2};
    return ERR_OK;
}

enum { UNITS_MOST = 2000 };

/* How many of the claims that records can speak of are supported by them. */
static enum err verified_claims(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    const struct assessment *a = NULL;
    struct evidence_row *rows = NULL;
    size_t n = 0, k;
    int64_t supported = 0, judged = 0;
    const json_t *item;
    (void)span;
    enum err e = newest_assessment(c, &a);
    if (e == ERR_OK && a != NULL)
        e = evidence_verdicts(c, a->campaign.id, UNITS_MOST, &rows, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        json_array_foreach(rows[i].items, k, item)
        {
            const char *state = body_text(item, "state");
            bool held = state != NULL && strcmp(state, "supported") == 0;
            supported += held;
            judged += held || (state != NULL && strcmp(state, "unsupported") == 0);
        }
    if (e != ERR_OK || judged == 0)
        return e;
    *ret_reading = (struct kpi_reading){.value = known(100 * (double)supported / (double)judged),
        .parts = {{"supported", "count", (double)supported}, {"judged", "count", (double)judged}},
        .n_parts = 2,
        .as_of = a->campaign.due};
    return ERR_OK;
}

/* The newest of all scores; one that names the industry's where that is asked for. */
static enum err newest_score(
    struct call *c, bool with_industry, const struct outside_score **ret_score)
{
    enum { LOOKED_AT = 50 };
    struct outside_score *scores = NULL;
    const struct outside_score *newest = NULL;
    size_t n = 0;
    enum err e = assessment_outside_scores(c, LOOKED_AT, &scores, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        if ((scores[i].has_industry || !with_industry) &&
            (newest == NULL || strcmp(scores[i].day, newest->day) >= 0))
            newest = &scores[i];
    if (e == ERR_OK)
        *ret_score = newest;
    return e;
}

static enum err outside_score(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    const struct outside_score *s = NULL;
    (void)span;
    enum err e = newest_score(c, false, &s);
    if (e != ERR_OK || s == NULL)
        return e;
    struct kpi_reading r = {.value = known(s->score), .as_of = s->day};
    if (s->has_industry)
        r.parts[r.n_parts++] = (struct kpi_part){"industry", "points", s->industry};
    *ret_reading = r;
    return ERR_OK;
}

/* How far ahead of the industry's average. */
static enum err outside_lead(struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    const struct outside_score *s = NULL;
    (void)span;
    enum err e = newest_score(c, true, &s);
    if (e != ERR_OK || s == NULL)
        return e;
    *ret_reading = (struct kpi_reading){.value = known(s->score - s->industry),
        .parts = {{"own", "points", s->score}, {"industry", "points", s->industry}},
        .n_parts = 2,
        .as_of = s->day};
    return ERR_OK;
}

/* ---- risks and money ---- */

static enum err high_risks(struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    static const struct reg_where where[] = {
        {"state", "in", "open,treating,asked,lapsed"}, {"band", "eq", "alarm"}};
    (void)span;
    return count(c, &REG_RISKS, where, 2, ret_reading);
}

/* Nothing has been decided about them: neither treated nor accepted. */
static enum err undecided_risks(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    static const struct reg_where where[] = {
        {"state", "in", "open,lapsed"}, {"treatment", "is_null", "true"}};
    (void)span;
    return count(c, &REG_RISKS, where, 2, ret_reading);
}

static enum err lapsed_acceptances(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    static const struct reg_where where[] = {{"state", "eq", "lapsed"}};
    (void)span;
    return count(c, &REG_RISKS, where, 1, ret_reading);
}

static enum err expected_loss(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    struct loss_latest latest;
    struct date day;
    (void)span;
    enum err e = loss_latest(c, &latest);
    if (e != ERR_OK || !latest.known)
        return e;
    struct kpi_reading r = {
        .value = known(latest.mean), .parts = {{"one_in_twenty", "yen", latest.p95}}, .n_parts = 1};
    if (clock_day_in_zone(latest.ended_at_ms, c->org.zone, &day))
        r.as_of = day_text(c, day);
    *ret_reading = r;
    return ERR_OK;
}

static enum err budget_used(struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    char year[PERIOD_TEXT_SIZE];
    int64_t granted = 0, used = 0;
    period_format(fiscal_year(span.last, c->org.fiscal_first_month), year);
    enum err e = measure_budget_used(c, year, &granted, &used);
    if (e != ERR_OK || granted == 0)
        return e;
    *ret_reading = (struct kpi_reading){.value = known(100 * (double)used / (double)granted)};
    if (strcmp(c->org.currency, "JPY") == 0) {
        ret_reading->parts[0] = (struct kpi_part){"used", "yen", (double)used};
        ret_reading->parts[1] = (struct kpi_part){"granted", "yen", (double)granted};
        ret_reading->n_parts = 2;
    }
    return ERR_OK;
}

/* ---- what is done ---- */

static enum err late_measures(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    (void)span;
    return count_late(c, &REG_MEASURES, "proposed,approved,under_way,deferred", ret_reading);
}

static enum err done_measures(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    return count_between(c, &REG_MEASURES, "done_on", span, ret_reading);
}

static enum err exercises_held(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    return count_between(c, &REG_EXERCISES, "held_on", span, ret_reading);
}

static enum err trainings_held(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    return count_between(c, &REG_TRAININGS, "held_on", span, ret_reading);
}

static enum err late_findings(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    (void)span;
    return count_late(c, &REG_AUDIT_FINDINGS, "open,corrected", ret_reading);
}

/* ---- suppliers and sites ---- */

/* Of the suppliers with a risk that were reviewed, how many give a concern. */
static enum err suppliers_concern(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    struct supplier_survey survey;
    struct supplier_concerned *list = NULL;
    size_t n = 0;
    (void)span;
    enum err e = supplier_survey_load(c, 1, &survey, &list, &n);
    if (e != ERR_OK)
        return e;
    const int64_t reviewed = survey.concern_some + survey.concern_none;
    if (reviewed == 0)
        return ERR_OK;
    *ret_reading =
        (struct kpi_reading){.value = known(100 * (double)survey.concern_some / (double)reviewed),
            .parts = {{"concern", "count", (double)survey.concern_some},
                {"reviewed", "count", (double)reviewed}},
            .n_parts = 2};
    return ERR_OK;
}

static enum err sites_late(struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    int64_t sites = 0, late = 0;
    (void)span;
    enum err e = site_late_count(c, &sites, &late);
    if (e != ERR_OK || sites == 0)
        return e;
    *ret_reading = (struct kpi_reading){
        .value = known((double)late), .parts = {{"sites", "count", (double)sites}}, .n_parts = 1};
    return ERR_OK;
}

/* ---- customers ---- */

static enum err requests_received(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    return count_between(c, &REG_CUSTOMER_REQUESTS, "received_on", span, ret_reading);
}

static enum err requests_open(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    static const struct reg_where where[] = {{"state", "eq", "open"}};
    (void)span;
    return count(c, &REG_CUSTOMER_REQUESTS, where, 1, ret_reading);
}

static enum err requests_late(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    (void)span;
    return count_late(c, &REG_CUSTOMER_REQUESTS, "open", ret_reading);
}

/* Of those answered in the period; none: there is no mean. */
static enum err request_days(struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    int64_t n = 0, days = 0;
    enum err e = kpi_store_answered(c, span, &n, &days);
    if (e == ERR_OK && n > 0)
        *ret_reading = (struct kpi_reading){
            .value = kpi_mean(days, n), .parts = {{"answered", "count", (double)n}}, .n_parts = 1};
    return e;
}

/* ---- incidents ---- */

/* From detection to the start of the investigation, the mean of those detected in the period whose
 * investigation has begun; none: there is no mean. */
static enum err investigation_hours(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    enum { TENTHS = 6 }; /* minutes of a tenth of an hour */
    struct incident_figures f;
    enum err e = incident_figures(c, span, &f);
    if (e != ERR_OK || f.started == 0)
        return e;
    double tenths = floor((double)f.minutes / (double)f.started / TENTHS + 0.5);
    *ret_reading = (struct kpi_reading){.value = known(tenths / 10),
        .parts = {{"investigated", "count", (double)f.started}},
        .n_parts = 1};
    return ERR_OK;
}

/* Of all severities; told with how many of each. */
static enum err incidents(struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    struct incident_figures f;
    double all = 0;
    enum err e = incident_figures(c, span, &f);
    if (e != ERR_OK)
        return e;
    for (int i = 0; i < INCIDENT_SEVERITY_MAX; i++)
        all += (double)f.n[i];
    *ret_reading = (struct kpi_reading){.value = known(all),
        .parts = {{"critical", "count", (double)f.n[INCIDENT_CRITICAL]},
            {"high", "count", (double)f.n[INCIDENT_HIGH]},
            {"medium", "count", (double)f.n[INCIDENT_MEDIUM]},
            {"low", "count", (double)f.n[INCIDENT_LOW]}},
        .n_parts = 4};
    return ERR_OK;
}

static enum err grave_incidents(
    struct call *c, struct date_span span, struct kpi_reading *ret_reading)
{
    struct incident_figures f;
    enum err e = incident_figures(c, span, &f);
    if (e == ERR_OK)
        *ret_reading = (struct kpi_reading){
            .value = known((double)(f.n[INCIDENT_CRITICAL] + f.n[INCIDENT_HIGH]))};
    return e;
}

static const struct kpi_formula formulas[] = {
    {"mean_maturity", "level", false, false, mean_maturity},
    {"component_maturity", "level", false, false, component_maturity},
    {"high_risks", "count", true, false, high_risks},
    {"undecided_risks", "count", true, false, undecided_risks},
    {"lapsed_acceptances", "count", true, false, lapsed_acceptances},
    {"late_measures", "count", true, false, late_measures},
    {"done_measures", "count", false, true, done_measures},
    {"expected_loss", "yen", true, false, expected_loss},
    {"budget_used", "percent", false, false, budget_used},
    {"verified_claims", "percent", false, false, verified_claims},
    {"outside_score", "points", false, false, outside_score},
    {"outside_lead", "points", false, false, outside_lead},
    {"exercises_held", "count", false, true, exercises_held},
    {"trainings_held", "count", false, true, trainings_held},
    {"late_findings", "count", true, false, late_findings},
    {"suppliers_concern", "percent", true, false, suppliers_concern},
    {"sites_late", "count", true, false, sites_late},
    {"requests_received", "count", true, true, requests_received},
    {"requests_open", "count", true, false, requests_open},
    {"requests_late", "count", true, false, requests_late},
    {"request_days", "days", true, true, request_days},
    {"investigation_hours", "hours", true, true, investigation_hours},
    {"incidents", "count", true, true, incidents},
    {"grave_incidents", "count", true, true, grave_incidents},
};

const struct kpi_formula *kpi_formula_of(const char *source)
{
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0] && source != NULL; i++)
        if (strcmp(formulas[i].key, source) == 0)
            return &formulas[i];
    return NULL;
}

struct date kpi_today(struct call *c)
{
    struct date today = {1970, 1, 1};
    clock_day_in_zone(c->now_ms, c->org.zone, &today);
    return today;
}
