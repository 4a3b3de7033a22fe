/* The second pass: rows whose references are in the archive become rows of the database. */
#include "base/mem.h"
#include "kernel/auth/account_store.h"
#include "kernel/transfer/transfer_import.h"

#include <stdlib.h>
#include <string.h>

/* ---- references ---- */

static bool path_known(const struct transfer_row *r, const char *path)
{
    for (const char *p = path + 1; *p != '\0'; p = strchr(p, '/') + 1)
        if (!transfer_import_knows(r->x, "unit", strtoll(p, NULL, 10)))
            return false;
    return true;
}

static bool reference_known(const struct transfer_row *r, size_t i)
{
    const struct transfer_column *column = &r->table->columns[i];
    const struct transfer_value *v = &r->values[i];
    switch (column->type) {
    case TRANSFER_REF:
        return transfer_import_knows(r->x, column->ref, v->i);
    case TRANSFER_BY:
        return v->i == 0 || transfer_import_knows(r->x, "account", v->i);
    case TRANSFER_PATH:
        return path_known(r, v->text);
    case TRANSFER_SHEET:
        return v->built_in || transfer_import_knows(r->x, "sheet", v->i);
    case TRANSFER_VERSION:
        return v->built_in || transfer_import_knows(r->x, "sheet_version", v->i);
    default:
        return true;
    }
}

static enum err check_references(const struct transfer_row *r)
{
    struct problem *found = problem_new(r->ctx);
    for (size_t i = 0; i < r->table->n_columns; i++)
        if (!r->values[i].null && r->table->columns[i].type != TRANSFER_LEFT &&
            !reference_known(r, i))
            problem_field(found, r->table->columns[i].name, "transfer_reference");
    return transfer_row_faults(r, found);
}

/* ---- rows ---- */

/* A reference to a row of the same table may be to a later one: it is set when all are there. */
static bool is_late(const struct transfer_table *table, const struct transfer_column *column)
{
    return column->type == TRANSFER_REF && strcmp(column->ref, table->name) == 0;
}

static int64_t moved(const struct transfer_row *r, const struct transfer_value *v)
{
    return v->i > 0 && !v->built_in ? v->i + r->x->numbers.shift : v->i;
}

static void bind_value(struct transfer_row *r, struct db_query *q, size_t i)
{
    const struct transfer_column *column = &r->table->columns[i];
    const struct transfer_value *v = &r->values[i];
    if (v->null || is_late(r->table, column)) {
        db_bind_null(q);
        return;
    }
    switch (column->type) {
    case TRANSFER_INT:
    case TRANSFER_INSTANT:
        db_bind_int(q, v->i);
        break;
    case TRANSFER_NUM:
        db_bind_num(q, v->n);
        break;
    case TRANSFER_TEXT:
    case TRANSFER_DATE:
    case TRANSFER_CHOICE:
    case TRANSFER_JSON:
        db_bind_text(q, v->text);
        break;
    case TRANSFER_UUID:
        db_bind_uuid(q, &v->uid);
        break;
    case TRANSFER_BYTES:
        db_bind_blob(q, v->bytes, v->len);
        break;
    case TRANSFER_PATH:
        db_bind_text(q, transfer_path_move(r->ctx, v->text, r->x->numbers.shift));
        break;
    default:
        db_bind_int(q, moved(r, v));
    }
}

/* What the database said of a row, in words that name the line. */
static enum err refused(const struct transfer_row *r, enum err e)
{
    switch (e) {
    case ERR_OK:
    case ERR_BUSY:
    case ERR_STORAGE_FULL:
    case ERR_UNAVAILABLE:
        return e;
    case ERR_UNIQUE:
        return transfer_row_refuse(r, ERR_INVALID, "transfer_twice", NULL);
    default:
        return transfer_row_refuse(r, ERR_INVALID, "transfer_refused", NULL);
    }
}

static enum err insert(struct transfer_row *r)
{
    const char *sql = transfer_sql_insert(r->ctx, r->table);
    DB_QUERY *q = db_query(r->x->c->db, sql);
    for (size_t i = 0; i < r->table->n_columns; i++)
        if (r->table->columns[i].type != TRANSFER_LEFT)
            bind_value(r, q, i);
    return refused(r, db_run(q));
}

static enum err write(struct transfer_row *r)
{
    enum err e = check_references(r);
    if (e != ERR_OK || r->x->c->problem->n_fields > 0)
        return e; /* nothing will come of it: only the other faults are still looked for */
    e = insert(r);
    if (e == ERR_OK && transfer_row_is(r, "file"))
        e = transfer_row_file(r, moved(r, &r->values[0]));
    if (e == ERR_OK && transfer_row_is(r, "account"))
        e = account_store_fold(r->x->c, moved(r, &r->values[0]),
            transfer_row_value(r, "login")->text, transfer_row_value(r, "name")->text);
    return e;
}

static enum err write_late(struct transfer_row *r)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < r->table->n_columns && e == ERR_OK; i++) {
        const struct transfer_column *column = &r->table->columns[i];
        if (!is_late(r->table, column) || r->values[i].null)
            continue;
        const char *sql = transfer_sql_set(r->ctx, r->table, column);
        DB_QUERY *q = db_query(r->x->c->db, sql);
        db_bind_int(q, moved(r, &r->values[i]));
        db_bind_int(q, moved(r, &r->values[0]));
        e = refused(r, db_run(q));
    }
    return e;
}

static enum err write_late_parts(struct transfer_import *x)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < x->plan.n_tables && e == ERR_OK; i++) {
        bool late = false;
        for (size_t k = 0; k < x->plan.tables[i].n_columns; k++)
            late = late || is_late(&x->plan.tables[i], &x->plan.tables[i].columns[k]);
        if (late)
            e = transfer_import_part(x, i, write_late);
    }
    return e;
}

enum err transfer_import_write(struct transfer_import *x)
{
    enum err e = transfer_import_parts(x, write);
    if (e == ERR_OK)
        e = transfer_import_faults(x);
    return e == ERR_OK ? write_late_parts(x) : e;
}
