/* Risks that are asked to be accepted: whoever decides is told, and sees at once what waits. Where
 * a route is set its round does both, by rank; here is what one press decides on. */
#ifndef KANAME_MOD_RISK_RISK_ASKED_H
#define KANAME_MOD_RISK_RISK_ASKED_H

#include "kernel/approval/approval.h"

/* Tells of a record that has just been asked to be accepted; of any other change nothing. In the
 * record's transaction. */
enum err risk_asked_tell(struct call *c, const struct reg_record *record);

struct risk_asked {
    struct uuid uid;
    const char *number, *name, *band;
    int64_t value_now;
};

/* risk_asked_store.c: up to `most` asked risks of these units (risk_snapshot_units), the largest
 * first, without the first `from`, with each as its approval sees it; both lists under c. */
enum err risk_asked_store_list(struct call *c, const char *units, int from, int most,
    struct risk_asked **ret_asked, struct approval_case **ret_cases, size_t *ret_n);

#endif
