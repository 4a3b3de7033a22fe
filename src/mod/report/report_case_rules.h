/* Inside the module: the sections of a report on one case. Pure. */
#ifndef KANAME_MOD_REPORT_REPORT_CASE_RULES_H
#define KANAME_MOD_REPORT_REPORT_CASE_RULES_H

#include "mod/incident/incident.h"

#include <jansson.h>

enum { REPORT_CASE_LINES = 1000, REPORT_CASE_TASKS = 500 };

struct report_case_facts {
    const char *ja;                       /* as what Japanese dates are written */
    const char *zone;                     /* its clocks */
    const json_t *incident;               /* as the API shows it */
    const struct incident_entry *entries; /* the newest, in their order */
    size_t n_entries;
    int64_t n_all;          /* entries there are */
    const json_t *told;     /* duty_told */
    const json_t *tasks;    /* records of the register; NULL: not read */
    const json_t *evidence; /* custody_told */
    const json_t *costs;    /* aftercase_costs_told */
    const json_t *measures; /* linked with the case */
};

/* Appends the blocks of a section: "summary", "phases", "impact", "duties", "timeline", "tasks",
 * "evidence", "cost", "lessons". */
void report_case_write(
    const void *ctx, const struct report_case_facts *facts, const char *section, json_t *blocks);

#endif
