/* Inside kernel/evidence only. */
#ifndef KANAME_KERNEL_EVIDENCE_EVIDENCE_PRIVATE_H
#define KANAME_KERNEL_EVIDENCE_EVIDENCE_PRIVATE_H

#include "kernel/evidence/evidence.h"

struct evidence_body {
    const char *json; /* as kept and answered; NULL: no rules speak about the sheet */
    const char *judged_on;
    int unsupported;
    const char *supported; /* keys of the items that records bear out, comma-separated */
};

/* The verdict as it is now, under c. */
enum err evidence_body(struct call *c, const struct response *response,
    const struct response_sheet *sheet, struct evidence_body *ret_body);

#endif
