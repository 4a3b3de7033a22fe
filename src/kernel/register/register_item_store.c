#include "base/mem.h"
#include "kernel/register/register_item.h"

#include <string.h>

enum { TEXTS_MOST = 64 * 1024 }; /* bytes: the search looks at no more */

static const char *const kinds[] = {
    [ITEM_COMMENT] = "comment", [ITEM_LINK] = "link", [ITEM_FILE] = "file"};

const char *item_kind_key(enum item_kind kind)
{
    return kinds[kind];
}

static enum item_kind kind_of(const char *key)
{
    enum item_kind kind = ITEM_COMMENT;
    while (kind < ITEM_FILE && strcmp(kinds[kind], key) != 0)
        kind++;
    return kind;
}

static void bind_other(struct db_query *q, const struct reg_item *item)
{
    db_bind_text(q, item->other_reg);
    if (item->other_reg == NULL) {
        db_bind_null(q);
        db_bind_null(q);
        return;
    }
    db_bind_int(q, item->other_id);
    db_bind_uuid(q, &item->other_uid);
}

enum err item_store_add(struct call *c, struct reg_item *item)
{
    static const char sql[] =
        "INSERT INTO register_item (org_id, uid, kind, register, record_id, record_uid, text,"
        " mentions, other_register, other_id, other_uid, file_id, created_at, created_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &item->uid);
    db_bind_text(q, item_kind_key(item->kind));
    db_bind_text(q, item->reg);
    db_bind_int(q, item->record_id);
    db_bind_uuid(q, &item->record_uid);
    db_bind_text(q, item->text);
    db_bind_text(q, item->mentions);
    bind_other(q, item);
    if (item->file.id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, item->file.id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_one_int(q, 0, &item->id);
}

#define COLUMNS                                                                             \
    "i.id, i.uid, i.kind, i.register, i.record_id, i.record_uid, i.text, i.mentions,"       \
    " i.other_register, i.other_id, i.other_uid, i.created_at, i.created_by, i.deleted_at," \
    " a.uid, a.name, f.id, f.uid, f.name, f.media_type, f.size, f.sha256"                   \
    " FROM register_item i"                                                                 \
    " LEFT JOIN account a ON a.org_id = i.org_id AND a.id = i.created_by"                   \
    " LEFT JOIN file f ON f.org_id = i.org_id AND f.id = i.file_id"

static struct file_info read_file(struct call *c, struct db_query *q, int col)
{
    struct file_info f = {.id = db_int(q, col)};
    size_t len = 0;
    if (f.id == 0)
        return f;
    f.uid = db_uuid(q, col + 1);
    f.name = mem_strdup(c, db_text(q, col + 2, NULL));
    f.media_type = mem_strdup(c, db_text(q, col + 3, NULL));
    f.size = db_int(q, col + 4);
    const void *sha256 = db_blob(q, col + 5, &len);
    if (len == DIGEST_SIZE)
        memcpy(f.sha256.bytes, sha256, len);
    return f;
}

static struct reg_item read_row(struct call *c, struct db_query *q)
{
    return (struct reg_item){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .kind = kind_of(db_text(q, 2, NULL)),
        .reg = mem_strdup(c, db_text(q, 3, NULL)),
        .record_id = db_int(q, 4),
        .record_uid = db_uuid(q, 5),
        .text = mem_strdup(c, db_text(q, 6, NULL)),
        .mentions = mem_strdup(c, db_text(q, 7, NULL)),
        .other_reg = mem_strdup(c, db_text(q, 8, NULL)),
        .other_id = db_int(q, 9),
        .other_uid = db_uuid(q, 10),
        .at_ms = db_int(q, 11),
        .by = db_int(q, 12),
        .deleted = !db_is_null(q, 13),
        .by_uid = db_uuid(q, 14),
        .by_name = mem_strdup(c, db_text(q, 15, NULL)),
        .file = read_file(c, q, 16)};
}

enum err item_store_list(struct call *c, const struct reg_def *def, int64_t record_id,
    enum item_kind kind, struct reg_item **ret_items, size_t *ret_n)
{
    static const char sql[] =
        "SELECT " COLUMNS " WHERE i.org_id = :org AND i.kind = ? AND i.deleted_at IS NULL AND"
        " ((i.register = ? AND i.record_id = ?) OR (i.other_register = ? AND i.other_id = ?))"
        " ORDER BY i.id LIMIT ?";
    struct reg_item *list = mem_array(c, struct reg_item, LIMIT_RECORD_ITEMS);
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, item_kind_key(kind));
    db_bind_text(q, def->name);
    db_bind_int(q, record_id);
    db_bind_text(q, def->name);
    db_bind_int(q, record_id);
    db_bind_int(q, LIMIT_RECORD_ITEMS);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_row(c, q);
    *ret_items = list;
    *ret_n = n;
    return e;
}

enum err item_store_find(struct call *c, const struct reg_def *def, int64_t record_id,
    const struct uuid *uid, struct reg_item *ret_item)
{
    static const char sql[] =
        "SELECT " COLUMNS " WHERE i.org_id = :org AND i.uid = ? AND"
        " ((i.register = ? AND i.record_id = ?) OR (i.other_register = ? AND i.other_id = ?))";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, uid);
    db_bind_text(q, def->name);
    db_bind_int(q, record_id);
    db_bind_text(q, def->name);
    db_bind_int(q, record_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_item = read_row(c, q);
    return e;
}

enum err item_store_remove(struct call *c, const struct reg_item *item, bool restore)
{
    static const char sql[] =
        "UPDATE register_item SET deleted_at = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    if (restore)
        db_bind_null(q);
    else
        db_bind_int(q, c->now_ms);
    db_bind_int(q, item->id);
    return db_run(q);
}

/* ---- to another record ---- */

static enum err move_side(struct db_query *q, json_t *ids)
{
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        json_array_append_new(ids, json_integer(db_int(q, 0)));
    return e;
}

/* From the side on which it was made. */
static enum err move_own(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t *ids)
{
    static const char sql[] =
        "UPDATE register_item SET record_id = ?, record_uid = ? WHERE org_id = :org"
        " AND register = ? AND record_id = ? AND NOT (kind = 'link' AND (other_register = ?"
        " AND other_id = ? OR EXISTS (SELECT 1 FROM register_item o WHERE o.org_id = :org"
        " AND o.register = register_item.register AND o.record_id = ? AND o.kind = 'link'"
        " AND o.other_register = register_item.other_register"
        " AND o.other_id = register_item.other_id AND o.deleted_at IS NULL))) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, to->id);
    db_bind_uuid(q, &to->uid);
    db_bind_text(q, from->def->name);
    db_bind_int(q, from->id);
    db_bind_text(q, from->def->name);
    db_bind_int(q, to->id);
    db_bind_int(q, to->id);
    return move_side(q, ids);
}

/* From the other side: links. */
static enum err move_other(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t *ids)
{
    static const char sql[] =
        "UPDATE register_item SET other_id = ?, other_uid = ? WHERE org_id = :org"
        " AND other_register = ? AND other_id = ? AND NOT (register = ? AND record_id = ?)"
        " AND NOT EXISTS (SELECT 1 FROM register_item o WHERE o.org_id = :org"
        " AND o.register = register_item.register AND o.record_id = register_item.record_id"
        " AND o.kind = 'link' AND o.other_register = register_item.other_register"
        " AND o.other_id = ? AND o.deleted_at IS NULL) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, to->id);
    db_bind_uuid(q, &to->uid);
    db_bind_text(q, from->def->name);
    db_bind_int(q, from->id);
    db_bind_text(q, from->def->name);
    db_bind_int(q, to->id);
    db_bind_int(q, to->id);
    return move_side(q, ids);
}

enum err item_store_move(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t *ids)
{
    enum err e = move_own(c, from, to, ids);
    return e == ERR_OK ? move_other(c, from, to, ids) : e;
}

static enum err one_back(
    struct call *c, const struct reg_record *from, const struct reg_record *to, int64_t id)
{
    static const char own[] =
        "UPDATE register_item SET record_id = ?, record_uid = ? WHERE org_id = :org AND id = ?"
        " AND register = ? AND record_id = ?";
    static const char other[] =
        "UPDATE register_item SET other_id = ?, other_uid = ? WHERE org_id = :org AND id = ?"
        " AND other_register = ? AND other_id = ?";
    enum err e = ERR_OK;
    for (int side = 0; side < 2 && e == ERR_OK; side++) {
        DB_QUERY *q = db_query(c->db, side == 0 ? own : other);
        db_bind_int(q, from->id);
        db_bind_uuid(q, &from->uid);
        db_bind_int(q, id);
        db_bind_text(q, from->def->name);
        db_bind_int(q, to->id);
        e = db_run(q);
    }
    return e;
}

enum err item_store_move_back(
    struct call *c, const struct reg_record *from, const struct reg_record *to, const json_t *ids)
{
    size_t i;
    const json_t *id;
    enum err e = ERR_OK;
    json_array_foreach(ids, i, id)
    {
        if (e == ERR_OK)
            e = one_back(c, from, to, json_integer_value(id));
    }
    return e;
}

enum err item_store_texts(
    struct call *c, const struct reg_def *def, int64_t record_id, struct buf *to)
{
    static const char sql[] = "SELECT coalesce(f.name, i.text) FROM register_item i"
                              " LEFT JOIN file f ON f.org_id = i.org_id AND f.id = i.file_id"
                              " WHERE i.org_id = :org AND i.register = ? AND i.record_id = ?"
                              " AND i.kind IN ('comment', 'file') AND i.deleted_at IS NULL"
                              " ORDER BY i.kind DESC, i.id DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, def->name);
    db_bind_int(q, record_id);
    db_bind_int(q, LIMIT_RECORD_ITEMS);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row && to->len < TEXTS_MOST) {
        buf_char(to, '\n');
        buf_str(to, db_text(q, 0, NULL));
    }
    return e;
}

/* ---- for good ---- */

enum { PURGE_BATCH = 200 };

static enum err delete_one(struct call *c, int64_t id, int64_t file_id)
{
    static const char sql[] = "DELETE FROM register_item WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    enum err e = db_run(q);
    return e == ERR_OK && file_id != 0 ? file_remove(c, file_id) : e;
}

/* Removes what the query finds: ids, and files' ids. */
static enum err delete_all(struct call *c, struct db_query *q, size_t *ret_n)
{
    struct {
        int64_t id, file_id;
    } found[PURGE_BATCH];
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row && n < PURGE_BATCH) {
        found[n].id = db_int(q, 0);
        found[n++].file_id = db_int(q, 1);
    }
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = delete_one(c, found[i].id, found[i].file_id);
    *ret_n = n;
    return e;
}

enum err item_store_purge_record(struct call *c, const struct reg_def *def, int64_t record_id)
{
    static const char sql[] =
        "SELECT id, file_id FROM register_item WHERE org_id = :org AND"
        " ((register = ? AND record_id = ?) OR (other_register = ? AND other_id = ?)) LIMIT 200";
    size_t n = PURGE_BATCH;
    enum err e = ERR_OK;
    while (e == ERR_OK && n == PURGE_BATCH) {
        DB_QUERY *q = db_query(c->db, sql);
        db_bind_text(q, def->name);
        db_bind_int(q, record_id);
        db_bind_text(q, def->name);
        db_bind_int(q, record_id);
        e = delete_all(c, q, &n);
    }
    return e;
}

enum err item_store_purge(struct call *c, int64_t before_ms, size_t *ret_n)
{
    static const char sql[] = "SELECT id, file_id FROM register_item WHERE org_id = :org AND"
                              " deleted_at < ? ORDER BY deleted_at, id LIMIT 200";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, before_ms);
    return delete_all(c, q, ret_n);
}
