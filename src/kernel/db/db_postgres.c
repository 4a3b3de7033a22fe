#include "kernel/db/db_private.h"

#include <endian.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Types as the server numbers them (pg_type.dat); 0 lets the server find out. */
enum { OID_ANY = 0, OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701 };

struct pg_conn {
    struct db_conn base;
    PGconn *pg;
    unsigned generation; /* counts connections: statements prepared on an earlier one are gone */
    unsigned last_name;
    bool org_known; /* the server has been told org_sent, and no rollback has taken it back */
    int64_t org_sent;
    const char *begin; /* goes with the first statement of the transaction; NULL: has been sent */
    bool owes_end;     /* of a read transaction: goes with the beginning of the next */
};

/* Integers, numbers and uuids in the server's byte order. */
union pg_value {
    uint64_t word;
    uint8_t uuid[UUID_SIZE];
};

struct pg_query {
    struct db_query base;
    char *sql;
    unsigned generation; /* 0: not prepared */
    char name[16];
    Oid *prepared_types; /* as the statement was prepared */
    Oid *types;          /* of the values bound now */
    union pg_value *values;
    const char **data;
    int *lengths;
    int *formats;
    PGresult *result;
    int row, n_rows;
    void *row_memory; /* decoded bytes of the current row */
};

static struct pg_conn *own(struct db_conn *conn)
{
    return (struct pg_conn *)conn;
}

static struct pg_query *own_query(struct db_query *q)
{
    return (struct pg_query *)q;
}

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

static bool lost(const struct pg_conn *c)
{
    return PQstatus(c->pg) != CONNECTION_OK;
}

/* Only the primary message is logged: the detail holds values. Messages of class 22 hold them
 * too. */
static enum err fail(struct pg_conn *c, const struct db_query *q, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (state == NULL || lost(c)) {
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

static bool succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

static void settle(struct pg_conn *c)
{
    if (c->owes_end)
        PQclear(PQexec(c->pg, "COMMIT")); /* a lost connection is noticed by what comes next */
    c->owes_end = false;
}

static enum err exec(struct pg_conn *c, const char *sql)
{
    settle(c);
    PGresult *result = PQexec(c->pg, sql);
    enum err e = succeeded(result) ? ERR_OK : fail(c, NULL, result);
    PQclear(result);
    return e;
}

/* --- Opening --- */

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
    return exec(c, sql);
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
    if (!lost(c))
        return set_up(c);
    /* Names server, role and database, never the password. */
    const char *why = PQerrorMessage(c->pg);
    db_log(NULL, "db.unavailable", "", why);
    c->base.why = mem_strndup(c, why, strcspn(why, "\n"));
    return ERR_UNAVAILABLE;
}

static enum err pg_connect(struct db_conn *conn)
{
    return open_connection(own(conn));
}

static void pg_disconnect(struct db_conn *conn)
{
    PQfinish(own(conn)->pg);
    own(conn)->pg = NULL;
}

/* Between transactions nothing is to be read, unless the server has said good-bye. */
static bool alive(struct pg_conn *c)
{
    struct pollfd socket = {.fd = PQsocket(c->pg), .events = POLLIN};
    while (!lost(c) && poll(&socket, 1, 0) > 0)
        if (PQconsumeInput(c->pg) == 0)
            return false;
    return !lost(c);
}

static enum err reconnect(struct pg_conn *c)
{
    PQfinish(c->pg);
    return open_connection(c);
}

static bool knows_org(const struct pg_conn *c)
{
    return c->org_known && c->org_sent == c->base.org_id;
}

/* Row-level security (db_migrate.c) asks for the organisation by this name. */
static enum err tell_org(struct pg_conn *c)
{
    char sql[64];
    if (knows_org(c))
        return ERR_OK;
    c->org_sent = c->base.org_id;
    snprintf(sql, sizeof sql, "SET kaname.org = '%lld'", (long long)c->org_sent);
    enum err e = exec(c, sql);
    c->org_known = e == ERR_OK;
    return e;
}

/* --- Transactions --- */

static const char begin_read[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
static const char begin_write[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/* Sent with the first statement, in one journey: a transaction sees nothing before it. */
static enum err pg_begin(struct db_conn *conn, enum db_tx tx, int64_t wait_ms)
{
    struct pg_conn *c = own(conn);
    (void)wait_ms; /* set once, as lock_timeout */
    enum err e = c->owes_end || alive(c) ? ERR_OK : reconnect(c);
    if (e == ERR_OK)
        c->begin = tx == DB_TX_READ ? begin_read : begin_write;
    return e;
}

/* Sends it alone, before what cannot go with it. */
static enum err begin_now(struct pg_conn *c)
{
    const char *sql = c->begin;
    settle(c);
    c->begin = NULL;
    return sql == NULL ? ERR_OK : exec(c, sql);
}

/* A read transaction has nothing to lose: where another follows, its end goes with that. */
static enum err end_read(struct pg_conn *c)
{
    if (c->base.lingers) {
        c->owes_end = true;
        return ERR_OK;
    }
    return exec(c, "COMMIT");
}

static void pg_rest(struct db_conn *conn)
{
    settle(own(conn));
}

/* The server answers a COMMIT of a failed transaction with ROLLBACK and no error. */
static enum err pg_commit(struct db_conn *conn)
{
    struct pg_conn *c = own(conn);
    if (c->begin != NULL) { /* the server knows nothing of it */
        c->begin = NULL;
        return ERR_OK;
    }
    if (conn->tx == DB_TX_READ)
        return end_read(c);
    PGresult *result = PQexec(c->pg, "COMMIT");
    enum err e = ERR_OK;
    if (!succeeded(result))
        e = fail(c, NULL, result);
    else if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
        e = db_misuse(NULL, "the server rolled back instead of committing");
    PQclear(result);
    return e;
}

static void pg_rollback(struct db_conn *conn)
{
    struct pg_conn *c = own(conn);
    bool unknown = c->begin != NULL; /* to the server */
    c->begin = NULL;
    if (unknown || lost(c) || PQtransactionStatus(c->pg) == PQTRANS_IDLE)
        return;
    /* A rollback would take back what the server was told in the transaction, too. */
    bool only_read = conn->tx == DB_TX_READ && PQtransactionStatus(c->pg) == PQTRANS_INTRANS;
    c->org_known = c->org_known && only_read;
    if (only_read)
        end_read(c);
    else
        exec(c, "ROLLBACK");
}

static enum err pg_script(struct db_conn *conn, const char *sql, const void *ctx, char **ret_why)
{
    struct pg_conn *c = own(conn);
    enum err e = conn->tx == DB_TX_NONE && !alive(c) ? reconnect(c) : begin_now(c);
    if (e == ERR_OK)
        e = tell_org(c);
    if (e != ERR_OK)
        return e;
    PGresult *result = PQexec(c->pg, sql);
    e = succeeded(result) ? ERR_OK : fail(c, NULL, result);
    if (e != ERR_OK) {
        const char *why = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        *ret_why = mem_strdup(ctx, why == NULL ? PQresultErrorMessage(result) : why);
    }
    if (denied(result))
        e = ERR_FORBIDDEN;
    PQclear(result);
    return e;
}

/* --- Statements --- */

/* Prepared on the server by the first step, which knows the types of the values. */
static enum err pg_prepare(struct db_query *base, const char *sql)
{
    struct pg_query *q = own_query(base);
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
    return q->generation != 0 && q->generation == own(q->base.conn)->generation;
}

/* In a failed transaction nothing can be done; the server forgets with the connection. */
static void deallocate(struct pg_query *q)
{
    struct pg_conn *c = own(q->base.conn);
    char sql[32];
    if (c->pg == NULL || !is_prepared(q) || lost(c) ||
        PQtransactionStatus(c->pg) == PQTRANS_INERROR)
        return;
    snprintf(sql, sizeof sql, "DEALLOCATE %s", q->name);
    exec(c, sql);
    q->generation = 0;
}

static void pg_unprepare(struct db_query *base)
{
    deallocate(own_query(base));
    PQclear(own_query(base)->result);
}

static void clear_result(struct pg_query *q)
{
    PQclear(q->result);
    q->result = NULL;
    mem_free(q->row_memory);
    q->row_memory = NULL;
}

static void pg_reset(struct db_query *base)
{
    struct pg_query *q = own_query(base);
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
    struct pg_conn *c = own(q->base.conn);
    if (is_prepared(q) && types_fit(q))
        return ERR_OK;
    deallocate(q);
    snprintf(q->name, sizeof q->name, "s%u", ++c->last_name);
    memcpy(q->prepared_types, q->types, sizeof(Oid) * (size_t)n_values(q));
    PGresult *result = PQprepare(c->pg, q->name, q->sql, n_values(q), q->prepared_types);
    enum err e = succeeded(result) ? ERR_OK : fail(c, &q->base, result);
    PQclear(result);
    q->generation = e == ERR_OK ? c->generation : 0;
    return e;
}

/* Everything before the statement itself. */
static enum err make_ready(struct pg_query *q)
{
    struct pg_conn *c = own(q->base.conn);
    enum err e = begin_now(c);
    if (e == ERR_OK)
        e = tell_org(c);
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
    struct pg_conn *c = own(q->base.conn);
    q->result = PQexecPrepared(
        c->pg, q->name, n_values(q), q->data, q->lengths, q->formats, 0 /* results as text */);
    return succeeded(q->result) ? ERR_OK : fail(c, &q->base, q->result);
}

/* The result of one command of a pipeline; NULL: the connection is lost. */
static PGresult *next_result(PGconn *pg)
{
    PGresult *result = PQgetResult(pg);
    if (result != NULL)
        PQclear(PQgetResult(pg)); /* NULL: the end of this command's results */
    return result;
}

static enum err send_first(struct pg_query *q, const char *begin, bool end_first)
{
    PGconn *pg = own(q->base.conn)->pg;
    if (PQenterPipelineMode(pg) != 1)
        return db_misuse(&q->base, "the connection is not idle");
    bool sent =
        (!end_first || PQsendQueryParams(pg, "COMMIT", 0, NULL, NULL, NULL, NULL, 0) == 1) &&
        PQsendQueryParams(pg, begin, 0, NULL, NULL, NULL, NULL, 0) == 1 &&
        PQsendQueryPrepared(pg, q->name, n_values(q), q->data, q->lengths, q->formats, 0) == 1 &&
        PQpipelineSync(pg) == 1;
    return sent ? ERR_OK : ERR_UNAVAILABLE;
}

/* Opens the transaction and runs its first statement in one journey to the server, which also ends
 * the one before. */
static enum err execute_first(struct pg_query *q)
{
    struct pg_conn *c = own(q->base.conn);
    bool end_first = c->owes_end;
    enum err e = send_first(q, c->begin, end_first);
    c->begin = NULL;
    c->owes_end = false;
    if (e != ERR_OK)
        return e;
    PGresult *ended = end_first ? next_result(c->pg) : NULL;
    PGresult *begun = next_result(c->pg);
    q->result = next_result(c->pg);
    if (end_first && !succeeded(ended))
        e = fail(c, NULL, ended);
    else if (!succeeded(begun))
        e = fail(c, NULL, begun);
    else if (!succeeded(q->result))
        e = fail(c, &q->base, q->result);
    PQclear(ended);
    PQclear(begun);
    PQclear(PQgetResult(c->pg)); /* of the end of the pipeline */
    PQexitPipelineMode(c->pg);
    return e;
}

static enum err attempt(struct pg_query *q)
{
    struct pg_conn *c = own(q->base.conn);
    if (c->begin != NULL && is_prepared(q) && types_fit(q) && knows_org(c))
        return execute_first(q);
    enum err e = make_ready(q);
    return e == ERR_OK ? execute(q) : e;
}

/* A stale statement is prepared anew; in a transaction, which it has failed, by the next attempt.
 */
static enum err run(struct pg_query *q)
{
    struct pg_conn *c = own(q->base.conn);
    bool alone = q->base.conn->tx == DB_TX_NONE;
    enum err e = alone && !alive(c) ? reconnect(c) : ERR_OK;
    bool was_prepared = is_prepared(q);
    const char *begin = c->begin;
    if (e == ERR_OK)
        e = attempt(q);
    /* A transaction that has not got further than its beginning can begin again. */
    if (e == ERR_UNAVAILABLE && begin != NULL && lost(c)) {
        clear_result(q);
        e = reconnect(c);
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

static enum err pg_step(struct db_query *base, bool *ret_row)
{
    struct pg_query *q = own_query(base);
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

/* --- Values --- */

static void bind(
    struct db_query *base, int index, Oid type, const void *data, size_t len, bool binary)
{
    struct pg_query *q = own_query(base);
    q->types[index - 1] = type;
    q->data[index - 1] = data;
    q->lengths[index - 1] = (int)len;
    q->formats[index - 1] = binary;
}

static void bind_word(struct db_query *base, int index, Oid type, uint64_t word)
{
    union pg_value *value = &own_query(base)->values[index - 1];
    value->word = htobe64(word);
    bind(base, index, type, value, sizeof value->word, true);
}

static void pg_bind_int(struct db_query *base, int index, int64_t value)
{
    bind_word(base, index, OID_INT8, (uint64_t)value);
}

static void pg_bind_num(struct db_query *base, int index, double value)
{
    uint64_t word;
    memcpy(&word, &value, sizeof word);
    bind_word(base, index, OID_FLOAT8, word);
}

static void pg_bind_text(struct db_query *base, int index, const char *text, size_t len)
{
    bind(base, index, OID_TEXT, text, len, false);
}

static void pg_bind_blob(struct db_query *base, int index, const void *data, size_t len)
{
    bind(base, index, OID_BYTEA, data, len, true);
}

static void pg_bind_uuid(struct db_query *base, int index, const struct uuid *id)
{
    union pg_value *value = &own_query(base)->values[index - 1];
    memcpy(value->uuid, id->bytes, sizeof value->uuid);
    bind(base, index, OID_BYTEA, value, sizeof value->uuid, true);
}

static void pg_bind_null(struct db_query *base, int index)
{
    bind(base, index, OID_ANY, NULL, 0, false);
}

static bool pg_is_null(struct db_query *base, int col)
{
    struct pg_query *q = own_query(base);
    return PQgetisnull(q->result, q->row, col);
}

/* Sums of integers are numeric, comparisons are truths: SQLite has integers for both. */
static int64_t pg_get_int(struct db_query *base, int col)
{
    struct pg_query *q = own_query(base);
    const char *text = PQgetvalue(q->result, q->row, col);
    if (PQftype(q->result, col) == OID_BOOL)
        return text[0] == 't';
    char *end;
    long long value = strtoll(text, &end, 10);
    if (*end == '.' || *end == 'e') {
        double number = strtod(text, NULL);
        if (number >= 9223372036854775807.0)
            return INT64_MAX;
        return number <= -9223372036854775808.0 ? INT64_MIN : (int64_t)number;
    }
    return value;
}

static double pg_get_num(struct db_query *base, int col)
{
    struct pg_query *q = own_query(base);
    const char *text = PQgetvalue(q->result, q->row, col);
    if (PQftype(q->result, col) == OID_BOOL)
        return text[0] == 't';
    return strtod(text, NULL);
}

static const char *pg_get_text(struct db_query *base, int col, size_t *ret_len)
{
    struct pg_query *q = own_query(base);
    if (PQgetisnull(q->result, q->row, col))
        return NULL;
    *ret_len = (size_t)PQgetlength(q->result, q->row, col);
    return PQgetvalue(q->result, q->row, col);
}

static uint8_t nibble(char c)
{
    return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* "\x" and two lower-case digits a byte, as bytea_output = hex promises. */
static void decode(const char *hex, size_t n_bytes, uint8_t *ret_bytes)
{
    for (size_t i = 0; i < n_bytes; i++)
        ret_bytes[i] = (uint8_t)(nibble(hex[2 + 2 * i]) << 4 | nibble(hex[3 + 2 * i]));
}

static const void *pg_get_blob(struct db_query *base, int col, size_t *ret_len)
{
    struct pg_query *q = own_query(base);
    size_t text_len;
    const char *text = pg_get_text(base, col, &text_len);
    if (text == NULL)
        return NULL;
    if (PQftype(q->result, col) != OID_BYTEA || text_len < 2) {
        *ret_len = text_len;
        return text;
    }
    if (q->row_memory == NULL)
        q->row_memory = mem_context(q, 0);
    *ret_len = (text_len - 2) / 2;
    uint8_t *bytes = mem_resize(q->row_memory, NULL, *ret_len + 1, "bytes");
    decode(text, *ret_len, bytes);
    return bytes;
}

static bool pg_get_uuid(struct db_query *base, int col, struct uuid *ret_id)
{
    struct pg_query *q = own_query(base);
    size_t len = 0;
    const char *text = pg_get_text(base, col, &len);
    if (PQftype(q->result, col) != OID_BYTEA || len != 2 + 2 * UUID_SIZE)
        return false;
    decode(text, UUID_SIZE, ret_id->bytes);
    return true;
}

/* --- Whole database --- */

static enum err pg_copy(struct db *db, const char *path, struct problem *problem)
{
    (void)db;
    return problem_set_arg(problem, ERR_METHOD, "database_copy", path);
}

static enum err pg_maintain(struct db_conn *conn)
{
    (void)conn;
    return ERR_OK;
}

static enum err damaged(struct problem *problem, const char *what)
{
    return problem_set_arg(problem, ERR_INTERNAL, "database_damaged", what);
}

static enum err broken_indexes(PGconn *pg, struct problem *problem)
{
    PGresult *found = PQexec(pg,
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE NOT i.indisvalid AND n.nspname = ANY (current_schemas(false)) ORDER BY c.relname");
    enum err e = ERR_OK;
    if (!succeeded(found))
        e = damaged(problem, PQresultErrorMessage(found));
    else if (PQntuples(found) > 0)
        e = damaged(problem, PQgetvalue(found, 0, 0));
    PQclear(found);
    return e;
}

/* Every row of every table becomes text once, so every page and every long value is read. */
static enum err unreadable_tables(PGconn *pg, struct problem *problem)
{
    PGresult *tables = PQexec(pg,
        "SELECT format('SELECT count(t::text) FROM %I.%I t', n.nspname, c.relname)"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname = ANY (current_schemas(false)) ORDER BY c.relname");
    enum err e = succeeded(tables) ? ERR_OK : damaged(problem, PQresultErrorMessage(tables));
    for (int i = 0; e == ERR_OK && i < PQntuples(tables); i++) {
        PGresult *result = PQexec(pg, PQgetvalue(tables, i, 0));
        if (!succeeded(result))
            e = damaged(problem, PQresultErrorMessage(result));
        PQclear(result);
    }
    PQclear(tables);
    return e;
}

/* Once for each organisation: a role that row-level security holds sees no more at a time. A
 * database without the table of organisations is one. */
static enum err pg_self_check(struct db_conn *conn, struct problem *problem)
{
    struct pg_conn *c = own(conn);
    PGresult *orgs = PQexec(c->pg, "SELECT id FROM org");
    enum err e = broken_indexes(c->pg, problem);
    for (int i = -1; e == ERR_OK && i < PQntuples(orgs); i++) {
        db_set_org(conn, i < 0 ? 0 : strtoll(PQgetvalue(orgs, i, 0), NULL, 10));
        e = tell_org(c);
        if (e == ERR_OK)
            e = unreadable_tables(c->pg, problem);
    }
    PQclear(orgs);
    return e;
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
    .rest = pg_rest,
    .maintain = pg_maintain,
    .self_check = pg_self_check,
};
