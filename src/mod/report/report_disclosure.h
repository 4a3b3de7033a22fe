/* Inside the module: reports for outsiders. Those with a section of agreed points: no person inside
 * the company, no meeting and no course of approval stands in them. */
#ifndef KANAME_MOD_REPORT_REPORT_DISCLOSURE_H
#define KANAME_MOD_REPORT_REPORT_DISCLOSURE_H

#include "mod/report/report_section.h"

bool report_is_outward(const struct report_issue *issue);

/* Signs a draft with the organisation's name instead of its authors'. */
void report_disclosure_outward(json_t *doc, const char *org);

/* Before it is frozen: who may approve it, that it tells what is agreed today, and that every
 * warning of the leak check has its reason. Leaves empty sections out. */
enum err report_disclosure_freeze(struct call *c, const struct report_issue *issue, json_t *doc);

#endif
