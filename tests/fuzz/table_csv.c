/* Any bytes as a CSV table: refused with a reason, or rows that are the same after writing and
 * reading them again. */
#include "base/csv_out.h"
#include "base/mem.h"
#include "kernel/table/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void same(const struct csv_table *a, const struct csv_table *b)
{
    if (a->n_rows != b->n_rows)
        abort();
    for (size_t i = 0; i < a->n_rows; i++) {
        if (a->rows[i].n != b->rows[i].n)
            abort();
        for (size_t k = 0; k < a->rows[i].n; k++)
            if (strcmp(a->rows[i].cells[k], b->rows[i].cells[k]) != 0)
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct csv_table table;
    struct csv_table again;
    if (csv_read(ctx, (const char *)data, len, NULL, problem, &table) == ERR_OK) {
        struct buf *b = buf_new(ctx);
        csv_out_bom(b);
        for (size_t i = 0; i < table.n_rows; i++)
            csv_out_row(b, table.rows[i].cells, table.rows[i].n);
        if (csv_read(ctx, b->data, b->len, NULL, problem, &again) != ERR_OK)
            abort();
        same(&table, &again);
    } else if (problem->detail == NULL) {
        abort();
    }
    mem_free(ctx);
    return 0;
}
