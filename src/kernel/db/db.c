#include "base/clock.h"
#include "base/log.h"
#include "kernel/db/db_private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

static const struct db_engine_ops *engine_of(const char *url, const char **ret_target)
{
    if (strncmp(url, "sqlite:", 7) == 0) {
        *ret_target = url + 7;
        return &db_sqlite_ops;
    }
    *ret_target = url;
    if (strncmp(url, "postgres://", 11) == 0 || strncmp(url, "postgresql://", 13) == 0)
        return &db_postgres_ops;
    return NULL;
}

enum err db_find(const char *url, struct problem *problem)
{
    const char *target;
    const struct db_engine_ops *ops = engine_of(url, &target);
    if (ops == NULL)
        return problem_set(problem, ERR_INVALID, "database_url");
    return ops->find == NULL ? ERR_OK : ops->find(target, problem);
}

enum err db_open(const char *url, struct problem *problem, struct db **ret_db)
{
    const char *target;
    const struct db_engine_ops *ops = engine_of(url, &target);
    if (ops == NULL)
        return problem_set(problem, ERR_INVALID, "database_url");
    struct db *db = mem_new(NULL, struct db);
    db->ops = ops;
    db->target = mem_strdup(db, target);
    db->wait_ms = DB_WAIT_MS;
    db_queue_init(&db->writers);
    enum err e = ops->open(db, problem);
    if (e != ERR_OK) {
        db_close(db);
        return e;
    }
    *ret_db = db;
    return ERR_OK;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    db_queue_release(&db->writers);
    mem_free(db);
}

enum db_engine db_engine(const struct db *db)
{
    return db->ops->engine;
}

static enum err connect_as(
    struct db *db, bool brief, struct problem *problem, struct db_conn **ret_conn)
{
    struct db_conn *conn = mem_zalloc(NULL, db->ops->conn_size, "struct db_conn");
    conn->db = db;
    conn->brief = brief;
    enum err e = db->ops->connect(conn);
    if (e != ERR_OK) {
        if (problem != NULL)
            problem_set_arg(problem, e, "database_server", conn->why == NULL ? "" : conn->why);
        db_disconnect(conn);
        return e;
    }
    *ret_conn = conn;
    return ERR_OK;
}

enum err db_connect(struct db *db, struct db_conn **ret_conn)
{
    return connect_as(db, false, NULL, ret_conn);
}

enum err db_connect_told(struct db *db, struct problem *problem, struct db_conn **ret_conn)
{
    return connect_as(db, false, problem, ret_conn);
}

enum err db_connect_brief(struct db *db, struct db_conn **ret_conn)
{
    return db->ops->can_be_brief ? connect_as(db, true, NULL, ret_conn) : ERR_METHOD;
}

void db_rest(struct db_conn *conn)
{
    if (conn->db->ops->rest != NULL)
        conn->db->ops->rest(conn);
    conn->lingers = true;
}

void db_widen(struct db_conn *conn)
{
    if (conn->db->ops->widen != NULL)
        conn->db->ops->widen(conn);
}

bool db_gave_up(struct db_conn *conn)
{
    bool gave_up = conn->gave_up;
    conn->gave_up = false;
    return gave_up;
}

void db_disconnect(struct db_conn *conn)
{
    if (conn == NULL)
        return;
    db_rollback(conn);
    conn->db->ops->disconnect(conn);
    db_cache_clear(&conn->cache);
    mem_free(conn);
}

struct db *db_of(struct db_conn *conn)
{
    return conn->db;
}

void db_set_org(struct db_conn *conn, int64_t org_id)
{
    conn->org_id = org_id;
}

int64_t db_org(const struct db_conn *conn)
{
    return conn->org_id;
}

void db_log(const struct db_query *q, const char *event, const char *code, const char *why)
{
    if (!log_on(LOG_ERROR))
        return;
    struct jw line = log_begin(NULL, LOG_ERROR, event);
    jw_kstr(&line, "code", code);
    jw_kstr(&line, "detail", why);
    if (q != NULL)
        jw_kstr(&line, "sql", q->text);
    log_end(&line, LOG_ERROR);
}

enum err db_misuse(const struct db_query *q, const char *why)
{
    db_log(q, "db.misuse", "", why);
    return ERR_INTERNAL;
}

enum err db_give_up(struct db_conn *conn)
{
    conn->gave_up = true;
    return ERR_BUSY;
}

/* --- Transactions --- */

static enum err begin(struct db_conn *conn, enum db_tx tx)
{
    struct db *db = conn->db;
    if (conn->tx != DB_TX_NONE)
        return db_misuse(NULL, "a transaction is open already");
    if (conn->brief && tx == DB_TX_WRITE)
        return db_give_up(conn);
    bool queued = tx == DB_TX_WRITE && db->ops->one_writer;
    int64_t begun = queued ? clock_monotonic_ms() : 0;
    if (queued && !db_queue_enter(&db->writers, db->wait_ms))
        return ERR_BUSY;
    int64_t waited = queued ? clock_monotonic_ms() - begun : 0;
    enum err e = db->ops->begin(conn, tx, waited < db->wait_ms ? db->wait_ms - waited : 0);
    if (e != ERR_OK) {
        conn->gave_up = conn->gave_up || (conn->brief && e == ERR_BUSY);
        if (queued)
            db_queue_leave(&db->writers);
        return e;
    }
    conn->tx = tx;
    conn->failed = ERR_OK;
    conn->broken = false;
    return ERR_OK;
}

enum err db_begin_read(struct db_conn *conn)
{
    return begin(conn, DB_TX_READ);
}

enum err db_begin_write(struct db_conn *conn)
{
    return begin(conn, DB_TX_WRITE);
}

static void end(struct db_conn *conn)
{
    bool queued = conn->tx == DB_TX_WRITE && conn->db->ops->one_writer;
    conn->tx = DB_TX_NONE;
    conn->failed = ERR_OK;
    if (queued)
        db_queue_leave(&conn->db->writers);
}

enum err db_commit(struct db_conn *conn)
{
    if (conn->tx == DB_TX_NONE)
        return db_misuse(NULL, "no transaction is open");
    enum err e = conn->failed;
    if (e == ERR_OK)
        e = conn->db->ops->commit(conn);
    if (e != ERR_OK)
        conn->db->ops->rollback(conn);
    end(conn);
    return e;
}

void db_rollback(struct db_conn *conn)
{
    if (conn->tx == DB_TX_NONE)
        return;
    conn->db->ops->rollback(conn);
    end(conn);
}

bool db_in_transaction(const struct db_conn *conn)
{
    return conn->tx != DB_TX_NONE;
}

enum err db_script(struct db_conn *conn, const char *sql, const void *ctx, char **ret_why)
{
    char *why = NULL;
    enum err e = conn->db->ops->script(conn, sql, ctx, &why);
    if (e != ERR_OK && conn->tx != DB_TX_NONE && conn->failed == ERR_OK)
        conn->failed = e;
    if (ret_why != NULL)
        *ret_why = why;
    return e;
}

enum err db_part_begin(struct db_conn *conn)
{
    if (conn->tx != DB_TX_WRITE)
        return db_misuse(NULL, "a part outside a write transaction");
    if (conn->failed == ERR_OK)
        conn->failed = conn->db->ops->part_begin(conn);
    return conn->failed;
}

enum err db_part_keep(struct db_conn *conn)
{
    if (conn->failed == ERR_OK)
        conn->failed = conn->db->ops->part_keep(conn);
    return conn->failed;
}

/* A lost connection fails again right here. */
enum err db_part_undo(struct db_conn *conn)
{
    if (!conn->broken)
        conn->failed = conn->db->ops->part_undo(conn);
    return conn->failed;
}

enum err db_settle(struct db_conn *conn)
{
    if (conn->failed == ERR_OK && conn->db->ops->settle != NULL)
        conn->failed = conn->db->ops->settle(conn);
    return conn->failed;
}

int64_t db_writes(const struct db_conn *conn)
{
    return conn->writes;
}

/* --- Statements --- */

static enum err prepare(struct db_query *q)
{
    struct db_text text;
    void *ctx = mem_context(q, 0);
    const char *refused = db_text_translate(ctx, q->conn->db->ops->engine, q->text, &text);
    enum err e;
    if (refused != NULL) {
        e = db_misuse(q, refused);
    } else {
        q->n_params = text.n_params;
        q->uses_org = text.uses_org;
        e = q->conn->db->ops->prepare(q, text.sql);
    }
    mem_free(ctx);
    return e;
}

struct db_query *db_query(struct db_conn *conn, const char *sql)
{
    uint64_t hash = db_cache_hash(sql);
    struct db_query *q = db_cache_take(&conn->cache, sql, hash);
    if (q == NULL) {
        q = mem_zalloc(conn, conn->db->ops->query_size, "struct db_query");
        q->conn = conn;
        q->text = mem_strdup(q, sql);
        q->only_reads = strncmp(sql, "SELECT", 6) == 0;
        q->hash = hash;
        q->in_use = true;
        q->fault = prepare(q);
        if (q->fault == ERR_OK)
            db_cache_keep(&conn->cache, q);
    }
    q->err = conn->failed != ERR_OK ? conn->failed : q->fault;
    return q;
}

void db_query_free(struct db_query *q)
{
    q->conn->db->ops->unprepare(q);
    mem_free(q);
}

static void give_turn(struct db_query *q)
{
    if (q->has_turn)
        db_queue_leave(&q->conn->db->writers);
    q->has_turn = false;
}

static void rewind_query(struct db_query *q)
{
    if (q->fault == ERR_OK)
        q->conn->db->ops->reset(q);
    give_turn(q);
    q->state = DB_READY;
    q->n_bound = 0;
    q->changes = 0;
}

void db_finish(struct db_query *q)
{
    if (q == NULL)
        return;
    rewind_query(q);
    if (q->cached)
        db_cache_give(&q->conn->cache, q);
    else
        db_query_free(q);
}

void db_finish_ptr(struct db_query **q)
{
    db_finish(*q);
}

void db_again(struct db_query *q)
{
    rewind_query(q);
    q->err = q->conn->failed != ERR_OK ? q->conn->failed : q->fault;
}

/* Remembers an error; it also decides the fate of the transaction. */
static enum err fail(struct db_query *q, enum err e)
{
    q->err = e;
    q->conn->writes++;
    if (e == ERR_BUSY && q->conn->brief)
        q->conn->gave_up = true;
    if (q->conn->tx != DB_TX_NONE && q->conn->failed == ERR_OK)
        q->conn->failed = e;
    give_turn(q);
    return e;
}

/* The index for the next value, 0: there is none. */
static int next_index(struct db_query *q)
{
    if (q->err != ERR_OK)
        return 0;
    if (q->state == DB_READY && q->n_bound < q->n_params)
        return ++q->n_bound;
    fail(q, db_misuse(q, q->state == DB_READY ? "more values than parameters"
                                              : "a value is bound while the statement runs"));
    return 0;
}

void db_bind_int(struct db_query *q, int64_t value)
{
    int index = next_index(q);
    if (index > 0)
        q->conn->db->ops->bind_int(q, index, value);
}

/* SQLite makes NULL of a NaN, PostgreSQL keeps it: NULL on both. */
void db_bind_num(struct db_query *q, double value)
{
    int index = next_index(q);
    if (index == 0)
        return;
    if (isnan(value))
        q->conn->db->ops->bind_null(q, index);
    else
        q->conn->db->ops->bind_num(q, index, value);
}

/* PostgreSQL refuses what is not UTF-8; SQLite would keep it, and break others later. */
void db_bind_text(struct db_query *q, const char *text)
{
    int index = next_index(q);
    if (index == 0)
        return;
    size_t len = text == NULL ? 0 : strlen(text);
    if (text == NULL)
        q->conn->db->ops->bind_null(q, index);
    else if (u8_check((const uint8_t *)text, len) == NULL)
        q->conn->db->ops->bind_text(q, index, text, len);
    else
        fail(q, ERR_INVALID);
}

void db_bind_blob(struct db_query *q, const void *data, size_t len)
{
    int index = next_index(q);
    if (index == 0)
        return;
    if (data == NULL)
        q->conn->db->ops->bind_null(q, index);
    else if (len > INT32_MAX)
        fail(q, ERR_INVALID);
    else
        q->conn->db->ops->bind_blob(q, index, data, len);
}

void db_bind_uuid(struct db_query *q, const struct uuid *id)
{
    int index = next_index(q);
    if (index == 0)
        return;
    if (id == NULL)
        q->conn->db->ops->bind_null(q, index);
    else
        q->conn->db->ops->bind_uuid(q, index, id);
}

void db_bind_null(struct db_query *q)
{
    int index = next_index(q);
    if (index > 0)
        q->conn->db->ops->bind_null(q, index);
}

/* Before the statement runs. */
static enum err bind_last(struct db_query *q)
{
    if (q->n_bound < q->n_params)
        return fail(q, db_misuse(q, "fewer values than parameters"));
    if (q->conn->failed != ERR_OK)
        return q->err = q->conn->failed;
    if (q->uses_org)
        q->conn->db->ops->bind_int(q, q->n_params + 1, q->conn->org_id);
    q->conn->writes += !q->only_reads;
    return ERR_OK;
}

enum err db_step(struct db_query *q, bool *ret_row)
{
    if (q->err != ERR_OK)
        return fail(q, q->err);
    if (q->state == DB_READY && bind_last(q) != ERR_OK)
        return q->err;
    bool row = false;
    if (q->state != DB_DONE) {
        enum err e = q->conn->db->ops->step(q, &row);
        if (e != ERR_OK)
            return fail(q, e);
        q->state = row ? DB_ROW : DB_DONE;
        if (!row)
            give_turn(q);
    }
    *ret_row = row;
    return ERR_OK;
}

enum err db_run(struct db_query *q)
{
    enum err e;
    bool row = true;
    do
        e = db_step(q, &row);
    while (e == ERR_OK && row);
    return e;
}

static enum err run_by(struct db_query *q, enum err (*run)(struct db_query *q))
{
    if (run == NULL || q->conn->tx != DB_TX_WRITE)
        return db_run(q);
    if (q->err != ERR_OK)
        return fail(q, q->err);
    if (q->state != DB_READY)
        return fail(q, db_misuse(q, "a statement is run twice"));
    if (bind_last(q) != ERR_OK)
        return q->err;
    enum err e = run(q);
    if (e != ERR_OK)
        return fail(q, e);
    q->state = DB_DONE;
    return ERR_OK;
}

enum err db_run_later(struct db_query *q)
{
    return run_by(q, q->conn->db->ops->later);
}

enum err db_run_gathered(struct db_query *q)
{
    return run_by(q, q->conn->db->ops->gather);
}

int64_t db_changes(const struct db_query *q)
{
    return q->changes;
}

static bool has(const struct db_query *q, int col)
{
    return q->state == DB_ROW && q->err == ERR_OK && col >= 0 && col < q->n_cols;
}

bool db_is_null(struct db_query *q, int col)
{
    return !has(q, col) || q->conn->db->ops->is_null(q, col);
}

int64_t db_int(struct db_query *q, int col)
{
    return has(q, col) ? q->conn->db->ops->get_int(q, col) : 0;
}

double db_num(struct db_query *q, int col)
{
    return has(q, col) ? q->conn->db->ops->get_num(q, col) : 0;
}

const char *db_text(struct db_query *q, int col, size_t *ret_len)
{
    size_t len = 0;
    const char *text = has(q, col) ? q->conn->db->ops->get_text(q, col, &len) : NULL;
    if (ret_len != NULL)
        *ret_len = len;
    return text;
}

const void *db_blob(struct db_query *q, int col, size_t *ret_len)
{
    size_t len = 0;
    const void *data = has(q, col) ? q->conn->db->ops->get_blob(q, col, &len) : NULL;
    if (ret_len != NULL)
        *ret_len = len;
    return data;
}

struct uuid db_uuid(struct db_query *q, int col)
{
    struct uuid id = {0};
    if (has(q, col))
        q->conn->db->ops->get_uuid(q, col, &id);
    return id;
}

enum err db_one_int(struct db_query *q, int64_t fallback, int64_t *ret_value)
{
    bool row;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_value = row && !db_is_null(q, 0) ? db_int(q, 0) : fallback;
    return e;
}

enum err db_copy(struct db *db, const char *path, struct problem *problem)
{
    return db->ops->copy(db, path, problem);
}

enum err db_maintain(struct db_conn *conn)
{
    return conn->tx == DB_TX_NONE ? conn->db->ops->maintain(conn)
                                  : db_misuse(NULL, "maintenance in a transaction");
}

enum err db_self_check(struct db *db, struct problem *problem)
{
    struct db_conn *conn;
    enum err e = db_connect_told(db, problem, &conn);
    if (e != ERR_OK)
        return e;
    e = db->ops->self_check(conn, problem);
    db_disconnect(conn);
    return e;
}

enum err db_count_anew(struct db_conn *conn, const char *table)
{
    char sql[128];
    if (conn->db->ops->engine != DB_POSTGRES)
        return ERR_OK;
    snprintf(sql, sizeof sql, "ANALYZE %s", table);
    void *ctx = mem_context(conn, 0);
    enum err e = db_script(conn, sql, ctx, NULL);
    mem_free(ctx);
    return e;
}
