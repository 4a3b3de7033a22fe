/* Inside kernel/db only: what the files of the PostgreSQL engine share. db_postgres.c opens
 * connections and transactions, db_postgres_run.c runs statements, db_postgres_gather.c makes one
 * of many rows, db_postgres_value.c carries values, db_postgres_check.c looks at a whole database.
 */
#ifndef KANAME_KERNEL_DB_DB_POSTGRES_H
#define KANAME_KERNEL_DB_DB_POSTGRES_H

#include "kernel/db/db_private.h"

#include <libpq-fe.h>

/* Types as the server numbers them (pg_type.dat); 0 lets the server find out. */
enum { OID_ANY = 0, OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701 };

/* What every transaction says, prepared with the connection so that the server reads it once. */
enum pg_command {
    PG_NOTHING,
    PG_BEGIN_READ,
    PG_BEGIN_WRITE,
    PG_COMMIT,
    PG_PART_BEGIN,
    PG_PART_KEEP,
    PG_COMMAND_MAX
};

extern const struct pg_command_text {
    const char *name;
    const char *sql;
} pg_commands[PG_COMMAND_MAX];

struct pg_conn {
    struct db_conn base;
    PGconn *pg;
    unsigned generation; /* counts connections: statements prepared on an earlier one are gone */
    unsigned last_name;
    bool org_known; /* the server has been told org_sent, and no rollback has taken it back */
    int64_t org_sent;
    enum pg_command begin; /* goes with the first statement of the transaction; 0: has been sent */
    bool owes_end;         /* of a read transaction: goes with the beginning of the next */
    int n_waiting;         /* answers to what has been sent ahead, in pipeline mode, not yet read */
    bool in_part;
    int before_part; /* so many of those that wait were sent before the open part */
    bool gathers;
    struct pg_gathered *gathered; /* rows to be sent together; NULL: none */
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

static inline struct pg_conn *pg_own(struct db_conn *conn)
{
    return (struct pg_conn *)conn;
}

static inline struct pg_query *pg_own_query(struct db_query *q)
{
    return (struct pg_query *)q;
}

/* db_postgres.c */
bool pg_succeeded(const PGresult *result); /* false for NULL: the connection is lost */
/* The error's class, logged when it is nobody's input. `q` NULL: no statement of a caller. */
enum err pg_fail(struct pg_conn *c, const struct db_query *q, const PGresult *result);
bool pg_lost(const struct pg_conn *c);
/* Between transactions: whether the server is still there. */
bool pg_alive(struct pg_conn *c);
enum err pg_reconnect(struct pg_conn *c);
/* Text without values, at once. */
enum err pg_exec(struct pg_conn *c, const char *sql);
/* Row-level security (db_migrate.c) asks for the organisation by the name kaname.org. */
bool pg_knows_org(const struct pg_conn *c);
enum err pg_tell_org(struct pg_conn *c);

/* db_postgres_run.c */
enum err pg_prepare(struct db_query *base, const char *sql);
void pg_unprepare(struct db_query *base);
void pg_reset(struct db_query *base);
enum err pg_step(struct db_query *base, bool *ret_row);
/* Sends it ahead. */
enum err pg_later(struct db_query *base);
/* Sends the beginning of the transaction alone, before what cannot go with it. */
enum err pg_begin_now(struct pg_conn *c);
/* Sends a command ahead: its answer is read with that of what comes next. */
enum err pg_command_ahead(struct pg_conn *c, enum pg_command command);
/* Its answer is the caller's to free, if it is asked for. */
enum err pg_command_now(struct pg_conn *c, enum pg_command command, PGresult **ret_result);
/* Sends a statement that is not prepared ahead. */
enum err pg_send_ahead(struct pg_conn *c, const char *sql, int n, const Oid *types,
    const char *const *data, const int *lengths, const int *formats);
/* Ends the read transaction whose end is owed and reads the answers to all that was sent ahead; the
 * error of what failed first. */
enum err pg_settle(struct pg_conn *c);

/* db_postgres_gather.c */
/* Keeps the row for when there are more of them, or for what must be seen to come after it. */
enum err pg_gather(struct db_query *base);
enum err pg_send_gathered(struct pg_conn *c);
void pg_clear_gathered(struct pg_conn *c); /* nothing of it is sent */
void pg_drop_gathered(struct pg_conn *c);  /* the transaction is over */

/* db_postgres_value.c */
void pg_bind_int(struct db_query *base, int index, int64_t value);
void pg_bind_num(struct db_query *base, int index, double value);
void pg_bind_text(struct db_query *base, int index, const char *text, size_t len);
void pg_bind_blob(struct db_query *base, int index, const void *data, size_t len);
void pg_bind_uuid(struct db_query *base, int index, const struct uuid *id);
void pg_bind_null(struct db_query *base, int index);
bool pg_is_null(struct db_query *base, int col);
int64_t pg_get_int(struct db_query *base, int col);
double pg_get_num(struct db_query *base, int col);
const char *pg_get_text(struct db_query *base, int col, size_t *ret_len);
const void *pg_get_blob(struct db_query *base, int col, size_t *ret_len);
bool pg_get_uuid(struct db_query *base, int col, struct uuid *ret_id);

/* db_postgres_check.c */
enum err pg_copy(struct db *db, const char *path, struct problem *problem);
enum err pg_maintain(struct db_conn *conn);
enum err pg_self_check(struct db_conn *conn, struct problem *problem);

#endif
