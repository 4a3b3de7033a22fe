#include "kernel/register/register_private.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/reader/reader.h"
#include "kernel/register/register_store.h"

#include <string.h>

static void loaded_from_row(
    struct call *c, const struct reg_def *def, struct db_query *q, struct reg_loaded *ret_record)
{
    *ret_record = (struct reg_loaded){
        .id = db_int(q, COL_ID),
        .uid = db_uuid(q, COL_UID),
        .version = db_int(q, COL_VERSION),
        .unit_id = db_int(q, COL_UNIT_ID),
        .unit_path = mem_strdup(c, db_text(q, COL_UNIT_PATH, NULL)),
        .created_by = db_int(q, COL_CREATED_BY),
        .deleted = !db_is_null(q, COL_DELETED_AT),
        .json = reg_row_json(c, def, q),
    };
}

static bool host_seen(struct call *c, const struct reg_def *def, struct db_query *q)
{
    int column = reg_row_column(def, reg_field(def, def->host));
    return reg_host_seen(c, db_text(q, column, NULL), db_text(q, COL_UNIT_PATH, NULL));
}

/* The row of a record by UUID or number, when the caller may read it: else ERR_NOT_FOUND, for what
 * may not be read does not exist for the caller. */
static enum err step_to(
    struct call *c, const struct reg_def *def, struct db_query *q, bool *ret_deleted)
{
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row || !who_may(c->who, def->read, db_text(q, COL_UNIT_PATH, NULL)))
        return ERR_NOT_FOUND;
    bool hidden = def->host != NULL && !host_seen(c, def, q);
    if (hidden)
        return ERR_NOT_FOUND;
    if (def->readers)
        e = reader_is_hidden(c, def->singular, db_int(q, COL_ID), &hidden);
    if (e != ERR_OK || hidden)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    *ret_deleted = !db_is_null(q, COL_DELETED_AT);
    return ERR_OK;
}

static struct db_query *query_one(
    struct call *c, const struct reg_def *def, const char *id, struct uuid *uid)
{
    bool by_uid = uuid_parse(id, uid);
    struct reg_sql sql = reg_sql_one(c, c->app, def, by_uid ? "uid" : "number");
    struct db_query *q = reg_sql_query(c->db, &sql);
    if (by_uid)
        db_bind_uuid(q, uid);
    else
        db_bind_text(q, id);
    return q;
}

enum err reg_load(
    struct call *c, const struct reg_def *def, const char *id, struct reg_loaded *ret_record)
{
    struct uuid uid;
    bool deleted = false;
    DB_QUERY *q = query_one(c, def, id, &uid);
    enum err e = step_to(c, def, q, &deleted);
    if (e == ERR_OK)
        loaded_from_row(c, def, q, ret_record);
    return e;
}

static struct db_query *query_internal(
    struct call *c, const struct reg_def *def, int64_t internal_id)
{
    struct reg_sql sql = reg_sql_one(c, c->app, def, "id");
    struct db_query *q = reg_sql_query(c->db, &sql);
    db_bind_int(q, internal_id);
    return q;
}

enum err reg_load_unasked(struct call *c, const struct reg_def *def, const char *id,
    int64_t internal_id, struct reg_loaded *ret_record)
{
    struct uuid uid;
    bool row = false;
    DB_QUERY *q = id != NULL ? query_one(c, def, id, &uid) : query_internal(c, def, internal_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        loaded_from_row(c, def, q, ret_record);
    return e;
}

enum err reg_write_one(
    struct call *c, const struct reg_def *def, const char *id, struct jw *w, int64_t *ret_version)
{
    struct uuid uid;
    bool deleted = false;
    DB_QUERY *q = query_one(c, def, id, &uid);
    enum err e = step_to(c, def, q, &deleted);
    if (e == ERR_OK && deleted)
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    reg_row_write(w, def, q, NULL);
    *ret_version = db_int(q, COL_VERSION);
    return ERR_OK;
}

enum err reg_find(struct call *c, const struct reg_def *def, const char *id, int64_t *ret_id)
{
    struct reg_loaded record;
    enum err e = reg_load(c, def, id, &record);
    if (e == ERR_OK && record.deleted)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_id = record.id;
    return e;
}

enum err reg_ref_id(
    struct call *c, const struct reg_record *record, const char *key, int64_t *ret_id)
{
    const char *id = body_text(json_object_get(record->after, key), "id");
    if (id == NULL) {
        *ret_id = 0;
        return ERR_OK;
    }
    const struct reg_def *ref = reg_ref_def(c->app, reg_field(record->def, key));
    return reg_store_ref(c, ref, id, ret_id, NULL);
}

static bool year_of(const struct call *c, int *ret_year)
{
    struct date today;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &today))
        return false;
    *ret_year = fiscal_year(today, c->org.fiscal_first_month);
    return true;
}

enum err reg_numbers_ahead(struct call *c, const char *prefix, int64_t n)
{
    int year = 0;
    int64_t last = 0;
    struct reg_numbers *ahead = c->numbers;
    if (prefix == NULL || (ahead != NULL && ahead->last - ahead->next + 1 >= n))
        return ERR_OK;
    if (!year_of(c, &year))
        return ERR_INTERNAL;
    enum err e = reg_store_count(c, prefix, year, NUMBERS_AHEAD, &last);
    if (e != ERR_OK)
        return e;
    if (ahead == NULL)
        ahead = c->numbers = mem_new(c, struct reg_numbers);
    if (ahead->prefix == NULL || ahead->last != last - NUMBERS_AHEAD)
        ahead->next = last - NUMBERS_AHEAD + 1;
    ahead->prefix = prefix;
    ahead->last = last;
    return ERR_OK;
}

enum err reg_ids_ahead(
    struct call *c, const void *ctx, const struct reg_def *def, size_t n, struct reg_ids **ret_ids)
{
    struct reg_ids *ahead = mem_new(ctx, struct reg_ids);
    ahead->def = def;
    ahead->ids = mem_array(ahead, int64_t, n);
    struct reg_sql sql = reg_sql_ids(ahead, def);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    db_bind_int(q, (int64_t)n);
    bool row = false;
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row && ahead->n < n; e = db_step(q, &row))
        ahead->ids[ahead->n++] = db_int(q, 0);
    if (e == ERR_OK)
        *ret_ids = ahead;
    return e;
}

int64_t reg_ids_take(struct reg_ids *ids, const struct reg_def *def)
{
    return ids != NULL && ids->def == def && ids->next < ids->n ? ids->ids[ids->next++] : 0;
}

enum err reg_number(struct call *c, const char *prefix, const char **ret_number)
{
    int year = 0;
    int64_t count = 0;
    enum err e = ERR_OK;
    struct reg_numbers *ahead = c->numbers;
    if (!year_of(c, &year))
        return ERR_INTERNAL;
    if (ahead != NULL && ahead->next <= ahead->last && strcmp(ahead->prefix, prefix) == 0)
        count = ahead->next++;
    else
        e = reg_store_count(c, prefix, year, 1, &count);
    if (e != ERR_OK)
        return e;
    *ret_number = mem_printf(c, "%s-%04d-%04lld", prefix, year, (long long)count);
    return ERR_OK;
}
