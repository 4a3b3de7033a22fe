/* Inside the module. */
#ifndef KANAME_MOD_SHARING_SHARING_PRIVATE_H
#define KANAME_MOD_SHARING_SHARING_PRIVATE_H

#include "kernel/http/req.h"
#include "mod/sharing/sharing.h"

/* Who prepares it, and the management that decides. */
extern const struct perm PERM_SHARING_READ, PERM_SHARING_WRITE, PERM_SHARING_DECIDE;
extern const struct option_set OPTIONS_SHARING_TOPIC;

/* Decisions to publish take the readers of their case. */
extern const struct reg_watch publication_watch;
/* Decisions on a case, deleted ones too, by id after `after`; at most `most` ids. */
enum err publication_store_of_case(
    struct call *c, const char *incident, int64_t after, int most, int64_t *ret_ids, size_t *ret_n);

/* POST /sharing-points/starter. */
enum err sharing_starter_post(struct req *r);
extern const struct shape SHAPE_SHARING_STARTER_MADE;

#endif
