/* In: an archive becomes a new organisation, in two passes. The first compares every part with its
 * digest and reads every line; it writes nothing and leaves the ids of each part, eight bytes a
 * row. The second checks the references against these and writes, all in one transaction. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/audit/verify_run.h"
#include "kernel/auth/account_store.h"
#include "kernel/auth/actor.h"
#include "kernel/file/file_store.h"
#include "kernel/sheet/sheet_store.h"
#include "kernel/transfer/transfer_read.h"

#include <inttypes.h>
#include <string.h>

enum { SHIFT_STEP = 1000 };

/* The ids of a part, ascending. */
struct known {
    int64_t *ids;
    size_t n, room;
};

struct import {
    struct call *c;
    struct transfer_plan plan;
    struct transfer_archive *archive;
    struct transfer_manifest manifest;
    struct transfer_built_ins built_ins;
    struct transfer_numbers numbers;
    struct known *known; /* as many as tables */
    int64_t last_id;     /* the greatest there was, of records that are gone too */
    int64_t n_rows, n_files;
    int64_t chain_fault; /* number of the first bad entry; 0: none */
};

/* A line being looked at. */
struct row {
    struct import *x;
    const struct transfer_table *table;
    size_t at; /* of the table */
    int64_t line;
    void *ctx; /* dies with the line */
    struct transfer_value values[TRANSFER_COLUMNS_MAX];
};

/* ---- telling where ---- */

static const char *place(const struct row *r, const char *member)
{
    return mem_printf(r->x->c->problem, "%s.ndjson, line %" PRId64 "%s%s", r->table->name, r->line,
        member == NULL ? "" : ", ", member == NULL ? "" : member);
}

static enum err refuse(const struct row *r, enum err e, const char *detail, const char *member)
{
    return problem_set_arg(r->x->c->problem, e, detail, place(r, member));
}

/* What the database said of a row, in words that name the line. */
static enum err refused(const struct row *r, enum err e)
{
    switch (e) {
    case ERR_OK:
    case ERR_BUSY:
    case ERR_STORAGE_FULL:
    case ERR_UNAVAILABLE:
        return e;
    case ERR_UNIQUE:
        return refuse(r, ERR_INVALID, "transfer_twice", NULL);
    default:
        return refuse(r, ERR_INVALID, "transfer_refused", NULL);
    }
}

/* ---- ids ---- */

static const struct known *known_of(const struct import *x, const char *table)
{
    for (size_t i = 0; i < x->plan.n_tables; i++)
        if (strcmp(x->plan.tables[i].name, table) == 0)
            return &x->known[i];
    return NULL;
}

static bool is_known(const struct import *x, const char *table, int64_t id)
{
    const struct known *k = known_of(x, table);
    size_t low = 0;
    size_t high = k == NULL ? 0 : k->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (k->ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return k != NULL && low < k->n && k->ids[low] == id;
}

static enum err remember(struct row *r)
{
    struct known *k = &r->x->known[r->at];
    if (r->table->columns[0].type != TRANSFER_ID)
        return ERR_OK;
    int64_t id = r->values[0].i;
    if (r->values[0].null || (k->n > 0 && id <= k->ids[k->n - 1]))
        return refuse(r, ERR_INVALID, "transfer_order", r->table->columns[0].name);
    if (k->n == k->room) {
        k->room = k->room == 0 ? 256 : 2 * k->room;
        k->ids = mem_grow(r->x, k->ids, int64_t, k->room);
    }
    k->ids[k->n++] = id;
    return ERR_OK;
}

/* ---- reading parts ---- */

typedef enum err row_fn(struct row *r);

static enum err read_row(struct row *r, const char *line, size_t len, row_fn *take)
{
    const char *member = NULL;
    struct problem *problem = r->x->c->problem;
    r->ctx = mem_context(r->x, 0);
    enum err e = transfer_value_read(
        r->ctx, r->table, &r->x->built_ins, line, len, problem, r->values, &member);
    if (e != ERR_OK)
        e = refuse(r, e, problem->detail, member);
    else
        e = take(r);
    mem_free(r->ctx);
    return e;
}

static enum err read_rows(struct row *r, struct transfer_stream *s, row_fn *take)
{
    const char *line = NULL;
    size_t len = 0;
    enum err e = ERR_OK;
    for (;;) {
        e = transfer_stream_line(s, &line, &len);
        if (e != ERR_OK || line == NULL)
            return e;
        r->line++;
        e = read_row(r, line, len, take);
        if (e != ERR_OK)
            return e;
    }
}

/* Every line of a part, and that all of them together are what the manifest says. */
static enum err read_part(struct import *x, size_t at, row_fn *take)
{
    const struct transfer_part *part = &x->manifest.parts[at];
    struct row *r = mem_new(x, struct row);
    struct transfer_stream *s = NULL;
    *r = (struct row){.x = x, .table = &x->plan.tables[at], .at = at};
    const char *name = mem_printf(r, "%s.ndjson", r->table->name);
    if (!part->there) {
        mem_free(r);
        return ERR_OK;
    }
    enum err e = transfer_stream_open(x->archive, name, part->bytes, &s);
    if (e == ERR_OK)
        e = read_rows(r, s, take);
    if (e == ERR_OK)
        e = transfer_stream_check(s, &part->sha256);
    if (e == ERR_OK && r->line != part->rows)
        e = problem_set_arg(x->c->problem, ERR_INVALID, "transfer_count", name);
    transfer_stream_close(s);
    mem_free(r);
    return e;
}

static enum err read_parts(struct import *x, row_fn *take)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < x->plan.n_tables && e == ERR_OK; i++)
        e = read_part(x, i, take);
    return e;
}

/* ---- files ---- */

static const struct transfer_value *value_of(const struct row *r, const char *name)
{
    for (size_t i = 0; i < r->table->n_columns; i++)
        if (strcmp(r->table->columns[i].name, name) == 0)
            return &r->values[i];
    return NULL;
}

static bool is_table(const struct row *r, const char *name)
{
    return strcmp(r->table->name, name) == 0;
}

static enum err put_block(struct row *r, int64_t file_id, int64_t no, struct buf *b)
{
    enum err e = ERR_OK;
    if (file_id != 0 && b->len > 0)
        e = file_store_block(r->x->c, file_id, no, b->data, b->len);
    buf_clear(b);
    return e;
}

/* The content of the file whose row this is, into blocks of the file; 0: only looked at. */
static enum err stream_file(struct row *r, struct transfer_stream *s, int64_t file_id)
{
    struct buf *block = buf_new(r->ctx);
    int64_t no = 0;
    for (;;) {
        const char *data = NULL;
        size_t len = 0;
        enum err e = transfer_stream_read(s, &data, &len);
        if (e == ERR_OK && len == 0)
            return put_block(r, file_id, no, block);
        while (e == ERR_OK && len > 0) {
            size_t n = FILE_BLOCK - block->len < len ? FILE_BLOCK - block->len : len;
            buf_put(block, data, n);
            data += n;
            len -= n;
            if (block->len == FILE_BLOCK)
                e = put_block(r, file_id, no++, block);
        }
        if (e != ERR_OK)
            return e;
    }
}

static enum err read_file(struct row *r, int64_t file_id)
{
    char name[sizeof TRANSFER_FILES + UUID_TEXT_SIZE] = TRANSFER_FILES;
    const struct transfer_value *uid = value_of(r, "uid");
    const struct transfer_value *size = value_of(r, "size");
    const struct transfer_value *sha = value_of(r, "sha256");
    struct transfer_stream *s = NULL;
    struct digest expected;
    if (uid->null || size->null || size->i < 0 || sha->null || sha->len != DIGEST_SIZE)
        return refuse(r, ERR_INVALID, "transfer_value", NULL);
    memcpy(expected.bytes, sha->bytes, DIGEST_SIZE);
    uuid_format(&uid->uid, name + sizeof TRANSFER_FILES - 1);
    enum err e = transfer_stream_open(r->x->archive, name, size->i, &s);
    if (e == ERR_OK)
        e = stream_file(r, s, file_id);
    if (e == ERR_OK)
        e = transfer_stream_check(s, &expected);
    transfer_stream_close(s);
    return e;
}

/* ---- the first pass ---- */

static void see_ids(struct row *r)
{
    for (size_t i = 0; i < r->table->n_columns; i++) {
        enum transfer_type type = r->table->columns[i].type;
        bool is_id = type == TRANSFER_ID || type == TRANSFER_LOOSE;
        if (is_id && !r->values[i].null && r->values[i].i > r->x->last_id)
            r->x->last_id = r->values[i].i;
    }
}

static enum err look(struct row *r)
{
    enum err e = remember(r);
    see_ids(r);
    r->x->n_rows++;
    if (e != ERR_OK || !is_table(r, "file"))
        return e;
    r->x->n_files++;
    return read_file(r, 0);
}

static enum err look_at_all(struct import *x)
{
    enum err e = read_parts(x, look);
    if (e == ERR_OK && x->n_files != x->manifest.files)
        e = problem_set_arg(x->c->problem, ERR_INVALID, "transfer_count", TRANSFER_FILES);
    return e;
}

/* ---- references ---- */

static bool path_known(const struct row *r, const char *path)
{
    for (const char *p = path + 1; *p != '\0'; p = strchr(p, '/') + 1)
        if (!is_known(r->x, "unit", strtoll(p, NULL, 10)))
            return false;
    return true;
}

static bool reference_known(const struct row *r, size_t i)
{
    const struct transfer_column *column = &r->table->columns[i];
    const struct transfer_value *v = &r->values[i];
    switch (column->type) {
    case TRANSFER_REF:
        return is_known(r->x, column->ref, v->i);
    case TRANSFER_BY:
        return v->i == 0 || is_known(r->x, "account", v->i);
    case TRANSFER_PATH:
        return path_known(r, v->text);
    case TRANSFER_SHEET:
        return v->built_in || is_known(r->x, "sheet", v->i);
    case TRANSFER_VERSION:
        return v->built_in || is_known(r->x, "sheet_version", v->i);
    default:
        return true;
    }
}

static enum err check_references(const struct row *r)
{
    for (size_t i = 0; i < r->table->n_columns; i++)
        if (!r->values[i].null && r->table->columns[i].type != TRANSFER_LEFT &&
            !reference_known(r, i))
            return refuse(r, ERR_INVALID, "transfer_reference", r->table->columns[i].name);
    return ERR_OK;
}

/* ---- the second pass ---- */

/* A reference to a row of the same table may be to a later one: it is set when all are there. */
static bool is_late(const struct transfer_table *table, const struct transfer_column *column)
{
    return column->type == TRANSFER_REF && strcmp(column->ref, table->name) == 0;
}

static int64_t moved(const struct row *r, const struct transfer_value *v)
{
    return v->i > 0 && !v->built_in ? v->i + r->x->numbers.shift : v->i;
}

static void bind_value(struct row *r, struct db_query *q, size_t i)
{
    const struct transfer_column *column = &r->table->columns[i];
    const struct transfer_value *v = &r->values[i];
    if (v->null || is_late(r->table, column)) {
        db_bind_null(q);
        return;
    }
    switch (column->type) {
    case TRANSFER_INT:
        db_bind_int(q, v->i);
        break;
    case TRANSFER_NUM:
        db_bind_num(q, v->n);
        break;
    case TRANSFER_TEXT:
    case TRANSFER_JSON:
        db_bind_text(q, v->text);
        break;
    case TRANSFER_UUID:
        db_bind_uuid(q, &v->uid);
        break;
    case TRANSFER_BYTES:
        db_bind_blob(q, v->bytes, v->len);
        break;
    case TRANSFER_PATH:
        db_bind_text(q, transfer_path_move(r->ctx, v->text, r->x->numbers.shift));
        break;
    default:
        db_bind_int(q, moved(r, v));
    }
}

static enum err insert(struct row *r)
{
    const char *sql = transfer_sql_insert(r->ctx, r->table);
    DB_QUERY *q = db_query(r->x->c->db, sql);
    for (size_t i = 0; i < r->table->n_columns; i++)
        if (r->table->columns[i].type != TRANSFER_LEFT)
            bind_value(r, q, i);
    return refused(r, db_run(q));
}

static enum err write(struct row *r)
{
    enum err e = check_references(r);
    if (e == ERR_OK)
        e = insert(r);
    if (e == ERR_OK && is_table(r, "file"))
        e = read_file(r, moved(r, &r->values[0]));
    if (e == ERR_OK && is_table(r, "account"))
        e = account_store_fold(r->x->c, moved(r, &r->values[0]), value_of(r, "login")->text,
            value_of(r, "name")->text);
    return e;
}

static enum err write_late(struct row *r)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < r->table->n_columns && e == ERR_OK; i++) {
        const struct transfer_column *column = &r->table->columns[i];
        if (!is_late(r->table, column) || r->values[i].null)
            continue;
        const char *sql = transfer_sql_set(r->ctx, r->table, column);
        DB_QUERY *q = db_query(r->x->c->db, sql);
        db_bind_int(q, moved(r, &r->values[i]));
        db_bind_int(q, moved(r, &r->values[0]));
        e = refused(r, db_run(q));
    }
    return e;
}

static enum err write_late_parts(struct import *x)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < x->plan.n_tables && e == ERR_OK; i++) {
        bool late = false;
        for (size_t k = 0; k < x->plan.tables[i].n_columns; k++)
            late = late || is_late(&x->plan.tables[i], &x->plan.tables[i].columns[k]);
        if (late)
            e = read_part(x, i, write_late);
    }
    return e;
}

/* ---- the organisation and its numbers ---- */

static enum err room_for_it(struct import *x)
{
    struct problem *problem = x->c->problem;
    int64_t n = 0;
    bool known = false;
    enum err e = transfer_store_orgs(x->c, &x->manifest.org.uid, &n, &known);
    if (e == ERR_OK && known)
        e = problem_set_arg(problem, ERR_CONFLICT, "transfer_known", x->manifest.org.name);
    else if (e == ERR_OK && n > 0 && db_engine(x->c->app->db) == DB_SQLITE)
        e = problem_set(problem, ERR_CONFLICT, "transfer_not_empty");
    return e;
}

/* Beyond everything that was ever given: what others add meanwhile stays below. */
static enum err find_shift(struct import *x)
{
    int64_t most = 0;
    for (size_t i = 0; i < x->plan.n_tables; i++) {
        const struct transfer_table *t = &x->plan.tables[i];
        if (t->columns[0].type != TRANSFER_ID)
            continue;
        const char *sql = transfer_sql_last_id(x, t);
        DB_QUERY *q = db_query(x->c->db, sql);
        int64_t last = 0;
        db_bind_text(q, t->name);
        enum err e = db_one_int(q, 0, &last);
        if (e != ERR_OK)
            return e;
        most = last > most ? last : most;
    }
    x->numbers.org = x->manifest.org_no;
    x->numbers.shift = most == 0 ? 0 : (most / SHIFT_STEP + 2) * SHIFT_STEP;
    return ERR_OK;
}

/* Beyond the ids of records that have left for good, too: what the audit and the readers of a
 * record tell of an id is about that record for ever. */
static enum err move_on(struct import *x)
{
    for (size_t i = 0; i < x->plan.n_tables; i++) {
        if (x->last_id == 0 || x->plan.tables[i].columns[0].type != TRANSFER_ID)
            continue;
        enum err e =
            transfer_store_move_on(x->c, x->plan.tables[i].name, x->last_id + x->numbers.shift);
        if (e == ERR_FORBIDDEN)
            return problem_set(x->c->problem, e, "transfer_owner");
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

static enum err begin_org(struct import *x)
{
    int64_t org_id = 0;
    enum err e = room_for_it(x);
    if (e == ERR_OK)
        e = find_shift(x);
    if (e == ERR_OK)
        e = move_on(x);
    if (e == ERR_OK)
        e = transfer_store_org_add(x->c, &x->manifest.org, &org_id);
    if (e == ERR_OK)
        e = transfer_store_setup_end(x->c);
    return e == ERR_OK ? actor_system(x->c, org_id) : e;
}

/* ---- the audit ---- */

static void chain_begin(void *arg, const char *organisation)
{
    (void)arg;
    (void)organisation;
}

/* Keys can have been lost; that is for the one to judge who checks with `kaname verify`. */
static void chain_fault(void *arg, enum verify_fault fault, int64_t seq)
{
    struct import *x = arg;
    if (fault != VERIFY_KEY_UNKNOWN && x->chain_fault == 0)
        x->chain_fault = seq;
}

static void chain_end(void *arg, const struct verify_result *result)
{
    (void)arg;
    (void)result;
}

static enum err check_chain(struct import *x)
{
    const struct verify_run run = {
        .keys = x->manifest.keys.keys,
        .n_keys = x->manifest.keys.n,
        .begin = chain_begin,
        .tell = chain_fault,
        .end = chain_end,
        .arg = x,
    };
    enum err e = verify_run_open(x->c, &run);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && x->chain_fault != 0))
        return problem_set_limit(x->c->problem, ERR_INVALID, "transfer_chain", x->chain_fault);
    return e;
}

static enum err put_down(struct import *x, const struct transfer_told *told)
{
    char sha[DIGEST_TEXT_SIZE];
    digest_format(&told->sha256, sha);
    json_t *after = json_pack("{s:s, s:I, s:I, s:s}", "format", TRANSFER_FORMAT, "rows",
        (json_int_t)told->rows, "files", (json_int_t)told->files, "sha256", sha);
    audit_add(x->c, &(struct audit_entry){.action = "import",
                        .subject = "organisation",
                        .subject_uid = &x->manifest.org.uid,
                        .after = after});
    json_decref(after);
    return tx_commit(x->c);
}

/* What the types of columns do not say, and the program relies on when it reads sheets and answers.
 */
static enum err check_sheets(struct import *x)
{
    int64_t id = 0;
    enum err e = transfer_store_next_version(x->c, 0, &id);
    while (e == ERR_OK && id != 0) {
        void *ctx = mem_context(x, 0);
        struct sheet_version version;
        const struct sheet_doc *doc = NULL;
        e = sheet_store_version_by_id(x->c->db, ctx, id, &version);
        if (e == ERR_OK)
            e = sheet_store_doc(x->c->db, ctx, &version, &doc);
        mem_free(ctx);
        if (e == ERR_INTERNAL)
            return problem_set_arg(x->c->problem, ERR_INVALID, "transfer_value", "item.ndjson");
        if (e == ERR_OK)
            e = transfer_store_next_version(x->c, id, &id);
    }
    return e;
}

static enum err check_items(struct import *x)
{
    const char *table = NULL;
    enum err e = transfer_store_misplaced(x->c, &table);
    if (e != ERR_OK || table == NULL)
        return e;
    return problem_set_arg(x->c->problem, ERR_INVALID, "transfer_reference",
        mem_printf(x->c->problem, "%s.ndjson, item_no", table));
}

static enum err write_all(struct import *x, const struct transfer_told *told)
{
    enum err e = tx_begin(x->c);
    if (e == ERR_OK)
        e = begin_org(x);
    if (e == ERR_OK)
        e = read_parts(x, write);
    if (e == ERR_OK)
        e = write_late_parts(x);
    if (e == ERR_OK)
        e = transfer_store_set_numbers(x->c, &x->numbers);
    if (e == ERR_OK)
        e = check_sheets(x);
    if (e == ERR_OK)
        e = check_items(x);
    if (e == ERR_OK)
        e = check_chain(x);
    return e == ERR_OK ? put_down(x, told) : e;
}

enum err transfer_import(struct call *c, const char *path, struct transfer_told *ret_told,
    struct transfer_keys *ret_keys)
{
    struct import *x = mem_new(c, struct import);
    struct transfer_told told = {0};
    x->c = c;
    x->plan = transfer_plan_of(x, c->app);
    x->known = mem_array(x, struct known, x->plan.n_tables);
    enum err e = transfer_archive_open(x, path, &x->plan, c->problem, &x->archive, &x->manifest);
    if (e == ERR_OK)
        e = transfer_store_built_ins(c, &x->built_ins);
    if (e == ERR_OK)
        e = look_at_all(x);
    if (e == ERR_OK)
        e = transfer_digest_archive(x, path, &told);
    told.organisation = x->manifest.org.name;
    told.rows = x->n_rows;
    told.files = x->n_files;
    if (e == ERR_OK)
        e = write_all(x, &told);
    tx_abort(c);
    if (e == ERR_OK) {
        *ret_told = told;
        *ret_keys = x->manifest.keys;
    }
    return e;
}
