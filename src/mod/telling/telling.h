/* Telling partners of a case, in classes (practice 7-6, docs/adr/0051): templates, an owner and
 * clocks, texts with recipients, what was written to whom, and who has confirmed it. The public is
 * told by a decision of its own (mod/sharing); authorities are mod/duty. */
#ifndef KANAME_MOD_TELLING_TELLING_H
#define KANAME_MOD_TELLING_TELLING_H

#include "kernel/register/register.h"

extern const struct reg_def REG_TELLING_TEMPLATES;
extern const struct module module_telling, module_telling_link;

#endif
