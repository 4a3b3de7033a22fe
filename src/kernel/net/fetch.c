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

static void set_options(CURL *curl, const struct app *app, const struct fetch *f, struct buf *body)
{
    curl_easy_setopt(curl, CURLOPT_URL, f->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)LIMIT_OUTSIDE_CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)LIMIT_OUTSIDE_SECONDS);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)LIMIT_OUTSIDE_ANSWER);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Kaname");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
    if (app->config.ca_file != NULL)
        curl_easy_setopt(curl, CURLOPT_CAINFO, app->config.ca_file);
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
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
    if (curl == NULL || headers == NULL) {
        curl_easy_cleanup(curl);
        return ERR_INTERNAL;
    }
    set_options(curl, app, f, body);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    if (code != CURLE_OK) {
        log_text(LOG_WARN, "fetch_failed", curl_easy_strerror(code));
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
