/* Inside kernel/mail only. */
#ifndef KANAME_KERNEL_MAIL_MAIL_PRIVATE_H
#define KANAME_KERNEL_MAIL_MAIL_PRIVATE_H

#include "kernel/job/job.h"
#include "kernel/mail/mail_store.h"

/* Has the outbox looked at when the transaction is committed, or at `at_ms`. */
enum err mail_wake(struct call *c, int64_t at_ms);

/* What the sealed body of a row holds; texts under c. ERR_INTERNAL: sealed by another key file. */
enum err mail_open_body(struct call *c, const struct mail_row *row, json_t **ret_body);

/* Sends what is due, until nothing is, the server is down, or `stop` says so. Outside a
 * transaction. */
enum err mail_send_due(struct call *c, bool (*stop)(void *arg), void *arg);

extern const struct shape SHAPE_MAIL_BOUNCE;
/* Member "bounce"; NULL: null. */
void mail_bounce_write(struct jw *w, const struct mail_bounce *bounce);

/* Looks into the box of return_address and takes what came back. Outside a transaction; nothing
 * where no box is set, in another organisation than the first, which looks for all, or before it is
 * time again unless `now`. */
enum err mail_box_read(struct call *c, bool now, bool (*stop)(void *arg), void *arg);

/* mail_job.c: a size that module rows can hold. */
enum { MAIL_JOBS = 3 };
extern const struct job_kind mail_jobs[MAIL_JOBS];

#endif
