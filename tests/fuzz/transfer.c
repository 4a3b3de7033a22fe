/* Any bytes as a line of a part (the first byte says of which) or as the manifest of an archive:
 * read or refused, and what was read keeps to the limits that moving ids relies on. */
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/transfer/transfer_import.h"
#include "kernel/unit/unit_reg.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check_value(const struct transfer_column *column, const struct transfer_value *v)
{
    bool is_id = column->type == TRANSFER_ID || column->type == TRANSFER_REF;
    if (!v->null && is_id && (v->i < 1 || v->i > TRANSFER_ID_MAX))
        abort();
}

/* As the first pass of an import does. */
static void read_record(
    void *ctx, const struct transfer_table *table, const struct transfer_value *values)
{
    struct call *c = mem_new(ctx, struct call);
    c->problem = problem_new(c);
    struct transfer_import *x = mem_new(ctx, struct transfer_import);
    x->c = c;
    struct transfer_row *r = mem_new(ctx, struct transfer_row);
    *r = (struct transfer_row){.x = x, .table = table, .line = 1, .ctx = ctx};
    r->stored = reg_stored_shape(ctx, table->reg);
    memcpy(r->values, values, table->n_columns * sizeof *values);
    if (transfer_row_record(r) == ERR_OK && c->problem->n_fields == 0 &&
        !instant_ok(transfer_row_value(r, "created_at")->i))
        abort();
}

static void read_line(void *ctx, const struct transfer_table *table, const char *line, size_t len)
{
    static struct transfer_built_in built_in = {.sheet_id = 1, .version_id = 2, .key = "k"};
    const struct transfer_built_ins built_ins = {&built_in, 1};
    struct transfer_value values[TRANSFER_COLUMNS_MAX];
    enum err e = transfer_value_read(ctx, table, &built_ins, line, len, problem_new(ctx), values);
    for (size_t i = 0; e == ERR_OK && i < table->n_columns; i++)
        check_value(&table->columns[i], &values[i]);
    if (e == ERR_OK && table->reg != NULL)
        read_record(ctx, table, values);
}

static void read_manifest(void *ctx, const struct transfer_plan *plan, const char *text, size_t len)
{
    struct transfer_manifest m;
    if (transfer_manifest_read(ctx, plan, text, len, problem_new(ctx), &m) == ERR_OK &&
        (m.n_parts > plan->n_tables || m.keys.n > TRANSFER_KEYS_MOST || m.org_no < 1))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const struct module *const modules[] = {
        &module_transfer, &module_unit, &module_approval};
    struct app app = {.modules = modules, .n_modules = sizeof modules / sizeof modules[0]};
    if (len == 0)
        return 0;
    void *ctx = mem_context(NULL, 0);
    struct transfer_plan plan = transfer_plan_of(ctx, &app);
    size_t which = data[0] % (plan.n_tables + 1);
    const char *text = mem_strndup(ctx, (const char *)data + 1, len - 1);
    const char *raw = mem_dup(ctx, data, len);
    if (which == plan.n_tables)
        read_manifest(ctx, &plan, raw + 1, len - 1);
    else
        read_line(ctx, &plan.tables[which], raw + 1, len - 1);
    transfer_path_move(ctx, text, 7);
    mem_free(ctx);
    return 0;
}
