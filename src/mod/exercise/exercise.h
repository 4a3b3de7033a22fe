/* Exercises (docs/adr/0053): planned with those who are exercised, held by a clock in a drill case,
 * looked back on, and what was found made measures of. Not the case itself (mod/incident), nor
 * training (mod/people). */
#ifndef KANAME_MOD_EXERCISE_EXERCISE_H
#define KANAME_MOD_EXERCISE_EXERCISE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_EXERCISES;
extern const struct module module_exercise;

#endif
