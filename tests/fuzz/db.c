/* Any text as a statement or a migration, and any order of calls on a connection: refused or done,
 * never more. The first byte chooses. */
#include "base/log.h"
#include "kernel/db/db_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void translate(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    struct db_text text;
    char *sql = mem_strndup(ctx, (const char *)data, len);
    for (int engine = DB_SQLITE; engine <= DB_POSTGRES; engine++) {
        if (db_text_translate(ctx, engine, sql, &text) == NULL && text.n_params > DB_PARAMS)
            abort();
        db_dialect_map(ctx, engine, (const char *)data, len);
    }
    mem_free(ctx);
}

static const char *const statements[] = {
    "SELECT a, b, c FROM t WHERE org_id = :org AND a >= ? ORDER BY a",
    "INSERT INTO t (org_id, a, b, c) VALUES (:org, ?, ?, ?) RETURNING a",
    "UPDATE t SET b = ? WHERE org_id = :org",
    "DELETE FROM t WHERE a > ?",
    "SELECT 'no parameters'",
    "SELECT wrong FROM nowhere",
    "BEGIN",
};
enum { N_STATEMENTS = sizeof statements / sizeof statements[0], OPEN = 4 };

static struct db_conn *connection(void)
{
    static struct db_conn *conn;
    static char folder[] = "/tmp/kaname-fuzz.XXXXXX";
    char url[64];
    struct db *db;
    if (conn != NULL)
        return conn;
    if (mkdtemp(folder) == NULL)
        abort();
    snprintf(url, sizeof url, "sqlite:%s/x", folder);
    struct problem *problem = problem_new(NULL);
    if (db_open(url, problem, &db) != ERR_OK || db_connect(db, &conn) != ERR_OK)
        abort();
    mem_free(problem);
    /* Nobody opens it again: the files may go at once. */
    static const char *const ends[] = {"x", "x-wal", "x-shm"};
    char path[64];
    db_script(conn,
        "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
        "CREATE TABLE t (org_id INTEGER, a INTEGER PRIMARY KEY, b TEXT UNIQUE, c BLOB) STRICT",
        NULL, NULL);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, ends[i]);
        unlink(path);
    }
    rmdir(folder);
    return conn;
}

static void use_columns(struct db_query *q, int col)
{
    size_t len;
    struct uuid id = db_uuid(q, col);
    (void)id;
    db_int(q, col);
    db_num(q, col);
    const char *text = db_text(q, col, &len);
    if (text != NULL && strlen(text) > len)
        abort();
    const uint8_t *blob = db_blob(q, col, &len);
    if (blob != NULL && len > 0 && blob[len - 1] == 1 && db_is_null(q, col))
        abort();
}

static void bind(struct db_query *q, uint8_t how, const uint8_t *data, size_t len, const char *text)
{
    if (how % 6 == 0)
        db_bind_int(q, (int64_t)how << 57);
    else if (how % 6 == 1)
        db_bind_num(q, how / 3.0);
    else if (how % 6 == 2)
        db_bind_text(q, text);
    else if (how % 6 == 3)
        db_bind_blob(q, data, len);
    else if (how % 6 == 4)
        db_bind_uuid(q, NULL);
    else
        db_bind_null(q);
}

static void call(struct db_conn *conn, uint8_t what)
{
    if (what % 5 == 0)
        db_begin_write(conn);
    else if (what % 5 == 1)
        db_begin_read(conn);
    else if (what % 5 == 2)
        db_commit(conn);
    else if (what % 5 == 3)
        db_rollback(conn);
    else
        db_set_org(conn, what);
}

/* Two bytes a call: what, and with what. */
static void calls(const uint8_t *data, size_t len)
{
    struct db_conn *conn = connection();
    struct db_query *open[OPEN] = {NULL};
    char *text = mem_strndup(NULL, (const char *)data, len);
    bool row;
    conn->db->wait_ms = 0; /* a turn held by an open statement of our own will not come free */
    for (size_t i = 0; i + 1 < len; i += 2) {
        struct db_query **q = &open[data[i] % OPEN];
        uint8_t what = data[i] / OPEN % 8;
        if (what == 0)
            call(conn, data[i + 1]);
        if (*q == NULL)
            *q = db_query(conn, statements[data[i + 1] % N_STATEMENTS]);
        else if (what <= 3)
            bind(*q, data[i + 1], data, len, text);
        else if (what <= 5 && db_step(*q, &row) == ERR_OK && row)
            use_columns(*q, (int)data[i + 1] % 5 - 1);
        else if (what == 6)
            db_again(*q);
        else if (what == 7) {
            db_finish(*q);
            *q = NULL;
        }
    }
    for (int i = 0; i < OPEN; i++)
        db_finish(open[i]);
    db_rollback(conn);
    if (!db_queue_enter(&conn->db->writers, 0))
        abort(); /* somebody kept the turn */
    db_queue_leave(&conn->db->writers);
    mem_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    log_set_level(LOG_LEVEL_MAX);
    if (len > 0 && data[0] % 2 == 0)
        translate(data + 1, len - 1);
    else if (len > 0)
        calls(data + 1, len - 1);
    return 0;
}
