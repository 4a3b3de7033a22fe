/* Being ready for incidents: exercises, and whom to call. */
#ifndef KANAME_MOD_INCIDENT_INCIDENT_H
#define KANAME_MOD_INCIDENT_INCIDENT_H

#include "kernel/register/register.h"

extern const struct reg_def REG_EXERCISES;
extern const struct reg_def REG_CONTACTS;
extern const struct module module_incident;

#endif
