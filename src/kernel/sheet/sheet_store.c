#include "kernel/sheet/sheet_store.h"

#include "base/mem.h"
#include "kernel/sheet/sheet_json.h"

#include <string.h>

#define COLUMNS                                                                               \
    "v.id, v.uid, v.sheet_id, s.uid, s.key, s.org_id, v.no, v.label, v.publisher, v.licence," \
    " v.source, v.wording, v.languages, v.score_min, v.score_max, v.n_sections, v.n_items,"   \
    " v.branches, v.digest, v.created_at, v.total"
#define TABLES " FROM sheet_version v JOIN sheet s ON s.id = v.sheet_id"

static struct digest digest_column(struct db_query *q, int col)
{
    struct digest d = {{0}};
    size_t len = 0;
    const void *bytes = db_blob(q, col, &len);
    if (bytes != NULL && len == DIGEST_SIZE)
        memcpy(d.bytes, bytes, DIGEST_SIZE);
    return d;
}

static const char *text(const void *ctx, struct db_query *q, int col)
{
    return mem_strdup(ctx, db_text(q, col, NULL));
}

static struct sheet_version version_row(const void *ctx, struct db_query *q)
{
    return (struct sheet_version){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .sheet_id = db_int(q, 2),
        .sheet_uid = db_uuid(q, 3),
        .sheet_key = text(ctx, q, 4),
        .built_in = db_int(q, 5) == 0,
        .no = (int)db_int(q, 6),
        .label = text(ctx, q, 7),
        .publisher = text(ctx, q, 8),
        .licence = text(ctx, q, 9),
        .source = text(ctx, q, 10),
        .wording = text(ctx, q, 11),
        .languages = text(ctx, q, 12),
        .score_min = (int)db_int(q, 13),
        .score_max = (int)db_int(q, 14),
        .n_sections = (int)db_int(q, 15),
        .n_items = (int)db_int(q, 16),
        .branches = db_int(q, 17) != 0,
        .digest = digest_column(q, 18),
        .created_at_ms = db_int(q, 19),
        .total = text(ctx, q, 20),
    };
}

static enum err one_version(const void *ctx, struct db_query *q, struct sheet_version *ret_version)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_version = version_row(ctx, q);
    return e;
}

enum err sheet_store_version(
    struct db_conn *db, const void *ctx, const struct uuid *uid, struct sheet_version *ret_version)
{
    static const char sql[] = "SELECT " COLUMNS TABLES " WHERE v.org_id IN (0, :org) AND v.uid = ?";
    DB_QUERY *q = db_query(db, sql);
    db_bind_uuid(q, uid);
    return one_version(ctx, q, ret_version);
}

enum err sheet_store_version_by_id(
    struct db_conn *db, const void *ctx, int64_t id, struct sheet_version *ret_version)
{
    static const char sql[] = "SELECT " COLUMNS TABLES " WHERE v.org_id IN (0, :org) AND v.id = ?";
    DB_QUERY *q = db_query(db, sql);
    db_bind_int(q, id);
    return one_version(ctx, q, ret_version);
}

static enum err all_versions(
    const void *ctx, struct db_query *q, struct sheet_version **ret_versions, size_t *ret_n)
{
    struct sheet_version *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if ((n & (n + 1)) == 0) /* room doubles at 0, 1, 3, 7 … */
            list = mem_grow(ctx, list, struct sheet_version, 2 * n + 1);
        list[n++] = version_row(ctx, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_versions = list;
    *ret_n = n;
    return ERR_OK;
}

enum err sheet_store_newest(
    struct db_conn *db, const void *ctx, struct sheet_version **ret_versions, size_t *ret_n)
{
    static const char sql[] =
        "SELECT " COLUMNS TABLES " WHERE v.org_id IN (0, :org)"
        " AND v.no = (SELECT max(x.no) FROM sheet_version x WHERE x.sheet_id = v.sheet_id)"
        " ORDER BY s.org_id, s.key";
    DB_QUERY *q = db_query(db, sql);
    return all_versions(ctx, q, ret_versions, ret_n);
}

static enum err count(struct db_conn *db, int64_t *ret_total)
{
    static const char sql[] = "SELECT count(*) FROM sheet WHERE org_id IN (0, :org)";
    DB_QUERY *q = db_query(db, sql);
    return db_one_int(q, 0, ret_total);
}

enum err sheet_store_page(struct db_conn *db, const void *ctx, const struct sheet_version *after,
    int limit, struct sheet_version **ret_versions, size_t *ret_n, int64_t *ret_total)
{
    /* In the order of sheet_store_newest: from a built-in one, the organisation's own come after.
     */
    static const char sql[] =
        "SELECT " COLUMNS TABLES " WHERE v.org_id IN (0, :org)"
        " AND v.no = (SELECT max(x.no) FROM sheet_version x WHERE x.sheet_id = v.sheet_id)"
        " AND (s.key > ? AND (s.org_id = 0) = (? = 1) OR s.org_id <> 0 AND ? = 1)"
        " ORDER BY s.org_id, s.key LIMIT ?";
    int64_t in_built_in = after == NULL || after->built_in;
    int64_t total = 0;
    enum err e = count(db, &total);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(db, sql);
    db_bind_text(q, after == NULL ? "" : after->sheet_key);
    db_bind_int(q, in_built_in);
    db_bind_int(q, in_built_in);
    db_bind_int(q, limit + 1);
    e = all_versions(ctx, q, ret_versions, ret_n);
    if (e == ERR_OK)
        *ret_total = total;
    return e;
}

enum err sheet_store_uses(struct db_conn *db, struct sheet_version *versions, size_t n)
{
    static const char sql[] = "SELECT sheet_id, count(*) FROM campaign WHERE org_id = :org"
                              " AND deleted_at IS NULL GROUP BY sheet_id";
    DB_QUERY *q = db_query(db, sql);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        for (size_t i = 0; i < n; i++)
            if (versions[i].sheet_id == db_int(q, 0))
                versions[i].campaigns = db_int(q, 1);
    return e;
}

enum err sheet_store_versions(struct db_conn *db, const void *ctx, const struct uuid *sheet,
    struct sheet_version **ret_versions, size_t *ret_n)
{
    static const char sql[] =
        "SELECT " COLUMNS TABLES " WHERE s.org_id IN (0, :org) AND s.uid = ? ORDER BY v.no DESC";
    DB_QUERY *q = db_query(db, sql);
    db_bind_uuid(q, sheet);
    enum err e = all_versions(ctx, q, ret_versions, ret_n);
    return e == ERR_OK && *ret_n == 0 ? ERR_NOT_FOUND : e;
}

enum err sheet_store_names(
    struct db_conn *db, const void *ctx, struct sheet_version *versions, size_t n)
{
    static const char sql[] = "SELECT lang, text FROM sheet_text WHERE org_id IN (0, :org)"
                              " AND version_id = ? AND kind = 'name' ORDER BY lang";
    DB_QUERY *q = db_query(db, sql);
    for (size_t i = 0; i < n; i++) { /* some dozens of sheets at the most */
        struct jw w = jw_init(buf_new(ctx));
        bool row = false;
        enum err e;
        db_again(q);
        db_bind_int(q, versions[i].id);
        jw_obj_begin(&w);
        while ((e = db_step(q, &row)) == ERR_OK && row)
            jw_kstr(&w, db_text(q, 0, NULL), db_text(q, 1, NULL));
        jw_obj_end(&w);
        if (e != ERR_OK)
            return e;
        versions[i].names = w.buf->data;
    }
    return ERR_OK;
}

/* ---- writing ---- */

static enum err sheet_by_key(struct db_conn *db, const char *key, int64_t *ret_id)
{
    static const char sql[] = "SELECT id FROM sheet WHERE org_id = :org AND key = ?";
    DB_QUERY *q = db_query(db, sql);
    db_bind_text(q, key);
    return db_one_int(q, 0, ret_id);
}

static enum err sheet_insert(struct db_conn *db, const char *key, int64_t now_ms, int64_t *ret_id)
{
    static const char sql[] = "INSERT INTO sheet (org_id, uid, key, created_at)"
                              " VALUES (:org, ?, ?, ?) RETURNING id";
    struct uuid uid = uuid_new(now_ms);
    DB_QUERY *q = db_query(db, sql);
    db_bind_uuid(q, &uid);
    db_bind_text(q, key);
    db_bind_int(q, now_ms);
    return db_one_int(q, 0, ret_id);
}

static enum err newest_of(
    struct db_conn *db, const void *ctx, int64_t sheet_id, struct sheet_version *ret_version)
{
    static const char sql[] =
        "SELECT " COLUMNS TABLES
        " WHERE v.org_id = :org AND v.sheet_id = ? ORDER BY v.no DESC LIMIT 1";
    DB_QUERY *q = db_query(db, sql);
    db_bind_int(q, sheet_id);
    return one_version(ctx, q, ret_version);
}

static enum err version_insert(struct db_conn *db, const void *ctx, const struct sheet_doc *doc,
    const struct sheet_version *v, int64_t account_id, int64_t *ret_id)
{
    static const char sql[] =
        "INSERT INTO sheet_version (org_id, uid, sheet_id, no, label, publisher, licence, source,"
        " wording, languages, score_min, score_max, total, n_sections, n_items, branches,"
        " digest, created_at, created_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " RETURNING id";
    const struct sheet_strings languages = {doc->languages, doc->n_languages};
    DB_QUERY *q = db_query(db, sql);
    db_bind_uuid(q, &v->uid);
    db_bind_int(q, v->sheet_id);
    db_bind_int(q, v->no);
    db_bind_text(q, doc->label);
    db_bind_text(q, doc->publisher);
    db_bind_text(q, doc->licence);
    db_bind_text(q, doc->source);
    db_bind_text(q, doc->wording);
    db_bind_text(q, sheet_strings_json(ctx, &languages));
    db_bind_int(q, doc->score_min);
    db_bind_int(q, doc->score_max);
    db_bind_text(q, sheet_total_json(ctx, doc));
    db_bind_int(q, doc->n_sections);
    db_bind_int(q, doc->n_items);
    db_bind_int(q, sheet_branches(doc));
    db_bind_blob(q, v->digest.bytes, DIGEST_SIZE);
    db_bind_int(q, v->created_at_ms);
    if (account_id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, account_id);
    return db_one_int(q, 0, ret_id);
}

enum err sheet_store_add(struct db_conn *db, const void *ctx, const struct sheet_doc *doc,
    int64_t now_ms, int64_t account_id, struct sheet_version *ret_version, bool *ret_added)
{
    struct sheet_version last = {0};
    struct sheet_version v = {.uid = uuid_new(now_ms), .no = 1, .created_at_ms = now_ms};
    v.digest = sheet_digest(doc);
    enum err e = sheet_by_key(db, doc->key, &v.sheet_id);
    if (e == ERR_OK && v.sheet_id == 0) {
        e = sheet_insert(db, doc->key, now_ms, &v.sheet_id);
    } else if (e == ERR_OK) {
        e = newest_of(db, ctx, v.sheet_id, &last);
        if (e == ERR_OK && memcmp(last.digest.bytes, v.digest.bytes, DIGEST_SIZE) == 0) {
            *ret_version = last;
            *ret_added = false;
            return ERR_OK;
        }
        v.no = last.no + 1;
    }
    if (e == ERR_OK)
        e = version_insert(db, ctx, doc, &v, account_id, &v.id);
    if (e == ERR_OK)
        e = sheet_store_add_doc(db, ctx, v.id, doc);
    if (e == ERR_OK)
        e = sheet_store_version_by_id(db, ctx, v.id, ret_version);
    if (e == ERR_OK)
        *ret_added = true;
    return e;
}

enum err sheet_store_counts(
    struct db_conn *db, int64_t sheet_id, int64_t *ret_sheets, int64_t *ret_versions)
{
    static const char sql[] = "SELECT count(*) FROM sheet WHERE org_id = :org";
    static const char versions_sql[] =
        "SELECT count(*) FROM sheet_version WHERE org_id = :org AND sheet_id = ?";
    DB_QUERY *q = db_query(db, sql);
    enum err e = db_one_int(q, 0, ret_sheets);
    if (e != ERR_OK)
        return e;
    DB_QUERY *versions = db_query(db, versions_sql);
    db_bind_int(versions, sheet_id);
    return db_one_int(versions, 0, ret_versions);
}

enum err sheet_store_used(struct db_conn *db, int64_t version_id, bool *ret_used)
{
    static const char sql[] =
        "SELECT count(*) FROM campaign WHERE org_id = :org AND version_id = ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(db, sql);
    db_bind_int(q, version_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_used = n > 0;
    return e;
}

enum err sheet_store_remove(struct db_conn *db, const struct sheet_version *version)
{
    static const char *const of_version[] = {
        "DELETE FROM option_text WHERE org_id = :org AND version_id = ?",
        "DELETE FROM item_option WHERE org_id = :org AND version_id = ?",
        "DELETE FROM item_text WHERE org_id = :org AND version_id = ?",
        "DELETE FROM item WHERE org_id = :org AND version_id = ?",
        "DELETE FROM section_text WHERE org_id = :org AND version_id = ?",
        "DELETE FROM sheet_section WHERE org_id = :org AND version_id = ?",
        "DELETE FROM sheet_text WHERE org_id = :org AND version_id = ?",
        "DELETE FROM sheet_version WHERE org_id = :org AND id = ?",
    };
    static const char empty[] =
        "DELETE FROM sheet WHERE org_id = :org AND id = ?"
        " AND NOT EXISTS (SELECT 1 FROM sheet_version v WHERE v.sheet_id = sheet.id)";
    for (size_t i = 0; i < sizeof of_version / sizeof of_version[0]; i++) {
        DB_QUERY *q = db_query(db, of_version[i]);
        db_bind_int(q, version->id);
        enum err e = db_run(q);
        if (e != ERR_OK)
            return e;
    }
    DB_QUERY *q = db_query(db, empty);
    db_bind_int(q, version->sheet_id);
    return db_run(q);
}
