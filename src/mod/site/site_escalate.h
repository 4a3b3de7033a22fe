/* Inside the module only: corrections at sites that are late. */
#ifndef KANAME_MOD_SITE_SITE_ESCALATE_H
#define KANAME_MOD_SITE_SITE_ESCALATE_H

#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/site/site_private.h"

enum { SITE_NOTICE_OFFICER, SITE_NOTICE_HEAD, SITE_NOTICES };
extern const struct notice_kind site_notices[SITE_NOTICES];

/* Tells a site's officer, and after more days the officer's superior, of every correction that is
 * not done by its day; each once for a day that has passed. Only those are told who may read the
 * finding; where the superior may not, or none is named, the CISO at the top. Findings kept to
 * readers of their own are told to nobody. */
extern const struct job_kind SITE_ESCALATE_JOB;

/* A site as those look for it who ask by its unit. */
struct site_place {
    int64_t id;
    const char *uid, *name;
    const char *unit, *unit_path; /* uid and path */
    int64_t officer_id, head_id;  /* people; 0: none */
};

/* site_store.c: up to `limit` sites behind the one with that id, in order of id, under c. */
enum err site_store_places(
    struct call *c, int64_t after_id, int limit, struct site_place **ret_places, size_t *ret_n);
/* Whether a step has been told for a day, and writing down that it has. */
enum err site_store_was_told(
    struct call *c, const char *finding, const char *due, const char *step, bool *ret_told);
enum err site_store_told(
    struct call *c, const char *finding, const char *due, const char *step, bool *ret_first);

/* Days from a date to today in the organisation's zone; negative before it. */
int64_t site_days_since(struct call *c, const char *date);

#endif
