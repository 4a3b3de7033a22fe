#include "kernel/http/body.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/http/head.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PARTS_ROOM = 16384 /* boundaries and part headers around a file */ };

static _Atomic int64_t bytes_in_memory; /* of all JSON bodies being received or worked on */
static _Atomic int files_open;

size_t route_body_limit(const struct route *route)
{
    if (route->limit != 0)
        return route->limit;
    switch (route->body_kind) {
    case BODY_NONE:
        return 0;
    case BODY_JSON:
    case BODY_PATCH:
        return LIMIT_JSON_BODY;
    case BODY_SCIM:
        return LIMIT_SCIM_BODY;
    case BODY_UPLOAD:
        return LIMIT_UPLOAD;
    case BODY_RAW:
        return LIMIT_IMPORT;
    }
    return 0;
}

int64_t body_wire_limit(const struct route *route)
{
    return (int64_t)route_body_limit(route) + (route->body_kind == BODY_UPLOAD ? PARTS_ROOM : 0);
}

static enum err too_large(const struct body *b, struct problem *problem)
{
    return problem_set_limit(problem, ERR_TOO_LARGE, "body_large", b->limit);
}

static enum err spool_failed(struct problem *problem)
{
    if (errno == ENOSPC || errno == EDQUOT)
        return problem_set(problem, ERR_STORAGE_FULL, "spool_full");
    return problem_set(problem, ERR_UNAVAILABLE, "spool_failed");
}

/* A file without a name, so that it is gone with the descriptor, even after a crash. */
static int spool_open(const char *dir)
{
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return fd;
    char *name = mem_printf(NULL, "%s/kaname-XXXXXX", dir);
    fd = mkostemp(name, O_CLOEXEC);
    if (fd >= 0)
        unlink(name);
    mem_free(name);
    return fd;
}

static enum err file_write(void *arg, const char *data, size_t n)
{
    struct body *b = arg;
    if (b->size + (int64_t)n > b->limit)
        return ERR_TOO_LARGE;
    while (n > 0) {
        ssize_t written = write(b->fd, data, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return ERR_STORAGE_FULL;
        data += written;
        n -= (size_t)written;
        b->size += written;
    }
    return ERR_OK;
}

static enum err spool_begin(struct body *b, const void *ctx, const char *content_type,
    const char *spool_dir, struct problem *problem)
{
    if (b->kind == BODY_UPLOAD) {
        b->parts = multipart_new(ctx, content_type, file_write, b);
        if (b->parts == NULL)
            return problem_set(problem, ERR_MEDIA_TYPE, "want_multipart");
    }
    if (atomic_fetch_add(&files_open, 1) >= LIMIT_SPOOL_FILES) {
        atomic_fetch_sub(&files_open, 1);
        problem->retry_after_s = 10;
        return problem_set(problem, ERR_UNAVAILABLE, "spool_busy");
    }
    b->fd = spool_open(spool_dir);
    if (b->fd < 0) {
        atomic_fetch_sub(&files_open, 1);
        return spool_failed(problem);
    }
    return ERR_OK;
}

enum err body_begin(struct body *b, const void *ctx, const struct route *route,
    const char *content_type, const char *spool_dir, struct problem *problem)
{
    bool is_json = head_is_type(content_type, "application/json");
    b->kind = route->body_kind;
    b->limit = (int64_t)route_body_limit(route);
    b->seconds = LIMIT_BODY_SECONDS;
    if (b->kind == BODY_JSON && !is_json)
        return problem_set(problem, ERR_MEDIA_TYPE, "want_json");
    if (b->kind == BODY_PATCH && !is_json &&
        !head_is_type(content_type, "application/merge-patch+json"))
        return problem_set(problem, ERR_MEDIA_TYPE, "want_json");
    if (b->kind == BODY_SCIM && !is_json && !head_is_type(content_type, "application/scim+json"))
        return problem_set(problem, ERR_MEDIA_TYPE, "want_json");
    if (b->kind == BODY_JSON || b->kind == BODY_PATCH || b->kind == BODY_SCIM) {
        b->text = buf_new(ctx);
        return ERR_OK;
    }
    b->seconds = LIMIT_UPLOAD_SECONDS;
    return spool_begin(b, ctx, content_type, spool_dir, problem);
}

static enum err text_take(struct body *b, const char *data, size_t n, struct problem *problem)
{
    if (b->received > b->limit)
        return too_large(b, problem);
    b->memory += (int64_t)n;
    if (atomic_fetch_add(&bytes_in_memory, (int64_t)n) + (int64_t)n > LIMIT_BODY_MEMORY) {
        problem->retry_after_s = 5;
        return problem_set(problem, ERR_UNAVAILABLE, "bodies_many");
    }
    buf_put(b->text, data, n);
    b->size = b->received;
    return ERR_OK;
}

enum err body_take(struct body *b, const char *data, size_t n, struct problem *problem)
{
    b->received += (int64_t)n;
    if (b->text != NULL)
        return text_take(b, data, n, problem);
    enum err e = ERR_OK;
    if (b->parts == NULL)
        e = file_write(b, data, n);
    else if (b->received > b->limit + PARTS_ROOM)
        e = ERR_TOO_LARGE;
    else
        e = multipart_feed(b->parts, data, n, problem);
    if (e == ERR_TOO_LARGE)
        return too_large(b, problem);
    return e == ERR_STORAGE_FULL ? spool_failed(problem) : e;
}

enum err body_end(struct body *b, struct problem *problem)
{
    if (b->parts != NULL) {
        enum err e = multipart_end(b->parts, problem);
        if (e != ERR_OK)
            return e;
    }
    if (b->fd >= 0 && lseek(b->fd, 0, SEEK_SET) != 0)
        return spool_failed(problem);
    return ERR_OK;
}

void body_release(struct body *b)
{
    atomic_fetch_sub(&bytes_in_memory, b->memory);
    b->memory = 0;
    if (b->fd >= 0) {
        close(b->fd);
        atomic_fetch_sub(&files_open, 1);
    }
    b->fd = -1;
}
