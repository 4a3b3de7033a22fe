/* Internal to kernel/http: the web UI from the embedded files. Answers are made once and shared. */
#ifndef KANAME_KERNEL_HTTP_STATIC_H
#define KANAME_KERNEL_HTTP_STATIC_H

#include "kernel/http/head.h"

#include <microhttpd.h>

struct site;

/* `https`: the answers carry HSTS. Allocated under `ctx`; site_release frees what the HTTP library
 * holds. */
struct site *site_new(const void *ctx, bool https);
void site_release(struct site *site);

/* The answer for a decoded path: a file of the web build, or its index.html for a path of the UI
 * (no extension in the last segment). NULL: there is none. The answer stays the site's;
 * *ret_status is 200 or 304. */
struct MHD_Response *site_find(struct site *site, const char *path, const struct head *head,
    int *ret_status, size_t *ret_size);

/* "app.3f2a91bc.js" or "app-3F2A91BC.js": the content never changes under this name. */
bool site_name_is_hashed(const char *name);

#endif
