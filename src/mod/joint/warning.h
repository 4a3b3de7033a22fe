/* Inside the module only: sending a notice of a suspicious mail to the contacts of firms and of our
 * own sites. */
#ifndef KANAME_MOD_JOINT_WARNING_H
#define KANAME_MOD_JOINT_WARNING_H

#include "kernel/guest/respondent.h"
#include "kernel/job/job.h"
#include "kernel/transfer/transfer.h"
#include "mod/joint/joint_private.h"

/* ---- warning_api.c ---- */

enum err warning_firms_get(struct req *r);
enum err warning_send_post(struct req *r);
extern const struct shape SHAPE_WARNING_QUERY, SHAPE_WARNING_FIRMS, SHAPE_WARNING_SENDING,
    SHAPE_WARNING_JOB;

/* ---- warning_send.c ---- */

/* The job: writes to the firms chosen, some a transaction. Begun anew after a crash it goes on:
 * whoever was written to is not again. */
enum err warning_send_run(struct call *c, struct job *job);

/* ---- warning_store.c ---- */

enum { WARNING_PAGE = 50, WARNING_STRETCH = 200 /* firms of one transaction */ };

struct warning_sent {
    struct uuid uid;
    const char *name, *contact, *address, *lang, *by;
    int64_t sent_at_ms;
    bool site; /* one of ours, no firm */
};
/* Adds that the firm, or the site of ours, was written to now. */
enum err warning_store_add(
    struct call *c, int64_t warning_id, bool site, const struct respondent *firm, const char *lang);
/* Nobody else sends it before the open write transaction has ended. */
enum err warning_store_lock(struct call *c, int64_t warning_id);
/* Firms, or sites, with ids above one that were written to. */
enum err warning_store_there(
    struct call *c, int64_t warning_id, bool sites, int64_t above, struct joint_ids *ret_ids);
/* Latest first, at most WARNING_PAGE + 1 before the one with this uid (NULL: from the first). */
enum err warning_store_list(struct call *c, int64_t warning_id, const struct uuid *before,
    struct warning_sent ret_list[WARNING_PAGE + 1], size_t *ret_n);
/* That it is being sent, from today (as the organisation's zone has it) on. */
enum err warning_store_begin(struct call *c, int64_t warning_id, const char *today);
/* That so many more were written to. */
enum err warning_store_count(struct call *c, int64_t warning_id, int64_t more);
/* How many began to be sent on the day. */
enum err warning_store_of_day(struct call *c, const char *day, int64_t *ret_n);
/* struct module's. */
enum err warning_store_forget(struct call *c, const char *address);

#endif
