/* Inviting: one person, or one of each of many respondents. Internal to kernel/guest. */
#ifndef KANAME_KERNEL_GUEST_GUEST_ASK_H
#define KANAME_KERNEL_GUEST_GUEST_ASK_H

#include "kernel/guest/guest.h"
#include "kernel/guest/guest_mail.h"
#include "kernel/job/job.h"

/* An entry about the invitation; `after` is taken over, NULL: none. */
void guest_audit(struct call *c, const struct guest *g, const char *action, json_t *after);

struct guest_invited {
    const char *name, *address, *lang;
    enum guest_mail what;
    const struct guest *from; /* the guest who names a colleague; NULL: the asker invites */
    bool unsent;              /* nobody is written to: nobody has the link */
};
/* Adds somebody to a response of an outside respondent and sends the link, in the open write
 * transaction, with its audit entry. ERR_CONFLICT: not open, too many, there already, mail is off;
 * ERR_INVALID: no address. */
enum err guest_invite(
    struct call *c, const struct response *response, const struct guest_invited *invited);

/* A new link to the same address; the old one is dead, a lock is gone. */
enum err guest_link_again(struct call *c, const struct guest *g, enum guest_mail what);

/* The job that asks many. */
enum err guest_ask_run(struct call *c, struct job *job);
/* The same without a job, and nobody is written to: what is asked in the sample company, whose
 * suppliers have no mailboxes. `payload` as the job's. */
enum err guest_ask_unsent(struct call *c, const json_t *payload);

/* guest_remind.c: jobs that kernel/sheet adds. "guest_remind" { campaign, at }: those who have not
 * submitted; "guest_returned" { response }: that it was given back. */
enum err guest_remind_run(struct call *c, struct job *job);
enum err guest_returned_run(struct call *c, struct job *job);

#endif
