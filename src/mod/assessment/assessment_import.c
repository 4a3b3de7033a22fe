#include "mod/assessment/assessment_import.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/sheet_store.h"
#include "kernel/table/csv.h"
#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_perm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 20000 };

enum err assessment_sheet(
    struct call *c, const char *sheet_key, const char *pointer, const struct sheet_doc **ret_doc)
{
    struct sheet_version *versions = NULL;
    size_t n = 0;
    enum err e = sheet_store_newest(c->db, c, &versions, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        if (strcmp(versions[i].sheet_key, sheet_key) == 0)
            return sheet_store_doc(c->db, c, &versions[i], ret_doc);
    if (e == ERR_OK) {
        problem_field_value(c->problem, pointer, "sheet", sheet_key);
        e = ERR_INVALID;
    }
    return e;
}

enum { AT_INDUSTRY, AT_LINE, AT_SECTION, AT_ITEM, AT_MEAN, AT_N, COLUMNS };

/* A header may be the key itself or its name in either language. */
static const struct {
    const char *key;
    bool required;
} wanted[COLUMNS] = {
    [AT_INDUSTRY] = {"industry", true},
    [AT_LINE] = {"line", false},
    [AT_SECTION] = {"section", false},
    [AT_ITEM] = {"item", false},
    [AT_MEAN] = {"mean", true},
    [AT_N] = {"n", false},
};

/* One row as text, wherever it came from, and where each of its members stands. */
struct row {
    const char *of[COLUMNS];
    const char *at[COLUMNS];
    size_t line;
};

static bool given(const struct row *row, int column)
{
    return *row->of[column] != '\0';
}

/* ---- one row ---- */

static bool number(const char *text, double *ret)
{
    char *end;
    errno = 0;
    *ret = strtod(text, &end);
    return *text != '\0' && *end == '\0' && errno == 0;
}

static json_t *mean_of(struct call *c, const struct sheet_doc *doc, const struct row *row)
{
    double mean = 0;
    if (!number(row->of[AT_MEAN], &mean))
        problem_field_value(c->problem, row->at[AT_MEAN], "number", row->of[AT_MEAN]);
    else if (mean < doc->score_min)
        problem_field_limit(c->problem, row->at[AT_MEAN], "too_small", doc->score_min);
    else if (mean > doc->score_max)
        problem_field_limit(c->problem, row->at[AT_MEAN], "too_large", doc->score_max);
    return json_real(mean);
}

static void check_keys(struct call *c, const struct sheet_doc *doc, const struct row *row)
{
    bool section = given(row, AT_SECTION);
    bool item = given(row, AT_ITEM);
    if (section == item)
        problem_field(c->problem, row->at[item ? AT_ITEM : AT_SECTION], "section_or_item");
    else if (section && sheet_section_no(doc, row->of[AT_SECTION]) == 0)
        problem_field_value(c->problem, row->at[AT_SECTION], "section", row->of[AT_SECTION]);
    else if (item && sheet_item_no(doc, row->of[AT_ITEM]) == 0)
        problem_field_value(c->problem, row->at[AT_ITEM], "item", row->of[AT_ITEM]);
}

/* A choice by its key or its name in either language: the key, NULL when there is none. */
static const char *option_of(struct call *c, const struct option_set *options, const char *text)
{
    for (const char *const *k = options->keys; *k != NULL; k++) {
        const char *id = mem_printf(c, "enum.%s.%s", options->name, *k);
        if (strcmp(*k, text) == 0 || strcmp(msg_get("ja", id), text) == 0 ||
            strcmp(msg_get("en", id), text) == 0)
            return *k;
    }
    return NULL;
}

/* The row as the register's body; faults go into the problem. */
static json_t *body_of(struct call *c, const struct average_source *source,
    const struct sheet_doc *doc, const struct row *row)
{
    const struct average_set *set = &source->set;
    double n = (double)source->n;
    const char *industry = option_of(c, &OPTIONS_INDUSTRY, row->of[AT_INDUSTRY]);
    const char *line = option_of(c, &OPTIONS_LEVEL_LINE, row->of[AT_LINE]);
    check_keys(c, doc, row);
    if (industry == NULL)
        problem_field_value(c->problem, row->at[AT_INDUSTRY], "industry", row->of[AT_INDUSTRY]);
    if (given(row, AT_LINE) && line == NULL)
        problem_field_value(c->problem, row->at[AT_LINE], "level_line", row->of[AT_LINE]);
    if (given(row, AT_N) && (!number(row->of[AT_N], &n) || n < 1 || n > 1000000))
        problem_field_value(c->problem, row->at[AT_N], "integer", row->of[AT_N]);
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:b, s:o}", "sheet_key", set->sheet_key,
        "industry", industry == NULL ? "" : industry, "source", set->source, "as_of", set->as_of,
        "sample", set->sample, "mean", mean_of(c, doc, row));
    if (line != NULL)
        json_object_set_new(body, "level_line", json_string(line));
    if (given(row, AT_SECTION))
        json_object_set_new(body, "section_key", json_string(row->of[AT_SECTION]));
    if (given(row, AT_ITEM))
        json_object_set_new(body, "item_key", json_string(row->of[AT_ITEM]));
    if (n >= 1)
        json_object_set_new(body, "n", json_integer((json_int_t)n));
    return body;
}

/* ---- reading rows ---- */

enum { NAMES = 4 }; /* of a column: its key, its name in either language, NULL */

static const struct csv_column *columns(struct call *c)
{
    struct csv_column *all = mem_array(c, struct csv_column, COLUMNS);
    for (int i = 0; i < COLUMNS; i++) {
        const char *id = mem_printf(c, "assessment.column.%s", wanted[i].key);
        const char **names = mem_array(c, const char *, NAMES);
        names[0] = wanted[i].key;
        names[1] = msg_get("ja", id);
        names[2] = msg_get("en", id);
        all[i] = (struct csv_column){names, wanted[i].required};
    }
    return all;
}

static enum err read_csv(
    struct call *c, const char *data, size_t len, struct row **ret_rows, size_t *ret_n)
{
    const struct csv_limits limits = {.rows = ROWS_MAX};
    struct csv_table table;
    int at[COLUMNS];
    enum err e = csv_read(c, data, len, &limits, c->problem, &table);
    if (e == ERR_OK)
        e = csv_columns(c, &table, columns(c), COLUMNS, c->problem, at);
    if (e != ERR_OK)
        return e;
    struct row *rows = mem_array(c, struct row, table.n_rows);
    for (size_t i = 1; i < table.n_rows; i++) {
        const struct csv_row *line = &table.rows[i];
        rows[i - 1].line = line->line;
        for (int k = 0; k < COLUMNS; k++) {
            rows[i - 1].of[k] = csv_cell(line, at[k]);
            rows[i - 1].at[k] = csv_place(c, line->line, wanted[k].key);
        }
    }
    *ret_rows = rows;
    *ret_n = table.n_rows == 0 ? 0 : table.n_rows - 1;
    return ERR_OK;
}

static const char *member_text(struct call *c, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_number(value))
        return mem_printf(c, "%.15g", json_number_value(value));
    return json_is_string(value) ? json_string_value(value) : "";
}

static enum err read_json(
    struct call *c, const char *data, size_t len, struct row **ret_rows, size_t *ret_n)
{
    json_t *list = NULL;
    enum err e = json_in_parse(c, data, len, 4, c->problem, &list);
    if (e != ERR_OK)
        return e;
    if (!json_is_array(list) || json_array_size(list) > ROWS_MAX) {
        problem_field_limit(c->problem, "", json_is_array(list) ? "too_many" : "list", ROWS_MAX);
        return ERR_INVALID;
    }
    size_t n = json_array_size(list);
    struct row *rows = mem_array(c, struct row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        rows[i].line = i + 1;
        for (int k = 0; k < COLUMNS; k++) {
            rows[i].of[k] = member_text(c, o, wanted[k].key);
            rows[i].at[k] = mem_printf(c, "/%zu/%s", i, wanted[k].key);
        }
    }
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

/* ---- all rows ---- */

static enum err create_all(struct call *c, const json_t *bodies)
{
    size_t i;
    const json_t *body;
    enum err e = ERR_OK;
    json_array_foreach(bodies, i, body)
    {
        struct reg_record record;
        if (e == ERR_OK)
            e = reg_create(c, &REG_INDUSTRY_AVERAGES, body, &record);
    }
    return e;
}

/* The rows as bodies; faults are in the problem. */
static const json_t *bodies_of(struct call *c, const struct average_source *source,
    const struct sheet_doc *doc, const struct row *rows, size_t n)
{
    json_t *bodies = json_array();
    json_in_keep(c, bodies);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(bodies, body_of(c, source, doc, &rows[i]));
    return bodies;
}

enum err assessment_import(struct call *c, const struct average_source *source, const char *data,
    size_t len, bool json, struct average_import *ret_import)
{
    struct average_import done = {0};
    const struct sheet_doc *doc = NULL;
    struct row *rows = NULL;
    size_t n = 0;
    enum err e = assessment_sheet(c, source->set.sheet_key, "/query/sheet", &doc);
    if (e == ERR_OK)
        e = json ? read_json(c, data, len, &rows, &n) : read_csv(c, data, len, &rows, &n);
    if (e != ERR_OK)
        return e;
    if (n == 0)
        problem_field(c->problem, "", "empty_table");
    done.rows = (int64_t)n;
    done.bodies = bodies_of(c, source, doc, rows, n);
    size_t *lines = mem_array(c, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        lines[i] = rows[i].line;
    done.lines = lines;
    e = problem_check(c->problem);
    if (e == ERR_OK)
        e = assessment_set_remove(c, &source->set, &done.replaced);
    if (e == ERR_OK)
        e = create_all(c, done.bodies);
    if (e == ERR_OK)
        *ret_import = done;
    return e;
}

static bool is_true(const struct req *r, const char *key)
{
    const char *text = req_query(r, key);
    return text != NULL && strcmp(text, "true") == 0;
}

enum { PREVIEW_ROWS = 100 };

static void write_preview(struct jw *w, const struct average_import *import)
{
    static const char *const members[] = {"industry", "level_line", "section_key", "item_key"};
    size_t i;
    const json_t *body;
    jw_key(w, "preview");
    jw_arr_begin(w);
    json_array_foreach(import->bodies, i, body)
    {
        if (i == PREVIEW_ROWS)
            break;
        jw_obj_begin(w);
        jw_kint(w, "line", (int64_t)import->lines[i]);
        for (size_t k = 0; k < sizeof members / sizeof members[0]; k++)
            jw_kstr(w, members[k], body_text(body, members[k]));
        jw_knum(w, "mean", json_number_value(json_object_get(body, "mean")));
        if (json_object_get(body, "n") != NULL)
            jw_kint(w, "n", body_int(body, "n", 0));
        else
            jw_kraw(w, "n", "null");
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

enum err assessment_import_api(struct req *r)
{
    char *data = NULL;
    struct average_import done;
    bool dry_run = is_true(r, "dry_run");
    const char *format = req_query(r, "format");
    const char *n = req_query(r, "n");
    const struct average_source source = {
        .set = {req_query(r, "sheet"), req_query(r, "source"), req_query(r, "as_of"),
            is_true(r, "sample")},
        .n = n == NULL ? 0 : strtol(n, NULL, 10),
    };
    enum err e = req_upload(r, &data);
    if (e == ERR_OK)
        e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = assessment_import(&r->call, &source, data, (size_t)r->upload.size,
            format != NULL && strcmp(format, "json") == 0, &done);
    if (e != ERR_OK)
        return e;
    if (dry_run)
        tx_abort(&r->call);
    else if ((e = tx_commit(&r->call)) != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "rows", done.rows);
    jw_kint(&w, "replaced", done.replaced);
    jw_kint(&w, "created", dry_run ? 0 : done.rows);
    jw_kbool(&w, "dry_run", dry_run);
    if (dry_run)
        write_preview(&w, &done);
    jw_obj_end(&w);
    return ERR_OK;
}
