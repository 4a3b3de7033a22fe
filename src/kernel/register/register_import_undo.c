/* An import taken back as one step: what it added is deleted, what it changed is as before, except
 * for records that somebody has changed since: those stay and are named. */
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_import.h"

#include <string.h>

enum { UNDO_PAGE = 500 };

struct undo {
    struct call *c;
    const struct reg_def *def;
    int64_t undone;
    json_t *kept; /* [{ number, title, code }] */
    int64_t more_kept;
};

static void keep(
    struct undo *u, const struct reg_loaded *record, const char *code, const char *value)
{
    if (json_array_size(u->kept) >= IMPORT_FAULTS) {
        u->more_kept++;
        return;
    }
    json_array_append_new(u->kept,
        json_pack("{s:s?, s:s?, s:s, s:s?}", "number", body_text(record->json, "number"), "title",
            body_text(record->json, u->def->title), "code", code, "value", value));
}

static enum err take_back(struct call *row, const struct reg_def *def,
    const struct reg_loaded *record, const struct import_done *done)
{
    struct reg_record changed;
    json_t *patch = NULL;
    if (done->before == NULL)
        return reg_write_delete(row, def, record, false);
    enum err e =
        json_in_parse(row, done->before, strlen(done->before), JSON_IN_DEPTH, row->problem, &patch);
    return e != ERR_OK ? e : reg_write_update(row, def, record, patch, &changed);
}

static bool is_fatal(enum err e)
{
    return e == ERR_BUSY || e == ERR_UNAVAILABLE || e == ERR_INTERNAL || e == ERR_STORAGE_FULL;
}

static enum err try_back(struct undo *u, struct call *row, const struct reg_loaded *record,
    const struct import_done *done)
{
    enum err e = tx_part_begin(u->c);
    if (e != ERR_OK)
        return e;
    enum err refused = take_back(row, u->def, record, done);
    if (is_fatal(refused))
        return refused;
    if (refused == ERR_OK) {
        u->undone++;
        return tx_part_keep(u->c);
    }
    const struct problem *p = row->problem;
    const char *code = p->n_fields > 0     ? mem_printf(row, "error.field.%s", p->fields[0].code)
                       : p->detail != NULL ? mem_printf(row, "error.detail.%s", p->detail)
                                           : mem_printf(row, "error.%s", err_code(refused));
    keep(u, record, code, p->arg);
    return tx_part_undo(u->c);
}

static enum err undo_one(struct undo *u, const struct import_done *done)
{
    char uid[UUID_TEXT_SIZE];
    struct reg_loaded record;
    struct call *row = mem_new(u->c, struct call);
    *row = *u->c;
    row->problem = problem_new(row);
    uuid_format(&done->record, uid);
    enum err e = reg_load(row, u->def, uid, &record);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && record.deleted))
        e = ERR_OK; /* gone already */
    else if (e == ERR_OK && record.version != done->version)
        keep(u, &record, "import.kept.changed", NULL);
    else if (e == ERR_OK)
        e = try_back(u, row, &record, done);
    mem_free(row);
    return e;
}

/* From the last to the first: what refers to others was added after them. */
static enum err undo_all(struct undo *u, struct job *job, const struct reg_import *import)
{
    int64_t no = INT64_MAX;
    int n = UNDO_PAGE;
    enum err e = ERR_OK;
    while (e == ERR_OK && n == UNDO_PAGE) {
        void *ctx = mem_context(u->c, 0);
        struct import_done *done = mem_array(ctx, struct import_done, UNDO_PAGE);
        e = import_store_done_below(u->c, import->id, no, UNDO_PAGE, done, &n);
        for (int i = 0; i < n && e == ERR_OK; i++) {
            e = job_cancelled(job) ? ERR_BUSY : undo_one(u, &done[i]);
            no = done[i].no;
        }
        mem_free(ctx);
    }
    return e;
}

enum err import_undo(
    struct call *c, struct job *job, const struct reg_def *def, struct reg_import *import)
{
    struct undo u = {.c = c, .def = def, .kept = reg_keep(c, json_array())};
    enum err e = undo_all(&u, job, import);
    if (e != ERR_OK)
        return e;
    json_object_set_new(import->result, "undone", json_integer(u.undone));
    json_object_set(import->result, "kept", u.kept);
    json_object_set_new(import->result, "more_kept", json_integer(u.more_kept));
    import->undone_at_ms = c->now_ms;
    const struct audit_entry entry = {.action = "import_undo",
        .subject = def->singular,
        .after = reg_keep(
            c, json_pack("{s:s, s:I, s:I}", "file", import->name, "undone", (json_int_t)u.undone,
                   "kept", (json_int_t)json_array_size(u.kept) + u.more_kept))};
    audit_add(c, &entry);
    return import_store_step(c, import, IMPORT_UNDONE);
}
