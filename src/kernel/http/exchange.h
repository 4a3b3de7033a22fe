/* Internal to kernel/http: one request on its way between an I/O thread and a worker.
 *
 * An exchange belongs to one thread at a time. The I/O thread gives it away with workers_submit
 * after suspending the connection, the worker gives it back by resuming the connection; both cross
 * a mutex. All memory of the request hangs on `req`, which is the talloc chunk. */
#ifndef KANAME_KERNEL_HTTP_EXCHANGE_H
#define KANAME_KERNEL_HTTP_EXCHANGE_H

#include "kernel/http/body.h"
#include "kernel/http/head.h"
#include "kernel/http/http.h"
#include "kernel/http/metrics.h"
#include "kernel/http/router.h"

#include <microhttpd.h>

struct conn;

enum phase {
    PHASE_HEADERS,   /* the headers are not complete */
    PHASE_COMPLETE,  /* no body will come: the next call is the last */
    PHASE_ADMISSION, /* at a worker: route, who, permission; the body is still at the client */
    PHASE_BODY,      /* the I/O thread receives the body */
    PHASE_DISCARD,   /* refused: a small rest of the body is thrown away before the answer */
    PHASE_LINGER,    /* refused and answered: the rest is thrown away until the client closes */
    PHASE_WORK,      /* at a worker: the handler */
    PHASE_ANSWER,    /* the answer is ready */
};

struct exchange {
    struct req req; /* first */
    struct http *http;
    struct MHD_Connection *mhd;
    struct conn *conn;
    struct head head;
    const char *query; /* raw; NULL: none */
    int64_t length;    /* of the body by its header fields; -1: chunked */
    bool uri_long;
    struct body body;
    enum phase phase;
    bool head_only; /* HEAD */
    bool admitted;
    bool under_way; /* counted as a request that a stop waits for */
    bool close;     /* the connection cannot be kept */
    int64_t admitted_at_ms;
    enum err err; /* what has been decided */
    size_t op;    /* index of the route in the metrics; METRICS_NO_OP */
    int64_t begun_us;
    struct MHD_Response *answer; /* in PHASE_ANSWER */
    int answer_status;
    int64_t answer_size;
    uint64_t discarded;
    struct exchange *next; /* in the workers' queue */
};

#endif
