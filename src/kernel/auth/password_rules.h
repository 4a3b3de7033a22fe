/* Which passwords are taken. Length does most (NIST SP 800-63B): no mixture of kinds is asked for,
 * but neither what everybody guesses first nor the account's own names. Pure. */
#ifndef KANAME_KERNEL_AUTH_PASSWORD_RULES_H
#define KANAME_KERNEL_AUTH_PASSWORD_RULES_H

#include "base/problem.h"

/* `least`: characters asked for. Adds to `problem` at `pointer` what is wrong: password_short,
 * password_long, password_names (little besides login or name), password_common. Not against reuse
 * elsewhere: nothing here knows leaked passwords. */
void password_check(const char *password, const char *login, const char *name, int64_t least,
    const char *pointer, struct problem *problem);

#endif
