#include "kernel/http/flow.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/http/answer.h"
#include "kernel/http/dispatch.h"
#include "kernel/http/server.h"
#include "kernel/http/uri.h"
#include "kernel/i18n/msg.h"

#include <string.h>
#include <strings.h>
#include <time.h>

enum {
    REQUEST_POOL = 8192,      /* bytes of the request's memory taken at once */
    DISCARD_MAX = 65536,      /* rest of a refused body read so that the connection can be kept */
    LINGER_MAX = 1024 * 1024, /* and after a refusal, so that the client gets to read it */
    LINGER_SECONDS = 3,
    DISCARD_SECONDS = 10,
    SEND_SECONDS = 60,            /* to take an answer, and … */
    SEND_BYTES_PER_SECOND = 8192, /* … more for long ones */
    ANSWER_HEADERS = 2048,        /* of the connection's memory is needed for the answer */
};

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static struct conn *conn_of(struct MHD_Connection *mhd)
{
    return MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

void flow_connection(void *cls, struct MHD_Connection *mhd, void **socket_context,
    enum MHD_ConnectionNotificationCode code)
{
    struct http *http = cls;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        conn_remove(http->conns, *socket_context);
        return;
    }
    struct address peer = {{0}};
    address_of_socket(
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr, &peer);
    int fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    *socket_context = conn_add(http->conns, fd, &peer);
}

/* "http://host/path" is another way to write the target (RFC 9112 §3.2.2). */
static const char *origin_form(const char *uri)
{
    size_t scheme = strncasecmp(uri, "http://", 7) == 0    ? 7
                    : strncasecmp(uri, "https://", 8) == 0 ? 8
                                                           : 0;
    if (scheme == 0)
        return uri;
    const char *path = uri + scheme + strcspn(uri + scheme, "/?");
    return *path == '/' ? path : "/";
}

void *flow_begin(void *cls, const char *target, struct MHD_Connection *mhd)
{
    struct http *http = cls;
    const char *uri = origin_form(target);
    struct exchange *ex = mem_new(mem_context(NULL, REQUEST_POOL), struct exchange);
    struct req *r = &ex->req;
    const char *query = strchr(uri, '?');
    size_t len = query == NULL ? strlen(uri) : (size_t)(query - uri);
    ex->http = http;
    ex->mhd = mhd;
    ex->conn = conn_of(mhd);
    ex->op = METRICS_NO_OP;
    ex->body.fd = -1;
    ex->uri_long = len + (query == NULL ? 0 : strlen(query)) > LIMIT_URI;
    r->resp.fd = -1;
    r->upload.fd = -1;
    r->call.app = http->app;
    r->call.problem = problem_new(r);
    r->path = ex->uri_long ? "/" : mem_strndup(r, uri, len);
    ex->query = ex->uri_long || query == NULL ? NULL : mem_strdup(r, query + 1);
    conn_deadline_in(ex->conn, LIMIT_HEADER_SECONDS);
    return ex;
}

void flow_end(
    void *cls, struct MHD_Connection *mhd, void **exchange, enum MHD_RequestTerminationCode code)
{
    struct http *http = cls;
    struct exchange *ex = *exchange;
    (void)mhd;
    (void)code;
    if (ex == NULL)
        return;
    *exchange = NULL;
    if (ex->answer != NULL)
        MHD_destroy_response(ex->answer);
    body_release(&ex->body);
    conn_deadline_in(ex->conn, LIMIT_IDLE_SECONDS + LIMIT_HEADER_SECONDS);
    if (ex->under_way)
        atomic_fetch_sub(&http->under_way, 1);
    mem_free(talloc_parent(ex));
}

static enum MHD_Result head_take(void *cls, enum MHD_ValueKind kind, const char *key,
    size_t key_size, const char *value, size_t value_size)
{
    (void)kind;
    (void)key_size;
    head_add(cls, key, value, value_size);
    return MHD_YES;
}

/* Letters, digits and ._- only: it goes into headers and the log. */
static bool request_id_ok(const char *id)
{
    size_t n = id == NULL ? 0 : strlen(id);
    return n >= 8 && n <= 64 &&
           strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n;
}

static const char *text_ok(const char *value)
{
    return value != NULL && utf8_ok(value, strlen(value)) ? value : NULL;
}

static void fill_request(struct exchange *ex)
{
    struct req *r = &ex->req;
    const struct head *h = &ex->head;
    struct address client =
        proxies_client(ex->http->proxies, &ex->conn->peer, h->field[HEAD_FORWARDED_FOR]);
    char *remote = mem_array(r, char, ADDRESS_TEXT_SIZE);
    address_format(&client, remote);
    r->remote = remote;
    r->call.via = mem_printf(r, "http %s", remote);
    r->call.lang = msg_negotiate(h->field[HEAD_ACCEPT_LANGUAGE]);
    r->call.now_ms = clock_now_ms();
    if (request_id_ok(h->field[HEAD_REQUEST_ID])) {
        r->request_id = h->field[HEAD_REQUEST_ID];
    } else {
        struct uuid id = uuid_new(r->call.now_ms);
        char *text = mem_array(r, char, UUID_TEXT_SIZE);
        uuid_format(&id, text);
        r->request_id = text;
    }
    r->if_match = text_ok(h->field[HEAD_IF_MATCH]);
    r->if_none_match = text_ok(h->field[HEAD_IF_NONE_MATCH]);
    r->idempotency_key = text_ok(h->field[HEAD_IDEMPOTENCY_KEY]);
    r->user_agent = text_ok(h->field[HEAD_USER_AGENT]);
}

static enum MHD_Result send_answer(struct exchange *ex)
{
    conn_deadline_in(ex->conn, SEND_SECONDS + ex->answer_size / SEND_BYTES_PER_SECOND);
    return answer_queue(ex);
}

/* Refuses before or while a body arrives. A client that is still sending would be cut off by a
 * reset before it has read the answer, so the rest of the body is read for a while. */
static enum MHD_Result refuse(struct exchange *ex, enum err e)
{
    bool waits = ex->head.field[HEAD_EXPECT] != NULL && ex->phase != PHASE_BODY;
    int64_t rest = ex->length < 0 ? INT64_MAX : ex->length - ex->body.received;
    ex->err = e;
    if (ex->length == 0 || waits) {
        ex->close = waits;
        answer_make(ex, e);
        ex->phase = PHASE_ANSWER;
        return send_answer(ex);
    }
    if (rest <= DISCARD_MAX) {
        ex->phase = PHASE_DISCARD;
        conn_deadline_in(ex->conn, DISCARD_SECONDS);
        return MHD_YES;
    }
    answer_send_now(ex, e);
    ex->phase = PHASE_LINGER;
    conn_deadline_in(ex->conn, LINGER_SECONDS);
    return MHD_YES;
}

/* The request cannot be understood in one way only: the connection is not kept. */
static enum MHD_Result refuse_and_close(struct exchange *ex, enum err e, const char *detail)
{
    ex->close = true;
    answer_make(ex, problem_set(ex->req.call.problem, e, detail));
    ex->phase = PHASE_ANSWER;
    return send_answer(ex);
}

/* Gives the exchange to a worker. Suspended first: the worker may be done before this returns. */
static enum MHD_Result submit(struct exchange *ex, enum phase phase)
{
    struct http *http = ex->http;
    ex->phase = phase;
    atomic_store(&ex->conn->deadline_ms, CONN_NO_DEADLINE);
    MHD_suspend_connection(ex->mhd);
    if (workers_submit(http->workers, ex))
        return MHD_YES;
    atomic_fetch_add(&http->metrics->refused_full, 1);
    ex->req.call.problem->retry_after_s = 1;
    ex->err = problem_set(ex->req.call.problem, ERR_UNAVAILABLE, "queue_full");
    if (phase == PHASE_WORK) {
        answer_make(ex, ex->err);
        ex->phase = PHASE_ANSWER;
    }
    MHD_resume_connection(ex->mhd);
    return MHD_YES;
}

static bool below(const char *path, const char *root)
{
    size_t n = strlen(root);
    return strncmp(path, root, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

static bool is_static(const struct req *r)
{
    return !below(r->path, "/api") && !below(r->path, "/scim") && !below(r->path, "/health") &&
           !below(r->path, "/ready") && !below(r->path, "/metrics") && !below(r->path, "/calendar");
}

static enum MHD_Result serve_static(struct exchange *ex)
{
    struct req *r = &ex->req;
    int status = 0;
    size_t size = 0;
    const char *path = uri_decode(r, r->path, strlen(r->path), false);
    ex->op = METRICS_STATIC;
    ex->phase = PHASE_ANSWER;
    if (path == NULL || path[0] != '/') {
        answer_make(ex, problem_set(r->call.problem, ERR_MALFORMED, "path_encoding"));
        return send_answer(ex);
    }
    struct MHD_Response *response = site_find(ex->http->site, path, &ex->head, &status, &size);
    if (response == NULL) {
        answer_make(ex, ERR_NOT_FOUND);
        return send_answer(ex);
    }
    conn_deadline_in(ex->conn, SEND_SECONDS + (int64_t)size / SEND_BYTES_PER_SECOND);
    answer_log(ex, METRICS_STATIC, status, (int64_t)size);
    return MHD_queue_response(ex->mhd, (unsigned)status, response);
}

/* The headers are complete. */
static enum MHD_Result first_call(struct exchange *ex, const char *method, const char *version)
{
    struct req *r = &ex->req;
    ex->begun_us = now_us();
    ex->under_way = true;
    atomic_fetch_add(&ex->http->under_way, 1);
    MHD_get_connection_values_n(ex->mhd, MHD_HEADER_KIND, head_take, &ex->head);
    fill_request(ex);
    ex->head_only = strcmp(method, "HEAD") == 0;
    bool known = method_parse(method, &r->method);
    enum err e = head_framing(&ex->head, strcmp(version, "HTTP/1.1") == 0, &ex->length);
    if (e != ERR_OK)
        return refuse_and_close(ex, e, "framing");
    size_t header_size =
        MHD_get_connection_info(ex->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    if (ex->uri_long || header_size > LIMIT_HEADERS - ANSWER_HEADERS) {
        e = ex->uri_long ? ERR_URI_TOO_LONG : ERR_HEADERS_TOO_LARGE;
        problem_set_limit(
            r->call.problem, e, NULL, ex->uri_long ? LIMIT_URI : LIMIT_HEADERS - ANSWER_HEADERS);
        return refuse_and_close(ex, e, ex->uri_long ? "uri_long" : "headers_large");
    }
    if (!known) {
        resp_header(r, "Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
        return refuse_and_close(ex, ERR_METHOD, "method_unknown");
    }
    if (is_static(r) && r->method != METHOD_GET) {
        resp_header(r, "Allow", "GET, HEAD");
        return ex->length == 0 ? (ex->phase = PHASE_COMPLETE, ex->err = ERR_METHOD, MHD_YES)
                               : refuse(ex, ERR_METHOD);
    }
    if (ex->length == 0) {
        ex->phase = PHASE_COMPLETE;
        return MHD_YES;
    }
    return submit(ex, PHASE_ADMISSION);
}

/* A request without body, complete. */
static enum MHD_Result last_call(struct exchange *ex)
{
    if (ex->err != ERR_OK) {
        answer_make(ex, ex->err);
        ex->phase = PHASE_ANSWER;
        return send_answer(ex);
    }
    if (is_static(&ex->req))
        return serve_static(ex);
    if (strcmp(ex->req.path, "/health") == 0) {
        answer_make(ex, dispatch_run(ex, NULL));
        ex->phase = PHASE_ANSWER;
        return send_answer(ex);
    }
    if (brief_run(ex)) {
        ex->phase = PHASE_ANSWER;
        return send_answer(ex);
    }
    return submit(ex, PHASE_WORK);
}

static enum MHD_Result body_call(struct exchange *ex, const char *data, size_t *data_size)
{
    struct req *r = &ex->req;
    size_t n = *data_size;
    *data_size = 0;
    enum err e = n > 0 ? body_take(&ex->body, data, n, r->call.problem)
                       : body_end(&ex->body, r->call.problem);
    if (e != ERR_OK && n > 0)
        return refuse(ex, e);
    if (e != ERR_OK) {
        answer_make(ex, e);
        ex->phase = PHASE_ANSWER;
        return send_answer(ex);
    }
    return n > 0 ? MHD_YES : submit(ex, PHASE_WORK);
}

/* The worker has decided about a request whose body is still to come. */
static enum MHD_Result admitted(struct exchange *ex)
{
    struct req *r = &ex->req;
    enum err e = ex->err;
    if (e == ERR_OK)
        e = body_begin(&ex->body, r, r->route, ex->head.field[HEAD_CONTENT_TYPE],
            ex->http->app->config.spool_dir, r->call.problem);
    if (e != ERR_OK)
        return refuse(ex, e);
    ex->phase = PHASE_BODY;
    conn_deadline_in(ex->conn, ex->body.seconds);
    return MHD_YES;
}

static enum MHD_Result throw_away(struct exchange *ex, size_t *data_size)
{
    bool end = *data_size == 0;
    ex->discarded += *data_size;
    *data_size = 0;
    if (ex->phase == PHASE_LINGER)
        return end || ex->discarded > LINGER_MAX ? MHD_NO : MHD_YES;
    if (!end)
        return MHD_YES;
    answer_make(ex, ex->err);
    ex->phase = PHASE_ANSWER;
    return send_answer(ex);
}

enum MHD_Result flow_handle(void *cls, struct MHD_Connection *mhd, const char *url,
    const char *method, const char *version, const char *data, size_t *data_size, void **exchange)
{
    struct exchange *ex = *exchange;
    (void)cls;
    (void)mhd;
    (void)url;
    switch (ex->phase) {
    case PHASE_HEADERS:
        return first_call(ex, method, version);
    case PHASE_COMPLETE:
        return last_call(ex);
    case PHASE_ADMISSION:
        return admitted(ex);
    case PHASE_BODY:
        return body_call(ex, data, data_size);
    case PHASE_DISCARD:
    case PHASE_LINGER:
        return throw_away(ex, data_size);
    case PHASE_ANSWER:
        return ex->answer == NULL ? MHD_YES : send_answer(ex);
    case PHASE_WORK:
        break;
    }
    return MHD_NO;
}
