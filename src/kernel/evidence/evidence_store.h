/* SQL of verdicts that are kept with responses. */
#ifndef KANAME_KERNEL_EVIDENCE_EVIDENCE_STORE_H
#define KANAME_KERNEL_EVIDENCE_EVIDENCE_STORE_H

#include "kernel/evidence/evidence_private.h"

enum err evidence_store_put(struct call *c, int64_t response_id, const struct evidence_body *body);
/* NULL: none is kept. Under c. */
enum err evidence_store_get(struct call *c, int64_t response_id, const char **ret_body);
enum err evidence_store_drop(struct call *c, int64_t response_id);

#endif
