#include "kernel/file/file.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file_name.h"
#include "kernel/file/file_store.h"
#include "kernel/job/job.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum err file_spool_open(const struct app *app, int *ret_fd)
{
    int fd = open(app->config.spool_dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == ENOSPC || errno == EDQUOT ? ERR_STORAGE_FULL : ERR_INTERNAL;
    *ret_fd = fd;
    return ERR_OK;
}

/* ---- storing ---- */

/* Where the bytes of a new file come from: memory, or a descriptor when data is NULL. */
struct source {
    const char *data;
    int fd;
    int64_t size;
};

/* Up to a block from the source at `offset`; 0 at its end. */
static ssize_t source_read(const struct source *s, int64_t offset, char *block)
{
    if (s->data == NULL)
        return pread(s->fd, block, FILE_BLOCK, offset);
    int64_t rest = s->size - offset;
    size_t n = rest > FILE_BLOCK ? FILE_BLOCK : (size_t)rest;
    memcpy(block, s->data + offset, n);
    return (ssize_t)n;
}

static enum err digest_source(const struct source *s, char *block, struct file_info *info)
{
    crypto_hash_sha256_state state;
    ssize_t n;
    crypto_hash_sha256_init(&state);
    info->size = 0;
    while ((n = source_read(s, info->size, block)) > 0) {
        crypto_hash_sha256_update(&state, (const unsigned char *)block, (size_t)n);
        info->size += n;
        if (info->size > LIMIT_UPLOAD)
            return ERR_TOO_LARGE;
    }
    crypto_hash_sha256_final(&state, info->sha256.bytes);
    return n < 0 ? ERR_INTERNAL : ERR_OK;
}

static enum err store_row(struct call *c, struct file_info *info)
{
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = file_store_insert(c, info, &info->id);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

/* Each block in a transaction of its own: others write in between. */
static enum err store_blocks(
    struct call *c, const struct source *s, char *block, const struct file_info *info)
{
    enum err e = ERR_OK;
    int64_t done = 0;
    for (int64_t no = 0; e == ERR_OK && done < info->size; no++) {
        ssize_t n = source_read(s, done, block);
        if (n <= 0)
            return ERR_INTERNAL;
        e = tx_begin(c);
        if (e == ERR_OK)
            e = file_store_block(c, info->id, no, block, (size_t)n);
        if (e == ERR_OK)
            e = tx_commit_unaudited(c);
        done += n;
    }
    return e;
}

static enum err store(struct call *c, const char *name, const char *media_type,
    const struct source *s, struct file_info *ret_info)
{
    char *block = mem_array(c, char, FILE_BLOCK);
    struct file_info info = {
        .uid = uuid_new(c->now_ms),
        .name = mem_strdup(c, name),
        .media_type = file_media_type(c, media_type),
        .created_at_ms = c->now_ms,
        .created_by = c->who->account_id,
    };
    enum err e = digest_source(s, block, &info);
    if (e == ERR_TOO_LARGE)
        e = problem_set_limit(c->problem, e, "body_large", LIMIT_UPLOAD);
    if (e == ERR_OK)
        e = store_row(c, &info);
    if (e == ERR_OK)
        e = store_blocks(c, s, block, &info);
    mem_free(block);
    if (e == ERR_OK)
        *ret_info = info;
    return e;
}

enum err file_store_upload(struct call *c, const struct upload *upload, struct file_info *ret_info)
{
    const struct source s = {.fd = upload->fd};
    const char *name = upload->name[0] == '\0' ? "file" : upload->name;
    return store(c, name, upload->media_type, &s, ret_info);
}

enum err file_store_bytes(struct call *c, const char *name, const char *media_type,
    const void *data, size_t len, struct file_info *ret_info)
{
    const struct source s = {.data = data, .fd = -1, .size = (int64_t)len};
    return store(c, name, media_type, &s, ret_info);
}

enum err file_make_ready(struct call *c, int64_t file_id)
{
    return file_store_set_ready(c, file_id);
}

enum err file_remove(struct call *c, int64_t file_id)
{
    return file_store_delete(c, file_id);
}

/* ---- reading ---- */

enum err file_find(struct call *c, int64_t file_id, struct file_info *ret_info)
{
    return file_store_find(c, file_id, ret_info);
}

enum err file_copy(struct call *c, const struct file_info *info, int fd)
{
    size_t len = 0;
    int64_t copied = 0;
    enum err e = ERR_OK;
    off_t start = lseek(fd, 0, SEEK_CUR);
    for (int64_t no = 0; e == ERR_OK && copied < info->size; no++) {
        e = file_store_copy(c, info->id, no, fd, &len);
        if (e == ERR_OK && len == 0)
            e = ERR_NOT_FOUND;
        copied += (int64_t)len;
    }
    if (e != ERR_OK || copied == info->size)
        return e;
    off_t end = start + (off_t)info->size;
    return ftruncate(fd, end) == 0 && lseek(fd, end, SEEK_SET) == end ? ERR_OK : ERR_INTERNAL;
}

enum err file_spool(struct call *c, const struct file_info *info, int *ret_fd)
{
    int fd = -1;
    enum err e = file_spool_open(c->app, &fd);
    if (e == ERR_OK)
        e = file_copy(c, info, fd);
    if (e == ERR_OK && lseek(fd, 0, SEEK_SET) == 0) {
        *ret_fd = fd;
        return ERR_OK;
    }
    if (fd >= 0)
        close(fd);
    return e == ERR_OK ? ERR_INTERNAL : e;
}

enum err file_send(struct req *r, const struct file_info *info)
{
    int fd = -1;
    enum err e = file_spool(&r->call, info, &fd);
    if (e != ERR_OK)
        return e;
    r->resp.fd = fd;
    r->resp.fd_size = info->size;
    r->resp.media_type = info->media_type;
    resp_header(r, "Content-Disposition", file_disposition(r, info->name));
    return ERR_OK;
}

/* ---- sweeping ---- */

enum { UNREADY_HOURS = 24, MS_PER_HOUR = 3600 * 1000 };

/* Removes files that were begun a day ago and never linked by an owner. */
static enum err sweep(struct call *c, struct job *job)
{
    int64_t before = c->now_ms - (int64_t)UNREADY_HOURS * MS_PER_HOUR;
    int64_t id = 0;
    enum err e = ERR_OK;
    do {
        e = tx_begin(c);
        if (e == ERR_OK)
            e = file_store_unready(c, before, &id);
        if (e == ERR_OK && id != 0)
            e = file_store_delete(c, id);
        if (e == ERR_OK)
            e = tx_commit_unaudited(c);
    } while (e == ERR_OK && id != 0 && !job_cancelled(job));
    return e;
}

static const struct job_kind jobs[] = {
    {.name = "file_sweep", .run = sweep, .every_ms = 6 * (int64_t)MS_PER_HOUR},
};

const struct module module_file = {.name = "file", .jobs = jobs, .n_jobs = 1};
