#include "mod/report/report_section.h"

#include <string.h>

#define CAMPAIGN REPORT_NEEDS_CAMPAIGN
#define YEAR REPORT_NEEDS_YEAR
#define CASE REPORT_NEEDS_CASE

#define STATE REPORT_TELLS_STATE
#define DAYS REPORT_TELLS_DAYS
#define ITSELF REPORT_TELLS_ITSELF

/* X(key, family, section, needs, marked, tells, draw). */
#define BUILDERS(X)                                                                                \
    X(assessment_summary, "assessment", "summary", CAMPAIGN, false, ITSELF,                        \
        report_assessment_draw)                                                                    \
    X(assessment_results, "assessment", "results", CAMPAIGN, false, ITSELF,                        \
        report_assessment_draw)                                                                    \
    X(assessment_units, "assessment", "units", CAMPAIGN, false, ITSELF, report_assessment_draw)    \
    X(assessment_gaps, "assessment", "gaps", CAMPAIGN, true, ITSELF, report_assessment_draw)       \
    X(assessment_measures, "assessment", "measures", CAMPAIGN, true, STATE,                        \
        report_assessment_draw)                                                                    \
    X(assessment_practices, "assessment", "practices", CAMPAIGN, false, ITSELF,                    \
        report_assessment_draw)                                                                    \
    X(assessment_claims, "assessment", "claims", CAMPAIGN, false, ITSELF, report_assessment_draw)  \
    X(assessment_decisions, "assessment", "words", CAMPAIGN, false, ITSELF,                        \
        report_assessment_draw)                                                                    \
    X(assessment_method, "assessment", "method", CAMPAIGN, false, ITSELF, report_assessment_draw)  \
    X(meeting_attacks, "management_meeting", "attacks", 0, false, ITSELF, report_meeting_draw)     \
    X(meeting_measures, "management_meeting", "measures", 0, true, STATE, report_meeting_draw)     \
    X(meeting_cases, "management_meeting", "cases", 0, true, ITSELF, report_meeting_draw)          \
    X(meeting_trends, "management_meeting", "trends", 0, true, STATE, report_meeting_draw)         \
    X(scorecard_indicators, "scorecard", "indicators", 0, true, STATE, report_scorecard_draw)      \
    X(components, "scorecard", "components", 0, true, STATE, report_ledger_draw)                   \
    X(investment_summary, "investment_plan", "summary", YEAR, false, STATE,                        \
        report_investment_draw)                                                                    \
    X(investment_goal, "investment_plan", "goal", YEAR, true, STATE, report_investment_draw)       \
    X(investment_budget, "investment_plan", "budget", YEAR, false, STATE, report_investment_draw)  \
    X(investment_measures, "investment_plan", "measures", YEAR, true, STATE,                       \
        report_investment_draw)                                                                    \
    X(investment_deferred, "investment_plan", "deferred", YEAR, true, STATE,                       \
        report_investment_draw)                                                                    \
    X(investment_cases, "investment_plan", "cases", YEAR, true, STATE, report_investment_draw)     \
    X(investment_levels, "investment_plan", "levels", YEAR, false, ITSELF, report_investment_draw) \
    X(risk_top, "risk", "risk_top", 0, true, STATE, report_ledger_draw)                            \
    X(risk_map, "risk", "risk_map", 0, false, STATE, report_risk_map_draw)                         \
    X(risk_units, "risk", "risk_units", 0, false, STATE, report_risk_units_draw)                   \
    X(risk_movement, "risk", "risk_movement", YEAR, false, ITSELF, report_risk_movement_draw)      \
    X(risk_accepted, "risk", "risk_accepted", 0, true, STATE, report_ledger_draw)                  \
    X(protections, "risk", "protections", 0, true, STATE, report_ledger_draw)                      \
    X(loss_year, "loss", "loss_year", 0, false, ITSELF, report_loss_year_draw)                     \
    X(loss_gap, "loss", "loss_gap", 0, false, ITSELF, report_loss_gap_draw)                        \
    X(insurance, "loss", "insurance", 0, true, STATE, report_ledger_draw)                          \
    X(measures_state, "practice", "measures_state", 0, false, STATE, report_measures_state_draw)   \
    X(findings, "practice", "findings", 0, true, STATE, report_ledger_draw)                        \
    X(policies, "practice", "policies", 0, true, STATE, report_ledger_draw)                        \
    X(exercises_state, "practice", "exercises_state", YEAR, false, DAYS, report_exercises_draw)    \
    X(trainings_state, "practice", "trainings_state", YEAR, false, DAYS, report_trainings_draw)    \
    X(exercises, "practice", "exercises", YEAR, true, DAYS, report_ledger_draw)                    \
    X(exercises_measures, "practice", "exercises_measures", YEAR, true, DAYS,                      \
        report_exercise_measures_draw)                                                             \
    X(trainings, "practice", "trainings", YEAR, true, DAYS, report_ledger_draw)                    \
    X(suppliers_share, "supplier_survey", "suppliers_share", 0, false, STATE,                      \
        report_supplier_draw)                                                                      \
    X(suppliers_concern, "supplier_survey", "suppliers_concern", 0, false, STATE,                  \
        report_supplier_draw)                                                                      \
    X(suppliers_list, "supplier_survey", "suppliers_list", 0, true, STATE, report_supplier_draw)   \
    X(sites_summary, "site_audit", "sites_summary", YEAR, false, DAYS, report_site_draw)           \
    X(sites_state, "site_audit", "sites_state", YEAR, true, STATE, report_site_draw)               \
    X(sites_lists, "site_audit", "sites_lists", YEAR, true, DAYS, report_site_draw)                \
    X(sites_audits, "site_audit", "sites_audits", YEAR, true, DAYS, report_site_draw)              \
    X(sites_differ, "site_audit", "sites_differ", YEAR, true, DAYS, report_site_draw)              \
    X(sites_corrections, "site_audit", "sites_corrections", YEAR, true, STATE, report_site_draw)   \
    X(sites_meetings, "site_audit", "sites_meetings", YEAR, false, DAYS, report_site_draw)         \
    X(sites_follow, "site_audit", "sites_follow", YEAR, true, STATE, report_site_draw)             \
    X(sites_minutes, "site_audit", "sites_minutes", YEAR, true, DAYS, report_ledger_draw)          \
    X(case_summary, "incident", "summary", CASE, false, STATE, report_case_draw)                   \
    X(case_phases, "incident", "phases", CASE, false, ITSELF, report_case_draw)                    \
    X(case_impact, "incident", "impact", CASE, false, STATE, report_case_draw)                     \
    X(case_duties, "incident", "duties", CASE, true, STATE, report_case_draw)                      \
    X(case_timeline, "incident", "timeline", CASE, true, ITSELF, report_case_draw)                 \
    X(case_tasks, "incident", "tasks", CASE, true, STATE, report_case_draw)                        \
    X(case_evidence, "incident", "evidence", CASE, true, STATE, report_case_draw)                  \
    X(case_cost, "incident", "cost", CASE, true, STATE, report_case_draw)                          \
    X(case_lessons, "incident", "lessons", CASE, true, STATE, report_case_draw)                    \
    X(disclosure_organisation, "disclosure_statement", "disclosure_organisation", 0, false,        \
        ITSELF, report_disclosure_draw)                                                            \
    X(disclosure_pair, "disclosure_statement", "disclosure_pair", 0, false, ITSELF,                \
        report_disclosure_draw)                                                                    \
    X(disclosure_appeal, "disclosure_statement", "disclosure_appeal", 0, false, ITSELF,            \
        report_disclosure_draw)

#define ROW(key, family, section, needs, marked, tells, draw) \
    {#key, family, section, needs, marked, tells, draw},
const struct report_builder REPORT_BUILDERS[] = {BUILDERS(ROW)};
const size_t N_REPORT_BUILDERS = sizeof REPORT_BUILDERS / sizeof REPORT_BUILDERS[0];

#define KEY(key, family, section, needs, marked, tells, draw) #key,
static const char *const keys[] = {BUILDERS(KEY) NULL};
const struct option_set OPTIONS_REPORT_SECTION = {"report_section", keys};

static const char *const family_keys[] = {"assessment", "management_meeting", "scorecard",
    "investment_plan", "risk", "loss", "practice", "supplier_survey", "site_audit", "incident",
    "disclosure_statement", NULL};
const struct option_set OPTIONS_REPORT_FAMILY = {"report_family", family_keys};

const struct report_builder *report_builder_of(const char *key)
{
    for (size_t i = 0; key != NULL && i < N_REPORT_BUILDERS; i++)
        if (strcmp(REPORT_BUILDERS[i].key, key) == 0)
            return &REPORT_BUILDERS[i];
    return NULL;
}
