/* Webhooks: programs of others are told that something happened here. An administrator names an
 * address and the kinds of events; each such event is a small signed POST that names the record and
 * says nothing of what is in it. The receiver reads that by the API, with a token of its own, if it
 * may: so no permission is given by being told.
 *
 * The outbox is the audit chain: what changes something has its entry there in the same
 * transaction, numbered without gaps in the order of commits. Each receiver has its place in it; a
 * job turns the entries behind it into deliveries and sends what is due (docs/adr/0018). At least
 * once, under the same id; not in order.
 *
 * Records that are kept to readers of their own are never told of. */
#ifndef KANAME_KERNEL_WEBHOOK_WEBHOOK_H
#define KANAME_KERNEL_WEBHOOK_WEBHOOK_H

#include "kernel/app.h"

extern const struct perm WEBHOOK_MANAGE;
extern const struct module module_webhook, module_webhook_delivery;

#endif
