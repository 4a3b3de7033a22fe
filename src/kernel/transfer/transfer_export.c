/* Out: the parts of an organisation, page by page of one snapshot, into an archive. Nothing is held
 * but a page, whatever the organisation's size; of a file only its name. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/file/file_store.h"
#include "kernel/transfer/transfer_private.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Rows of a page; those that hold documents are long. */
enum { PAGE = 500, PAGE_OF_DOCUMENTS = 50 };

struct export
{
    struct call *c;
    struct transfer_plan plan;
    struct transfer_numbers numbers;
    struct transfer_built_ins built_ins;
    struct transfer_view view;
    struct transfer_org org;
    const char *schema;
    const struct keys_known *keys;
    const struct transfer_progress *progress;
    int64_t rows_all, rows_done;
    int64_t n_files;
    struct transfer_zip *zip;
    struct out_part *parts; /* as many as tables */
    bool manifest_done;
};

/* A value of a key, kept from page to page. */
struct key_value {
    bool is_text;
    int64_t i;
    char *text;
};

struct out_part {
    struct export *x;
    const struct transfer_table *table;
    const char *first_sql, *next_sql;
    int page;
    struct key_value key[TRANSFER_KEY_MAX]; /* of the last row */
    int64_t rows;
    bool ended;
    struct transfer_made made;
};

/* ---- rows ---- */

static void keep_key(struct out_part *p, struct db_query *q)
{
    for (size_t i = 0; i < p->table->n_key; i++) {
        struct key_value *k = &p->key[i];
        k->is_text = transfer_type_is_text(p->table->columns[i].type);
        k->i = db_int(q, (int)i);
        mem_free(k->text);
        k->text = k->is_text ? mem_strdup(p->x, db_text(q, (int)i, NULL)) : NULL;
    }
}

static void bind_key(const struct out_part *p, struct db_query *q)
{
    for (size_t i = 0; i < p->table->n_key; i++) {
        if (p->key[i].is_text)
            db_bind_text(q, p->key[i].text);
        else
            db_bind_int(q, p->key[i].i);
    }
}

static enum err go_on(struct export *x, int64_t rows)
{
    x->rows_done += rows;
    double all = x->rows_all == 0 ? 1.0 : (double)x->rows_all;
    double done = (double)x->rows_done / all;
    bool more = x->progress == NULL || x->progress->tell(x->progress->arg, done > 1 ? 1 : done);
    return more ? ERR_OK : ERR_BUSY;
}

static enum err fill_rows(void *arg, struct buf *b)
{
    struct out_part *p = arg;
    const char *sql = p->rows == 0 ? p->first_sql : p->next_sql;
    if (p->ended)
        return ERR_OK;
    DB_QUERY *q = db_query(p->x->c->db, sql);
    if (p->rows > 0)
        bind_key(p, q);
    db_bind_int(q, p->page);
    bool row = false;
    int n = 0;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        transfer_value_write(b, p->table, &p->x->view, q);
        keep_key(p, q);
        n++;
    }
    p->rows += n;
    p->ended = n < p->page;
    return e == ERR_OK ? go_on(p->x, n) : e;
}

/* ---- files ---- */

struct out_file {
    struct export *x;
    int64_t id;
    int64_t next; /* block */
    bool ended;
};

static enum err fill_file(void *arg, struct buf *b)
{
    struct out_file *f = arg;
    if (f->ended)
        return ERR_OK;
    enum err e = file_store_read(f->x->c, f->id, f->next++, b);
    f->ended = b->len < FILE_BLOCK;
    return e == ERR_OK ? go_on(f->x, 0) : e;
}

static enum err add_file(struct export *x, int64_t id, const struct uuid *uid)
{
    char name[sizeof TRANSFER_FILES + UUID_TEXT_SIZE] = TRANSFER_FILES;
    struct out_file *f = mem_new(x, struct out_file);
    *f = (struct out_file){.x = x, .id = id};
    uuid_format(uid, name + sizeof TRANSFER_FILES - 1);
    x->n_files++;
    return transfer_zip_add(x->zip, name, false, fill_file, f, NULL);
}

static enum err add_files(struct export *x, const struct transfer_table *table)
{
    const char *first = transfer_sql_page(x, table, true);
    const char *next = transfer_sql_page(x, table, false);
    int64_t last = 0;
    int n = PAGE;
    while (n == PAGE) {
        DB_QUERY *q = db_query(x->c->db, last == 0 ? first : next);
        bool row = false;
        enum err e;
        if (last != 0)
            db_bind_int(q, last);
        db_bind_int(q, PAGE);
        n = 0;
        while ((e = db_step(q, &row)) == ERR_OK && row) {
            struct uuid uid = db_uuid(q, 1);
            last = db_int(q, 0);
            n++;
            e = add_file(x, last, &uid);
            if (e != ERR_OK)
                return e;
        }
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

/* ---- the manifest ---- */

static void write_digest(struct jw *w, const char *key, const struct digest *d)
{
    char text[DIGEST_TEXT_SIZE];
    digest_format(d, text);
    jw_kstr(w, key, text);
}

static void write_org(struct jw *w, const struct export *x)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&x->org.uid, uid);
    jw_key(w, "organisation");
    jw_obj_begin(w);
    jw_kint(w, "id", x->numbers.org);
    jw_kstr(w, "uid", uid);
    jw_kstr(w, "name", x->org.name);
    jw_kstr(w, "zone", x->org.zone);
    jw_kstr(w, "lang", x->org.lang);
    jw_kstr(w, "currency", x->org.currency);
    jw_kint(w, "fiscal_first_month", x->org.fiscal_first_month);
    jw_kstr(w, "industry", x->org.industry);
    jw_kint(w, "created_at", x->org.created_at_ms);
    jw_obj_end(w);
}

static void write_keys(struct jw *w, const struct export *x)
{
    char hex[KEYS_PUBLIC_TEXT_SIZE];
    jw_key(w, "audit_keys");
    jw_arr_begin(w);
    size_t n = 0;
    const uint8_t(*keys)[KEYS_PUBLIC_SIZE] = keys_known_of(x, x->keys, &x->org.uid, &n);
    for (size_t i = 0; i < n && i < TRANSFER_KEYS_MOST; i++)
        jw_str(w, sodium_bin2hex(hex, sizeof hex, keys[i], KEYS_PUBLIC_SIZE));
    jw_arr_end(w);
}

static void write_part(struct jw *w, const struct out_part *p)
{
    jw_obj_begin(w);
    jw_kstr(w, "name", mem_printf(w->buf, "%s.ndjson", p->table->name));
    jw_kint(w, "rows", p->rows);
    jw_kint(w, "bytes", p->made.bytes);
    write_digest(w, "sha256", &p->made.sha256);
    jw_obj_end(w);
}

/* The last part: by then the others are written and their digests known. */
static enum err fill_manifest(void *arg, struct buf *b)
{
    struct export *x = arg;
    if (x->manifest_done)
        return ERR_OK;
    struct jw w = jw_init(b);
    jw_obj_begin(&w);
    jw_kstr(&w, "format", TRANSFER_FORMAT);
    jw_kstr(&w, "schema", x->schema);
    jw_kinstant(&w, "created_at", x->c->now_ms);
    write_org(&w, x);
    write_keys(&w, x);
    jw_kint(&w, "files", x->n_files);
    jw_key(&w, "parts");
    jw_arr_begin(&w);
    for (size_t i = 0; i < x->plan.n_tables; i++) {
        buf_str(b, "\n");
        write_part(&w, &x->parts[i]);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    buf_char(b, '\n');
    x->manifest_done = true;
    return ERR_OK;
}

/* ---- all of it ---- */

static enum err count_rows(struct export *x)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < x->plan.n_tables && e == ERR_OK; i++) {
        const char *sql = transfer_sql_count(x, &x->plan.tables[i]);
        DB_QUERY *q = db_query(x->c->db, sql);
        int64_t n = 0;
        e = db_one_int(q, 0, &n);
        x->rows_all += n;
    }
    return e;
}

static enum err look_around(struct export *x)
{
    enum err e = transfer_store_org(x->c, &x->org);
    if (e == ERR_OK)
        e = transfer_store_numbers(x->c, &x->numbers);
    if (e == ERR_OK)
        e = transfer_store_schema(x->c, &x->schema);
    if (e == ERR_OK)
        e = transfer_store_built_ins(x->c, &x->built_ins);
    return e == ERR_OK ? count_rows(x) : e;
}

static int page_of(const struct transfer_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->columns[i].type == TRANSFER_JSON)
            return PAGE_OF_DOCUMENTS;
    return PAGE;
}

static enum err add_parts(struct export *x)
{
    enum err e = ERR_OK;
    x->view = (struct transfer_view){&x->numbers, &x->built_ins};
    x->parts = mem_array(x, struct out_part, x->plan.n_tables);
    for (size_t i = 0; i < x->plan.n_tables && e == ERR_OK; i++) {
        const struct transfer_table *t = &x->plan.tables[i];
        struct out_part *p = &x->parts[i];
        *p = (struct out_part){.x = x, .table = t, .page = page_of(t)};
        p->first_sql = transfer_sql_page(x, t, true);
        p->next_sql = transfer_sql_page(x, t, false);
        const char *name = mem_printf(x, "%s.ndjson", t->name);
        e = transfer_zip_add(x->zip, name, true, fill_rows, p, &p->made);
    }
    for (size_t i = 0; i < x->plan.n_tables && e == ERR_OK; i++)
        if (strcmp(x->plan.tables[i].name, "file") == 0)
            e = add_files(x, &x->plan.tables[i]);
    return e == ERR_OK ? transfer_zip_add(x->zip, TRANSFER_MANIFEST, true, fill_manifest, x, NULL)
                       : e;
}

static enum err write_all(struct export *x, const char *path)
{
    enum err e = tx_begin_read(x->c);
    if (e == ERR_OK)
        e = look_around(x);
    if (e == ERR_OK)
        e = transfer_zip_open(x, path, x->c->now_ms, x->c->problem, &x->zip);
    if (e != ERR_OK)
        return e;
    e = add_parts(x);
    if (e == ERR_OK)
        return transfer_zip_close(x->zip);
    transfer_zip_drop(x->zip);
    return e;
}

enum err transfer_digest_archive(const void *ctx, const char *path, struct transfer_told *ret_told)
{
    enum { ROOM = 64 * 1024 };
    FILE *in = fopen(path, "re");
    unsigned char *block = mem_array(ctx, unsigned char, ROOM);
    crypto_hash_sha256_state sha;
    size_t n;
    if (in == NULL)
        return ERR_INTERNAL;
    crypto_hash_sha256_init(&sha);
    ret_told->bytes = 0;
    while ((n = fread(block, 1, ROOM, in)) > 0) {
        crypto_hash_sha256_update(&sha, block, n);
        ret_told->bytes += (int64_t)n;
    }
    bool ok = !ferror(in);
    fclose(in);
    crypto_hash_sha256_final(&sha, ret_told->sha256.bytes);
    return ok ? ERR_OK : ERR_INTERNAL;
}

/* That everything was taken out is worth an entry, with what names the archive. */
static enum err put_down(struct call *c, const struct export *x, const struct transfer_told *told)
{
    char sha[DIGEST_TEXT_SIZE];
    digest_format(&told->sha256, sha);
    enum err e = tx_begin(c);
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s, s:I, s:I, s:s}", "format", TRANSFER_FORMAT, "rows",
        (json_int_t)told->rows, "files", (json_int_t)told->files, "sha256", sha);
    audit_add(c, &(struct audit_entry){.action = "export",
                     .subject = "organisation",
                     .subject_uid = &x->org.uid,
                     .after = after});
    json_decref(after);
    return tx_commit(c);
}

enum err transfer_export(struct call *c, const char *path, const struct keys_known *keys,
    const struct transfer_progress *progress, struct transfer_told *ret_told)
{
    struct export *x = mem_new(c, struct export);
    x->c = c;
    x->keys = keys;
    x->progress = progress;
    x->plan = transfer_plan_of(x, c->app);
    enum err e = write_all(x, path);
    tx_abort(c);
    bool written = x->zip != NULL && e == ERR_OK;
    struct transfer_told told = {
        .organisation = x->org.name, .uid = x->org.uid, .files = x->n_files};
    for (size_t i = 0; e == ERR_OK && i < x->plan.n_tables; i++)
        told.rows += x->parts[i].rows;
    if (e == ERR_OK && chmod(path, S_IRUSR | S_IWUSR) != 0)
        e = ERR_INTERNAL;
    if (e == ERR_OK)
        e = transfer_digest_archive(x, path, &told);
    if (e == ERR_OK)
        e = put_down(c, x, &told);
    tx_abort(c);
    if (e != ERR_OK && written)
        unlink(path); /* nothing leaves without its entry */
    else if (e == ERR_OK)
        *ret_told = told;
    return e;
}
