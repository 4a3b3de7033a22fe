/* One connection to a mail server, by libcurl: TLS, log-in, several mails one after another. */
#ifndef KANAME_KERNEL_MAIL_MAIL_SMTP_H
#define KANAME_KERNEL_MAIL_MAIL_SMTP_H

#include "kernel/app.h"

struct mail_smtp;

enum mail_outcome {
    MAIL_SENT,
    MAIL_LATER,   /* 4yz of RFC 5321: this mail alone waits */
    MAIL_BOUNCED, /* the address is refused for good */
    MAIL_REFUSED, /* the mail is refused for good */
    MAIL_DOWN,    /* the server does not answer or does not want us: all wait */
};

struct mail_wire {
    const char *from_name, *from_address;
    const char *sender; /* of the envelope: where it comes back to */
    const char *to_name, *to_address;
    const char *subject;
    const char *message_id; /* without < > */
    const char *lang;
    const char *unsubscribe_url; /* NULL: none */
    int64_t date_ms;
    const char *plain, *html;
};

/* `stop` is asked while waiting for the server (NULL: never stops). Freed by mail_smtp_close. */
struct mail_smtp *mail_smtp_open(const struct config *config, bool (*stop)(void *arg), void *arg);
void mail_smtp_close(struct mail_smtp *smtp);

/* *ret_reply: the server's last line or what went wrong, printable, valid until the next send. */
enum mail_outcome mail_smtp_send(
    struct mail_smtp *smtp, const struct mail_wire *wire, const char **ret_reply);

#endif
