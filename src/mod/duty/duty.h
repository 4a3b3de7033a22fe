/* To whom an incident has to be reported outside, and by when (docs/adr/0045): a register of
 * regimes – laws, sector rules, contracts, insurers –, and on each case what a person decided of
 * them, with clocks that run, and what was reported.
 *
 * Not the case itself (mod/incident), nor what staff report inside. */
#ifndef KANAME_MOD_DUTY_DUTY_H
#define KANAME_MOD_DUTY_DUTY_H

#include "kernel/register/register.h"

extern const struct reg_def REG_REPORTING_REGIMES;
extern const struct module module_duty;

#endif
