#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/register/register_bulk.h"

#include <stdlib.h>
#include <string.h>

#define BULK_STATE_KEY(name, key) [name] = key,
static const char *const state_keys[] = {BULK_STATE_LIST(BULK_STATE_KEY)};

const char *bulk_state_key(enum bulk_state state)
{
    return state_keys[state];
}

enum err bulk_store_add(struct call *c, const struct reg_bulk *bulk, int64_t *ret_id)
{
    static const char sql[] = "INSERT INTO register_bulk (org_id, uid, register, account_id, state,"
                              " plan, created_at, updated_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?)"
                              " RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &bulk->uid);
    db_bind_text(q, bulk->reg);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, bulk_state_key(bulk->state));
    work_bind_json(c, q, bulk->plan);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, ret_id);
}

#define COLUMNS "id, uid, register, state, job_uid, plan, result, created_at, taken_at, undone_at"

static struct reg_bulk read_row(struct call *c, struct db_query *q)
{
    return (struct reg_bulk){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .reg = mem_strdup(c, db_text(q, 2, NULL)),
        .state = (enum bulk_state)work_state_of(state_keys, BULK_FAILED, db_text(q, 3, NULL)),
        .has_job = !db_is_null(q, 4),
        .job = db_uuid(q, 4),
        .plan = work_read_json(c, q, 5),
        .result = work_read_json(c, q, 6),
        .created_at_ms = db_int(q, 7),
        .taken_at_ms = db_int(q, 8),
        .undone_at_ms = db_int(q, 9),
    };
}

static enum err one(struct call *c, struct db_query *q, struct reg_bulk *ret_bulk)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_bulk = read_row(c, q);
    return e;
}

enum err bulk_store_find(
    struct call *c, const struct reg_def *def, const char *id, struct reg_bulk *ret_bulk)
{
    static const char sql[] =
        "SELECT " COLUMNS " FROM register_bulk"
        " WHERE org_id = :org AND uid = ? AND register = ? AND account_id = ?";
    struct uuid uid;
    if (!uuid_parse(id, &uid))
        return ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    db_bind_text(q, def->name);
    db_bind_int(q, c->who->account_id);
    return one(c, q, ret_bulk);
}

enum err bulk_store_by_id(struct call *c, int64_t id, struct reg_bulk *ret_bulk)
{
    static const char sql[] =
        "SELECT " COLUMNS " FROM register_bulk WHERE org_id = :org AND id = ? AND account_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, c->who->account_id);
    return one(c, q, ret_bulk);
}

enum err bulk_store_list(
    struct call *c, const struct reg_def *def, struct reg_bulk **ret_bulks, size_t *ret_n)
{
    static const char sql[] = "SELECT " COLUMNS " FROM register_bulk"
                              " WHERE org_id = :org AND register = ? AND account_id = ?"
                              " ORDER BY id DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, def->name);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, BULK_LIST);
    struct reg_bulk *all = mem_array(c, struct reg_bulk, BULK_LIST);
    size_t n = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        all[n++] = read_row(c, q);
        e = db_step(q, &row);
    }
    *ret_bulks = all;
    *ret_n = n;
    return e;
}

enum err bulk_store_step(struct call *c, struct reg_bulk *bulk, enum bulk_state to)
{
    static const char sql[] =
        "UPDATE register_bulk SET state = ?, plan = ?, result = ?, updated_at = ?, taken_at = ?,"
        " undone_at = ? WHERE org_id = :org AND id = ? AND state = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, bulk_state_key(to));
    work_bind_json(c, q, bulk->plan);
    work_bind_json(c, q, bulk->result);
    db_bind_int(q, c->now_ms);
    work_bind_set(q, bulk->taken_at_ms);
    work_bind_set(q, bulk->undone_at_ms);
    db_bind_int(q, bulk->id);
    db_bind_text(q, bulk_state_key(bulk->state));
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) != 1)
        e = problem_set(c->problem, ERR_CONFLICT, "bulk_state");
    if (e == ERR_OK)
        bulk->state = to;
    return e;
}

/* ---- the records of an edit ---- */

enum err bulk_store_row_add(struct call *c, int64_t bulk_id, const struct work_done *row)
{
    static const char sql[] = "INSERT INTO register_bulk_row (org_id, bulk_id, no, record_uid,"
                              " version) VALUES (:org, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, bulk_id);
    db_bind_int(q, row->no);
    db_bind_uuid(q, &row->record);
    db_bind_int(q, row->version);
    return db_run(q);
}

enum err bulk_store_row_done(struct call *c, int64_t bulk_id, const struct work_done *row)
{
    static const char sql[] = "UPDATE register_bulk_row SET version = ?, before = ?"
                              " WHERE org_id = :org AND bulk_id = ? AND no = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, row->version);
    db_bind_text(q, row->before);
    db_bind_int(q, bulk_id);
    db_bind_int(q, row->no);
    return db_run(q);
}

enum err bulk_store_rows_above(
    struct call *c, int64_t bulk_id, int64_t no, int most, struct work_done *ret_rows, int *ret_n)
{
    static const char sql[] = "SELECT no, record_uid, version, before FROM register_bulk_row"
                              " WHERE org_id = :org AND bulk_id = ? AND no > ?"
                              " ORDER BY no LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, bulk_id);
    db_bind_int(q, no);
    db_bind_int(q, most);
    return work_read_done(c, q, ret_rows, ret_n);
}

enum err bulk_store_row_count(struct call *c, int64_t bulk_id, int64_t *ret_n)
{
    static const char sql[] =
        "SELECT count(*) FROM register_bulk_row WHERE org_id = :org AND bulk_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, bulk_id);
    return db_one_int(q, 0, ret_n);
}
