/* Two records that turned out to be one thing: what refers to one and hangs on it goes to the other
 * (docs/adr/0026). */
#include "kernel/register/register_private.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_item.h"

#include <string.h>

/* A reference as histories show it. */
static json_t *shown(const struct reg_record *record)
{
    const json_t *json = record->after;
    return json_pack("{s:O?, s:O?, s:O?}", "id", json_object_get(json, "id"), "number",
        json_object_get(json, "number"), "title", json_object_get(json, record->def->title));
}

static enum err tell_moved(struct call *c, const struct reg_def *def, const struct field *f,
    int64_t id, const struct reg_record *from, const struct reg_record *to)
{
    struct reg_loaded record;
    enum err e = reg_load_unasked(c, def, NULL, id, &record);
    if (e != ERR_OK)
        return e;
    json_t *before = json_pack("{s:o}", f->key, shown(from));
    json_t *after = json_pack("{s:o}", f->key, shown(to));
    audit_add(c, &(struct audit_entry){.action = "update",
                     .subject = def->singular,
                     .subject_id = id,
                     .subject_uid = &record.uid,
                     .unit_id = record.unit_id,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
    return ERR_OK;
}

/* Sets the reference in records that point to `from`: in all of them, or in the one with id `only`
 * (0: all). Their ids are added to the list. */
static enum err point_to(struct call *c, const struct reg_def *def, const struct field *f,
    int64_t from, int64_t to, int64_t only, json_t *ids)
{
    struct reg_sql sql = reg_sql_point(c, def, f, only != 0);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    db_bind_int(q, to);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, from);
    if (only != 0)
        db_bind_int(q, only);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        json_array_append_new(ids, json_integer(db_int(q, 0)));
    return e;
}

static enum err tell_all(struct call *c, const struct reg_def *def, const struct field *f,
    const json_t *ids, const struct reg_record *from, const struct reg_record *to)
{
    size_t i;
    const json_t *id;
    json_array_foreach(ids, i, id)
    {
        enum err e = tell_moved(c, def, f, json_integer_value(id), from, to);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err move_field(struct call *c, const struct reg_def *def, const struct field *f,
    const struct reg_record *from, const struct reg_record *to, json_t *moved)
{
    json_t *ids = reg_keep(c, json_array());
    enum err e = point_to(c, def, f, from->id, to->id, 0, ids);
    if (e != ERR_OK || json_array_size(ids) == 0)
        return e;
    json_array_append_new(
        moved, json_pack("{s:s, s:s, s:O}", "register", def->name, "field", f->key, "ids", ids));
    return tell_all(c, def, f, ids, from, to);
}

static enum err move_references(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t *moved)
{
    const struct app *app = c->app;
    enum err e = ERR_OK;
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t r = 0; r < app->modules[m]->n_registers; r++) {
            const struct field *fields[REG_FIELDS_MAX];
            const struct reg_def *def = app->modules[m]->registers[r];
            size_t n = reg_fields(def, fields);
            for (size_t i = 0; i < n && e == ERR_OK; i++)
                if (fields[i]->type == FIELD_REF && reg_ref_def(app, fields[i]) == from->def)
                    e = move_field(c, def, fields[i], from, to, moved);
        }
    return e;
}

enum err reg_move(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t **ret_moved)
{
    json_t *moved = reg_keep(c, json_object());
    json_t *references = json_array();
    json_t *items = json_array();
    json_object_set_new(moved, "references", references);
    json_object_set_new(moved, "items", items);
    enum err e = move_references(c, from, to, references);
    if (e == ERR_OK)
        e = item_store_move(c, from, to, items);
    if (e == ERR_OK)
        *ret_moved = moved;
    return e;
}

static enum err move_one_back(
    struct call *c, const json_t *one, const struct reg_record *from, const struct reg_record *to)
{
    const struct reg_def *def = app_register(c->app, body_text(one, "register"));
    const struct field *f = def == NULL ? NULL : reg_field(def, body_text(one, "field"));
    json_t *ids = reg_keep(c, json_array());
    size_t i;
    const json_t *id;
    enum err e = ERR_OK;
    if (f == NULL)
        return ERR_OK; /* of a register that is no more */
    json_array_foreach(json_object_get(one, "ids"), i, id)
    {
        if (e == ERR_OK)
            e = point_to(c, def, f, to->id, from->id, json_integer_value(id), ids);
    }
    return e == ERR_OK ? tell_all(c, def, f, ids, to, from) : e;
}

enum err reg_move_back(
    struct call *c, const struct reg_record *from, const struct reg_record *to, const json_t *moved)
{
    size_t i;
    const json_t *one;
    enum err e = ERR_OK;
    json_array_foreach(json_object_get(moved, "references"), i, one)
    {
        if (e == ERR_OK)
            e = move_one_back(c, one, from, to);
    }
    return e == ERR_OK ? item_store_move_back(c, from, to, json_object_get(moved, "items")) : e;
}
