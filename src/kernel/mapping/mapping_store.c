#include "kernel/mapping/mapping_store.h"

#include "base/mem.h"

#include <string.h>

static struct mapping_row row_of(struct call *c, struct db_query *q)
{
    struct mapping_row row = {
        .id = db_int(q, 0), .uid = db_uuid(q, 1), .document = mem_strdup(c, db_text(q, 3, NULL))};
    size_t len = 0;
    const void *bytes = db_blob(q, 2, &len);
    if (bytes != NULL && len == DIGEST_SIZE)
        memcpy(row.digest.bytes, bytes, DIGEST_SIZE);
    return row;
}

enum err mapping_store_list(
    struct call *c, const char *sheet, struct mapping_row **ret_rows, size_t *ret_n)
{
    static const char sql[] = "SELECT id, uid, digest, document FROM mapping WHERE org_id = :org"
                              " AND (? = '' OR from_sheet = ? OR to_sheet = ?) ORDER BY key";
    struct mapping_row *rows = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    const char *key = sheet == NULL ? "" : sheet;
    db_bind_text(q, key);
    db_bind_text(q, key);
    db_bind_text(q, key);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        rows = mem_grow(c, rows, struct mapping_row, n + 1);
        rows[n++] = row_of(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err mapping_store_find(struct call *c, const char *key, struct mapping_row *ret_row)
{
    static const char sql[] =
        "SELECT id, uid, digest, document FROM mapping WHERE org_id = :org AND key = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, key);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_row = row ? row_of(c, q) : (struct mapping_row){0};
    return ERR_OK;
}

static void bind_document(
    struct call *c, struct db_query *q, const struct mapping_head *head, struct mapping_row *row)
{
    db_bind_text(q, head->from);
    db_bind_text(q, head->to);
    db_bind_text(q, row->document);
    db_bind_blob(q, row->digest.bytes, DIGEST_SIZE);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
}

static enum err insert(struct call *c, const struct mapping_head *head, struct mapping_row *row)
{
    static const char sql[] =
        "INSERT INTO mapping (org_id, from_sheet, to_sheet, document, digest, updated_at,"
        " updated_by, uid, key) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    row->uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, sql);
    bind_document(c, q, head, row);
    db_bind_uuid(q, &row->uid);
    db_bind_text(q, head->key);
    return db_one_int(q, 0, &row->id);
}

enum err mapping_store_count(struct call *c, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM mapping WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, sql);
    return db_one_int(q, 0, ret_n);
}

enum err mapping_store_put(struct call *c, const struct mapping_head *head, struct mapping_row *row)
{
    static const char sql[] =
        "UPDATE mapping SET from_sheet = ?, to_sheet = ?, document = ?, digest = ?,"
        " updated_at = ?, updated_by = ? WHERE org_id = :org AND id = ?";
    if (row->id == 0)
        return insert(c, head, row);
    DB_QUERY *q = db_query(c->db, sql);
    bind_document(c, q, head, row);
    db_bind_int(q, row->id);
    return db_run(q);
}

enum err mapping_store_delete(struct call *c, int64_t id)
{
    static const char sql[] = "DELETE FROM mapping WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

/* ---- carrying over ---- */

static bool has_sheet(const struct carry_source *list, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].sheet_key, key) == 0)
            return true;
    return false;
}

static struct carry_source source_of(struct call *c, struct db_query *q)
{
    return (struct carry_source){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .version_id = db_int(q, 2),
        .version_uid = db_uuid(q, 3),
        .sheet_key = mem_strdup(c, db_text(q, 4, NULL)),
        .number = mem_strdup(c, db_text(q, 5, NULL)),
        .campaign = mem_strdup(c, db_text(q, 6, NULL)),
        .period = mem_strdup(c, db_text(q, 7, NULL)),
        .accepted_at_ms = db_int(q, 8)};
}

enum err carry_store_sources(
    struct call *c, int64_t response_id, struct carry_source **ret_list, size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.id, r.uid, r.version_id, v.uid, s.key, k.number, k.name, k.period, r.accepted_at"
        " FROM response b JOIN sheet_version w ON w.id = b.version_id"
        " JOIN response r ON r.org_id = b.org_id AND r.respondent_kind = b.respondent_kind"
        " AND r.respondent_id = b.respondent_id"
        " JOIN sheet_version v ON v.id = r.version_id AND v.sheet_id <> w.sheet_id"
        " JOIN sheet s ON s.id = v.sheet_id"
        " JOIN campaign k ON k.org_id = r.org_id AND k.id = r.campaign_id AND k.deleted_at IS NULL"
        " WHERE b.org_id = :org AND b.id = ? AND r.state = 'accepted'"
        " ORDER BY r.accepted_at DESC, r.id DESC LIMIT 200";
    struct carry_source *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if (has_sheet(list, n, db_text(q, 4, NULL)))
            continue;
        list = mem_grow(c, list, struct carry_source, n + 1);
        list[n++] = source_of(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}

enum err carry_store_mark(struct call *c, int64_t response_id, const struct carry_mark *mark)
{
    static const char sql[] =
        "INSERT INTO answer_carried (org_id, response_id, item_no, version, sources)"
        " VALUES (:org, ?, ?, ?, ?) ON CONFLICT (response_id, item_no)"
        " DO UPDATE SET version = excluded.version, sources = excluded.sources";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, mark->item_no);
    db_bind_int(q, mark->version);
    db_bind_text(q, mark->sources);
    return db_run(q);
}

enum err carry_store_marks(
    struct call *c, int64_t response_id, struct carry_mark **ret_list, size_t *ret_n)
{
    static const char sql[] =
        "SELECT x.item_no, x.version, x.sources FROM answer_carried x"
        " JOIN answer w ON w.org_id = x.org_id AND w.response_id = x.response_id"
        " AND w.item_no = x.item_no AND w.version = x.version"
        " WHERE x.org_id = :org AND x.response_id = ? ORDER BY x.item_no";
    struct carry_mark *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct carry_mark, n + 1);
        list[n++] = (struct carry_mark){.item_no = (int)db_int(q, 0),
            .version = db_int(q, 1),
            .sources = mem_strdup(c, db_text(q, 2, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}
