/* The business-damage sheet of control systems: what harm may come to the business (scenarios),
 * how it is brought about (attack trees and their steps) and what stands in the way (defences),
 * after the sheet that figure 2-4.3 of the practice collection shows. The value of a tree is
 * computed by the method of catalog/risk-methods/business-damage.json, never typed. */
#ifndef KANAME_MOD_RISK_DAMAGE_H
#define KANAME_MOD_RISK_DAMAGE_H

#include "kernel/auth/perm.h"
#include "kernel/register/register.h"

/* What is bare and how it would be attacked is not for everybody's eyes. */
extern const struct perm PERM_DAMAGE_READ, PERM_DAMAGE_WRITE;

/* Where a defence stands: while the intruder comes in and spreads, while the harm is done, to
 * notice it, to go on in spite of it. */
extern const struct option_set OPTIONS_DEFENCE_PART;

/* Each is part of the one before: a tree's scenario, a step's tree, a defence's step. */
extern const struct reg_def REG_DAMAGE_SCENARIOS, REG_ATTACK_TREES, REG_ATTACK_STEPS,
    REG_ATTACK_DEFENCES;

extern const struct module module_damage;

#endif
