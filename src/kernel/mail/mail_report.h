/* What a message says about a mail that did not arrive: a delivery status notification (RFC 3464 in
 * a multipart/report of RFC 6522), or the plain words that older mail servers send. Read by a child
 * process (mail_report_read); nothing in it is proof of anything: whether it is about a mail of
 * ours is asked by what only we could have written (mail_return.h). */
#ifndef KANAME_KERNEL_MAIL_MAIL_REPORT_H
#define KANAME_KERNEL_MAIL_MAIL_REPORT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct child_work;

enum {
    REPORT_STATUS_SIZE = 12, /* "5.123.123" */
    REPORT_WORDS_SIZE = 241,
    REPORT_TEXT_SIZE = 255,
    REPORT_TEXTS = 12,
};

struct mail_report {
    bool found;                      /* it reports on a mail */
    bool failed;                     /* it will not arrive; else it is late */
    char status[REPORT_STATUS_SIZE]; /* RFC 3463: "5.1.1", "4.4.1" */
    char words[REPORT_WORDS_SIZE];   /* the mail server's, printable ASCII; "": none */
    /* Addresses it was sent to and ids it names, as far as they are plain. */
    char to[REPORT_TEXTS][REPORT_TEXT_SIZE];
    size_t n_to;
    char ids[REPORT_TEXTS][REPORT_TEXT_SIZE]; /* without < > */
    size_t n_ids;
};

/* Pure. Never fails: what is no report is not found. */
void mail_report_parse(const char *data, size_t len, struct mail_report *ret_report);

/* The same in a child, of the file at `fd` (its first LIMIT_MAIL_REPORT). ERR_UNAVAILABLE: no child
 * to be had. One that died found nothing. */
enum err mail_report_read(int fd, struct mail_report *ret_report);
extern const struct child_work MAIL_REPORT_CHILD;

/* Why an address is no good, by the status (RFC 3463): message "enum.mail_reason.<key>". */
#define MAIL_REASON_LIST(X)           \
    X(MAIL_REASON_MAILBOX, "mailbox") \
    X(MAIL_REASON_DOMAIN, "domain")   \
    X(MAIL_REASON_FULL, "full")       \
    X(MAIL_REASON_POLICY, "policy")   \
    X(MAIL_REASON_OTHER, "other")

#define MAIL_REASON_ENUM(name, key) name,
enum mail_reason { MAIL_REASON_LIST(MAIL_REASON_ENUM) MAIL_REASON_MAX };
#undef MAIL_REASON_ENUM
const char *mail_reason_key(enum mail_reason reason);
extern const struct option_set OPTIONS_MAIL_REASON;
enum mail_reason mail_reason_of(const char *status); /* NULL: other */

/* The first status in a text ("550 5.1.1 no such user"), or "5.0.0" of a bare code. False: none. */
bool mail_status_find(const char *text, char ret_status[REPORT_STATUS_SIZE]);

#endif
