/* Inside the module: sections on sites and the head office's audits of them. Pure. */
#ifndef KANAME_MOD_REPORT_REPORT_SITE_RULES_H
#define KANAME_MOD_REPORT_REPORT_SITE_RULES_H

#include "mod/site/site.h"

/* Appends the blocks of a section of family "site_audit"; false: there is none of that key. */
bool report_site_section(
    const void *ctx, const struct site_report *report, const char *section, json_t *blocks);

#endif
