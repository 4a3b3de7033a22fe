/* Internal to kernel/http: what a worker does with an exchange, in the order that style and
 * security want: route, who, permission, conditions, then (with the body) parse, shape, handler. */
#ifndef KANAME_KERNEL_HTTP_DISPATCH_H
#define KANAME_KERNEL_HTTP_DISPATCH_H

#include "kernel/http/exchange.h"

/* Everything that can be decided before the body: after ERR_OK r->route, who, params and query are
 * set. Else the error with its problem. */
enum err dispatch_admit(struct exchange *ex, struct db_conn *conn);

/* The rest, with the body received; admits first when that has not been done or was done long ago.
 * Leaves no transaction open. On ERR_OK r->resp is the answer. */
enum err dispatch_run(struct exchange *ex, struct db_conn *conn);

/* Finds the route, for one that is not admitted yet: ERR_NOT_FOUND, ERR_METHOD (with Allow),
 * ERR_MALFORMED. */
enum err dispatch_route(struct exchange *ex);

/* Forgets what was tried, so that a worker can run the request from its beginning. */
void dispatch_forget(struct exchange *ex);

/* An unsafe request without a session comes from this site or from no browser: by Sec-Fetch-Site,
 * else by Origin against the Host field or the public URL. */
bool dispatch_same_origin(const struct head *head, const char *public_url);

#endif
