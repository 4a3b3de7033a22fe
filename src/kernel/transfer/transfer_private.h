/* Inside kernel/transfer only. */
#ifndef KANAME_KERNEL_TRANSFER_TRANSFER_PRIVATE_H
#define KANAME_KERNEL_TRANSFER_TRANSFER_PRIVATE_H

#include "base/buf.h"
#include "base/jw.h"
#include "kernel/transfer/transfer.h"

#include <jansson.h>

#define TRANSFER_MANIFEST "manifest.json"
#define TRANSFER_FILES "files/"

enum {
    TRANSFER_KEY_MAX = 5,                 /* columns of a key */
    TRANSFER_COLUMNS_MAX = 100,           /* of a table */
    TRANSFER_LINE_MAX = 64 * 1024 * 1024, /* bytes of a line */
    TRANSFER_MANIFEST_MAX = 1024 * 1024,  /* bytes of the manifest */
    TRANSFER_ENTRIES_MAX = 1000 * 1000,   /* parts and files of an archive */
    TRANSFER_RATIO_MAX = 300,             /* of a part's size to its packed size … */
    TRANSFER_RATIO_FROM = 1024 * 1024,    /* … from this size on */
    TRANSFER_TEXT_MAX = 256 * 1024, /* characters of a text; registers have their own limits */
    TRANSFER_JSON_MAX = 16 * 1024 * 1024, /* characters of a text that is JSON */
};
/* Ids above it would overflow when moved. */
#define TRANSFER_ID_MAX INT64_C(1000000000000000)

/* How an organisation's own numbers stand to those of its database: own = id - shift. */
struct transfer_numbers {
    int64_t org;   /* the organisation's own number for itself */
    int64_t shift; /* 0: the same */
};

/* A sheet version that comes with the program. */
struct transfer_built_in {
    int64_t sheet_id, version_id;
    const char *key;
    struct digest digest;
};
struct transfer_built_ins {
    struct transfer_built_in *at;
    size_t n;
};

/* transfer_sql.c: statements put together from the constant tables, values always bound. */
/* A page of rows in order of the key; `first`: from the beginning, else behind the bound key. */
const char *transfer_sql_page(const void *ctx, const struct transfer_table *table, bool first);
const char *transfer_sql_count(const void *ctx, const struct transfer_table *table);
const char *transfer_sql_insert(const void *ctx, const struct transfer_table *table);
/* Sets one column of the row with an id. */
const char *transfer_sql_set(
    const void *ctx, const struct transfer_table *table, const struct transfer_column *column);

/* The greatest id ever given in the table, in any organisation; the table is bound, too. */
const char *transfer_sql_last_id(const void *ctx, const struct transfer_table *table);

/* transfer_store.c: the few statements that are no row of a table. */
struct transfer_org {
    struct uuid uid;
    const char *name, *zone, *lang, *currency, *industry; /* industry NULL: not given */
    int64_t fiscal_first_month;
    int64_t created_at_ms;
};
enum err transfer_store_org(struct call *c, struct transfer_org *ret_org);
enum err transfer_store_org_add(
    struct call *c, const struct transfer_org *org, int64_t *ret_org_id);
enum err transfer_store_orgs(
    struct call *c, const struct uuid *uid, int64_t *ret_n, bool *ret_known);
enum err transfer_store_numbers(struct call *c, struct transfer_numbers *ret_numbers);
enum err transfer_store_set_numbers(struct call *c, const struct transfer_numbers *numbers);
enum err transfer_store_schema(struct call *c, const char **ret_name);
enum err transfer_store_built_ins(struct call *c, struct transfer_built_ins *ret_built_ins);
/* From now on no new row of the table gets an id up to `id`, whoever adds it. ERR_FORBIDDEN: on
 * PostgreSQL only the owner may say so. */
enum err transfer_store_move_on(struct call *c, const char *table, int64_t id);
/* The link of the first set-up is of no use any more. */
enum err transfer_store_setup_end(struct call *c);
/* The table of one that names an item its sheet does not have; NULL: none does. */
enum err transfer_store_misplaced(struct call *c, const char **ret_table);
/* The organisation's next own version of a sheet; *ret_id 0: there are no more. */
enum err transfer_store_next_version(struct call *c, int64_t after, int64_t *ret_id);

/* transfer_zip.c: an archive being written. */
struct transfer_zip;
/* Appends the next bytes to the empty buffer; leaves it empty at the end. */
typedef enum err transfer_fill_fn(void *arg, struct buf *b);
struct transfer_made {
    int64_t bytes;
    struct digest sha256;
};
enum err transfer_zip_open(const void *ctx, const char *path, int64_t at_ms,
    struct problem *problem, struct transfer_zip **ret_zip);
/* `pack` false: the bytes are packed already. `made` (NULL: nobody asks) is filled when written. */
enum err transfer_zip_add(struct transfer_zip *zip, const char *name, bool pack,
    transfer_fill_fn *fill, void *arg, struct transfer_made *made);
/* Writes all of it; an error of a fill is returned as it is. */
enum err transfer_zip_close(struct transfer_zip *zip);
void transfer_zip_drop(struct transfer_zip *zip);

/* transfer_value.c: one row as a line of JSON, both ways. */
struct transfer_value {
    bool null;
    int64_t i;
    double n;
    const char *text;
    size_t len;
    uint8_t *bytes; /* of TRANSFER_BYTES; its length is len */
    struct uuid uid;
    bool built_in; /* TRANSFER_SHEET, TRANSFER_VERSION: `text` names it, `i` is its id here */
};
struct transfer_view {
    const struct transfer_numbers *numbers;
    const struct transfer_built_ins *built_ins;
};
/* The current row of transfer_sql_page, with a line feed. */
void transfer_value_write(struct buf *b, const struct transfer_table *table,
    const struct transfer_view *view, struct db_query *q);
/* A line into values by column, ids as they stand in it. ERR_MALFORMED: it is no JSON object, with
 * a detail; ERR_INVALID with every bad member as a field of `problem`. Values live under ctx. */
enum err transfer_value_read(const void *ctx, const struct transfer_table *table,
    const struct transfer_built_ins *built_ins, const char *line, size_t len,
    struct problem *problem, struct transfer_value *ret_values);
/* How it is bound and compared. */
bool transfer_type_is_text(enum transfer_type type);
/* transfer_export.c: size and SHA-256 of an archive. */
enum err transfer_digest_archive(const void *ctx, const char *path, struct transfer_told *ret_told);
/* "/1/5/" with every number moved by `by`, under ctx; NULL: not such a path. */
const char *transfer_path_move(const void *ctx, const char *path, int64_t by);

#endif
