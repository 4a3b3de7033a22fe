/* Inside the register engine only. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_PRIVATE_H
#define KANAME_KERNEL_REGISTER_REGISTER_PRIVATE_H

#include "base/buf.h"
#include "base/jw.h"
#include "kernel/reader/reader.h"
#include "kernel/register/register.h"

enum { SORT_MAX = 3, REG_FIELDS_MAX = 64 };

/* Media types of a list's ?format=. */
#define REG_EXPORT_CSV "text/csv; charset=utf-8"
#define REG_EXPORT_XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* A value for a placeholder of composed SQL. */
enum reg_value_kind { REG_VALUE_NULL, REG_VALUE_INT, REG_VALUE_NUM, REG_VALUE_TEXT };

struct reg_value {
    enum reg_value_kind kind;
    int64_t i;
    double n;
    const char *text;
};

enum reg_op {
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_IN,
    OP_IS_NULL,
    OP_CONTAINS, /* of texts, as the search folds them */
    OP_BEGINS,
    OP_MAX
};

struct reg_filter {
    const struct field *field;
    enum reg_op op;
    struct reg_value *values; /* one, or several for OP_IN; OP_IS_NULL: i is 1 or 0 */
    size_t n_values;
};

struct reg_sort {
    const struct field *field; /* NULL: by creation (id) */
    bool descending;
};

/* A list request, parsed. */
struct reg_query {
    const char *folded; /* ?q=, folded; NULL: none */
    struct reg_filter *filters;
    size_t n_filters;
    struct reg_sort sorts[SORT_MAX];
    size_t n_sorts;
    int limit;
    bool exact_total;
    bool deleted; /* only deleted records (to restore) */
    bool has_cursor;
    struct reg_value after[SORT_MAX + 1]; /* the last row's sort values and id */
    const char *format;                   /* "json", "csv", "xlsx" */
    bool some;                            /* ?fields= was given: only those with shown[] */
    bool shown[REG_FIELDS_MAX];
};

/* Composed SQL with its values in order of the placeholders. */
struct reg_sql {
    struct buf *text;
    struct reg_value *values;
    size_t n_values, room;
};

/* register_def.c: what the engine adds to a definition. */
extern const struct field REG_UNIT_FIELD; /* "unit", added when scope is REG_BY_UNIT */
const char *reg_column(const struct field *f);
/* The register a reference field points to; the unit field points to units. */
const struct reg_def *reg_ref_def(const struct app *app, const struct field *f);
/* Field by key, the unit field included; NULL: none. */
const struct field *reg_field(const struct reg_def *def, const char *key);
/* All fields in order of the select list: the unit first when there is one. */
size_t reg_fields(const struct reg_def *def, const struct field *ret_fields[REG_FIELDS_MAX]);
/* What people fill in cell by cell: imports and bulk edits take it. */
bool reg_takes(const struct reg_def *def, const struct field *f);
/* A number that the program computes: where a table carries it, an import compares. */
bool reg_compares(const struct field *f);

/* register_query.c */
enum err reg_query_parse(struct req *r, const struct reg_def *def, struct reg_query *ret_query);
enum err reg_query_of(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int limit, struct reg_query *ret_query);
/* The cursor after a row; text under ctx. */
char *reg_cursor_format(const void *ctx, const struct reg_query *q, const struct reg_value *after);

/* register_sql.c */
/* The visible part of a register for a caller. */
struct reg_scope_sql {
    bool all;   /* every unit */
    bool none;  /* no unit at all */
    bool small; /* few units: the unit index leads */
    const char **paths;
    size_t n_paths;
    const int64_t *units; /* besides: these themselves, without what is below them */
    size_t n_units;
    const char *subject; /* of records that may have readers of their own; NULL: they have not */
    struct reader reader;
    const char *host; /* column with the register on which a record hangs; NULL: all are seen */
    const struct reg_host_sql *hosts;
    size_t n_hosts;
};
/* Where somebody holds roles, and which registers may be read by those who hold them there. */
struct reg_host_sql {
    const char *path; /* NULL: everywhere */
    const char **names;
    size_t n;
};
/* NULLs come last in either direction, which an index gives in one of them only. So a list by a
 * field that may be NULL is asked in two parts; `reg_rows` below puts them together. */
enum reg_part {
    REG_PART_ALL,       /* the first sort field is never NULL */
    REG_PART_VALUES,    /* rows where it is not */
    REG_PART_NULLS,     /* all rows where it is */
    REG_PART_NULLS_REST /* those after the cursor */
};
struct reg_sql reg_sql_list(const void *ctx, const struct app *app, const struct reg_def *def,
    const struct reg_query *q, const struct reg_scope_sql *scope, enum reg_part part);
/* The part a list begins with. */
enum reg_part reg_sql_first_part(const struct reg_query *q);
struct reg_sql reg_sql_count(const void *ctx, const struct reg_def *def, const struct reg_query *q,
    const struct reg_scope_sql *scope, int64_t most);
struct reg_sql reg_sql_one(
    const void *ctx, const struct app *app, const struct reg_def *def, const char *key_column);
struct reg_sql reg_sql_ref(const void *ctx, const struct reg_def *def, const char *key_column);
/* Live records by id, after an id, so many: id, uid, number, a column, the unit's path. */
struct reg_sql reg_sql_scan(const void *ctx, const struct reg_def *def, const char *column);
/* Live records as the list shows them, after an id, so many. */
struct reg_sql reg_sql_after(const void *ctx, const struct app *app, const struct reg_def *def);
/* Sets a record's folded text where it is another. */
struct reg_sql reg_sql_folded(const void *ctx, const struct reg_def *def);
/* With `given` its first value is the record's id; else it returns the one that the database gives.
 */
struct reg_sql reg_sql_insert(const void *ctx, const struct reg_def *def, bool given);
/* Ids that no record has or had, ? of them. */
struct reg_sql reg_sql_ids(const void *ctx, const struct reg_def *def);
struct reg_sql reg_sql_update(
    const void *ctx, const struct reg_def *def, const bool changed[REG_FIELDS_MAX]);
struct reg_sql reg_sql_delete(const void *ctx, const struct reg_def *def, bool restore);

/* Sets a reference where it points to a record, deleted records too, in all or in one; returns the
 * ids of those that changed. */
struct reg_sql reg_sql_point(
    const void *ctx, const struct reg_def *def, const struct field *f, bool one);

/* The next record after an id that was deleted before an instant, and its removal. */
struct reg_sql reg_sql_purgeable(const void *ctx, const struct reg_def *def);
struct reg_sql reg_sql_purge(const void *ctx, const struct reg_def *def);

/* Prepares the text and binds the values it has so far. */
struct db_query *reg_sql_query(struct db_conn *db, const struct reg_sql *sql);
void reg_bind(struct db_query *q, const struct reg_value *value);

/* register_row.c: columns of a composed select ↔ JSON. */
/* Writes the record at the current row; `shown` picks fields in order of reg_fields (NULL: all). */
void reg_row_write(struct jw *w, const struct reg_def *def, struct db_query *q, const bool *shown);
/* The same as a value under c. */
json_t *reg_row_json(struct call *c, const struct reg_def *def, struct db_query *q);
struct reg_value reg_row_value(struct db_query *q, int col, enum field_type type);
/* The sort values and the id of the current row, copied: what a cursor holds. */
void reg_row_keys(const void *ctx, const struct reg_def *def, const struct reg_query *query,
    struct db_query *q, struct reg_value ret_keys[SORT_MAX + 1]);
/* Column number of a field in a composed select; the fixed columns come first. */
int reg_row_column(const struct reg_def *def, const struct field *f);
enum {
    COL_ID,
    COL_UID,
    COL_NUMBER,
    COL_VERSION,
    COL_CREATED_AT,
    COL_CREATED_BY,
    COL_UPDATED_AT,
    COL_UPDATED_BY,
    COL_DELETED_AT,
    COL_UNIT_ID,
    COL_UNIT_PATH,
    COL_FIRST_FIELD
};

/* register_list.c */
/* The rows of a list in order, from its cursor on; rows.q is at the current one. */
struct reg_rows {
    struct call *c;
    const struct reg_def *def;
    const struct reg_query *query;
    const struct reg_scope_sql *scope;
    enum reg_part part;
    struct db_query *q;
};
#define REG_ROWS __attribute__((cleanup(reg_rows_close))) struct reg_rows
struct reg_rows reg_rows_open(struct call *c, const struct reg_def *def,
    const struct reg_query *query, const struct reg_scope_sql *scope);
enum err reg_rows_step(struct reg_rows *rows, bool *ret_row);
void reg_rows_close(struct reg_rows *rows);
/* The part of a register the caller may read. */
enum err reg_scope_of(struct call *c, const struct reg_def *def, struct reg_scope_sql *ret_scope);

/* register_host.c: records that hang on others (reg_def.host). */
/* Adds to a scope what the caller may not read of the registers on which they hang. */
void reg_host_scope(struct call *c, const struct reg_def *def, struct reg_scope_sql *scope);
/* Whether the caller may read the register `host` (NULL: it hangs on nothing) in a unit. */
bool reg_host_seen(const struct call *c, const char *host, const char *unit_path);
/* Whether all who may read the records may read those of `host`. */
bool reg_host_open(const struct call *c, const struct reg_def *def, const char *host);

/* register_record.c: one record in the caller's view. */
/* Numbers that an import takes ahead: its transaction would otherwise write the counter's row once
 * a record, and PostgreSQL goes through all those versions of it each time. */
enum { NUMBERS_AHEAD = 500 };
struct reg_numbers {
    const char *prefix;
    int64_t next, last; /* next > last: none is left */
};
/* Sees to it that there are `n` at least, NUMBERS_AHEAD at the most; before a part begins, so that
 * none is undone with it. Those not used are gaps. */
enum err reg_numbers_ahead(struct call *c, const char *prefix, int64_t n);

/* Ids of records of one register, so that a row need not be waited for to be spoken of. */
struct reg_ids {
    const struct reg_def *def;
    int64_t *ids;
    size_t next, n;
};
/* For `n` records, under ctx. To be forgotten when another has written such records: on SQLite they
 * may have been given away. */
enum err reg_ids_ahead(
    struct call *c, const void *ctx, const struct reg_def *def, size_t n, struct reg_ids **ret_ids);
/* 0: none is left. */
int64_t reg_ids_take(struct reg_ids *ids, const struct reg_def *def);

/* register_refs.c: references of one transaction, kept for whoever has c->refs and looked up in the
 * database by all others. `except`: the register that the transaction itself changes. */
struct reg_refs *reg_refs_new(const void *ctx, const struct reg_def *except);
/* As reg_store_ref. */
enum err reg_ref_look_up(struct call *c, const struct reg_def *def, const char *text,
    int64_t *ret_id, json_t **ret_shown);
enum err reg_ref_unit_path(struct call *c, int64_t unit_id, const char **ret_path);

struct reg_loaded {
    int64_t id;
    struct uuid uid;
    int64_t version;
    int64_t unit_id;
    const char *unit_path; /* NULL: of the whole organisation */
    int64_t created_by;
    bool deleted;
    json_t *json; /* as the API shows it */
};
/* By UUID or number, if the caller may read it; else ERR_NOT_FOUND. */
enum err reg_load(
    struct call *c, const struct reg_def *def, const char *id, struct reg_loaded *ret_record);

/* The same whoever asks, by UUID or number, or by its internal id where `id` is NULL: for giving
 * new readers to a record that has none left. Its content is not for the caller. */
enum err reg_load_unasked(struct call *c, const struct reg_def *def, const char *id,
    int64_t internal_id, struct reg_loaded *ret_record);

/* Writes a record that is not deleted as it leaves the database. ERR_NOT_FOUND. */
enum err reg_write_one(
    struct call *c, const struct reg_def *def, const char *id, struct jw *w, int64_t *ret_version);

/* register_search.c: what a record is found by. */
/* Number and searchable texts, one a line, folded: what ?q= looks at. `number` NULL: none. */
const char *reg_folded(
    struct call *c, const struct reg_def *def, const json_t *record, const char *number);
/* Brings the record as it is into the search, or takes it out. `fresh`: it has been made just now.
 */
enum err reg_search_put(
    struct call *c, const struct reg_record *record, const char *number, bool fresh);
/* The same of a record whose readers or items have changed. */
enum err reg_search_follow(
    struct call *c, const struct reg_def *def, const struct reg_loaded *record);
enum err reg_search_remove(struct call *c, const struct reg_record *record);

/* register_write.c: changes whose bodies have been checked against the shape. Inside a write
 * transaction; the same hooks, audit entry and version check for all. */
enum err reg_write_create(
    struct call *c, const struct reg_def *def, const json_t *body, struct reg_record *ret_record);
enum err reg_write_update(struct call *c, const struct reg_def *def, const struct reg_loaded *old,
    const json_t *patch, struct reg_record *ret_record);
/* Sets fields as they were before a change that is taken back, states too: who may take a state
 * back is the caller's business. */
enum err reg_write_back(struct call *c, const struct reg_def *def, const struct reg_loaded *old,
    const json_t *patch, struct reg_record *ret_record);
enum err reg_write_delete(
    struct call *c, const struct reg_def *def, const struct reg_loaded *old, bool restore);
/* `decided`: by a round of approval, so the transition's permission is not asked for. */
enum err reg_write_transition(struct call *c, const struct reg_def *def,
    const struct reg_loaded *old, const char *action, const char *reason, bool decided);

/* Handlers of the route template. */
enum err reg_api_list(struct req *r);
enum err reg_api_create(struct req *r);
enum err reg_api_get(struct req *r);
enum err reg_api_patch(struct req *r);
enum err reg_api_delete(struct req *r);
enum err reg_api_restore(struct req *r);
enum err reg_api_transition(struct req *r);
enum err reg_api_history(struct req *r);

/* register_purge.c: the job. */
struct job;
enum err reg_purge_run(struct call *c, struct job *job);

/* register_export.c: the whole list into the answer as a file. */
enum err reg_export(struct req *r, const struct reg_def *def, struct reg_query *q,
    const struct reg_scope_sql *scope);

#endif
