/* Dates as people write them, in each language. For the texts the program itself sends; pages
 * format by the browser's own means. */
#ifndef KANAME_KERNEL_I18N_MSG_DATE_H
#define KANAME_KERNEL_I18N_MSG_DATE_H

#include <stdint.h>

/* "2026年12月31日", "31 December 2026", from "2026-12-31"; another text stays as it is. Under ctx.
 */
const char *msg_date(const void *ctx, const char *lang, const char *text);

/* The same with hours and minutes, as clocks in the IANA zone show the instant. */
const char *msg_instant(const void *ctx, const char *lang, int64_t ms, const char *zone);

#endif
