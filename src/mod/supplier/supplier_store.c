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
        "SELECT (SELECT count(*) FROM supplier_engagement_business b JOIN supplier_engagement e"
        " ON e.org_id = :org AND e.id = b.engagement_id AND e.deleted_at IS NULL"
        " WHERE b.org_id = :org AND b.business_id = ?) + (SELECT count(*)"
        " FROM supplier_subcontract_business b JOIN supplier_subcontract t"
        " ON t.org_id = :org AND t.id = b.subcontract_id AND t.deleted_at IS NULL"
        " WHERE b.org_id = :org AND b.business_id = ?)";
    int64_t n = 0;
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, business_id);
    db_bind_int(q, business_id);
    enum err e = db_one_int(q, 0, &n);
    if (e == ERR_OK && n > 0)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "business_named", n);
    return e;
}

/* Businesses of one record instead of those before, by two statements of which the second adds one.
 */
static enum err set_businesses(struct call *c, const char *clear, const char *add, int64_t id,
    const int64_t *business_ids, size_t n)
{
    DB_QUERY *q = db_query(c->db, clear);
    db_bind_int(q, id);
    enum err e = db_run(q);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        DB_QUERY *one = db_query(c->db, add);
        db_bind_int(one, id);
        db_bind_int(one, business_ids[i]);
        e = db_run(one);
    }
    return e;
}

enum err supplier_store_set_stops(
    struct call *c, int64_t engagement_id, const int64_t *business_ids, size_t n)
{
    static const char CLEAR[] = "DELETE FROM supplier_engagement_business"
                                " WHERE org_id = :org AND engagement_id = ?";
    static const char ADD[] = "INSERT INTO supplier_engagement_business"
                              " (org_id, engagement_id, business_id) VALUES (:org, ?, ?)";
    return set_businesses(c, CLEAR, ADD, engagement_id, business_ids, n);
}

enum err supplier_store_set_serves(
    struct call *c, int64_t subcontract_id, const int64_t *business_ids, size_t n)
{
    static const char CLEAR[] = "DELETE FROM supplier_subcontract_business"
                                " WHERE org_id = :org AND subcontract_id = ?";
    static const char ADD[] = "INSERT INTO supplier_subcontract_business"
                              " (org_id, subcontract_id, business_id) VALUES (:org, ?, ?)";
    return set_businesses(c, CLEAR, ADD, subcontract_id, business_ids, n);
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

static enum err rename_in(
    struct call *c, const char *sql, int64_t business_id, const char *before, const char *after)
{
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, in_list(c, before));
    db_bind_text(q, in_list(c, after));
    db_bind_int(q, business_id);
    return db_run(q);
}

enum err supplier_store_rename_business(
    struct call *c, int64_t business_id, const char *before, const char *after)
{
    static const char STOPS[] =
        "UPDATE supplier_engagement SET stops = replace(stops, ?, ?), version = version + 1"
        " WHERE org_id = :org AND id IN (SELECT engagement_id FROM supplier_engagement_business"
        " WHERE org_id = :org AND business_id = ?)";
    static const char SERVES[] =
        "UPDATE supplier_subcontract SET serves = replace(serves, ?, ?), version = version + 1"
        " WHERE org_id = :org AND id IN (SELECT subcontract_id FROM supplier_subcontract_business"
        " WHERE org_id = :org AND business_id = ?)";
    enum err e = rename_in(c, STOPS, business_id, before, after);
    return e == ERR_OK ? rename_in(c, SERVES, business_id, before, after) : e;
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
