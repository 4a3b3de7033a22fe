/* The parts of an archive, from the tables that it is written by: what the documentation of the
 * format is made from (script/gen/organisation-parts.mjs). */
#include "base/mem.h"
#include "kernel/transfer/transfer_private.h"

static void write_column(struct jw *w, const struct transfer_column *column)
{
    jw_obj_begin(w);
    jw_kstr(w, "name", column->name);
    jw_kstr(w, "type", transfer_type_key(column->type));
    if (column->ref != NULL)
        jw_kstr(w, column->type == TRANSFER_LEFT ? "why" : "part", column->ref);
    jw_obj_end(w);
}

static void write_table(struct jw *w, const struct transfer_table *t)
{
    jw_obj_begin(w);
    jw_kstr(w, "name", t->name);
    jw_kint(w, "key", (int64_t)t->n_key);
    if (t->left != NULL)
        jw_kstr(w, "why", t->left);
    jw_key(w, "columns");
    jw_arr_begin(w);
    for (size_t i = 0; i < t->n_columns; i++)
        write_column(w, &t->columns[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

static void write_tables(
    struct jw *w, const char *key, const struct transfer_table *tables, size_t n)
{
    jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        write_table(w, &tables[i]);
    jw_arr_end(w);
}

void transfer_describe(struct jw *w, const struct app *app)
{
    struct transfer_plan plan = transfer_plan_of(w->buf, app);
    jw_key(w, "transfer");
    jw_obj_begin(w);
    jw_kstr(w, "format", TRANSFER_FORMAT);
    write_tables(w, "parts", plan.tables, plan.n_tables);
    write_tables(w, "left", plan.left, plan.n_left);
    jw_obj_end(w);
}
