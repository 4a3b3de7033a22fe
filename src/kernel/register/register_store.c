#include "kernel/register/register_store.h"

#include "kernel/register/register_private.h"
#include "kernel/unit/unit_tree.h"

enum err reg_store_count(struct call *c, const char *prefix, int year, int64_t n, int64_t *ret_last)
{
    static const char sql[] = "INSERT INTO counter (org_id, prefix, year, last)"
                              " VALUES (:org, ?, ?, ?)"
                              " ON CONFLICT (org_id, prefix, year)"
                              " DO UPDATE SET last = counter.last + excluded.last RETURNING last";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, prefix);
    db_bind_int(q, year);
    db_bind_int(q, n);
    return db_one_int(q, 0, ret_last);
}

static json_t *shown(struct db_query *q)
{
    struct uuid uid = db_uuid(q, 1);
    char id[UUID_TEXT_SIZE];
    uuid_format(&uid, id);
    return json_pack(
        "{s:s, s:s?, s:s?}", "id", id, "number", db_text(q, 2, NULL), "title", db_text(q, 3, NULL));
}

enum err reg_store_ref(struct call *c, const struct reg_def *def, const char *text, int64_t *ret_id,
    json_t **ret_shown)
{
    struct uuid uid;
    bool by_uid = uuid_parse(text, &uid);
    struct reg_sql sql = reg_sql_ref(c, def, by_uid ? "uid" : "number");
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    if (by_uid)
        db_bind_uuid(q, &uid);
    else
        db_bind_text(q, text);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_id = db_int(q, 0);
    if (ret_shown != NULL)
        *ret_shown = shown(q);
    return ERR_OK;
}

static enum err count_below(struct call *c, const char *path, int64_t *ret_count)
{
    static const char sql[] =
        "SELECT count(*) FROM unit WHERE org_id = :org AND path >= ? AND path < ?";
    DB_QUERY *q = db_query(c->db, sql);
    char end[UNIT_PATH_SIZE];
    unit_path_end(path, end);
    db_bind_text(q, path);
    db_bind_text(q, end);
    return db_one_int(q, 0, ret_count);
}

enum err reg_store_units(
    struct call *c, const char *const *paths, size_t n_paths, int64_t *ret_below, int64_t *ret_all)
{
    int64_t below = 0;
    int64_t all = 0;
    enum err e = count_below(c, "/", &all);
    for (size_t i = 0; i < n_paths && e == ERR_OK; i++) {
        int64_t n = 0;
        e = count_below(c, paths[i], &n);
        below += n;
    }
    if (e != ERR_OK)
        return e;
    *ret_below = below;
    *ret_all = all;
    return ERR_OK;
}
