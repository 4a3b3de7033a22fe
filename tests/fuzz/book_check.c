#include "book_check.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/csv.h"
#include "kernel/table/xlsx.h"

#include <stdlib.h>
#include <string.h>

enum { VALUE_MAX = 1024 }; /* bytes of what a notice tells */

static void want_text(const char *text, size_t most)
{
    if (text == NULL || strlen(text) > most || !utf8_ok(text, strlen(text)))
        abort();
}

static bool see(void *arg, const struct table_row *row)
{
    (void)arg;
    if (row->line == 0 || row->line > INT32_MAX || row->n == 0 || row->n > LIMIT_TABLE_COLUMNS)
        abort();
    for (size_t i = 0; i < row->n; i++)
        want_text(row->cells[i], CSV_CELL_DEFAULT);
    return true;
}

void book_check(const char *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    const struct table_sink sink = {see, NULL};
    struct table_info info = {0};
    enum err e = xlsx_read(ctx, data, len, NULL, problem, &sink, &info);
    if (e != ERR_OK && problem->detail == NULL)
        abort(); /* a refusal says why */
    for (size_t i = 0; i < info.n_notices; i++)
        if (info.notices[i].value != NULL)
            want_text(info.notices[i].value, VALUE_MAX);
    mem_free(ctx);
}
