/* Notices collected into one mail: in the morning of each day, or of each Monday, where the
 * organisation is. */
#ifndef KANAME_KERNEL_NOTICE_NOTICE_DIGEST_H
#define KANAME_KERNEL_NOTICE_NOTICE_DIGEST_H

#include "kernel/call.h"
#include "kernel/notice/notice.h"

/* The latest moment before now at which a digest goes out (NOTICE_DAILY, NOTICE_WEEKLY): what came
 * before it is mailed. Pure but for the zones. */
int64_t notice_digest_cut(enum notice_delivery digest, int64_t now_ms, const char *zone);

/* Mails what is due. Each account is a transaction of its own. */
enum err notice_digest_run(struct call *c);

#endif
