/* Ledgers that risks are about: the systems and who answers for them. */
#ifndef KANAME_MOD_RISK_RISK_H
#define KANAME_MOD_RISK_RISK_H

#include "kernel/register/register.h"

extern const struct reg_def REG_SYSTEMS;
extern const struct module module_risk;

#endif
