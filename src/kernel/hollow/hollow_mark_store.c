#include "kernel/hollow/hollow_mark_store.h"

#include "base/mem.h"

static struct hollow_row read_row(struct call *c, struct db_query *q)
{
    return (struct hollow_row){.id = db_int(q, 0),
        .unit_id = db_int(q, 1),
        .unit = {.unit = {db_int(q, 1), db_uuid(q, 2), mem_strdup(c, db_text(q, 3, NULL)),
                     mem_strdup(c, db_text(q, 4, NULL))},
            .name_en = mem_strdup(c, db_text(q, 5, NULL)),
            .path = mem_strdup(c, db_text(q, 6, NULL)),
            .response_uid = db_uuid(q, 8)},
        .head_office = db_int(q, 7) != 0,
        .submitted_at_ms = db_int(q, 9),
        .item_scores = mem_strdup(c, db_text(q, 10, NULL))};
}

enum err hollow_store_rows(struct call *c, int64_t campaign_id, struct id_range range,
    int64_t unit_id, struct hollow_row **ret_rows, size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.id, u.unit_id, v.uid, v.number, u.name, u.name_en, v.path, u.head_office, r.uid,"
        " r.submitted_at, x.item_scores FROM response r"
        " JOIN campaign_unit u ON u.org_id = r.org_id AND u.campaign_id = r.campaign_id"
        " AND u.unit_id = r.respondent_id"
        " JOIN unit v ON v.org_id = r.org_id AND v.id = u.unit_id"
        " JOIN response_result x ON x.org_id = r.org_id AND x.response_id = r.id"
        " AND x.response_id BETWEEN ? AND ?"
        " WHERE r.org_id = :org AND r.campaign_id = ? AND r.respondent_kind = 'unit'"
        " AND (? = 0 OR r.respondent_id = ?) ORDER BY r.id";
    struct hollow_row *rows = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, range.first);
    db_bind_int(q, range.last);
    db_bind_int(q, campaign_id);
    db_bind_int(q, unit_id);
    db_bind_int(q, unit_id);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if ((n & (n + 1)) == 0) /* room doubles at 0, 1, 3, 7 … */
            rows = mem_grow(c, rows, struct hollow_row, 2 * n + 1);
        rows[n++] = read_row(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

static enum err tell_shown(struct call *c, struct id_range range, const struct hollow_told *told)
{
    static const char sql[] =
        "SELECT response_id, item_no, 0 AS shown FROM answer_file"
        " WHERE org_id = :org AND response_id BETWEEN ? AND ?"
        " UNION ALL SELECT response_id, coalesce(item_no, 0), 0 FROM response_question"
        " WHERE org_id = :org AND response_id BETWEEN ? AND ?"
        " UNION ALL SELECT response_id, item_no, 0 FROM second_answer"
        " WHERE org_id = :org AND response_id BETWEEN ? AND ?"
        " UNION ALL SELECT response_id, section_no, 1 FROM response_score"
        " WHERE org_id = :org AND response_id BETWEEN ? AND ? AND missing > 0";
    enum { TABLES = 4 };
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    for (int i = 0; i < TABLES; i++) {
        db_bind_int(q, range.first);
        db_bind_int(q, range.last);
    }
    while ((e = db_step(q, &row)) == ERR_OK && row)
        told->tell(told->of, db_int(q, 0),
            db_int(q, 2) == 0 ? HOLLOW_SHOWN_ITEM : HOLLOW_SHOWN_MISSING, (int)db_int(q, 1));
    return e;
}

enum err hollow_store_shown(struct call *c, struct id_range range, const struct hollow_told *told)
{
    static const char sql[] = "SELECT response_id, supported FROM response_evidence"
                              " WHERE org_id = :org AND response_id BETWEEN ? AND ?"
                              " AND supported <> ''";
    bool row = false;
    enum err e = tell_shown(c, range, told);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, range.first);
    db_bind_int(q, range.last);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        told->supported(told->of, db_int(q, 0), db_text(q, 1, NULL));
    return e;
}
