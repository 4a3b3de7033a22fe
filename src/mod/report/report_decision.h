/* Inside the module: what a meeting decided on an issue – text, owner, day – until it is done or
 * has become a measure. */
#ifndef KANAME_MOD_REPORT_REPORT_DECISION_H
#define KANAME_MOD_REPORT_REPORT_DECISION_H

#include "kernel/register/register.h"

/* Decisions that are still open, by day, those of the issue itself left out, as the API shows them,
 * under c. */
enum err report_decisions_open(struct call *c, int64_t issue_id, int limit, json_t **ret_items);

/* Handler of POST /report-decisions/{id}/measure. */
enum err report_decision_measure(struct req *r);
extern const struct shape SHAPE_DECISION_MEASURE_BODY, SHAPE_DECISION_MEASURE;

#endif
