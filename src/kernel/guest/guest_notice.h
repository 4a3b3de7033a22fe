/* What the asker is told of guests. */
#ifndef KANAME_KERNEL_GUEST_GUEST_NOTICE_H
#define KANAME_KERNEL_GUEST_GUEST_NOTICE_H

#include "kernel/guest/guest.h"
#include "kernel/notice/notice.h"

enum { GUEST_NOTICES = 4 };
extern const struct notice_kind guest_notices[GUEST_NOTICES];

/* A link was locked by wrong codes. */
enum err guest_notice_locked(struct call *c, const struct guest *g);
/* Answers came. */
enum err guest_notice_submitted(struct call *c, const struct guest *g);
/* A guest named a colleague. */
enum err guest_notice_delegated(struct call *c, const struct guest *g, const char *address);
/* A guest asks something. */
enum err guest_notice_asked(struct call *c, const struct guest *g);
/* What was told of guests of a response is taken back: one of them was erased by law. */
enum err guest_notice_forget(struct call *c, const struct uuid *response_uid);

#endif
