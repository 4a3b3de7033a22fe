/* Inside the module only: corrections at sites that are late. */
#ifndef KANAME_MOD_SITE_SITE_ESCALATE_H
#define KANAME_MOD_SITE_SITE_ESCALATE_H

#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/site/site_private.h"

enum { SITE_NOTICE_OFFICER, SITE_NOTICE_HEAD, SITE_NOTICES };
extern const struct notice_kind site_notices[SITE_NOTICES];

/* Tells a site's officer, and after more days the officer's superior or the head office, of every
 * correction that is not done by its day; each once for a day that has passed. Findings kept to
 * readers of their own are told to nobody. */
extern const struct job_kind SITE_ESCALATE_JOB;

/* site_store.c: writes down that this step has been told; *ret_first: it had not been. */
enum err site_store_told(
    struct call *c, const char *finding, const char *due, const char *step, bool *ret_first);

/* Days from a date to today in the organisation's zone; negative before it. */
int64_t site_days_since(struct call *c, const char *date);

#endif
