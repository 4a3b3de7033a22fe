/* An archive being written: every part flows from its source through the compressor into the file,
 * whatever its size. libzip asks for the parts in the order they were added, when it closes. */
#include "kernel/transfer/transfer_private.h"

#include "base/mem.h"

#include <sodium.h>
#include <string.h>
#include <time.h>
#include <zip.h>

struct part {
    struct transfer_zip *zip;
    transfer_fill_fn *fill;
    void *arg;
    struct transfer_made *made;
    struct buf *buf; /* NULL: not open */
    size_t taken;    /* of the buffer */
    int64_t bytes;
    crypto_hash_sha256_state sha;
};

struct transfer_zip {
    zip_t *zip;
    time_t at;
    enum err err; /* the first of a fill */
    struct problem *problem;
};

static void begin(struct part *p)
{
    p->buf = buf_new(p);
    p->taken = 0;
    p->bytes = 0;
    crypto_hash_sha256_init(&p->sha);
}

static zip_int64_t take(struct part *p, char *to, zip_uint64_t room)
{
    if (p->taken == p->buf->len) {
        buf_clear(p->buf);
        p->taken = 0;
        enum err e = p->fill(p->arg, p->buf);
        if (e != ERR_OK) {
            p->zip->err = p->zip->err == ERR_OK ? e : p->zip->err;
            return -1;
        }
    }
    size_t n = p->buf->len - p->taken;
    n = n > room ? (size_t)room : n;
    memcpy(to, p->buf->data + p->taken, n);
    crypto_hash_sha256_update(&p->sha, (const unsigned char *)to, n);
    p->taken += n;
    p->bytes += (int64_t)n;
    return (zip_int64_t)n;
}

static void end(struct part *p)
{
    if (p->buf != NULL && p->made != NULL) {
        p->made->bytes = p->bytes;
        crypto_hash_sha256_final(&p->sha, p->made->sha256.bytes);
    }
    mem_free(p->buf);
    p->buf = NULL;
}

static zip_int64_t tell_error(void *data, zip_uint64_t len)
{
    const int codes[2] = {ZIP_ER_READ, 0};
    if (len < sizeof codes)
        return -1;
    memcpy(data, codes, sizeof codes);
    return sizeof codes;
}

static zip_int64_t source(void *arg, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct part *p = arg;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        begin(p);
        return 0;
    case ZIP_SOURCE_READ:
        return take(p, data, len);
    case ZIP_SOURCE_CLOSE:
        end(p);
        return 0;
    case ZIP_SOURCE_STAT: {
        zip_stat_t *st = data;
        zip_stat_init(st);
        st->mtime = p->zip->at;
        st->valid |= ZIP_STAT_MTIME;
        return sizeof *st;
    }
    case ZIP_SOURCE_ERROR:
        return tell_error(data, len);
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
            ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    default:
        return -1;
    }
}

enum err transfer_zip_open(const void *ctx, const char *path, int64_t at_ms,
    struct problem *problem, struct transfer_zip **ret_zip)
{
    int code = 0;
    struct transfer_zip *z = mem_new(ctx, struct transfer_zip);
    z->at = (time_t)(at_ms / 1000);
    z->problem = problem;
    z->zip = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code);
    if (z->zip == NULL)
        return problem_set_arg(problem, ERR_CONFLICT, "file_not_written", path);
    *ret_zip = z;
    return ERR_OK;
}

enum err transfer_zip_add(struct transfer_zip *z, const char *name, bool pack,
    transfer_fill_fn *fill, void *arg, struct transfer_made *made)
{
    struct part *p = mem_new(z, struct part);
    *p = (struct part){.zip = z, .fill = fill, .arg = arg, .made = made};
    zip_source_t *s = zip_source_function(z->zip, source, p);
    zip_int64_t i = s == NULL ? -1 : zip_file_add(z->zip, name, s, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(s);
        return ERR_INTERNAL;
    }
    int how = pack ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    return zip_set_file_compression(z->zip, (zip_uint64_t)i, how, 0) == 0 ? ERR_OK : ERR_INTERNAL;
}

enum err transfer_zip_close(struct transfer_zip *z)
{
    if (zip_close(z->zip) == 0) {
        z->zip = NULL;
        return ERR_OK;
    }
    enum err e = z->err != ERR_OK ? z->err : ERR_STORAGE_FULL;
    transfer_zip_drop(z);
    return e;
}

void transfer_zip_drop(struct transfer_zip *z)
{
    if (z->zip != NULL)
        zip_discard(z->zip);
    z->zip = NULL;
}
