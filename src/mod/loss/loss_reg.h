/* Registers of losses: scenarios, causes they share, what the board accepts, insurance policies.
 * Together they are a loss model (loss_doc.h), which runs play (loss_run.h). */
#ifndef KANAME_MOD_LOSS_LOSS_REG_H
#define KANAME_MOD_LOSS_LOSS_REG_H

#include "kernel/register/register.h"
#include "mod/loss/loss.h"

extern const struct reg_def REG_LOSS_SCENARIOS, REG_LOSS_CAUSES, REG_LOSS_LIMITS;
extern const struct perm PERM_LOSS_READ, PERM_LOSS_WRITE;
extern const struct module module_loss;

#endif
