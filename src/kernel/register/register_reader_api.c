/* The readers of a record: who they are, and setting them anew. */
#include "base/digest.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_reader.h"

#include <inttypes.h>
#include <string.h>

enum { VERSION_BYTES = 6 /* of the digest: what JavaScript holds exactly */ };

static const struct field reader_body_fields[] = {
    {.key = "confidential", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "people", .type = FIELD_LIST, .max = LIMIT_READERS},
    {.key = "roles", .type = FIELD_LIST, .max = ROLE_MAX},
};
const struct shape SHAPE_READERS_BODY = SHAPE("RecordReadersNew", reader_body_fields);

static const struct field person_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_PERSON = SHAPE("RecordReader", person_fields);

static const struct field readers_fields[] = {
    {.key = "confidential", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "people",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_PERSON,
        .max = LIMIT_READERS},
    {.key = "roles", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = ROLE_MAX},
};
const struct shape SHAPE_READERS = SHAPE("RecordReaders", readers_fields);

static const struct reg_def *def_of(const struct req *r)
{
    return r->route->arg;
}

/* A record's version does not change with its readers: they have an ETag of their own, which says
 * who they are. */
int64_t readers_version(struct call *c, const struct readers *readers)
{
    struct buf *b = buf_new(c);
    int64_t version = 0;
    buf_printf(b, "%d", (int)readers->secret);
    for (size_t i = 0; i < readers->n; i++)
        buf_printf(b, " %" PRId64 ":%" PRId64, readers->rows[i].person_id, readers->rows[i].role);
    struct digest digest = digest_of(b->data, b->len);
    for (size_t i = 0; i < VERSION_BYTES; i++)
        version = version << 8 | digest.bytes[i];
    return version;
}

static enum role role_of(const struct reader_row *row)
{
    enum role role = ROLE_EXECUTIVE;
    while (role < ROLE_MAX && row->role != INT64_C(1) << role)
        role++;
    return role;
}

void readers_write(struct jw *w, const struct readers *readers)
{
    char uid[UUID_TEXT_SIZE];
    jw_obj_begin(w);
    jw_kbool(w, "confidential", readers->secret);
    jw_key(w, "people");
    jw_arr_begin(w);
    for (size_t i = 0; i < readers->n; i++) {
        if (readers->rows[i].name == NULL) /* a role, or a person who has left for good */
            continue;
        uuid_format(&readers->rows[i].person_uid, uid);
        jw_obj_begin(w);
        jw_kstr(w, "id", uid);
        jw_kstr(w, "number", readers->rows[i].number);
        jw_kstr(w, "title", readers->rows[i].name);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_key(w, "roles");
    jw_arr_begin(w);
    for (size_t i = 0; i < readers->n; i++)
        if (readers->rows[i].role != 0)
            jw_str(w, role_key(role_of(&readers->rows[i])));
    jw_arr_end(w);
    jw_obj_end(w);
}

/* For the audit entry. */
static json_t *told(struct call *c, const struct readers *readers)
{
    json_t *names = json_array();
    for (size_t i = 0; i < readers->n; i++) {
        const struct reader_row *row = &readers->rows[i];
        json_array_append_new(
            names, json_string(row->role != 0 ? role_key(role_of(row)) : row->name));
    }
    return reg_keep(
        c, json_pack("{s:b, s:o}", "confidential", (int)readers->secret, "readers", names));
}

/* ---- what is asked for ---- */

static enum err add_people(struct req *r, struct readers *readers)
{
    struct call *c = &r->call;
    const struct reg_def *people = app_register(c->app, "people");
    const json_t *list = json_object_get(r->body, "people");
    enum err e = ERR_OK;
    for (size_t i = 0; i < json_array_size(list) && e == ERR_OK; i++) {
        const char *id = json_string_value(json_array_get(list, i));
        struct reader_row *row = &readers->rows[readers->n];
        json_t *shown = NULL;
        e = id == NULL ? ERR_NOT_FOUND : reg_find(c, people, id, &row->person_id);
        if (e == ERR_OK)
            e = reg_get(c, people, id, &shown);
        if (e == ERR_OK) {
            row->name = body_text(shown, people->title);
            row->number = body_text(shown, "number");
            uuid_parse(body_text(shown, "id"), &row->person_uid);
            readers->n++;
        }
        if (e == ERR_NOT_FOUND) {
            problem_field(c->problem, mem_printf(c, "/people/%zu", i), "reference");
            e = ERR_OK; /* told with all other bad members */
        }
    }
    return e;
}

static void add_roles(struct req *r, struct readers *readers)
{
    struct call *c = &r->call;
    const json_t *list = json_object_get(r->body, "roles");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *key = json_string_value(json_array_get(list, i));
        enum role role;
        bool known = key != NULL && role_parse(key, &role);
        if (!known || !(1u << role & OF_STAFF & def_of(r)->read->roles))
            problem_field_value(c->problem, mem_printf(c, "/roles/%zu", i), "option", key);
        else if (readers->n < LIMIT_READERS)
            readers->rows[readers->n++] = (struct reader_row){.role = INT64_C(1) << role};
        else
            problem_field_limit(c->problem, "/roles", "too_many", LIMIT_READERS);
    }
}

bool readers_mine(const struct call *c, const struct readers *readers)
{
    const struct reader me = reader_of(c->who);
    bool mine = me.all;
    for (size_t i = 0; i < readers->n; i++)
        mine |= readers->rows[i].person_id == me.person || (readers->rows[i].role & me.roles) != 0;
    return mine;
}

enum err readers_of_body(struct req *r, struct readers *ret)
{
    enum err e = add_people(r, ret);
    if (e == ERR_OK)
        add_roles(r, ret);
    return e;
}

/* Nobody shuts a record away from himself: it would be nobody's to open again. */
static enum err body_readers(struct req *r, struct readers *ret)
{
    enum err e = readers_of_body(r, ret);
    ret->secret = body_bool(r->body, "confidential");
    if (e == ERR_OK && ret->secret && !readers_mine(&r->call, ret))
        problem_field(r->call.problem, "/people", "reader_self");
    return e == ERR_OK ? problem_check(r->call.problem) : e;
}

/* ---- routes ---- */

static enum err record_of(struct req *r, struct reg_loaded *ret_record)
{
    enum err e = reg_load(&r->call, def_of(r), req_param(r, "id"), ret_record);
    return e == ERR_OK && ret_record->deleted ? ERR_NOT_FOUND : e;
}

enum err readers_api_get(struct req *r)
{
    struct reg_loaded record;
    struct readers *readers = mem_new(r, struct readers);
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK)
        e = reader_read(&r->call, def_of(r)->singular, record.id, readers);
    if (e != ERR_OK)
        return e;
    resp_etag(r, readers_version(&r->call, readers));
    struct jw w = resp_json(r);
    readers_write(&w, readers);
    return ERR_OK;
}

/* What hangs on the record is kept to the same readers. */
static enum err tell_watchers(struct call *c, const struct reg_def *def,
    const struct reg_loaded *record, const struct readers *before)
{
    enum err e = ERR_OK;
    for (size_t m = 0; m < c->app->n_modules && e == ERR_OK; m++) {
        const struct reg_watch *watch = c->app->modules[m]->watch;
        if (watch != NULL && watch->readers != NULL)
            e = watch->readers(c, def, record->id, &record->uid, before);
    }
    return e;
}

enum err readers_change(struct call *c, const struct reg_def *def, const struct reg_loaded *record,
    const struct readers *before, const struct readers *after, const char *reason)
{
    enum err e = reader_set(c, def->singular, record->id, after->secret, after->rows, after->n);
    if (e == ERR_OK && !record->deleted)
        e = reg_search_follow(c, def, record); /* out of the search, or into it again */
    if (e == ERR_OK)
        e = tell_watchers(c, def, record, before);
    if (e != ERR_OK)
        return e;
    const struct audit_entry entry = {.action = "readers",
        .subject = def->singular,
        .subject_id = record->id,
        .subject_uid = &record->uid,
        .unit_id = record->unit_id,
        .before = told(c, before),
        .after = told(c, after),
        .reason = reason};
    audit_add(c, &entry);
    return ERR_OK;
}

enum err reg_readers_follow(struct call *c, const struct reg_def *def, int64_t id,
    const struct readers *readers, const char *reason)
{
    struct reg_loaded record;
    struct readers *before = mem_new(c, struct readers);
    enum err e = reader_read(c, def->singular, id, before);
    if (e != ERR_OK || readers_same(before, readers))
        return e;
    e = reg_load_unasked(c, def, NULL, id, &record);
    return e == ERR_OK ? readers_change(c, def, &record, before, readers, reason) : e;
}

enum err readers_api_set(struct req *r)
{
    struct call *c = &r->call;
    struct reg_loaded record;
    struct readers *before = mem_new(r, struct readers);
    struct readers *after = mem_new(r, struct readers);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reader_lock(c);
    if (e == ERR_OK)
        e = record_of(r, &record);
    if (e == ERR_OK &&
        !who_may(c->who, def_of(r)->update, record.unit_path == NULL ? "/" : record.unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    if (e == ERR_OK)
        e = reader_read(c, def_of(r)->singular, record.id, before);
    if (e == ERR_OK)
        e = req_match(r, readers_version(c, before));
    if (e == ERR_OK)
        e = body_readers(r, after);
    if (e == ERR_OK)
        e = readers_change(c, def_of(r), &record, before, after, NULL);
    if (e == ERR_OK) /* as they are kept */
        e = reader_read(c, def_of(r)->singular, record.id, after);
    if (e != ERR_OK)
        return e;
    resp_etag(r, readers_version(c, after));
    struct jw w = resp_json(r);
    readers_write(&w, after);
    return tx_commit(c);
}
