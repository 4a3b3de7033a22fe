/* Which column of a file is which field: looked for by labels in every language, by keys, and by
 * what was chosen last time; checked when somebody has chosen. */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/register/register_import.h"
#include "kernel/table/cell.h"

#include <stdlib.h>
#include <string.h>

/* ---- the head of a file ---- */

struct head {
    void *ctx;
    struct table_row rows[IMPORT_HEAD_ROWS];
    size_t n;
};

static bool head_row(void *arg, const struct table_row *row)
{
    struct head *h = arg;
    struct table_row *copy = &h->rows[h->n++];
    const char **cells = mem_array(h->ctx, const char *, row->n);
    for (size_t i = 0; i < row->n; i++)
        cells[i] = mem_strdup(h->ctx, row->cells[i]);
    *copy = (struct table_row){.line = row->line, .n = row->n, .cells = cells};
    return h->n < IMPORT_HEAD_ROWS;
}

/* A header as sheets decorate it: "期限（必須）", "*氏名", "※部署". */
static const char *plain_header(const void *ctx, const char *header)
{
    char *text = cell_folded(ctx, header);
    static const char *const marks[] = {"*", "※", "●", "★", NULL};
    for (const char *const *mark = marks; *mark != NULL; mark++)
        if (strncmp(text, *mark, strlen(*mark)) == 0)
            text += strlen(*mark);
    static const char *const brackets[] = {"(", "[", "【", "〔", NULL};
    for (const char *const *bracket = brackets; *bracket != NULL; bracket++) {
        char *open = strstr(text, *bracket);
        if (open != NULL && open != text)
            *open = '\0';
    }
    size_t len = strlen(text);
    if (len > 1 && text[len - 1] == '*')
        text[len - 1] = '\0';
    return text;
}

/* The field of a header, NULL: none. */
static const char *field_of(const void *ctx, const struct import_words *fields, const char *header)
{
    const struct import_word *word = import_words_find(fields, header);
    if (word == NULL)
        word = import_words_find(fields, plain_header(ctx, header));
    return word == NULL || word->several ? NULL : word->value;
}

static size_t matches(
    const void *ctx, const struct import_words *fields, const struct table_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++)
        n += field_of(ctx, fields, row->cells[i]) != NULL;
    return n;
}

/* The row that names most fields, the first of equals: sheets have titles above their table. */
static const struct table_row *find_header(
    const struct head *h, const struct import_words *fields, size_t line)
{
    const struct table_row *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < h->n; i++) {
        size_t n = line == 0 ? matches(h->ctx, fields, &h->rows[i]) : h->rows[i].line == line;
        if (n > most) {
            best = &h->rows[i];
            most = n;
        }
    }
    return best != NULL || line != 0 ? best : &h->rows[0];
}

const char *import_sample(const void *ctx, const char *text)
{
    return utf8_head(ctx, text, IMPORT_SAMPLE_SIZE);
}

/* What a line above the table says of the sums in it: "（単位：千円）". */
static const char *unit_above(const struct head *h, const struct table_row *header)
{
    const char *unit = NULL;
    for (const struct table_row *row = h->rows; row < header; row++)
        for (size_t i = 0; i < row->n; i++) {
            const char *found = cell_money_unit(h->ctx, row->cells[i]);
            unit = found != NULL ? found : unit;
        }
    return unit;
}

static json_t *column_json(
    const struct head *h, const struct table_row *header, size_t no, const char *above)
{
    json_t *samples = json_array();
    for (const struct table_row *row = header + 1; row < h->rows + h->n; row++)
        if (json_array_size(samples) < IMPORT_SAMPLES && no < row->n && row->cells[no][0] != '\0')
            json_array_append_new(samples, json_string(import_sample(h->ctx, row->cells[no])));
    const char *text = no < header->n ? import_sample(h->ctx, header->cells[no]) : "";
    const char *unit = no < header->n ? cell_money_unit(h->ctx, header->cells[no]) : NULL;
    return json_pack("{s:s, s:o, s:s?}", "header", text, "samples", samples, "unit",
        unit != NULL ? unit : above);
}

static json_t *columns_json(const struct head *h, const struct table_row *header)
{
    size_t n = header->n;
    for (const struct table_row *row = header + 1; row < h->rows + h->n; row++)
        n = row->n > n ? row->n : n;
    json_t *columns = json_array();
    const char *above = unit_above(h, header);
    for (size_t i = 0; i < n && i < LIMIT_TABLE_COLUMNS; i++)
        json_array_append_new(columns, column_json(h, header, i, above));
    return columns;
}

json_t *import_notices(const struct table_info *info)
{
    json_t *notices = json_array();
    for (size_t i = 0; i < info->n_notices; i++)
        json_array_append_new(
            notices, json_pack("{s:s, s:s?, s:I}", "code", info->notices[i].code, "value",
                         info->notices[i].value, "limit", (json_int_t)info->notices[i].limit));
    return notices;
}

/* ---- the plan proposed ---- */

/* What columns of these names were last taken as. */
static enum err add_last(
    struct call *c, const struct reg_def *def, struct import_words *words, json_t **ret_plan)
{
    struct reg_import last;
    enum err e = import_store_last(c, def, &last);
    *ret_plan = NULL;
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e != ERR_OK)
        return e;
    size_t i;
    json_t *entry;
    const json_t *columns = json_object_get(last.head, "columns");
    json_array_foreach(json_object_get(last.plan, "columns"), i, entry)
    {
        size_t no = (size_t)body_int(entry, "no", 1);
        const char *header = body_text(json_array_get(columns, no - 1), "header");
        if (header != NULL)
            import_words_add(words, header, body_text(entry, "field"));
    }
    *ret_plan = last.plan;
    return ERR_OK;
}

/* A column "No." is the register's number only if its values look like one. */
static bool numbers_fit(const struct reg_def *def, const json_t *column)
{
    const char *first = json_string_value(json_array_get(json_object_get(column, "samples"), 0));
    size_t len = def->prefix == NULL ? 0 : strlen(def->prefix);
    return first != NULL && len > 0 && strncmp(first, def->prefix, len) == 0 && first[len] == '-';
}

static bool used(const json_t *columns, const char *field)
{
    size_t i;
    json_t *entry;
    json_array_foreach(
        (json_t *)columns, i, entry) if (strcmp(body_text(entry, "field"), field) == 0) return true;
    return false;
}

static json_t *propose(struct call *c, const struct reg_def *def, const json_t *columns,
    const struct import_words *fields, const struct import_words *last, const json_t *last_plan)
{
    json_t *mapped = json_array();
    size_t i;
    json_t *column;
    json_array_foreach((json_t *)columns, i, column)
    {
        const char *header = body_text(column, "header");
        const struct import_word *word = import_words_find(last, header);
        const char *field = word != NULL && !word->several ? word->value : NULL;
        if (field == NULL)
            field = field_of(c, fields, header);
        bool number = field != NULL && strcmp(field, "number") == 0;
        if (field == NULL || used(mapped, field) || (number && !numbers_fit(def, column)))
            continue;
        json_array_append_new(
            mapped, json_pack("{s:I, s:s}", "no", (json_int_t)i + 1, "field", field));
    }
    const char *key = body_text(last_plan, "key");
    if (key == NULL || !used(mapped, key))
        key = used(mapped, "number") ? "number" : NULL;
    return json_pack("{s:o, s:[], s:s?, s:b}", "columns", mapped, "constants", "key", key,
        "clear_empty", body_bool(last_plan, "clear_empty"));
}

enum err import_head_read(struct call *c, const struct reg_def *def, int fd, const char *sheet,
    size_t header_line, struct reg_import *import)
{
    struct head *h = mem_new(c, struct head);
    struct import_words *fields = import_words_fields(c, def);
    struct import_words *last = import_words_new(c);
    struct table_info info;
    json_t *last_plan = NULL;
    h->ctx = c;
    enum err e = table_read(c, fd, sheet, c->problem, head_row, h, &info);
    if (e == ERR_OK && h->n == 0)
        e = problem_set(c->problem, ERR_INVALID, "csv_empty");
    if (e == ERR_OK)
        e = add_last(c, def, last, &last_plan);
    if (e != ERR_OK)
        return e;
    const struct table_row *header = find_header(h, fields, header_line);
    if (header == NULL) {
        problem_field_limit(c->problem, "/query/header_line", "import_header", IMPORT_HEAD_ROWS);
        return ERR_INVALID;
    }
    json_t *columns = columns_json(h, header);
    import->head = reg_keep(c, json_pack("{s:s, s:s?, s:I, s:o, s:o}", "format", info.format,
                                   "sheet", sheet, "header_line", (json_int_t)header->line,
                                   "columns", columns, "notices", import_notices(&info)));
    import->plan = reg_keep(c, propose(c, def, columns, fields, last, last_plan));
    return ERR_OK;
}

/* ---- the plan chosen ---- */

/* What the program computes has its value from nowhere else; a column of it is compared. */
static bool known(const struct reg_def *def, const char *key, bool column)
{
    const struct field *f = reg_field(def, key);
    if (strcmp(key, "number") == 0 && f == NULL)
        return def->prefix != NULL;
    return f != NULL && (reg_takes(def, f) || (column && reg_compares(f)));
}

static void check_list(struct call *c, const struct reg_def *def, const json_t *list,
    const char *name, int64_t n_columns, const char **seen, size_t *n_seen)
{
    size_t i;
    json_t *entry;
    json_array_foreach((json_t *)list, i, entry)
    {
        const char *field = body_text(entry, "field");
        const char *at = mem_printf(c, "/%s/%zu/field", name, i);
        bool twice = false;
        for (size_t k = 0; k < *n_seen; k++)
            twice |= strcmp(seen[k], field) == 0;
        if (!known(def, field, strcmp(name, "columns") == 0))
            problem_field_value(c->problem, at, "unknown", field);
        else if (twice)
            problem_field_value(c->problem, at, "import_field_twice", field);
        else
            seen[(*n_seen)++] = field;
        if (body_int(entry, "no", 1) > n_columns)
            problem_field_limit(
                c->problem, mem_printf(c, "/%s/%zu/no", name, i), "too_large", n_columns);
    }
}

static bool may_be_key(const struct reg_def *def, const json_t *plan, const char *key)
{
    const struct field *f = reg_field(def, key);
    bool text = f == NULL || f->type == FIELD_TEXT; /* NULL: the number */
    return text && used(json_object_get(plan, "columns"), key);
}

enum err import_plan_check(
    struct call *c, const struct reg_def *def, const struct reg_import *import, const json_t *plan)
{
    const json_t *columns = json_object_get(plan, "columns");
    const json_t *constants = json_object_get(plan, "constants");
    size_t most = json_array_size(columns) + json_array_size(constants);
    const char **seen = mem_array(c, const char *, most + 1);
    size_t n_seen = 0;
    int64_t n_columns = (int64_t)json_array_size(json_object_get(import->head, "columns"));
    check_list(c, def, columns, "columns", n_columns, seen, &n_seen);
    check_list(c, def, constants, "constants", n_columns, seen, &n_seen);
    const char *key = body_text(plan, "key");
    if (key != NULL && !may_be_key(def, plan, key))
        problem_field_value(c->problem, "/key", "import_key", key);
    return problem_check(c->problem);
}
