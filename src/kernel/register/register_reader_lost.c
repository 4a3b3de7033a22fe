/* Records that no reader can open any more: who may appoint readers learns how many there are and
 * what their numbers are, and appoints others, not himself. So somebody leaving loses no record,
 * and nobody opens one for himself by letting its readers leave. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/notice/notice.h"
#include "kernel/register/register_lost.h"
#include "kernel/register/register_reader.h"

#include <inttypes.h>

const struct perm PERM_READER_APPOINT = {"reader.appoint", PERM_ROLE, OF_CISO};

static const struct field lost_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_LOST = SHAPE("RecordReaderless", lost_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_LOST},
};
const struct shape SHAPE_READERS_LOST = SHAPE("RecordReaderlessList", list_fields);

static const struct field appoint_fields[] = {
    {.key = "people", .type = FIELD_LIST, .max = LIMIT_READERS},
    {.key = "roles", .type = FIELD_LIST, .max = ROLE_MAX},
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED, .max = 1000},
};
const struct shape SHAPE_READERS_APPOINT = SHAPE("RecordReadersAppointment", appoint_fields);

/* ---- which they are ---- */

typedef void lost_fn(void *arg, const struct reg_loaded *record);

/* Those that are not deleted, at most a page; `arg` NULL with `take`: nobody is told. */
static enum err each_lost(struct call *c, const struct reg_def *def, lost_fn *take, void *arg)
{
    int64_t *ids = mem_array(c, int64_t, LIMIT_PAGE);
    size_t n = 0;
    enum err e = reader_lost(c, def->singular, 0, LIMIT_PAGE, ids, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        struct reg_loaded record;
        e = reg_load_unasked(c, def, NULL, ids[i], &record);
        if (e == ERR_OK && !record.deleted)
            take(arg, &record);
        else if (e == ERR_NOT_FOUND)
            e = ERR_OK; /* it has left for good */
    }
    return e;
}

static enum err is_lost(
    struct call *c, const struct reg_def *def, const struct reg_loaded *record, bool *ret_lost)
{
    int64_t id = 0;
    size_t n = 0;
    enum err e = reader_lost(c, def->singular, record->id - 1, 1, &id, &n);
    if (e == ERR_OK)
        *ret_lost = n == 1 && id == record->id;
    return e;
}

/* ---- telling ---- */

enum { LOST, APPOINTED };

static const struct notice_kind kinds[] = {
    [LOST] = {.name = "readers_lost", .usual = NOTICE_NOW},
    [APPOINTED] = {.name = "readers_appointed", .usual = NOTICE_NOW},
};

static void count(void *arg, const struct reg_loaded *record)
{
    int64_t *n = arg;
    (void)record;
    (*n)++;
}

enum err reg_lost_count(struct call *c, struct reg_lost *ret_lost)
{
    struct reg_lost lost = {.n = 0};
    enum err e = ERR_OK;
    for (size_t m = 0; m < c->app->n_modules; m++)
        for (size_t i = 0; i < c->app->modules[m]->n_registers && e == ERR_OK; i++) {
            const struct reg_def *def = c->app->modules[m]->registers[i];
            int64_t before = lost.n;
            if (reg_sets_readers(def))
                e = each_lost(c, def, count, &lost.n);
            if (lost.n > before)
                lost.def = def;
        }
    if (e == ERR_OK)
        *ret_lost = lost;
    return e;
}

enum err reg_lost_tell(struct call *c, const struct reg_lost *before)
{
    struct reg_lost now = {.n = 0};
    enum err e = reg_lost_count(c, &now);
    if (e != ERR_OK || now.def == NULL || now.n <= before->n)
        return e;
    const struct notice_arg args[] = {
        {"count", NOTICE_TEXT, mem_printf(c, "%" PRId64, now.n)},
    };
    const struct notice_new notice = {.kind = &kinds[LOST],
        .path = mem_printf(c, "/%s", now.def->name),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell_holders(c, &notice, &PERM_READER_APPOINT, "/");
}

/* Roles are not told: whoever holds one finds the record in the list. */
static enum err tell_appointed(struct req *r, const struct reg_def *def,
    const struct reg_loaded *record, const struct readers *readers)
{
    struct call *c = &r->call;
    const char *number = body_text(record->json, "number");
    const struct notice_arg args[] = {{"number", NOTICE_TEXT, number}};
    const struct notice_new notice = {.kind = &kinds[APPOINTED],
        .subject = def->singular,
        .subject_uid = &record->uid,
        .path = mem_printf(c, "/%s/%s", def->name, number),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    enum err e = ERR_OK;
    for (size_t i = 0; i < readers->n && e == ERR_OK; i++)
        if (readers->rows[i].role == 0)
            e = notice_tell_person(c, &notice, readers->rows[i].person_id);
    return e;
}

/* ---- routes ---- */

struct lost_list {
    struct jw *w;
    struct call *c;
};

static bool may_appoint(const struct call *c, const struct reg_loaded *record)
{
    const char *path = record->unit_path == NULL ? "/" : record->unit_path;
    return who_may(c->who, &PERM_READER_APPOINT, path);
}

static void write_lost(void *arg, const struct reg_loaded *record)
{
    struct lost_list *list = arg;
    char uid[UUID_TEXT_SIZE];
    if (!may_appoint(list->c, record))
        return;
    uuid_format(&record->uid, uid);
    jw_obj_begin(list->w);
    jw_kstr(list->w, "id", uid);
    jw_kstr(list->w, "number", body_text(record->json, "number"));
    jw_obj_end(list->w);
}

enum err readers_api_lost(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    struct lost_list list = {.w = &w, .c = &r->call};
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    e = each_lost(&r->call, r->route->arg, write_lost, &list);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

/* One that still has a reader is not there for whoever asks here, as everywhere. */
static enum err lost_record(struct req *r, struct reg_loaded *ret_record)
{
    struct call *c = &r->call;
    bool lost = false;
    enum err e = reg_load_unasked(c, r->route->arg, req_param(r, "id"), 0, ret_record);
    if (e == ERR_OK && (ret_record->deleted || !may_appoint(c, ret_record)))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = is_lost(c, r->route->arg, ret_record, &lost);
    return e == ERR_OK && !lost ? ERR_NOT_FOUND : e;
}

static enum err appointed(struct req *r, struct readers *ret_readers)
{
    enum err e = readers_of_body(r, ret_readers);
    ret_readers->secret = true;
    if (e == ERR_OK && readers_mine(&r->call, ret_readers))
        problem_field(r->call.problem, "/people", "reader_other");
    return e == ERR_OK ? problem_check(r->call.problem) : e;
}

/* That somebody is named is not enough: the record would still be nobody's. */
static enum err check_found(struct req *r, const struct reg_loaded *record)
{
    bool lost = false;
    enum err e = is_lost(&r->call, r->route->arg, record, &lost);
    if (e == ERR_OK && lost)
        problem_field(r->call.problem, "/people", "reader_nobody");
    return e == ERR_OK ? problem_check(r->call.problem) : e;
}

enum err readers_api_appoint(struct req *r)
{
    struct call *c = &r->call;
    const struct reg_def *def = r->route->arg;
    struct reg_loaded record;
    struct readers *before = mem_new(r, struct readers);
    struct readers *after = mem_new(r, struct readers);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reader_lock(c);
    if (e == ERR_OK)
        e = lost_record(r, &record);
    if (e == ERR_OK)
        e = appointed(r, after);
    if (e == ERR_OK)
        e = reader_read(c, def->singular, record.id, before);
    if (e == ERR_OK)
        e = readers_change(c, def, &record, before, after, body_text(r->body, "reason"));
    if (e == ERR_OK)
        e = check_found(r, &record);
    if (e == ERR_OK)
        e = tell_appointed(r, def, &record, after);
    return e == ERR_OK ? tx_commit(c) : e;
}

const struct module module_reader = {
    .name = "reader", .notices = kinds, .n_notices = sizeof kinds / sizeof kinds[0]};
