/* What others do for the firm and on what terms: how security work is split between the firm and
 * those it pays, the services bought for it, security in contracts, and what is asked of suppliers
 * besides. Not the suppliers themselves (mod/supplier), nor how the firm's own people are taught
 * (mod/people). */
#ifndef KANAME_MOD_CONTRACT_CONTRACT_H
#define KANAME_MOD_CONTRACT_CONTRACT_H

#include "kernel/register/register.h"

extern const struct reg_def REG_SECURITY_DUTIES, REG_SECURITY_SERVICES;
extern const struct reg_def REG_REQUIREMENT_SETS, REG_REQUIREMENT_POINTS, REG_CONTRACTS,
    REG_CONTRACT_POINTS, REG_CONTRACT_CHECKS, REG_CONTRACT_FINDINGS;
extern const struct reg_def REG_SUPPLIER_ASKS, REG_ASK_FIRMS, REG_STAR_JUDGEMENTS, REG_SITE_VISITS;
extern const struct module module_work_split, module_contract, module_supplier_ask,
    module_contract_expiry;

#endif
