/* Inside the module: reports on one case of mod/incident (docs/adr/0043). An issue names its case
 * by number, is called after that and nothing else, and is kept to the case's readers from the
 * moment the case is. */
#ifndef KANAME_MOD_REPORT_REPORT_CASE_H
#define KANAME_MOD_REPORT_REPORT_CASE_H

#include "kernel/http/req.h"
#include "mod/report/report_section.h"

/* For the register's check. Of a new issue: the case it names, its title, its period; refuses a
 * case that the caller does not see, or that is kept to readers. */
enum err report_case_begin(struct call *c, const struct reg_record *record);
/* Of one that is there: nothing but deleting, once its case is kept to readers. */
enum err report_case_hold(struct call *c, const struct reg_record *record);
/* ERR_NOT_FOUND: the case is not for the caller. ERR_CONFLICT: `change`, and it is confidential. */
enum err report_case_open(struct call *c, const char *incident, bool change);
/* For approvals: nothing of a confidential case goes round. */
enum err report_case_ready(struct call *c, const struct reg_record *record);

extern const struct reg_watch report_case_watch;

/* Of an exercise: each page says so. `facts`: of the drawing; NULL: nothing was told of a case. */
void report_case_mark(const void *ctx, const struct report_case_facts *facts, json_t *doc);

/* GET /incidents/{id}/report: the paper of a case as it stands, for whoever may read the case. */
extern const struct perm PERM_CASE_PAPER;
enum err report_case_get(struct req *r);

#endif
