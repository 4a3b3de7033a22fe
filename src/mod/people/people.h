/* Teaching people: what was taught to whom, and how many took it in. */
#ifndef KANAME_MOD_PEOPLE_PEOPLE_H
#define KANAME_MOD_PEOPLE_PEOPLE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_TRAININGS;
extern const struct option_set OPTIONS_TRAINING_AUDIENCE;
extern const struct module module_people;

#endif
