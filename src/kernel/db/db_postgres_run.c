#include "kernel/db/db_postgres.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WAITING_MOST = 128, /* statements sent ahead: their answers are some bytes each */
    FLUSH_AFTER = 16,
};

/* Prepared on the server by the first step, which knows the types of the values. */
enum err pg_prepare(struct db_query *base, const char *sql)
{
    struct pg_query *q = pg_own_query(base);
    int n = base->n_params + 1;
    q->sql = mem_strdup(q, sql);
    q->prepared_types = mem_array(q, Oid, n);
    q->types = mem_array(q, Oid, n);
    q->values = mem_array(q, union pg_value, n);
    q->data = mem_array(q, const char *, n);
    q->lengths = mem_array(q, int, n);
    q->formats = mem_array(q, int, n);
    return ERR_OK;
}

static bool is_prepared(const struct pg_query *q)
{
    return q->generation != 0 && q->generation == pg_own(q->base.conn)->generation;
}

/* In a failed transaction nothing can be done; the server forgets with the connection. */
static void deallocate(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    char sql[32];
    if (c->pg == NULL || !is_prepared(q) || pg_lost(c) ||
        PQtransactionStatus(c->pg) == PQTRANS_INERROR)
        return;
    snprintf(sql, sizeof sql, "DEALLOCATE %s", q->name);
    pg_exec(c, sql);
    q->generation = 0;
}

void pg_unprepare(struct db_query *base)
{
    deallocate(pg_own_query(base));
    PQclear(pg_own_query(base)->result);
}

static void clear_result(struct pg_query *q)
{
    PQclear(q->result);
    q->result = NULL;
    mem_free(q->row_memory);
    q->row_memory = NULL;
}

void pg_reset(struct db_query *base)
{
    struct pg_query *q = pg_own_query(base);
    clear_result(q);
    for (int i = 0; i <= base->n_params; i++)
        q->data[i] = NULL;
}

static int n_values(const struct pg_query *q)
{
    return q->base.n_params + (q->base.uses_org ? 1 : 0);
}

/* Binary values are read by the types they were declared with, so a value of another type needs
 * the statement prepared anew. NULL fits all. */
static bool types_fit(const struct pg_query *q)
{
    for (int i = 0; i < n_values(q); i++)
        if (q->types[i] != OID_ANY && q->types[i] != q->prepared_types[i])
            return false;
    return true;
}

static enum err ensure_prepared(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    if (is_prepared(q) && types_fit(q))
        return ERR_OK;
    deallocate(q);
    snprintf(q->name, sizeof q->name, "s%u", ++c->last_name);
    memcpy(q->prepared_types, q->types, sizeof(Oid) * (size_t)n_values(q));
    PGresult *result = PQprepare(c->pg, q->name, q->sql, n_values(q), q->prepared_types);
    enum err e = pg_succeeded(result) ? ERR_OK : pg_fail(c, &q->base, result);
    PQclear(result);
    q->generation = e == ERR_OK ? c->generation : 0;
    return e;
}

/* Everything before the statement itself. */
static enum err make_ready(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    enum err e = pg_begin_now(c);
    if (e == ERR_OK)
        e = pg_tell_org(c);
    return e == ERR_OK ? ensure_prepared(q) : e;
}

/* The statement is gone from the server, or a change of the schema has outdated its plan. */
static bool stale(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state != NULL && (strcmp(state, "26000") == 0 || strcmp(state, "0A000") == 0);
}

static enum err execute(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    q->result = PQexecPrepared(
        c->pg, q->name, n_values(q), q->data, q->lengths, q->formats, 0 /* results as text */);
    return pg_succeeded(q->result) ? ERR_OK : pg_fail(c, &q->base, q->result);
}

/* ---- several in one journey to the server (libpq's pipeline mode) ---- */

/* The result of one command of a pipeline; NULL: the connection is lost. */
static PGresult *next_result(PGconn *pg)
{
    PGresult *result = PQgetResult(pg);
    if (result != NULL)
        PQclear(PQgetResult(pg)); /* NULL: the end of this command's results */
    return result;
}

/* What belongs to the open part is undone with it, if its caller can make something of that. Beyond
 * it nobody can answer for a statement that nobody waits for: what it is refused for is our fault.
 */
static enum err ahead_failed(struct pg_conn *c, const PGresult *result, bool of_part)
{
    enum err e = pg_fail(c, NULL, result);
    if (of_part && !stale(result))
        return e;
    c->base.broken = c->base.tx == DB_TX_WRITE;
    if (stale(result))
        c->generation++; /* which one it was is not known: all are prepared anew */
    if (e == ERR_BUSY || e == ERR_UNAVAILABLE || e == ERR_STORAGE_FULL || e == ERR_INTERNAL)
        return e;
    db_log(NULL, "db.error", err_code(e), "a statement that was sent ahead is refused");
    return ERR_INTERNAL;
}

static enum err read_waiting(struct pg_conn *c)
{
    enum err e = ERR_OK;
    for (int i = 0; c->n_waiting > 0; c->n_waiting--, i++) {
        PGresult *result = next_result(c->pg);
        if (e == ERR_OK && !pg_succeeded(result))
            e = ahead_failed(c, result, c->in_part && i >= c->before_part);
        PQclear(result);
    }
    c->before_part = 0;
    return e;
}

/* Reads what was sent ahead and, when `ret_last` is there, the answer of one statement more. */
static enum err end_pipeline(struct pg_conn *c, PGresult **ret_last)
{
    if (PQpipelineSync(c->pg) != 1) {
        c->n_waiting = 0;
        return ERR_UNAVAILABLE;
    }
    enum err e = read_waiting(c);
    if (ret_last != NULL)
        *ret_last = next_result(c->pg);
    PQclear(PQgetResult(c->pg)); /* of the end of the pipeline */
    PQexitPipelineMode(c->pg);
    return e;
}

static bool in_pipeline(struct pg_conn *c)
{
    return PQpipelineStatus(c->pg) != PQ_PIPELINE_OFF || PQenterPipelineMode(c->pg) == 1;
}

static bool send_command(struct pg_conn *c, enum pg_command command)
{
    return in_pipeline(c) &&
           PQsendQueryPrepared(c->pg, pg_commands[command].name, 0, NULL, NULL, NULL, 0) == 1;
}

static bool send_query(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    return in_pipeline(c) && PQsendQueryPrepared(c->pg, q->name, n_values(q), q->data, q->lengths,
                                 q->formats, 0 /* results as text */) == 1;
}

/* What has been sent is one more to wait for. The server begins with it while we go on, and its
 * answers never fill what lies between us. */
static enum err sent_ahead(struct pg_conn *c, bool sent)
{
    if (!sent)
        return ERR_UNAVAILABLE;
    c->n_waiting++;
    if (c->n_waiting % FLUSH_AFTER == 0 && PQflush(c->pg) < 0)
        return ERR_UNAVAILABLE;
    return c->n_waiting < WAITING_MOST ? ERR_OK : pg_settle(c);
}

/* The end of the read transaction before, and the beginning of this one. */
static enum err send_owed(struct pg_conn *c)
{
    enum err e = ERR_OK;
    enum pg_command begin = c->begin;
    if (c->owes_end)
        e = sent_ahead(c, send_command(c, PG_COMMIT));
    c->owes_end = false;
    c->begin = PG_NOTHING;
    if (e == ERR_OK && begin != PG_NOTHING)
        e = sent_ahead(c, send_command(c, begin));
    return e;
}

enum err pg_begin_now(struct pg_conn *c)
{
    enum err e = send_owed(c);
    return e == ERR_OK ? pg_settle(c) : e;
}

enum err pg_settle(struct pg_conn *c)
{
    enum err e = ERR_OK;
    if (c->owes_end && !send_command(c, PG_COMMIT))
        e = ERR_UNAVAILABLE;
    else if (c->owes_end)
        c->n_waiting++;
    c->owes_end = false;
    return e == ERR_OK && c->n_waiting > 0 ? end_pipeline(c, NULL) : e;
}

enum err pg_command_ahead(struct pg_conn *c, enum pg_command command)
{
    enum err e = send_owed(c);
    return e == ERR_OK ? sent_ahead(c, send_command(c, command)) : e;
}

enum err pg_command_now(struct pg_conn *c, enum pg_command command, PGresult **ret_result)
{
    PGresult *result = NULL;
    enum err e = ERR_OK;
    if (c->n_waiting == 0)
        result = PQexecPrepared(c->pg, pg_commands[command].name, 0, NULL, NULL, NULL, 0);
    else
        e = send_command(c, command) ? end_pipeline(c, &result) : ERR_UNAVAILABLE;
    if (e == ERR_OK && !pg_succeeded(result))
        e = pg_fail(c, NULL, result);
    if (e == ERR_OK && ret_result != NULL)
        *ret_result = result;
    else
        PQclear(result);
    return e;
}

enum err pg_send_ahead(struct pg_conn *c, const char *sql, int n, const Oid *types,
    const char *const *data, const int *lengths, const int *formats)
{
    enum err e = ERR_OK;
    if (!pg_knows_org(c)) {
        e = pg_begin_now(c);
        e = e == ERR_OK ? pg_tell_org(c) : e;
    }
    if (e == ERR_OK)
        e = send_owed(c);
    if (e != ERR_OK)
        return e;
    return sent_ahead(c, in_pipeline(c) && PQsendQueryParams(c->pg, sql, n, types, data, lengths,
                                               formats, 0 /* results as text */) == 1);
}

/* Runs the statement behind what is owed and what has been sent ahead. */
static enum err execute_behind(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    enum err e = send_owed(c);
    if (e == ERR_OK)
        e = send_query(q) ? end_pipeline(c, &q->result) : ERR_UNAVAILABLE;
    return e == ERR_OK && !pg_succeeded(q->result) ? pg_fail(c, &q->base, q->result) : e;
}

/* Nothing has to be said to the server before it. */
static bool is_ready(const struct pg_query *q)
{
    return is_prepared(q) && types_fit(q) && pg_knows_org(pg_own(q->base.conn));
}

enum err pg_later(struct db_query *base)
{
    struct pg_query *q = pg_own_query(base);
    struct pg_conn *c = pg_own(base->conn);
    enum err e = pg_send_gathered(c);
    if (e == ERR_OK)
        e = is_ready(q) ? send_owed(c) : make_ready(q);
    return e == ERR_OK ? sent_ahead(c, send_query(q)) : e;
}

/* ---- one ---- */

static enum err attempt(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    if ((c->begin != PG_NOTHING || c->n_waiting > 0) && is_ready(q))
        return execute_behind(q);
    enum err e = make_ready(q);
    return e == ERR_OK ? execute(q) : e;
}

/* A stale statement is prepared anew; in a transaction, which it has failed, by the next attempt.
 */
static enum err run(struct pg_query *q)
{
    struct pg_conn *c = pg_own(q->base.conn);
    bool alone = q->base.conn->tx == DB_TX_NONE;
    enum err e = alone && !pg_alive(c) ? pg_reconnect(c) : pg_send_gathered(c);
    bool was_prepared = is_prepared(q);
    enum pg_command begin = c->begin;
    if (e == ERR_OK)
        e = attempt(q);
    /* A transaction that has not got further than its beginning can begin again. */
    if (e == ERR_UNAVAILABLE && begin != PG_NOTHING && pg_lost(c)) {
        clear_result(q);
        e = pg_reconnect(c);
        c->begin = begin;
        return e == ERR_OK ? attempt(q) : e;
    }
    if (e != ERR_INTERNAL || !was_prepared || !stale(q->result))
        return e;
    deallocate(q);
    q->generation = 0;
    if (!alone)
        return ERR_BUSY;
    PQclear(q->result);
    q->result = NULL;
    e = ensure_prepared(q);
    return e == ERR_OK ? execute(q) : e;
}

enum err pg_step(struct db_query *base, bool *ret_row)
{
    struct pg_query *q = pg_own_query(base);
    if (base->state == DB_READY) {
        enum err e = run(q);
        if (e != ERR_OK) {
            clear_result(q);
            return e;
        }
        q->row = -1;
        q->n_rows = PQntuples(q->result);
        base->n_cols = PQnfields(q->result);
        if (strncmp(PQcmdStatus(q->result), "SELECT", 6) != 0)
            base->changes = strtoll(PQcmdTuples(q->result), NULL, 10);
    }
    mem_free(q->row_memory);
    q->row_memory = NULL;
    *ret_row = ++q->row < q->n_rows;
    if (!*ret_row)
        clear_result(q);
    return ERR_OK;
}
