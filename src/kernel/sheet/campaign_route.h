/* Internal to kernel/sheet: what the routes of campaigns share. */
#ifndef KANAME_KERNEL_SHEET_CAMPAIGN_ROUTE_H
#define KANAME_KERNEL_SHEET_CAMPAIGN_ROUTE_H

#include "kernel/sheet/campaign_shape.h"

/* {id} in a read transaction. */
enum err campaign_of(struct req *r, struct campaign *ret_campaign);
/* {id} locked in a write transaction, its version checked where the route wants If-Match. */
enum err campaign_for_change(struct req *r, struct campaign *ret_campaign);
/* The campaign as the answer, with its ETag. */
enum err campaign_answer(struct req *r, const struct campaign *campaign);
/* The same, then commits. */
enum err campaign_done(struct req *r, const struct campaign *campaign);

#endif
