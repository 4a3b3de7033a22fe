/* Confidential records (kernel/reader) that nobody can open any more because their readers have
 * left. For whoever changes accounts; the routes are the register engine's own. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_LOST_H
#define KANAME_KERNEL_REGISTER_REGISTER_LOST_H

#include "kernel/app.h"

struct reg_lost {
    int64_t n;                 /* counted up to a page of each register */
    const struct reg_def *def; /* a register with such records; NULL: none */
};

/* How many there are, in the open transaction: asked before a change of accounts. */
enum err reg_lost_count(struct call *c, struct reg_lost *ret_lost);
/* Asked after it: tells who may appoint readers when there are more than `before`. */
enum err reg_lost_tell(struct call *c, const struct reg_lost *before);

extern const struct perm PERM_READER_APPOINT;
extern const struct module module_reader; /* the notices */

#endif
