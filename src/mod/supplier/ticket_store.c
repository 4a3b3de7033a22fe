/* SQL of what suppliers ask. */
#include "base/mem.h"
#include "mod/supplier/supplier_ticket.h"

enum err ticket_store_of(
    struct call *c, const char *response, const char **ret_ticket, const char **ret_state)
{
    static const char SQL[] = "SELECT uid, state FROM supplier_ticket WHERE org_id = :org"
                              " AND response = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, response);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e;
    char id[UUID_TEXT_SIZE];
    struct uuid uid = db_uuid(q, 0);
    uuid_format(&uid, id);
    *ret_ticket = mem_strdup(c, id);
    *ret_state = mem_strdup(c, db_text(q, 1, NULL));
    return ERR_OK;
}

enum err ticket_store_open(struct call *c, const char *today, struct ticket_open *ret_open)
{
    static const char SQL[] =
        "SELECT count(*) AS n, sum(CASE WHEN due < ? THEN 1 ELSE 0 END) AS late,"
        " min(asked_on) AS oldest FROM supplier_ticket WHERE org_id = :org AND state = 'open'"
        " AND deleted_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, today);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_open = (struct ticket_open){.n = db_int(q, 0),
            .late = db_is_null(q, 1) ? 0 : db_int(q, 1),
            .oldest = mem_strdup(c, db_text(q, 2, NULL))};
    return e;
}

enum err ticket_store_cells(
    struct call *c, const char *since, struct ticket_cell **ret_cells, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT t.kind, s.class, count(*) AS n, sum(CASE WHEN t.state = 'open' THEN 1 ELSE 0 END)"
        " AS open, count(DISTINCT t.supplier_id) AS firms FROM supplier_ticket t"
        " JOIN supplier s ON s.org_id = :org AND s.id = t.supplier_id WHERE t.org_id = :org"
        " AND t.deleted_at IS NULL AND t.asked_on >= ? GROUP BY t.kind, s.class"
        " ORDER BY t.kind, s.class";
    struct ticket_cell *list = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, since);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        list = mem_grow(c, list, struct ticket_cell, n + 1);
        list[n++] = (struct ticket_cell){.kind = mem_strdup(c, db_text(q, 0, NULL)),
            .class = mem_strdup(c, db_text(q, 1, NULL)),
            .n = db_int(q, 2),
            .open = db_int(q, 3),
            .firms = db_int(q, 4)};
    }
    if (e != ERR_OK)
        return e;
    *ret_cells = list;
    *ret_n = n;
    return ERR_OK;
}
