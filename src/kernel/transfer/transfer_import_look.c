/* The first pass: every line is read and compared with what the manifest says of its part; nothing
 * is written, and the ids of each part are left, eight bytes a row. */
#include "kernel/transfer/transfer_import.h"

static void see_ids(struct transfer_row *r)
{
    for (size_t i = 0; i < r->table->n_columns; i++) {
        enum transfer_type type = r->table->columns[i].type;
        bool is_id = type == TRANSFER_ID || type == TRANSFER_LOOSE;
        if (is_id && !r->values[i].null && r->values[i].i > r->x->last_id)
            r->x->last_id = r->values[i].i;
    }
}

static enum err look(struct transfer_row *r)
{
    enum err e = transfer_import_remember(r);
    see_ids(r);
    r->x->n_rows++;
    if (e == ERR_OK && r->table->reg != NULL)
        e = transfer_row_record(r);
    if (e != ERR_OK || !transfer_row_is(r, "file"))
        return e;
    r->x->n_files++;
    return transfer_row_file(r, 0);
}

enum err transfer_import_look(struct transfer_import *x)
{
    enum err e = transfer_import_parts(x, look);
    if (e == ERR_OK)
        e = transfer_import_faults(x);
    if (e == ERR_OK && x->n_files != x->manifest.files)
        e = problem_set_arg(x->c->problem, ERR_INVALID, "transfer_count", TRANSFER_FILES);
    return e;
}
