/* Mail that the program sends: an outbox in the database, and a job that empties it by SMTP.
 *
 * A mail is a row written with the change it tells of, so neither is without the other. It is sent
 * at least once: a crash between the server's answer and ours sends it again under the same
 * Message-ID, by which mail programs recognise doubles. What fails temporarily is tried again with
 * growing pauses; what fails for good stays in a list for administrators.
 *
 * Only a program with settings (smtp_url, mail_from) and the key file sends: the server, not
 * commands. Nothing is queued elsewhere, so that switching mail on does not send last year's. */
#ifndef KANAME_KERNEL_MAIL_MAIL_H
#define KANAME_KERNEL_MAIL_MAIL_H

#include "kernel/app.h"

struct mail_new {
    const char *kind;    /* what it is, for administrators: message "mail.kind.<kind>" */
    int64_t account_id;  /* whose; 0: nobody's */
    const char *address; /* NULL or "": nothing is sent */
    const char *name;    /* of the receiver */
    const char *lang;
    const char *subject;   /* one line; control characters become spaces */
    const char *text;      /* paragraphs between empty lines */
    const char *path;      /* where the button leads, behind the public URL; NULL: no button */
    const char *button;    /* its words */
    bool choosable;        /* the receiver may choose not to get it: says where */
    int64_t expires_at_ms; /* not worth sending afterwards; 0: always */
};

/* Whether this program sends mail. */
bool mail_on(const struct app *app);

/* Queues a mail in the caller's open write transaction; nothing where mail is off. To an address
 * that takes no mail it is held until somebody says that the address is good again; an address that
 * is none stands among the failed ones at once. */
enum err mail_queue(struct call *c, const struct mail_new *mail);

/* The address of an account, under c: its person's, or its login when that is one and no person
 * belongs to it. NULL: none. */
enum err mail_address_of(struct call *c, int64_t account_id, const char **ret_address);

/* Accounts whose mail does not arrive, in order of id, under c: for who waits for their answer. */
enum err mail_undelivered(struct call *c, int64_t **ret_accounts, size_t *ret_n);

/* Condition for statements of modules: the address in this column takes no mail. */
#define MAIL_NOT_TAKEN(column)                                                                   \
    "EXISTS (SELECT 1 FROM mail_bounce no_mail WHERE no_mail.org_id = :org AND no_mail.address " \
    "= " column ")"

/* Which of at most MAIL_BOUNCED_MOST addresses take no mail (NULL and "": none does not). */
enum { MAIL_BOUNCED_MOST = 50 };
enum err mail_bounced(
    struct call *c, const char *const *addresses, size_t n, bool ret_bounced[MAIL_BOUNCED_MOST]);

/* For limits on what people send out by a press: how many mails of a kind were queued in the last
 * 24 hours, to an address whatever its case (NULL: to anybody). mail_hold before it, in the same
 * write transaction, so that two presses at once do not both find room. */
enum err mail_hold(struct call *c);
enum err mail_today(struct call *c, const char *kind, const char *address, int64_t *ret_n);
/* no message: a condition for statements of modules: fewer than so many of a kind went to the
 * address in this column. Placeholders: mail_room_bind. */
#define MAIL_HAS_ROOM(column)                                                             \
    "(SELECT count(*) FROM mail went WHERE went.org_id = :org AND lower(went.address) = " \
    "lower(" column ") AND went.kind = ? AND went.created_at > ?) < ?"
void mail_room_bind(struct call *c, struct db_query *q, const char *kind, int64_t most);

/* Takes out what is kept of mail to an address, sent or not, where it belongs to no account, and
 * that the address takes none: erased by law. In the caller's open write transaction. */
enum err mail_forget(struct call *c, const char *address);

extern const struct module module_mail, module_own_mail;

#endif
