#include "base/mem.h"
#include "kernel/reader/reader.h"

#include <jansson.h>
#include <stdlib.h>

const struct reader READER_NOBODY = {.person = -1};

struct reader reader_of(const struct who *who)
{
    struct reader r = {.all = who->system, .person = who->person_id == 0 ? -1 : who->person_id};
    for (size_t i = 0; i < who->n_grants; i++)
        r.roles |= (INT64_C(1) << who->grants[i].role) & OF_STAFF;
    return r;
}

void reader_bind(struct db_query *q, const struct reader *reader)
{
    db_bind_int(q, reader->all);
    db_bind_int(q, reader->person);
    db_bind_int(q, reader->roles);
}

enum err reader_is_secret(struct call *c, const char *subject, int64_t record_id, bool *ret_secret)
{
    static const char sql[] = "SELECT count(*) FROM record_secret"
                              " WHERE org_id = :org AND subject = ? AND record_id = ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_int(q, record_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_secret = n > 0;
    return e;
}

enum err reader_is_hidden(struct call *c, const char *subject, int64_t record_id, bool *ret_hidden)
{
    static const char sql[] =
        "SELECT count(*) FROM record_secret s WHERE s.org_id = :org AND s.subject = ?"
        " AND s.record_id = ? AND NOT " READER_MAY_SEE("s.subject", "s.record_id");
    const struct reader reader = reader_of(c->who);
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_int(q, record_id);
    reader_bind(q, &reader);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_hidden = n > 0;
    return e;
}

/* As a JSON list, for one statement. */
static const char *listed(struct call *c, const int64_t *ids, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_integer(ids[i]));
    char *text = json_dumps(list, JSON_COMPACT);
    const char *copy = mem_strdup(c, text);
    json_decref(list);
    free(text);
    return copy;
}

enum err reader_hidden_of(
    struct call *c, const char *subject, const int64_t *record_ids, size_t n, bool *ret_hidden)
{
    static const char sql[] =
        "SELECT s.record_id FROM record_secret s WHERE s.org_id = :org AND s.subject = ?"
        " AND s.record_id IN ({sqlite: SELECT value FROM json_each(?)}{postgres: SELECT"
        " CAST(j.x AS bigint) FROM json_array_elements_text(CAST(? AS json)) AS j(x)})"
        " AND NOT " READER_MAY_SEE("s.subject", "s.record_id");
    const struct reader reader = reader_of(c->who);
    bool row = false;
    enum err e = ERR_OK;
    for (size_t i = 0; i < n; i++)
        ret_hidden[i] = false;
    if (n == 0)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_text(q, listed(c, record_ids, n));
    reader_bind(q, &reader);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        for (size_t i = 0; i < n; i++)
            ret_hidden[i] |= record_ids[i] == db_int(q, 0);
    return e;
}

enum err reader_list(struct call *c, const char *subject, int64_t record_id,
    struct reader_row ret_rows[LIMIT_READERS], size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.person_id, p.uid, p.number, p.name, r.role FROM record_reader r"
        " LEFT JOIN person p ON p.org_id = r.org_id AND p.id = r.person_id"
        " WHERE r.org_id = :org AND r.subject = ? AND r.record_id = ?"
        " ORDER BY r.person_id, r.role LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_int(q, record_id);
    db_bind_int(q, LIMIT_READERS);
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_rows[n++] = (struct reader_row){
            .person_id = db_int(q, 0),
            .person_uid = db_uuid(q, 1),
            .number = mem_strdup(c, db_text(q, 2, NULL)),
            .name = mem_strdup(c, db_text(q, 3, NULL)),
            .role = db_int(q, 4),
        };
    if (e == ERR_OK)
        *ret_n = n;
    return e;
}

enum err reader_read(
    struct call *c, const char *subject, int64_t record_id, struct readers *ret_readers)
{
    enum err e = reader_is_secret(c, subject, record_id, &ret_readers->secret);
    return e == ERR_OK ? reader_list(c, subject, record_id, ret_readers->rows, &ret_readers->n) : e;
}

bool readers_same(const struct readers *a, const struct readers *b)
{
    bool same = a->secret == b->secret && a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = a->rows[i].person_id == b->rows[i].person_id && a->rows[i].role == b->rows[i].role;
    return same;
}

enum err reader_is_named(
    struct call *c, const char *subject, int64_t record_id, int64_t person_id, bool *ret_named)
{
    static const char sql[] = "SELECT count(*) FROM record_reader WHERE org_id = :org"
                              " AND subject = ? AND record_id = ? AND person_id = ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_int(q, record_id);
    db_bind_int(q, person_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK)
        *ret_named = n > 0;
    return e;
}

/* The roles that accounts hold which may log in, as bits. */
static enum err roles_alive(struct call *c, int64_t *ret_roles)
{
    static const char sql[] =
        "SELECT DISTINCT g.role FROM account_role g JOIN account a ON a.org_id = g.org_id"
        " AND a.id = g.account_id WHERE g.org_id = :org AND a.state <> 'disabled'";
    DB_QUERY *q = db_query(c->db, sql);
    int64_t roles = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        enum role role;
        if (role_parse(db_text(q, 0, NULL), &role))
            roles |= (INT64_C(1) << role) & OF_STAFF;
    }
    if (e == ERR_OK)
        *ret_roles = roles;
    return e;
}

enum err reader_lost(
    struct call *c, const char *subject, int64_t after, int most, int64_t *ret_ids, size_t *ret_n)
{
    static const char sql[] =
        "SELECT s.record_id FROM record_secret s WHERE s.org_id = :org AND s.subject = ?"
        " AND s.record_id > ? AND NOT EXISTS (SELECT 1 FROM record_reader w WHERE w.org_id = :org"
        " AND w.subject = s.subject AND w.record_id = s.record_id AND ((w.role & ?) <> 0 OR EXISTS"
        " (SELECT 1 FROM account a JOIN account_role g ON g.org_id = a.org_id"
        " AND g.account_id = a.id WHERE a.org_id = :org AND a.person_id = w.person_id"
        " AND a.state <> 'disabled'))) ORDER BY s.record_id LIMIT ?";
    int64_t roles = 0;
    enum err e = roles_alive(c, &roles);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_int(q, after);
    db_bind_int(q, roles);
    db_bind_int(q, most);
    size_t n = 0;
    bool row = false;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_ids[n++] = db_int(q, 0);
    if (e == ERR_OK)
        *ret_n = n;
    return e;
}

static enum err run_on_record(
    struct call *c, const char *sql, const char *subject, int64_t record_id)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_int(q, record_id);
    return db_run(q);
}

static enum err add(
    struct call *c, const char *subject, int64_t record_id, const struct reader_row *row)
{
    static const char sql[] = "INSERT INTO record_reader (org_id, subject, record_id, person_id,"
                              " role) VALUES (:org, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, subject);
    db_bind_int(q, record_id);
    db_bind_int(q, row->person_id);
    db_bind_int(q, row->role);
    return db_run(q);
}

enum err reader_lock(struct call *c)
{
    static const char sql[] = "SELECT id FROM org WHERE id = :org {postgres: FOR NO KEY UPDATE}";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, sql);
    return db_one_int(q, 0, &id);
}

enum err reader_set(struct call *c, const char *subject, int64_t record_id, bool secret,
    const struct reader_row *rows, size_t n)
{
    static const char none[] =
        "DELETE FROM record_reader WHERE org_id = :org AND subject = ? AND record_id = ?";
    static const char open[] =
        "DELETE FROM record_secret WHERE org_id = :org AND subject = ? AND record_id = ?";
    static const char shut[] = "INSERT INTO record_secret (org_id, subject, record_id)"
                               " VALUES (:org, ?, ?) ON CONFLICT DO NOTHING";
    enum err e = run_on_record(c, none, subject, record_id);
    if (e == ERR_OK)
        e = run_on_record(c, secret ? shut : open, subject, record_id);
    for (size_t i = 0; secret && i < n && e == ERR_OK; i++)
        e = add(c, subject, record_id, &rows[i]);
    return e;
}
