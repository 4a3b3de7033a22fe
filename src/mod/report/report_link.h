/* Inside the module: records with those they are linked with. */
#ifndef KANAME_MOD_REPORT_REPORT_LINK_H
#define KANAME_MOD_REPORT_REPORT_LINK_H

#include "kernel/register/register.h"

/* Puts the records of `other` that each of `records` is linked with into it, as member `key`: those
 * the caller may read. A query or two for each: for lists of some dozens. */
enum err report_link_all(struct call *c, const struct reg_def *def, const json_t *records,
    const struct reg_def *other, const char *key);

#endif
