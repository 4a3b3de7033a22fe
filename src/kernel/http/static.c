#include "kernel/http/static.h"

#include "base/asset.h"
#include "base/mem.h"
#include "kernel/http/answer.h"

#include <ctype.h>
#include <string.h>

/* In order of preference. */
enum coding { CODING_BR, CODING_GZIP, CODING_NONE, CODING_MAX };

static const struct {
    const char *suffix;
    const char *name;
} codings[CODING_MAX] = {{".br", "br"}, {".gz", "gzip"}, {"", NULL}};

struct variant {
    const struct asset *asset; /* NULL: not in this coding */
    struct MHD_Response *full;
    struct MHD_Response *unchanged;
};

struct file {
    const char *name; /* below "web/" */
    struct variant variants[CODING_MAX];
};

struct site {
    struct file *files; /* in order of name */
    size_t n;
};

static const char root[] = "web/";

static const struct {
    const char *extension;
    const char *media_type;
} types[] = {
    {"css", "text/css; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/x-icon"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"txt", "text/plain; charset=utf-8"},
    {"webmanifest", "application/manifest+json"},
    {"woff2", "font/woff2"},
};

static const char *type_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot != NULL && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(dot + 1, types[i].extension) == 0)
            return types[i].media_type;
    return "application/octet-stream";
}

bool site_name_is_hashed(const char *name)
{
    enum { HASH_MIN = 8 };
    const char *dot = strrchr(name, '.');
    if (dot == NULL)
        return false;
    const char *p = dot;
    bool hex = true;
    bool base32 = true;
    while (p > name && isalnum((unsigned char)p[-1])) {
        p--;
        hex = hex && isxdigit((unsigned char)*p);
        base32 = base32 && (isupper((unsigned char)*p) || (*p >= '2' && *p <= '7'));
    }
    return p > name && (p[-1] == '.' || p[-1] == '-') && dot - p >= HASH_MIN && (hex || base32);
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t n = strlen(name);
    size_t m = strlen(suffix);
    return n > m && strcmp(name + n - m, suffix) == 0;
}

static struct MHD_Response *response_new(
    const struct file *file, enum coding coding, bool full, bool https)
{
    const struct asset *asset = file->variants[coding].asset;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        full ? asset->len : 0, full ? (void *)asset->data : NULL, MHD_RESPMEM_PERSISTENT);
    char etag[80];
    snprintf(etag, sizeof etag, "\"%s\"", asset->etag);
    MHD_add_response_header(response, "ETag", etag);
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    MHD_add_response_header(response, "Cache-Control",
        site_name_is_hashed(file->name) ? "public, max-age=31536000, immutable" : "no-cache");
    if (full) {
        MHD_add_response_header(response, "Content-Type", type_of(file->name));
        if (codings[coding].name != NULL)
            MHD_add_response_header(response, "Content-Encoding", codings[coding].name);
    }
    answer_secure(response, https);
    return response;
}

static void file_init(struct file *file, const struct asset *asset, const void *ctx, bool https)
{
    file->name = asset->name + sizeof root - 1;
    for (int c = 0; c < CODING_MAX; c++) {
        struct variant *v = &file->variants[c];
        char *name = mem_printf(ctx, "%s%s", asset->name, codings[c].suffix);
        v->asset = asset_find(name);
        mem_free(name);
        if (v->asset == NULL)
            continue;
        v->full = response_new(file, (enum coding)c, true, https);
        v->unchanged = response_new(file, (enum coding)c, false, https);
    }
}

/* "app.js.br" beside "app.js" is another coding of it, no file of its own. */
static bool is_variant(const void *ctx, const char *name)
{
    for (int c = 0; c < CODING_NONE; c++) {
        if (!ends_in(name, codings[c].suffix))
            continue;
        char *plain = mem_strndup(ctx, name, strlen(name) - strlen(codings[c].suffix));
        bool found = asset_find(plain) != NULL;
        mem_free(plain);
        if (found)
            return true;
    }
    return false;
}

struct site *site_new(const void *ctx, bool https)
{
    struct site *site = mem_new(ctx, struct site);
    size_t n;
    const struct asset *all = asset_all(&n);
    site->files = mem_array(site, struct file, n);
    for (size_t i = 0; i < n; i++)
        if (strncmp(all[i].name, root, sizeof root - 1) == 0 && !is_variant(site, all[i].name))
            file_init(&site->files[site->n++], &all[i], site, https);
    return site;
}

void site_release(struct site *site)
{
    for (size_t i = 0; i < site->n; i++) {
        for (int c = 0; c < CODING_MAX; c++) {
            if (site->files[i].variants[c].asset == NULL)
                continue;
            MHD_destroy_response(site->files[i].variants[c].full);
            MHD_destroy_response(site->files[i].variants[c].unchanged);
        }
    }
    site->n = 0;
}

static struct file *file_find(struct site *site, const char *name)
{
    size_t low = 0;
    size_t high = site->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, site->files[mid].name);
        if (order == 0)
            return &site->files[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

struct MHD_Response *site_find(
    struct site *site, const char *path, const struct head *head, int *ret_status, size_t *ret_size)
{
    const char *name = path + 1; /* paths begin with a slash */
    struct file *file = file_find(site, name);
    const char *last = strrchr(path, '/');
    if (file == NULL && strchr(last, '.') == NULL)
        file = file_find(site, "index.html");
    if (file == NULL)
        return NULL;
    int c = 0;
    while (
        c < CODING_NONE && (file->variants[c].asset == NULL ||
                               !head_accepts(head->field[HEAD_ACCEPT_ENCODING], codings[c].name)))
        c++;
    struct variant *v = &file->variants[c];
    bool same = head_etag_listed(head->field[HEAD_IF_NONE_MATCH], v->asset->etag);
    *ret_status = same ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK;
    *ret_size = same ? 0 : v->asset->len;
    return same ? v->unchanged : v->full;
}
