/* One interface over SQLite and PostgreSQL: prepared statements with values always bound,
 * transactions, errors as classes. Portable SQL only; what differs between the engines stays in
 * this folder. Not an object mapper, and it composes no SQL.
 *
 * SQL text is a constant of a *_store.c. It has `?` for values, bound in order, and `:org` wherever
 * the organisation's id belongs: that one is bound by this layer from the connection, so no caller
 * can name another organisation. Where the engines need different words, braces give them
 * (they do not nest and hold no text with a brace):
 *     SELECT id FROM job … LIMIT 1 {postgres: FOR UPDATE SKIP LOCKED}
 *     … WHERE {sqlite: search MATCH ?}{postgres: words @@ phraseto_tsquery('simple', ?)}
 * Both engines then answer alike if the text keeps to this: compare truths (`x = 1`), name NULLS
 * FIRST or LAST, `LIKE ? ESCAPE '\'` on folded columns, CAST(? AS INTEGER) for counts given to
 * functions (substr), AS names for computed columns, no double-quoted texts.
 *
 * After an error in a transaction every later statement of it fails with the same error and
 * db_commit rolls back: what an engine would forgive, the other would not. */
#ifndef KANAME_KERNEL_DB_DB_H
#define KANAME_KERNEL_DB_DB_H

#include "base/problem.h"
#include "base/uuid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;       /* a database, shared by all threads */
struct db_conn;  /* a connection, used by one thread at a time */
struct db_query; /* a statement being run on a connection */

enum db_engine { DB_SQLITE, DB_POSTGRES };

/* Whether there is a database to open: ERR_NOT_FOUND with detail database_missing when the SQLite
 * file of `url` is not there. A server is not asked. */
enum err db_find(const char *url, struct problem *problem);

/* `url`: "sqlite:PATH" or "postgres://…" (libpq). Opens no connection except to create a missing
 * SQLite file (mode 0600). Freed by db_close after every connection is closed. */
enum err db_open(const char *url, struct problem *problem, struct db **ret_db);
void db_close(struct db *db);
enum db_engine db_engine(const struct db *db);

/* Blocks while connecting. ERR_UNAVAILABLE: the server does not answer. A connection that has been
 * lost is opened again by the next db_begin_… or query outside a transaction. */
enum err db_connect(struct db *db, struct db_conn **ret_conn);
void db_disconnect(struct db_conn *conn);

/* A connection for reads beside which others must not wait: it waits for nothing itself. A write, a
 * lock that is held, more than some milliseconds of work since the transaction began: ERR_BUSY, and
 * db_gave_up says so once, whatever the caller made of the error; what was asked is then to be done
 * with another connection. ERR_METHOD where every answer is waited for (PostgreSQL). */
enum err db_connect_brief(struct db *db, struct db_conn **ret_conn);
bool db_gave_up(struct db_conn *conn);
/* For one who does one piece of work after another on a connection: from the first call on, the end
 * of a read transaction may go to the server with the beginning of the next. To be called before
 * every pause, too: it ends what is still open. */
void db_rest(struct db_conn *conn);
/* After many rows of a table have been written in the open transaction: PostgreSQL plans by what it
 * counted last, and what it has counted since a dry run was rolled back is nothing. Looking a row
 * up by its key would then read all of them until it counts again by itself. `table`: from a
 * constant. */
enum err db_count_anew(struct db_conn *conn, const char *table);
/* For a connection over which many rows are written in one transaction (jobs): SQLite keeps up to
 * 16 MiB of pages in memory then, instead of 1, and does not write and read them again and again;
 * PostgreSQL is given gathered rows together (db_run_gathered). */
void db_widen(struct db_conn *conn);
struct db *db_of(struct db_conn *conn);

/* The organisation whose rows this connection may touch; 0 until set (matches built-in rows). */
void db_set_org(struct db_conn *conn, int64_t org_id);
int64_t db_org(const struct db_conn *conn);

/* Transactions. A read transaction sees one moment and refuses writes. Not nestable.
 * On SQLite a write transaction waits in one fair queue per process, then for other processes
 * (BEGIN IMMEDIATE), and is alone. On PostgreSQL writers run side by side (READ COMMITTED): what
 * was read may change before it is written, so say it in the UPDATE's WHERE or by a unique index,
 * or lock by {postgres: FOR UPDATE}. ERR_BUSY when a lock is not had in 30 s, or when PostgreSQL
 * chose this transaction to end a deadlock.
 * Modules do not call these: they use tx_begin/tx_commit of kernel/audit/tx.h. */
enum err db_begin_read(struct db_conn *conn);
enum err db_begin_write(struct db_conn *conn);
enum err db_commit(struct db_conn *conn);
void db_rollback(struct db_conn *conn); /* harmless when no transaction is open */
bool db_in_transaction(const struct db_conn *conn);

/* A part of the open write transaction that can be undone alone, also after an error in it: then
 * the transaction goes on as if the part had not been. Not nestable. */
enum err db_part_begin(struct db_conn *conn);
enum err db_part_keep(struct db_conn *conn);
enum err db_part_undo(struct db_conn *conn);
/* Waits for all that was to be run later. What of the open part is refused then comes out of this
 * with its own class, and the part can still be undone alone. */
enum err db_settle(struct db_conn *conn);
/* Grows with every statement that may have changed something, and with every error: where it has
 * not grown there is nothing to undo. */
int64_t db_writes(const struct db_conn *conn);

/* Takes the statement from the connection's cache, or prepares it. Never NULL: what is wrong with
 * it comes out of the first db_step. The same text may be in use twice on a connection, but the
 * second is prepared anew and not kept. Close with DB_QUERY's cleanup.
 * PostgreSQL fetches all rows at the first step: page what may be large by its key. */
struct db_query *db_query(struct db_conn *conn, const char *sql);
void db_finish(struct db_query *q);
void db_finish_ptr(struct db_query **q);
#define DB_QUERY __attribute__((cleanup(db_finish_ptr))) struct db_query

/* Values for `?`, in order; exactly as many as there are, else the first db_step fails. Text and
 * bytes must live until the first db_step has returned. NULL text or bytes bind NULL, and so does a
 * NaN. Text must be UTF-8, else the first db_step gives ERR_INVALID. */
void db_bind_int(struct db_query *q, int64_t value);
void db_bind_num(struct db_query *q, double value);
void db_bind_text(struct db_query *q, const char *text);
void db_bind_blob(struct db_query *q, const void *data, size_t len);
void db_bind_uuid(struct db_query *q, const struct uuid *id);
void db_bind_null(struct db_query *q);

/* The next row: *ret_row says whether there is one. ERR_UNIQUE, ERR_REFERENCE, ERR_BUSY,
 * ERR_STORAGE_FULL, ERR_UNAVAILABLE (connection lost), ERR_INVALID (a value the engine cannot
 * hold), ERR_INTERNAL (logged). A write outside a transaction is one of its own. */
enum err db_step(struct db_query *q, bool *ret_row);
/* Runs to the end, ignoring rows. */
enum err db_run(struct db_query *q);
/* For a write in a write transaction whose rows nobody reads and that cannot be refused for what a
 * person gave: runs it in its turn, at the latest before the commit. Its error comes out of a later
 * statement, of db_settle or the commit (after the part it belongs to no part can be undone alone
 * any more), so that on PostgreSQL many go to the server in one journey. Its values may be freed
 * when this returns; it changes 0 rows. */
enum err db_run_later(struct db_query *q);
/* As db_run_later, for the one row of an INSERT … VALUES (…) without RETURNING or ON CONFLICT, of
 * which there may be many: on a wide connection PostgreSQL is given rows of one text together.
 * Whatever is run otherwise comes after all of them; but texts among themselves come in the order
 * in which the transaction first ran them: a row must not need one of a text that came up later.
 * The VALUES may also stand in the FROM of an INSERT … SELECT. */
enum err db_run_gathered(struct db_query *q);
/* Rows changed by the statement; 0 for one that only reads. */
int64_t db_changes(const struct db_query *q);
/* db_query's statement run again with new values: rewinds and forgets the bound values. */
void db_again(struct db_query *q);

/* Columns of the current row, from 0. Texts and bytes live until the next step, again or finish.
 * Without a row, or beyond the last column, everything reads as NULL. */
bool db_is_null(struct db_query *q, int col);
int64_t db_int(struct db_query *q, int col); /* NULL reads 0 */
double db_num(struct db_query *q, int col);  /* NULL reads 0 */
const char *db_text(
    struct db_query *q, int col, size_t *ret_len /* may be NULL */); /* NULL: NULL */
const void *db_blob(struct db_query *q, int col, size_t *ret_len);
struct uuid db_uuid(struct db_query *q, int col); /* NULL, or not 16 bytes: zeros */

/* The one integer of the first row, or `fallback` when there is no row or it is NULL. */
enum err db_one_int(struct db_query *q, int64_t fallback, int64_t *ret_value);

/* Schema: applies the `migrations/NNNN_module_what.sql` of the assets that are missing, all in one
 * transaction (dialect: docs/adr/0005). An SQLite file that holds data is copied first, to
 * FILE.before-NNNN. ERR_UNAVAILABLE with detail schema_new (the database knows a migration that
 * this program does not), migration_changed, migration_copy or migration_failed; ERR_BUSY. */
enum err db_migrate(struct db *db, struct problem *problem);
/* ERR_UNAVAILABLE with detail schema_old, schema_new or migration_changed when the program's
 * migrations and those of the database are not the same. */
enum err db_schema_check(struct db *db, struct problem *problem);

/* A consistent copy of a live SQLite database into `path` (mode 0600), on disk when this returns;
 * an existing file is replaced at the end. PostgreSQL is copied with its own tools:
 * ERR_METHOD. ERR_STORAGE_FULL, ERR_UNAVAILABLE with detail database_file. */
enum err db_copy(struct db *db, const char *path, struct problem *problem);

/* For a job of the quiet hours, outside a transaction: refreshes the statistics that queries are
 * planned by and shortens the write-ahead log (SQLite; PostgreSQL does so by itself). */
enum err db_maintain(struct db_conn *conn);

/* Full self-check of the engine (integrity and foreign keys on SQLite, a read of every table on
 * PostgreSQL); ERR_INTERNAL with the finding in `problem`. */
enum err db_self_check(struct db *db, struct problem *problem);

#endif
