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

/* What is known of what a case has affected, and to whom it is reported outside, for who writes of
 * the case, under c: { known_at, facts (as its route has them), duties: [{ title, authority,
 * decision, reason, first_due, first_sent, final_due, final_sent }] }; members that are not known
 * are not there. Of an incident that reg_look gave. */
enum err duty_told(struct call *c, int64_t incident_id, json_t **ret_told);
/* Keys of the facts that are yes or no, NULL-terminated; "duty.fact.<key>". */
extern const char *const DUTY_FACT_KEYS[];

#endif
