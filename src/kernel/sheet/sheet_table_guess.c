/* Which column of a check list holds what, by the words in its header:
 * catalog/words/check-list.json, where IPA's list has its words too. */
#include "kernel/sheet/sheet_table.h"

#include "base/asset.h"
#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/table/cell.h"

#include <string.h>

static const char words_file[] = "catalog/words/check-list.json";

static const json_t *words_read(const void *ctx)
{
    json_t *json = NULL;
    const struct asset *a = asset_find(words_file);
    if (a == NULL ||
        json_in_parse(ctx, a->data, a->len, JSON_IN_DEPTH, problem_new(ctx), &json) != ERR_OK)
        return NULL;
    return json;
}

/* The words as cells are compared, folded; by word the column, and what may stand before the digit
 * of a level. */
struct words {
    json_t *columns;
    const char **before;
    size_t n_before;
};

static struct words *words_new(const void *ctx)
{
    struct words *w = mem_new(ctx, struct words);
    const json_t *json = words_read(ctx);
    const json_t *before = json_object_get(json, "before_level");
    size_t k;
    json_t *word;
    w->columns = json_object();
    json_in_keep(ctx, w->columns);
    for (int i = 0; i < COLUMN_MAX; i++) {
        json_array_foreach(json_object_get(json, OPTIONS_SHEET_COLUMN.keys[i]), k, word)
            json_object_set_new(
                w->columns, cell_folded(ctx, json_string_value(word)), json_integer(i));
    }
    w->n_before = json_array_size(before);
    w->before = mem_array(ctx, const char *, w->n_before + 1);
    json_array_foreach((json_t *)before, k, word) w->before[k] =
        cell_folded(ctx, json_string_value(word));
    return w;
}

const char *sheet_table_book_sheet(const void *ctx)
{
    const json_t *sheets = json_object_get(words_read(ctx), "sheets");
    return json_string_value(json_array_get(sheets, 0));
}

static int label_column(const struct words *w, const char *folded)
{
    const json_t *column = json_object_get(w->columns, folded);
    return column == NULL ? -1 : (int)json_integer_value(column);
}

/* "level 3", "3", "3. known to all": the level that the column describes. */
static int level_column(const struct words *w, const char *folded)
{
    for (size_t i = 0; i < w->n_before; i++) {
        size_t len = strlen(w->before[i]);
        if (strncmp(folded, w->before[i], len) == 0) {
            folded += len;
            break;
        }
    }
    if (folded[0] < '1' || folded[0] > '5' || (folded[1] >= '0' && folded[1] <= '9'))
        return -1;
    return COLUMN_LEVEL1 + (folded[0] - '1');
}

/* One column with a digit is a number among others and no header. */
static int levels_kept(int *column)
{
    int n = 0;
    for (int i = COLUMN_LEVEL1; i <= COLUMN_LEVEL5; i++)
        n += column[i] >= 0;
    for (int i = COLUMN_LEVEL1; n == 1 && i <= COLUMN_LEVEL5; i++)
        column[i] = -1;
    return n == 1 ? 0 : n;
}

static int row_guess(
    const void *ctx, const struct words *w, const struct sheet_table_row *row, int *ret_column)
{
    int named = 0;
    for (int i = 0; i < COLUMN_MAX; i++)
        ret_column[i] = -1;
    for (size_t i = 0; i < row->n && i < SHEET_TABLE_COLUMNS; i++) {
        const char *folded = cell_folded(ctx, row->cells[i]);
        int column = label_column(w, folded);
        bool is_label = column >= 0;
        if (!is_label)
            column = level_column(w, folded);
        if (column < 0 || ret_column[column] >= 0)
            continue;
        ret_column[column] = (int)i;
        named += is_label;
    }
    return named + levels_kept(ret_column);
}

bool sheet_table_guess(const void *ctx, const struct sheet_table *table, size_t header_line,
    struct sheet_table_plan *plan)
{
    int best = 0;
    int column[COLUMN_MAX];
    bool found = false;
    const struct words *w = words_new(ctx);
    for (size_t i = 0; i < table->n && (header_line > 0 || i < SHEET_TABLE_HEAD); i++) {
        const struct sheet_table_row *row = &table->rows[i];
        int named = row_guess(ctx, w, row, column);
        bool better = header_line > 0 ? row->line == header_line : !found || named > best;
        if (!better)
            continue;
        found = true;
        best = named;
        plan->header = i;
        memcpy(plan->column, column, sizeof column);
    }
    return found;
}
