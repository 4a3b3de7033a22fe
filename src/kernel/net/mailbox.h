/* A box of mails at somebody's mail server, by IMAP or POP3, with libcurl: TLS, log-in, deadlines,
 * limits on how many and how much. Blocks the calling thread: only from jobs, never with a
 * transaction open. */
#ifndef KANAME_KERNEL_NET_MAILBOX_H
#define KANAME_KERNEL_NET_MAILBOX_H

#include "base/err.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>

struct mailbox;

struct mailbox_login {
    const char *url; /* "imaps://host/INBOX", "imap://…", "pop3s://host", "pop3://…" */
    const char *user, *password;
    const char *tls;         /* "required", "offered", "off" */
    const char *ca_file;     /* NULL: the system's authorities */
    bool (*stop)(void *arg); /* asked while waiting */
    void *arg;
};

/* Whether an address is that of a box. */
bool mailbox_url_ok(const char *url);

/* Connects with the first question. Ended by mailbox_close, which carries deletions out (POP3). */
struct mailbox *mailbox_open(const struct mailbox_login *login);
void mailbox_close(struct mailbox *box);

/* Numbers of the mails, LIMIT_MAILBOX at the most, that nobody has read yet (IMAP) or of all
 * (POP3). ERR_UNAVAILABLE: the server does not answer or does not want us; *ret_fault says why,
 * valid until the next call. */
enum err mailbox_list(struct mailbox *box, unsigned ret_numbers[LIMIT_MAILBOX], size_t *ret_n,
    const char **ret_fault);

/* The first `most` bytes of a mail. */
enum err mailbox_get(
    struct mailbox *box, unsigned number, char *ret_data, size_t most, size_t *ret_len);

/* What becomes of it: MAILBOX_GONE it is deleted; MAILBOX_SEEN it stays and is not listed again –
 * with POP3, which has no memory, deleted too; MAILBOX_PASSED the same, but never deleted, for
 * nobody has read it; MAILBOX_AGAIN it is listed again. */
enum mailbox_fate { MAILBOX_GONE, MAILBOX_SEEN, MAILBOX_PASSED, MAILBOX_AGAIN };
enum err mailbox_end(struct mailbox *box, unsigned number, enum mailbox_fate fate);

#endif
