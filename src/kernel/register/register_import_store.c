#include "base/mem.h"
#include "kernel/register/register_import.h"

#include <string.h>

#define IMPORT_STATE_KEY(name, key) [name] = key,
static const char *const state_keys[] = {IMPORT_STATE_LIST(IMPORT_STATE_KEY)};

const char *import_state_key(enum import_state state)
{
    return state_keys[state];
}

enum err import_store_add(struct call *c, const struct reg_import *import, int64_t *ret_id)
{
    static const char sql[] =
        "INSERT INTO register_import (org_id, uid, register, account_id, name, state, file_id,"
        " head, plan, created_at, updated_at) VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &import->uid);
    db_bind_text(q, import->reg);
    db_bind_int(q, c->who->account_id);
    db_bind_text(q, import->name);
    db_bind_text(q, import_state_key(import->state));
    db_bind_int(q, import->file_id);
    work_bind_json(c, q, import->head);
    work_bind_json(c, q, import->plan);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    return db_one_int(q, 0, ret_id);
}

#define COLUMNS                                                                         \
    "id, uid, register, name, state, file_id, job_uid, head, plan, result, created_at," \
    " taken_at, undone_at"

static struct reg_import read_row(struct call *c, struct db_query *q)
{
    return (struct reg_import){
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .reg = mem_strdup(c, db_text(q, 2, NULL)),
        .name = mem_strdup(c, db_text(q, 3, NULL)),
        .state = (enum import_state)work_state_of(state_keys, IMPORT_FAILED, db_text(q, 4, NULL)),
        .file_id = db_int(q, 5),
        .has_job = !db_is_null(q, 6),
        .job = db_uuid(q, 6),
        .head = work_read_json(c, q, 7),
        .plan = work_read_json(c, q, 8),
        .result = work_read_json(c, q, 9),
        .created_at_ms = db_int(q, 10),
        .taken_at_ms = db_int(q, 11),
        .undone_at_ms = db_int(q, 12),
    };
}

static enum err one(struct call *c, struct db_query *q, struct reg_import *ret_import)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_import = read_row(c, q);
    return e;
}

enum err import_store_find(
    struct call *c, const struct reg_def *def, const char *id, struct reg_import *ret_import)
{
    static const char sql[] =
        "SELECT " COLUMNS " FROM register_import"
        " WHERE org_id = :org AND uid = ? AND register = ? AND account_id = ?";
    struct uuid uid;
    if (!uuid_parse(id, &uid))
        return ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &uid);
    db_bind_text(q, def->name);
    db_bind_int(q, c->who->account_id);
    return one(c, q, ret_import);
}

enum err import_store_by_id(struct call *c, int64_t id, struct reg_import *ret_import)
{
    static const char sql[] =
        "SELECT " COLUMNS " FROM register_import WHERE org_id = :org AND id = ? AND account_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    db_bind_int(q, c->who->account_id);
    return one(c, q, ret_import);
}

enum err import_store_list(
    struct call *c, const struct reg_def *def, struct reg_import **ret_imports, size_t *ret_n)
{
    static const char sql[] = "SELECT " COLUMNS " FROM register_import"
                              " WHERE org_id = :org AND register = ? AND account_id = ?"
                              " ORDER BY id DESC LIMIT ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, def->name);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, IMPORT_LIST);
    struct reg_import *all = mem_array(c, struct reg_import, IMPORT_LIST);
    size_t n = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row) {
        all[n++] = read_row(c, q);
        e = db_step(q, &row);
    }
    *ret_imports = all;
    *ret_n = n;
    return e;
}

enum err import_store_open_count(struct call *c, int64_t *ret_n)
{
    static const char sql[] = "SELECT count(*) FROM register_import"
                              " WHERE org_id = :org AND account_id = ? AND taken_at IS NULL";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, c->who->account_id);
    return db_one_int(q, 0, ret_n);
}

enum err import_store_last(struct call *c, const struct reg_def *def, struct reg_import *ret_import)
{
    static const char sql[] = "SELECT " COLUMNS " FROM register_import WHERE org_id = :org"
                              " AND register = ? AND taken_at IS NOT NULL ORDER BY id DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, def->name);
    return one(c, q, ret_import);
}

enum err import_store_step(struct call *c, struct reg_import *import, enum import_state to)
{
    static const char sql[] =
        "UPDATE register_import SET state = ?, plan = ?, result = ?, file_id = ?, updated_at = ?,"
        " taken_at = ?, undone_at = ? WHERE org_id = :org AND id = ? AND state = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, import_state_key(to));
    work_bind_json(c, q, import->plan);
    work_bind_json(c, q, import->result);
    work_bind_set(q, import->file_id);
    db_bind_int(q, c->now_ms);
    work_bind_set(q, import->taken_at_ms);
    work_bind_set(q, import->undone_at_ms);
    db_bind_int(q, import->id);
    db_bind_text(q, import_state_key(import->state));
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) != 1)
        e = problem_set(c->problem, ERR_CONFLICT, "import_state");
    if (e == ERR_OK)
        import->state = to;
    return e;
}

enum err import_store_done(struct call *c, int64_t import_id, const struct work_done *done)
{
    static const char sql[] = "INSERT INTO register_import_row (org_id, import_id, no, record_uid,"
                              " version, before) VALUES (:org, ?, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, import_id);
    db_bind_int(q, done->no);
    db_bind_uuid(q, &done->record);
    db_bind_int(q, done->version);
    db_bind_text(q, done->before);
    return db_run_gathered(q);
}
