/* The sample company: made from catalog/demo/company-g.json through the same services that people
 * use, so it can only hold what they could have entered. */
#ifndef KANAME_APP_DEMO_H
#define KANAME_APP_DEMO_H

#include "kernel/call.h"

/* Fills an empty database with company G: two fiscal years of assessments, targets, sample
 * averages, measures. It writes in `lang`, "ja" or "en". `now_ms` is today in its story. Opens and
 * commits transactions of its own. ERR_CONFLICT: there is an organisation already. */
enum err demo_create(struct call *c, const char *lang, int64_t now_ms);

/* The accounts of the sample company in the order they are shown: logins, NULL-terminated. */
const char *const *demo_logins(void *ctx);

#endif
