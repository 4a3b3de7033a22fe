/* Inside the module: the split of security work. */
#ifndef KANAME_MOD_CONTRACT_SPLIT_PRIVATE_H
#define KANAME_MOD_CONTRACT_SPLIT_PRIVATE_H

#include "kernel/http/req.h"
#include "mod/contract/contract.h"
#include "mod/contract/split_rules.h"

extern const struct perm PERM_DUTY_READ, PERM_DUTY_WRITE, PERM_SERVICE_WRITE;
extern const struct option_set OPTIONS_DUTY_CLASS;

/* Ids, as a JSON object of true under c, of the people named for a duty who count no more: their
 * record is deleted, or they have an account and none that may log in. */
enum err split_store_left(struct call *c, json_t **ret_ids);

/* POST /work-split/starter: the usual duties (catalog/duties) that the unit has not. */
enum err split_starter_add(struct req *r);
extern const struct shape SHAPE_SPLIT_STARTER, SHAPE_SPLIT_STARTER_MADE;

#endif
