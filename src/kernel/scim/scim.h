/* SCIM 2.0 (RFC 7643, 7644): an identity provider keeps accounts and groups at /scim/v2. Why it is
 * as it is: docs/adr/0019. Not here: bulk, /.search, /Me, sorting, passwords. */
#ifndef KANAME_KERNEL_SCIM_SCIM_H
#define KANAME_KERNEL_SCIM_SCIM_H

#include "kernel/app.h"

extern const struct module module_scim;      /* what providers call */
extern const struct module module_provision; /* what administrators see and set */
extern const struct module module_scim_transfer;

#endif
