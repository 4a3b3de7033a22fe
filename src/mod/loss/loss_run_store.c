#include "base/mem.h"
#include "mod/loss/loss.h"
#include "mod/loss/loss_run.h"

#include <string.h>

#define COLUMNS                                                                       \
    "r.id, r.uid, r.number, r.seed, r.years, r.repeat_of, o.uid, o.number, o.digest," \
    " r.job, a.name, r.created_at, r.ended_at, r.ms, r.digest, r.mean, r.p95"
#define WHOLE COLUMNS ", r.model, r.sources, r.result"
#define FROM                                                          \
    " FROM loss_run r"                                                \
    " LEFT JOIN loss_run o ON o.org_id = :org AND o.id = r.repeat_of" \
    " LEFT JOIN account a ON a.org_id = :org AND a.id = r.asked_by"   \
    " WHERE r.org_id = :org"

static const char *text_of(struct call *c, struct db_query *q, int col)
{
    return db_is_null(q, col) ? NULL : mem_strdup(c, db_text(q, col, NULL));
}

/* Columns that a query has not, read as NULL. */
static struct loss_run_row row_of(struct call *c, struct db_query *q)
{
    return (struct loss_run_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .number = text_of(c, q, 2),
        .seed = (uint64_t)db_int(q, 3),
        .years = (uint32_t)db_int(q, 4),
        .repeat_of = db_int(q, 5),
        .repeat_uid = db_uuid(q, 6),
        .repeat_number = text_of(c, q, 7),
        .repeat_digest = text_of(c, q, 8),
        .job = db_uuid(q, 9),
        .asked_by = text_of(c, q, 10),
        .created_at_ms = db_int(q, 11),
        .ended_at_ms = db_int(q, 12),
        .ms = db_int(q, 13),
        .digest = text_of(c, q, 14),
        .mean = db_num(q, 15),
        .p95 = db_num(q, 16),
        .model = text_of(c, q, 17),
        .sources = text_of(c, q, 18),
        .result = text_of(c, q, 19),
    };
}

enum err loss_run_store_list(struct call *c, struct loss_run_row **ret_runs, size_t *ret_n)
{
    static const char sql[] = "SELECT " COLUMNS FROM " ORDER BY r.id DESC LIMIT 200";
    struct loss_run_row *runs = NULL;
    size_t n = 0;
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        runs = mem_grow(c, runs, struct loss_run_row, n + 1);
        runs[n++] = row_of(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_runs = runs;
    *ret_n = n;
    return ERR_OK;
}

static enum err one(struct call *c, struct db_query *q, struct loss_run_row *ret_run)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_run = row_of(c, q);
    return e;
}

enum err loss_run_store_find(struct call *c, const char *id, struct loss_run_row *ret_run)
{
    static const char by_uid[] = "SELECT " WHOLE FROM " AND r.uid = ?";
    static const char by_number[] = "SELECT " WHOLE FROM " AND r.number = ?";
    struct uuid uid;
    bool is_uid = uuid_parse(id, &uid);
    DB_QUERY *q = db_query(c->db, is_uid ? by_uid : by_number);
    if (is_uid)
        db_bind_uuid(q, &uid);
    else
        db_bind_text(q, id);
    return one(c, q, ret_run);
}

enum err loss_run_store_by_id(struct call *c, int64_t id, struct loss_run_row *ret_run)
{
    static const char sql[] = "SELECT " WHOLE FROM " AND r.id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return one(c, q, ret_run);
}

enum err loss_run_store_count(struct call *c, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM loss_run WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, sql);
    return db_one_int(q, 0, ret_n);
}

enum err loss_run_store_add(struct call *c, const struct loss_run_row *run, int64_t *ret_id)
{
    static const char sql[] =
        "INSERT INTO loss_run (org_id, uid, number, seed, years, model, sources, repeat_of,"
        " asked_by, created_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &run->uid);
    db_bind_text(q, run->number);
    db_bind_int(q, (int64_t)run->seed);
    db_bind_int(q, run->years);
    db_bind_text(q, run->model);
    db_bind_text(q, run->sources);
    if (run->repeat_of == 0)
        db_bind_null(q);
    else
        db_bind_int(q, run->repeat_of);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, ret_id);
}

enum err loss_run_store_set_job(struct call *c, int64_t id, const struct uuid *job)
{
    static const char sql[] = "UPDATE loss_run SET job = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, job);
    db_bind_int(q, id);
    return db_run(q);
}

enum err loss_run_store_end(struct call *c, const struct loss_run_row *run)
{
    static const char sql[] =
        "UPDATE loss_run SET ended_at = ?, ms = ?, result = ?, digest = ?, mean = ?, p95 = ?"
        " WHERE org_id = :org AND id = ? AND result IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, run->ended_at_ms);
    db_bind_int(q, run->ms);
    db_bind_text(q, run->result);
    db_bind_text(q, run->digest);
    db_bind_num(q, run->mean);
    db_bind_num(q, run->p95);
    db_bind_int(q, run->id);
    return db_run(q);
}

static enum err forget_repeats(struct call *c, int64_t id)
{
    static const char sql[] =
        "UPDATE loss_run SET repeat_of = NULL WHERE org_id = :org AND repeat_of = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

enum err loss_run_store_remove(struct call *c, int64_t id)
{
    static const char sql[] = "DELETE FROM loss_run WHERE org_id = :org AND id = ?";
    enum err e = forget_repeats(c, id);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    return db_run(q);
}

#define NEWEST                                                                \
    " AND r.digest IS NOT NULL AND (r.repeat_of IS NULL OR o.digest IS NULL)" \
    " ORDER BY r.id DESC LIMIT 1"

enum err loss_run_store_newest(struct call *c, struct loss_run_row *ret_run)
{
    static const char sql[] = "SELECT " WHOLE FROM NEWEST;
    DB_QUERY *q = db_query(c->db, sql);
    return one(c, q, ret_run);
}

enum err loss_latest(struct call *c, struct loss_latest *ret_latest)
{
    static const char sql[] = "SELECT " COLUMNS FROM NEWEST;
    struct loss_run_row run = {0};
    DB_QUERY *q = db_query(c->db, sql);
    enum err e = one(c, q, &run);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *ret_latest = e == ERR_NOT_FOUND
                      ? (struct loss_latest){0}
                      : (struct loss_latest){true, run.mean, run.p95, run.ended_at_ms};
    return ERR_OK;
}
