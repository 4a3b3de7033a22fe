/* What a step of a response writes: its state, scores, the reviewer's questions. */
#include "base/buf.h"
#include "base/mem.h"
#include "kernel/sheet/response_store.h"

#include <inttypes.h>
#include <string.h>

static void bind_number(struct db_query *q, int64_t value)
{
    if (value == 0)
        db_bind_null(q);
    else
        db_bind_int(q, value);
}

enum err response_store_call_end(struct call *c, int64_t response_id)
{
    static const char SQL[] = "UPDATE response_call SET ended_at = ? WHERE org_id = :org"
                              " AND response_id = ? AND ended_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, response_id);
    return db_run(q);
}

enum err response_store_step(struct call *c, struct response *response)
{
    static const char sql[] =
        "UPDATE response SET state = ?, assignee_id = ?, asked = ?, answered = ?, submitted_at = ?,"
        " submitted_by = ?, accepted_at = ?, accepted_by = ?, alone = ?, returned_at = ?,"
        " returned_by = ?, return_reason = ?, digest = ?, submitted_guest = ?, version = version + "
        "1, updated_at = ?"
        " WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, response_state_key(response->state));
    bind_number(q, response->assignee.id);
    db_bind_int(q, response->asked);
    db_bind_int(q, response->answered);
    bind_number(q, response->submitted_at_ms);
    bind_number(q, response->submitted_by.id);
    bind_number(q, response->accepted_at_ms);
    bind_number(q, response->accepted_by.id);
    db_bind_int(q, response->alone);
    bind_number(q, response->returned_at_ms);
    bind_number(q, response->returned_by.id);
    db_bind_text(q, response->return_reason);
    db_bind_blob(q, response->has_digest ? response->digest.bytes : NULL, DIGEST_SIZE);
    bind_number(q, response->submitted_guest);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, response->id);
    db_bind_int(q, response->version);
    enum err e = db_run(q);
    if (e != ERR_OK)
        return e;
    if (db_changes(q) == 0)
        return ERR_STALE;
    response->version++;
    response->updated_at_ms = c->now_ms;
    return ERR_OK;
}

enum err response_store_progress(struct call *c, struct response *response)
{
    static const char sql[] = "UPDATE response SET asked = ?, answered = ?, updated_at = ?"
                              " WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response->asked);
    db_bind_int(q, response->answered);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, response->id);
    response->updated_at_ms = c->now_ms;
    return db_run(q);
}

/* ---- scores ---- */

static enum err section_scores_insert(
    struct call *c, int64_t response_id, const struct sheet_doc *doc, const struct sheet_sum *sums)
{
    static const char sql[] =
        "INSERT INTO response_score (org_id, response_id, section_no, s, w, n, missing)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    for (int i = 0; i < doc->n_sections; i++) {
        db_again(q);
        db_bind_int(q, response_id);
        db_bind_int(q, i + 1);
        db_bind_int(q, sums[i].s);
        db_bind_int(q, sums[i].w);
        db_bind_int(q, sums[i].n);
        db_bind_int(q, sums[i].missing);
        enum err e = db_run(q);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

enum err response_store_scores_set(struct call *c, int64_t response_id, const struct sheet_doc *doc,
    const struct sheet_sum *sums, const char *item_scores)
{
    static const char sql[] =
        "INSERT INTO response_result (org_id, response_id, item_scores) VALUES (:org, ?, ?)";
    enum err e = response_store_scores_clear(c, response_id);
    if (e == ERR_OK)
        e = section_scores_insert(c, response_id, doc, sums);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_text(q, item_scores);
    return db_run(q);
}

enum err response_store_scores_clear(struct call *c, int64_t response_id)
{
    static const char scores[] =
        "DELETE FROM response_score WHERE org_id = :org AND response_id = ?";
    static const char result[] =
        "DELETE FROM response_result WHERE org_id = :org AND response_id = ?";
    DB_QUERY *q = db_query(c->db, scores);
    db_bind_int(q, response_id);
    enum err e = db_run(q);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q2 = db_query(c->db, result);
    db_bind_int(q2, response_id);
    return db_run(q2);
}

/* ---- questions ---- */

enum err response_store_question_count(struct call *c, int64_t response_id, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT count(*) FROM response_question WHERE org_id = :org AND response_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    return db_one_int(q, 0, ret_n);
}

enum err response_store_question_add(
    struct call *c, int64_t response_id, int item_no, const char *kind, const char *text)
{
    static const char sql[] =
        "INSERT INTO response_question (org_id, uid, response_id, item_no, kind, text, asked_by,"
        " asked_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    db_bind_int(q, response_id);
    bind_number(q, item_no);
    db_bind_text(q, kind);
    db_bind_text(q, text);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err response_store_questions(
    struct call *c, int64_t response_id, struct question **ret_questions, size_t *ret_n)
{
    static const char sql[] =
        "SELECT m.id, m.uid, m.item_no, m.kind, m.text, a.id, a.uid, a.name, m.asked_at, m.reply,"
        " b.id, b.uid, b.name, m.replied_at, g.name FROM response_question m"
        " LEFT JOIN guest g ON g.org_id = m.org_id AND g.id = m.replied_guest"
        " LEFT JOIN account a ON a.org_id = m.org_id AND a.id = m.asked_by"
        " LEFT JOIN account b ON b.org_id = m.org_id AND b.id = m.replied_by"
        " WHERE m.org_id = :org AND m.response_id = ? ORDER BY m.id";
    struct question *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct question, n + 1);
        list[n++] = (struct question){.id = db_int(q, 0),
            .uid = db_uuid(q, 1),
            .item_no = (int)db_int(q, 2),
            .kind = mem_strdup(c, db_text(q, 3, NULL)),
            .text = mem_strdup(c, db_text(q, 4, NULL)),
            .asked_by = ref_account_columns(c, q, 5),
            .asked_at_ms = db_int(q, 8),
            .reply = mem_strdup(c, db_text(q, 9, NULL)),
            .replied_by = ref_account_columns(c, q, 10),
            .replied_at_ms = db_int(q, 13),
            .replied_guest = mem_strdup(c, db_text(q, 14, NULL))};
    }
    if (e != ERR_OK)
        return e;
    *ret_questions = list;
    *ret_n = n;
    return ERR_OK;
}

enum err response_store_question_reply(
    struct call *c, int64_t response_id, const struct uuid *uid, const char *reply)
{
    static const char sql[] =
        "UPDATE response_question SET reply = ?, replied_by = ?, replied_guest = ?,"
        " replied_at = ?"
        " WHERE org_id = :org AND response_id = ? AND uid = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, reply);
    db_bind_int(q, c->who->account_id);
    bind_number(q, c->who->guest_id);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, response_id);
    db_bind_uuid(q, uid);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

static const char *ids_of(struct call *c, const struct response *responses, size_t n)
{
    struct buf *ids = buf_new(c);
    buf_char(ids, '[');
    for (size_t i = 0; i < n; i++)
        buf_printf(ids, i == 0 ? "%" PRId64 : ",%" PRId64, responses[i].id);
    buf_char(ids, ']');
    return ids->data;
}

enum err response_store_own(
    struct call *c, int64_t account_id, const struct response *responses, size_t n, bool *ret_own)
{
    static const char sql[] =
        "SELECT DISTINCT response_id FROM answer WHERE org_id = :org AND answered_by = ?"
        " AND response_id IN (SELECT CAST(value AS bigint) FROM"
        " {sqlite: json_each(?)}{postgres: json_array_elements_text(CAST(? AS json))})";
    bool row = false;
    enum err e;
    for (size_t i = 0; i < n; i++)
        ret_own[i] = account_id != 0 && responses[i].submitted_by.id == account_id;
    if (account_id == 0) /* a guest's answers have none either */
        return ERR_OK;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, account_id);
    db_bind_text(q, ids_of(c, responses, n));
    while ((e = db_step(q, &row)) == ERR_OK && row)
        for (size_t i = 0; i < n; i++)
            if (responses[i].id == db_int(q, 0) && response_is_outside(&responses[i]))
                ret_own[i] = true;
    return e;
}

enum err response_store_reviewers(
    struct call *c, int64_t account_id, const char *unit_path, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT count(DISTINCT a.id) FROM account_role r"
        " JOIN account a ON a.org_id = r.org_id AND a.id = r.account_id"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND r.role IN ('ciso', 'security') AND a.id <> ?"
        " AND a.state = 'active' AND u.deleted_at IS NULL"
        " AND (u.parent_id IS NULL OR substr(?, 1, CAST(length(u.path) AS INTEGER)) = u.path)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, account_id);
    db_bind_text(q, unit_path);
    return db_one_int(q, 0, ret_n);
}

/* ---- respondents outside ---- */

enum err response_store_insert_outside(struct call *c, struct response *r)
{
    static const char sql[] =
        "INSERT INTO response (org_id, uid, campaign_id, version_id, respondent_kind,"
        " respondent_id, respondent_uid, respondent_name, unit_id, class, state, version, asked,"
        " answered, created_at, updated_at)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', 1, ?, 0, ?, ?) RETURNING id";
    r->uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &r->uid);
    db_bind_int(q, r->campaign.id);
    db_bind_int(q, r->sheet_version.id);
    db_bind_text(q, r->respondent_kind);
    db_bind_int(q, r->respondent_id);
    db_bind_uuid(q, &r->respondent.uid);
    db_bind_text(q, r->respondent.title);
    db_bind_int(q, r->unit.id);
    db_bind_text(q, r->respondent_class);
    db_bind_int(q, r->asked);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, &r->id);
}

enum err response_store_there(struct call *c, int64_t campaign_id, const char *kind, int64_t from,
    int64_t to, int64_t **ret_ids, size_t *ret_n)
{
    static const char sql[] = "SELECT respondent_id FROM response WHERE org_id = :org"
                              " AND campaign_id = ? AND respondent_kind = ?"
                              " AND respondent_id BETWEEN ? AND ?";
    int64_t *ids = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_text(q, kind);
    db_bind_int(q, from);
    db_bind_int(q, to);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        ids = mem_grow(c, ids, int64_t, n + 1);
        ids[n++] = db_int(q, 0);
    }
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}

enum err response_store_due(struct call *c, struct response *response, const char *due)
{
    static const char sql[] = "UPDATE response SET due = ?, version = version + 1, updated_at = ?"
                              " WHERE org_id = :org AND id = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, due);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, response->id);
    db_bind_int(q, response->version);
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) == 0)
        return ERR_STALE;
    response->version++;
    response->due = due;
    return e;
}
