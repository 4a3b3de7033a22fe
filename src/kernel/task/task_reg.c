/* The register of tasks. */
#include "kernel/job/job.h"
#include "kernel/register/register_check.h"
#include "kernel/task/task_private.h"

#include <string.h>

const struct perm PERM_TASK_READ = {"task.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_TASK_WRITE = {"task.write", PERM_ROLE, OF_STAFF};
const struct perm PERM_TASK_LEAD = {"task.lead", PERM_ROLE, OF_LEADS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_TASK_LOAD = {"task.load", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};

static const char *const priority_keys[] = {"high", "middle", "low", NULL};
const struct option_set OPTIONS_TASK_PRIORITY = {"task_priority", priority_keys};
static const char *const state_keys[] = {"open", "doing", "done", "dropped", NULL};
static const struct option_set STATES = {"task_state", state_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = LIMIT_NAME},
    {.key = "about", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_LISTED, .max = 500},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "priority",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_TASK_PRIORITY},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 4000},
    {.key = "done_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
    {.key = "register",
        .type = FIELD_TEXT,
        .flags = FIELD_READONLY | FIELD_INDEXED,
        .max = 64,
        .key_of = KEY_OF_REGISTER},
    {.key = "record", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_INDEXED, .max = 36},
    {.key = "reminded_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
};

static const struct reg_transition transitions[] = {
    {"open", "start", "doing", &PERM_TASK_WRITE, false},
    {"open", "finish", "done", &PERM_TASK_WRITE, false},
    {"open", "drop", "dropped", &PERM_TASK_WRITE, true},
    {"doing", "finish", "done", &PERM_TASK_WRITE, false},
    {"doing", "drop", "dropped", &PERM_TASK_WRITE, true},
    {"done", "reopen", "open", &PERM_TASK_WRITE, false},
    {"dropped", "reopen", "open", &PERM_TASK_WRITE, false},
};

/* ---- rules ---- */

/* Who may change everything in a place: whoever may change the record, or leads the unit. */
static bool leads(const struct call *c, const struct task_place *place)
{
    const struct reg_def *on = place->reg == NULL ? NULL : app_register(c->app, place->reg);
    return who_may(c->who, on == NULL ? &PERM_TASK_LEAD : on->update, place->unit_path);
}

static enum err owner_id(
    struct call *c, const struct reg_record *task, const json_t *of, int64_t *ret_id)
{
    struct reg_record shown = *task;
    shown.after = (json_t *)of;
    return reg_ref_id(c, &shown, "owner", ret_id);
}

/* As it was: nobody takes a task by writing his own name on it. */
static enum err check_mine(struct call *c, const struct reg_record *task)
{
    const struct task_place place = task_place_of(task);
    int64_t owner = 0;
    if (task->change == REG_CREATE || c->who->system || task->created_by == c->who->account_id)
        return ERR_OK;
    enum err e = owner_id(c, task, task->before, &owner);
    bool mine = owner != 0 && owner == c->who->person_id && task->change != REG_DELETE;
    if (e != ERR_OK || mine || leads(c, &place))
        return e;
    return problem_set(c->problem, ERR_FORBIDDEN, "task_others");
}

static const char *ref_of(const json_t *record, const char *key)
{
    return body_text(json_object_get(record, key), "id");
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool differs(const struct reg_record *task, const char *key)
{
    return task->change == REG_CREATE || !same(ref_of(task->before, key), ref_of(task->after, key));
}

static enum err check_owner(struct call *c, const struct reg_record *task)
{
    const struct task_place place = task_place_of(task);
    struct task_eyes eyes;
    int64_t owner = 0;
    enum err e = owner_id(c, task, task->after, &owner);
    if (e != ERR_OK || owner == 0 || owner == c->who->person_id)
        return e;
    e = task_eyes_of(c, &place, owner, &eyes);
    if (e == ERR_OK && eyes.n_all > 0 && eyes.n == 0)
        problem_field(
            c->problem, "/owner", place.reg == NULL ? "task_owner_unit" : "task_owner_record");
    return e;
}

/* No task comes back to a record that is deleted, not for the caller, or full. */
static enum err check_host(struct call *c, const struct reg_record *task)
{
    const struct task_place place = task_place_of(task);
    const struct reg_def *on = place.reg == NULL ? NULL : app_register(c->app, place.reg);
    int64_t id = 0;
    if (place.reg == NULL || task->change != REG_RESTORE)
        return ERR_OK;
    enum err e = on == NULL ? ERR_NOT_FOUND : reg_find(c, on, place.record, &id);
    if (e == ERR_NOT_FOUND)
        return problem_set(c->problem, ERR_CONFLICT, "task_record_gone");
    return e == ERR_OK ? task_room_check(c, place.record) : e;
}

static enum err check(struct call *c, const struct reg_record *task)
{
    enum err e = check_mine(c, task);
    if (e == ERR_OK)
        e = check_host(c, task);
    if (e != ERR_OK)
        return e;
    if (task->change == REG_UPDATE && body_text(task->after, "register") != NULL &&
        differs(task, "unit"))
        problem_field(c->problem, "/unit", "task_unit");
    if (reg_enters(task, "done"))
        reg_fill_today(c, task, "done_on");
    else if (task->change == REG_TRANSITION)
        json_object_set_new(task->after, "done_on", json_null());
    bool given = differs(task, "owner") || differs(task, "unit");
    return task->change <= REG_UPDATE && given ? check_owner(c, task) : ERR_OK;
}

static enum err apply(struct call *c, const struct reg_record *task)
{
    bool comes = task->change == REG_CREATE || task->change == REG_RESTORE;
    enum err e = comes ? task_take_readers(c, task) : ERR_OK;
    return e == ERR_OK ? task_tell(c, task) : e;
}

static const char *const due_states[] = {"open", "doing", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_TASKS = {
    .name = "tasks",
    .singular = "task",
    .schema = "Task",
    .table = "task",
    .prefix = "T",
    .scope = REG_BY_UNIT,
    .read = &PERM_TASK_READ,
    .create = &PERM_TASK_WRITE,
    .update = &PERM_TASK_WRITE,
    .remove = &PERM_TASK_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .readers = true,
    .host = "register",
    .check = check,
    .apply = apply,
};

static const struct reg_def *const registers[] = {&REG_TASKS};

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/tasks/on-record", "task_add_on_record", .perm = &PERM_TASK_WRITE,
        .handle = task_api_add, .body_kind = BODY_JSON, .body = &SHAPE_TASK_NEW,
        .answer = &SHAPE_TASK_MADE, .status = 201},
    {METHOD_GET, "/api/v1/tasks/load", "task_load", .perm = &PERM_TASK_LOAD,
        .handle = task_api_load, .query = &SHAPE_TASK_LOAD_QUERY, .answer = &SHAPE_TASK_LOAD},
};

static const struct job_kind jobs[] = {
    {.name = "task_remind", .run = task_remind, .every_ms = INT64_C(600000) /* ten minutes */},
};

const struct module module_task = {
    .name = "task",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = 1,
    .jobs = jobs,
    .n_jobs = 1,
    .notices = task_notices,
    .n_notices = TASK_NOTICE_MAX,
    .watch = &task_watch,
};
