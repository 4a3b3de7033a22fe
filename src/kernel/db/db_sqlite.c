#include "kernel/db/db_private.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TX_READ, TX_WRITE, TX_COMMIT, TX_ROLLBACK, TX_MAX };
static const char *const tx_sql[TX_MAX] = {"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"};

struct sqlite_conn {
    struct db_conn base;
    sqlite3 *handle;
    sqlite3_stmt *tx[TX_MAX];
    int looked; /* by a brief one, since its transaction began */
};

/* What a brief connection may do in a transaction, in SQLite's instructions: some 5 ms. A record
 * takes about 400 of them. */
enum { BRIEF_LOOK_EVERY = 2000, BRIEF_LOOKS = 50 };

struct sqlite_query {
    struct db_query base;
    sqlite3_stmt *stmt;
    bool reads_only;
    size_t used; /* of texts */
    char texts[DB_TEXT_STATIC];
};

static struct sqlite_conn *own(struct db_conn *conn)
{
    return (struct sqlite_conn *)conn;
}

static struct sqlite_query *own_query(struct db_query *q)
{
    return (struct sqlite_query *)q;
}

/* --- Errors --- */

static enum err class_of(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return ERR_UNIQUE;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return ERR_REFERENCE;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT: /* only a brief connection interrupts, itself */
        return ERR_BUSY;
    case SQLITE_FULL:
        return ERR_STORAGE_FULL;
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
        return ERR_UNAVAILABLE;
    case SQLITE_TOOBIG:
        return ERR_INVALID;
    default:
        return ERR_INTERNAL;
    }
}

static enum err fail(const struct db_query *q, sqlite3 *handle, int code)
{
    enum err e = class_of(code);
    if (e == ERR_INTERNAL || e == ERR_STORAGE_FULL || e == ERR_UNAVAILABLE) {
        char number[16];
        sqlite3_snprintf(sizeof number, number, "%d", code);
        db_log(
            q, "db.error", number, handle == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(handle));
    }
    return e;
}

/* --- Opening --- */

static void configure(void)
{
    /* One thread at a time uses a connection, so its mutexes are not needed; the counters of memory
     * would be one lock for all. */
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* kaname_fold(text): what the migrations give PostgreSQL as a function of this name. */
static void fold(sqlite3_context *call, int n, sqlite3_value **args)
{
    const char *text = (const char *)sqlite3_value_text(args[0]);
    (void)n;
    if (text == NULL) {
        sqlite3_result_null(call);
        return;
    }
    void *ctx = mem_context(NULL, 0);
    sqlite3_result_text(call, utf8_fold(ctx, text), -1, SQLITE_TRANSIENT);
    mem_free(ctx);
}

static int open_handle(const char *path, int64_t wait_ms, sqlite3 **ret_handle)
{
    sqlite3 *handle = NULL;
    int code = sqlite3_open_v2(
        path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code != SQLITE_OK) {
        sqlite3_close(handle);
        return code;
    }
    sqlite3_busy_timeout(handle, (int)wait_ms);
    sqlite3_create_function(
        handle, "kaname_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, fold, NULL, NULL);
    *ret_handle = handle;
    return SQLITE_OK;
}

/* With the folder it is looked for in: that is what one gets wrong. */
static char *absolute(const void *ctx, const char *path)
{
    char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
    char *whole = here == NULL ? mem_strdup(ctx, path) : mem_printf(ctx, "%s/%s", here, path);
    free(here);
    return whole;
}

static enum err unusable(struct db *db, struct problem *problem, enum err e, const char *why)
{
    const char *arg = mem_printf(db, "%s: %s", absolute(db, db->target), why);
    return problem_set_arg(problem, e, "database_file", arg);
}

static enum err sqlite_find(const char *path, struct problem *problem)
{
    if (access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR))
        return ERR_OK;
    return problem_set_arg(problem, ERR_NOT_FOUND, "database_missing", absolute(problem, path));
}

/* The mode of the log beside the database is that of the database. */
static bool create_file(struct db *db)
{
    int fd = open(db->target, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    close(fd);
    char *path = realpath(db->target, NULL);
    if (path == NULL)
        return false;
    db->target = mem_strdup(db, path);
    free(path);
    return true;
}

static enum err sqlite_open(struct db *db, struct problem *problem)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    sqlite3 *handle = NULL;
    pthread_once(&once, configure);
    if (db->target[0] == '\0' || db->target[0] == ':')
        return problem_set(problem, ERR_INVALID, "database_url");
    if (!create_file(db))
        return unusable(db, problem, ERR_UNAVAILABLE, strerrordesc_np(errno));
    int code = open_handle(db->target, db->wait_ms, &handle);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        sqlite3_close(handle);
    }
    if (code == SQLITE_OK)
        return ERR_OK;
    enum err e = fail(NULL, NULL, code) == ERR_BUSY ? ERR_BUSY : ERR_UNAVAILABLE;
    return unusable(db, problem, e, sqlite3_errstr(code));
}

static int harden(sqlite3 *handle)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    };
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof options / sizeof options[0] && code == SQLITE_OK; i++)
        code = sqlite3_db_config(handle, options[i].option, options[i].value, NULL);
    return code;
}

/* LIKE tells capitals apart, as PostgreSQL's does. No mmap: a failing disk would end the process by
 * SIGBUS instead of failing a statement. The caches of eight connections stay below 8 MiB. */
static int set_pragmas(sqlite3 *handle)
{
    return sqlite3_exec(handle,
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA trusted_schema = OFF;"
        "PRAGMA secure_delete = ON;"
        "PRAGMA case_sensitive_like = ON;"
        "PRAGMA cache_size = -1024;"
        "PRAGMA mmap_size = 0;"
        "PRAGMA journal_size_limit = 67108864;",
        NULL, NULL, NULL);
}

static int look(void *arg)
{
    struct sqlite_conn *c = arg;
    return ++c->looked > BRIEF_LOOKS;
}

static enum err sqlite_connect(struct db_conn *conn)
{
    struct sqlite_conn *c = own(conn);
    int code = open_handle(conn->db->target, conn->brief ? 0 : conn->db->wait_ms, &c->handle);
    if (code == SQLITE_OK)
        code = harden(c->handle);
    if (code == SQLITE_OK)
        code = set_pragmas(c->handle);
    for (int i = 0; i < TX_MAX && code == SQLITE_OK; i++)
        code = sqlite3_prepare_v3(
            c->handle, tx_sql[i], -1, SQLITE_PREPARE_PERSISTENT, &c->tx[i], NULL);
    if (code == SQLITE_OK && conn->brief)
        sqlite3_progress_handler(c->handle, BRIEF_LOOK_EVERY, look, c);
    return code == SQLITE_OK ? ERR_OK : fail(NULL, c->handle, code);
}

static void sqlite_disconnect(struct db_conn *conn)
{
    struct sqlite_conn *c = own(conn);
    for (int i = 0; i < TX_MAX; i++)
        sqlite3_finalize(c->tx[i]);
    sqlite3_close_v2(c->handle);
}

/* --- Transactions --- */

static int run_tx(struct sqlite_conn *c, int which)
{
    int code = sqlite3_step(c->tx[which]);
    sqlite3_reset(c->tx[which]);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* It is only slower when this fails. */
static void sqlite_widen(struct db_conn *conn)
{
    sqlite3_exec(own(conn)->handle, "PRAGMA cache_size = -16384", NULL, NULL, NULL);
}

static enum err sqlite_begin(struct db_conn *conn, enum db_tx tx, int64_t wait_ms)
{
    struct sqlite_conn *c = own(conn);
    c->looked = 0;
    if (tx == DB_TX_WRITE)
        sqlite3_busy_timeout(c->handle, (int)wait_ms);
    int code = run_tx(c, tx == DB_TX_WRITE ? TX_WRITE : TX_READ);
    if (tx == DB_TX_WRITE)
        sqlite3_busy_timeout(c->handle, (int)conn->db->wait_ms);
    return code == SQLITE_OK ? ERR_OK : fail(NULL, c->handle, code);
}

static enum err sqlite_commit(struct db_conn *conn)
{
    struct sqlite_conn *c = own(conn);
    int code = run_tx(c, TX_COMMIT);
    return code == SQLITE_OK ? ERR_OK : fail(NULL, c->handle, code);
}

/* Some errors (a full disk) roll back by themselves. */
static void sqlite_rollback(struct db_conn *conn)
{
    struct sqlite_conn *c = own(conn);
    if (!sqlite3_get_autocommit(c->handle))
        run_tx(c, TX_ROLLBACK);
}

static enum err sqlite_script(
    struct db_conn *conn, const char *sql, const void *ctx, char **ret_why)
{
    struct sqlite_conn *c = own(conn);
    int code = sqlite3_exec(c->handle, sql, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        return ERR_OK;
    *ret_why = mem_strdup(ctx, sqlite3_errmsg(c->handle));
    return class_of(code);
}

static enum err say(struct db_conn *conn, const char *sql)
{
    char *why = NULL;
    return sqlite_script(conn, sql, conn, &why);
}

static enum err sqlite_part_begin(struct db_conn *conn)
{
    return say(conn, "SAVEPOINT part");
}

static enum err sqlite_part_keep(struct db_conn *conn)
{
    return say(conn, "RELEASE SAVEPOINT part");
}

static enum err sqlite_part_undo(struct db_conn *conn)
{
    return say(conn, "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part");
}

/* --- Statements --- */

static enum err sqlite_prepare(struct db_query *base, const char *sql)
{
    struct sqlite_query *q = own_query(base);
    sqlite3 *handle = own(base->conn)->handle;
    const char *rest = "";
    int code = sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->stmt, &rest);
    if (code != SQLITE_OK)
        return fail(base, handle, code);
    if (sqlite3_bind_parameter_count(q->stmt) != base->n_params + (base->uses_org ? 1 : 0))
        return db_misuse(base, "parameters other than ? and :org");
    q->reads_only = sqlite3_stmt_readonly(q->stmt);
    return ERR_OK;
}

static void sqlite_unprepare(struct db_query *base)
{
    sqlite3_finalize(own_query(base)->stmt);
}

static void sqlite_reset(struct db_query *base)
{
    struct sqlite_query *q = own_query(base);
    sqlite3_reset(q->stmt);
    sqlite3_clear_bindings(q->stmt);
    q->used = 0;
}

/* A write outside a transaction takes its turn like one. */
static enum err may_start(struct sqlite_query *q)
{
    struct db_conn *conn = q->base.conn;
    if (q->reads_only || conn->tx == DB_TX_WRITE)
        return ERR_OK;
    if (conn->tx == DB_TX_READ)
        return db_misuse(&q->base, "a write in a read transaction");
    if (conn->brief)
        return db_give_up(conn);
    q->base.has_turn = db_queue_enter(&conn->db->writers, conn->db->wait_ms);
    return q->base.has_turn ? ERR_OK : ERR_BUSY;
}

static enum err sqlite_step(struct db_query *base, bool *ret_row)
{
    struct sqlite_query *q = own_query(base);
    sqlite3 *handle = own(base->conn)->handle;
    int64_t changed_before = q->reads_only ? 0 : sqlite3_total_changes64(handle);
    if (base->state == DB_READY) {
        enum err e = may_start(q);
        if (e != ERR_OK)
            return e;
    }
    int code = sqlite3_step(q->stmt);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        enum err e = fail(base, handle, code);
        sqlite3_reset(q->stmt);
        return e;
    }
    if (!q->reads_only && sqlite3_total_changes64(handle) != changed_before)
        base->changes = sqlite3_changes64(handle);
    base->n_cols = code == SQLITE_ROW ? sqlite3_data_count(q->stmt) : 0;
    /* What a statement at its end still holds (its snapshot) must not wait for db_finish. */
    if (code == SQLITE_DONE)
        sqlite3_reset(q->stmt);
    *ret_row = code == SQLITE_ROW;
    return ERR_OK;
}

/* --- Values --- */

static void bound(struct db_query *base, int code)
{
    if (code != SQLITE_OK)
        base->err = fail(base, NULL, code);
}

static void sqlite_bind_int(struct db_query *base, int index, int64_t value)
{
    bound(base, sqlite3_bind_int64(own_query(base)->stmt, index, value));
}

static void sqlite_bind_num(struct db_query *base, int index, double value)
{
    bound(base, sqlite3_bind_double(own_query(base)->stmt, index, value));
}

static void sqlite_bind_null(struct db_query *base, int index)
{
    bound(base, sqlite3_bind_null(own_query(base)->stmt, index));
}

/* A value that lives as long as it is needed. SQLite looks at it in every step, the caller keeps it
 * for the first only. A write has done with it in that step; for a read, short values are kept in
 * the statement, and *ret_keep says how SQLite shall treat the others. */
static const void *kept(
    struct sqlite_query *q, const void *data, size_t len, sqlite3_destructor_type *ret_keep)
{
    *ret_keep = SQLITE_STATIC;
    if (len <= sizeof q->texts - q->used) {
        char *copy = q->texts + q->used;
        memcpy(copy, data, len);
        q->used += len;
        return copy;
    }
    if (q->reads_only)
        *ret_keep = SQLITE_TRANSIENT;
    return data;
}

static void sqlite_bind_text(struct db_query *base, int index, const char *text, size_t len)
{
    struct sqlite_query *q = own_query(base);
    sqlite3_destructor_type keep;
    const void *data = kept(q, text, len, &keep);
    bound(base, sqlite3_bind_text64(q->stmt, index, data, len, keep, SQLITE_UTF8));
}

static void sqlite_bind_blob(struct db_query *base, int index, const void *data, size_t len)
{
    struct sqlite_query *q = own_query(base);
    sqlite3_destructor_type keep;
    const void *value = kept(q, data, len, &keep);
    bound(base, sqlite3_bind_blob64(q->stmt, index, value, len, keep));
}

static void sqlite_bind_uuid(struct db_query *base, int index, const struct uuid *id)
{
    sqlite_bind_blob(base, index, id->bytes, sizeof id->bytes);
}

static bool sqlite_is_null(struct db_query *base, int col)
{
    return sqlite3_column_type(own_query(base)->stmt, col) == SQLITE_NULL;
}

static int64_t sqlite_get_int(struct db_query *base, int col)
{
    return sqlite3_column_int64(own_query(base)->stmt, col);
}

static double sqlite_get_num(struct db_query *base, int col)
{
    return sqlite3_column_double(own_query(base)->stmt, col);
}

static const char *sqlite_get_text(struct db_query *base, int col, size_t *ret_len)
{
    sqlite3_stmt *stmt = own_query(base)->stmt;
    const char *text = (const char *)sqlite3_column_text(stmt, col);
    *ret_len = text == NULL ? 0 : (size_t)sqlite3_column_bytes(stmt, col);
    return text;
}

/* SQLite says NULL for empty bytes too. */
static const void *sqlite_get_blob(struct db_query *base, int col, size_t *ret_len)
{
    sqlite3_stmt *stmt = own_query(base)->stmt;
    const void *data = sqlite3_column_blob(stmt, col);
    *ret_len = data == NULL ? 0 : (size_t)sqlite3_column_bytes(stmt, col);
    return data == NULL && sqlite3_column_type(stmt, col) != SQLITE_NULL ? "" : data;
}

static bool sqlite_get_uuid(struct db_query *base, int col, struct uuid *ret_id)
{
    size_t len;
    const void *data = sqlite_get_blob(base, col, &len);
    if (len != sizeof ret_id->bytes)
        return false;
    memcpy(ret_id->bytes, data, len);
    return true;
}

/* --- Whole database --- */

static bool sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool synced = fsync(fd) == 0;
    close(fd);
    return synced;
}

/* The copy becomes visible under its name only when all of it is on disk. */
static bool publish(const void *ctx, const char *made, const char *path)
{
    char *folder = mem_strdup(ctx, path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder ? 1 : 0] = '\0';
    return sync_path(made, O_RDONLY) && rename(made, path) == 0 &&
           sync_path(slash == NULL ? "." : folder, O_RDONLY | O_DIRECTORY);
}

static int vacuum_into(sqlite3 *handle, const char *path)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(handle, "VACUUM INTO ?", -1, &stmt, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
        code = sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static enum err sqlite_copy(struct db *db, const char *path, struct problem *problem)
{
    sqlite3 *handle = NULL;
    void *ctx = mem_context(NULL, 0);
    char *part = mem_printf(ctx, "%s.part", path);
    enum err e = ERR_OK;
    unlink(part);
    int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        e = ERR_UNAVAILABLE;
    } else {
        close(fd);
        int code = open_handle(db->target, db->wait_ms, &handle);
        if (code == SQLITE_OK)
            code = vacuum_into(handle, part);
        if (code != SQLITE_OK)
            e = fail(NULL, handle, code);
        else if (!publish(ctx, part, path))
            e = ERR_UNAVAILABLE;
        sqlite3_close(handle);
    }
    if (e != ERR_OK)
        unlink(part);
    mem_free(ctx);
    return e == ERR_OK ? e : problem_set_arg(problem, e, "database_file", path);
}

static enum err sqlite_maintain(struct db_conn *conn)
{
    struct db *db = conn->db;
    sqlite3 *handle = own(conn)->handle;
    if (!db_queue_enter(&db->writers, db->wait_ms))
        return ERR_BUSY;
    int code =
        sqlite3_exec(handle, "PRAGMA analysis_limit = 1000; PRAGMA optimize", NULL, NULL, NULL);
    /* Readers may keep the log from being cut; the next time will do. */
    if (code == SQLITE_OK)
        sqlite3_wal_checkpoint_v2(handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    db_queue_leave(&db->writers);
    return code == SQLITE_OK ? ERR_OK : fail(NULL, handle, code);
}

/* The first row of a check, if there is one: its first column goes to the problem. */
static enum err check_with(sqlite3 *handle, const char *sql, struct problem *problem)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL);
    enum err e = ERR_OK;
    if (code == SQLITE_OK)
        code = sqlite3_step(stmt);
    if (code == SQLITE_ROW)
        e = problem_set_arg(
            problem, ERR_INTERNAL, "database_damaged", (const char *)sqlite3_column_text(stmt, 0));
    else if (code != SQLITE_DONE)
        e = problem_set_arg(problem, ERR_INTERNAL, "database_damaged", sqlite3_errmsg(handle));
    sqlite3_finalize(stmt);
    return e;
}

static enum err sqlite_self_check(struct db_conn *conn, struct problem *problem)
{
    sqlite3 *handle = own(conn)->handle;
    enum err e = check_with(handle,
        "SELECT integrity_check FROM pragma_integrity_check(20) WHERE integrity_check <> 'ok'",
        problem);
    if (e == ERR_OK)
        e = check_with(handle,
            "SELECT \"table\" || ' ' || COALESCE(rowid, '-') || ' -> ' || parent "
            "FROM pragma_foreign_key_check",
            problem);
    return e;
}

const struct db_engine_ops db_sqlite_ops = {
    .engine = DB_SQLITE,
    .one_writer = true,
    .can_be_brief = true,
    .conn_size = sizeof(struct sqlite_conn),
    .query_size = sizeof(struct sqlite_query),
    .find = sqlite_find,
    .open = sqlite_open,
    .connect = sqlite_connect,
    .disconnect = sqlite_disconnect,
    .widen = sqlite_widen,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .script = sqlite_script,
    .prepare = sqlite_prepare,
    .unprepare = sqlite_unprepare,
    .step = sqlite_step,
    .reset = sqlite_reset,
    .bind_int = sqlite_bind_int,
    .bind_num = sqlite_bind_num,
    .bind_text = sqlite_bind_text,
    .bind_blob = sqlite_bind_blob,
    .bind_uuid = sqlite_bind_uuid,
    .bind_null = sqlite_bind_null,
    .is_null = sqlite_is_null,
    .get_int = sqlite_get_int,
    .get_num = sqlite_get_num,
    .get_text = sqlite_get_text,
    .get_blob = sqlite_get_blob,
    .get_uuid = sqlite_get_uuid,
    .part_begin = sqlite_part_begin,
    .part_keep = sqlite_part_keep,
    .part_undo = sqlite_part_undo,
    .copy = sqlite_copy,
    .maintain = sqlite_maintain,
    .self_check = sqlite_self_check,
};
