/* Permissions on accounts. Internal to kernel/auth. */
#ifndef KANAME_KERNEL_AUTH_ACCOUNT_PERM_H
#define KANAME_KERNEL_AUTH_ACCOUNT_PERM_H

#include "kernel/auth/perm.h"

extern const struct perm PERM_ACCOUNT_READ;   /* who has an account, and which roles */
extern const struct perm PERM_ACCOUNT_MANAGE; /* only at the top of the organisation */

#endif
