/* Gathers what the paper for a management meeting is made of. */
#include "mod/report/report_meeting_rules.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "mod/intel/intel.h"
#include "mod/measure/measure.h"
#include "mod/report/report_decision.h"
#include "mod/report/report_link.h"
#include "mod/report/report_section.h"

#include <string.h>

enum {
    MOST_ATTACKS = 500,
    MOST_MEASURES = 100,
    MOST_CASES = 30,
    MOST_CASES_READ = 500,
    MOST_DECISIONS = 50,
    MOST_RISKS = 10
};

/* Where no meeting is set yet, its day is today. */
static enum err days_load(
    struct call *c, const struct report_issue *issue, struct report_meeting_facts *facts)
{
    struct date day;
    struct date_span days, covered;
    bool told = report_issue_covers(issue, &covered);
    bool set = issue->meeting_date != NULL && date_parse(issue->meeting_date, &day);
    if (!set && !clock_day_in_zone(c->now_ms, c->org.zone, &day))
        return ERR_INTERNAL;
    if (!report_issue_days(c, issue, &days))
        return ERR_INTERNAL;
    report_meeting_days(told ? &covered : NULL, days, day, facts);
    facts->zone = c->org.zone;
    return ERR_OK;
}

static enum err attacks_load(struct call *c, struct report_meeting_facts *facts)
{
    json_t *items = NULL;
    const struct reg_where where[] = {{"month", "ge", report_meeting_month(c, facts->month, 0)},
        {"month", "le", report_meeting_month(c, facts->month, facts->n_months - 1)}};
    enum err e = reg_list(c, &REG_ATTACK_COUNTS, where, 2, "month", MOST_ATTACKS, &items);
    facts->attacks = items;
    return e;
}

/* From the first of the months told, or as far back as the log goes, until the days end or now; not
 * at all where the log does not go back to that. */
static enum err log_ins_load(struct call *c, struct report_meeting_facts *facts)
{
    int64_t from = 0, until = 0;
    if (!clock_instant_in_zone(facts->month, 0, c->org.zone, &from) ||
        !clock_day_end(facts->days.last, c->org.zone, &until))
        return ERR_INTERNAL;
    int64_t oldest = c->now_ms - LIMIT_SIGN_IN_DAYS * INT64_C(86400000);
    from = from < oldest ? oldest : from;
    until = until > c->now_ms ? c->now_ms + 1 : until;
    facts->log_ins_gone = from >= until;
    if (facts->log_ins_gone)
        return ERR_OK;
    if (!clock_day_in_zone(from, c->org.zone, &facts->log_ins_from) ||
        !clock_day_in_zone(until - 1, c->org.zone, &facts->log_ins_until))
        return ERR_INTERNAL;
    return sign_in_counts(c, from, until, &facts->log_ins);
}

/* What was done since the days began is told, and all that is not done. */
static enum err measures_load(struct call *c, struct report_meeting_facts *facts)
{
    char since[DATE_TEXT_SIZE];
    json_t *approved = NULL;
    json_t *unapproved = NULL;
    date_format(facts->days.first, since);
    enum err e = measure_for_meeting(c, since, MOST_MEASURES, &approved, &unapproved);
    facts->approved = approved;
    facts->unapproved = unapproved;
    if (e != ERR_OK)
        return e;
    struct loss_avoided_run *avoided = mem_new(c, struct loss_avoided_run);
    e = loss_avoided_newest(c, avoided);
    facts->avoided = avoided;
    return e;
}

/* Of those judged, the newest of the days. */
static json_t *cases_of_days(
    struct call *c, const struct report_meeting_facts *facts, const json_t *judged)
{
    size_t i;
    json_t *one;
    json_t *cases = reg_keep(c, json_array());
    json_array_foreach(judged, i, one)
    {
        if (json_array_size(cases) < MOST_CASES &&
            report_meeting_case_in(one, facts->days, facts->zone))
            json_array_append(cases, one);
    }
    return cases;
}

static enum err cases_load(struct call *c, struct report_meeting_facts *facts)
{
    json_t *all = NULL;
    json_t *cases = NULL;
    const struct reg_where judged[] = {{"response", "in", "needed,in_place,accepted"}};
    const struct reg_where open[] = {{"response", "eq", "undecided"}};
    enum err e = reg_list(c, &REG_OUTSIDE_CASES, judged, 1, "-happened", MOST_CASES_READ, &all);
    if (e == ERR_OK)
        cases = cases_of_days(c, facts, all);
    if (e == ERR_OK)
        e = reg_count(c, &REG_OUTSIDE_CASES, open, 1, "/", &facts->undecided);
    if (e == ERR_OK)
        e = report_link_all(c, &REG_OUTSIDE_CASES, cases, &REG_MEASURES, "measures");
    facts->cases = cases;
    return e;
}

/* What is closed is no risk any more. */
static enum err risks_load(struct call *c, struct report_meeting_facts *facts)
{
    json_t *risks = NULL;
    const struct reg_where live[] = {{"state", "ne", "closed"}};
    enum err e = reg_list(c, &REG_RISKS, live, 1, "-value_now", MOST_RISKS, &risks);
    facts->risks = risks;
    return e == ERR_OK ? risk_method_now(c, &facts->method) : e;
}

/* The newest list that was there by the meeting, and that of the year before. */
static enum err threats_load(struct call *c, struct report_meeting_facts *facts)
{
    size_t n = 0;
    const struct threat_list *lists = NULL;
    enum err e = threat_load(c, c->problem, &facts->threats, &facts->n_threats);
    if (e == ERR_OK)
        e = threat_lists_load(c, c->problem, &lists, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        if (lists[i].year <= facts->day.year) {
            facts->before = i > 0 && lists[i - 1].year == lists[i].year - 1 ? &lists[i - 1] : NULL;
            facts->year = &lists[i];
        }
    return e;
}

static enum err decisions_load(
    struct call *c, const struct report_issue *issue, struct report_meeting_facts *facts)
{
    json_t *decisions = NULL;
    enum err e = report_decisions_open(c, issue->id, MOST_DECISIONS, &decisions);
    facts->decisions = decisions;
    return e;
}

/* What the section tells of, no more. */
static enum err facts_load(struct call *c, const struct report_issue *issue, const char *section,
    struct report_meeting_facts *facts)
{
    enum err e = ERR_OK;
    if (strcmp(section, "attacks") == 0) {
        e = attacks_load(c, facts);
        return e == ERR_OK ? log_ins_load(c, facts) : e;
    }
    if (strcmp(section, "cases") == 0)
        return cases_load(c, facts);
    if (strcmp(section, "measures") == 0) {
        e = measures_load(c, facts);
        return e == ERR_OK ? decisions_load(c, issue, facts) : e;
    }
    e = risks_load(c, facts);
    return e == ERR_OK ? threats_load(c, facts) : e;
}

enum err report_meeting_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct report_meeting_facts facts = {.ja = d->issue->ja};
    enum err e = days_load(d->c, d->issue, &facts);
    if (e == ERR_OK)
        e = facts_load(d->c, d->issue, builder->section, &facts);
    if (e == ERR_OK)
        report_meeting_write(d->c, &facts, builder->section, blocks);
    return e;
}
