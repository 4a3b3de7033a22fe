#include "kernel/evidence/evidence_store.h"

#include "base/json_in.h"
#include "base/mem.h"

enum err evidence_store_put(struct call *c, int64_t response_id, const struct evidence_body *body)
{
    static const char sql[] = "INSERT INTO response_evidence (org_id, response_id, unsupported, "
                              "supported, judged_on, body)"
                              " VALUES (:org, ?, ?, ?, ?, ?)";
    enum err e = evidence_store_drop(c, response_id);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    db_bind_int(q, body->unsupported);
    db_bind_text(q, body->supported);
    db_bind_text(q, body->judged_on);
    db_bind_text(q, body->json);
    return db_run(q);
}

enum err evidence_store_get(struct call *c, int64_t response_id, const char **ret_body)
{
    static const char sql[] =
        "SELECT body FROM response_evidence WHERE org_id = :org AND response_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_body = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

enum err evidence_store_drop(struct call *c, int64_t response_id)
{
    static const char sql[] =
        "DELETE FROM response_evidence WHERE org_id = :org AND response_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, response_id);
    return db_run(q);
}

static enum err read_row(struct call *c, struct db_query *q, struct evidence_row *ret_row)
{
    json_t *body = NULL;
    size_t len = 0;
    const char *text = db_text(q, 5, &len);
    struct evidence_row row = {.unit = ref_columns(c, q, 0),
        .unit_path = mem_strdup(c, db_text(q, 3, NULL)),
        .response_uid = db_uuid(q, 4)};
    enum err e = json_in_parse(c, text, len, JSON_IN_DEPTH, c->problem, &body);
    if (e != ERR_OK)
        return e;
    row.items = json_object_get(body, "items");
    *ret_row = row;
    return ERR_OK;
}

static enum err rows_read(struct call *c, int64_t campaign_id, int unsupported, size_t most,
    struct evidence_row **ret_rows, size_t *ret_n)
{
    static const char sql[] =
        "SELECT k.unit_id, u.uid, k.name, k.path, r.uid, v.body FROM response r"
        " JOIN response_evidence v ON v.org_id = r.org_id AND v.response_id = r.id"
        " JOIN campaign_unit k ON k.org_id = r.org_id AND k.campaign_id = r.campaign_id"
        " AND k.unit_id = r.unit_id"
        " JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND r.campaign_id = ? AND v.unsupported >= ?"
        " ORDER BY k.head_office DESC, k.path LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_int(q, unsupported);
    db_bind_int(q, (int64_t)most);
    struct evidence_row *rows = mem_array(c, struct evidence_row, most);
    size_t n = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        e = read_row(c, q, &rows[n++]);
        if (e == ERR_OK)
            e = db_step(q, &row);
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err evidence_verdicts(
    struct call *c, int64_t campaign_id, size_t most, struct evidence_row **ret_rows, size_t *ret_n)
{
    return rows_read(c, campaign_id, 0, most, ret_rows, ret_n);
}

enum err evidence_unsupported(
    struct call *c, int64_t campaign_id, size_t most, struct evidence_row **ret_rows, size_t *ret_n)
{
    return rows_read(c, campaign_id, 1, most, ret_rows, ret_n);
}
