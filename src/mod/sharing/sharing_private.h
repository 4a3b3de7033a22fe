/* Inside the module. */
#ifndef KANAME_MOD_SHARING_SHARING_PRIVATE_H
#define KANAME_MOD_SHARING_SHARING_PRIVATE_H

#include "kernel/http/req.h"
#include "mod/sharing/sharing.h"

/* Who prepares it, and the management that decides. */
extern const struct perm PERM_SHARING_READ, PERM_SHARING_WRITE, PERM_SHARING_DECIDE;
extern const struct option_set OPTIONS_SHARING_TOPIC;

/* POST /sharing-points/starter. */
enum err sharing_starter_post(struct req *r);
extern const struct shape SHAPE_SHARING_STARTER_MADE;

#endif
