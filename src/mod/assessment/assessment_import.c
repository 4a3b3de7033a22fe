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
#include <unistd.h>

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

/* One row as text, wherever it came from, and where each of its members stands. */
struct row {
    const char *industry, *section, *item, *mean, *n;
    const char *at_industry, *at_section, *at_item, *at_mean, *at_n;
};

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
    if (!number(row->mean, &mean))
        problem_field_value(c->problem, row->at_mean, "number", row->mean);
    else if (mean < doc->score_min)
        problem_field_limit(c->problem, row->at_mean, "too_small", doc->score_min);
    else if (mean > doc->score_max)
        problem_field_limit(c->problem, row->at_mean, "too_large", doc->score_max);
    return json_real(mean);
}

static void check_keys(struct call *c, const struct sheet_doc *doc, const struct row *row)
{
    bool section = *row->section != '\0';
    bool item = *row->item != '\0';
    if (section == item)
        problem_field(c->problem, item ? row->at_item : row->at_section, "section_or_item");
    else if (section && sheet_section_no(doc, row->section) == 0)
        problem_field_value(c->problem, row->at_section, "section", row->section);
    else if (item && sheet_item_no(doc, row->item) == 0)
        problem_field_value(c->problem, row->at_item, "item", row->item);
}

static bool industry_known(const char *key)
{
    for (const char *const *k = OPTIONS_INDUSTRY.keys; *k != NULL; k++)
        if (strcmp(*k, key) == 0)
            return true;
    return false;
}

/* The row as the register's body; faults go into the problem. */
static json_t *body_of(struct call *c, const struct average_import *what,
    const struct sheet_doc *doc, const struct row *row)
{
    double n = 0;
    check_keys(c, doc, row);
    if (!industry_known(row->industry))
        problem_field_value(c->problem, row->at_industry, "option", row->industry);
    if (*row->n != '\0' && (!number(row->n, &n) || n < 1 || n > 1000000))
        problem_field_value(c->problem, row->at_n, "integer", row->n);
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:b, s:o}", "sheet_key", what->sheet_key,
        "industry", row->industry, "source", what->source, "as_of", what->as_of, "sample",
        what->sample, "mean", mean_of(c, doc, row));
    if (*row->section != '\0')
        json_object_set_new(body, "section_key", json_string(row->section));
    if (*row->item != '\0')
        json_object_set_new(body, "item_key", json_string(row->item));
    if (n >= 1)
        json_object_set_new(body, "n", json_integer((json_int_t)n));
    return body;
}

/* ---- reading rows ---- */

enum { AT_INDUSTRY, AT_SECTION, AT_ITEM, AT_MEAN, AT_N, COLUMNS };

/* A header may be the key itself or its name in either language. */
enum { NAMES = 4 };

static const struct {
    const char *key;
    bool required;
} wanted[COLUMNS] = {
    [AT_INDUSTRY] = {"industry", true},
    [AT_SECTION] = {"section", false},
    [AT_ITEM] = {"item", false},
    [AT_MEAN] = {"mean", true},
    [AT_N] = {"n", false},
};

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
        rows[i - 1] = (struct row){csv_cell(line, at[AT_INDUSTRY]), csv_cell(line, at[AT_SECTION]),
            csv_cell(line, at[AT_ITEM]), csv_cell(line, at[AT_MEAN]), csv_cell(line, at[AT_N]),
            csv_place(c, line->line, "industry"), csv_place(c, line->line, "section"),
            csv_place(c, line->line, "item"), csv_place(c, line->line, "mean"),
            csv_place(c, line->line, "n")};
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
        rows[i] = (struct row){member_text(c, o, "industry"), member_text(c, o, "section"),
            member_text(c, o, "item"), member_text(c, o, "mean"), member_text(c, o, "n"),
            mem_printf(c, "/%zu/industry", i), mem_printf(c, "/%zu/section", i),
            mem_printf(c, "/%zu/item", i), mem_printf(c, "/%zu/mean", i),
            mem_printf(c, "/%zu/n", i)};
    }
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

/* ---- all rows ---- */

static enum err create_all(struct call *c, json_t *bodies)
{
    size_t i;
    json_t *body;
    enum err e = ERR_OK;
    json_array_foreach(bodies, i, body)
    {
        struct reg_record record;
        if (e == ERR_OK)
            e = reg_create(c, &REG_INDUSTRY_AVERAGES, body, &record);
    }
    return e;
}

enum err assessment_import(struct call *c, const struct average_import *what, const char *data,
    size_t len, bool json, int64_t *ret_rows)
{
    const struct sheet_doc *doc = NULL;
    struct row *rows = NULL;
    size_t n = 0;
    enum err e = assessment_sheet(c, what->sheet_key, "/query/sheet", &doc);
    if (e == ERR_OK)
        e = json ? read_json(c, data, len, &rows, &n) : read_csv(c, data, len, &rows, &n);
    if (e != ERR_OK)
        return e;
    if (n == 0)
        problem_field(c->problem, "", "empty_table");
    json_t *bodies = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(bodies, body_of(c, what, doc, &rows[i]));
    e = problem_check(c->problem);
    if (e == ERR_OK)
        e = create_all(c, bodies);
    json_decref(bodies);
    if (e == ERR_OK)
        *ret_rows = (int64_t)n;
    return e;
}

static enum err read_upload(struct req *r, char **ret_data)
{
    char *data = mem_array(r, char, r->upload.size + 1);
    int64_t done = 0;
    while (done < r->upload.size) {
        ssize_t n = pread(r->upload.fd, data + done, (size_t)(r->upload.size - done), done);
        if (n <= 0)
            return ERR_INTERNAL;
        done += n;
    }
    *ret_data = data;
    return ERR_OK;
}

static bool is_true(const struct req *r, const char *key)
{
    const char *text = req_query(r, key);
    return text != NULL && strcmp(text, "true") == 0;
}

enum err assessment_import_api(struct req *r)
{
    char *data = NULL;
    int64_t rows = 0;
    bool dry_run = is_true(r, "dry_run");
    const char *format = req_query(r, "format");
    const struct average_import what = {
        .sheet_key = req_query(r, "sheet"),
        .source = req_query(r, "source"),
        .as_of = req_query(r, "as_of"),
        .sample = is_true(r, "sample"),
    };
    enum err e = read_upload(r, &data);
    if (e == ERR_OK)
        e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = assessment_import(&r->call, &what, data, (size_t)r->upload.size,
            format != NULL && strcmp(format, "json") == 0, &rows);
    if (e != ERR_OK)
        return e;
    if (dry_run)
        tx_abort(&r->call);
    else if ((e = tx_commit(&r->call)) != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "rows", rows);
    jw_kint(&w, "created", dry_run ? 0 : rows);
    jw_kbool(&w, "dry_run", dry_run);
    jw_obj_end(&w);
    return ERR_OK;
}
