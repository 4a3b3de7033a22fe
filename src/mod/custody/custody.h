/* Evidence of a case: files and media, who held them and looked at them, and the archive that a
 * stranger checks with common tools (docs/adr/0048). Not the files that hang on any record
 * (kernel/register), which can be removed. */
#ifndef KANAME_MOD_CUSTODY_CUSTODY_H
#define KANAME_MOD_CUSTODY_CUSTODY_H

#include "kernel/app.h"

#include <jansson.h>

extern const struct module module_custody;

/* The evidence of a case for who writes of it, under c: [{ no, title, source, collected_at, holder,
 * place, file, sha256 }]; members that are not known are not there. Of an incident that reg_look
 * gave. */
enum err custody_told(struct call *c, int64_t incident_id, json_t **ret_items);

#endif
