/* The rows of an import, in their order. Hundreds of them together are a part of the transaction;
 * only when something of them has to be undone are they run again one by one, each a part that is
 * undone alone when the row is refused. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/kept.h"
#include "kernel/register/register_import.h"
#include "kernel/table/cell.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is wrong, as data: told in the reader's language later ---- */

/* The column of a file that a field comes from; 0: none. */
static int64_t column_of(const struct import_run *run, const char *key)
{
    for (size_t i = 0; i < run->n_columns; i++)
        if (run->of_column[i] != NULL && strcmp(run->of_column[i]->key, key) == 0)
            return (int64_t)i + 1;
    return 0;
}

static void put_limit(json_t *fault, bool has, int64_t limit)
{
    if (has)
        json_object_set_new(fault, "limit", json_integer(limit));
}

/* The first are told, the rest counted: what is told must not grow with the file. */
static bool is_full(struct import_run *run)
{
    bool full = json_array_size(run->faults) >= IMPORT_FAULTS;
    run->more_faults += full;
    return full;
}

static void field_fault(struct import_run *run, size_t line, const struct problem_field *f)
{
    if (is_full(run))
        return;
    const char *path = f->pointer[0] == '/' ? f->pointer + 1 : f->pointer;
    const char *key = mem_strndup(run->c, path, strcspn(path, "/"));
    json_t *fault = json_pack("{s:I, s:I, s:s, s:s, s:s?}", "line", (json_int_t)line, "column",
        (json_int_t)column_of(run, key), "field", key, "code",
        mem_printf(run->c, "error.field.%s", f->code), "value",
        f->value == NULL ? NULL : import_sample(run->c, f->value));
    put_limit(fault, f->has_limit, f->limit);
    json_array_append_new(run->faults, fault);
}

void import_fault(struct import_run *run, size_t line, enum err e, const struct problem *problem)
{
    for (size_t i = 0; i < problem->n_fields; i++)
        field_fault(run, line, &problem->fields[i]);
    run->more_faults += (int64_t)problem->more_fields;
    if (problem->n_fields > 0 || is_full(run))
        return;
    const char *code = problem->detail != NULL
                           ? mem_printf(run->c, "error.detail.%s", problem->detail)
                           : mem_printf(run->c, "error.%s", err_code(e));
    json_t *fault = json_pack(
        "{s:I, s:s, s:s?}", "line", (json_int_t)line, "code", code, "value", problem->arg);
    put_limit(fault, problem->has_limit, problem->limit);
    json_array_append_new(run->faults, fault);
}

/* ---- one row ---- */

struct row {
    struct call *c; /* of this row alone: its memory goes with it */
    size_t line;
    const struct table_row *cells;
    const char *key;           /* NULL: none */
    struct import_word *known; /* the record the key names; NULL: none */
    struct reg_loaded old;     /* of a known record */
    json_t *body;
};

static const char *cell(const struct row *row, size_t column)
{
    return column < row->cells->n ? row->cells->cells[column] : "";
}

/* Fixed fields of a record that is there already may be named, not changed. */
static void check_fixed(struct row *row, const struct field *f, json_t *value)
{
    const json_t *old = json_object_get(row->old.json, f->key);
    const char *id = body_text(old, "id");
    bool same = id != NULL && json_is_string(value) ? strcmp(id, json_string_value(value)) == 0
                                                    : json_equal(old, value);
    if (!same)
        problem_field(row->c->problem, mem_printf(row->c, "/%s", f->key), "create_only");
    json_decref(value);
}

static void put_value(
    struct import_run *run, struct row *row, const struct field *f, const char *text)
{
    if (reg_compares(f))
        return; /* see compare */
    bool update = row->known != NULL;
    bool fixed = (f->flags & FIELD_CREATE_ONLY) != 0;
    if (*text == '\0') {
        if (update && run->clear_empty && !fixed)
            json_object_set_new(row->body, f->key, json_null());
        return;
    }
    json_t *value = import_value(run, row->c, f, text, update ? row->old.json : NULL);
    if (value == NULL)
        return;
    if (update && fixed)
        check_fixed(row, f, value);
    else
        json_object_set_new(row->body, f->key, value);
}

/* A bare number stands in the unit that its column has. */
static const char *column_text(const struct import_run *run, const struct row *row, size_t column)
{
    const char *text = cell(row, column);
    return run->of_column[column]->type == FIELD_MONEY
               ? cell_money_in(row->c, text, run->unit[column])
               : text;
}

static enum err build_body(struct import_run *run, struct row *row)
{
    row->body = reg_keep(row->c, json_object());
    for (size_t i = 0; i < run->n_columns; i++)
        if (run->of_column[i] != NULL)
            put_value(run, row, run->of_column[i], column_text(run, row, i));
    for (size_t i = 0; i < run->n_constants; i++)
        put_value(run, row, run->constant_field[i], run->constant[i]);
    for (size_t i = run->n_columns; i < row->cells->n; i++) {
        if (row->cells->cells[i][0] == '\0')
            continue;
        problem_field_limit(row->c->problem, "", "csv_more_cells", (int64_t)run->n_columns);
        break;
    }
    struct problem *problem = row->c->problem;
    size_t had = problem->n_fields;
    shape_check(&run->shape, row->body, "", row->known != NULL, problem);
    if (had == 0)
        return problem_check(problem);
    /* A value that could not be read is not also missing. */
    size_t n = had;
    for (size_t i = had; i < problem->n_fields; i++) {
        bool twice = false;
        for (size_t k = 0; k < had; k++)
            twice |= strcmp(problem->fields[i].pointer, problem->fields[k].pointer) == 0;
        if (!twice)
            problem->fields[n++] = problem->fields[i];
    }
    problem->n_fields = n;
    return ERR_INVALID;
}

/* The record that the key names, if there is one. */
static enum err find_known(struct import_run *run, struct row *row)
{
    row->key = run->keyed ? cell(row, run->key_column) : "";
    if (*row->key == '\0')
        return ERR_OK;
    const char *pointer = mem_printf(row->c, "/%s", run->key == NULL ? "number" : run->key->key);
    row->known = import_words_find(run->keys, row->key);
    if (row->known == NULL && run->key == NULL) {
        problem_field_value(row->c->problem, pointer, "import_number", row->key);
        return ERR_INVALID;
    }
    if (row->known == NULL)
        return ERR_OK;
    if (row->known->several) {
        problem_field_value(row->c->problem, pointer, "import_several", row->key);
        return ERR_INVALID;
    }
    if (row->known->line != 0) {
        problem_field_limit(row->c->problem, pointer, "import_twice", (int64_t)row->known->line);
        return ERR_INVALID;
    }
    return reg_load(row->c, run->def, row->known->value, &row->old);
}

/* For rows that follow: the new record under its key and its name. */
static void learn(struct import_run *run, const struct row *row, const struct reg_record *record)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&record->uid, uid);
    if (*row->key != '\0') {
        struct import_word *word = import_words_add(run->keys, row->key, uid);
        if (word != NULL)
            import_words_spoken(run->keys, word, row->line);
    }
    const char *title = body_text(record->after, run->def->title);
    if (run->names != NULL && title != NULL)
        import_words_add(run->names, title, uid);
}

/* ---- what has changed ---- */

static void note_change(
    struct import_run *run, const struct row *row, const struct reg_record *r, bool added)
{
    if (json_array_size(run->changes) >= WORK_CHANGES)
        return;
    json_array_append_new(run->changes,
        json_pack("{s:I, s:s, s:s?, s:s?, s:o}", "line", (json_int_t)row->line, "action",
            added ? "added" : "changed", "number", added ? NULL : body_text(r->before, "number"),
            "title", body_text(r->after, run->def->title), "fields",
            work_changed(run->def, r->before, r->after)));
}

static enum err remember(
    struct import_run *run, struct row *row, const struct reg_record *r, bool added)
{
    if (!run->take) {
        note_change(run, row, r, added);
        return ERR_OK;
    }
    const struct work_done done = {
        .no = ++run->no,
        .record = r->uid,
        .version = r->version,
        .before = added ? NULL : work_patch_back(row->c, run->def, r->before, r->after, false),
    };
    return import_store_done(row->c, run->import->id, &done);
}

/* ---- what the program computes ---- */

/* A table may carry what the program computes: the cell that disagrees is told, not taken. */
static bool compare_cell(
    struct import_run *run, struct row *row, const struct reg_record *record, size_t column)
{
    const struct field *f = run->of_column[column];
    const char *text = cell(row, column);
    struct call *own = work_row_call(row->c); /* whatever is wrong with the cell is no fault */
    json_t *said = *text == '\0' ? NULL : import_value(run, own, f, text, NULL);
    json_t *found = json_object_get(record->after, f->key);
    bool differs = *text != '\0' && (said == NULL || !json_equal(said, found));
    json_decref(said);
    mem_free(own);
    if (!differs || json_array_size(run->warnings) >= IMPORT_FAULTS)
        return differs;
    bool known = json_is_number(found);
    json_t *warning = json_pack("{s:I, s:I, s:s, s:s, s:s}", "line", (json_int_t)row->line,
        "column", (json_int_t)column + 1, "field", f->key, "code",
        known ? "import.computed" : "import.computed.unknown", "value",
        import_sample(run->c, text));
    put_limit(warning, known, (int64_t)json_number_value(found));
    json_array_append_new(run->warnings, warning);
    return true;
}

static void compare(struct import_run *run, struct row *row, const struct reg_record *record)
{
    bool differs = false;
    for (size_t i = 0; i < run->n_columns; i++)
        if (run->of_column[i] != NULL && reg_compares(run->of_column[i]))
            differs |= compare_cell(run, row, record, i);
    run->warned += differs;
}

/* ---- writing ---- */

static bool is_alike(const struct import_run *run, const struct reg_record *record)
{
    const char *title = body_text(record->after, run->def->title);
    return run->titles != NULL && title != NULL && import_words_find(run->titles, title) != NULL;
}

static enum err write_row(struct import_run *run, struct row *row, int64_t **ret_counter)
{
    struct reg_record record;
    enum err e = find_known(run, row);
    if (e == ERR_OK)
        e = build_body(run, row);
    bool added = row->known == NULL;
    if (e == ERR_OK)
        e = added ? reg_write_create(row->c, run->def, row->body, &record)
                  : reg_write_update(row->c, run->def, &row->old, row->body, &record);
    if (e != ERR_OK)
        return e;
    bool same = !added && record.version == row->old.version;
    *ret_counter = added ? &run->added : same ? &run->unchanged : &run->changed;
    if (!same)
        e = remember(run, row, &record, added);
    if (e != ERR_OK)
        return e;
    compare(run, row, &record);
    run->alike += added && is_alike(run, &record);
    if (added)
        learn(run, row, &record);
    else
        import_words_spoken(run->keys, row->known, row->line);
    return ERR_OK;
}

/* In a part of its own. */
static enum err run_alone(struct import_run *run, struct row *row)
{
    int64_t *counter = NULL;
    enum err e = reg_numbers_ahead(run->c, run->def->prefix, 1);
    if (e == ERR_OK)
        e = tx_part_begin(run->c);
    if (e != ERR_OK)
        return e;
    row->c->numbers = run->c->numbers;
    enum err refused = write_row(run, row, &counter);
    if (work_is_fatal(refused))
        return refused;
    if (refused == ERR_OK) {
        ++*counter;
        return tx_part_keep(run->c);
    }
    run->refused++;
    import_fault(run, row->line, refused, row->c->problem);
    return tx_part_undo(run->c);
}

/* In the part of its group. Most of what is refused is refused before anything is written, so there
 * is nothing to undo; else the error is that of the group. */
static enum err run_among(struct import_run *run, struct row *row)
{
    int64_t *counter = NULL;
    int64_t writes = db_writes(run->c->db);
    enum err refused = write_row(run, row, &counter);
    if (refused == ERR_OK) {
        ++*counter;
        return ERR_OK;
    }
    if (work_is_fatal(refused) || db_writes(run->c->db) != writes)
        return refused;
    run->refused++;
    import_fault(run, row->line, refused, row->c->problem);
    return ERR_OK;
}

/* ---- many rows ---- */

enum {
    GROUP_ROWS = NUMBERS_AHEAD, /* at the most */
    GROUP_ROWS_LEAST = 16,
    GROUP_BYTES = 256 * 1024,
};

struct import_group {
    void *ctx; /* of the rows */
    struct table_row rows[GROUP_ROWS];
    size_t n, bytes;
    size_t most; /* fewer where rows are refused, so that less is done in vain */
};

static enum err each_row(
    struct import_run *run, enum err (*work)(struct import_run *run, struct row *row))
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < run->group->n && e == ERR_OK; i++) {
        const struct table_row *cells = &run->group->rows[i];
        struct row row = {.line = cells->line, .cells = cells, .c = work_row_call(run->c)};
        run->rows++;
        e = job_cancelled(run->job) ? ERR_BUSY : work(run, &row);
        mem_free(row.c);
    }
    return e;
}

/* *ret_done: they are done with; else everything is as before them. */
static enum err run_together(struct import_run *run, bool *ret_done)
{
    const struct import_run before = *run;
    size_t n_faults = json_array_size(run->faults);
    size_t n_changes = json_array_size(run->changes);
    size_t n_warnings = json_array_size(run->warnings);
    import_words_mark(run->keys);
    import_words_mark(run->names);
    enum err e = tx_part_begin(run->c);
    if (e != ERR_OK)
        return e;
    e = each_row(run, run_among);
    if (e == ERR_OK)
        e = db_settle(run->c->db);
    *ret_done = e == ERR_OK;
    if (e == ERR_OK)
        return tx_part_keep(run->c);
    if (work_is_lost(e))
        return e;
    *run = before;
    work_cut(run->faults, n_faults);
    work_cut(run->changes, n_changes);
    work_cut(run->warnings, n_warnings);
    import_words_back(run->keys);
    import_words_back(run->names);
    return tx_part_undo(run->c);
}

static enum err run_group(struct import_run *run)
{
    struct import_group *group = run->group;
    bool done = false;
    enum err e = reg_numbers_ahead(run->c, run->def->prefix, (int64_t)group->n);
    if (e == ERR_OK)
        e = reg_ids_ahead(run->c, group->ctx, run->def, group->n, &run->c->ids);
    if (e == ERR_OK)
        e = run_together(run, &done);
    run->c->ids = NULL;
    if (e == ERR_OK && !done)
        e = each_row(run, run_alone);
    group->most = done ? 2 * group->most : group->most / 4;
    group->most = group->most > GROUP_ROWS ? GROUP_ROWS : group->most;
    group->most = group->most < GROUP_ROWS_LEAST ? GROUP_ROWS_LEAST : group->most;
    mem_free(group->ctx);
    group->ctx = mem_context(group, 0);
    group->n = group->bytes = 0;
    job_progress(run->job, (double)run->rows / (double)(run->rows + 2000), "import.progress");
    return e;
}

static bool take_row(void *arg, const struct table_row *cells)
{
    struct import_run *run = arg;
    struct import_group *group = run->group;
    if (cells->line <= run->header_line)
        return true;
    const char **copies = mem_array(group->ctx, const char *, cells->n + 1);
    for (size_t i = 0; i < cells->n; i++) {
        copies[i] = mem_strdup(group->ctx, cells->cells[i]);
        group->bytes += strlen(copies[i]);
    }
    group->rows[group->n] = *cells;
    group->rows[group->n++].cells = copies;
    if (group->n >= group->most || group->bytes > GROUP_BYTES)
        run->fatal = run_group(run);
    return run->fatal == ERR_OK;
}

static enum err take_rows(struct import_run *run, int fd, struct table_info *ret_info)
{
    run->group = mem_new(run->c, struct import_group);
    run->group->ctx = mem_context(run->group, 0);
    run->group->most = GROUP_ROWS;
    enum err e = table_read(run->c, fd, body_text(run->import->head, "sheet"), run->c->problem,
        take_row, run, ret_info);
    if (e == ERR_OK)
        e = run->fatal;
    if (e == ERR_OK && run->group->n > 0)
        e = run_group(run);
    mem_free(run->group);
    return e;
}

/* ---- before the first row ---- */

static enum err load_field_words(struct import_run *run, size_t i, const struct field *f)
{
    if (f->type == FIELD_ENUM) {
        run->of_field[i] = import_words_options(run->c, f->options);
        return ERR_OK;
    }
    const struct reg_def *ref = reg_ref_def(run->c->app, f);
    if (ref == run->def && run->names != NULL) {
        run->of_field[i] = run->names;
        return ERR_OK;
    }
    enum err e =
        import_words_records(run->c, run->c, ref, reg_field(ref, ref->title), &run->of_field[i]);
    if (e == ERR_OK && ref == run->def)
        run->names = run->of_field[i];
    return e;
}

static bool is_mapped(const struct import_run *run, const struct field *f)
{
    bool found = column_of(run, f->key) != 0;
    for (size_t i = 0; i < run->n_constants; i++)
        found |= run->constant_field[i] == f;
    return found;
}

/* The title is a line of text in the file: records could be matched by it. */
static bool title_is_key(const struct import_run *run)
{
    const struct field *title =
        run->def->title == NULL ? NULL : reg_field(run->def, run->def->title);
    return title != NULL && title->type == FIELD_TEXT && column_of(run, title->key) != 0;
}

static enum err load_words(struct import_run *run)
{
    const struct field *fields[REG_FIELDS_MAX];
    size_t n = reg_fields(run->def, fields);
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if ((fields[i]->type == FIELD_ENUM || fields[i]->type == FIELD_REF) &&
            is_mapped(run, fields[i]))
            e = load_field_words(run, i, fields[i]);
    if (e == ERR_OK && run->keyed)
        e = import_words_records(run->c, run->c, run->def, run->key, &run->keys);
    if (e == ERR_OK && !run->keyed && !run->take && title_is_key(run))
        e = import_words_records(
            run->c, run->c, run->def, reg_field(run->def, run->def->title), &run->titles);
    return e;
}

static void read_plan(struct import_run *run)
{
    const json_t *plan = run->import->plan;
    const char *key = body_text(plan, "key");
    size_t i;
    json_t *entry;
    const json_t *columns = json_object_get(run->import->head, "columns");
    run->n_columns = json_array_size(columns);
    run->header_line = (size_t)body_int(run->import->head, "header_line", 1);
    run->clear_empty = body_bool(plan, "clear_empty");
    json_array_foreach(json_object_get(plan, "columns"), i, entry)
    {
        size_t column = (size_t)body_int(entry, "no", 1) - 1;
        const char *name = body_text(entry, "field");
        const struct field *f = reg_field(run->def, name);
        run->of_column[column] = f;
        run->unit[column] = body_text(json_array_get(columns, column), "unit");
        if (key == NULL || strcmp(key, name) != 0)
            continue;
        run->keyed = true;
        run->key_column = column;
        run->key = f;
    }
    json_array_foreach(json_object_get(plan, "constants"), i, entry)
    {
        run->constant_field[run->n_constants] = reg_field(run->def, body_text(entry, "field"));
        run->constant[run->n_constants++] = body_text(entry, "value");
    }
}

enum err import_run_rows(struct import_run *run, int fd)
{
    struct table_info info = {0};
    read_plan(run);
    run->shape = reg_shape(run->c, run->def);
    run->faults = reg_keep(run->c, json_array());
    run->changes = reg_keep(run->c, json_array());
    run->warnings = reg_keep(run->c, json_array());
    run->c->refs = reg_refs_new(run->c, run->def);
    kept_begin(run->c);
    enum err e = load_words(run);
    if (e == ERR_OK)
        e = take_rows(run, fd, &info);
    run->c->refs = NULL; /* what comes after the rows looks for itself */
    kept_end(run->c);
    if (e != ERR_OK)
        return e;
    run->import->result = reg_keep(run->c,
        json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:O, s:O, s:O, s:I, s:o}", "rows",
            (json_int_t)run->rows, "added", (json_int_t)run->added, "alike", (json_int_t)run->alike,
            "changed", (json_int_t)run->changed, "unchanged", (json_int_t)run->unchanged, "refused",
            (json_int_t)run->refused, "warned", (json_int_t)run->warned, "faults", run->faults,
            "warnings", run->warnings, "changes", run->changes, "more_faults",
            (json_int_t)run->more_faults, "notices", import_notices(&info)));
    return ERR_OK;
}
