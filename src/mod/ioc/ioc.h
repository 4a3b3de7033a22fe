/* Indicators of compromise of a case: addresses, names and sums by which others recognise the same
 * attack, each with its TLP. Not what products are known to be weak (mod/intel), nor evidence
 * (mod/custody). */
#ifndef KANAME_MOD_IOC_IOC_H
#define KANAME_MOD_IOC_IOC_H

#include "kernel/app.h"

extern const struct module module_ioc;

#endif
