/* An import taken back as one step. */
#include "kernel/audit/tx.h"
#include "kernel/register/register_import.h"

enum err import_undo(
    struct call *c, struct job *job, const struct reg_def *def, struct reg_import *import)
{
    struct work_undo u = {.c = c,
        .def = def,
        .job = job,
        .of = import->id,
        .kind = WORK_IMPORT,
        .changed = "import.kept.changed"};
    enum err e = work_undo_all(&u);
    if (e != ERR_OK)
        return e;
    work_undo_tell(&u, import->result);
    import->undone_at_ms = c->now_ms;
    const struct audit_entry entry = {.action = "import_undo",
        .subject = def->singular,
        .after = reg_keep(
            c, json_pack("{s:s, s:I, s:I}", "file", import->name, "undone", (json_int_t)u.undone,
                   "kept", (json_int_t)json_array_size(u.kept) + u.more_kept))};
    audit_add(c, &entry);
    e = import_store_step(c, import, IMPORT_UNDONE);
    return e != ERR_OK ? e : work_count_anew(c, def, u.undone);
}
