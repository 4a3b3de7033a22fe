#include "kernel/file/file_store.h"

#include "base/mem.h"

#include <string.h>
#include <unistd.h>

enum err file_store_insert(struct call *c, const struct file_info *info, int64_t *ret_id)
{
    static const char sql[] = "INSERT INTO file (org_id, uid, name, media_type, size, sha256,"
                              " created_at, created_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?)"
                              " RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &info->uid);
    db_bind_text(q, info->name);
    db_bind_text(q, info->media_type);
    db_bind_int(q, info->size);
    db_bind_blob(q, info->sha256.bytes, DIGEST_SIZE);
    db_bind_int(q, info->created_at_ms);
    db_bind_int(q, info->created_by);
    return db_one_int(q, 0, ret_id);
}

enum err file_store_block(struct call *c, int64_t file_id, int64_t no, const void *data, size_t len)
{
    static const char sql[] =
        "INSERT INTO file_block (org_id, file_id, no, data) VALUES (:org, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, file_id);
    db_bind_int(q, no);
    db_bind_blob(q, data, len);
    return db_run(q);
}

enum err file_store_set_ready(struct call *c, int64_t file_id)
{
    static const char sql[] = "UPDATE file SET ready_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, file_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err file_store_delete(struct call *c, int64_t file_id)
{
    static const char blocks_sql[] = "DELETE FROM file_block WHERE org_id = :org AND file_id = ?";
    static const char file_sql[] = "DELETE FROM file WHERE org_id = :org AND id = ?";
    DB_QUERY *blocks = db_query(c->db, blocks_sql);
    db_bind_int(blocks, file_id);
    enum err e = db_run(blocks);
    if (e != ERR_OK)
        return e;
    DB_QUERY *file = db_query(c->db, file_sql);
    db_bind_int(file, file_id);
    return db_run(file);
}

static void read_info(struct call *c, struct db_query *q, struct file_info *info)
{
    size_t len = 0;
    const void *digest = db_blob(q, 5, &len);
    *info = (struct file_info){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .name = mem_strdup(c, db_text(q, 2, NULL)),
        .media_type = mem_strdup(c, db_text(q, 3, NULL)),
        .size = db_int(q, 4),
        .created_at_ms = db_int(q, 6),
        .created_by = db_int(q, 7),
    };
    if (len == DIGEST_SIZE)
        memcpy(info->sha256.bytes, digest, DIGEST_SIZE);
}

enum err file_store_find(struct call *c, int64_t file_id, struct file_info *ret_info)
{
    static const char sql[] = "SELECT id, uid, name, media_type, size, sha256, created_at,"
                              " created_by FROM file"
                              " WHERE org_id = :org AND id = ? AND ready_at IS NOT NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, file_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    read_info(c, q, ret_info);
    return ERR_OK;
}

static bool write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, data, len);
        if (n <= 0)
            return false;
        data += n;
        len -= (size_t)n;
    }
    return true;
}

static enum err find_block(struct call *c, int64_t file_id, int64_t no, struct db_query **ret_q,
    const void **ret_data, size_t *ret_len)
{
    static const char sql[] =
        "SELECT data FROM file_block WHERE org_id = :org AND file_id = ? AND no = ?";
    struct db_query *q = db_query(c->db, sql);
    *ret_q = q;
    db_bind_int(q, file_id);
    db_bind_int(q, no);
    bool row = false;
    enum err e = db_step(q, &row);
    *ret_len = 0;
    *ret_data = e == ERR_OK && row ? db_blob(q, 0, ret_len) : NULL;
    return e;
}

enum err file_store_copy(struct call *c, int64_t file_id, int64_t no, int fd, size_t *ret_len)
{
    DB_QUERY *q = NULL;
    const void *data = NULL;
    size_t len = 0;
    enum err e = find_block(c, file_id, no, &q, &data, &len);
    if (e != ERR_OK)
        return e;
    if (len > 0 && !write_all(fd, data, len))
        return ERR_STORAGE_FULL;
    *ret_len = len;
    return ERR_OK;
}

enum err file_store_read(struct call *c, int64_t file_id, int64_t no, struct buf *b)
{
    DB_QUERY *q = NULL;
    const void *data = NULL;
    size_t len = 0;
    enum err e = find_block(c, file_id, no, &q, &data, &len);
    if (e == ERR_OK && len > 0)
        buf_put(b, data, len);
    return e;
}

enum err file_store_unready(struct call *c, int64_t before_ms, int64_t *ret_id)
{
    static const char sql[] = "SELECT id FROM file WHERE org_id = :org AND ready_at IS NULL"
                              " AND created_at < ? ORDER BY created_at LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, before_ms);
    return db_one_int(q, 0, ret_id);
}
