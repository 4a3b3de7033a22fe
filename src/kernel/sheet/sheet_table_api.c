/* POST /sheets/table: a check list kept as Excel or CSV becomes a sheet. Asked with ?dry_run=true
 * it tells what it understands of the columns and every fault by row and column; nothing is kept
 * between the requests, the file is sent again. */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/sheet/sheet_add.h"
#include "kernel/sheet/sheet_api.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/sheet/sheet_table.h"
#include "kernel/table/csv.h"
#include "kernel/table/table.h"

#include <stdlib.h>
#include <string.h>

#define MUST FIELD_REQUIRED

enum { SAMPLES = 3, SHOWN_ITEMS = 5, SAMPLE_CHARS = 60, COLUMNS_TEXT = 1000 };

static const char *const langs[] = {"ja", "en", NULL};
static const struct option_set OPTIONS_LANG = {"sheet_table_lang", langs};

/* columns: JSON object of what is held by which column (from 1), {"text": 3}; absent: as guessed.
 */
static const struct field query_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .max = LIMIT_FILE_NAME},
    {.key = "dry_run", .type = FIELD_BOOL},
    {.key = "sheet", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "header_line", .type = FIELD_INT, .min = 1, .max = SHEET_TABLE_ROWS},
    {.key = "columns", .type = FIELD_TEXT, .max = COLUMNS_TEXT},
    {.key = "scale", .type = FIELD_ENUM, .options = &OPTIONS_SHEET_TABLE_SCALE},
    {.key = "title", .type = FIELD_TEXT, .min = 1, .max = LIMIT_NAME},
    {.key = "key", .type = FIELD_TEXT, .min = 1, .max = 64},
    {.key = "version", .type = FIELD_TEXT, .min = 1, .max = 60},
    {.key = "publisher", .type = FIELD_TEXT, .min = 1, .max = LIMIT_NAME},
    {.key = "lang", .type = FIELD_ENUM, .options = &OPTIONS_LANG},
};
static const struct shape SHAPE_QUERY = SHAPE("SheetTableQuery", query_fields);

static const struct field column_fields[] = {
    {.key = "no", .type = FIELD_INT, .flags = MUST},
    {.key = "header", .type = FIELD_TEXT, .flags = MUST},
    {.key = "holds", .type = FIELD_ENUM, .options = &OPTIONS_SHEET_COLUMN},
    {.key = "samples", .type = FIELD_LIST, .flags = MUST},
};
static const struct shape SHAPE_COLUMN = SHAPE("SheetTableColumn", column_fields);

static const struct field fault_fields[] = {
    {.key = "line", .type = FIELD_INT, .flags = MUST},
    {.key = "column", .type = FIELD_INT, .flags = MUST},
    {.key = "code", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_TEXT},
};
static const struct shape SHAPE_FAULT = SHAPE("SheetTableFault", fault_fields);

static const struct field notice_fields[] = {
    {.key = "code", .type = FIELD_TEXT, .flags = MUST},
    {.key = "value", .type = FIELD_TEXT},
    {.key = "limit", .type = FIELD_INT},
};
static const struct shape SHAPE_NOTICE = SHAPE("SheetTableNotice", notice_fields);

static const struct field item_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "section", .type = FIELD_TEXT, .flags = MUST},
    {.key = "scale", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_SHEET_SCALE},
    {.key = "text", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SHEET_TEXTS},
};
static const struct shape SHAPE_ITEM = SHAPE("SheetTableItem", item_fields);

/* items: the first; n_items, n_sections: null with faults. version: once taken. */
static const struct field answer_fields[] = {
    {.key = "dry_run", .type = FIELD_BOOL, .flags = MUST},
    {.key = "format", .type = FIELD_TEXT, .flags = MUST},
    {.key = "notices", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_NOTICE},
    {.key = "header_line", .type = FIELD_INT, .flags = MUST},
    {.key = "columns", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_COLUMN},
    {.key = "scale", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_SHEET_TABLE_SCALE},
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "title", .type = FIELD_TEXT, .flags = MUST},
    {.key = "faults", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_FAULT},
    {.key = "n_sections", .type = FIELD_INT},
    {.key = "n_items", .type = FIELD_INT},
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_ITEM},
    {.key = "added", .type = FIELD_BOOL},
    {.key = "version", .type = FIELD_OBJECT, .shape = &SHAPE_SHEET_VERSION},
};
static const struct shape SHAPE_ANSWER = SHAPE("SheetTable", answer_fields);

/* ---- reading ---- */

struct gather {
    const void *ctx;
    struct sheet_table_row *rows;
    size_t n;
    size_t bytes;
    bool too_many;
};

static bool gather_row(void *arg, const struct table_row *row)
{
    struct gather *g = arg;
    size_t n = row->n < SHEET_TABLE_COLUMNS ? row->n : SHEET_TABLE_COLUMNS;
    const char **cells = mem_array(g->ctx, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        cells[i] = mem_strdup(g->ctx, row->cells[i]);
        g->bytes += strlen(row->cells[i]);
    }
    if ((g->n & (g->n + 1)) == 0) /* room doubles at 0, 1, 3, 7 … */
        g->rows = mem_grow(g->ctx, g->rows, struct sheet_table_row, 2 * g->n + 1);
    g->rows[g->n++] = (struct sheet_table_row){.line = row->line, .n = n, .cells = cells};
    g->too_many = g->n > SHEET_TABLE_ROWS || g->bytes > LIMIT_IMPORT;
    return !g->too_many;
}

static enum err rows_read(
    struct req *r, const char *sheet, struct gather *ret, struct table_info *ret_info)
{
    struct call *c = &r->call;
    struct gather g = {.ctx = c};
    enum err e = table_read(c, r->upload.fd, sheet, c->problem, gather_row, &g, ret_info);
    if (e == ERR_OK && g.too_many)
        e = problem_set_limit(c->problem, ERR_TOO_LARGE, "sheet_table_rows", SHEET_TABLE_ROWS);
    if (e == ERR_OK && g.n == 0)
        e = problem_set(c->problem, ERR_INVALID, "csv_empty");
    if (e == ERR_OK)
        *ret = g;
    return e;
}

/* IPA's book keeps its list in the second sheet; others have only one. */
static enum err table_load(struct req *r, struct gather *ret, struct table_info *ret_info)
{
    const char *sheet = req_query(r, "sheet");
    if (sheet != NULL)
        return rows_read(r, sheet, ret, ret_info);
    enum err e = rows_read(r, sheet_table_book_sheet(r), ret, ret_info);
    bool other = e == ERR_INVALID && r->call.problem->detail != NULL &&
                 strcmp(r->call.problem->detail, "xlsx_no_sheet") == 0;
    if (!other)
        return e;
    *r->call.problem = (struct problem){0};
    return rows_read(r, NULL, ret, ret_info);
}

/* ---- the plan ---- */

static bool column_named(const char *key, enum sheet_column *ret_column)
{
    for (int i = 0; i < COLUMN_MAX; i++) {
        if (strcmp(OPTIONS_SHEET_COLUMN.keys[i], key) == 0) {
            *ret_column = (enum sheet_column)i;
            return true;
        }
    }
    return false;
}

static enum err columns_given(struct req *r, struct sheet_table_plan *plan)
{
    struct call *c = &r->call;
    const char *text = req_query(r, "columns");
    json_t *json = NULL;
    const char *key;
    json_t *no;
    if (text == NULL)
        return ERR_OK;
    enum err e = json_in_parse(c, text, strlen(text), 2, c->problem, &json);
    if (e != ERR_OK || !json_is_object(json)) {
        problem_field(c->problem, "/query/columns", "object");
        return ERR_INVALID;
    }
    for (int i = 0; i < COLUMN_MAX; i++)
        plan->column[i] = -1;
    json_object_foreach(json, key, no)
    {
        enum sheet_column column = COLUMN_MAX;
        json_int_t at = json_integer_value(no);
        if (!column_named(key, &column) || at < 1 || at > SHEET_TABLE_COLUMNS)
            problem_field_value(c->problem, "/query/columns", "unknown", key);
        else
            plan->column[column] = (int)at - 1;
    }
    return problem_check(c->problem);
}

/* The name of a file without what follows its last point. */
static const char *stem(const void *ctx, const char *name)
{
    const char *point = strrchr(name, '.');
    return point == NULL || point == name ? name : mem_strndup(ctx, name, (size_t)(point - name));
}

static const char *query_or(const struct req *r, const char *key, const char *otherwise)
{
    const char *value = req_query(r, key);
    return value == NULL || value[0] == '\0' ? otherwise : value;
}

static enum err plan_make(
    struct req *r, const struct sheet_table *table, struct sheet_table_plan *ret_plan)
{
    struct call *c = &r->call;
    const char *line = req_query(r, "header_line");
    struct sheet_table_plan plan = {.scale = query_or(r, "scale", "yes_no_na"),
        .title = query_or(r, "title", stem(c, query_or(r, "name", "sheet"))),
        .version = query_or(r, "version", "1"),
        .publisher = req_query(r, "publisher"),
        .lang = query_or(r, "lang", c->lang)};
    plan.key = sheet_table_key(c, query_or(r, "key", plan.title));
    if (!sheet_table_guess(c, table, line == NULL ? 0 : (size_t)strtoul(line, NULL, 10), &plan)) {
        problem_field_limit(c->problem, "/query/header_line", "import_header", SHEET_TABLE_HEAD);
        return ERR_INVALID;
    }
    enum err e = columns_given(r, &plan);
    if (e == ERR_OK)
        *ret_plan = plan;
    return e;
}

/* ---- the answer ---- */

static int held_by(const struct sheet_table_plan *plan, int at)
{
    for (int i = 0; i < COLUMN_MAX; i++)
        if (plan->column[i] == at)
            return i;
    return -1;
}

/* At most so many characters, with a sign that there were more. */
static const char *cut(const void *ctx, const char *text, size_t chars)
{
    size_t n = 0;
    size_t at = 0;
    for (; text[at] != '\0'; at++) {
        bool begins = ((unsigned char)text[at] & 0xc0) != 0x80;
        if (begins && n++ == chars)
            return mem_printf(ctx, "%.*s…", (int)at, text);
    }
    return text;
}

static void samples_write(
    struct jw *w, const void *ctx, const struct sheet_table *table, size_t header, size_t at)
{
    size_t n = 0;
    jw_key(w, "samples");
    jw_arr_begin(w);
    for (size_t i = header + 1; i < table->n && n < SAMPLES; i++) {
        const struct sheet_table_row *row = &table->rows[i];
        if (at >= row->n || row->cells[at][0] == '\0')
            continue;
        jw_str(w, cut(ctx, row->cells[at], SAMPLE_CHARS));
        n++;
    }
    jw_arr_end(w);
}

static void columns_write(struct jw *w, const void *ctx, const struct sheet_table *table,
    const struct sheet_table_plan *plan)
{
    const struct sheet_table_row *header = &table->rows[plan->header];
    jw_key(w, "columns");
    jw_arr_begin(w);
    for (size_t i = 0; i < header->n; i++) {
        int held = held_by(plan, (int)i);
        jw_obj_begin(w);
        jw_kint(w, "no", (int64_t)i + 1);
        jw_kstr(w, "header", cut(ctx, header->cells[i], SAMPLE_CHARS));
        jw_kstr(w, "holds", held < 0 ? NULL : OPTIONS_SHEET_COLUMN.keys[held]);
        samples_write(w, ctx, table, plan->header, i);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void notices_write(struct jw *w, const struct table_info *info)
{
    jw_key(w, "notices");
    jw_arr_begin(w);
    for (size_t i = 0; i < info->n_notices; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "code", info->notices[i].code);
        jw_kstr(w, "value", info->notices[i].value);
        jw_kint(w, "limit", info->notices[i].limit);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

/* Members that only a sheet without faults has. */
static void sheet_write(struct jw *w, const json_t *sheet)
{
    const json_t *items = json_object_get(sheet, "items");
    if (sheet != NULL) {
        jw_kint(w, "n_sections", (int64_t)json_array_size(json_object_get(sheet, "sections")));
        jw_kint(w, "n_items", (int64_t)json_array_size(items));
    }
    jw_key(w, "items");
    jw_arr_begin(w);
    for (size_t i = 0; i < json_array_size(items) && i < SHOWN_ITEMS; i++) {
        const json_t *item = json_array_get(items, i);
        jw_obj_begin(w);
        jw_kstr(w, "key", body_text(item, "key"));
        jw_kstr(w, "section", body_text(item, "section"));
        jw_kstr(w, "scale", body_text(item, "scale"));
        jw_kjson(w, "text", json_object_get(item, "text"));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static enum err take(struct req *r, struct jw *w, const json_t *sheet)
{
    struct call *c = &r->call;
    const struct sheet_doc *doc = NULL;
    struct sheet_version version;
    bool added = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = sheet_json_read(c, sheet, c->problem, &doc);
    if (e == ERR_OK)
        e = sheet_add(c, doc, &version, &added);
    if (e == ERR_OK)
        e = sheet_store_names(c->db, c, &version, 1);
    if (e != ERR_OK)
        return e;
    jw_kbool(w, "added", added);
    jw_key(w, "version");
    jw_obj_begin(w);
    sheet_version_write(w, &version);
    jw_obj_end(w);
    return ERR_OK;
}

/* Without a trial before it: every fault is told as a bad field. */
static enum err refuse(struct call *c, const json_t *faults)
{
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)faults, i, one)
    {
        const char *column = body_int(one, "column", 0) == 0
                                 ? NULL
                                 : mem_printf(c, "%lld", (long long)body_int(one, "column", 0));
        problem_field_value(c->problem, csv_place(c, (size_t)body_int(one, "line", 0), column),
            mem_printf(c, "sheet_%s", body_text(one, "code")), body_text(one, "value"));
    }
    return ERR_INVALID;
}

static void head_write(struct jw *w, const struct req *r, bool dry_run,
    const struct sheet_table *table, const struct sheet_table_plan *plan,
    const struct table_info *info)
{
    jw_kbool(w, "dry_run", dry_run);
    jw_kstr(w, "format", info->format);
    notices_write(w, info);
    jw_kint(w, "header_line", (int64_t)table->rows[plan->header].line);
    columns_write(w, r, table, plan);
    jw_kstr(w, "scale", plan->scale);
    jw_kstr(w, "key", plan->key);
    jw_kstr(w, "title", plan->title);
}

static enum err convert(struct req *r, const struct gather *g, const struct table_info *info)
{
    struct call *c = &r->call;
    const char *dry = req_query(r, "dry_run");
    bool dry_run = dry != NULL && strcmp(dry, "true") == 0;
    const struct sheet_table table = {g->rows, g->n};
    struct sheet_table_plan plan;
    json_t *sheet = NULL;
    json_t *faults = NULL;
    enum err e = plan_make(r, &table, &plan);
    if (e != ERR_OK)
        return e;
    sheet_table_convert(c, &table, &plan, &sheet, &faults);
    if (!dry_run && sheet == NULL)
        return refuse(c, faults);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    head_write(&w, r, dry_run, &table, &plan, info);
    jw_kjson(&w, "faults", faults);
    sheet_write(&w, sheet);
    if (!dry_run)
        e = take(r, &w, sheet);
    jw_obj_end(&w);
    if (e == ERR_OK && !dry_run)
        e = tx_commit_any(c);
    return e;
}

static enum err table_post(struct req *r)
{
    struct gather g;
    struct table_info info = {0};
    if (!who_may(r->call.who, &PERM_SHEET_WRITE, "/"))
        return ERR_FORBIDDEN;
    enum err e = table_load(r, &g, &info);
    return e == ERR_OK ? convert(r, &g, &info) : e;
}

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/sheets/table",
        .op = "sheet_table_import",
        .perm = &PERM_SHEET_WRITE,
        .handle = table_post,
        .body_kind = BODY_RAW,
        .query = &SHAPE_QUERY,
        .answer = &SHAPE_ANSWER,
        .limit = LIMIT_IMPORT},
};

const struct module module_sheet_table = {
    .name = "sheet_table", .routes = routes, .n_routes = ROWS(routes)};
