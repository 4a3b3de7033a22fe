/* Inside kernel/hollow: the records that sources name, as the caller may see them. */
#ifndef KANAME_KERNEL_HOLLOW_HOLLOW_RECORD_H
#define KANAME_KERNEL_HOLLOW_HOLLOW_RECORD_H

#include "kernel/hollow/hollow.h"
#include "kernel/hollow/hollow_source.h"

struct hollow_seen {
    const struct hollow_source *source;
    struct hollow_record record;
    struct hollow_day day;
    const char *path; /* the unit's; "": of the whole organisation */
    bool *items;      /* by item number - 1: what it is about */
};

/* Records about the sheet's items since the day, at most LIMIT_HOLLOW_RECORDS of each source, the
 * newest first; what a later record has cleared is left out. Under c. */
enum err hollow_records_load(struct call *c, const struct hollow_set *set,
    const struct sheet_doc *doc, struct date since, bool for_all, struct hollow_seen **ret_seen,
    size_t *ret_n);

#endif
