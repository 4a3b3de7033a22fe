/* Who works for us: firms (suppliers), what each of our units gives out to them (engagements), our
 * own businesses that stop with them, to whom firms give work on, and the certificates and
 * declarations that firms hold (practices 9-1 and 9-2). Not who answers a survey, nor contracts:
 * those refer to these. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_H

#include "kernel/auth/perm.h"
#include "kernel/register/register.h"

extern const struct reg_def REG_SUPPLIERS, REG_SUPPLIER_ENGAGEMENTS, REG_SUPPLIER_SUBCONTRACTS,
    REG_SUPPLIER_CERTIFICATES, REG_BUSINESSES, REG_SUPPLIER_CENSUSES, REG_SUPPLIER_CENSUS_REPLIES;
extern const struct module module_supplier, module_supplier_rule, module_supplier_merge,
    module_supplier_census, module_supplier_place, module_supplier_chain, module_supplier_tree;

extern const struct perm PERM_SUPPLIER_READ;  /* firms, in the whole company */
extern const struct perm PERM_SUPPLIER_WRITE; /* asked for at the top */
extern const struct perm PERM_ENGAGEMENT_READ, PERM_ENGAGEMENT_WRITE; /* by unit */
extern const struct perm PERM_ENGAGEMENT_CONFIRM; /* that what a unit reported is so */

#endif
