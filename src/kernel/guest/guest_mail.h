/* Mails to guests, in their language. Internal to kernel/guest. */
#ifndef KANAME_KERNEL_GUEST_GUEST_MAIL_H
#define KANAME_KERNEL_GUEST_GUEST_MAIL_H

#include "kernel/guest/guest.h"

enum guest_mail {
    GUEST_MAIL_ASKED,
    GUEST_MAIL_AGAIN,
    GUEST_MAIL_DELEGATED,
    GUEST_MAIL_REMIND,
    GUEST_MAIL_RETURNED,
    GUEST_MAIL_REPLY
};

/* The link, as text of the token; queued in the open write transaction. */
enum err guest_mail_link(
    struct call *c, const struct guest *g, const char *token, enum guest_mail what, const char *by);
/* The code, without the link: who reads one mail over a shoulder has half of it. */
enum err guest_mail_code(struct call *c, const struct guest *g, const char *lang, const char *code,
    int64_t expires_at_ms);

#endif
