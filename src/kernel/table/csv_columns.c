#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/csv.h"

#include <string.h>

static bool has_name(void *ctx, const struct csv_column *column, const char *folded)
{
    for (const char *const *name = column->names; *name != NULL; name++)
        if (strcmp(utf8_fold(ctx, *name), folded) == 0)
            return true;
    return false;
}

/* Which expected column a header cell is, n: none. */
static size_t column_of(void *ctx, const struct csv_column *columns, size_t n, const char *header)
{
    const char *folded = utf8_fold(ctx, header);
    size_t i = 0;
    while (i < n && !has_name(ctx, &columns[i], folded))
        i++;
    return i;
}

static void check_rows(void *ctx, const struct csv_table *table, struct problem *problem)
{
    for (size_t i = 1; i < table->n_rows; i++)
        if (table->rows[i].n > table->rows[0].n)
            problem_field_limit(problem, csv_place(ctx, table->rows[i].line, NULL),
                "csv_more_cells", (int64_t)table->rows[0].n);
}

enum err csv_columns(void *ctx, const struct csv_table *table, const struct csv_column *columns,
    size_t n, struct problem *problem, int *ret_index)
{
    if (table->n_rows == 0)
        return problem_set(problem, ERR_INVALID, "csv_empty");
    const struct csv_row *header = &table->rows[0];
    int *index = mem_array(ctx, int, n);
    for (size_t i = 0; i < n; i++)
        index[i] = CSV_NO_COLUMN;
    for (size_t c = 0; c < header->n; c++) {
        const char *place = csv_place(ctx, header->line, header->cells[c]);
        size_t i = column_of(ctx, columns, n, header->cells[c]);
        if (i == n)
            problem_field(problem, place, "csv_column_unknown");
        else if (index[i] != CSV_NO_COLUMN)
            problem_field(problem, place, "csv_column_twice");
        else
            index[i] = (int)c;
    }
    for (size_t i = 0; i < n; i++)
        if (columns[i].required && index[i] == CSV_NO_COLUMN)
            problem_field(
                problem, csv_place(ctx, header->line, columns[i].names[0]), "csv_column_missing");
    check_rows(ctx, table, problem);
    enum err e = problem_check(problem);
    if (e == ERR_OK)
        memcpy(ret_index, index, n * sizeof index[0]);
    return e;
}

const char *csv_cell(const struct csv_row *row, int column)
{
    return column >= 0 && (size_t)column < row->n ? row->cells[column] : "";
}
