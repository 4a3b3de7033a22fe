/* What the firm knows of incidents, for everybody who may need it – staff, PR, legal: own incidents
 * and signs of them, what happened elsewhere, threats, what helped (practice 7-4). Found by the
 * search. Not the cases themselves (mod/incident), whose confidential parts no article holds. */
#ifndef KANAME_MOD_KNOWLEDGE_KNOWLEDGE_H
#define KANAME_MOD_KNOWLEDGE_KNOWLEDGE_H

#include "kernel/register/register.h"

extern const struct reg_def REG_KNOWLEDGE_ARTICLES;
extern const struct module module_knowledge;

#endif
