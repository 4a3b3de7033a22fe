#include "kernel/second/second_store.h"

#include "base/mem.h"
#include "kernel/sheet/answer_store.h"

enum err second_store_all(
    struct call *c, int64_t response_id, struct answer *ret_answers, int n_items)
{
    static const char sql[] =
        "SELECT w.item_no, w.value, w.score, NULL AS na_reason, w.comment, a.id, a.uid, a.name,"
        " w.answered_at, w.version, NULL AS guest_id, NULL AS guest_name FROM second_answer w"
        " LEFT JOIN account a ON a.org_id = w.org_id AND a.id = w.answered_by"
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

enum err second_store_put(struct call *c, int64_t response_id, const struct answer *answer)
{
    static const char sql[] =
        "INSERT INTO second_answer (org_id, response_id, item_no, value, score, comment,"
        " answered_by, answered_at, version) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, 1)"
        " ON CONFLICT (response_id, item_no) DO UPDATE SET value = excluded.value,"
        " score = excluded.score, comment = excluded.comment,"
        " answered_by = excluded.answered_by, answered_at = excluded.answered_at,"
        " version = second_answer.version + 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, answer->item_no);
    db_bind_text(q, answer->value);
    if (answer->has_score)
        db_bind_int(q, answer->score);
    else
        db_bind_null(q);
    db_bind_text(q, answer->comment);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, c->now_ms);
    return db_run(q);
}

enum err second_store_delete(struct call *c, int64_t response_id, int item_no)
{
    static const char sql[] = "DELETE FROM second_answer WHERE org_id = :org AND response_id = ?"
                              " AND item_no = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, item_no);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

static struct second_difference read_row(struct call *c, struct db_query *q)
{
    return (struct second_difference){.unit = ref_columns(c, q, 0),
        .unit_path = mem_strdup(c, db_text(q, 3, NULL)),
        .response_uid = db_uuid(q, 4),
        .item_no = (int)db_int(q, 5),
        .claimed = (int)db_int(q, 6),
        .second = (int)db_int(q, 7),
        .comment = mem_strdup(c, db_text(q, 8, NULL)),
        .by = ref_columns(c, q, 9),
        .at_ms = db_int(q, 12)};
}

enum err second_differences(struct call *c, int64_t campaign_id, size_t most,
    struct second_difference **ret_list, size_t *ret_n)
{
    static const char sql[] =
        "SELECT k.unit_id, u.uid, k.name, k.path, r.uid, s.item_no, w.score, s.score, s.comment,"
        " a.id, a.uid, a.name, s.answered_at FROM response r"
        " JOIN second_answer s ON s.org_id = r.org_id AND s.response_id = r.id"
        " JOIN answer w ON w.org_id = r.org_id AND w.response_id = r.id AND w.item_no = s.item_no"
        " JOIN campaign_unit k ON k.org_id = r.org_id AND k.campaign_id = r.campaign_id"
        " AND k.unit_id = r.unit_id"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " LEFT JOIN account a ON a.org_id = r.org_id AND a.id = s.answered_by"
        " WHERE r.org_id = :org AND r.campaign_id = ? AND r.respondent_kind = 'unit'"
        " AND r.state IN ('submitted', 'accepted')"
        " AND w.score <> s.score ORDER BY k.head_office DESC, k.path, s.item_no LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_int(q, (int64_t)most);
    struct second_difference *list = mem_array(c, struct second_difference, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        list[n++] = read_row(c, q);
    if (e != ERR_OK)
        return e;
    *ret_list = list;
    *ret_n = n;
    return ERR_OK;
}
