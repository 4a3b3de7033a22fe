/* What is done with a bulk edit in the background: the preview, the edit, its undo; and the sweep.
 */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_bulk.h"

#include <string.h>

enum err bulk_job_add(struct call *c, struct reg_bulk *bulk)
{
    json_t *payload = reg_keep(c, json_pack("{s:I}", "bulk", (json_int_t)bulk->id));
    const struct job_new job = {.kind = "register_bulk", .payload = payload};
    enum err e = job_add(c, &job, &bulk->job);
    return e != ERR_OK ? e : work_store_set_job(c, WORK_BULK, bulk->id, &bulk->job);
}

/* Nothing that was written stays; only what came of it is noted. */
static enum err note(struct call *c, struct reg_bulk *bulk, enum bulk_state to)
{
    tx_abort(c);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = bulk_store_step(c, bulk, to);
    return e != ERR_OK ? e : tx_commit_unaudited(c);
}

/* One entry for the edit beside those of its records; none for what changed nothing. */
static void audit_edit(struct bulk_run *run)
{
    const json_t *plan = run->bulk->plan;
    json_t *keys = json_array();
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(plan, "patch"), key, value)
        json_array_append_new(keys, json_string(key));
    json_t *after = json_pack("{s:I, s:I, s:o}", "changed", (json_int_t)run->changed, "refused",
        (json_int_t)run->refused, "fields", keys);
    if (body_text(plan, "action") != NULL)
        json_object_set_new(after, "action", json_string(body_text(plan, "action")));
    const struct audit_entry entry = {.action = "bulk_edit",
        .subject = run->def->singular,
        .after = reg_keep(run->c, after),
        .reason = body_text(plan, "reason")};
    audit_add(run->c, &entry);
}

static enum err take(struct bulk_run *run)
{
    run->bulk->taken_at_ms = run->c->now_ms;
    audit_edit(run);
    enum err e = bulk_store_step(run->c, run->bulk, BULK_TAKEN);
    if (e == ERR_OK)
        e = work_count_anew(run->c, run->def, run->changed);
    return e != ERR_OK ? e : tx_commit(run->c);
}

/* The records that a filter meets are written down before the first preview: it is them that are
 * changed, whatever the filter meets later. */
static enum err find_rows(struct bulk_run *run)
{
    enum err e = tx_begin(run->c);
    if (e == ERR_OK)
        e = bulk_find_rows(run);
    return e != ERR_OK ? e : tx_commit_unaudited(run->c);
}

/* All or nothing unless the permitted records alone were asked for: then what was right in the
 * preview and no longer is sends the edit back to it. */
static enum err work_rows(
    struct call *c, struct job *job, const struct reg_def *def, struct reg_bulk *bulk)
{
    struct bulk_run *run = mem_new(c, struct bulk_run);
    *run = (struct bulk_run){
        .c = c, .def = def, .bulk = bulk, .job = job, .take = bulk->state == BULK_TAKING};
    enum err e = run->take ? ERR_OK : find_rows(run);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = bulk_run_rows(run);
    if (e != ERR_OK)
        return e;
    bool whole = run->refused == 0 || body_bool(bulk->plan, "partial");
    if (run->take && whole && run->changed > 0)
        return take(run);
    return note(c, bulk, BULK_CHECKED);
}

static enum err work_undo(
    struct call *c, struct job *job, const struct reg_def *def, struct reg_bulk *bulk)
{
    struct work_undo u = {.c = c,
        .def = def,
        .job = job,
        .of = bulk->id,
        .kind = WORK_BULK,
        .changed = "bulk.kept.changed"};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = work_undo_all(&u);
    if (e != ERR_OK)
        return e;
    work_undo_tell(&u, bulk->result);
    bulk->undone_at_ms = c->now_ms;
    const struct audit_entry entry = {.action = "bulk_undo",
        .subject = def->singular,
        .after = reg_keep(c, json_pack("{s:I, s:I}", "undone", (json_int_t)u.undone, "kept",
                                 (json_int_t)json_array_size(u.kept) + u.more_kept))};
    audit_add(c, &entry);
    e = bulk_store_step(c, bulk, BULK_UNDONE);
    if (e == ERR_OK)
        e = work_count_anew(c, def, u.undone);
    return e != ERR_OK ? e : tx_commit(c);
}

/* Why it cannot be, for the one who asked; what was there before stays. */
static void note_failure(struct call *c, struct reg_bulk *bulk, enum err e)
{
    bool undoing = bulk->state == BULK_UNDOING;
    if (bulk->result == NULL || !undoing)
        bulk->result = reg_keep(c, json_object());
    json_object_set_new(bulk->result, "error", work_error(c, e));
    note(c, bulk, undoing ? BULK_TAKEN : BULK_FAILED);
}

enum err bulk_job_run(struct call *c, struct job *job)
{
    struct reg_bulk bulk;
    enum err e = bulk_store_by_id(c, body_int(job_payload(job), "bulk", 0), &bulk);
    if (e != ERR_OK)
        return e;
    struct reg_bulk as_read = bulk;
    const struct reg_def *def = app_register(c->app, bulk.reg);
    if (def == NULL)
        return ERR_NOT_FOUND;
    if (bulk.state == BULK_UNDOING)
        e = work_undo(c, job, def, &bulk);
    else if (bulk.state == BULK_CHECKING || bulk.state == BULK_TAKING)
        e = work_rows(c, job, def, &bulk);
    /* Any other state: an earlier attempt got so far and could not say so. */
    if (e != ERR_OK && !work_is_fatal(e))
        note_failure(c, &as_read, e);
    return e;
}

/* ---- the sweep ---- */

enum err bulk_job_sweep(struct call *c, struct job *job)
{
    return work_sweep(c, job, WORK_BULK, BULK_KEPT_DAYS, LIMIT_BULK_UNDO_DAYS);
}
