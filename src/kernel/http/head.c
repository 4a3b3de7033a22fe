#include "kernel/http/head.h"

#include <string.h>
#include <strings.h>

enum { LENGTH_DIGITS = 18 };

static const char *const names[HEAD_MAX] = {
    [HEAD_ACCEPT_ENCODING] = "Accept-Encoding",
    [HEAD_ACCEPT_LANGUAGE] = "Accept-Language",
    [HEAD_AUTHORIZATION] = "Authorization",
    [HEAD_CONTENT_ENCODING] = "Content-Encoding",
    [HEAD_CONTENT_LENGTH] = "Content-Length",
    [HEAD_CONTENT_TYPE] = "Content-Type",
    [HEAD_COOKIE] = "Cookie",
    [HEAD_CSRF] = "X-CSRF-Token",
    [HEAD_EXPECT] = "Expect",
    [HEAD_FORWARDED] = "Forwarded",
    [HEAD_FORWARDED_FOR] = "X-Forwarded-For",
    [HEAD_HOST] = "Host",
    [HEAD_IDEMPOTENCY_KEY] = "Idempotency-Key",
    [HEAD_IF_MATCH] = "If-Match",
    [HEAD_IF_NONE_MATCH] = "If-None-Match",
    [HEAD_ORIGIN] = "Origin",
    [HEAD_REQUEST_ID] = "X-Request-Id",
    [HEAD_SEC_FETCH_SITE] = "Sec-Fetch-Site",
    [HEAD_TRANSFER_ENCODING] = "Transfer-Encoding",
    [HEAD_USER_AGENT] = "User-Agent",
};

/* Fields whose second occurrence would leave open which one counts. */
static bool must_be_single(enum head_field f)
{
    return f != HEAD_ACCEPT_ENCODING && f != HEAD_ACCEPT_LANGUAGE && f != HEAD_FORWARDED &&
           f != HEAD_FORWARDED_FOR && f != HEAD_USER_AGENT && f != HEAD_IF_NONE_MATCH;
}

void head_add(struct head *h, const char *name, const char *value, size_t value_len)
{
    h->n_fields++;
    if (value == NULL)
        value = "";
    h->broken = h->broken || strlen(value) != value_len;
    for (int f = 0; f < HEAD_MAX; f++) {
        if (strcasecmp(name, names[f]) != 0)
            continue;
        bool again = h->field[f] != NULL;
        h->twice = h->twice || (again && must_be_single((enum head_field)f));
        if (!again || f == HEAD_FORWARDED_FOR) /* there the last is the nearest proxy's */
            h->field[f] = value;
        return;
    }
}

static bool length_parse(const char *text, int64_t *ret_length)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > LENGTH_DIGITS || text[digits] != '\0')
        return false;
    int64_t value = 0;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (text[i] - '0');
    *ret_length = value;
    return true;
}

enum err head_framing(const struct head *h, bool http11, int64_t *ret_length)
{
    const char *length = h->field[HEAD_CONTENT_LENGTH];
    const char *coding = h->field[HEAD_TRANSFER_ENCODING];
    int64_t value = 0;
    if (h->twice || h->broken || (http11 && h->field[HEAD_HOST] == NULL))
        return ERR_MALFORMED;
    if (coding != NULL && (length != NULL || !http11 || strcasecmp(coding, "chunked") != 0))
        return ERR_MALFORMED;
    if (length != NULL && !length_parse(length, &value))
        return ERR_MALFORMED;
    *ret_length = coding != NULL ? -1 : value;
    return ERR_OK;
}

const char *head_bearer(const struct head *h)
{
    static const char scheme[] = "Bearer ";
    const char *value = h->field[HEAD_AUTHORIZATION];
    if (value == NULL)
        return NULL;
    if (strncasecmp(value, scheme, sizeof scheme - 1) != 0)
        return "";
    value += sizeof scheme - 1;
    return value + strspn(value, " ");
}

bool head_is_type(const char *content_type, const char *type)
{
    size_t n = strlen(type);
    return content_type != NULL && strncasecmp(content_type, type, n) == 0 &&
           strchr("; \t", content_type[n]) != NULL;
}

/* "gzip;q=0" and "gzip; q=0.000" refuse. */
static bool refused(const char *params, size_t len)
{
    const char *q = memmem(params, len, "q=", 2);
    if (q == NULL)
        return false;
    size_t rest = len - (size_t)(q + 2 - params);
    size_t zeros = 0;
    while (zeros < rest && (q[2 + zeros] == '0' || q[2 + zeros] == '.'))
        zeros++;
    return zeros > 0 && (zeros == rest || strchr(" \t;", q[2 + zeros]) != NULL);
}

bool head_accepts(const char *accept_encoding, const char *coding)
{
    const char *p = accept_encoding == NULL ? "" : accept_encoding;
    size_t n = strlen(coding);
    while (*p != '\0') {
        p += strspn(p, " \t,");
        size_t len = strcspn(p, ",");
        size_t name = strcspn(p, ",; \t");
        if (name == n && strncasecmp(p, coding, n) == 0)
            return !refused(p + name, len - name);
        p += len;
    }
    return false;
}

bool head_etag_listed(const char *field, const char *etag)
{
    if (field == NULL)
        return false;
    size_t n = strlen(etag);
    const char *p = field;
    while (*p != '\0') {
        p += strspn(p, " \t,");
        if (*p == '*')
            return true;
        if (strncmp(p, "W/", 2) == 0)
            p += 2;
        size_t len = strcspn(p, ",");
        if (len >= n + 2 && p[0] == '"' && memcmp(p + 1, etag, n) == 0 && p[n + 1] == '"')
            return true;
        p += len;
    }
    return false;
}
