#include "kernel/auth/sign_in_store.h"

#include "base/mem.h"

#define SELECT_FROM                                                               \
    "SELECT s.id, s.uid, s.at, s.result, s.opened_by, s.address, s.agent, s.odd," \
    " s.seen_at, a.uid, a.login, a.name FROM sign_in s"                           \
    " LEFT JOIN account a ON a.org_id = s.org_id AND a.id = s.account_id"
#define NEWEST " ORDER BY s.id DESC LIMIT ?"

static struct sign_in_row read_row(struct call *c, struct db_query *q)
{
    return (struct sign_in_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .at_ms = db_int(q, 2),
        .result = mem_strdup(c, db_text(q, 3, NULL)),
        .opened_by = mem_strdup(c, db_text(q, 4, NULL)),
        .address = mem_strdup(c, db_text(q, 5, NULL)),
        .agent = mem_strdup(c, db_text(q, 6, NULL)),
        .odd = mem_strdup(c, db_text(q, 7, NULL)),
        .seen = !db_is_null(q, 8),
        .account_uid = db_uuid(q, 9),
        .account_login = mem_strdup(c, db_text(q, 10, NULL)),
        .account_name = mem_strdup(c, db_text(q, 11, NULL)),
    };
}

enum err sign_in_store_list(struct call *c, enum sign_in_choice choice, int64_t account_id,
    int64_t before, int limit, struct sign_in_row **ret_rows, size_t *ret_n)
{
    static const char *const SQL[] = {
        [SIGN_IN_ACCOUNT] =
            SELECT_FROM " WHERE s.org_id = :org AND s.id < ? AND s.account_id = ?" NEWEST,
        [SIGN_IN_NOTICE] =
            SELECT_FROM " WHERE s.org_id = :org AND s.id < ? AND s.account_id = ? AND s.odd <> ''"
                        " AND s.seen_at IS NULL" NEWEST,
        [SIGN_IN_ALL] = SELECT_FROM " WHERE s.org_id = :org AND s.id < ?" NEWEST,
    };
    DB_QUERY *q = db_query(c->db, SQL[choice]);
    db_bind_int(q, before == 0 ? INT64_MAX : before);
    if (choice != SIGN_IN_ALL)
        db_bind_int(q, account_id);
    db_bind_int(q, limit);
    struct sign_in_row *rows = mem_array(c, struct sign_in_row, limit);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        rows[n++] = read_row(c, q);
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

enum err sign_in_store_add(struct call *c, const struct sign_in_new *s, const char *odd)
{
    static const char SQL[] =
        "INSERT INTO sign_in (org_id, uid, account_id, at, result, opened_by, address, agent, odd,"
        " locked) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    struct uuid uid = uuid_new(c->now_ms);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &uid);
    if (s->account_id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, s->account_id);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, s->result);
    db_bind_text(q, s->opened_by);
    db_bind_text(q, s->address);
    db_bind_text(q, s->agent);
    db_bind_text(q, odd);
    db_bind_int(q, s->locked);
    return db_run(q);
}

enum err sign_in_counts(
    struct call *c, int64_t from_ms, int64_t before_ms, struct sign_in_counts *ret_counts)
{
    static const char SQL[] = "SELECT count(CASE WHEN odd <> '' THEN 1 END),"
                              " count(DISTINCT CASE WHEN odd <> '' THEN account_id END),"
                              " count(CASE WHEN locked = 1 THEN 1 END),"
                              " count(DISTINCT CASE WHEN locked = 1 THEN account_id END),"
                              " count(CASE WHEN result <> 'ok' THEN 1 END),"
                              " count(DISTINCT CASE WHEN result <> 'ok' THEN account_id END)"
                              " FROM sign_in WHERE org_id = :org AND at >= ? AND at < ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, from_ms);
    db_bind_int(q, before_ms);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_counts = (struct sign_in_counts){.odd = {db_int(q, 0), db_int(q, 1)},
            .locked = {db_int(q, 2), db_int(q, 3)},
            .refused = {db_int(q, 4), db_int(q, 5)}};
    return e;
}

enum err sign_in_store_seen(struct call *c, const struct uuid *uid, int64_t account_id)
{
    static const char SQL[] =
        "UPDATE sign_in SET seen_at = ? WHERE org_id = :org AND uid = ? AND account_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, c->now_ms);
    db_bind_uuid(q, uid);
    db_bind_int(q, account_id);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err sign_in_store_purge(struct call *c, int64_t before_ms)
{
    static const char SQL[] = "DELETE FROM sign_in WHERE org_id = :org AND at < ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, before_ms);
    return db_run(q);
}
