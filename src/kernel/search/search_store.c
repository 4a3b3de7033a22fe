/* SQL of the search. */
#include "base/buf.h"
#include "base/mem.h"
#include "kernel/search/search_private.h"

enum err search_store_get(
    struct call *c, const char *kind, int64_t record_id, int64_t part, struct search_old *ret_old)
{
    static const char sql[] = "SELECT id, number, title, body, folded, scope FROM search_doc"
                              " WHERE org_id = :org AND kind = ? AND record_id = ? AND part = ?";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    db_bind_text(q, kind);
    db_bind_int(q, record_id);
    db_bind_int(q, part);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_old = (struct search_old){.id = 0};
    if (row)
        *ret_old = (struct search_old){
            .id = db_int(q, 0),
            .number = mem_strdup(c, db_text(q, 1, NULL)),
            .title = mem_strdup(c, db_text(q, 2, NULL)),
            .body = mem_strdup(c, db_text(q, 3, NULL)),
            .folded = mem_strdup(c, db_text(q, 4, NULL)),
            .scope = mem_strdup(c, db_text(q, 5, NULL)),
        };
    return ERR_OK;
}

enum err search_store_add(
    struct call *c, const struct search_text *text, const char *folded, const char *scope)
{
    static const char sql[] =
        "INSERT INTO search_doc (org_id, kind, record_id, part, uid, unit_id, number, title, body,"
        " folded, scope, at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, text->kind);
    db_bind_int(q, text->record_id);
    db_bind_int(q, text->part);
    db_bind_uuid(q, text->uid);
    if (text->unit_id != 0)
        db_bind_int(q, text->unit_id);
    else
        db_bind_null(q);
    db_bind_text(q, text->number);
    db_bind_text(q, text->title);
    db_bind_text(q, text->body != NULL ? text->body : "");
    db_bind_text(q, folded);
    db_bind_text(q, scope);
    db_bind_int(q, c->now_ms);
    return db_run_gathered(q);
}

/* The table of words has no organisation of its own (migration 0021). The text's id is looked up
 * there and then, so that nobody has to wait for it. */
enum err search_store_add_words(struct call *c, const struct search_text *text, const char *words)
{
    static const char sql[] =
        "INSERT INTO search_word ({sqlite: rowid}{postgres: id}, words)"
        " SELECT d.id, {sqlite: ? FROM search_doc d WHERE d.org_id = :org AND d.kind = ?"
        " AND d.record_id = ? AND d.part = ?}"
        "{postgres: array_to_tsvector(string_to_array(w.words, ' '))"
        " FROM (VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT)))"
        " AS w (words, kind, record_id, part) JOIN search_doc d ON d.org_id = :org"
        " AND d.kind = w.kind AND d.record_id = w.record_id AND d.part = w.part}";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, words);
    db_bind_text(q, text->kind);
    db_bind_int(q, text->record_id);
    db_bind_int(q, text->part);
    return db_run_gathered(q);
}

/* FTS5 without content of its own is told what it had. */
static enum err remove_words(struct call *c, int64_t id, const char *words)
{
    static const char sql[] =
        "{sqlite: INSERT INTO search_word (search_word, rowid, words) VALUES ('delete', ?, ?)}"
        "{postgres: DELETE FROM search_word WHERE id = ? AND CAST(? AS TEXT) IS NOT NULL}";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_text(q, words);
    return db_run_later(q);
}

enum err search_store_remove_part(
    struct call *c, const char *kind, int64_t record_id, int64_t part, bool *ret_removed)
{
    static const char sql[] = "DELETE FROM search_doc WHERE org_id = :org AND kind = ?"
                              " AND record_id = ? AND part = ?";
    *ret_removed = db_engine(db_of(c->db)) == DB_POSTGRES;
    if (!*ret_removed)
        return ERR_OK;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, kind);
    db_bind_int(q, record_id);
    db_bind_int(q, part);
    return db_run_later(q);
}

enum err search_store_last_part(
    struct call *c, const char *kind, int64_t record_id, int64_t part, int64_t *ret_part)
{
    static const char sql[] = "SELECT max(part) FROM search_doc WHERE org_id = :org AND kind = ?"
                              " AND record_id = ? AND part > ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, kind);
    db_bind_int(q, record_id);
    db_bind_int(q, part);
    return db_one_int(q, 0, ret_part);
}

enum err search_store_remove(struct call *c, int64_t id, const char *words)
{
    static const char sql[] = "DELETE FROM search_doc WHERE org_id = :org AND id = ?";
    enum err e = remove_words(c, id, words);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run_later(q);
}

/* ---- finding ---- */

enum err search_store_newest(struct call *c, const struct search_match *match, int64_t before,
    int most, int64_t *ret_ids, int *ret_n)
{
    static const char sql[] =
        "SELECT {sqlite: rowid FROM search_word WHERE search_word MATCH ? AND ? IS NOT NULL"
        " AND rowid < ? ORDER BY rowid DESC LIMIT ?}"
        "{postgres: id FROM search_newest(CAST(? AS TEXT), CAST(? AS TEXT), ?, ?) AS w (id)}";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, match->words);
    db_bind_text(q, match->org);
    db_bind_int(q, before);
    db_bind_int(q, most);
    int n = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        ret_ids[n++] = db_int(q, 0);
        e = db_step(q, &row);
    }
    *ret_n = n;
    return e;
}

struct db_query *search_store_candidates(struct call *c, const int64_t *ids, int n)
{
    static const char sql[] =
        "SELECT d.id, d.kind, u.path, d.folded FROM"
        " {sqlite: json_each('[' || ? || ']') w CROSS JOIN search_doc d ON d.id = w.value}"
        "{postgres: search_doc d}"
        " LEFT JOIN unit u ON u.org_id = :org AND u.id = d.unit_id"
        " WHERE d.org_id = :org"
        "{postgres:  AND d.id = ANY (CAST(string_to_array(?, ',') AS BIGINT[]))}"
        "{postgres:  ORDER BY d.id DESC}";
    struct buf *list = buf_new(c);
    for (int i = 0; i < n; i++)
        buf_printf(list, i == 0 ? "%lld" : ",%lld", (long long)ids[i]);
    struct db_query *q = db_query(c->db, sql);
    db_bind_text(q, list->data);
    return q;
}

void search_store_candidate(struct db_query *q, struct search_candidate *ret_candidate)
{
    *ret_candidate = (struct search_candidate){
        .id = db_int(q, 0),
        .kind = db_text(q, 1, NULL),
        .unit_path = db_text(q, 2, NULL),
        .folded = db_text(q, 3, NULL),
    };
}

enum err search_store_shown(struct call *c, int64_t id, struct search_shown *ret_shown)
{
    static const char sql[] =
        "SELECT d.kind, d.number, d.title, d.body, d.uid, d.part, d.at, u.uid, u.name"
        " FROM search_doc d LEFT JOIN unit u ON u.org_id = :org AND u.id = d.unit_id"
        " WHERE d.org_id = :org AND d.id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    bool row = false;
    db_bind_int(q, id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    *ret_shown = (struct search_shown){
        .kind = mem_strdup(c, db_text(q, 0, NULL)),
        .number = mem_strdup(c, db_text(q, 1, NULL)),
        .title = mem_strdup(c, db_text(q, 2, NULL)),
        .body = mem_strdup(c, db_text(q, 3, NULL)),
        .uid = db_uuid(q, 4),
        .part = db_int(q, 5),
        .at_ms = db_int(q, 6),
        .unit_uid = db_uuid(q, 7),
        .unit_name = mem_strdup(c, db_text(q, 8, NULL)),
    };
    return ERR_OK;
}

/* ---- how far ---- */

enum err search_store_progress(
    struct call *c, bool *ret_started, const char **ret_kind, int64_t *ret_last)
{
    static const char sql[] = "SELECT kind, last_id FROM search_progress WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, sql);
    enum err e = db_step(q, ret_started);
    if (e != ERR_OK)
        return e;
    *ret_kind = mem_strdup(c, db_text(q, 0, NULL));
    *ret_last = db_int(q, 1);
    return ERR_OK;
}

enum err search_store_set_progress(struct call *c, const char *kind, int64_t last)
{
    static const char sql[] = "INSERT INTO search_progress (org_id, kind, last_id)"
                              " VALUES (:org, ?, ?) ON CONFLICT (org_id) DO UPDATE"
                              " SET kind = excluded.kind, last_id = excluded.last_id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, kind);
    db_bind_int(q, last);
    return db_run(q);
}
