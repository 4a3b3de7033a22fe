/* Composes the SQL of parts: identifiers come only from the constant tables (struct transfer_table,
 * registers), values are always bound. */
#include "kernel/transfer/transfer_private.h"

#include <string.h>

static void put_columns(struct buf *b, const struct transfer_table *table, size_t n)
{
    const char *between = "";
    for (size_t i = 0; i < n; i++) {
        if (table->columns[i].type == TRANSFER_LEFT)
            continue;
        buf_str(b, between);
        buf_str(b, table->columns[i].name);
        between = ", ";
    }
}

static void put_marks(struct buf *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_str(b, i == 0 ? "?" : ", ?");
}

static void put_from(struct buf *b, const struct transfer_table *table)
{
    buf_str(b, " FROM ");
    buf_str(b, table->name);
    /* The plus sign keeps SQLite from reading all rows of an index that begins with org_id, sorting
     * them anew for every page: the key leads. */
    bool by_id = table->columns[0].type == TRANSFER_ID;
    buf_str(b, by_id ? " WHERE {sqlite: +}org_id = :org" : " WHERE org_id = :org");
    if (table->where != NULL) {
        buf_str(b, " AND ");
        buf_str(b, table->where);
    }
}

const char *transfer_sql_page(const void *ctx, const struct transfer_table *table, bool first)
{
    struct buf *b = buf_new(ctx);
    buf_str(b, "SELECT ");
    put_columns(b, table, table->n_columns);
    put_from(b, table);
    if (!first) {
        buf_str(b, " AND (");
        put_columns(b, table, table->n_key);
        buf_str(b, ") > (");
        put_marks(b, table->n_key);
        buf_str(b, ")");
    }
    buf_str(b, " ORDER BY ");
    put_columns(b, table, table->n_key);
    buf_str(b, " LIMIT ?");
    return b->data;
}

const char *transfer_sql_count(const void *ctx, const struct transfer_table *table)
{
    struct buf *b = buf_new(ctx);
    buf_str(b, "SELECT count(*)");
    put_from(b, table);
    return b->data;
}

const char *transfer_sql_insert(const void *ctx, const struct transfer_table *table)
{
    struct buf *b = buf_new(ctx);
    buf_str(b, "INSERT INTO ");
    buf_str(b, table->name);
    buf_str(b, " (");
    put_columns(b, table, table->n_columns);
    buf_str(b, ", org_id) VALUES (");
    size_t n = 0;
    for (size_t i = 0; i < table->n_columns; i++)
        n += table->columns[i].type != TRANSFER_LEFT;
    put_marks(b, n);
    buf_str(b, ", :org)");
    return b->data;
}

const char *transfer_sql_set(
    const void *ctx, const struct transfer_table *table, const struct transfer_column *column)
{
    struct buf *b = buf_new(ctx);
    buf_str(b, "UPDATE ");
    buf_str(b, table->name);
    buf_str(b, " SET ");
    buf_str(b, column->name);
    buf_str(b, " = ? WHERE org_id = :org AND id = ?");
    return b->data;
}

const char *transfer_sql_last_id(const void *ctx, const struct transfer_table *table)
{
    struct buf *b = buf_new(ctx);
    buf_str(b, "SELECT {sqlite: max(id) FROM ");
    buf_str(b, table->name);
    buf_str(b,
        " WHERE ? IS NOT NULL}"
        "{postgres: pg_sequence_last_value(CAST(pg_get_serial_sequence(?, 'id') AS regclass))}");
    return b->data;
}
