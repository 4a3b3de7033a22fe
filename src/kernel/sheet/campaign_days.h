/* What a campaign does by itself on its days, for the organisation of the call: opens when its
 * opening date has come, and reminds those who have not answered. Today is c->now_ms in the
 * organisation's zone. */
#ifndef KANAME_KERNEL_SHEET_CAMPAIGN_DAYS_H
#define KANAME_KERNEL_SHEET_CAMPAIGN_DAYS_H

#include "kernel/call.h"

/* Outside a transaction; each campaign is one of its own, so that one that cannot open (no units
 * chosen) hinders no other and is tried again. Audit entries "open" and "remind"; those who are to
 * answer are told (response_notice.h). */
enum err campaign_days_run(struct call *c);

/* Today where the call's organisation is. */
struct date campaign_today(const struct call *c, const char *zone /* NULL: the organisation's */);

#endif
