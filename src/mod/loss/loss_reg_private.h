/* Checks that registers of losses share. */
#ifndef KANAME_MOD_LOSS_LOSS_REG_PRIVATE_H
#define KANAME_MOD_LOSS_LOSS_REG_PRIVATE_H

#include "kernel/register/register.h"

/* The list `key` names records of `def`, as `member` of its entries, each once. */
enum err loss_reg_check_refs(struct call *c, const struct reg_record *record, const char *key,
    const char *member, const struct reg_def *def);

/* Models are in yen: a sum of money is, and within what a model may hold. */
void loss_reg_check_yen(struct call *c, const struct reg_record *record, const char *key);

#endif
