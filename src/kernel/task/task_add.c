/* A task on a record: made in the record's unit, told in its history. */
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/task/task_private.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

enum err task_room_check(struct call *c, const char *record)
{
    int64_t *ids = NULL;
    size_t n = 0;
    enum err e = task_store_of(c, record, 0, &ids, &n);
    if (e == ERR_OK && n == LIMIT_RECORD_ITEMS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "items_full", LIMIT_RECORD_ITEMS);
    return e;
}

/* The record's unit; of what is the whole organisation's the one that was asked for, or the top. */
static enum err add_unit(
    struct call *c, const struct reg_record *host, const json_t *body, json_t *task)
{
    char uid[UUID_TEXT_SIZE];
    struct unit_node *units = NULL;
    size_t n = 0;
    json_t *own = json_object_get(json_object_get(host->after, "unit"), "id");
    json_t *asked = json_object_get(body, "unit");
    if (host->unit_id != 0 || json_is_string(asked)) {
        json_object_set(task, "unit", host->unit_id != 0 ? own : asked);
        return ERR_OK;
    }
    enum err e = unit_tree_load(c, &units, &n);
    if (e != ERR_OK || n == 0)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    uuid_format(&units[0].uid, uid);
    json_object_set_new(task, "unit", json_string(uid));
    return ERR_OK;
}

static void copy(json_t *to, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);
    if (value != NULL && !json_is_null(value))
        json_object_set(to, key, value);
}

static json_t *task_of(struct call *c, const struct reg_record *host, const json_t *body)
{
    char uid[UUID_TEXT_SIZE];
    const char *about =
        task_about(c, body_text(host->after, "number"), task_title_of(host->def, host->after));
    uuid_format(&host->uid, uid);
    json_t *task = json_pack("{s:s, s:s, s:s, s:s?}", "priority", "middle", "register",
        host->def->name, "record", uid, "about", about);
    json_in_keep(c, task);
    copy(task, body, "title");
    copy(task, body, "detail");
    copy(task, body, "owner");
    copy(task, body, "due");
    copy(task, body, "priority");
    return task;
}

/* The record's own history tells that somebody has something to do on it. */
static void add_entry(struct call *c, const struct reg_record *host, const json_t *task)
{
    json_t *told = json_pack("{s:s}", "task", body_text(task, "title"));
    json_in_keep(c, told);
    audit_add(c, &(struct audit_entry){.action = "task_add",
                     .subject = host->def->singular,
                     .subject_id = host->id,
                     .subject_uid = &host->uid,
                     .unit_id = host->unit_id,
                     .after = told});
}

enum err task_add(struct call *c, const struct reg_def *def, const char *record, const json_t *body,
    struct reg_record *ret_task)
{
    struct reg_record host;
    enum err e = reg_look(c, def, record, &host);
    if (e == ERR_OK && !who_may(c->who, def->update, host.unit_path == NULL ? "/" : host.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e != ERR_OK)
        return e;
    json_t *task = task_of(c, &host, body);
    e = task_room_check(c, body_text(task, "record"));
    if (e == ERR_OK)
        e = add_unit(c, &host, body, task);
    if (e == ERR_OK)
        e = reg_make(c, &REG_TASKS, task, ret_task);
    if (e == ERR_OK)
        add_entry(c, &host, task);
    return e;
}
