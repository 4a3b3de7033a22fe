/* What suppliers take upon themselves together with us (mini-practice 14): their heads meet, those
 * who are willing begin with measures that cost nothing, and how far each firm is with each measure
 * is kept. Not what one firm is asked alone, with costs and an agreement: that is a request
 * (mod/contract). */
#ifndef KANAME_MOD_JOINT_JOINT_H
#define KANAME_MOD_JOINT_JOINT_H

#include "kernel/register/register.h"

extern const struct reg_def REG_JOINT_MEASURES, REG_JOINT_ADOPTIONS, REG_SUPPLIER_ATTENDANCES,
    REG_MAIL_WARNINGS;
extern const struct module module_joint;

#endif
