/* Internal to kernel/http: the request target. Percent-decoding is done here, once, on the raw
 * text; what comes out is valid UTF-8 without control characters. */
#ifndef KANAME_KERNEL_HTTP_URI_H
#define KANAME_KERNEL_HTTP_URI_H

#include "kernel/http/req.h"

/* Decodes `len` bytes; `plus`: '+' is a space (queries). NULL: a broken escape, a control
 * character, or no UTF-8. Allocated under `ctx`. */
char *uri_decode(const void *ctx, const char *text, size_t len, bool plus);

/* Splits "a=1&b=2" into decoded pairs under `ctx`. ERR_MALFORMED, or ERR_INVALID when there are
 * more than LIMIT_QUERY_PARAMS. A NULL query gives none. */
enum err uri_query(const void *ctx, const char *query, struct problem *problem,
    struct req_pair **ret_pairs, size_t *ret_n);

/* Pairs against a shape: texts are read as the field's type, then shape_check. Unknown pairs are
 * bad fields unless `open`; a known one may stand once. `shape` may be NULL: all are unknown. */
enum err uri_query_check(const void *ctx, const struct shape *shape, bool open,
    const struct req_pair *pairs, size_t n, struct problem *problem);

#endif
