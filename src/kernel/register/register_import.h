/* Inside the register engine only: imports of tables (CSV, Excel) into any register. A file is
 * uploaded and its head read; its columns are matched to fields; a dry run says row by row what
 * would happen; then it is taken, and may be undone as one step.
 *
 * The dry run is the import itself, rolled back: the same checks, the same numbers, so that what it
 * tells is what happens. Both run as jobs. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_IMPORT_H
#define KANAME_KERNEL_REGISTER_REGISTER_IMPORT_H

#include "base/limits.h"
#include "kernel/register/register_import_table.h"
#include "kernel/register/register_work.h"
#include "kernel/table/table.h"

#define IMPORT_STATE_LIST(X)       \
    X(IMPORT_READ, "read")         \
    X(IMPORT_CHECKING, "checking") \
    X(IMPORT_CHECKED, "checked")   \
    X(IMPORT_TAKING, "taking")     \
    X(IMPORT_TAKEN, "taken")       \
    X(IMPORT_UNDOING, "undoing")   \
    X(IMPORT_UNDONE, "undone")     \
    X(IMPORT_FAILED, "failed")

#define IMPORT_STATE_ENUM(name, key) name,
enum import_state { IMPORT_STATE_LIST(IMPORT_STATE_ENUM) IMPORT_STATE_MAX };
#undef IMPORT_STATE_ENUM

const char *import_state_key(enum import_state state);

enum {
    IMPORT_FAULTS = WORK_REFUSALS, /* bad cells told one by one; the rest is counted */
    IMPORT_HEAD_ROWS = 30,         /* rows among which the header is looked for */
    IMPORT_SAMPLES = 3,            /* values shown of a column */
    IMPORT_SAMPLE_SIZE = 60,       /* characters of one */
    IMPORT_LIST = 50,              /* imports listed */
    IMPORT_KEPT_DAYS = 7,          /* a file that nobody took */
};

struct reg_import {
    int64_t id;
    struct uuid uid;
    const char *reg;
    const char *name; /* of the file */
    enum import_state state;
    int64_t file_id; /* 0: gone */
    struct uuid job;
    bool has_job;
    json_t *head;   /* { format, sheet, header_line, columns: [{ header, samples }], notices } */
    json_t *plan;   /* { columns: [{ no, field }], constants: [{ field, value }], key, clear_empty,
                       partial } */
    json_t *result; /* { rows, added, alike, changed, unchanged, refused, faults, … }; or NULL */
    int64_t created_at_ms, taken_at_ms, undone_at_ms;
};

/* register_import_store.c. Only the caller's own imports of the register exist. */
enum err import_store_add(struct call *c, const struct reg_import *import, int64_t *ret_id);
/* How many tables the caller has sent and not taken in, of any register. */
enum err import_store_open_count(struct call *c, int64_t *ret_n);
enum err import_store_find(
    struct call *c, const struct reg_def *def, const char *id, struct reg_import *ret_import);
enum err import_store_by_id(struct call *c, int64_t id, struct reg_import *ret_import);
enum err import_store_list(
    struct call *c, const struct reg_def *def, struct reg_import **ret_imports, size_t *ret_n);
/* The newest import of the register that was taken by anybody, for its columns. ERR_NOT_FOUND. */
enum err import_store_last(
    struct call *c, const struct reg_def *def, struct reg_import *ret_import);
/* Writes plan, result, file and instants with a new state if it still has the state it was read
 * with: else ERR_CONFLICT. `import` then has the new one. */
enum err import_store_step(struct call *c, struct reg_import *import, enum import_state to);
enum err import_store_done(struct call *c, int64_t import_id, const struct work_done *done);

/* register_import_words.c: texts people use → what they stand for. */
struct import_words;
struct import_word {
    const char *value; /* a record's UUID, an option's key, a field's key */
    size_t line;       /* of this import's file that has spoken of it; 0: none */
    bool several;      /* the text stands for more than one thing */
};
struct import_words *import_words_new(const void *ctx);
struct import_word *import_words_find(const struct import_words *words, const char *text);
/* Added once more with another value, the word has several. */
struct import_word *import_words_add(
    struct import_words *words, const char *text, const char *value);
/* A row of the file has spoken of what the word stands for. */
void import_words_spoken(struct import_words *words, struct import_word *word, size_t line);
/* From the mark on changes can be taken back; `words` NULL: nothing. */
void import_words_mark(struct import_words *words);
void import_words_back(struct import_words *words);
/* What import fills in: labels of a set's options in every language, and their keys. */
struct import_words *import_words_options(const void *ctx, const struct option_set *set);
/* Labels of the fields that may be imported, and "number". */
struct import_words *import_words_fields(const void *ctx, const struct reg_def *def);
/* Records the caller may read by a field (NULL: by number only) and by number. */
enum err import_words_records(struct call *c, const void *ctx, const struct reg_def *def,
    const struct field *field, struct import_words **ret_words);

/* register_import_plan.c: columns and what they are meant for. */
/* Reads the head of the file and proposes a plan. `header_line` 0: it is looked for. */
enum err import_head_read(struct call *c, const struct reg_def *def, int fd, const char *sheet,
    size_t header_line, struct reg_import *import);
/* The first IMPORT_SAMPLE_SIZE characters, under ctx. */
const char *import_sample(const void *ctx, const char *text);
/* What was read otherwise than meant, as JSON: a new reference. */
json_t *import_notices(const struct table_info *info);
/* Checks a plan that came as a body against head and register. */
enum err import_plan_check(
    struct call *c, const struct reg_def *def, const struct reg_import *import, const json_t *plan);

/* register_import_value.c: a cell as the value of a field; NULL: what is wrong stands in
 * row->problem. The caller owns the reference. */
struct import_run;
json_t *import_value(struct import_run *run, struct call *row, const struct field *f,
    const char *text, const json_t *old);

/* register_import_run.c */
struct import_run {
    struct call *c;
    const struct reg_def *def;
    struct reg_import *import;
    struct job *job;
    bool take;
    const struct field *of_column[LIMIT_TABLE_COLUMNS]; /* NULL: not taken */
    const char *unit[LIMIT_TABLE_COLUMNS];              /* of sums of money; NULL: none is told */
    size_t n_columns;
    const struct field *constant_field[REG_FIELDS_MAX];
    const char *constant[REG_FIELDS_MAX];
    size_t n_constants;
    bool keyed;
    size_t key_column;
    const struct field *key; /* NULL: by number */
    bool clear_empty;
    size_t header_line;
    struct shape shape;
    struct import_words *keys;   /* of records, by the key */
    struct import_words *names;  /* of records, by title, when the register refers
                                    to itself */
    struct import_words *titles; /* of records, by title, in a dry run that matches none; or NULL */
    struct import_words *of_field[REG_FIELDS_MAX]; /* options or records, by place in reg_fields */
    int64_t rows, added, changed, unchanged, refused, no;
    json_t *faults, *warnings, *changes;
    int64_t more_faults, warned; /* warned: rows let through with a warning */
    int64_t alike;               /* rows to be added that are called as a record is */
    enum err fatal;
    struct import_group *group; /* rows that wait to be run together */
};
/* Runs the import's rows in the open write transaction. */
enum err import_run_rows(struct import_run *run, int fd);
/* Adds what is wrong with a row of the file: everything in its problem. */
void import_fault(struct import_run *run, size_t line, enum err e, const struct problem *problem);

/* register_import_undo.c */
enum err import_undo(
    struct call *c, struct job *job, const struct reg_def *def, struct reg_import *import);

/* register_import_job.c */
/* Adds the job that does what the import's state says. In the write transaction. */
enum err import_job_add(struct call *c, struct reg_import *import);

/* register_import_api.c: rows of the template. */
enum err import_api_add(struct req *r);
enum err import_api_list(struct req *r);
enum err import_api_get(struct req *r);
enum err import_api_mapping(struct req *r);
enum err import_api_commit(struct req *r);
enum err import_api_undo(struct req *r);
extern const struct shape SHAPE_IMPORT_LIST, SHAPE_IMPORT_MAPPING, SHAPE_IMPORT_COMMIT;

#endif
