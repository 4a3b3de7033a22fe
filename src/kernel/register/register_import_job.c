/* What is done with an import in the background: the dry run, the import, its undo; and the sweep
 * of those nobody took. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file.h"
#include "kernel/register/register_bulk.h"
#include "kernel/register/register_import.h"
#include "kernel/register/register_item.h"

#include <string.h>
#include <unistd.h>

enum err import_job_add(struct call *c, struct reg_import *import)
{
    json_t *payload = reg_keep(c, json_pack("{s:I}", "import", (json_int_t)import->id));
    const struct job_new job = {.kind = "register_import", .payload = payload};
    enum err e = job_add(c, &job, &import->job);
    return e != ERR_OK ? e : work_store_set_job(c, WORK_IMPORT, import->id, &import->job);
}

static void fd_close(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}

static enum err open_file(struct call *c, const struct reg_import *import, int *ret_fd)
{
    struct file_info info;
    enum err e = file_find(c, import->file_id, &info);
    return e != ERR_OK ? e : file_spool(c, &info, ret_fd);
}

/* Nothing that was written stays; only what came of it is noted. */
static enum err note(struct call *c, struct reg_import *import, enum import_state to)
{
    tx_abort(c);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = import_store_step(c, import, to);
    return e != ERR_OK ? e : tx_commit_unaudited(c);
}

static enum err take(struct call *c, const struct reg_def *def, struct import_run *run)
{
    struct reg_import *import = run->import;
    int64_t file_id = import->file_id;
    const struct audit_entry entry = {.action = "import",
        .subject = def->singular,
        .after = reg_keep(c,
            json_pack("{s:s, s:I, s:I, s:I}", "file", import->name, "added", (json_int_t)run->added,
                "changed", (json_int_t)run->changed, "refused", (json_int_t)run->refused))};
    import->file_id = 0;
    import->taken_at_ms = c->now_ms;
    audit_add(c, &entry);
    enum err e = import_store_step(c, import, IMPORT_TAKEN);
    if (e == ERR_OK)
        e = file_remove(c, file_id);
    if (e == ERR_OK)
        e = work_count_anew(c, def, run->added + run->changed);
    return e != ERR_OK ? e : tx_commit(c);
}

/* All or nothing unless the valid rows alone were asked for: then what was right at the dry run and
 * no longer is sends the import back to it. */
static enum err work_rows(
    struct call *c, struct job *job, const struct reg_def *def, struct reg_import *import)
{
    __attribute__((cleanup(fd_close))) int fd = -1;
    struct import_run *run = mem_new(c, struct import_run);
    run->c = c;
    run->def = def;
    run->import = import;
    run->job = job;
    run->take = import->state == IMPORT_TAKING;
    enum err e = open_file(c, import, &fd);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = import_run_rows(run, fd);
    if (e != ERR_OK)
        return e;
    bool whole = run->refused == 0 || body_bool(import->plan, "partial");
    if (run->take && whole)
        return take(c, def, run);
    return note(c, import, IMPORT_CHECKED);
}

static enum err work_undo(
    struct call *c, struct job *job, const struct reg_def *def, struct reg_import *import)
{
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = import_undo(c, job, def, import);
    return e != ERR_OK ? e : tx_commit(c);
}

/* Why it cannot be, for the one who asked; what was there before stays. */
static void note_failure(struct call *c, struct reg_import *import, enum err e)
{
    bool undoing = import->state == IMPORT_UNDOING;
    if (import->result == NULL || !undoing)
        import->result = reg_keep(c, json_object());
    json_object_set_new(import->result, "error", work_error(c, e));
    note(c, import, undoing ? IMPORT_TAKEN : IMPORT_FAILED);
}

static enum err run_import(struct call *c, struct job *job)
{
    struct reg_import import;
    enum err e = import_store_by_id(c, body_int(job_payload(job), "import", 0), &import);
    if (e != ERR_OK)
        return e;
    struct reg_import as_read = import;
    const struct reg_def *def = app_register(c->app, import.reg);
    if (def == NULL)
        return ERR_NOT_FOUND;
    if (import.state == IMPORT_UNDOING)
        e = work_undo(c, job, def, &import);
    else if (import.state == IMPORT_CHECKING || import.state == IMPORT_TAKING)
        e = work_rows(c, job, def, &import);
    /* Any other state: an earlier attempt got so far and could not say so. */
    if (e != ERR_OK && !work_is_fatal(e))
        note_failure(c, &as_read, e);
    return e;
}

/* ---- the sweep ---- */

enum { TAKEN_KEPT_DAYS = 400 };

static enum err sweep(struct call *c, struct job *job)
{
    return work_sweep(c, job, WORK_IMPORT, IMPORT_KEPT_DAYS, TAKEN_KEPT_DAYS);
}

static const struct job_kind jobs[] = {
    {.name = "register_purge", .run = reg_purge_run, .every_ms = 24 * (int64_t)3600 * 1000},
    {.name = "register_import", .run = run_import},
    {.name = "register_import_sweep", .run = sweep, .every_ms = 24 * (int64_t)3600 * 1000},
    {.name = "register_bulk", .run = bulk_job_run},
    {.name = "register_bulk_sweep", .run = bulk_job_sweep, .every_ms = 24 * (int64_t)3600 * 1000},
};

const struct module module_register = {.name = "register",
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
    .notices = &NOTICE_MENTION,
    .n_notices = 1};
