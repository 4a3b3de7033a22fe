/* Evidence of a case: files and media, who held them and looked at them, and the archive that a
 * stranger checks with common tools (docs/adr/0048). Not the files that hang on any record
 * (kernel/register), which can be removed. */
#ifndef KANAME_MOD_CUSTODY_CUSTODY_H
#define KANAME_MOD_CUSTODY_CUSTODY_H

#include "kernel/app.h"

extern const struct module module_custody;

#endif
