#include "kernel/http/req.h"

#include "base/log.h"
#include "base/mem.h"
#include "kernel/http/head.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *req_param(const struct req *r, const char *key)
{
    for (size_t i = 0; i < r->n_params; i++)
        if (strcmp(r->params[i].key, key) == 0)
            return r->params[i].value;
    return NULL;
}

const char *req_query(const struct req *r, const char *key)
{
    for (size_t i = 0; i < r->n_query; i++)
        if (strcmp(r->query[i].key, key) == 0)
            return r->query[i].value;
    return NULL;
}

enum err req_upload(struct req *r, char **ret_data)
{
    size_t size = (size_t)r->upload.size;
    size_t n = 0;
    char *data = mem_array(r, char, size + 1);
    while (n < size) {
        ssize_t got = pread(r->upload.fd, data + n, size - n, (off_t)n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return ERR_INTERNAL;
        n += (size_t)got;
    }
    *ret_data = data;
    return ERR_OK;
}

struct jw resp_json(struct req *r)
{
    if (r->resp.body == NULL)
        r->resp.body = buf_new(r);
    buf_clear(r->resp.body);
    return jw_init(r->resp.body);
}

void resp_header(struct req *r, const char *key, const char *value)
{
    size_t room = sizeof r->resp.headers / sizeof r->resp.headers[0];
    if (r->resp.n_headers == room) {
        log_text(LOG_ERROR, "header_dropped", key);
        return;
    }
    r->resp.headers[r->resp.n_headers++] =
        (struct req_pair){.key = mem_strdup(r, key), .value = mem_strdup(r, value)};
}

void resp_etag(struct req *r, int64_t version)
{
    char text[32];
    snprintf(text, sizeof text, "\"%" PRId64 "\"", version);
    resp_header(r, "ETag", text);
}

enum err req_match(struct req *r, int64_t version)
{
    if (r->if_match == NULL)
        return ERR_PRECONDITION;
    char wanted[32];
    int n = snprintf(wanted, sizeof wanted, "\"%" PRId64 "\"", version);
    for (const char *p = r->if_match; *p != '\0';) {
        p += strspn(p, " \t,");
        size_t len = strcspn(p, ", \t");
        if (len == 1 && *p == '*')
            return ERR_OK;
        if (len == (size_t)n && memcmp(p, wanted, len) == 0)
            return ERR_OK;
        p += len;
    }
    return ERR_STALE;
}

bool req_etag_listed(const char *field, const char *etag)
{
    return head_etag_listed(field, etag);
}
