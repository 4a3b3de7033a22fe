/* Internal to kernel/http: the header fields of a request that matter, taken once.
 * The texts live in the connection's memory until the request is over. */
#ifndef KANAME_KERNEL_HTTP_HEAD_H
#define KANAME_KERNEL_HTTP_HEAD_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum head_field {
    HEAD_ACCEPT_ENCODING,
    HEAD_ACCEPT_LANGUAGE,
    HEAD_AUTHORIZATION,
    HEAD_CONTENT_ENCODING,
    HEAD_CONTENT_LENGTH,
    HEAD_CONTENT_TYPE,
    HEAD_COOKIE,
    HEAD_CSRF,
    HEAD_EXPECT,
    HEAD_FORWARDED,
    HEAD_FORWARDED_FOR,
    HEAD_HOST,
    HEAD_IDEMPOTENCY_KEY,
    HEAD_IF_MATCH,
    HEAD_IF_NONE_MATCH,
    HEAD_ORIGIN,
    HEAD_REQUEST_ID,
    HEAD_SEC_FETCH_SITE,
    HEAD_TRANSFER_ENCODING,
    HEAD_USER_AGENT,
    HEAD_MAX
};

struct head {
    const char *field[HEAD_MAX]; /* NULL: absent */
    size_t n_fields;             /* all fields, known or not */
    bool twice;                  /* a field that may stand once only stands twice */
    bool broken;                 /* a NUL in a value */
};

/* Takes one field as it comes from the parser. */
void head_add(struct head *h, const char *name, const char *value, size_t value_len);

/* What the fields say about the body: its length, or -1 when chunked. ERR_MALFORMED when they
 * contradict each other, since a proxy in front may have read them otherwise (request smuggling);
 * `http11`: the request is HTTP/1.1, which must name its host. */
enum err head_framing(const struct head *h, bool http11, int64_t *ret_length);

/* The token of "Authorization: Bearer TOKEN"; "" for another scheme, NULL without the field. */
const char *head_bearer(const struct head *h);

/* The media type is `type` (lower case), with or without parameters. */
bool head_is_type(const char *content_type, const char *type);

/* A coding such as "gzip" is acceptable by an Accept-Encoding field; NULL accepts none. */
bool head_accepts(const char *accept_encoding, const char *coding);

/* An ETag is among those of an If-None-Match or If-Match field, compared weakly. `etag` without
 * quotes. "*" matches. */
bool head_etag_listed(const char *field, const char *etag);

#endif
