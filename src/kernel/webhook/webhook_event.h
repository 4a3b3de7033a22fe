/* The kinds of events that webhooks may tell of, and which entry of the audit chain is one. */
#ifndef KANAME_KERNEL_WEBHOOK_WEBHOOK_EVENT_H
#define KANAME_KERNEL_WEBHOOK_WEBHOOK_EVENT_H

#include "kernel/app.h"

#include <jansson.h>

#define WEBHOOK_TEST "webhook.test" /* sent by a press alone, whatever the receiver takes */

/* One kind. Of registers it is made from the register's table: "measure.created". */
struct webhook_event {
    const char *type;           /* as receivers read it */
    const char *subject;        /* "measure": of entries of the audit chain */
    const struct reg_def *def;  /* NULL: no register's record */
    const char *what;           /* message "webhook.what.<what>" says it to people */
    const char *const *actions; /* of entries, NULL-terminated; NULL: any transition of `def` */
};

/* All of them, under ctx; *ret_n how many. */
struct webhook_event *webhook_events(const void *ctx, const struct app *app, size_t *ret_n);

/* The kind that the entry is, among those whose types are in `wanted` (a JSON array of texts);
 * NULL: none. */
const struct webhook_event *webhook_event_of(const struct webhook_event *events, size_t n,
    const json_t *wanted, const char *subject, const char *action);

/* The page of the subject behind the public URL, under ctx; NULL: there is none. */
const char *webhook_event_path(
    const void *ctx, const struct webhook_event *event, const char *subject_uid);

#endif
