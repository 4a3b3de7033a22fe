/* The routes of imports, and how an import is shown. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job_store.h"
#include "kernel/register/register_import.h"
#include "kernel/register/register_import_table.h"

#include <stdlib.h>
#include <string.h>

static const struct reg_def *def_of(const struct req *r)
{
    return r->route->arg;
}

/* ---- an import as it is shown ---- */

static const char *field_of_column(const struct reg_import *import, size_t no)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(import->plan, "columns"), i,
        entry) if ((size_t)body_int(entry, "no", 0) == no) return body_text(entry, "field");
    return NULL;
}

static void write_columns(struct jw *w, const struct reg_import *import)
{
    size_t i;
    json_t *column;
    jw_key(w, "columns");
    jw_arr_begin(w);
    json_array_foreach(json_object_get(import->head, "columns"), i, column)
    {
        jw_obj_begin(w);
        jw_kint(w, "no", (int64_t)i + 1);
        jw_kstr(w, "header", body_text(column, "header"));
        jw_kjson(w, "samples", json_object_get(column, "samples"));
        jw_kstr(w, "field", field_of_column(import, i + 1));
        jw_kstr(w, "unit", body_text(column, "unit"));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

/* "faults" or "warnings". */
static void write_faults(struct req *r, struct jw *w, const json_t *result, const char *key)
{
    size_t i;
    json_t *fault;
    const json_t *faults = json_object_get(result, key);
    jw_key(w, key);
    jw_arr_begin(w);
    json_array_foreach((json_t *)faults, i, fault)
    {
        jw_obj_begin(w);
        jw_kint(w, "line", body_int(fault, "line", 0));
        if (body_int(fault, "column", 0) > 0)
            jw_kint(w, "column", body_int(fault, "column", 0));
        if (body_text(fault, "field") != NULL && body_text(fault, "field")[0] != '\0')
            jw_kstr(w, "field", body_text(fault, "field"));
        jw_kstr(w, "message", work_message(r, fault, ""));
        if (body_text(fault, "value") != NULL)
            jw_kstr(w, "value", body_text(fault, "value"));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_notices(struct req *r, struct jw *w, const json_t *notices)
{
    size_t i;
    json_t *notice;
    jw_key(w, "notices");
    jw_arr_begin(w);
    json_array_foreach((json_t *)notices, i, notice)
        jw_str(w, work_message(r, notice, "table.notice."));
    jw_arr_end(w);
}

static void write_counts(struct jw *w, const json_t *result)
{
    static const char *const counts[] = {"rows", "added", "changed", "unchanged", "refused",
        "undone", "more_faults", "more_kept", "warned", "alike"};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (json_object_get(result, counts[i]) != NULL)
            jw_kint(w, counts[i], body_int(result, counts[i], 0));
}

static void write_result(struct req *r, struct jw *w, const struct reg_import *import)
{
    const json_t *result = import->result;
    const json_t *error = json_object_get(result, "error");
    const json_t *notices = json_object_get(result, "notices");
    write_notices(r, w, notices != NULL ? notices : json_object_get(import->head, "notices"));
    write_counts(w, result);
    write_faults(r, w, result, "faults");
    write_faults(r, w, result, "warnings");
    work_write_kept(r, w, json_object_get(result, "kept"));
    const json_t *changes = json_object_get(result, "changes");
    if (changes != NULL)
        jw_kjson(w, "changes", changes);
    else
        jw_kraw(w, "changes", "[]");
    if (error != NULL)
        jw_kstr(w, "error", work_message(r, error, ""));
}

/* An import whose job has given up has failed, whatever it was about to do. */
static void write_job(
    struct req *r, struct jw *w, const struct reg_import *import, enum import_state *state)
{
    bool working = *state == IMPORT_CHECKING || *state == IMPORT_TAKING || *state == IMPORT_UNDOING;
    if (working && import->has_job && work_write_job(r, w, &import->job))
        *state = IMPORT_FAILED;
}

static void write_head(struct jw *w, const struct reg_import *import)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&import->uid, id);
    jw_kstr(w, "id", id);
    jw_kstr(w, "register", import->reg);
    jw_kstr(w, "name", import->name);
    work_write_instant(w, "created_at", import->created_at_ms);
    work_write_instant(w, "taken_at", import->taken_at_ms);
    work_write_instant(w, "undone_at", import->undone_at_ms);
}

static void write_import(struct req *r, const struct reg_import *import)
{
    struct jw w = resp_json(r);
    enum import_state state = import->state;
    jw_obj_begin(&w);
    write_head(&w, import);
    write_job(r, &w, import, &state);
    jw_kstr(&w, "state", import_state_key(state));
    jw_kstr(&w, "format", body_text(import->head, "format"));
    jw_kstr(&w, "sheet", body_text(import->head, "sheet"));
    jw_kint(&w, "header_line", body_int(import->head, "header_line", 1));
    write_columns(&w, import);
    jw_kjson(&w, "constants", json_object_get(import->plan, "constants"));
    jw_kstr(&w, "key", body_text(import->plan, "key"));
    jw_kbool(&w, "clear_empty", body_bool(import->plan, "clear_empty"));
    write_result(r, &w, import);
    jw_obj_end(&w);
}

/* ---- routes ---- */

static const char *file_name(const struct req *r)
{
    const char *name = req_query(r, "name");
    return name == NULL || *name == '\0' ? "table" : mem_strdup(r, name);
}

static size_t header_line(const struct req *r)
{
    const char *text = req_query(r, "header_line"); /* checked against the route's shape */
    return text == NULL ? 0 : strtoul(text, NULL, 10);
}

/* With the one that has just been added. */
static enum err room_check(struct call *c)
{
    int64_t n = 0;
    enum err e = import_store_open_count(c, &n);
    if (e == ERR_OK && n > LIMIT_OPEN_IMPORTS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "imports_many", LIMIT_OPEN_IMPORTS);
    return e;
}

enum err reg_import_table(
    struct req *r, const struct reg_def *def, const struct upload *table, const char *key)
{
    struct call *c = &r->call;
    struct file_info file;
    struct reg_import import = {.uid = uuid_new(c->now_ms),
        .reg = def->name,
        .name = file_name(r),
        .state = IMPORT_READ,
        .created_at_ms = c->now_ms};
    enum err e =
        import_head_read(c, def, table->fd, req_query(r, "sheet"), header_line(r), &import);
    if (e == ERR_OK && key != NULL && body_text(import.plan, "key") == NULL)
        json_object_set_new(import.plan, "key", json_string(key));
    if (e == ERR_OK)
        e = file_store_upload(c, table, &file);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e != ERR_OK)
        return e;
    import.file_id = file.id;
    e = import_store_add(c, &import, &import.id);
    if (e == ERR_OK)
        e = room_check(c);
    if (e == ERR_OK)
        e = file_make_ready(c, file.id);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c); /* nothing of the register has changed */
    if (e == ERR_OK)
        write_import(r, &import);
    return e;
}

enum err import_api_add(struct req *r)
{
    return reg_import_table(r, def_of(r), &r->upload, NULL);
}

enum err import_api_get(struct req *r)
{
    struct reg_import import;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = import_store_find(&r->call, def_of(r), req_param(r, "import"), &import);
    if (e == ERR_OK)
        write_import(r, &import);
    return e;
}

enum err import_api_list(struct req *r)
{
    struct reg_import *imports = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = import_store_list(&r->call, def_of(r), &imports, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_head(&w, &imports[i]);
        jw_kstr(&w, "state", import_state_key(imports[i].state));
        write_counts(&w, imports[i].result);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* Begins what is done in the background, from one of the states in which it may be. */
static enum err begin_work(struct req *r, struct reg_import *import, enum import_state to)
{
    struct call *c = &r->call;
    import->has_job = true;
    enum err e = import_store_step(c, import, to);
    if (e == ERR_OK)
        e = import_job_add(c, import);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c); /* the job's own transaction carries the entries */
    if (e == ERR_OK)
        write_import(r, import);
    return e;
}

static enum err find(struct req *r, struct reg_import *ret_import)
{
    enum err e = tx_begin(&r->call);
    return e != ERR_OK ? e
                       : import_store_find(&r->call, def_of(r), req_param(r, "import"), ret_import);
}

static enum err wrong_state(struct req *r)
{
    return problem_set(r->call.problem, ERR_CONFLICT, "import_state");
}

enum err import_api_mapping(struct req *r)
{
    struct reg_import import;
    enum err e = find(r, &import);
    if (e != ERR_OK)
        return e;
    if (import.state != IMPORT_READ && import.state != IMPORT_CHECKED &&
        import.state != IMPORT_FAILED)
        return wrong_state(r);
    e = import_plan_check(&r->call, def_of(r), &import, r->body);
    if (e != ERR_OK)
        return e;
    import.plan = r->body;
    import.result = NULL;
    return begin_work(r, &import, IMPORT_CHECKING);
}

enum err import_api_commit(struct req *r)
{
    struct reg_import import;
    bool partial = body_bool(r->body, "partial");
    enum err e = find(r, &import);
    if (e != ERR_OK)
        return e;
    if (import.state != IMPORT_CHECKED)
        return wrong_state(r);
    int64_t refused = body_int(import.result, "refused", 0);
    if (refused > 0 && !partial)
        return problem_set_limit(r->call.problem, ERR_CONFLICT, "import_refused", refused);
    json_object_set_new(import.plan, "partial", json_boolean(partial));
    return begin_work(r, &import, IMPORT_TAKING);
}

enum err import_api_undo(struct req *r)
{
    struct reg_import import;
    struct job_row job;
    enum err e = find(r, &import);
    if (e != ERR_OK)
        return e;
    bool given_up = import.state == IMPORT_UNDOING &&
                    job_store_find(&r->call, &import.job, &job) == ERR_OK &&
                    strcmp(job.state, "failed") == 0;
    if (import.state != IMPORT_TAKEN && !given_up)
        return wrong_state(r);
    json_object_del(import.result, "error");
    return begin_work(r, &import, IMPORT_UNDOING);
}
