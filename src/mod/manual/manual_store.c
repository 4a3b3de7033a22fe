/* SQL of editions, and of what of the feedback stands in them. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/manual/manual_private.h"

static const char *text(struct call *c, struct db_query *q, int col)
{
    return mem_strdup(c, db_text(q, col, NULL));
}

/* Eight columns from `col` on. */
#define EDITION_COLUMNS                                                          \
    "e.edition, e.title, e.topic, e.body, e.changes, e.approved_at, e.ended_at," \
    " a.name"

static struct manual_edition edition_at(struct call *c, struct db_query *q, int col)
{
    return (struct manual_edition){.edition = db_int(q, col),
        .title = text(c, q, col + 1),
        .topic = text(c, q, col + 2),
        .body = text(c, q, col + 3),
        .changes = text(c, q, col + 4),
        .approved_ms = db_int(q, col + 5),
        .ended_ms = db_int(q, col + 6),
        .approved_by = text(c, q, col + 7)};
}

enum err manual_store_in_force(struct call *c, struct manual_page **ret_pages, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT p.uid, p.number, CASE WHEN p.state = 'draft' THEN 1 ELSE 0 END,"
        " (SELECT count(*) FROM manual_feedback f WHERE f.org_id = :org AND f.page_id = p.id"
        " AND f.state = 'open' AND f.deleted_at IS NULL), " EDITION_COLUMNS
        " FROM manual_page p JOIN manual_edition e ON e.org_id = p.org_id AND e.page_id = p.id"
        " AND e.ended_at IS NULL LEFT JOIN account a ON a.org_id = e.org_id"
        " AND a.id = e.approved_by WHERE p.org_id = :org AND p.deleted_at IS NULL"
        " ORDER BY p.position, p.id LIMIT ?";
    struct manual_page *pages = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, LIMIT_MANUAL_PAGES);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        pages = mem_grow(c, pages, struct manual_page, n + 1);
        pages[n++] = (struct manual_page){.uid = db_uuid(q, 0),
            .number = text(c, q, 1),
            .revising = db_int(q, 2) != 0,
            .waiting = db_int(q, 3),
            .edition = edition_at(c, q, 4)};
    }
    *ret_pages = pages;
    *ret_n = n;
    return e;
}

enum err manual_store_editions(
    struct call *c, int64_t page_id, struct manual_edition **ret_editions, size_t *ret_n)
{
    static const char SQL[] = "SELECT " EDITION_COLUMNS
                              " FROM manual_edition e LEFT JOIN account a ON a.org_id = e.org_id"
                              " AND a.id = e.approved_by WHERE e.org_id = :org AND e.page_id = ?"
                              " ORDER BY e.edition DESC LIMIT ?";
    struct manual_edition *editions = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, page_id);
    db_bind_int(q, LIMIT_MANUAL_EDITIONS);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        editions = mem_grow(c, editions, struct manual_edition, n + 1);
        editions[n++] = edition_at(c, q, 0);
    }
    *ret_editions = editions;
    *ret_n = n;
    return e;
}

enum err manual_store_end(struct call *c, int64_t page_id)
{
    static const char SQL[] = "UPDATE manual_edition SET ended_at = ? WHERE org_id = :org"
                              " AND page_id = ? AND ended_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, page_id);
    return db_run(q);
}

enum err manual_store_put(struct call *c, int64_t page_id, const struct manual_edition *edition)
{
    static const char SQL[] =
        "INSERT INTO manual_edition (org_id, page_id, edition, title, topic, body, changes,"
        " approved_at, approved_by) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, page_id);
    db_bind_int(q, edition->edition);
    db_bind_text(q, edition->title);
    db_bind_text(q, edition->topic);
    db_bind_text(q, edition->body);
    db_bind_text(q, edition->changes);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    return db_run(q);
}

enum err manual_store_settle(struct call *c, int64_t page_id, int64_t edition)
{
    static const char SQL[] = "UPDATE manual_feedback SET settled_edition = ? WHERE org_id = :org"
                              " AND page_id = ? AND state = 'taken' AND settled_edition IS NULL"
                              " AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, edition);
    db_bind_int(q, page_id);
    return db_run(q);
}

enum err manual_store_edition_of(struct call *c, int64_t page_id, int64_t *ret_edition)
{
    static const char SQL[] = "SELECT edition FROM manual_edition WHERE org_id = :org"
                              " AND page_id = ? AND ended_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, page_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_edition = row ? db_int(q, 0) : 0;
    return e;
}

enum err manual_store_purge(struct call *c, int64_t page_id)
{
    static const char SQL[] = "DELETE FROM manual_edition WHERE org_id = :org AND page_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, page_id);
    return db_run(q);
}
