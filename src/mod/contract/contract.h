/* What others do for the firm's security and on what terms: how security work is split between the
 * firm and those it pays, and the services bought for it. Not the suppliers themselves, nor how the
 * firm's own people are taught (mod/people). */
#ifndef KANAME_MOD_CONTRACT_CONTRACT_H
#define KANAME_MOD_CONTRACT_CONTRACT_H

#include "kernel/register/register.h"

extern const struct reg_def REG_SECURITY_DUTIES, REG_SECURITY_SERVICES;
extern const struct module module_work_split;

#endif
