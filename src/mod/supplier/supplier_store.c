#include "base/mem.h"
#include "mod/supplier/supplier_private.h"

#include <stdlib.h>
#include <string.h>

enum err supplier_store_same_number(
    struct call *c, const char *corporate_number, int64_t but, const char **ret_number)
{
    static const char SQL[] = "SELECT number FROM supplier WHERE org_id = :org"
                              " AND corporate_number = ? AND id <> ? AND deleted_at IS NULL"
                              " LIMIT 1"; /* there is one; in order of ids all would be read */
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, corporate_number);
    db_bind_int(q, but);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_number = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

enum err supplier_store_business(
    struct call *c, const char *text, int64_t *ret_id, const char **ret_name)
{
    static const char SQL[] = "SELECT id, name FROM business WHERE org_id = :org AND name = ?"
                              " AND deleted_at IS NULL UNION ALL"
                              " SELECT id, name FROM business WHERE org_id = :org AND number = ?"
                              " AND deleted_at IS NULL LIMIT 1";
    bool row = false;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, text);
    db_bind_text(q, text);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_id = row ? db_int(q, 0) : 0;
    *ret_name = row ? mem_strdup(c, db_text(q, 1, NULL)) : NULL;
    return ERR_OK;
}

enum err supplier_store_unnamed(struct call *c, int64_t business_id)
{
    static const char SQL[] =
        "SELECT count(*) FROM supplier_engagement_business b JOIN supplier_engagement e"
        " ON e.org_id = :org AND e.id = b.engagement_id AND e.deleted_at IS NULL"
        " WHERE b.org_id = :org AND b.business_id = ?";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, business_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK && n > 0)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "business_named", n);
    return e;
}

static enum err add_stop(struct call *c, int64_t engagement_id, int64_t business_id)
{
    static const char SQL[] = "INSERT INTO supplier_engagement_business"
                              " (org_id, engagement_id, business_id) VALUES (:org, ?, ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, engagement_id);
    db_bind_int(q, business_id);
    return db_run(q);
}

enum err supplier_store_set_stops(
    struct call *c, int64_t engagement_id, const int64_t *business_ids, size_t n)
{
    static const char SQL[] = "DELETE FROM supplier_engagement_business"
                              " WHERE org_id = :org AND engagement_id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, engagement_id);
    enum err e = db_run(q);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = add_stop(c, engagement_id, business_ids[i]);
    return e;
}

/* As it stands within the list of names. */
static const char *in_list(struct call *c, const char *name)
{
    json_t *json = json_string(name);
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    const char *kept = mem_strdup(c, text);
    free(text);
    json_decref(json);
    return kept;
}

enum err supplier_store_rename_business(
    struct call *c, int64_t business_id, const char *before, const char *after)
{
    static const char SQL[] =
        "UPDATE supplier_engagement SET stops = replace(stops, ?, ?), version = version + 1"
        " WHERE org_id = :org AND id IN (SELECT engagement_id FROM supplier_engagement_business"
        " WHERE org_id = :org AND business_id = ?)";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, in_list(c, before));
    db_bind_text(q, in_list(c, after));
    db_bind_int(q, business_id);
    return db_run(q);
}

enum err supplier_keys(
    struct call *c, const struct supplier_page *page, struct supplier_key *ret_keys, size_t *ret_n)
{
    static const char SQL[] = "SELECT id, uid FROM supplier WHERE org_id = :org AND id > ?"
                              " AND deleted_at IS NULL AND (? = 0 OR state = 'active')"
                              " AND (? = '' OR class = ?) ORDER BY id LIMIT ?";
    const char *class = page->class == NULL ? "" : page->class;
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, page->after);
    db_bind_int(q, page->dealing);
    db_bind_text(q, class);
    db_bind_text(q, class);
    db_bind_int(q, (int64_t)page->most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        ret_keys[n++] = (struct supplier_key){.id = db_int(q, 0), .uid = db_uuid(q, 1)};
    *ret_n = n;
    return e;
}
