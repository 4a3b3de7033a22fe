/* A whole organisation as one archive (docs/admin/organisation-format.md), out of a database and
 * into another: "leave any time". What belongs to an organisation is said by constant tables: the
 * registers say it of themselves, everything else in rows of struct transfer_table. A test compares
 * both with the schema of either engine, so that no table and no column is forgotten.
 *
 * Ids in an archive are the organisation's own numbering. Where it is read into a database they are
 * all moved up by one distance, so that none can be another organisation's; the head of the audit
 * chain keeps the distance, and hashes are over the organisation's own numbers for ever
 * (docs/adr/0013). */
#ifndef KANAME_KERNEL_TRANSFER_TRANSFER_H
#define KANAME_KERNEL_TRANSFER_TRANSFER_H

#include "base/digest.h"
#include "kernel/app.h"
#include "kernel/auth/keys_known.h"
#include "kernel/child/child.h"

#define TRANSFER_FORMAT "kaname-organisation/1"

/* X(name, key): how a column is written in JSON; explained by message "transfer.type.<key>". */
#define TRANSFER_TYPE_LIST(X)                                                                    \
    X(TRANSFER_INT, "integer")                                                                   \
    X(TRANSFER_INSTANT, "instant") /* milliseconds, one that instant_ok */                       \
    X(TRANSFER_NUM, "number")                                                                    \
    X(TRANSFER_TEXT, "text")                                                                     \
    X(TRANSFER_DATE, "date")                                                                     \
    X(TRANSFER_CHOICE, "choice") /* a key of `options` */                                        \
    X(TRANSFER_JSON, "json")     /* a text that is JSON, byte for byte */                        \
    X(TRANSFER_UUID, "uuid")                                                                     \
    X(TRANSFER_BYTES, "hex")                                                                     \
    X(TRANSFER_ID, "id")           /* the row's own */                                           \
    X(TRANSFER_REF, "reference")   /* an id in the part `ref` */                                 \
    X(TRANSFER_BY, "account")      /* who did it: an id in "account", 0 the system */            \
    X(TRANSFER_LOOSE, "loose")     /* an id of a part that another member names, or 0 */         \
    X(TRANSFER_PATH, "path")       /* ids of units from the top, "/1/5/" */                      \
    X(TRANSFER_SHEET, "sheet")     /* an id in "sheet", or the key of a built-in one */          \
    X(TRANSFER_VERSION, "version") /* an id in "sheet_version", or the digest of a built-in's */ \
    X(TRANSFER_LEFT, "left")       /* does not leave; `ref` says why */

#define TRANSFER_TYPE_ENUM(name, key) name,
enum transfer_type { TRANSFER_TYPE_LIST(TRANSFER_TYPE_ENUM) TRANSFER_TYPE_MAX };
#undef TRANSFER_TYPE_ENUM

struct transfer_column {
    const char *name;
    enum transfer_type type;
    const char *ref; /* TRANSFER_REF: a table; TRANSFER_LEFT: as `left` below */
    const struct option_set *options;
};

/* A table with an org_id. Its part of the archive is "<name>.ndjson". A row with the name of a
 * register's table adds columns that are no fields. */
struct transfer_table {
    const char *name;
    const struct transfer_column *columns; /* all but org_id */
    size_t n_columns;
    size_t n_key;      /* the first columns: no two rows have them alike, and they give the order */
    const char *where; /* condition of the rows that leave; NULL: all */
    const char *left;  /* the whole table does not leave: message "transfer.left.<left>" says why */
    const struct reg_def *reg; /* NULL, or the register whose table it is; the plan fills it in */
};

#define TRANSFER_TABLE(table_name, table_columns, key_columns)                                  \
    {                                                                                           \
        .name = (table_name), .columns = (table_columns),                                       \
        .n_columns = sizeof(table_columns) / sizeof((table_columns)[0]), .n_key = (key_columns) \
    }

enum { TRANSFER_TABLES_MAX = 320 };

/* All tables of the program's modules: those that leave, references before what refers to them, and
 * those that do not. Under ctx. */
struct transfer_plan {
    struct transfer_table *tables;
    size_t n_tables;
    struct transfer_table *left;
    size_t n_left;
};
struct transfer_plan transfer_plan_of(const void *ctx, const struct app *app);

const char *transfer_type_key(enum transfer_type type);

/* Writes the member "transfer": { format, parts, left }. */
struct jw;
void transfer_describe(struct jw *w, const struct app *app);

/* What an export or import tells. */
struct transfer_told {
    const char *organisation;
    struct uuid uid; /* the organisation's */
    int64_t rows, files;
    int64_t bytes;        /* of the archive */
    struct digest sha256; /* of the archive */
};

/* Public keys that heads of the organisation's audit chain may be signed by. */
enum { TRANSFER_KEYS_MOST = 16 };
struct transfer_keys {
    uint8_t keys[TRANSFER_KEYS_MOST][KEYS_PUBLIC_SIZE];
    size_t n;
};

/* Is told 0..1 now and then; false from it: stop. */
struct transfer_progress {
    bool (*tell)(void *arg, double done);
    void *arg;
};

/* Writes the call's organisation, as it is at one moment, to the new file `path` (0600); then adds
 * an entry to the audit. `keys`: those of this organisation go with it, so that its signatures can
 * be checked elsewhere. Opens its own transactions. `progress`: NULL: none. ERR_CONFLICT: the file
 * is there already; ERR_STORAGE_FULL; ERR_BUSY: stopped. */
enum err transfer_export(struct call *c, const char *path, const struct keys_known *keys,
    const struct transfer_progress *progress, struct transfer_told *ret_told);

/* Reads the archive into a new organisation of the call's database: all of it or nothing.
 * Everything is checked against its digests before the first row is written. On PostgreSQL by the
 * owner of the tables (it moves sequences on). *ret_keys: those that the archive names, even
 * those that have signed nothing; whoever checks the audit later needs them. ERR_INVALID and
 * ERR_MALFORMED name the part and the line. */
enum err transfer_import(struct call *c, const char *path, struct transfer_told *ret_told,
    struct transfer_keys *ret_keys);

extern const struct child_work TRANSFER_CHILD; /* takes archives apart (kernel/child) */
extern const struct module module_transfer;    /* the tables of the kernel */

#endif
