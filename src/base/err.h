/* Every way an operation can fail, with the HTTP status it becomes and the message that explains
 * it. Details (which field, which limit) live in struct problem, not here. */
#ifndef KANAME_BASE_ERR_H
#define KANAME_BASE_ERR_H

/* X(name, HTTP status, code): the message is "error.<code>" in po/. */
#define ERR_LIST(X)                                                        \
    X(ERR_OK, 200, "ok")                                                   \
    X(ERR_MALFORMED, 400, "malformed")                                     \
    X(ERR_UNAUTHENTICATED, 401, "unauthenticated")                         \
    X(ERR_FORBIDDEN, 403, "forbidden")                                     \
    X(ERR_NOT_FOUND, 404, "not_found")                                     \
    X(ERR_METHOD, 405, "method_not_allowed")                               \
    X(ERR_TIMEOUT, 408, "timeout")                                         \
    X(ERR_CONFLICT, 409, "conflict")                                       \
    X(ERR_STALE, 412, "stale")                                             \
    X(ERR_TOO_LARGE, 413, "too_large")                                     \
    X(ERR_URI_TOO_LONG, 414, "uri_too_long")                               \
    X(ERR_MEDIA_TYPE, 415, "media_type")                                   \
    X(ERR_INVALID, 422, "invalid")                                         \
    X(ERR_PRECONDITION, 428, "precondition_required")                      \
    X(ERR_TOO_MANY, 429, "too_many_requests")                              \
    X(ERR_HEADERS_TOO_LARGE, 431, "headers_too_large")                     \
    X(ERR_INTERNAL, 500, "internal")                                       \
    X(ERR_UNAVAILABLE, 503, "unavailable")                                 \
    X(ERR_STORAGE_FULL, 507, "storage_full")                               \
    X(ERR_UNIQUE, 409, "already_exists")      /* a unique index refused */ \
    X(ERR_REFERENCE, 409, "reference_broken") /* a foreign key refused */  \
    X(ERR_BUSY, 503, "busy")                  /* a lock was not had in time; worth a retry */

#define ERR_ENUM(name, status, code) name,
enum err { ERR_LIST(ERR_ENUM) ERR_MAX };
#undef ERR_ENUM

int err_status(enum err e);       /* HTTP status */
const char *err_code(enum err e); /* stable machine word, e.g. "not_found" */

#endif
