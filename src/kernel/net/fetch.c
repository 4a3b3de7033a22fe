#include "kernel/net/fetch.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/app.h"

#include <ctype.h>
#include <curl/curl.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t places;

static void init(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    sem_init(&places, 0, LIMIT_OUTSIDE_CALLS);
}

bool fetch_enter(void)
{
    struct timespec until;
    pthread_once(&once, init);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LIMIT_OUTSIDE_WAIT_SECONDS;
    while (sem_timedwait(&places, &until) != 0)
        if (errno != EINTR) {
            log_text(LOG_WARN, "fetch_failed", "too many at once");
            return false;
        }
    return true;
}

void fetch_leave(void)
{
    sem_post(&places);
}

/* The authority is this machine by a name that nobody else answers for. */
static bool is_loopback(const char *rest)
{
    static const char *const names[] = {"127.0.0.1", "[::1]", "localhost"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t len = strlen(names[i]);
        if (strncmp(rest, names[i], len) == 0 && (rest[len] == '\0' || strchr(":/", rest[len])))
            return true;
    }
    return false;
}

bool fetch_address_ok(const struct app *app, const char *scheme, const char *url)
{
    const char *plain = app->config.plain_sign_in;
    size_t len = strlen(scheme);
    if (url == NULL || strncmp(url, scheme, len) != 0)
        return false;
    /* A name in front of the host would say "localhost" and mean another. */
    const char *rest = strstr(url, "://");
    if (rest == NULL || strpbrk(url, "@ \\#") != NULL)
        return false;
    rest += strlen("://");
    for (const char *p = url; *p != '\0'; p++)
        if (!isgraph((unsigned char)*p))
            return false;
    if (url[len] == 's' && url + len + strlen("s://") == rest)
        return *rest != '\0' && *rest != '/';
    bool allowed = plain != NULL && strcmp(plain, "loopback") == 0;
    return url + len + strlen("://") == rest && allowed && is_loopback(rest);
}

static size_t take(char *data, size_t size, size_t n, void *arg)
{
    struct buf *b = arg;
    size_t len = size * n;
    if (b->len + len > LIMIT_OUTSIDE_ANSWER)
        return 0; /* curl gives up */
    buf_put(b, data, len);
    return len;
}

/* Where a connection may lead. */
struct guard {
    enum reach reach;
    bool refused; /* it would have led elsewhere */
};

/* Called with the address that the name has been resolved to, for the connection itself. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct guard *guard = arg;
    (void)purpose;
    if (reach_allows(guard->reach, &address->addr))
        return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    guard->refused = true;
    return CURL_SOCKET_BAD;
}

/* What holds for every call. */
static void set_common(CURL *curl, const struct app *app, const char *url, struct guard *guard)
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, guard);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Kaname");
    if (app->config.ca_file != NULL)
        curl_easy_setopt(curl, CURLOPT_CAINFO, app->config.ca_file);
}

static void set_options(CURL *curl, const struct fetch *f, struct buf *body)
{
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)LIMIT_OUTSIDE_CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)LIMIT_OUTSIDE_SECONDS);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)LIMIT_OUTSIDE_ANSWER);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    if (f->form != NULL)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, f->form);
    if (f->bearer != NULL) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, f->bearer);
    }
    if (f->user != NULL) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, f->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, f->password);
    }
}

static enum err perform(const void *ctx, struct app *app, struct fetch *f)
{
    struct buf *body = buf_new(ctx);
    struct guard guard = {.reach = REACH_PRIVATE}; /* providers stand in a company's network */
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
    if (curl == NULL || headers == NULL) {
        curl_easy_cleanup(curl);
        return ERR_INTERNAL;
    }
    set_common(curl, app, f->url, &guard);
    set_options(curl, f, body);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    if (code != CURLE_OK) {
        log_text(LOG_WARN, "fetch_failed",
            guard.refused ? "address out of reach" : curl_easy_strerror(code));
        return ERR_UNAVAILABLE;
    }
    f->ret_body = body->data;
    f->ret_len = body->len;
    f->ret_status = status;
    return ERR_OK;
}

enum err fetch_run(const void *ctx, struct app *app, struct fetch *f)
{
    if (!fetch_address_ok(app, "http", f->url))
        return ERR_INVALID;
    if (!fetch_enter())
        return ERR_UNAVAILABLE;
    enum err e = perform(ctx, app, f);
    fetch_leave();
    return e;
}

/* ---- receivers of webhooks ---- */

struct posting {
    const struct fetch_post *post;
    size_t len; /* of what came back */
    bool cut;   /* enough of it */
};

/* NOLINTNEXTLINE(readability-non-const-parameter): the library's own signature */
static size_t count(char *data, size_t size, size_t n, void *arg)
{
    struct posting *p = arg;
    (void)data;
    p->len += size * n;
    p->cut = p->len > LIMIT_HOOK_ANSWER;
    return p->cut ? 0 : size * n;
}

static int ask_to_stop(
    void *arg, curl_off_t dl_all, curl_off_t dl, curl_off_t ul_all, curl_off_t ul)
{
    const struct posting *p = arg;
    (void)dl_all, (void)dl, (void)ul_all, (void)ul;
    return p->post->stop(p->post->arg) ? 1 : 0;
}

#define FAULT_ENUM(name, key) FAULT_##name,
enum fault { FETCH_FAULTS(FAULT_ENUM) };
#define FAULT_KEY(name, key) [FAULT_##name] = key,
static const char *const fault_keys[] = {FETCH_FAULTS(FAULT_KEY)};

static enum fault fault_of(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return FAULT_NAME;
    case CURLE_COULDNT_CONNECT:
        return FAULT_CONNECT;
    case CURLE_OPERATION_TIMEDOUT:
        return FAULT_TIME;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return FAULT_TLS;
    case CURLE_ABORTED_BY_CALLBACK:
        return FAULT_STOPPED;
    default:
        return FAULT_BROKEN;
    }
}

static void set_post(CURL *curl, struct posting *p, struct curl_slist *headers)
{
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* whatever the environment says */
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)LIMIT_HOOK_CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)LIMIT_HOOK_SECONDS);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, p);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, ask_to_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, p);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, p->post->body);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
}

static struct curl_slist *header_list(const char *const *headers)
{
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    for (; list != NULL && *headers != NULL; headers++) {
        struct curl_slist *longer = curl_slist_append(list, *headers);
        if (longer == NULL)
            curl_slist_free_all(list);
        list = longer;
    }
    return list;
}

void fetch_post(struct app *app, struct fetch_post *post)
{
    struct posting p = {.post = post};
    struct guard guard = {.reach = post->reach};
    pthread_once(&once, init);
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = header_list(post->headers);
    CURLcode code = CURLE_OUT_OF_MEMORY;
    curl_off_t us = 0;
    if (curl != NULL && headers != NULL) {
        set_common(curl, app, post->url, &guard);
        set_post(curl, &p, headers);
        code = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &post->ret_status);
        curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &us);
    }
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    post->ret_ms = us / 1000;
    post->ret_fault = NULL;
    if (code == CURLE_OK || p.cut)
        return;
    post->ret_status = 0;
    post->ret_fault = fault_keys[guard.refused ? FAULT_REACH : fault_of(code)];
}

/* A part of the address; NULL: it has none. Freed with curl_free. */
static char *part_of(CURLU *u, CURLUPart what)
{
    char *text = NULL;
    return curl_url_get(u, what, &text, 0) == CURLUE_OK ? text : NULL;
}

static bool has(CURLU *u, CURLUPart what)
{
    char *text = part_of(u, what);
    curl_free(text);
    return text != NULL;
}

static bool host_ok(CURLU *u, enum reach reach)
{
    char *host = part_of(u, CURLUPART_HOST);
    if (host == NULL)
        return false;
    size_t len = strlen(host);
    bool six = len > 2 && host[0] == '[' && host[len - 1] == ']';
    if (six)
        host[len - 1] = '\0';
    bool ok = len > 0 && reach_allows_host(reach, six ? host + 1 : host);
    curl_free(host);
    return ok;
}

bool fetch_receiver_ok(const char *url, enum reach reach, bool plain)
{
    bool secure = strncasecmp(url, "https://", strlen("https://")) == 0;
    if (!secure && !(plain && strncasecmp(url, "http://", strlen("http://")) == 0))
        return false;
    if (strstr(url, ":///") != NULL) /* the library would take the path for a host */
        return false;
    for (const char *p = url; *p != '\0'; p++)
        if (!isgraph((unsigned char)*p) || *p == '\\')
            return false;
    CURLU *u = curl_url();
    /* The library writes 0x7f.1 and 2130706433 as 127.0.0.1. */
    bool ok = u != NULL && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
              host_ok(u, reach) && !has(u, CURLUPART_USER) && !has(u, CURLUPART_PASSWORD) &&
              !has(u, CURLUPART_FRAGMENT);
    curl_url_cleanup(u);
    return ok;
}

char *fetch_escape(const void *ctx, const char *text)
{
    struct buf *b = buf_new(ctx);
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
        if (isalnum(*p) || strchr("-._~", *p) != NULL)
            buf_char(b, (char)*p);
        else
            buf_printf(b, "%%%02X", *p);
    }
    return b->data;
}
