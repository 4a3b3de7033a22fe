#include "kernel/http/http_test_server.h"

#include "base/mem.h"
#include "kernel/db/db.h"
#include "kernel/http/exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

sem_t test_running, test_go;

enum { BIG_ROWS = 3000, FILE_BYTES = 300000, WAIT_MS = 10000 };

static enum err echo(struct req *r)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "id", req_param(r, "id"));
    jw_kstr(&w, "q", req_query(r, "q"));
    jw_kstr(&w, "remote", r->remote);
    jw_kstr(&w, "lang", r->call.lang);
    jw_kstr(&w, "who", r->call.who == NULL ? NULL : r->call.who->login);
    if (r->body != NULL)
        jw_kstr(&w, "title", body_text(r->body, "title"));
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err file_in(struct req *r)
{
    char block[4096];
    crypto_hash_sha256_state hash;
    unsigned char digest[crypto_hash_sha256_BYTES];
    char text[2 * sizeof digest + 1];
    crypto_hash_sha256_init(&hash);
    for (ssize_t n; (n = read(r->upload.fd, block, sizeof block)) > 0;)
        crypto_hash_sha256_update(&hash, (unsigned char *)block, (size_t)n);
    crypto_hash_sha256_final(&hash, digest);
    sodium_bin2hex(text, sizeof text, digest, sizeof digest);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "size", r->upload.size);
    jw_kstr(&w, "name", r->upload.name);
    jw_kstr(&w, "media_type", r->upload.media_type);
    jw_kstr(&w, "sha256", text);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err file_out(struct req *r)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    for (int i = 0; i < FILE_BYTES; i++)
        fputc('a' + i % 26, file);
    fflush(file);
    r->resp.fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
    r->resp.fd_size = FILE_BYTES;
    lseek(r->resp.fd, 0, SEEK_SET);
    fclose(file);
    return ERR_OK;
}

static enum err big(struct req *r)
{
    struct jw w = resp_json(r);
    jw_arr_begin(&w);
    for (int i = 0; i < BIG_ROWS; i++)
        jw_str(&w, "row-of-text-row-of-text");
    jw_arr_end(&w);
    return ERR_OK;
}

static enum err wait(struct req *r)
{
    sem_post(&test_running);
    sem_wait(&test_go);
    return echo(r);
}

/* Begins an answer, then comes to something that a brief read does not do. */
static enum err brief_writes(struct req *r)
{
    resp_header(r, "X-Tried", "once");
    enum err e = db_begin_write(r->call.db);
    db_rollback(r->call.db);
    return e == ERR_OK ? echo(r) : e;
}

static enum err stale(struct req *r)
{
    resp_etag(r, 18);
    return req_match(r, 18);
}

static enum err fail_after_file(struct req *r)
{
    enum err e = file_out(r);
    return e == ERR_OK ? ERR_CONFLICT : e;
}

static const struct perm anyone = {.key = "test.anyone", .kind = PERM_PUBLIC};
static const struct perm account = {.key = "test.account", .kind = PERM_SIGNED_IN};
static const struct perm leads = {.key = "test.leads", .kind = PERM_ROLE, .roles = OF_LEADS};

static const struct field title_fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 10}};
static const struct shape title = SHAPE("Title", title_fields);
static const struct field q_fields[] = {{.key = "q", .type = FIELD_TEXT, .max = 10}};
static const struct shape q_shape = SHAPE("Q", q_fields);

#define GET_ROW(p, o, h)                                                                      \
    {                                                                                         \
        .method = METHOD_GET, .path = "/api/v1/" p, .op = (o), .perm = &anyone, .handle = (h) \
    }

#define BRIEF_ROW(p, o, h)                                                                     \
    {                                                                                          \
        .method = METHOD_GET, .path = "/api/v1/" p, .op = (o), .perm = &anyone, .handle = (h), \
        .flags = ROUTE_BRIEF                                                                   \
    }

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/echo/{id}",
        .op = "echo",
        .perm = &anyone,
        .handle = echo,
        .query = &q_shape},
    {.method = METHOD_POST,
        .path = "/api/v1/echo",
        .op = "echo_post",
        .perm = &anyone,
        .handle = echo,
        .body_kind = BODY_JSON,
        .body = &title,
        .status = 201,
        .flags = ROUTE_NO_CSRF},
    {.method = METHOD_POST,
        .path = "/api/v1/empty",
        .op = "empty_post",
        .perm = &anyone,
        .handle = echo,
        .flags = ROUTE_NO_CSRF},
    {.method = METHOD_POST,
        .path = "/api/v1/upload",
        .op = "upload",
        .perm = &anyone,
        .handle = file_in,
        .body_kind = BODY_UPLOAD,
        .limit = 4000000},
    {.method = METHOD_PUT,
        .path = "/api/v1/raw",
        .op = "raw",
        .perm = &anyone,
        .handle = file_in,
        .body_kind = BODY_RAW,
        .limit = 1000},
    {.method = METHOD_GET, .path = "/api/v1/mine", .op = "mine", .perm = &account, .handle = echo},
    {.method = METHOD_GET, .path = "/api/v1/leads", .op = "leads", .perm = &leads, .handle = echo},
    {.method = METHOD_PUT,
        .path = "/api/v1/mine",
        .op = "mine_put",
        .perm = &account,
        .handle = echo,
        .body_kind = BODY_JSON,
        .body = &title},
    {.method = METHOD_PATCH,
        .path = "/api/v1/record",
        .op = "record_patch",
        .perm = &anyone,
        .handle = stale,
        .body_kind = BODY_PATCH,
        .body = &title,
        .flags = ROUTE_IF_MATCH},
    {.method = METHOD_GET,
        .path = "/api/v1/secret",
        .op = "secret",
        .perm = &anyone,
        .handle = big,
        .flags = ROUTE_SECRET},
    GET_ROW("file", "file_out", file_out),
    GET_ROW("broken-file", "broken_file", fail_after_file),
    GET_ROW("big", "big", big),
    GET_ROW("wait", "wait", wait),
    BRIEF_ROW("brief", "brief", echo),
    BRIEF_ROW("brief-writes", "brief_writes", brief_writes),
    BRIEF_ROW("brief-big", "brief_big", big),
};

enum { N_ROUTES = sizeof routes / sizeof routes[0] };

static void add_routes(struct test_server *s)
{
    size_t n = module_http.n_routes;
    struct route *all = mem_array(s, struct route, n + N_ROUTES);
    memcpy(all, module_http.routes, n * sizeof *all);
    memcpy(all + n, routes, sizeof routes);
    s->app.routes = all;
    s->app.n_routes = n + N_ROUTES;
}

/* The cookie is the role: "ciso" or "member". */
static enum err authenticate(
    struct req *r, const char *cookie, const char *bearer, const char *csrf)
{
    (void)bearer;
    (void)csrf;
    if (cookie == NULL)
        return ERR_UNAUTHENTICATED;
    struct who *who = mem_new(r, struct who);
    struct grant *grant = mem_new(r, struct grant);
    if (!role_parse(cookie, &grant->role))
        return ERR_UNAUTHENTICATED;
    grant->unit_path = "/";
    *who = (struct who){.org_id = 1,
        .account_id = 7,
        .login = cookie,
        .csrf = "csrf-token",
        .grants = grant,
        .n_grants = 1};
    r->call.who = who;
    return ERR_OK;
}

struct test_server *test_server_new(int workers)
{
    struct test_server *s = mem_new(NULL, struct test_server);
    struct problem *problem = problem_new(s);
    snprintf(s->folder, sizeof s->folder, "/tmp/kaname-http-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    s->app = (struct app){
        .config = {.database = mem_printf(s, "sqlite:%s/test.db", s->folder),
            .listen = "127.0.0.1",
            .public_url = "http://localhost",
            .spool_dir = s->folder,
            .workers = workers},
    };
    add_routes(s);
    sem_init(&test_running, 0, 0);
    sem_init(&test_go, 0, 0);
    assert_int_equal(ERR_OK, db_open(s->app.config.database, problem, &s->app.db));
    assert_int_equal(ERR_OK, http_start(&s->app, authenticate, problem, &s->http));
    return s;
}

void test_server_free(struct test_server *s)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    if (s->http != NULL)
        assert_true(http_stop(s->http, WAIT_MS));
    db_close(s->app.db);
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        unlink(mem_printf(s, "%s/test.db%s", s->folder, suffixes[i]));
    assert_int_equal(0, rmdir(s->folder)); /* spool files left nothing behind */
    mem_free(s);
}

static int wire_close(struct wire *w)
{
    close(w->fd);
    return 0;
}

struct wire *wire_open(const void *ctx, const struct test_server *s)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
        .sin_port = htons((uint16_t)http_port(s->http)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct wire *w = mem_new(ctx, struct wire);
    w->got = buf_new(w);
    w->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(0, connect(w->fd, (struct sockaddr *)&at, sizeof at));
    talloc_set_destructor(w, wire_close);
    return w;
}

void wire_send_bytes(struct wire *w, const void *data, size_t n)
{
    const char *p = data;
    while (n > 0) {
        ssize_t sent = send(w->fd, p, n, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return;
        p += sent > 0 ? sent : 0;
        n -= sent > 0 ? (size_t)sent : 0;
    }
}

void wire_send(struct wire *w, const char *text)
{
    wire_send_bytes(w, text, strlen(text));
}

void wire_shut(struct wire *w)
{
    shutdown(w->fd, SHUT_WR);
}

/* Waits for more bytes; false: the connection has ended. Silence fails the test. */
static bool more(struct wire *w)
{
    char block[16384];
    struct pollfd p = {.fd = w->fd, .events = POLLIN};
    if (poll(&p, 1, WAIT_MS) != 1)
        fail_msg("silence; so far: %s", w->got->data);
    ssize_t n = recv(w->fd, block, sizeof block, 0);
    if (n > 0)
        buf_put(w->got, block, (size_t)n);
    return n > 0;
}

char *answer_field(const void *ctx, const struct answer *a, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = strstr(a->head, "\r\n"); p != NULL; p = strstr(p, "\r\n")) {
        p += 2;
        if (strncasecmp(p, name, n) == 0 && p[n] == ':')
            return mem_strndup(ctx, p + n + 2, strcspn(p + n + 2, "\r"));
    }
    return NULL;
}

struct answer wire_answer(struct wire *w)
{
    struct answer a = {.status = 0, .head = "", .body = ""};
    char *end;
    while ((end = strstr(w->got->data, "\r\n\r\n")) == NULL)
        if (!more(w))
            return a;
    size_t head_len = (size_t)(end - w->got->data) + 4;
    a.head = mem_strndup(w, w->got->data, head_len);
    a.status = (int)strtol(a.head + strlen("HTTP/1.1 "), NULL, 10);
    char *length = answer_field(w, &a, "Content-Length");
    a.body_len = length == NULL ? 0 : strtoul(length, NULL, 10);
    if (a.status == 304)
        a.body_len = 0;
    while (w->got->len < head_len + a.body_len)
        if (!more(w))
            break;
    size_t have = w->got->len - head_len < a.body_len ? w->got->len - head_len : a.body_len;
    assert_int_equal(a.body_len, have);
    char *copy = mem_array(w, char, have + 1);
    memcpy(copy, w->got->data + head_len, have);
    a.body = copy;
    struct buf *rest = buf_new(w);
    buf_put(rest, w->got->data + head_len + have, w->got->len - head_len - have);
    w->got = rest;
    return a;
}

bool wire_ended(struct wire *w)
{
    return w->got->len == 0 && !more(w);
}

struct answer ask(const void *ctx, const struct test_server *s, const char *request)
{
    struct wire *w = wire_open(ctx, s);
    wire_send(w, request);
    return wire_answer(w);
}
