#include "kernel/job/job_store.h"

#include "base/mem.h"

#include <stdlib.h>

#define JOB_STATE_KEY(name, key) [name] = key,
static const char *const state_keys[JOB_STATE_MAX] = {JOB_STATE_LIST(JOB_STATE_KEY)};

const char *job_state_key(enum job_state state)
{
    return state_keys[state];
}

/* The members of struct job_row in order. */
#define COLUMNS                                                                               \
    "id, uid, kind, state, account_id, payload, result, progress, message, attempts, run_at," \
    " created_at, updated_at"

static struct job_row read_row(struct call *c, struct db_query *q)
{
    return (struct job_row){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .kind = mem_strdup(c, db_text(q, 2, NULL)),
        .state = mem_strdup(c, db_text(q, 3, NULL)),
        .account_id = db_int(q, 4),
        .payload = mem_strdup(c, db_text(q, 5, NULL)),
        .result = mem_strdup(c, db_text(q, 6, NULL)),
        .progress = db_num(q, 7),
        .message = mem_strdup(c, db_text(q, 8, NULL)),
        .attempts = (int)db_int(q, 9),
        .run_at_ms = db_int(q, 10),
        .created_at_ms = db_int(q, 11),
        .updated_at_ms = db_int(q, 12),
    };
}

static enum err find_unique(struct call *c, const char *key, struct uuid *ret_uid, bool *ret_found)
{
    static const char sql[] = "SELECT uid FROM job WHERE org_id = :org AND unique_key = ?"
                              " AND state IN ('queued', 'running')";
    bool row = false;
    *ret_found = false;
    if (key == NULL)
        return ERR_OK;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, key);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_uid = db_uuid(q, 0);
    *ret_found = row;
    return e;
}

static enum err find_waiting(
    struct call *c, const struct job_new *job, int64_t run_at_ms, bool *ret_found)
{
    static const char sql[] = "SELECT id FROM job WHERE org_id = :org AND state = 'queued'"
                              " AND run_at <= ? AND kind = ? LIMIT 1";
    int64_t id = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, run_at_ms);
    db_bind_text(q, job->kind);
    enum err e = db_one_int(q, 0, &id);
    *ret_found = e == ERR_OK && id != 0;
    return e;
}

enum err job_store_insert(struct call *c, const struct job_new *job, struct uuid *ret_uid)
{
    static const char sql[] = "INSERT INTO job (org_id, uid, kind, state, account_id, payload,"
                              " run_at, created_at, updated_at, unique_key)"
                              " VALUES (:org, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)";
    bool found = false;
    int64_t run_at_ms = job->run_at_ms == 0 ? c->now_ms : job->run_at_ms;
    enum err e = find_unique(c, job->unique_key, ret_uid, &found);
    if (e == ERR_OK && !found && job->once)
        e = find_waiting(c, job, run_at_ms, &found);
    if (e != ERR_OK || found)
        return e;
    struct uuid uid = uuid_new(c->now_ms);
    char *payload = job->payload == NULL ? NULL : json_dumps(job->payload, JSON_COMPACT);
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    db_bind_text(q, job->kind);
    db_bind_int(q, job->system ? 0 : c->who->account_id);
    db_bind_text(q, payload == NULL ? "{}" : payload);
    db_bind_int(q, run_at_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    db_bind_text(q, job->unique_key);
    e = db_run(q);
    free(payload);
    if (e == ERR_OK)
        *ret_uid = uid;
    return e;
}

enum err job_store_claim(
    struct call *c, int64_t lease_until_ms, struct job_row *ret_job, bool *ret_found)
{
    static const char sql[] =
        "UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = ?,"
        " updated_at = ? WHERE org_id = :org AND id = (SELECT id FROM job"
        " WHERE org_id = :org AND ((state = 'queued' AND run_at <= ?)"
        " OR (state = 'running' AND lease_until < ?))"
        " ORDER BY run_at, id LIMIT 1 {postgres: FOR UPDATE SKIP LOCKED})"
        " RETURNING " COLUMNS;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, lease_until_ms);
    for (int i = 0; i < 3; i++)
        db_bind_int(q, c->now_ms);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (row)
        *ret_job = read_row(c, q);
    *ret_found = row;
    return ERR_OK;
}

enum err job_store_renew(struct call *c, int64_t id, int attempt, int64_t lease_until_ms,
    double progress, const char *message, bool *ret_held)
{
    static const char sql[] = "UPDATE job SET lease_until = ?, progress = ?, message = ?,"
                              " updated_at = ? WHERE org_id = :org AND id = ?"
                              " AND state = 'running' AND attempts = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, lease_until_ms);
    db_bind_num(q, progress);
    db_bind_text(q, message);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    db_bind_int(q, attempt);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_held = db_changes(q) == 1;
    return e;
}

enum err job_store_end(struct call *c, int64_t id, int attempt, enum job_state state,
    int64_t run_at_ms, const char *result, const char *message)
{
    static const char sql[] = "UPDATE job SET state = ?, run_at = ?, result = ?, message = ?,"
                              " progress = CASE WHEN ? = 'done' THEN 1 ELSE progress END,"
                              " lease_until = NULL, updated_at = ?"
                              " WHERE org_id = :org AND id = ? AND state = 'running'"
                              " AND attempts = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, job_state_key(state));
    db_bind_int(q, run_at_ms);
    db_bind_text(q, result);
    db_bind_text(q, message);
    db_bind_text(q, job_state_key(state));
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    db_bind_int(q, attempt);
    return db_run(q);
}

enum err job_store_cancel(struct call *c, int64_t id, bool *ret_cancelled)
{
    static const char sql[] = "UPDATE job SET state = 'cancelled', lease_until = NULL,"
                              " updated_at = ? WHERE org_id = :org AND id = ?"
                              " AND state IN ('queued', 'running')";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, id);
    enum err e = db_run(q);
    if (e == ERR_OK)
        *ret_cancelled = db_changes(q) == 1;
    return e;
}

enum err job_store_find(struct call *c, const struct uuid *uid, struct job_row *ret_job)
{
    static const char sql[] = "SELECT " COLUMNS " FROM job WHERE org_id = :org AND uid = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, uid);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_job = read_row(c, q);
    return ERR_OK;
}

static enum err read_all(
    struct call *c, struct db_query *q, int limit, struct job_row **ret_jobs, size_t *ret_n)
{
    struct job_row *jobs = mem_array(c, struct job_row, limit);
    size_t n = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row && n < (size_t)limit) {
        jobs[n++] = read_row(c, q);
        e = db_step(q, &row);
    }
    if (e != ERR_OK)
        return e;
    *ret_jobs = jobs;
    *ret_n = n;
    return ERR_OK;
}

enum err job_store_list(
    struct call *c, int64_t account_id, int limit, struct job_row **ret_jobs, size_t *ret_n)
{
    static const char own_sql[] = "SELECT " COLUMNS " FROM job WHERE org_id = :org"
                                  " AND account_id = ? ORDER BY id DESC LIMIT ?";
    static const char all_sql[] =
        "SELECT " COLUMNS " FROM job WHERE org_id = :org ORDER BY id DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, account_id == 0 ? all_sql : own_sql);
    if (account_id != 0)
        db_bind_int(q, account_id);
    db_bind_int(q, limit);
    return read_all(c, q, limit, ret_jobs, ret_n);
}

enum err job_store_last(struct call *c, const char *kind, int64_t *ret_at_ms)
{
    static const char sql[] =
        "SELECT max(run_at) AS at FROM job WHERE org_id = :org AND kind = ? AND account_id = 0";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, kind);
    return db_one_int(q, 0, ret_at_ms);
}

enum err job_store_purge(struct call *c, int64_t before_ms)
{
    static const char sql[] = "DELETE FROM job WHERE org_id = :org"
                              " AND state IN ('done', 'failed', 'cancelled') AND updated_at < ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, before_ms);
    return db_run(q);
}
