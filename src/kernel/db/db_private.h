/* Inside kernel/db only: what the shared part (db.c), the engines and the tests of this folder
 * share. An engine embeds struct db_conn and struct db_query as the first member of its own. */
#ifndef KANAME_KERNEL_DB_DB_PRIVATE_H
#define KANAME_KERNEL_DB_DB_PRIVATE_H

#include "base/asset.h"
#include "base/mem.h"
#include "kernel/db/db.h"

#include <pthread.h>

enum {
    DB_WAIT_MS = 30000,  /* for a lock, then ERR_BUSY */
    DB_CACHE_SIZE = 200, /* prepared statements kept by a connection */
    DB_CACHE_BUCKETS = 256,
    DB_PARAMS = 32000,    /* values of one statement: below the limits of both engines */
    DB_TEXT_STATIC = 512, /* bytes of short texts kept in the statement itself */
};

enum db_tx { DB_TX_NONE, DB_TX_READ, DB_TX_WRITE };
enum db_state { DB_READY, DB_ROW, DB_DONE };

/* First come, first served; at most one inside. */
struct db_waiter;
struct db_queue {
    pthread_mutex_t mutex;
    bool taken;
    struct db_waiter *first;
    struct db_waiter *last;
};
void db_queue_init(struct db_queue *queue);
void db_queue_release(struct db_queue *queue);
/* False: not had in time. */
bool db_queue_enter(struct db_queue *queue, int64_t wait_ms);
void db_queue_leave(struct db_queue *queue);
int db_queue_length(struct db_queue *queue); /* of those who wait */

/* Statements of a connection by their text. */
struct db_cache {
    struct db_query *buckets[DB_CACHE_BUCKETS];
    struct db_query *newest; /* those not in use, by last use */
    struct db_query *oldest;
    int n;
};

struct db {
    const struct db_engine_ops *ops;
    char *target; /* absolute path of the file, or the URL */
    int64_t wait_ms;
    struct db_queue writers;
};

struct db_conn {
    struct db *db;
    int64_t org_id;
    enum db_tx tx;
    bool brief;
    bool lingers;
    int64_t writes;  /* as db_writes tells */
    bool gave_up;    /* a brief one has refused to wait */
    bool broken;     /* what failed was run later: no part can be undone alone */
    enum err failed; /* what the open transaction met first */
    char *why;       /* the engine's words when it could not be opened; NULL: none */
    struct db_cache cache;
};

struct db_query {
    struct db_conn *conn;
    char *text; /* as the caller wrote it */
    uint64_t hash;
    struct db_query *next_in_bucket;
    struct db_query *newer, *older; /* in the cache's list, when not in use */
    bool in_use;
    bool cached;
    bool only_reads;
    bool has_turn;  /* a write of its own holds the writers' queue until it ends */
    enum err fault; /* of the text itself: not kept in the cache */
    enum err err;   /* what the next step returns */
    enum db_state state;
    int n_params; /* `?`; the parameter after the last is :org */
    bool uses_org;
    int n_bound;
    int n_cols;
    int64_t changes;
};

/* `col` is within the row and a row is there. `index` counts from 1. */
struct db_engine_ops {
    enum db_engine engine;
    bool one_writer;
    bool can_be_brief;
    size_t conn_size;
    size_t query_size;
    enum err (*find)(const char *target, struct problem *problem); /* NULL: cannot be missing */
    enum err (*open)(struct db *db, struct problem *problem);
    enum err (*connect)(struct db_conn *conn);
    void (*disconnect)(struct db_conn *conn); /* its statements are freed after it */
    enum err (*begin)(struct db_conn *conn, enum db_tx tx, int64_t wait_ms);
    enum err (*commit)(struct db_conn *conn);
    void (*rollback)(struct db_conn *conn);
    enum err (*script)(struct db_conn *conn, const char *sql, const void *ctx, char **ret_why);
    enum err (*prepare)(struct db_query *q, const char *sql);
    void (*unprepare)(struct db_query *q);
    enum err (*step)(struct db_query *q, bool *ret_row);
    void (*reset)(struct db_query *q); /* also forgets the bound values */
    void (*bind_int)(struct db_query *q, int index, int64_t value);
    void (*bind_num)(struct db_query *q, int index, double value);
    void (*bind_text)(struct db_query *q, int index, const char *text, size_t len);
    void (*bind_blob)(struct db_query *q, int index, const void *data, size_t len);
    void (*bind_uuid)(struct db_query *q, int index, const struct uuid *id);
    void (*bind_null)(struct db_query *q, int index);
    bool (*is_null)(struct db_query *q, int col);
    int64_t (*get_int)(struct db_query *q, int col);
    double (*get_num)(struct db_query *q, int col);
    const char *(*get_text)(struct db_query *q, int col, size_t *ret_len);
    const void *(*get_blob)(struct db_query *q, int col, size_t *ret_len);
    bool (*get_uuid)(struct db_query *q, int col, struct uuid *ret_id);
    enum err (*copy)(struct db *db, const char *path, struct problem *problem);
    enum err (*later)(struct db_query *q);    /* NULL: as step, to the end */
    enum err (*gather)(struct db_query *q);   /* NULL: as step, to the end */
    enum err (*settle)(struct db_conn *conn); /* NULL: nothing is run later */
    enum err (*part_begin)(struct db_conn *conn);
    enum err (*part_keep)(struct db_conn *conn);
    enum err (*part_undo)(struct db_conn *conn);
    void (*rest)(struct db_conn *conn);  /* NULL: nothing lingers */
    void (*widen)(struct db_conn *conn); /* NULL: it is all the same to it */
    enum err (*maintain)(struct db_conn *conn);
    enum err (*self_check)(struct db_conn *conn, struct problem *problem);
};
extern const struct db_engine_ops db_sqlite_ops;
extern const struct db_engine_ops db_postgres_ops;

/* db_connect, with the engine's reason in `problem` (detail database_server; NULL: not told). */
enum err db_connect_told(struct db *db, struct problem *problem, struct db_conn **ret_conn);

/* Logs what went wrong: the statement's own text (never its values) and the engine's words. */
void db_log(const struct db_query *q, const char *event, const char *code, const char *why);
/* ERR_BUSY of a brief connection, remembered for db_gave_up. */
enum err db_give_up(struct db_conn *conn);
/* ERR_INTERNAL, logged as a mistake of the caller. */
enum err db_misuse(const struct db_query *q, const char *why);

/* db_cache.c. Take: NULL when the text is not there or in use. Keep: enters a new statement, in
 * use. Give: back after use; frees the one unused for longest when there are too many. */
uint64_t db_cache_hash(const char *text);
struct db_query *db_cache_take(struct db_cache *cache, const char *text, uint64_t hash);
void db_cache_keep(struct db_cache *cache, struct db_query *q);
void db_cache_give(struct db_cache *cache, struct db_query *q);
void db_cache_drop(struct db_cache *cache, struct db_query *q);
void db_cache_clear(struct db_cache *cache);
/* db.c: frees a statement that is in no cache. */
void db_query_free(struct db_query *q);

/* db_text.c. Length of the string, quoted name or comment that begins at `p`, also when it is not
 * closed; 0: none begins here. */
size_t db_text_opaque(const char *p);

/* Our SQL turned into the engine's: `?` and :org to numbered parameters, braces resolved. */
struct db_text {
    const char *sql;
    int n_params;
    bool uses_org;
};
/* NULL, or why the text is refused. */
const char *db_text_translate(
    const void *ctx, enum db_engine engine, const char *text, struct db_text *ret_text);

/* db_dialect.c. A migration (SQLite's dialect, upper-case types) in the engine's dialect. NULL: a
 * block is not closed, or ends without a beginning. */
const char *db_dialect_map(const void *ctx, enum db_engine engine, const char *text, size_t len);

/* db_migrate.c, with other migrations than those of the assets. `assets` is sorted. */
enum err db_migrate_with(
    struct db *db, const struct asset *assets, size_t n, struct problem *problem);
enum err db_schema_check_with(
    struct db *db, const struct asset *assets, size_t n, struct problem *problem);

/* Runs several statements without values, for schemas and tests. *ret_why (may be NULL) lies under
 * `ctx`. */
enum err db_script(struct db_conn *conn, const char *sql, const void *ctx, char **ret_why);

#endif
