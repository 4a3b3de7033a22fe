/* The routes beside those of the register: a task on a record, and who has how much to do. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/task/task_private.h"
#include "kernel/unit/unit_tree.h"

#include <string.h>

/* ---- a task on a record ---- */

static const struct field new_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
    {.key = "record", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.key = "detail", .type = FIELD_LONGTEXT, .max = 4000},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
    {.key = "due", .type = FIELD_DATE},
    {.key = "priority", .type = FIELD_ENUM, .options = &OPTIONS_TASK_PRIORITY},
    {.key = "unit", .type = FIELD_REF, .ref = "units"},
};
const struct shape SHAPE_TASK_NEW = SHAPE("TaskOnRecord", new_fields);

static const struct field made_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_TASK_MADE = SHAPE("TaskMade", made_fields);

static enum err add(struct req *r, struct reg_record *ret_task)
{
    struct call *c = &r->call;
    const struct reg_def *def = app_register(c->app, body_text(r->body, "register"));
    if (def == &REG_TASKS)
        def = NULL; /* no tasks on tasks */
    enum err e = def == NULL ? ERR_NOT_FOUND
                             : task_add(c, def, body_text(r->body, "record"), r->body, ret_task);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(c->problem, def == NULL ? "/register" : "/record", "reference");
    return ERR_INVALID;
}

enum err task_api_add(struct req *r)
{
    struct call *c = &r->call;
    char uid[UUID_TEXT_SIZE];
    struct reg_record task;
    json_t *made = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = add(r, &task);
    if (e != ERR_OK)
        return e;
    uuid_format(&task.uid, uid);
    e = reg_get(c, &REG_TASKS, uid, &made);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "id", uid);
    jw_kstr(&w, "number", body_text(made, "number"));
    jw_kint(&w, "version", body_int(made, "version", 1));
    jw_obj_end(&w);
    return tx_commit(c);
}

/* ---- load ---- */

static const struct field load_query_fields[] = {
    {.key = "unit", .type = FIELD_REF, .ref = "units"},
};
const struct shape SHAPE_TASK_LOAD_QUERY = SHAPE("TaskLoadQuery", load_query_fields);

static const struct field person_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_PERSON = SHAPE("TaskLoadPerson", person_fields);

#define COUNT(name)                                               \
    {                                                             \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED \
    }
/* due_7 and due_30: in so many days from today, what is late not among them. */
static const struct field row_fields[] = {
    {.key = "person",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_PERSON},
    COUNT("open"),
    COUNT("doing"),
    COUNT("late"),
    COUNT("due_7"),
    COUNT("due_30"),
    {.key = "first_due", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    COUNT("hours_since_moved"),
    COUNT("hours_still"),
};
static const struct shape SHAPE_ROW = SHAPE("TaskLoadRow", row_fields);

static const struct field load_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_ROW,
        .max = LIMIT_PAGE},
    {.key = "more", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_TASK_LOAD = SHAPE("TaskLoad", load_fields);

/* The first of those nearest to the top. */
static const char *widest(const char **paths, size_t n)
{
    const char *best = n == 0 ? NULL : paths[0];
    for (size_t i = 1; i < n; i++)
        if (unit_path_depth(paths[i]) < unit_path_depth(best))
            best = paths[i];
    return best;
}

/* The unit that was asked for, or the widest one in which the caller may ask. */
static enum err path_of(struct req *r, const char **ret_path)
{
    struct call *c = &r->call;
    size_t n = 0;
    struct reg_record unit;
    const char *asked = req_query(r, "unit");
    if (asked == NULL) {
        const char **paths = who_scope(c, c->who, &PERM_TASK_LOAD, &n);
        *ret_path = widest(paths, n);
        return n == 0 ? ERR_FORBIDDEN : ERR_OK;
    }
    enum err e = reg_look(c, app_register(c->app, "units"), asked, &unit);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/query/unit", "reference", asked);
        return ERR_INVALID;
    }
    if (e == ERR_OK)
        e = unit_tree_path(c, unit.id, ret_path);
    if (e == ERR_OK && !who_may(c->who, &PERM_TASK_LOAD, *ret_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e;
}

static int64_t hours_since(const struct call *c, int64_t ms)
{
    enum { HOUR_MS = 3600 * 1000 };
    return ms < c->now_ms ? (c->now_ms - ms) / HOUR_MS : 0;
}

static void write_row(const struct call *c, struct jw *w, const struct task_load *l)
{
    char uid[UUID_TEXT_SIZE];
    jw_obj_begin(w);
    jw_key(w, "person");
    if (l->name == NULL) {
        jw_null(w);
    } else {
        uuid_format(&l->person, uid);
        jw_obj_begin(w);
        jw_kstr(w, "id", uid);
        jw_kstr(w, "number", l->number);
        jw_kstr(w, "title", l->name);
        jw_obj_end(w);
    }
    jw_kint(w, "open", l->open);
    jw_kint(w, "doing", l->doing);
    jw_kint(w, "late", l->late);
    jw_kint(w, "due_7", l->week);
    jw_kint(w, "due_30", l->month);
    jw_kstr(w, "first_due", l->first_due);
    jw_kint(w, "hours_since_moved", hours_since(c, l->moved_ms));
    jw_kint(w, "hours_still", hours_since(c, l->still_ms));
    jw_obj_end(w);
}

enum err task_api_load(struct req *r)
{
    struct call *c = &r->call;
    struct task_days days;
    const char *path = NULL;
    struct task_load *loads = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = path_of(r, &path);
    if (e == ERR_OK && !task_days_of(c, &days))
        e = ERR_INTERNAL;
    if (e == ERR_OK)
        e = task_store_load(c, path, &days, LIMIT_PAGE + 1, &loads, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n && i < LIMIT_PAGE; i++)
        write_row(c, &w, &loads[i]);
    jw_arr_end(&w);
    jw_kbool(&w, "more", n > LIMIT_PAGE);
    jw_obj_end(&w);
    return ERR_OK;
}
