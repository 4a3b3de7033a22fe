/* Who holds which role, what is ruled, what binds us, what was decided and found. */
#ifndef KANAME_MOD_GOVERNANCE_GOVERNANCE_H
#define KANAME_MOD_GOVERNANCE_GOVERNANCE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_ROLE_ASSIGNMENTS;
extern const struct reg_def REG_POLICIES;
extern const struct perm PERM_POLICY_WRITE, PERM_POLICY_DECIDE;
extern const struct reg_def REG_OBLIGATIONS;
extern const struct reg_def REG_MEETINGS;
extern const struct reg_def REG_AUDIT_FINDINGS;
extern const struct option_set OPTIONS_FINDING_SEVERITY;
extern const struct module module_governance;

/* Ids of units with corrections of audit findings that are past their day, in order, whoever asks;
 * under c. What is kept to readers of its own is left out. */
enum err governance_late_units(
    struct call *c, const char *today, int most, int64_t **ret_units, size_t *ret_n);

/* Somebody who has a role in emergencies, or is the deputy of one who has. */
struct emergency_person {
    int64_t id;
    struct uuid uid;
    const char *number, *name;
};
/* Of a unit and those below it, in order of their names, whoever asks; under c. */
enum err governance_emergency_people(struct call *c, const char *unit_path, int most,
    struct emergency_person **ret_people, size_t *ret_n);

#endif
