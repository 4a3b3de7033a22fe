/* What a record is found by: its number, the texts of its searchable fields, the names of its files
 * and its comments. */
#include "kernel/register/register_item.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/search/search.h"

#include <string.h>

static void add_line(struct buf *b, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    if (b->len > 0)
        buf_char(b, '\n');
    buf_str(b, text);
}

/* The searchable texts, one a line, without the title when `rest`. */
static struct buf *texts_of(
    struct call *c, const struct reg_def *def, const json_t *record, bool rest)
{
    struct buf *b = buf_new(c);
    for (size_t i = 0; i < def->n_fields; i++) {
        const struct field *f = &def->fields[i];
        const json_t *value = json_object_get(record, f->key);
        bool searchable = (f->flags & FIELD_SEARCHABLE) && !(f->flags & FIELD_CONFIDENTIAL);
        if (!searchable || (rest && strcmp(f->key, def->title) == 0))
            continue;
        add_line(b, json_string_value(value));
        add_line(b, body_text(value, "ja")); /* of a text in both languages */
        add_line(b, body_text(value, "en"));
    }
    return b;
}

const char *reg_folded(
    struct call *c, const struct reg_def *def, const json_t *record, const char *number)
{
    const char *texts = texts_of(c, def, record, false)->data;
    return utf8_fold(c, mem_printf(c, "%s\n%s", number != NULL ? number : "", texts));
}

enum err reg_search_put(
    struct call *c, const struct reg_record *record, const char *number, bool fresh)
{
    const struct reg_def *def = record->def;
    bool secret = false;
    enum err e = def->readers ? reader_is_secret(c, def->singular, record->id, &secret) : ERR_OK;
    if (def->host != NULL) /* the search asks for the permission of one register only */
        secret |= !reg_host_open(c, def, body_text(record->after, def->host));
    if (e != ERR_OK || secret) /* found by nobody, so by none who may not */
        return e != ERR_OK ? e : reg_search_remove(c, record);
    struct buf *body = texts_of(c, def, record->after, true);
    if (!fresh) /* nothing hangs on a record made just now */
        e = item_store_texts(c, def, record->id, body);
    if (e != ERR_OK)
        return e;
    const json_t *title = json_object_get(record->after, def->title);
    const struct search_text text = {
        .kind = def->singular,
        .record_id = record->id,
        .uid = &record->uid,
        .unit_id = record->unit_id,
        .unit_path = record->unit_path,
        .number = number,
        .title = json_is_string(title) ? json_string_value(title) : "",
        .body = body->data,
        .fresh = fresh,
    };
    return search_put(c, &text);
}

enum err reg_search_follow(
    struct call *c, const struct reg_def *def, const struct reg_loaded *record)
{
    const struct reg_record seen = {
        .def = def,
        .id = record->id,
        .uid = record->uid,
        .unit_id = record->unit_id,
        .unit_path = record->unit_path,
        .after = record->json,
    };
    return reg_search_put(c, &seen, body_text(record->json, "number"), false);
}

enum err reg_search_renew(struct call *c, const struct reg_def *def, const int64_t *ids, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        struct reg_loaded record;
        e = reg_load_unasked(c, def, NULL, ids[i], &record);
        if (e == ERR_OK && !record.deleted)
            e = reg_search_follow(c, def, &record);
    }
    return e;
}

enum err reg_search_remove(struct call *c, const struct reg_record *record)
{
    return search_remove(c, record->def->singular, record->id, 0);
}

/* ---- records from before ---- */

static enum err set_folded(
    struct call *c, const struct reg_def *def, int64_t id, const char *folded)
{
    struct reg_sql sql = reg_sql_folded(c, def);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    db_bind_text(q, folded);
    db_bind_int(q, id);
    db_bind_text(q, folded);
    return db_run(q);
}

static enum err fill_one(struct call *c, const struct reg_record *record)
{
    const char *number = body_text(record->after, "number");
    enum err e =
        set_folded(c, record->def, record->id, reg_folded(c, record->def, record->after, number));
    return e != ERR_OK ? e : reg_search_put(c, record, number, false);
}

static size_t read_page(struct call *c, const struct reg_def *def, struct db_query *q,
    struct reg_record *ret_records, size_t most, enum err *ret_err)
{
    size_t n = 0;
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row && n < most; n++) {
        ret_records[n] = (struct reg_record){
            .def = def,
            .id = db_int(q, COL_ID),
            .uid = db_uuid(q, COL_UID),
            .unit_id = db_int(q, COL_UNIT_ID),
            .unit_path = mem_strdup(c, db_text(q, COL_UNIT_PATH, NULL)),
            .after = reg_row_json(c, def, q),
        };
        e = db_step(q, &row);
    }
    *ret_err = e;
    return n;
}

enum err reg_search_fill(
    struct call *c, const struct reg_def *def, int64_t after, int most, int64_t *ret_last)
{
    struct reg_record *records = mem_array(c, struct reg_record, most);
    struct reg_sql sql = reg_sql_after(c, c->app, def);
    enum err e = ERR_OK;
    size_t n = 0;
    {
        DB_QUERY *q = reg_sql_query(c->db, &sql);
        db_bind_int(q, after);
        db_bind_int(q, most);
        n = read_page(c, def, q, records, (size_t)most, &e);
    }
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = fill_one(c, &records[i]);
    if (e == ERR_OK)
        *ret_last = n == 0 ? 0 : records[n - 1].id;
    return e;
}
