/* A request and its answer, as handlers see them, and the route rows that lead to them.
 *
 * Order of a request: route → authenticate → permission held somewhere → size → parse → shape →
 * handler (transaction: record permission, rule, audit) → answer. The router does all but the
 * handler. Handlers run on worker threads; only those of ROUTE_BRIEF are tried on an I/O thread
 * first, and must not mind being run again. */
#ifndef KANAME_KERNEL_HTTP_REQ_H
#define KANAME_KERNEL_HTTP_REQ_H

#include "base/jw.h"
#include "kernel/call.h"
#include "kernel/shape.h"

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHOD_MAX };

enum body_kind {
    BODY_NONE,
    BODY_JSON,   /* parsed and checked against route->body */
    BODY_PATCH,  /* the same, partial (RFC 7396) */
    BODY_UPLOAD, /* multipart/form-data with one part "file", streamed to a spool file */
    BODY_SCIM,   /* JSON of SCIM: parsed, but no shape says what it holds */
    BODY_RAW,    /* any bytes up to route->limit, spooled (imports: JSON, YAML, CSV) */
};

enum {
    ROUTE_IF_MATCH = 1 << 0,  /* If-Match is required (428 without) */
    ROUTE_MAY_MATCH = 1 << 4, /* If-Match only if the thing is there already: the handler asks */
    ROUTE_NO_CSRF = 1 << 1,   /* unsafe method without a session: log-in, first set-up */
    ROUTE_PERSON = 1 << 6,    /* not with an API token: what opens doors, a person does */
    ROUTE_ENROL = 1 << 5,     /* also for one who has yet to set up the second factor */
    ROUTE_SECRET = 1 << 3,    /* the answer holds a secret: never kept for an Idempotency-Key */
    ROUTE_BRIEF = 1 << 7,     /* a GET of some rows by their keys: see brief.h */
    ROUTE_SCIM = 1 << 8,      /* of SCIM: only with an API token; any query is the handler's; not in
                                 the OpenAPI document, since RFC 7644 is its contract (ADR 19) */
    ROUTE_COLLECTION = 1 << 2, /* open query: list filters (`filter[x][eq]`) are the handler's */
};

struct req;

struct route {
    enum method method;
    const char *path;        /* "/api/v1/responses/{id}/answers/{item}" */
    const char *op;          /* "response_answer_put": operation id; summary is message "op.<op>" */
    const char *summary;     /* message of rows made from a template, with {register}; else NULL */
    const struct perm *perm; /* without one the server refuses to start */
    enum err (*handle)(struct req *r);
    enum body_kind body_kind;
    const struct shape *body;
    const struct shape *query;  /* NULL: no query parameter is taken */
    const struct shape *answer; /* of success; NULL: no content or not JSON (see media) */
    /* Media type of a success that is not JSON. Several, separated by ", ": the handler sets
     * resp.media_type to one of them, or answers JSON when there is an `answer` too. */
    const char *media;
    int status;   /* of success; 0: 200 */
    size_t limit; /* bytes of the body; 0: the kind's default */
    unsigned flags;
    const void *arg; /* what the row is about, e.g. a register's definition */
};

struct upload {
    int fd;           /* unlinked spool file, at offset 0; closed with the request */
    int64_t size;     /* bytes */
    const char *name; /* file name given, cleaned of paths and controls; "" when none */
    const char *media_type;
};

enum { REQ_PARAMS = 4 };

struct req_pair {
    const char *key;
    const char *value;
};

struct resp {
    int status;             /* 0: the route's */
    const char *media_type; /* NULL: application/json */
    struct buf *body;       /* NULL: none */
    int fd;                 /* ≥ 0: the body is this file from its start, closed afterwards */
    int64_t fd_size;
    struct req_pair headers[12];
    size_t n_headers;
};

struct req {
    struct call call; /* first: a request is a call */
    const struct route *route;
    enum method method;
    const char *path;
    struct req_pair params[REQ_PARAMS]; /* {id} → value, percent-decoded, valid UTF-8 */
    size_t n_params;
    struct req_pair *query; /* decoded, valid UTF-8, in order */
    size_t n_query;
    json_t *body; /* BODY_JSON and BODY_PATCH: checked; BODY_SCIM */
    struct upload upload;
    const char *request_id;
    const char *remote; /* client address */
    const char *if_match, *if_none_match, *idempotency_key, *user_agent;
    struct resp resp;
};

/* Bytes of a body the route takes: its own limit or the kind's default. */
size_t route_body_limit(const struct route *route);

const char *req_param(const struct req *r, const char *key); /* NULL: the path has none */
const char *req_query(const struct req *r, const char *key); /* NULL: absent */

/* Answer helpers. The writer's buffer belongs to the request. */
struct jw resp_json(struct req *r);
/* The whole of an uploaded body that is small enough to be in memory (the route's limit), with a 0
 * behind it, under the request; its length is upload.size. ERR_INTERNAL: it cannot be read. */
enum err req_upload(struct req *r, char **ret_data);
void resp_header(struct req *r, const char *key, const char *value); /* value is copied */
void resp_etag(struct req *r, int64_t version);                      /* "\"17\"" */
/* If-Match against a version: ERR_PRECONDITION without, ERR_STALE when other. "*" matches. */
enum err req_match(struct req *r, int64_t version);
/* An ETag, without quotes, is among those of an If-Match or If-None-Match field; "*" is any. */
bool req_etag_listed(const char *field, const char *etag);

#endif
