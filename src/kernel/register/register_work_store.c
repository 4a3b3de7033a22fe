/* The statements that imports and bulk edits have alike, over two pairs of tables of one shape: the
 * step as a whole, and a row for each record it changed. */
#include "base/mem.h"
#include "kernel/register/register_work.h"

#include <string.h>

/* A statement over either pair; `of`: the column that names the step in its rows. */
#define EITHER(statement)                                          \
    {                                                              \
        [WORK_IMPORT] = statement("register_import", "import_id"), \
        [WORK_BULK] = statement("register_bulk", "bulk_id"),       \
    }

int work_state_of(const char *const *keys, int last, const char *key)
{
    int state = 0;
    while (state < last && strcmp(keys[state], key) != 0)
        state++;
    return state;
}

#define SET_JOB(table, of) "UPDATE " table " SET job_uid = ? WHERE org_id = :org AND id = ?"
static const char *const set_job_sql[] = EITHER(SET_JOB);

enum err work_store_set_job(struct call *c, enum work_kind kind, int64_t id, const struct uuid *job)
{
    DB_QUERY *q = db_query(c->db, set_job_sql[kind]);
    db_bind_uuid(q, job);
    db_bind_int(q, id);
    return db_run(q);
}

enum err work_read_done(struct call *c, struct db_query *q, struct work_done *ret_done, int *ret_n)
{
    int n = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        ret_done[n++] = (struct work_done){
            .no = db_int(q, 0),
            .record = db_uuid(q, 1),
            .version = db_int(q, 2),
            .before = mem_strdup(c, db_text(q, 3, NULL)),
        };
        e = db_step(q, &row);
    }
    *ret_n = n;
    return e;
}

/* Of a bulk edit the rows stand there before the work: those without `before` were not changed. Of
 * an import every row was, and NULL says that the record was added. */
#define BELOW(table, of, done)                                                      \
    "SELECT no, record_uid, version, before FROM " table "_row WHERE org_id = :org" \
    " AND " of " = ? AND no < ?" done " ORDER BY no DESC LIMIT ?"
static const char *const below_sql[] = {
    [WORK_IMPORT] = BELOW("register_import", "import_id", ""),
    [WORK_BULK] = BELOW("register_bulk", "bulk_id", " AND before IS NOT NULL"),
};

enum err work_store_done_below(struct call *c, enum work_kind kind, int64_t of, int64_t no,
    int most, struct work_done *ret_done, int *ret_n)
{
    DB_QUERY *q = db_query(c->db, below_sql[kind]);
    db_bind_int(q, of);
    db_bind_int(q, no);
    db_bind_int(q, most);
    return work_read_done(c, q, ret_done, ret_n);
}

#define STALE(table, file, taken)                                               \
    "SELECT id, " file " FROM " table " WHERE org_id = :org AND updated_at < ?" \
    " AND taken_at IS " taken " LIMIT 1"
static const char *const open_sql[] = {
    [WORK_IMPORT] = STALE("register_import", "file_id", "NULL"),
    [WORK_BULK] = STALE("register_bulk", "NULL", "NULL"),
};
static const char *const taken_sql[] = {
    [WORK_IMPORT] = STALE("register_import", "file_id", "NOT NULL"),
    [WORK_BULK] = STALE("register_bulk", "NULL", "NOT NULL"),
};

enum err work_store_stale(struct call *c, enum work_kind kind, int64_t before_ms, bool taken,
    int64_t *ret_id, int64_t *ret_file_id)
{
    const char *text = taken ? taken_sql[kind] : open_sql[kind];
    DB_QUERY *q = db_query(c->db, text);
    db_bind_int(q, before_ms);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_id = row ? db_int(q, 0) : 0;
    *ret_file_id = row ? db_int(q, 1) : 0;
    return ERR_OK;
}

#define REMOVE_ROWS(table, of) "DELETE FROM " table "_row WHERE org_id = :org AND " of " = ?"
static const char *const remove_rows_sql[] = EITHER(REMOVE_ROWS);
#define REMOVE(table, of) "DELETE FROM " table " WHERE org_id = :org AND id = ?"
static const char *const remove_sql[] = EITHER(REMOVE);

enum err work_store_remove(struct call *c, enum work_kind kind, int64_t id)
{
    DB_QUERY *rows = db_query(c->db, remove_rows_sql[kind]);
    db_bind_int(rows, id);
    enum err e = db_run(rows);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, remove_sql[kind]);
    db_bind_int(q, id);
    return db_run(q);
}
