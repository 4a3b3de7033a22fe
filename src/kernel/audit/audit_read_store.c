#include "kernel/audit/audit_read_store.h"

#include "base/mem.h"
#include "kernel/reader/reader.h"

/* In the order of read_row. */
#define COLUMNS                                                                    \
    "SELECT e.seq, e.at, e.account_id, a.uid, a.name, e.via, e.action, e.subject," \
    " e.subject_uid, e.unit_id, u.uid, u.number, u.name, u.path, p.payload,"       \
    " x.erased_by_seq, e.subject_id FROM audit e"
#define JOINS                                                             \
    " LEFT JOIN account a ON a.org_id = e.org_id AND a.id = e.account_id" \
    " LEFT JOIN unit u ON u.org_id = e.org_id AND u.id = e.unit_id"       \
    " LEFT JOIN audit_payload p ON p.org_id = e.org_id AND p.seq = e.seq" \
    " LEFT JOIN audit_erased x ON x.org_id = e.org_id AND x.seq = e.seq"

static struct audit_row read_row(struct call *c, struct db_query *q)
{
    return (struct audit_row){
        .seq = db_int(q, 0),
        .at_ms = db_int(q, 1),
        .account_id = db_int(q, 2),
        .account_uid = db_uuid(q, 3),
        .account_name = mem_strdup(c, db_text(q, 4, NULL)),
        .via = mem_strdup(c, db_text(q, 5, NULL)),
        .action = mem_strdup(c, db_text(q, 6, NULL)),
        .subject = mem_strdup(c, db_text(q, 7, NULL)),
        .has_uid = !db_is_null(q, 8),
        .subject_uid = db_uuid(q, 8),
        .unit_id = db_int(q, 9),
        .unit_uid = db_uuid(q, 10),
        .unit_number = mem_strdup(c, db_text(q, 11, NULL)),
        .unit_name = mem_strdup(c, db_text(q, 12, NULL)),
        .unit_path = mem_strdup(c, db_text(q, 13, NULL)),
        .payload = mem_strdup(c, db_text(q, 14, NULL)),
        .erased_by_seq = db_int(q, 15),
        .subject_id = db_int(q, 16),
    };
}

static enum err read_all(
    struct call *c, struct db_query *q, struct audit_row *ret_rows, size_t *ret_n)
{
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_rows[n++] = read_row(c, q);
    if (e == ERR_OK)
        *ret_n = n;
    return e;
}

/* Entries are written in order of time but for the length of a transaction, so a few numbers more
 * are looked at than needed. *ret_seq 0: none is as old. */
static enum err newest_before(struct call *c, int64_t at_ms, int64_t *ret_seq)
{
    static const char SQL[] =
        "SELECT seq FROM audit WHERE org_id = :org AND at < ? ORDER BY at DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, at_ms);
    return db_one_int(q, 0, ret_seq);
}

/* The numbers between which the entries of the filter lie, both excluded. */
static enum err bounds(
    struct call *c, const struct audit_filter *filter, int64_t *ret_after, int64_t *ret_before)
{
    enum { AROUND = 1000 };
    int64_t before = filter->before_seq == 0 ? INT64_MAX : filter->before_seq;
    int64_t from = 0;
    int64_t to = INT64_MAX - AROUND;
    enum err e = filter->from_ms == 0 ? ERR_OK : newest_before(c, filter->from_ms, &from);
    if (e == ERR_OK && filter->to_ms != 0)
        e = newest_before(c, filter->to_ms, &to);
    if (e != ERR_OK)
        return e;
    *ret_after = from - AROUND;
    *ret_before = to + AROUND < before ? to + AROUND : before;
    return ERR_OK;
}

/* One text for each way in, so that both engines take the index of its own; the narrowest filter
 * leads, the others are looked at row by row. */
#define LIST(lead)                                                                              \
    COLUMNS JOINS                                                                               \
        " WHERE e.org_id = :org" lead " AND e.seq > ? AND e.seq < ? AND e.at >= ? AND e.at < ?" \
        " AND (? = 0 OR e.subject = ?) AND (? = 0 OR e.account_id = ?)"                         \
        " AND " READER_MAY_SEE("e.subject", "e.subject_id") " ORDER BY e.seq DESC LIMIT ?"

/* The statement of a filter with its leading value bound. */
static struct db_query *list_query(struct call *c, const struct audit_filter *filter)
{
    static const char ALL[] = LIST("");
    static const char OF_RECORD[] = LIST(" AND e.subject_uid = ?");
    static const char OF_ACCOUNT[] = LIST(" AND e.account_id = ?");
    static const char OF_SUBJECT[] = LIST(" AND e.subject = ?");
    struct db_query *q;
    if (filter->subject_uid != NULL) {
        q = db_query(c->db, OF_RECORD);
        db_bind_blob(q, filter->subject_uid, UUID_SIZE);
    } else if (filter->by_account) {
        q = db_query(c->db, OF_ACCOUNT);
        db_bind_int(q, filter->account_id);
    } else if (filter->subject != NULL) {
        q = db_query(c->db, OF_SUBJECT);
        db_bind_text(q, filter->subject);
    } else {
        q = db_query(c->db, ALL);
    }
    return q;
}

enum err audit_read_store_list(struct call *c, const struct audit_filter *filter, int limit,
    struct audit_row *ret_rows, size_t *ret_n)
{
    const struct reader reader = reader_of(c->who);
    int64_t after = 0;
    int64_t before = 0;
    enum err e = bounds(c, filter, &after, &before);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = list_query(c, filter);
    db_bind_int(q, after);
    db_bind_int(q, before);
    db_bind_int(q, filter->from_ms);
    db_bind_int(q, filter->to_ms == 0 ? INT64_MAX : filter->to_ms);
    db_bind_int(q, filter->subject != NULL);
    db_bind_text(q, filter->subject);
    db_bind_int(q, filter->by_account);
    db_bind_int(q, filter->account_id);
    reader_bind(q, &reader);
    db_bind_int(q, limit);
    return read_all(c, q, ret_rows, ret_n);
}

enum err audit_read_store_history(struct call *c, const char *subject, int64_t subject_id,
    int64_t before_seq, int limit, struct audit_row *ret_rows, size_t *ret_n)
{
    static const char SQL[] =
        COLUMNS JOINS " WHERE e.org_id = :org AND e.subject = ? AND e.subject_id = ? AND e.seq < ?"
                      " ORDER BY e.seq DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, subject);
    db_bind_int(q, subject_id);
    db_bind_int(q, before_seq == 0 ? INT64_MAX : before_seq);
    db_bind_int(q, limit);
    return read_all(c, q, ret_rows, ret_n);
}

enum err audit_read_store_since(struct call *c, const struct reader *reader, int64_t since_seq,
    int limit, struct audit_row *ret_rows, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT e.seq, e.at, e.account_id, NULL, NULL, NULL, e.action, e.subject, e.subject_uid,"
        " e.unit_id, NULL, NULL, NULL, u.path, NULL, NULL, e.subject_id FROM audit e"
        " LEFT JOIN unit u ON u.org_id = e.org_id AND u.id = e.unit_id"
        " WHERE e.org_id = :org AND e.seq > ?"
        " AND " READER_MAY_SEE("e.subject", "e.subject_id") " ORDER BY e.seq LIMIT ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, since_seq);
    reader_bind(q, reader);
    db_bind_int(q, limit);
    return read_all(c, q, ret_rows, ret_n);
}

enum err audit_read_store_last(struct call *c, int64_t *ret_seq)
{
    static const char SQL[] = "SELECT seq FROM audit_head WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_seq);
}

enum err audit_read_store_account(struct call *c, const struct uuid *uid, int64_t *ret_id)
{
    static const char SQL[] = "SELECT id FROM account WHERE org_id = :org AND uid = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, uid);
    int64_t id = 0;
    enum err e = db_one_int(q, 0, &id);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_id = id;
    return e;
}
