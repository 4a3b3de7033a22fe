/* Internal to kernel/http: finds the route of a method and a path. Compiled once at start from the
 * app's rows, then only read, by all threads. */
#ifndef KANAME_KERNEL_HTTP_ROUTER_H
#define KANAME_KERNEL_HTTP_ROUTER_H

#include "kernel/app.h"

struct router;

/* ERR_INTERNAL when a row has no permission, operation or handler, an unusable path, or stands
 * twice; `problem` names it ("route_…", {arg} "GET /api/v1/units"). */
enum err router_new(const void *ctx, const struct route *routes, size_t n, struct problem *problem,
    struct router **ret_router);

/* `path` is raw, without query. Fills r->route and r->params (allocated under `r`) and the row's
 * index. ERR_MALFORMED: bad encoding; ERR_NOT_FOUND; ERR_METHOD with the methods of the path as
 * bits (1 << METHOD_…) in *ret_allow. A literal segment wins over a parameter. */
enum err router_find(const struct router *router, enum method method, const char *path,
    struct req *r, size_t *ret_index, unsigned *ret_allow);

size_t router_count(const struct router *router);
const struct route *router_at(const struct router *router, size_t index);

const char *method_name(enum method m);
bool method_parse(const char *name, enum method *ret_method); /* HEAD reads as GET */

#endif
