/* The registers every organisation begins with: its units and its people. */
#ifndef KANAME_KERNEL_UNIT_UNIT_REG_H
#define KANAME_KERNEL_UNIT_UNIT_REG_H

#include "kernel/register/register.h"

extern const struct reg_def REG_UNITS;
extern const struct reg_def REG_PEOPLE;
extern const struct option_set OPTIONS_UNIT_KIND;
extern const struct module module_unit;

#endif
