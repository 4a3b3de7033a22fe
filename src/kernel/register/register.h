/* The register engine: a register is a constant table, and from it come the API, list and form,
 * history, export, schema and types. Registers hold records with fields; anything with questions is
 * a sheet (kernel/sheet), anything that runs later a job.
 *
 * Every register's table has the columns
 *   id, org_id, uid, number, folded, version, created_at, created_by, updated_at, updated_by,
 *   deleted_at
 * and, when scope is REG_BY_UNIT, unit_id; besides them one column a field. A unit test compares
 * the tables here with the migrated schema. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_H
#define KANAME_KERNEL_REGISTER_REGISTER_H

#include "kernel/app.h"
#include "kernel/shape.h"

enum reg_scope {
    REG_ORG,     /* records of the whole organisation */
    REG_BY_UNIT, /* each record belongs to a unit: field "unit" is added by the engine */
};

/* One way from state to state; the button's label is message "reg.<register>.do.<action>". */
struct reg_transition {
    const char *from; /* a key of the state field's options */
    const char *action;
    const char *to;
    const struct perm *perm;
    bool reason; /* a reason is required */
};

/* A day by which somebody has to see to a record: it stands in that person's calendar. */
struct reg_due {
    const char *day;           /* key of a date field that is FIELD_INDEXED */
    const char *who;           /* key of a field of "people"; NULL: whoever may change the record */
    const char *const *states; /* in which it is still to be done, NULL-terminated; NULL: the
                                  register has no states */
};

struct readers;    /* kernel/reader */
struct reg_record; /* one record being written, see below */

/* A part of a form: from this field to where the next part begins; what stands before the first has
 * no heading. Heading: message "reg.SINGULAR.part.KEY". */
struct reg_form_part {
    const char *key;
    const char *first; /* key of a field */
};

struct reg_def {
    const char *name;     /* plural, the path: "measures" */
    const char *singular; /* "measure": audit subject, message prefix "reg.measure." */
    const char *schema;   /* "Measure" */
    const char *table;    /* SQL table */
    const char *prefix;   /* of numbers, "M": M-2026-0012; NULL: records have no number */
    enum reg_scope scope;
    const struct perm *read, *create, *update, *remove;
    const struct field *fields;
    size_t n_fields;
    const struct reg_form_part *parts; /* in the order of the fields; NULL: a form of few fields */
    size_t n_parts;
    const char *title;        /* key of the field that names a record */
    const char *default_sort; /* "-value,due"; indexed fields only */
    const char *state_field;  /* NULL: no states */
    const struct reg_transition *transitions;
    size_t n_transitions;
    const struct reg_due *due; /* NULL: nothing has to be done by a day */
    bool readers; /* a record may be kept to readers of its own (kernel/reader). No field may refer
                     to such a register, and none of its records goes round for approval: both
                     would tell of it. A test holds this. */
    bool readers_taken; /* with `readers`: nobody sets them, they are those of what a record is
                           about (reg_readers_follow). Its title says nothing of that but its
                           number, or what is for the public, so that fields and rounds may lead
                           to it. */
    const char *host;   /* NULL, or the key of a text that names the register of the record on which
                           one of these hangs (kernel/task): who sees it may read that register in
                           the unit, too. Its readers are the other record's, set with that one. */
    /* NULL, or what a text of a table stands for in a field whose words are the organisation's own,
     * as a new reference; NULL from it: as the field's type says. */
    json_t *(*word)(struct call *c, const struct field *f, const char *text);
    /* NULL, or what an option is called where the organisation itself says so, texts by language
     * under c; NULL from it: as the messages say. Where it names some of a set, the others are not
     * in use, and filters leave them out. */
    const json_t *(*option)(struct call *c, const struct option_set *set, const char *key);
    /* May refuse: adds bad fields to c->problem and returns an error. Runs inside the transaction,
     * after the shape check; sees the whole record as it would be. */
    enum err (*check)(struct call *c, const struct reg_record *record);
    /* May not refuse (only the database may fail): keeps derived rows in step, in the same
     * transaction. */
    enum err (*apply)(struct call *c, const struct reg_record *record);
    /* NULL, or removes what only this record holds (files), as it leaves for good, in the same
     * transaction. Rows that merely refer to it are the schema's business. */
    enum err (*purge)(struct call *c, int64_t id);
};

enum reg_change { REG_CREATE, REG_UPDATE, REG_DELETE, REG_RESTORE, REG_TRANSITION };

struct reg_record {
    const struct reg_def *def;
    enum reg_change change;
    int64_t id;
    struct uuid uid;
    int64_t unit_id; /* 0: none */
    const char *unit_path;
    int64_t version;
    const json_t *before; /* whole record as the API shows it; NULL at creation */
    json_t *after;        /* whole record as it will be; `check` may fill read-only fields */
    int64_t created_by;   /* account; 0: the system */
    const char *action;   /* of REG_TRANSITION */
    const char *reason;   /* what the person gave with it; NULL: none */
    bool decided;         /* the transition carries out what a round of approval has decided */
};

/* What wants to hear of changes in records of every register (struct module). Each may be NULL. Two
 * run in the record's transaction: `check` before the register's own and may refuse, `apply` after
 * it. Called for each row of an import too, so they begin with what is cheapest to ask. */
struct reg_watch {
    enum err (*check)(struct call *c, const struct reg_record *record);
    enum err (*apply)(struct call *c, const struct reg_record *record);
    /* Is told that a record has other readers than `before`, in the same transaction. */
    enum err (*readers)(struct call *c, const struct reg_def *def, int64_t id,
        const struct uuid *uid, const struct readers *before);
    /* Is told that a record leaves for good, in the same transaction. */
    enum err (*purge)(struct call *c, const struct reg_def *def, int64_t id);
};

/* Programmatic use by modules, the CLI and imports: the same checks, audit and numbers as by API.
 * Each runs inside the caller's open write transaction. */
enum err reg_create(
    struct call *c, const struct reg_def *def, const json_t *body, struct reg_record *ret_record);
/* As reg_create, with read-only fields too: the body is the program's own and has been checked. */
enum err reg_make(
    struct call *c, const struct reg_def *def, const json_t *body, struct reg_record *ret_record);
enum err reg_update(struct call *c, const struct reg_def *def, const char *id, int64_t version,
    const json_t *patch, struct reg_record *ret_record);

enum err reg_delete(struct call *c, const struct reg_def *def, const char *id, int64_t version);
/* Of a deleted record; ERR_NOT_FOUND: it is not deleted, or gone for good. */
enum err reg_restore(struct call *c, const struct reg_def *def, const char *id);
enum err reg_transition(struct call *c, const struct reg_def *def, const char *id,
    const char *action, const char *reason /* NULL: none */);
/* The same without asking for the transition's permission: for what others have decided together
 * (kernel/approval). The caller must be allowed to read the record. */
enum err reg_decide(struct call *c, const struct reg_def *def, const char *id, const char *action,
    const char *reason);

/* The record as the API shows it, under c, if the caller may read it. ERR_NOT_FOUND. */
enum err reg_get(struct call *c, const struct reg_def *def, const char *id, json_t **ret_json);

/* The same with what the API does not show: ids, unit, who created it. `before` and `after` are the
 * record as it is. */
enum err reg_look(
    struct call *c, const struct reg_def *def, const char *id, struct reg_record *ret_record);

/* One condition of reg_list, as in ?filter[key][op]=value. */
struct reg_where {
    const char *key;
    const char *op;
    const char *value;
};

/* Up to `limit` records the caller may read, as a JSON array under c. `sort`: as in ?sort=, NULL:
 * the register's default. A condition or sort that is not the register's is ERR_INVALID. */
enum err reg_list(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int limit, json_t **ret_items);

/* The same without what is kept to readers, even for these: for what others are shown. */
enum err reg_list_for_all(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *sort, int limit, json_t **ret_items);

/* Ties a new JSON value to the call's memory; returns it. */
json_t *reg_keep(struct call *c, json_t *json);

/* What an option of a field is called in a language, under c. */
const char *reg_option_label(struct call *c, const struct reg_def *def,
    const struct option_set *set, const char *key, const char *lang);

/* What the organisation itself calls options of registers that the caller may read: an object of
 * sets, of keys, of texts by language. */
void reg_option_names_write(struct call *c, struct jw *w);

/* How many records meet the conditions, whoever asks: for figures that name no record. Of a
 * register by unit those on the line of the unit with this path count: its own, those of units
 * below it and those of the units it belongs to. A condition that is not the register's is
 * ERR_INVALID. */
enum err reg_count(struct call *c, const struct reg_def *def, const struct reg_where *where,
    size_t n_where, const char *unit_path, int64_t *ret_n);

/* Names of the registers whose records the caller may read in a unit and below it, as a JSON list:
 * for statements on records that hang on others (reg_def.host). */
const char *reg_names_read(struct call *c, const char *unit_path);

/* Brings records into the search as they are now, by their internal ids, whoever asks: for who has
 * moved some or given them other readers by a statement of his own. For many: search_again. */
enum err reg_search_renew(struct call *c, const struct reg_def *def, const int64_t *ids, size_t n);

/* Gives a record, by its internal id and whoever asks, the readers of another one, with all that
 * hangs on it and an entry in its history; nothing where it has them already. For records that are
 * kept to the readers of what they are part of. In a write transaction, after reader_lock. */
enum err reg_readers_follow(struct call *c, const struct reg_def *def, int64_t id,
    const struct readers *readers, const char *reason /* NULL: none */);

/* The name of a file that is attached to a record, under c. ERR_NOT_FOUND: none of its own, or
 * removed. */
enum err reg_file_name(struct call *c, const struct reg_def *def, int64_t record_id,
    const struct uuid *file, const char **ret_name);

/* Finds a record the caller may read by UUID or number: its internal id. ERR_NOT_FOUND. */
enum err reg_find(struct call *c, const struct reg_def *def, const char *id, int64_t *ret_id);

/* Links a new record to another one ("relates"), as its page does: shown on both, told in the
 * history of both. The caller must be allowed to change the first and to read the second. Inside
 * the write transaction; ERR_UNIQUE ends it: they are linked already. */
enum err reg_link(struct call *c, const struct reg_def *def, const char *id,
    const struct reg_def *other_def, const char *other_id);

/* Two records of a register that turned out to be one thing (docs/adr/0026): every reference of any
 * register to one, deleted records' too, its comments, links and files go to the other, whoever may
 * see them; each record that refers gets an entry of the audit. *ret_moved, under c: what went, by
 * internal ids, for reg_move_back, which brings back what has not gone elsewhere since. Not its
 * tasks (kernel/task) nor what other tables hold. Inside the write transaction. */
enum err reg_move(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t **ret_moved);
enum err reg_move_back(struct call *c, const struct reg_record *from, const struct reg_record *to,
    const json_t *moved);

/* The records of another register that a record is linked with, from either side, as the API shows
 * them, under c: those the caller may read, in the order in which they were linked. ERR_NOT_FOUND:
 * the record itself is not for the caller. */
enum err reg_linked(struct call *c, const struct reg_def *def, const char *id,
    const struct reg_def *other_def, json_t **ret_items);

/* Links between records of two registers (their names, literals), made from either side: id of the
 * first's, other_id of the second's. A table for statements of modules. */
#define REG_LINKS(first, second)                                                           \
    "(SELECT i.record_id AS id, i.other_id FROM register_item i WHERE i.org_id = :org"     \
    " AND i.register = '" first "' AND i.other_register = '" second                        \
    "' AND i.kind = 'link' AND i.deleted_at IS NULL"                                       \
    " UNION ALL SELECT i.other_id, i.record_id FROM register_item i WHERE i.org_id = :org" \
    " AND i.register = '" second "' AND i.other_register = '" first                        \
    "' AND i.kind = 'link' AND i.deleted_at IS NULL)"

/* For hooks: the internal id a reference field of the record points to; 0: none. */
enum err reg_ref_id(
    struct call *c, const struct reg_record *record, const char *key, int64_t *ret_id);

/* The next number of a register in the fiscal year of c->now_ms ("M-2026-0012"), under c. Inside a
 * write transaction. */
enum err reg_number(struct call *c, const char *prefix, const char **ret_number);

/* Lists offer a filter by the field. It is then served by an index that begins with it, except in
 * texts, where "contains" reads what ?q= would read; a test compares with the schema. */
bool reg_filterable(const struct field *field);

/* For the search: brings records written before it in, those behind the id `after`, at most `most`.
 * *ret_last: the id of the last one, 0: there were none. Inside a write transaction. */
enum err reg_search_fill(
    struct call *c, const struct reg_def *def, int64_t after, int most, int64_t *ret_last);

/* Whether people set the readers of the register's records: they are not another record's. */
bool reg_sets_readers(const struct reg_def *def);

/* The routes of a register, from one template: list, create, get, patch, delete, restore,
 * transitions, history. Allocated under `ctx`, which lives as long as the program. */
struct route *reg_routes(const void *ctx, const struct reg_def *def, size_t *ret_n);

/* Removes records deleted more than 30 days ago, those that others still refer to excepted; each
 * leaves an audit entry. The job of module_register. *ret_n: how many. */
enum { REG_KEPT_DAYS = 30 };
enum err reg_purge(struct call *c, int64_t *ret_n);
extern const struct module module_register;

/* What a record's body may hold: the fields, with the unit first when records have one. */
struct shape reg_shape(const void *ctx, const struct reg_def *def);

/* What a record's row holds, by column, whoever wrote it: states and what the program fills in
 * included. The latter need not be there. */
struct shape reg_stored_shape(const void *ctx, const struct reg_def *def);

/* Whether a record of the register can have that number ("M-2026-0012"); NULL: none. */
bool reg_number_ok(const struct reg_def *def, const char *number);

/* What a record looks like in answers: fixed members and fields (FIELD_REF as objects). */
struct shape reg_answer_shape(const void *ctx, const struct reg_def *def);

#endif
