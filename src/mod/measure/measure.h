/* Measures: what is done about gaps and risks, and what of it is paid for. */
#ifndef KANAME_MOD_MEASURE_MEASURE_H
#define KANAME_MOD_MEASURE_MEASURE_H

#include "kernel/register/register.h"
#include "mod/measure/budget.h" /* what of a year's budgets is asked for, granted and spent */
#include "mod/measure/need.h"   /* what several measures need together */

extern const struct reg_def REG_MEASURES, REG_BUDGETS, REG_SPENDINGS, REG_BUSINESS_CASES,
    REG_RESOURCE_REQUESTS;
extern const struct option_set OPTIONS_PRIORITY, OPTIONS_MEASURE_STATE;
extern const struct option_set OPTIONS_LIKELIHOOD; /* of an incident, as far as it is judged */
extern const struct perm PERM_MEASURE_READ, PERM_MEASURE_WRITE, PERM_MEASURE_DECIDE;
/* The layers of defence in depth (table 2-5.1): entry, internal, exit, data. */
extern const struct option_set OPTIONS_MEASURE_LAYER;
extern const struct module module_measure, module_measure_meeting, module_measure_return;
extern const struct module module_budget, module_budget_overview, module_business_case,
    module_resource_request, module_measure_template;

/* Measures made for a sheet's items, in order of due date: a list of records as the API
 * shows them, under c, those the caller may read. `campaign`: a campaign's number, NULL: any. At
 * most `limit`. */
enum err measure_for_sheet(
    struct call *c, const char *sheet_key, const char *campaign, int limit, json_t **ret_measures);

/* Those of them on which there is still something to do or decide: proposed, deferred, approved,
 * under way. */
enum err measure_open_for_sheet(
    struct call *c, const char *sheet_key, int limit, json_t **ret_measures);

/* Requests for people and budget of a sheet, the newest first, as far as lists of them need: id,
 * number, title, state, level_to_reach, measures; under c, those the caller may read. At most
 * `limit`. */
enum err measure_requests_for_sheet(
    struct call *c, const char *sheet_key, int limit, json_t **ret_requests);

/* The two tables of a report to the management meeting (practice 3-1, table 2-3.1): measures that
 * are approved, under way or done, by due date; and those still asked for, proposed or deferred, by
 * priority, then those asked for most often first. Lists of records as the API shows them, under c,
 * those the caller may read. `since` ("2026-04-01", NULL: ever): what is done counts only if it was
 * done on that day or later. At most `limit` in each. */
enum err measure_for_meeting(
    struct call *c, const char *since, int limit, json_t **ret_approved, json_t **ret_not_approved);

/* What was granted for a fiscal year ("FY2026") in the organisation's currency, and what of it is
 * ordered or paid, in minor units; of the whole organisation, whoever asks. */
enum err measure_budget_used(
    struct call *c, const char *fiscal_year, int64_t *ret_granted, int64_t *ret_used);

/* Of measures made for a sheet (its key, a literal), those rejected excepted: id and section_key.
 * An item that is told without its section stands in the section by which its key begins ("5-2"). A
 * table for statements of others. */
#define MEASURE_SECTIONS(sheet)                                                   \
    "(SELECT m.id, coalesce(m.section_key, {sqlite: substr(m.item_key, 1,"        \
    " instr(m.item_key, '-') - 1)}{postgres: split_part(m.item_key, '-', 1)}) AS" \
    " section_key"                                                                \
    " FROM measure m WHERE m.org_id = :org AND m.sheet_key = '" sheet             \
    "' AND m.deleted_at IS NULL AND m.state <> 'rejected'"                        \
    " AND (m.section_key IS NOT NULL OR m.item_key LIKE '%-%'))"

/* Measures that are not deleted: id, uid, number, title, state. A table for statements of others.
 */
#define MEASURE_NAMES                                 \
    "(SELECT n.id, n.uid, n.number, n.title, n.state" \
    " FROM measure n WHERE n.org_id = :org AND n.deleted_at IS NULL)"

#endif
