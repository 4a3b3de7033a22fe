#include "kernel/db/db_postgres.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

/* --- Errors --- */

static enum err class_of(const char *state, enum db_tx tx)
{
    static const struct {
        const char *prefix;
        enum err e;
    } classes[] = {
        {"23505", ERR_UNIQUE},
        {"23503", ERR_REFERENCE},
        {"40001", ERR_BUSY}, /* serialization failure */
        {"40P01", ERR_BUSY}, /* deadlock */
        {"55P03", ERR_BUSY}, /* lock not available in time */
        {"53100", ERR_STORAGE_FULL},
        {"22021", ERR_INVALID}, /* not a character of the encoding */
        {"54000", ERR_INVALID}, /* too large for the server */
        {"53", ERR_UNAVAILABLE},
        {"57P", ERR_UNAVAILABLE},
        {"08", ERR_UNAVAILABLE},
    };
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (strncmp(state, classes[i].prefix, strlen(classes[i].prefix)) == 0)
            return classes[i].e;
    /* A server that only repeats another (standby) refuses writes. */
    return strcmp(state, "25006") == 0 && tx != DB_TX_READ ? ERR_UNAVAILABLE : ERR_INTERNAL;
}

bool pg_lost(const struct pg_conn *c)
{
    return PQstatus(c->pg) != CONNECTION_OK;
}

/* Only the primary message is logged: the detail holds values. Messages of class 22 hold them
 * too. */
enum err pg_fail(struct pg_conn *c, const struct db_query *q, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (state == NULL || pg_lost(c)) {
        db_log(q, "db.lost", state == NULL ? "" : state, "the connection to the server is lost");
        return ERR_UNAVAILABLE;
    }
    enum err e = class_of(state, c->base.tx);
    if (e == ERR_INTERNAL || e == ERR_STORAGE_FULL || e == ERR_UNAVAILABLE)
        db_log(q, "db.error", state, strncmp(state, "22", 2) == 0 ? "a value is refused" : message);
    return e;
}

/* insufficient_privilege: the role may not do this */
static bool denied(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state != NULL && strcmp(state, "42501") == 0;
}

bool pg_succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

enum err pg_exec(struct pg_conn *c, const char *sql)
{
    enum err e = pg_settle(c);
    if (e != ERR_OK)
        return e;
    PGresult *result = PQexec(c->pg, sql);
    e = pg_succeeded(result) ? ERR_OK : pg_fail(c, NULL, result);
    PQclear(result);
    return e;
}

/* --- Opening --- */

const struct pg_command_text pg_commands[PG_COMMAND_MAX] = {
    [PG_BEGIN_READ] = {"begin_read", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
    [PG_BEGIN_WRITE] = {"begin_write", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"},
    [PG_COMMIT] = {"commit", "COMMIT"},
    [PG_PART_BEGIN] = {"part_begin", "SAVEPOINT part"},
    [PG_PART_KEEP] = {"part_keep", "RELEASE SAVEPOINT part"},
};

static enum err pg_open(struct db *db, struct problem *problem)
{
    PQconninfoOption *options = PQconninfoParse(db->target, NULL);
    if (options == NULL)
        return problem_set(problem, ERR_INVALID, "database_url");
    PQconninfoFree(options);
    return ERR_OK;
}

static void ignore_notice(void *ctx, const char *message)
{
    (void)ctx;
    (void)message;
}

static enum err set_up(struct pg_conn *c)
{
    char sql[512];
    const char *encoding = PQparameterStatus(c->pg, "server_encoding");
    if (encoding == NULL || strcmp(encoding, "UTF8") != 0) {
        db_log(NULL, "db.error", "", "the database's encoding is not UTF8");
        return ERR_UNAVAILABLE;
    }
    PQsetNoticeProcessor(c->pg, ignore_notice, NULL);
    snprintf(sql, sizeof sql,
        "SET client_min_messages = warning;"
        "SET standard_conforming_strings = on;"
        "SET bytea_output = 'hex';"
        "SET extra_float_digits = 1;"
        "SET DateStyle = 'ISO';"
        "SET TimeZone = 'UTC';"
        "SET idle_in_transaction_session_timeout = '10min';"
        "SET lock_timeout = %lld",
        (long long)c->base.db->wait_ms);
    enum err e = pg_exec(c, sql);
    for (int i = PG_NOTHING + 1; i < PG_COMMAND_MAX && e == ERR_OK; i++) {
        PGresult *result = PQprepare(c->pg, pg_commands[i].name, pg_commands[i].sql, 0, NULL);
        e = pg_succeeded(result) ? ERR_OK : pg_fail(c, NULL, result);
        PQclear(result);
    }
    return e;
}

/* What stands before the URL may be overridden by it, what stands after may not. */
static enum err open_connection(struct pg_conn *c)
{
    const char *const keys[] = {"connect_timeout", "tcp_user_timeout", "keepalives_idle",
        "fallback_application_name", "dbname", "client_encoding", NULL};
    const char *const values[] = {"10", "30000", "60", "kaname", c->base.db->target, "UTF8", NULL};
    c->pg = PQconnectdbParams(keys, values, 1);
    c->generation++;
    c->org_known = false;
    c->owes_end = false;
    c->n_waiting = 0;
    pg_drop_gathered(c);
    if (!pg_lost(c))
        return set_up(c);
    /* Names server, role and database, never the password. */
    const char *why = PQerrorMessage(c->pg);
    db_log(NULL, "db.unavailable", "", why);
    c->base.why = mem_strndup(c, why, strcspn(why, "\n"));
    return ERR_UNAVAILABLE;
}

static enum err pg_connect(struct db_conn *conn)
{
    return open_connection(pg_own(conn));
}

static void pg_disconnect(struct db_conn *conn)
{
    PQfinish(pg_own(conn)->pg);
    pg_own(conn)->pg = NULL;
}

/* Between transactions nothing is to be read, unless the server has said good-bye. */
bool pg_alive(struct pg_conn *c)
{
    struct pollfd socket = {.fd = PQsocket(c->pg), .events = POLLIN};
    while (!pg_lost(c) && poll(&socket, 1, 0) > 0)
        if (PQconsumeInput(c->pg) == 0)
            return false;
    return !pg_lost(c);
}

enum err pg_reconnect(struct pg_conn *c)
{
    PQfinish(c->pg);
    return open_connection(c);
}

bool pg_knows_org(const struct pg_conn *c)
{
    return c->org_known && c->org_sent == c->base.org_id;
}

/* Row-level security (db_migrate.c) asks for the organisation by this name. */
enum err pg_tell_org(struct pg_conn *c)
{
    char sql[64];
    if (pg_knows_org(c))
        return ERR_OK;
    c->org_sent = c->base.org_id;
    snprintf(sql, sizeof sql, "SET kaname.org = '%lld'", (long long)c->org_sent);
    enum err e = pg_exec(c, sql);
    c->org_known = e == ERR_OK;
    return e;
}

/* --- Transactions --- */

/* Sent with the first statement, in one journey: a transaction sees nothing before it. */
static enum err pg_begin(struct db_conn *conn, enum db_tx tx, int64_t wait_ms)
{
    struct pg_conn *c = pg_own(conn);
    (void)wait_ms; /* set once, as lock_timeout */
    enum err e = c->owes_end || pg_alive(c) ? ERR_OK : pg_reconnect(c);
    if (e == ERR_OK)
        c->begin = tx == DB_TX_READ ? PG_BEGIN_READ : PG_BEGIN_WRITE;
    return e;
}

/* A read transaction has nothing to lose: where another follows, its end goes with that. */
static enum err end_read(struct pg_conn *c)
{
    if (c->base.lingers) {
        c->owes_end = true;
        return ERR_OK;
    }
    return pg_command_now(c, PG_COMMIT, NULL);
}

static void pg_widen(struct db_conn *conn)
{
    pg_own(conn)->gathers = true;
}

static void pg_rest(struct db_conn *conn)
{
    pg_settle(pg_own(conn)); /* a lost connection is noticed by what comes next */
}

/* The server answers a COMMIT of a failed transaction with ROLLBACK and no error. */
static enum err pg_commit(struct db_conn *conn)
{
    struct pg_conn *c = pg_own(conn);
    if (c->begin != PG_NOTHING) { /* the server knows nothing of it */
        c->begin = PG_NOTHING;
        return ERR_OK;
    }
    if (conn->tx == DB_TX_READ)
        return end_read(c);
    PGresult *result = NULL;
    enum err e = pg_send_gathered(c);
    pg_drop_gathered(c);
    if (e == ERR_OK)
        e = pg_command_now(c, PG_COMMIT, &result);
    if (e == ERR_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0)
        e = db_misuse(NULL, "the server rolled back instead of committing");
    PQclear(result);
    return e;
}

static void pg_rollback(struct db_conn *conn)
{
    struct pg_conn *c = pg_own(conn);
    bool unknown = c->begin != PG_NOTHING; /* to the server */
    pg_drop_gathered(c);
    c->in_part = false;
    c->begin = PG_NOTHING;
    if (c->n_waiting > 0)
        pg_settle(c); /* what failed of it is rolled back like the rest */
    if (unknown || pg_lost(c) || PQtransactionStatus(c->pg) == PQTRANS_IDLE)
        return;
    /* A rollback would take back what the server was told in the transaction, too. */
    bool only_read = conn->tx == DB_TX_READ && PQtransactionStatus(c->pg) == PQTRANS_INTRANS;
    c->org_known = c->org_known && only_read;
    if (only_read)
        end_read(c);
    else
        pg_exec(c, "ROLLBACK");
}

static enum err pg_script(struct db_conn *conn, const char *sql, const void *ctx, char **ret_why)
{
    struct pg_conn *c = pg_own(conn);
    enum err e = conn->tx == DB_TX_NONE && !pg_alive(c) ? pg_reconnect(c) : pg_send_gathered(c);
    if (e == ERR_OK)
        e = pg_begin_now(c);
    if (e == ERR_OK)
        e = pg_tell_org(c);
    if (e != ERR_OK)
        return e;
    PGresult *result = PQexec(c->pg, sql);
    e = pg_succeeded(result) ? ERR_OK : pg_fail(c, NULL, result);
    if (e != ERR_OK) {
        const char *why = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        *ret_why = mem_strdup(ctx, why == NULL ? PQresultErrorMessage(result) : why);
    }
    if (denied(result))
        e = ERR_FORBIDDEN;
    PQclear(result);
    return e;
}

/* A part begins and is kept with what comes next. What the server is told in a part would be undone
 * with it, so it is told before. */
static enum err pg_part_begin(struct db_conn *conn)
{
    struct pg_conn *c = pg_own(conn);
    enum err e = pg_send_gathered(c);
    if (e == ERR_OK && !pg_knows_org(c))
        e = pg_begin_now(c);
    if (e == ERR_OK)
        e = pg_tell_org(c);
    if (e == ERR_OK)
        e = pg_command_ahead(c, PG_PART_BEGIN);
    c->in_part = e == ERR_OK;
    c->before_part = c->n_waiting;
    return e;
}

static enum err pg_part_keep(struct db_conn *conn)
{
    struct pg_conn *c = pg_own(conn);
    enum err e = pg_send_gathered(c);
    c->in_part = false;
    return e == ERR_OK ? pg_command_ahead(c, PG_PART_KEEP) : e;
}

/* What of the part was sent ahead may have failed: it is undone like the rest. */
static enum err pg_part_undo(struct db_conn *conn)
{
    struct pg_conn *c = pg_own(conn);
    pg_clear_gathered(c);
    enum err e = pg_settle(c);
    c->in_part = false;
    if (conn->broken)
        return e;
    return pg_exec(c, "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part");
}

static enum err pg_settle_all(struct db_conn *conn)
{
    enum err e = pg_send_gathered(pg_own(conn));
    return e == ERR_OK ? pg_settle(pg_own(conn)) : e;
}

const struct db_engine_ops db_postgres_ops = {
    .engine = DB_POSTGRES,
    .conn_size = sizeof(struct pg_conn),
    .query_size = sizeof(struct pg_query),
    .open = pg_open,
    .connect = pg_connect,
    .disconnect = pg_disconnect,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .script = pg_script,
    .prepare = pg_prepare,
    .unprepare = pg_unprepare,
    .step = pg_step,
    .reset = pg_reset,
    .bind_int = pg_bind_int,
    .bind_num = pg_bind_num,
    .bind_text = pg_bind_text,
    .bind_blob = pg_bind_blob,
    .bind_uuid = pg_bind_uuid,
    .bind_null = pg_bind_null,
    .is_null = pg_is_null,
    .get_int = pg_get_int,
    .get_num = pg_get_num,
    .get_text = pg_get_text,
    .get_blob = pg_get_blob,
    .get_uuid = pg_get_uuid,
    .copy = pg_copy,
    .later = pg_later,
    .gather = pg_gather,
    .settle = pg_settle_all,
    .part_begin = pg_part_begin,
    .part_keep = pg_part_keep,
    .part_undo = pg_part_undo,
    .rest = pg_rest,
    .widen = pg_widen,
    .maintain = pg_maintain,
    .self_check = pg_self_check,
};
