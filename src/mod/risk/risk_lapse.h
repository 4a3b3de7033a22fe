/* The end of an acceptance: a risk is borne as it is until a day, and as large as it was then. When
 * the day has passed, or the risk is worth more than what was accepted (risk_accept_rules.h), it
 * comes back to be decided on again; its owner and those who accept risks are told why. */
#ifndef KANAME_MOD_RISK_RISK_LAPSE_H
#define KANAME_MOD_RISK_RISK_LAPSE_H

#include "kernel/register/register.h"
#include "mod/risk/risk_accept_rules.h"

/* Tells of a record that has just lapsed, whoever or whatever made it so; of any other change
 * nothing. In the record's transaction. */
enum err risk_lapse_tell(struct call *c, const struct reg_record *record);

/* Values have risen: looks for acceptances that do not hold any more as soon as the caller's write
 * transaction is over. */
enum err risk_lapse_soon(struct call *c);

/* Whether the acceptance of this record comes back. `method`: risk_choice_ref of the one in force.
 */
enum risk_return risk_return_of(const json_t *risk, const char *method);

/* risk_lapse_store.c: up to `most` risks whose acceptance ended before the day, or does not cover
 * any more what they are worth (the rules of risk_accept_rules.h): ids as the API shows them,
 * under c. */
enum err risk_lapse_store_ended(struct call *c, const char *today, const char *method, int most,
    const char ***ret_ids, size_t *ret_n);

#endif
