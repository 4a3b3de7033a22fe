/* Inside the module: the approval sheet, last section of an approved report. Pure. */
#ifndef KANAME_MOD_REPORT_REPORT_APPROVAL_RULES_H
#define KANAME_MOD_REPORT_REPORT_APPROVAL_RULES_H

#include "mod/report/report_issue.h"

/* The approval of an issue by one press, in the form of a round (see below): one step, decided by
 * its approver. `alone`: who drafted it approved it. A new reference. */
json_t *draft_round_at_once(const struct report_issue *issue, const char *reason, bool alone);

/* Appends to the document the section "approval", which begins a page: what was asked, by whom, who
 * decided in each step and what happened on the way. `round` as approval_story gives it (schema
 * Approval); days on the clocks of `zone`. */
void draft_approval_sheet(const void *ctx, json_t *doc, const json_t *round, const char *zone);

#endif
