/* Which column of a check list holds what, by the words in its header. */
#include "kernel/sheet/sheet_table.h"

#include "base/mem.h"
#include "kernel/table/cell.h"

#include <string.h>

enum { WORDS = 24 };

/* no message: words that stand in the headers of other people's tables, in the folded form of
 * cell_folded. IPA's list has them too: 指示, 項番, チェック項目, レベル1 to 5, 回答のヒント. */
static const struct {
    enum sheet_column column;
    const char *words[WORDS];
} labels[] = {
    {COLUMN_KEY, {"no", "no.", "番号", "項番", "項目番号", "設問番号", "質問番号", "管理番号",
                     "チェック項目番号", "要求事項番号", "管理策番号", "#", "id", "ref", "refid",
                     "number", "itemno", "itemnumber", "key", "連番", "通番"}},
    {COLUMN_SECTION, {"指示", "指示項目", "重要10項目", "区分", "分類", "大項目", "大分類", "章",
                         "カテゴリ", "カテゴリー", "領域", "対策区分", "section", "category",
                         "domain", "function", "group", "chapter", "分野"}},
    {COLUMN_TEXT, {"チェック項目", "設問", "質問", "質問内容", "設問内容", "項目", "項目名",
                      "確認項目", "確認事項", "評価項目", "診断項目", "診断内容", "要求事項",
                      "対策内容", "管理策", "内容", "小項目", "question", "item", "text",
                      "requirement", "control", "checkitem", "点検項目"}},
    {COLUMN_HINT, {"回答のヒント", "ヒント", "補足", "解説", "説明", "備考", "補足説明", "判断基準",
                      "hint", "note", "notes", "guidance", "explanation", "description"}},
    {COLUMN_EVIDENCE, {"エビデンス", "証跡", "根拠資料", "確認資料", "evidence"}},
    {COLUMN_ANSWERS, {"選択肢", "回答選択肢", "成熟度", "成熟度レベル", "評価基準", "レベル",
                         "levels", "level", "options", "choices", "回答の選択肢"}},
};

enum { LABELS = sizeof labels / sizeof labels[0] };

/* no message: what may stand before the digit of a level */
static const char *const before_level[] = {
    "成熟度レベル", "レベル", "成熟度", "選択肢", "段階", "level", "lv.", "lv", "回答"};

enum { BEFORE = sizeof before_level / sizeof before_level[0] };

/* The words as cells are compared: folded. */
struct words {
    const char *label[LABELS][WORDS];
    const char *before[BEFORE];
};

static struct words *words_new(const void *ctx)
{
    struct words *w = mem_new(ctx, struct words);
    for (size_t i = 0; i < LABELS; i++)
        for (size_t k = 0; k < WORDS && labels[i].words[k] != NULL; k++)
            w->label[i][k] = cell_folded(ctx, labels[i].words[k]);
    for (size_t i = 0; i < BEFORE; i++)
        w->before[i] = cell_folded(ctx, before_level[i]);
    return w;
}

static int label_column(const struct words *w, const char *folded)
{
    for (size_t i = 0; i < LABELS; i++)
        for (size_t k = 0; k < WORDS && w->label[i][k] != NULL; k++)
            if (strcmp(w->label[i][k], folded) == 0)
                return (int)labels[i].column;
    return -1;
}

/* "レベル3", "成熟度3", "3", "3.周知している", "level 3": the level that the column describes. */
static int level_column(const struct words *w, const char *folded)
{
    for (size_t i = 0; i < BEFORE; i++) {
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

static int row_guess(
    const void *ctx, const struct words *w, const struct sheet_table_row *row, int *ret_column)
{
    int named = 0;
    for (int i = 0; i < COLUMN_MAX; i++)
        ret_column[i] = -1;
    for (size_t i = 0; i < row->n && i < SHEET_TABLE_COLUMNS; i++) {
        const char *folded = cell_folded(ctx, row->cells[i]);
        int column = label_column(w, folded);
        if (column < 0)
            column = level_column(w, folded);
        if (column < 0 || ret_column[column] >= 0)
            continue;
        ret_column[column] = (int)i;
        named++;
    }
    return named;
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
