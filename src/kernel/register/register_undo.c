/* Many changes taken back as one step: what was added is deleted, what was changed is as before,
 * except for records that somebody has changed since: those stay and are named. */
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_work.h"

#include <string.h>

enum { UNDO_PAGE = 500 };

static void keep(struct work_undo *u, json_t *refusal)
{
    if (json_array_size(u->kept) >= WORK_REFUSALS) {
        u->more_kept++;
        json_decref(refusal);
        return;
    }
    json_array_append_new(u->kept, refusal);
}

/* A state is taken back by whoever may bring it about. */
static enum err may_undo_state(
    struct call *row, const struct reg_def *def, const struct reg_loaded *record, const char *from)
{
    const char *to = body_text(record->json, def->state_field);
    const char *path = record->unit_path == NULL ? "/" : record->unit_path;
    for (size_t i = 0; i < def->n_transitions; i++) {
        const struct reg_transition *t = &def->transitions[i];
        if (strcmp(t->from, from) == 0 && strcmp(t->to, to) == 0 &&
            who_may(row->who, t->perm, path))
            return ERR_OK;
    }
    return problem_set(row->problem, ERR_FORBIDDEN, "not_in_unit");
}

static enum err take_back(struct call *row, const struct reg_def *def,
    const struct reg_loaded *record, const struct work_done *done)
{
    struct reg_record changed;
    json_t *patch = NULL;
    if (done->before == NULL)
        return reg_write_delete(row, def, record, false);
    enum err e =
        json_in_parse(row, done->before, strlen(done->before), JSON_IN_DEPTH, row->problem, &patch);
    const char *state = def->state_field == NULL ? NULL : body_text(patch, def->state_field);
    if (e == ERR_OK && state != NULL)
        e = may_undo_state(row, def, record, state);
    if (e != ERR_OK)
        return e;
    return reg_write_back(row, def, record, patch, &changed);
}

/* In a part of its own. */
static enum err back_alone(struct work_undo *u, struct call *row, const struct reg_loaded *record,
    const struct work_done *done)
{
    enum err e = tx_part_begin(u->c);
    if (e != ERR_OK)
        return e;
    enum err refused = take_back(row, u->def, record, done);
    if (work_is_fatal(refused))
        return refused;
    if (refused == ERR_OK) {
        u->undone++;
        return tx_part_keep(u->c);
    }
    keep(u, work_refusal(row, u->def, record->json, refused, row->problem));
    return tx_part_undo(u->c);
}

/* In the part of its page. What is refused before anything is written needs no undoing; else the
 * error is that of the page. */
static enum err back_among(struct work_undo *u, struct call *row, const struct reg_loaded *record,
    const struct work_done *done)
{
    int64_t writes = db_writes(u->c->db);
    enum err refused = take_back(row, u->def, record, done);
    if (refused == ERR_OK) {
        u->undone++;
        return ERR_OK;
    }
    if (work_is_fatal(refused) || db_writes(u->c->db) != writes)
        return refused;
    keep(u, work_refusal(row, u->def, record->json, refused, row->problem));
    return ERR_OK;
}

static enum err undo_one(struct work_undo *u, const struct work_done *done, bool alone)
{
    char uid[UUID_TEXT_SIZE];
    struct reg_loaded record;
    struct call *row = work_row_call(u->c);
    uuid_format(&done->record, uid);
    enum err e = reg_load(row, u->def, uid, &record);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && record.deleted))
        e = ERR_OK; /* gone already */
    else if (e == ERR_OK && record.version != done->version)
        keep(u, work_refusal_said(u->def, record.json, u->changed));
    else if (e == ERR_OK)
        e = alone ? back_alone(u, row, &record, done) : back_among(u, row, &record, done);
    mem_free(row);
    return e;
}

static enum err undo_each(struct work_undo *u, const struct work_done *done, int n, bool alone)
{
    enum err e = ERR_OK;
    for (int i = 0; i < n && e == ERR_OK; i++)
        e = job_cancelled(u->job) ? ERR_BUSY : undo_one(u, &done[i], alone);
    return e;
}

/* The page is one part of the transaction; only when something of it has to be undone are its
 * records taken back one by one. */
static enum err undo_page(struct work_undo *u, const struct work_done *done, int n)
{
    const struct work_undo before = *u;
    size_t n_kept = json_array_size(u->kept);
    enum err e = tx_part_begin(u->c);
    if (e != ERR_OK)
        return e;
    e = undo_each(u, done, n, false);
    if (e == ERR_OK)
        e = db_settle(u->c->db);
    if (e == ERR_OK)
        return tx_part_keep(u->c);
    if (work_is_lost(e))
        return e;
    *u = before;
    work_cut(u->kept, n_kept);
    e = tx_part_undo(u->c);
    return e != ERR_OK ? e : undo_each(u, done, n, true);
}

enum err work_undo_all(struct work_undo *u)
{
    int64_t no = INT64_MAX;
    int n = UNDO_PAGE;
    enum err e = ERR_OK;
    u->kept = reg_keep(u->c, json_array());
    while (e == ERR_OK && n == UNDO_PAGE) {
        void *ctx = mem_context(u->c, 0);
        struct work_done *done = mem_array(ctx, struct work_done, UNDO_PAGE);
        e = work_store_done_below(u->c, u->kind, u->of, no, UNDO_PAGE, done, &n);
        if (e == ERR_OK && n > 0) {
            e = undo_page(u, done, n);
            no = done[n - 1].no;
        }
        mem_free(ctx);
    }
    return e;
}

void work_undo_tell(const struct work_undo *u, json_t *result)
{
    json_object_set_new(result, "undone", json_integer(u->undone));
    json_object_set(result, "kept", u->kept);
    json_object_set_new(result, "more_kept", json_integer(u->more_kept));
}
