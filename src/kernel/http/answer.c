#include "kernel/http/answer.h"

#include "base/log.h"
#include "base/mem.h"
#include "kernel/http/gzip.h"
#include "kernel/http/problem_http.h"
#include "kernel/http/problem_scim.h"
#include "kernel/http/server.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUSY_RETRY_S = 1 };

static const struct req_pair security[] = {
    {"Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};

enum { N_SECURITY = sizeof security / sizeof security[0] };

static const char hsts[] = "max-age=63072000; includeSubDomains";

bool answer_https(const struct http *http)
{
    const char *url = http->app->config.public_url;
    return url != NULL && strncasecmp(url, "https://", 8) == 0;
}

void answer_secure(struct MHD_Response *response, bool https)
{
    for (int i = 0; i < N_SECURITY; i++)
        MHD_add_response_header(response, security[i].key, security[i].value);
    if (https)
        MHD_add_response_header(response, "Strict-Transport-Security", hsts);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static const char *op_name(const struct exchange *ex, size_t op)
{
    if (op == METRICS_STATIC)
        return "static";
    return op == METRICS_NO_OP ? "none" : router_at(ex->http->router, op)->op;
}

void answer_log(struct exchange *ex, size_t op, int status, int64_t size)
{
    const struct req *r = &ex->req;
    int64_t us = now_us() - ex->begun_us;
    enum log_level level = status == 500 ? LOG_ERROR : status > 500 ? LOG_WARN : LOG_INFO;
    metrics_count(ex->http->metrics, op, status, us);
    if (!log_on(level))
        return;
    struct jw line = log_begin(r, level, "request");
    jw_kstr(&line, "method", ex->head_only ? "HEAD" : method_name(r->method));
    jw_kstr(&line, "op", op_name(ex, op));
    jw_kint(&line, "status", status);
    char ms[32];
    snprintf(ms, sizeof ms, "%" PRId64 ".%03d", us / 1000, (int)(us % 1000));
    jw_kraw(&line, "ms", ms);
    jw_kint(&line, "bytes", size);
    jw_kstr(&line, "request_id", r->request_id);
    if (r->call.who != NULL && r->call.who->account_id != 0) {
        char uid[UUID_TEXT_SIZE];
        uuid_format(&r->call.who->account_uid, uid);
        jw_kstr(&line, "account", uid);
    }
    log_end(&line, level);
}

static bool has_header(const struct resp *resp, const char *key)
{
    for (size_t i = 0; i < resp->n_headers; i++)
        if (strcasecmp(resp->headers[i].key, key) == 0)
            return true;
    return false;
}

static void drop_file(struct resp *resp)
{
    if (resp->fd >= 0)
        close(resp->fd);
    resp->fd = -1;
}

/* Turns an error into the problem document. */
static void make_problem(struct exchange *ex, enum err e)
{
    struct req *r = &ex->req;
    int64_t retry_s = r->call.problem->retry_after_s;
    drop_file(&r->resp);
    if (e == ERR_BUSY)
        atomic_fetch_add(&ex->http->metrics->db_busy, 1);
    if (retry_s == 0 && (e == ERR_BUSY || e == ERR_UNAVAILABLE))
        retry_s = BUSY_RETRY_S;
    if (retry_s > 0 && !has_header(&r->resp, "Retry-After"))
        resp_header(r, "Retry-After", mem_printf(r, "%" PRId64, retry_s));
    struct jw w = resp_json(r);
    if (problem_is_scim(r->path)) {
        problem_write_scim(&w, e, r->call.problem, r->call.lang);
        r->resp.status = problem_scim_status(e, r->call.problem);
        r->resp.media_type = PROBLEM_SCIM_MEDIA;
        if (e == ERR_UNAUTHENTICATED)
            resp_header(r, "WWW-Authenticate", "Bearer realm=\"Kaname\"");
        return;
    }
    problem_write(&w, e, r->call.problem, r->call.lang, r->request_id);
    r->resp.status = err_status(e);
    r->resp.media_type = "application/problem+json";
}

/* A route with an answer's shape answers JSON unless its handler says otherwise. */
static const char *default_media(const struct route *route)
{
    bool other = route != NULL && route->media != NULL && route->answer == NULL;
    return other ? route->media : "application/json";
}

/* Settles status and media type of an answer. */
static void settle(struct exchange *ex, enum err e)
{
    struct req *r = &ex->req;
    if (e != ERR_OK)
        make_problem(ex, e);
    if (r->resp.status == 0)
        r->resp.status = r->route != NULL && r->route->status != 0 ? r->route->status : 200;
    if (r->resp.media_type == NULL)
        r->resp.media_type = default_media(r->route);
    bool compressible = e == ERR_OK && r->resp.body != NULL && r->route != NULL &&
                        (r->route->flags & ROUTE_SECRET) == 0;
    if (compressible && gzip_worth(r->resp.body->len, r->resp.media_type) &&
        head_accepts(ex->head.field[HEAD_ACCEPT_ENCODING], "gzip")) {
        r->resp.body = gzip_buf(r, r->resp.body);
        resp_header(r, "Content-Encoding", "gzip");
        resp_header(r, "Vary", "Accept-Encoding");
    }
}

static struct MHD_Response *make_response(struct resp *resp)
{
    if (resp->fd >= 0) {
        int fd = resp->fd;
        resp->fd = -1; /* the library closes it */
        return MHD_create_response_from_fd64((uint64_t)resp->fd_size, fd);
    }
    if (resp->body == NULL)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_buffer(
        resp->body->len, resp->body->data, MHD_RESPMEM_PERSISTENT);
}

void answer_make(struct exchange *ex, enum err e)
{
    struct req *r = &ex->req;
    settle(ex, e);
    bool content = r->resp.fd >= 0 || (r->resp.body != NULL && r->resp.body->len > 0);
    ex->answer_status = r->resp.status;
    ex->answer_size = r->resp.fd >= 0        ? r->resp.fd_size
                      : r->resp.body != NULL ? (int64_t)r->resp.body->len
                                             : 0;
    struct MHD_Response *response = make_response(&r->resp);
    answer_secure(response, answer_https(ex->http));
    if (has_header(&r->resp, security[0].key)) /* a page with a policy of its own, stricter still */
        MHD_del_response_header(response, security[0].key, security[0].value);
    if (content)
        MHD_add_response_header(response, "Content-Type", r->resp.media_type);
    if (!has_header(&r->resp, "Cache-Control"))
        MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Request-Id", r->request_id);
    for (size_t i = 0; i < r->resp.n_headers; i++)
        MHD_add_response_header(response, r->resp.headers[i].key, r->resp.headers[i].value);
    if (ex->close || atomic_load(&ex->http->stopping))
        MHD_add_response_header(response, "Connection", "close");
    ex->answer = response;
    answer_log(ex, ex->op, ex->answer_status, ex->answer_size);
}

void answer_send_now(struct exchange *ex, enum err e)
{
    struct req *r = &ex->req;
    settle(ex, e);
    struct buf *out = buf_new(r);
    buf_printf(out, "HTTP/1.1 %d %s\r\n", r->resp.status, err_code(e));
    for (int i = 0; i < N_SECURITY; i++)
        buf_printf(out, "%s: %s\r\n", security[i].key, security[i].value);
    if (answer_https(ex->http))
        buf_printf(out, "Strict-Transport-Security: %s\r\n", hsts);
    for (size_t i = 0; i < r->resp.n_headers; i++)
        buf_printf(out, "%s: %s\r\n", r->resp.headers[i].key, r->resp.headers[i].value);
    buf_printf(out,
        "Content-Type: %s\r\nCache-Control: no-store\r\nX-Request-Id: %s\r\n"
        "Connection: close\r\nContent-Length: %zu\r\n\r\n",
        r->resp.media_type, r->request_id, r->resp.body->len);
    buf_put(out, r->resp.body->data, r->resp.body->len);
    /* The socket's buffer is empty: nothing of this request has been answered yet. What does not
     * fit is lost with the connection. */
    ssize_t sent = send(ex->conn->fd, out->data, out->len, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;
    shutdown(ex->conn->fd, SHUT_WR);
    answer_log(ex, ex->op, r->resp.status, (int64_t)r->resp.body->len);
}

enum MHD_Result answer_queue(struct exchange *ex)
{
    enum MHD_Result queued = MHD_queue_response(ex->mhd, (unsigned)ex->answer_status, ex->answer);
    MHD_destroy_response(ex->answer);
    ex->answer = NULL;
    return queued;
}
