/* Internal to kernel/http: the body of a request as it arrives on an I/O thread: JSON in memory,
 * anything else in an unlinked spool file. */
#ifndef KANAME_KERNEL_HTTP_BODY_H
#define KANAME_KERNEL_HTTP_BODY_H

#include "base/buf.h"
#include "kernel/http/multipart.h"
#include "kernel/http/req.h"

struct body {
    enum body_kind kind;
    int64_t limit;    /* bytes of the JSON, the file */
    int64_t seconds;  /* it may take */
    int64_t received; /* bytes on the wire */
    int64_t size;     /* of the JSON or the file */
    struct buf *text;
    int fd; /* of the spool file; -1: none */
    struct multipart *parts;
    int64_t memory; /* counted against all bodies in memory */
};

/* The most on the wire: parts have headers beside the file that route_body_limit is about. */
int64_t body_wire_limit(const struct route *route);

/* Makes ready for a body of the route. ERR_MEDIA_TYPE, ERR_UNAVAILABLE (too many bodies at once),
 * ERR_STORAGE_FULL. Everything hangs on `ctx`, except the spool file: body_release. */
enum err body_begin(struct body *b, const void *ctx, const struct route *route,
    const char *content_type, const char *spool_dir, struct problem *problem);
/* ERR_TOO_LARGE, ERR_STORAGE_FULL, ERR_UNAVAILABLE, or what is wrong with the parts. */
enum err body_take(struct body *b, const char *data, size_t n, struct problem *problem);
/* The body is complete: the spool file stands at its start. */
enum err body_end(struct body *b, struct problem *problem);
void body_release(struct body *b);

#endif
