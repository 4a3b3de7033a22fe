/* SQL of pieces of information. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/marking/marking_private.h"

#include <stdlib.h>

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

static void read_allowed(struct call *c, struct db_query *q, int col, struct marking_piece *piece)
{
    size_t len = 0, i;
    const json_t *one;
    const char *stored = db_text(q, col, &len);
    json_t *list = stored == NULL ? NULL : json_loadb(stored, len, 0, NULL);
    const char **names = mem_array(c, const char *, json_array_size(list) + 1);
    json_array_foreach(list, i, one)
    {
        names[piece->n_allowed++] = mem_strdup(c, json_string_value(one));
    }
    piece->allowed = names;
    json_decref(list);
}

static struct case_piece piece_of(struct call *c, struct db_query *q)
{
    struct case_piece piece = {
        .says = {.no = db_int(q, 0), .title = text(c, q, 1), .value = text(c, q, 2)},
        .note = text(c, q, 5),
        .version = db_int(q, 6),
        .updated_ms = db_int(q, 7),
        .by_name = text(c, q, 8),
    };
    piece.says.tlp = tlp_of(db_text(q, 3, NULL));
    read_allowed(c, q, 4, &piece.says);
    return piece;
}

#define PIECES                                                                          \
    "SELECT p.no, p.title, p.value, p.tlp, p.allowed, p.note, p.version, p.updated_at," \
    " a.name FROM case_piece p LEFT JOIN account a ON a.org_id = p.org_id"              \
    " AND a.id = p.updated_by WHERE p.org_id = :org AND p.incident_id = ?"

enum err piece_store_all(
    struct call *c, int64_t incident_id, struct case_piece **ret_pieces, size_t *ret_n)
{
    static const char SQL[] = PIECES " ORDER BY p.no LIMIT ?";
    struct case_piece *pieces = mem_array(c, struct case_piece, LIMIT_CASE_PIECES);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, LIMIT_CASE_PIECES);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        pieces[n++] = piece_of(c, q);
    *ret_pieces = pieces;
    *ret_n = n;
    return e;
}

enum err piece_store_one(
    struct call *c, int64_t incident_id, int64_t no, struct case_piece *ret_piece)
{
    static const char SQL[] = PIECES " AND p.no = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    db_bind_int(q, no);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_piece = piece_of(c, q);
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}

/* Title, value, class, who may be told, note, when and who. */
static void bind_said(struct call *c, struct db_query *q, const struct case_piece *piece)
{
    json_t *list = reg_keep(c, json_array());
    for (size_t i = 0; i < piece->says.n_allowed; i++)
        json_array_append_new(list, json_string(piece->says.allowed[i]));
    char *allowed = json_dumps(list, JSON_COMPACT);
    db_bind_text(q, piece->says.title);
    db_bind_text(q, piece->says.value);
    db_bind_text(q, tlp_key(piece->says.tlp));
    db_bind_text(q, piece->says.n_allowed == 0 ? NULL : mem_strdup(c, allowed));
    db_bind_text(q, piece->note);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    free(allowed);
}

static enum err newest(struct call *c, int64_t incident_id, int64_t *ret_no)
{
    static const char SQL[] =
        "SELECT max(no) FROM case_piece WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_one_int(q, 0, ret_no);
}

enum err piece_store_add(struct call *c, int64_t incident_id, struct case_piece *piece)
{
    static const char SQL[] =
        "INSERT INTO case_piece (org_id, title, value, tlp, allowed, note, updated_at, updated_by,"
        " incident_id, no, version) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)";
    int64_t last = 0;
    enum err e = newest(c, incident_id, &last);
    if (e == ERR_OK && last >= LIMIT_CASE_PIECES)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_CASE_PIECES);
    if (e != ERR_OK)
        return e;
    piece->says.no = last + 1;
    DB_QUERY *q = db_query(c->db, SQL);
    bind_said(c, q, piece);
    db_bind_int(q, incident_id);
    db_bind_int(q, piece->says.no);
    return db_run(q);
}

enum err piece_store_put(struct call *c, int64_t incident_id, const struct case_piece *piece)
{
    static const char SQL[] =
        "UPDATE case_piece SET title = ?, value = ?, tlp = ?, allowed = ?, note = ?,"
        " updated_at = ?, updated_by = ?, version = version + 1"
        " WHERE org_id = :org AND incident_id = ? AND no = ? AND version = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    bind_said(c, q, piece);
    db_bind_int(q, incident_id);
    db_bind_int(q, piece->says.no);
    db_bind_int(q, piece->version);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_STALE : e;
}

enum err piece_store_purge(struct call *c, int64_t incident_id)
{
    static const char SQL[] = "DELETE FROM case_piece WHERE org_id = :org AND incident_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, incident_id);
    return db_run(q);
}
