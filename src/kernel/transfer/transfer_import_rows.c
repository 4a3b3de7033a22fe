/* The rows of an archive, one after the other, and where one stands that is refused. */
#include "base/mem.h"
#include "kernel/transfer/transfer_import.h"

#include <inttypes.h>
#include <string.h>

/* ---- telling where ---- */

static const char *place(const struct transfer_row *r, const char *member)
{
    return mem_printf(r->x->c->problem, "%s.ndjson, line %" PRId64 "%s%s", r->table->name, r->line,
        member == NULL ? "" : ", ", member == NULL ? "" : member);
}

enum err transfer_row_refuse(
    const struct transfer_row *r, enum err e, const char *detail, const char *member)
{
    return problem_set_arg(r->x->c->problem, e, detail, place(r, member));
}

/* Of a pointer that shape_check gave, what follows its first slash. */
static void tell_fault(const struct transfer_row *r, const struct problem_field *f)
{
    struct problem *p = r->x->c->problem;
    const char *where = place(r, f->pointer + (f->pointer[0] == '/'));
    if (f->has_limit)
        problem_field_limit(p, where, f->code, f->limit);
    else
        problem_field_value(p, where, f->code, f->value);
}

enum err transfer_row_faults(const struct transfer_row *r, const struct problem *found)
{
    for (size_t i = 0; i < found->n_fields; i++)
        tell_fault(r, &found->fields[i]);
    return r->x->c->problem->n_fields < PROBLEM_FIELDS ? ERR_OK : transfer_import_faults(r->x);
}

enum err transfer_import_faults(const struct transfer_import *x)
{
    enum err e = problem_check(x->c->problem);
    return e == ERR_OK ? ERR_OK
                       : problem_set_limit(x->c->problem, e, "transfer_faults", PROBLEM_FIELDS);
}

/* ---- ids ---- */

static const struct transfer_known *known_of(const struct transfer_import *x, const char *table)
{
    for (size_t i = 0; i < x->plan.n_tables; i++)
        if (strcmp(x->plan.tables[i].name, table) == 0)
            return &x->known[i];
    return NULL;
}

bool transfer_import_knows(const struct transfer_import *x, const char *table, int64_t id)
{
    const struct transfer_known *k = known_of(x, table);
    size_t low = 0;
    size_t high = k == NULL ? 0 : k->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (k->ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return k != NULL && low < k->n && k->ids[low] == id;
}

enum err transfer_import_remember(struct transfer_row *r)
{
    struct transfer_known *k = &r->x->known[r->at];
    if (r->table->columns[0].type != TRANSFER_ID)
        return ERR_OK;
    int64_t id = r->values[0].i;
    if (r->values[0].null || (k->n > 0 && id <= k->ids[k->n - 1]))
        return transfer_row_refuse(r, ERR_INVALID, "transfer_order", r->table->columns[0].name);
    if (k->n == k->room) {
        k->room = k->room == 0 ? 256 : 2 * k->room;
        k->ids = mem_grow(r->x, k->ids, int64_t, k->room);
    }
    k->ids[k->n++] = id;
    return ERR_OK;
}

/* ---- reading parts ---- */

static enum err read_row(
    struct transfer_row *r, const char *line, size_t len, transfer_row_fn *take)
{
    r->ctx = mem_context(r->x, 0);
    struct problem *found = problem_new(r->ctx);
    enum err e =
        transfer_value_read(r->ctx, r->table, &r->x->built_ins, line, len, found, r->values);
    if (e == ERR_OK)
        e = take(r);
    else if (e == ERR_INVALID)
        e = transfer_row_faults(r, found);
    else
        e = transfer_row_refuse(r, e, found->detail, NULL);
    mem_free(r->ctx);
    return e;
}

static enum err read_rows(struct transfer_row *r, struct transfer_stream *s, transfer_row_fn *take)
{
    const char *line = NULL;
    size_t len = 0;
    enum err e = ERR_OK;
    for (;;) {
        e = transfer_stream_line(s, &line, &len);
        if (e != ERR_OK || line == NULL)
            return e;
        r->line++;
        e = read_row(r, line, len, take);
        if (e != ERR_OK)
            return e;
    }
}

enum err transfer_import_part(struct transfer_import *x, size_t at, transfer_row_fn *take)
{
    const struct transfer_part *part = &x->manifest.parts[at];
    struct transfer_row *r = mem_new(x, struct transfer_row);
    struct transfer_stream *s = NULL;
    *r = (struct transfer_row){.x = x, .table = &x->plan.tables[at], .at = at};
    if (r->table->reg != NULL)
        r->stored = reg_stored_shape(r, r->table->reg);
    const char *name = mem_printf(r, "%s.ndjson", r->table->name);
    if (!part->there) {
        mem_free(r);
        return ERR_OK;
    }
    enum err e = transfer_stream_open(x->archive, name, part->bytes, &s);
    if (e == ERR_OK)
        e = read_rows(r, s, take);
    if (e == ERR_OK)
        e = transfer_stream_check(s, &part->sha256);
    if (e == ERR_OK && r->line != part->rows)
        e = problem_set_arg(x->c->problem, ERR_INVALID, "transfer_count", name);
    transfer_stream_close(s);
    mem_free(r);
    return e;
}

enum err transfer_import_parts(struct transfer_import *x, transfer_row_fn *take)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < x->plan.n_tables && e == ERR_OK; i++)
        e = transfer_import_part(x, i, take);
    return e;
}

const struct transfer_value *transfer_row_value(const struct transfer_row *r, const char *name)
{
    for (size_t i = 0; i < r->table->n_columns; i++)
        if (strcmp(r->table->columns[i].name, name) == 0)
            return &r->values[i];
    return NULL;
}

bool transfer_row_is(const struct transfer_row *r, const char *name)
{
    return strcmp(r->table->name, name) == 0;
}
