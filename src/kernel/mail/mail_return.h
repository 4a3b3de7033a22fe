/* Mails that come back. Each mail goes out with an envelope sender of its own (VERP): the address
 * of the setting return_address with the mail's id and a MAC in it:
 * bounce+<32 hex of the id><16 hex of the MAC>@example.jp. A report (mail_report.h) marks an
 * address only if it was sent to such an address that is authentic: mail servers see it, and
 * replies and forwarded mails do not carry it. One that only names the Message-ID of a mail of
 * ours, which everybody who got a reply to it knows, is counted as a delay and marks nothing. */
#ifndef KANAME_KERNEL_MAIL_MAIL_RETURN_H
#define KANAME_KERNEL_MAIL_MAIL_RETURN_H

#include "kernel/app.h"

enum {
    RETURN_LOCAL_MOST = 15, /* characters before the @: 64 with what is added (RFC 5321) */
};

/* Whether an address can be the setting return_address. */
bool mail_return_ok(const char *address);
/* The envelope sender of a mail, under ctx; `from` where no return_address is set. */
const char *mail_return_sender(
    const void *ctx, const struct app *app, const struct uuid *uid, const char *from);
/* The mail an address was made for. False: not by us. */
bool mail_return_parse(const struct app *app, const char *address, struct uuid *ret_uid);

/* X(name, key): message "cli.bounce.<key>". */
#define RETURN_LIST(X)                                                    \
    X(RETURN_NONE, "none")       /* reports on no mail */                 \
    X(RETURN_FOREIGN, "foreign") /* not proven to be on a mail of ours */ \
    X(RETURN_KNOWN, "known")     /* has been taken before */              \
    X(RETURN_LATE, "late")       /* counted: it may still arrive */       \
    X(RETURN_FAILED, "failed")   /* the address is marked */

#define RETURN_ENUM(name, key) name,
enum returned { RETURN_LIST(RETURN_ENUM) RETURN_MAX };
#undef RETURN_ENUM
const char *mail_returned_key(enum returned returned);

/* Takes a message that came back, in a transaction of its own in whichever organisation sent it.
 * `to` NULL, or the address it was delivered to. `via` says by whom for the audit. Needs app->keys.
 * ERR_UNAVAILABLE, ERR_BUSY: to be tried again. */
enum err mail_return_take(struct app *app, const char *via, const char *to, const char *data,
    size_t len, enum returned *ret_returned);

#endif
