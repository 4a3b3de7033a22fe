/* Every change of a record goes this way: references found, permission in the record's unit,
 * the register's own check, the row, the audit entry, the register's apply. */
#include "kernel/register/register_private.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_check.h"
#include "kernel/register/register_store.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

/* A change being made. */
struct change {
    struct call *c;
    const struct reg_def *def;
    const struct field *fields[REG_FIELDS_MAX];
    size_t n;
    bool changed[REG_FIELDS_MAX];
    int64_t ref_ids[REG_FIELDS_MAX]; /* of the references that came with the body */
    struct reg_record record;
    const char *number;
};

/* Changes of what belongs to the whole organisation need the permission at the top. */
static const char *path_for_change(const struct reg_record *r)
{
    return r->unit_path == NULL ? "/" : r->unit_path;
}

static enum err may(const struct change *x, const struct perm *perm)
{
    bool ok = who_may(x->c->who, perm, path_for_change(&x->record));
    return ok ? ERR_OK : problem_set(x->c->problem, ERR_FORBIDDEN, "not_in_unit");
}

static struct change change_begin(struct call *c, const struct reg_def *def, enum reg_change what)
{
    struct change x = {.c = c, .def = def, .record = {.def = def, .change = what}};
    x.n = reg_fields(def, x.fields);
    return x;
}

static struct change change_of(
    struct call *c, const struct reg_def *def, const struct reg_loaded *old, enum reg_change what)
{
    struct change x = change_begin(c, def, what);
    x.record.id = old->id;
    x.record.uid = old->uid;
    x.record.unit_id = old->unit_id;
    x.record.unit_path = old->unit_path;
    x.record.version = old->version;
    x.record.created_by = old->created_by;
    x.record.before = old->json;
    x.record.after = json_copy(old->json); /* freed with the change's memory, see keep */
    return x;
}

/* ---- body → after ---- */

static enum err set_ref(struct change *x, size_t i, const json_t *value)
{
    const struct field *f = x->fields[i];
    json_t *shown = NULL;
    enum err e = reg_ref_look_up(
        x->c, reg_ref_def(x->c->app, f), json_string_value(value), &x->ref_ids[i], &shown);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(
            x->c->problem, mem_printf(x->c, "/%s", f->key), "reference", json_string_value(value));
        return ERR_OK; /* told with all other bad fields */
    }
    if (e == ERR_OK)
        json_object_set_new(x->record.after, f->key, shown);
    return e;
}

/* Blanks at the ends of a line come along with typing and copying: two names that look alike would
 * be different ones. */
static void set_line(struct change *x, const struct field *f, json_t *value)
{
    const char *start = NULL;
    const char *text = json_string_value(value);
    size_t len = utf8_trim(text, &start);
    if (len == strlen(text))
        json_object_set(x->record.after, f->key, value);
    else if (len > 0)
        json_object_set_new(x->record.after, f->key, json_stringn(start, len));
    else if (f->flags & FIELD_REQUIRED)
        problem_field(x->c->problem, mem_printf(x->c, "/%s", f->key), "required");
    else
        json_object_set_new(x->record.after, f->key, json_null());
}

static enum err set_fields(struct change *x, const json_t *body)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct field *f = x->fields[i];
        json_t *value = json_object_get(body, f->key);
        enum err e = ERR_OK;
        if (value == NULL)
            continue;
        if (f->type == FIELD_REF && json_is_string(value))
            e = set_ref(x, i, value);
        else if (f->type == FIELD_TEXT && json_is_string(value))
            set_line(x, f, value);
        else
            json_object_set(x->record.after, f->key, value);
        if (e != ERR_OK)
            return e;
    }
    return problem_check(x->c->problem);
}

static enum err set_unit(struct change *x)
{
    if (x->def->scope != REG_BY_UNIT || x->ref_ids[0] == 0)
        return ERR_OK;
    x->record.unit_id = x->ref_ids[0]; /* the unit is the first field */
    return reg_ref_unit_path(x->c, x->record.unit_id, &x->record.unit_path);
}

/* References filled by `check` hooks carry only their id text; find what columns need. */
static enum err find_new_refs(struct change *x)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct field *f = x->fields[i];
        const json_t *value = json_object_get(x->record.after, f->key);
        if (!x->changed[i] || f->type != FIELD_REF || x->ref_ids[i] != 0 || !json_is_object(value))
            continue;
        enum err e = reg_store_ref(
            x->c, reg_ref_def(x->c->app, f), body_text(value, "id"), &x->ref_ids[i], NULL);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static void mark_changed(struct change *x)
{
    for (size_t i = 0; i < x->n; i++)
        x->changed[i] = reg_changes(&x->record, x->fields[i]->key);
}

/* ---- after → columns ---- */

static void bind_text_form(struct db_query *q, const struct change *x, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    db_bind_text(q, mem_strdup(x->c, text));
    free(text);
}

static void bind_money(struct db_query *q, const json_t *value)
{
    if (reg_absent(value)) {
        db_bind_null(q);
        db_bind_null(q);
        return;
    }
    db_bind_int(q, body_int(value, "amount", 0));
    db_bind_text(q, body_text(value, "currency"));
}

static void bind_present(struct db_query *q, const struct change *x, size_t i, const json_t *value)
{
    int64_t ms = 0;
    switch (x->fields[i]->type) {
    case FIELD_INT:
        db_bind_int(q, json_integer_value(value));
        break;
    case FIELD_NUM:
        db_bind_num(q, json_number_value(value));
        break;
    case FIELD_BOOL:
        db_bind_int(q, json_is_true(value));
        break;
    case FIELD_INSTANT:
        instant_parse(json_string_value(value), &ms);
        db_bind_int(q, ms);
        break;
    case FIELD_REF:
        db_bind_int(q, x->ref_ids[i]);
        break;
    case FIELD_TEXTS:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_ANY:
        bind_text_form(q, x, value);
        break;
    default:
        db_bind_text(q, json_string_value(value));
    }
}

static void bind_field(struct db_query *q, const struct change *x, size_t i)
{
    const json_t *value = json_object_get(x->record.after, x->fields[i]->key);
    if (x->fields[i]->type == FIELD_MONEY)
        bind_money(q, value);
    else if (reg_absent(value) && x->fields[i]->type == FIELD_BOOL)
        db_bind_int(q, 0);
    else if (reg_absent(value))
        db_bind_null(q);
    else
        bind_present(q, x, i, value);
}

static const char *number_of(const struct change *x)
{
    return x->number != NULL ? x->number : body_text(x->record.before, "number");
}

static const char *folded_text(const struct change *x)
{
    return reg_folded(x->c, x->def, x->record.after, number_of(x));
}

/* ---- audit ---- */

static void audit_member(const struct field *f, const json_t *record, json_t *side)
{
    json_t *value = json_object_get(record, f->key);
    if (reg_absent(value))
        return;
    if (f->flags & FIELD_CONFIDENTIAL)
        json_object_set_new(side, f->key, json_string("●")); /* only that it changed */
    else
        json_object_set(side, f->key, value);
}

static void audit_change(struct change *x, const char *action, const char *reason)
{
    json_t *before = json_object();
    json_t *after = json_object();
    for (size_t i = 0; i < x->n; i++) {
        if (!x->changed[i])
            continue;
        audit_member(x->fields[i], x->record.before, before);
        audit_member(x->fields[i], x->record.after, after);
    }
    struct audit_entry entry = {
        .action = action,
        .subject = x->def->singular,
        .subject_id = x->record.id,
        .subject_uid = &x->record.uid,
        .unit_id = x->record.unit_id,
        .before = json_object_size(before) > 0 ? before : NULL,
        .after = json_object_size(after) > 0 ? after : NULL,
        .reason = reason,
    };
    audit_add(x->c, &entry);
    json_decref(before);
    json_decref(after);
}

static enum err tell_one(
    enum err (*hear)(struct call *c, const struct reg_record *record), struct change *x)
{
    return hear == NULL ? ERR_OK : hear(x->c, &x->record);
}

/* Those who watch all registers. */
static enum err tell(struct change *x, bool before)
{
    const struct app *app = x->c->app;
    enum err e = ERR_OK;
    for (size_t m = 0; m < app->n_modules && e == ERR_OK; m++) {
        const struct reg_watch *watch = app->modules[m]->watch;
        if (watch != NULL)
            e = tell_one(before ? watch->check : watch->apply, x);
    }
    return e;
}

static enum err apply(struct change *x)
{
    enum err e = x->def->apply == NULL ? ERR_OK : x->def->apply(x->c, &x->record);
    return e != ERR_OK ? e : tell(x, false);
}

static enum err check(struct change *x)
{
    enum err e = tell(x, true);
    if (e == ERR_OK && x->def->check != NULL)
        e = x->def->check(x->c, &x->record);
    return e != ERR_OK ? e : problem_check(x->c->problem);
}

/* ---- creating ---- */

static void set_first_state(struct change *x)
{
    const char *key = x->def->state_field;
    if (key != NULL)
        json_object_set_new(
            x->record.after, key, json_string(reg_field(x->def, key)->options->keys[0]));
}

static enum err insert(struct change *x)
{
    x->record.id = reg_ids_take(x->c->ids, x->def);
    bool given = x->record.id != 0;
    struct reg_sql sql = reg_sql_insert(x->c, x->def, given);
    DB_QUERY *q = reg_sql_query(x->c->db, &sql);
    if (given)
        db_bind_int(q, x->record.id);
    db_bind_uuid(q, &x->record.uid);
    db_bind_text(q, x->number);
    db_bind_text(q, folded_text(x));
    for (int i = 0; i < 2; i++) { /* created, updated */
        db_bind_int(q, x->c->now_ms);
        db_bind_int(q, x->c->who->account_id);
    }
    for (size_t i = 0; i < x->n; i++)
        bind_field(q, x, i);
    return given ? db_run_gathered(q) : db_one_int(q, 0, &x->record.id);
}

enum err reg_write_create(
    struct call *c, const struct reg_def *def, const json_t *body, struct reg_record *ret_record)
{
    struct change x = change_begin(c, def, REG_CREATE);
    x.record.uid = uuid_new(c->now_ms);
    x.record.after = reg_keep(c, json_object());
    x.record.version = 1;
    x.record.created_by = c->who->account_id;
    enum err e = set_fields(&x, body);
    if (e == ERR_OK)
        e = set_unit(&x);
    if (e == ERR_OK)
        e = may(&x, def->create);
    if (e != ERR_OK)
        return e;
    set_first_state(&x);
    e = check(&x);
    if (e == ERR_OK && def->prefix != NULL)
        e = reg_number(c, def->prefix, &x.number);
    if (e != ERR_OK)
        return e;
    mark_changed(&x);
    e = find_new_refs(&x);
    if (e == ERR_OK)
        e = insert(&x);
    if (e == ERR_OK)
        e = reg_search_put(c, &x.record, x.number, true);
    if (e != ERR_OK)
        return e;
    audit_change(&x, "create", NULL);
    *ret_record = x.record;
    return apply(&x);
}

enum err reg_make(
    struct call *c, const struct reg_def *def, const json_t *body, struct reg_record *ret_record)
{
    return reg_write_create(c, def, body, ret_record);
}

enum err reg_create(
    struct call *c, const struct reg_def *def, const json_t *body, struct reg_record *ret_record)
{
    struct shape shape = reg_shape(c, def);
    enum err e = shape_check(&shape, body, "", false, c->problem);
    return e != ERR_OK ? e : reg_write_create(c, def, body, ret_record);
}

/* ---- changing ---- */

static enum err one_row_changed(struct change *x, struct db_query *q)
{
    enum err e = db_run(q);
    if (e == ERR_OK && db_changes(q) != 1)
        e = problem_set(x->c->problem, ERR_STALE, "record_stale");
    return e;
}

static enum err update(struct change *x)
{
    struct reg_sql sql = reg_sql_update(x->c, x->def, x->changed);
    DB_QUERY *q = reg_sql_query(x->c->db, &sql);
    db_bind_text(q, folded_text(x));
    db_bind_int(q, x->c->now_ms);
    db_bind_int(q, x->c->who->account_id);
    for (size_t i = 0; i < x->n; i++)
        if (x->changed[i])
            bind_field(q, x, i);
    db_bind_int(q, x->record.id);
    db_bind_int(q, x->record.version);
    return one_row_changed(x, q);
}

static bool any_changed(const struct change *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->changed[i])
            return true;
    return false;
}

/* What all changes of an existing record end with. */
static enum err store(struct change *x, const char *action, const char *reason)
{
    enum err e = find_new_refs(x);
    if (e == ERR_OK)
        e = update(x);
    if (e == ERR_OK)
        e = reg_search_put(x->c, &x->record, number_of(x), false);
    if (e != ERR_OK)
        return e;
    x->record.version++;
    audit_change(x, action, reason);
    return apply(x);
}

/* What an update and its way back share; `asked` as each sees fit. */
static enum err write_fields(struct change *x, const json_t *patch, const struct perm *asked)
{
    reg_keep(x->c, x->record.after);
    enum err e = asked == NULL ? ERR_OK : may(x, asked);
    if (e == ERR_OK)
        e = set_fields(x, patch);
    if (e == ERR_OK)
        e = set_unit(x);
    if (e == ERR_OK && asked != NULL)
        e = may(x, asked); /* also where it goes to */
    if (e == ERR_OK)
        e = check(x);
    if (e != ERR_OK)
        return e;
    mark_changed(x);
    return any_changed(x) ? store(x, "update", NULL) : ERR_OK;
}

enum err reg_write_update(struct call *c, const struct reg_def *def, const struct reg_loaded *old,
    const json_t *patch, struct reg_record *ret_record)
{
    struct change x = change_of(c, def, old, REG_UPDATE);
    enum err e = write_fields(&x, patch, def->update);
    if (e == ERR_OK)
        *ret_record = x.record;
    return e;
}

enum err reg_write_back(struct call *c, const struct reg_def *def, const struct reg_loaded *old,
    const json_t *patch, struct reg_record *ret_record)
{
    struct change x = change_of(c, def, old, REG_UPDATE);
    bool filled_in = false;
    for (size_t i = 0; i < x.n; i++)
        filled_in |=
            reg_takes(def, x.fields[i]) && json_object_get(patch, x.fields[i]->key) != NULL;
    enum err e = write_fields(&x, patch, filled_in ? def->update : NULL);
    if (e == ERR_OK)
        *ret_record = x.record;
    return e;
}

enum err reg_update(struct call *c, const struct reg_def *def, const char *id, int64_t version,
    const json_t *patch, struct reg_record *ret_record)
{
    struct shape shape = reg_shape(c, def);
    struct reg_loaded old;
    enum err e = shape_check(&shape, patch, "", true, c->problem);
    if (e == ERR_OK)
        e = reg_load(c, def, id, &old);
    if (e == ERR_OK && old.deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && old.version != version)
        e = problem_set(c->problem, ERR_STALE, "record_stale");
    return e != ERR_OK ? e : reg_write_update(c, def, &old, patch, ret_record);
}

enum err reg_write_delete(
    struct call *c, const struct reg_def *def, const struct reg_loaded *old, bool restore)
{
    struct change x = change_of(c, def, old, restore ? REG_RESTORE : REG_DELETE);
    reg_keep(c, x.record.after);
    enum err e = may(&x, def->remove);
    if (e == ERR_OK)
        e = check(&x);
    if (e != ERR_OK)
        return e;
    struct reg_sql sql = reg_sql_delete(c, def, restore);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    if (restore)
        db_bind_null(q);
    else
        db_bind_int(q, c->now_ms);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, old->id);
    db_bind_int(q, old->version);
    e = one_row_changed(&x, q);
    if (e == ERR_OK)
        e = restore ? reg_search_put(c, &x.record, number_of(&x), false)
                    : reg_search_remove(c, &x.record);
    if (e != ERR_OK)
        return e;
    audit_change(&x, restore ? "restore" : "delete", NULL);
    return apply(&x);
}

/* ---- states ---- */

static const struct reg_transition *find_transition(
    const struct reg_def *def, const char *from, const char *action)
{
    for (size_t i = 0; i < def->n_transitions; i++) {
        const struct reg_transition *t = &def->transitions[i];
        if (strcmp(t->from, from) == 0 && strcmp(t->action, action) == 0)
            return t;
    }
    return NULL;
}

enum err reg_write_transition(struct call *c, const struct reg_def *def,
    const struct reg_loaded *old, const char *action, const char *reason, bool decided)
{
    struct change x = change_of(c, def, old, REG_TRANSITION);
    reg_keep(c, x.record.after);
    x.record.action = action;
    x.record.reason = reason;
    x.record.decided = decided;
    const char *from = body_text(old->json, def->state_field);
    const struct reg_transition *t = find_transition(def, from, action);
    if (t == NULL)
        return problem_set_arg(c->problem, ERR_CONFLICT, "transition", from);
    enum err e = decided ? ERR_OK : may(&x, t->perm);
    if (e != ERR_OK)
        return e;
    if (t->reason && (reason == NULL || reason[strspn(reason, " \t\r\n")] == '\0')) {
        problem_field(c->problem, "/reason", "required");
        return ERR_INVALID;
    }
    json_object_set_new(x.record.after, def->state_field, json_string(t->to));
    e = check(&x);
    if (e != ERR_OK)
        return e;
    mark_changed(&x);
    return store(&x, action, reason);
}
