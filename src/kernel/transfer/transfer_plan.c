/* All tables of the program as one list: the rows of the modules and what the registers say of
 * themselves, in an order in which references come first. */
#include "kernel/transfer/transfer.h"

#include "base/mem.h"
#include "kernel/register/register.h"

#include <assert.h>
#include <string.h>

enum { COLUMNS_MAX = 100 };

#define TYPE_KEY(name, key) key,
static const char *const type_keys[TRANSFER_TYPE_MAX] = {TRANSFER_TYPE_LIST(TYPE_KEY)};

const char *transfer_type_key(enum transfer_type type)
{
    return type_keys[type];
}

/* ---- registers ---- */

struct columns {
    struct transfer_column *at;
    size_t n;
};

static void add(struct columns *list, const char *name, enum transfer_type type, const char *ref)
{
    assert(list->n < COLUMNS_MAX);
    list->at[list->n++] = (struct transfer_column){name, type, ref};
}

static enum transfer_type type_of(const struct field *f)
{
    switch (f->type) {
    case FIELD_INT:
    case FIELD_BOOL:
    case FIELD_MONEY:
        return TRANSFER_INT;
    case FIELD_INSTANT:
        return TRANSFER_INSTANT;
    case FIELD_NUM:
        return TRANSFER_NUM;
    case FIELD_REF:
        return TRANSFER_REF;
    case FIELD_TEXTS:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_ANY:
        return TRANSFER_JSON;
    default:
        return TRANSFER_TEXT;
    }
}

static void add_field(
    const void *ctx, const struct app *app, const struct field *f, struct columns *list)
{
    const struct reg_def *ref = f->type == FIELD_REF ? app_register(app, f->ref) : NULL;
    const char *column = f->column != NULL ? f->column : f->key;
    add(list, column, type_of(f), ref == NULL ? NULL : ref->table);
    if (f->type == FIELD_MONEY)
        add(list, mem_printf(ctx, "%s_currency", column), TRANSFER_TEXT, NULL);
}

static struct transfer_table table_of(
    const void *ctx, const struct app *app, const struct reg_def *def)
{
    struct columns list = {.at = mem_array(ctx, struct transfer_column, COLUMNS_MAX)};
    add(&list, "id", TRANSFER_ID, NULL);
    add(&list, "uid", TRANSFER_UUID, NULL);
    add(&list, "number", TRANSFER_TEXT, NULL);
    if (def->scope == REG_BY_UNIT)
        add(&list, "unit_id", TRANSFER_REF, "unit");
    for (size_t i = 0; i < def->n_fields; i++)
        add_field(ctx, app, &def->fields[i], &list);
    add(&list, "version", TRANSFER_INT, NULL);
    add(&list, "created_at", TRANSFER_INSTANT, NULL);
    add(&list, "created_by", TRANSFER_BY, NULL);
    add(&list, "updated_at", TRANSFER_INSTANT, NULL);
    add(&list, "updated_by", TRANSFER_BY, NULL);
    add(&list, "deleted_at", TRANSFER_INSTANT, NULL);
    add(&list, "folded", TRANSFER_LEFT, "derived");
    return (struct transfer_table){
        .name = def->table, .columns = list.at, .n_columns = list.n, .n_key = 1, .reg = def};
}

/* ---- one list ---- */

static struct transfer_table *find(struct transfer_table *tables, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(tables[i].name, name) == 0)
            return &tables[i];
    return NULL;
}

/* A row beside a register's table: its columns go behind the fields. */
static void extend(const void *ctx, struct transfer_table *table, const struct transfer_table *more)
{
    size_t n = table->n_columns + more->n_columns;
    struct transfer_column *all = mem_array(ctx, struct transfer_column, n);
    memcpy(all, table->columns, table->n_columns * sizeof *all);
    memcpy(all + table->n_columns, more->columns, more->n_columns * sizeof *all);
    table->columns = all;
    table->n_columns = n;
}

static size_t gather(const void *ctx, const struct app *app, struct transfer_table *ret_all)
{
    size_t n = 0;
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_registers; i++)
            ret_all[n++] = table_of(ctx, app, app->modules[m]->registers[i]);
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_transfers; i++) {
            const struct transfer_table *row = &app->modules[m]->transfers[i];
            struct transfer_table *known = find(ret_all, n, row->name);
            assert(n < TRANSFER_TABLES_MAX);
            if (known != NULL)
                extend(ctx, known, row);
            else
                ret_all[n++] = *row;
        }
    return n;
}

static const char *target_of(const struct transfer_column *column)
{
    switch (column->type) {
    case TRANSFER_REF:
        return column->ref;
    case TRANSFER_SHEET:
        return "sheet";
    case TRANSFER_VERSION:
        return "sheet_version";
    default:
        return NULL;
    }
}

/* Whether everything that the table refers to, itself apart, is in the plan already. */
static bool ready(const struct transfer_plan *plan, const struct transfer_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *target = target_of(&table->columns[i]);
        if (target != NULL && strcmp(target, table->name) != 0 &&
            find(plan->tables, plan->n_tables, target) == NULL)
            return false;
    }
    return true;
}

struct transfer_plan transfer_plan_of(const void *ctx, const struct app *app)
{
    struct transfer_plan plan = {
        .tables = mem_array(ctx, struct transfer_table, TRANSFER_TABLES_MAX),
        .left = mem_array(ctx, struct transfer_table, TRANSFER_TABLES_MAX),
    };
    struct transfer_table *all = mem_array(ctx, struct transfer_table, TRANSFER_TABLES_MAX);
    size_t n = gather(ctx, app, all);
    for (size_t i = 0; i < n; i++)
        if (all[i].left != NULL)
            plan.left[plan.n_left++] = all[i];
    size_t before = 0;
    do { /* as long as something is added: a circle of references would never be */
        before = plan.n_tables;
        for (size_t i = 0; i < n; i++)
            if (all[i].left == NULL && find(plan.tables, plan.n_tables, all[i].name) == NULL &&
                ready(&plan, &all[i]))
                plan.tables[plan.n_tables++] = all[i];
    } while (plan.n_tables > before);
    assert(plan.n_tables + plan.n_left == n && "tables that refer to each other in a circle");
    return plan;
}
