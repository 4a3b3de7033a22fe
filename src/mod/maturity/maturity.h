/* Components – applications, services – and the maturity of the risk management of each, scored
 * when a new service begins and again afterwards (practice 6-2). Each scoring is kept. */
#ifndef KANAME_MOD_MATURITY_MATURITY_H
#define KANAME_MOD_MATURITY_MATURITY_H

#include "kernel/register/register.h"
#include "mod/maturity/maturity_rules.h"

extern const struct reg_def REG_COMPONENTS, REG_COMPONENT_SCORINGS;
extern const struct module module_maturity;

/* Figures of the components in use of these units and those below them, whoever asks. Inside the
 * caller's transaction. */
enum err maturity_load(
    struct call *c, const char *const *paths, size_t n_paths, struct maturity_figures *ret_figures);

#endif
