/* Inside the module. */
#ifndef KANAME_MOD_INTEL_INTEL_PRIVATE_H
#define KANAME_MOD_INTEL_INTEL_PRIVATE_H

#include "kernel/app.h"

extern const struct perm PERM_CASE_WRITE;

enum err veris_add(struct req *r); /* handler of POST /outside-cases/veris */

#endif
