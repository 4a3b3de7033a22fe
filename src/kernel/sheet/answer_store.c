#include "kernel/sheet/answer_store.h"

#include "base/mem.h"

#include <string.h>

struct answer answer_columns(struct call *c, struct db_query *q)
{
    return (struct answer){.item_no = (int)db_int(q, 0),
        .value = mem_strdup(c, db_text(q, 1, NULL)),
        .has_score = !db_is_null(q, 2),
        .score = (int)db_int(q, 2),
        .na_reason = mem_strdup(c, db_text(q, 3, NULL)),
        .comment = mem_strdup(c, db_text(q, 4, NULL)),
        .by = ref_account_columns(c, q, 5),
        .at_ms = db_int(q, 8),
        .version = db_int(q, 9),
        .guest_id = db_int(q, 10),
        .guest = mem_strdup(c, db_text(q, 11, NULL))};
}

enum err answer_store_all(
    struct call *c, int64_t response_id, struct answer *ret_answers, int n_items)
{
    static const char sql[] =
        "SELECT w.item_no, w.value, w.score, w.na_reason, w.comment, a.id, a.uid, a.name,"
        " w.answered_at, w.version, g.id, g.name FROM answer w"
        " LEFT JOIN account a ON a.org_id = w.org_id AND a.id = w.answered_by"
        " LEFT JOIN guest g ON g.org_id = w.org_id AND g.id = w.guest_id"
        " WHERE w.org_id = :org AND w.response_id = ? AND w.item_no <= ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, n_items);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_answers[db_int(q, 0) - 1] = answer_columns(c, q);
    return e;
}

static void bind_guest(struct call *c, struct db_query *q)
{
    if (c->who->guest_id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, c->who->guest_id);
}

static void bind_answer(struct call *c, struct db_query *q, const struct answer *a)
{
    db_bind_text(q, a->value);
    if (a->has_score)
        db_bind_int(q, a->score);
    else
        db_bind_null(q);
    db_bind_text(q, a->na_reason);
    db_bind_text(q, a->comment);
    db_bind_int(q, c->who->account_id);
    bind_guest(c, q);
    db_bind_int(q, c->now_ms);
}

/* A new answer goes on counting where one that was taken back ended. */
static enum err insert(struct call *c, int64_t response_id, struct answer *a)
{
    static const char sql[] =
        "INSERT INTO answer (org_id, value, score, na_reason, comment, answered_by, guest_id,"
        " answered_at, response_id, item_no, version) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " 1 + COALESCE((SELECT max(h.version) FROM answer_history h"
        " WHERE h.org_id = :org AND h.response_id = ? AND h.item_no = ?), 0)) RETURNING version";
    DB_QUERY *q = db_query(c->db, sql);
    bind_answer(c, q, a);
    db_bind_int(q, response_id);
    db_bind_int(q, a->item_no);
    db_bind_int(q, response_id);
    db_bind_int(q, a->item_no);
    return db_one_int(q, 0, &a->version);
}

static enum err keep_old(struct call *c, int64_t response_id, const struct answer *a)
{
    static const char sql[] =
        "INSERT INTO answer_history (org_id, response_id, item_no, version, value, na_reason,"
        " comment, answered_by, guest_id, answered_at)"
        " SELECT org_id, response_id, item_no, version, value, na_reason, comment, answered_by,"
        " guest_id, answered_at FROM answer"
        " WHERE org_id = :org AND response_id = ? AND item_no = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, a->item_no);
    db_bind_int(q, a->version);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

static enum err overwrite(struct call *c, int64_t response_id, struct answer *a)
{
    static const char sql[] =
        "UPDATE answer SET value = ?, score = ?, na_reason = ?, comment = ?, answered_by = ?,"
        " guest_id = ?, answered_at = ?, source = NULL, source_until = NULL, version = version + 1"
        " WHERE org_id = :org AND response_id = ? AND item_no = ? AND version = ?";
    enum err e = keep_old(c, response_id, a);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    bind_answer(c, q, a);
    db_bind_int(q, response_id);
    db_bind_int(q, a->item_no);
    db_bind_int(q, a->version);
    e = db_run(q);
    if (e == ERR_OK && db_changes(q) == 0)
        return ERR_STALE;
    a->version++;
    return e;
}

enum err answer_store_put(struct call *c, int64_t response_id, struct answer *answer)
{
    answer->at_ms = c->now_ms;
    answer->by = (struct ref){c->who->account_id, c->who->account_uid, NULL, c->who->name};
    answer->guest_id = c->who->guest_id;
    answer->guest = c->who->guest_id == 0 ? NULL : c->who->name;
    return answer->version == 0 ? insert(c, response_id, answer)
                                : overwrite(c, response_id, answer);
}

enum err answer_store_delete(struct call *c, int64_t response_id, const struct answer *answer)
{
    static const char sql[] = "DELETE FROM answer WHERE org_id = :org AND response_id = ?"
                              " AND item_no = ? AND version = ?";
    enum err e = keep_old(c, response_id, answer);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, answer->item_no);
    db_bind_int(q, answer->version);
    return db_run(q);
}

enum err answer_store_history(
    struct call *c, int64_t response_id, int item_no, struct answer **ret_answers, size_t *ret_n)
{
    static const char sql[] =
        "SELECT h.item_no, h.value, NULL AS score, h.na_reason, h.comment, a.id, a.uid, a.name,"
        " h.answered_at, h.version, g.id, g.name FROM answer_history h"
        " LEFT JOIN account a ON a.org_id = h.org_id AND a.id = h.answered_by"
        " LEFT JOIN guest g ON g.org_id = h.org_id AND g.id = h.guest_id"
        " WHERE h.org_id = :org AND h.response_id = ? AND h.item_no = ?"
        " ORDER BY h.version DESC LIMIT 200";
    struct answer *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, item_no);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct answer, n + 1);
        list[n++] = answer_columns(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_answers = list;
    *ret_n = n;
    return ERR_OK;
}

enum err answer_store_last(struct call *c, int64_t response_id, const struct sheet_doc *doc,
    struct answer **ret_answers, size_t *ret_n)
{
    static const char sql[] =
        "SELECT w.item_no, w.value, w.score, w.na_reason, w.comment, a.id, a.uid, a.name,"
        " w.answered_at, w.version, g.id, g.name, i.key FROM response r"
        " JOIN answer w ON w.org_id = r.org_id AND w.response_id = r.id"
        " JOIN item i ON i.version_id = r.version_id AND i.no = w.item_no"
        " LEFT JOIN account a ON a.org_id = w.org_id AND a.id = w.answered_by"
        " LEFT JOIN guest g ON g.org_id = w.org_id AND g.id = w.guest_id"
        " WHERE r.org_id = :org AND r.id = ? ORDER BY w.item_no";
    struct answer *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        struct answer a = answer_columns(c, q);
        a.item_no = sheet_item_no(doc, db_text(q, 12, NULL));
        if (a.item_no == 0 ||
            (a.value != NULL && !sheet_value_ok(&doc->items[a.item_no - 1], a.value)))
            continue;
        list = mem_grow(c, list, struct answer, n + 1);
        list[n++] = a;
    }
    if (e != ERR_OK)
        return e;
    *ret_answers = list;
    *ret_n = n;
    return ERR_OK;
}

/* ---- evidence files ---- */

enum err answer_store_file_count(struct call *c, int64_t response_id, int item_no, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM answer_file"
                              " WHERE org_id = :org AND response_id = ? AND item_no = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, item_no);
    return db_one_int(q, 0, ret_n);
}

enum err answer_store_file_total(struct call *c, int64_t response_id, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT count(*) FROM answer_file WHERE org_id = :org AND response_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    return db_one_int(q, 0, ret_n);
}

enum err answer_store_file_add(struct call *c, int64_t response_id, int item_no, int64_t file_id)
{
    static const char sql[] =
        "INSERT INTO answer_file (org_id, response_id, item_no, file_id, added_at, added_by,"
        " guest_id) VALUES (:org, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, item_no);
    db_bind_int(q, file_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    bind_guest(c, q);
    return db_run(q);
}

static struct answer_file file_row(struct call *c, struct db_query *q)
{
    struct answer_file f = {.item_no = (int)db_int(q, 0),
        .file = {.id = db_int(q, 1),
            .uid = db_uuid(q, 2),
            .name = mem_strdup(c, db_text(q, 3, NULL)),
            .media_type = mem_strdup(c, db_text(q, 4, NULL)),
            .size = db_int(q, 5),
            .created_at_ms = db_int(q, 7)},
        .by = ref_account_columns(c, q, 8),
        .guest_id = db_int(q, 11),
        .guest = mem_strdup(c, db_text(q, 12, NULL)),
        .at_ms = db_int(q, 7)};
    size_t len = 0;
    const void *sha = db_blob(q, 6, &len);
    if (sha != NULL && len == DIGEST_SIZE)
        memcpy(f.file.sha256.bytes, sha, DIGEST_SIZE);
    return f;
}

enum err answer_store_files(
    struct call *c, int64_t response_id, struct answer_file **ret_files, size_t *ret_n)
{
    static const char sql[] =
        "SELECT x.item_no, f.id, f.uid, f.name, f.media_type, f.size, f.sha256, x.added_at, a.id,"
        " a.uid, a.name, g.id, g.name FROM answer_file x"
        " JOIN file f ON f.org_id = x.org_id AND f.id = x.file_id"
        " LEFT JOIN account a ON a.org_id = x.org_id AND a.id = x.added_by"
        " LEFT JOIN guest g ON g.org_id = x.org_id AND g.id = x.guest_id"
        " WHERE x.org_id = :org AND x.response_id = ? ORDER BY x.item_no, f.sha256, f.id";
    struct answer_file *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct answer_file, n + 1);
        list[n++] = file_row(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_files = list;
    *ret_n = n;
    return ERR_OK;
}

enum err answer_store_file_remove(struct call *c, int64_t response_id, int64_t file_id)
{
    static const char sql[] =
        "DELETE FROM answer_file WHERE org_id = :org AND response_id = ? AND file_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, file_id);
    return db_run(q);
}
