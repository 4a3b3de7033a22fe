/* The manual of the CSIRT (practice 7-4, table 2-7.5): pages in editions, approved, and what those
 * who used them say of them. Not what staff do first (mod/response) nor the cases (mod/incident).
 */
#ifndef KANAME_MOD_MANUAL_MANUAL_H
#define KANAME_MOD_MANUAL_MANUAL_H

#include "kernel/register/register.h"

extern const struct reg_def REG_MANUAL_PAGES, REG_MANUAL_FEEDBACKS;
extern const struct module module_manual;

#endif
