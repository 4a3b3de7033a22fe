/* Sites: places of business, own and abroad (practices 1-3, mini-practices 3 and 8). What is asked
 * of each by the laws that bind it, its own answers, the head office's audit of them, the minutes
 * of its committee and what is done about its state. Questions are sheets (kernel/sheet),
 * corrections are findings of audits (mod/governance); nothing of either is done again here. */
#ifndef KANAME_MOD_SITE_SITE_H
#define KANAME_MOD_SITE_SITE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_SITES, REG_SITE_CHECK_ITEMS, REG_SITE_CHECK_TEXTS,
    REG_SITE_CHECK_LISTS, REG_SITE_AUDITS, REG_SITE_AUDIT_ANSWERS, REG_SITE_MINUTES,
    REG_SITE_FOLLOW_UPS, REG_SITE_ATTENDANCES, REG_SITE_DUTIES;
extern const struct module module_site;

#endif
