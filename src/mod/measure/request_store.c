#include "mod/measure/request_store.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

static const char *text_form(struct call *c, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    const char *kept = mem_strdup(c, text);
    free(text);
    return kept;
}

/* ---- measures ---- */

static void put_text(json_t *to, const char *key, struct db_query *q, int col)
{
    json_object_set_new(
        to, key, db_is_null(q, col) ? json_null() : json_string(db_text(q, col, NULL)));
}

static void put_int(json_t *to, const char *key, struct db_query *q, int col)
{
    json_object_set_new(
        to, key, db_is_null(q, col) ? json_null() : json_integer((json_int_t)db_int(q, col)));
}

/* Two columns: amount, currency. */
static void put_money(json_t *to, const char *key, struct db_query *q, int col)
{
    json_t *money = db_is_null(q, col)
                        ? json_null()
                        : json_pack("{s:I, s:s}", "amount", (json_int_t)db_int(q, col), "currency",
                              db_text(q, col + 1, NULL));
    json_object_set_new(to, key, money);
}

static struct request_measure measure_of(struct call *c, struct db_query *q)
{
    json_t *content = reg_keep(c, json_object());
    char uid[UUID_TEXT_SIZE];
    struct uuid id = db_uuid(q, 3);
    uuid_format(&id, uid);
    json_object_set_new(content, "id", json_string(uid));
    put_text(content, "number", q, 4);
    put_text(content, "title", q, 5);
    put_text(content, "unit_name", q, 6);
    put_text(content, "item_key", q, 7);
    put_int(content, "level_to_reach", q, 8);
    put_int(content, "people_needed", q, 9);
    put_text(content, "people_skills", q, 10);
    put_text(content, "people_from", q, 11);
    put_money(content, "cost_initial", q, 12);
    put_money(content, "cost_low", q, 14);
    put_money(content, "cost_high", q, 16);
    put_money(content, "cost_yearly", q, 18);
    return (struct request_measure){.id = db_int(q, 0),
        .number = json_string_value(json_object_get(content, "number")),
        .state = mem_strdup(c, db_text(q, 1, NULL)),
        .unit_path = mem_strdup(c, db_text(q, 2, NULL)),
        .content = content};
}

enum err request_store_measures(
    struct call *c, const json_t *numbers, struct request_measure **ret_measures, size_t *ret_n)
{
    static const char sql[] =
        "SELECT m.id, m.state, u.path, m.uid, m.number, m.title, u.name, m.item_key,"
        " m.level_to_reach, m.people_needed, m.people_skills, m.people_from,"
        " m.cost_initial, m.cost_initial_currency, m.cost_low, m.cost_low_currency,"
        " m.cost_high, m.cost_high_currency, m.cost_yearly, m.cost_yearly_currency"
        " FROM measure m JOIN unit u ON u.org_id = m.org_id AND u.id = m.unit_id"
        " WHERE m.org_id = :org AND m.deleted_at IS NULL AND m.number IN"
        " ({sqlite: SELECT value FROM json_each(?)}"
        "{postgres: SELECT j.x FROM json_array_elements_text(CAST(? AS json)) AS j(x)})"
        " ORDER BY m.section_key NULLS LAST, m.number";
    struct request_measure *all = mem_array(c, struct request_measure, LIMIT_REQUEST_MEASURES + 1);
    size_t n = 0;
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, text_form(c, numbers));
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row && n < LIMIT_REQUEST_MEASURES; e = db_step(q, &row))
        all[n++] = measure_of(c, q);
    if (e != ERR_OK)
        return e;
    *ret_measures = all;
    *ret_n = n;
    return ERR_OK;
}

/* ---- requests ---- */

enum err request_store_names(struct call *c, int64_t request, const json_t *numbers)
{
    static const char forget[] =
        "DELETE FROM resource_request_measure WHERE org_id = :org AND request_id = ?";
    static const char keep[] =
        "INSERT INTO resource_request_measure (org_id, request_id, measure_id)"
        " SELECT :org, CAST(? AS {sqlite: INTEGER}{postgres: bigint}), m.id FROM measure m"
        " WHERE m.org_id = :org AND m.number IN"
        " ({sqlite: SELECT value FROM json_each(?)}"
        "{postgres: SELECT j.x FROM json_array_elements_text(CAST(? AS json)) AS j(x)})";
    DB_QUERY *old = db_query(c->db, forget);
    db_bind_int(old, request);
    enum err e = db_run(old);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, keep);
    db_bind_int(q, request);
    db_bind_text(q, text_form(c, numbers));
    return db_run(q);
}

enum err request_store_drafts(
    struct call *c, int64_t measure, int64_t but, struct request_draft **ret_drafts, size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.id, r.unit_id, r.uid, r.number, r.measures FROM resource_request_measure n"
        " JOIN resource_request r ON r.org_id = :org AND r.id = n.request_id"
        " WHERE n.org_id = :org AND r.id <> ? AND n.measure_id = ?"
        " AND r.state = 'draft' AND r.deleted_at IS NULL ORDER BY r.id";
    struct request_draft *all = NULL;
    size_t n = 0;
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, but);
    db_bind_int(q, measure);
    enum err e = db_step(q, &row);
    for (; e == ERR_OK && row; e = db_step(q, &row)) {
        size_t len = 0;
        const char *text = db_text(q, 4, &len);
        all = mem_grow(c, all, struct request_draft, n + 1);
        all[n] = (struct request_draft){.id = db_int(q, 0),
            .unit_id = db_int(q, 1),
            .uid = db_uuid(q, 2),
            .number = mem_strdup(c, db_text(q, 3, NULL))};
        e = json_in_parse(c, text, len, JSON_IN_DEPTH, c->problem, &all[n].measures);
        if (e != ERR_OK)
            return e;
        n++;
    }
    if (e != ERR_OK)
        return e;
    *ret_drafts = all;
    *ret_n = n;
    return ERR_OK;
}

static bool below(const char *path, const char *const *paths, size_t n_paths)
{
    for (size_t i = 0; i < n_paths; i++)
        if (unit_path_below(path, paths[i]))
            return true;
    return false;
}

static enum err head_of(struct call *c, struct db_query *q, json_t *list)
{
    char uid[UUID_TEXT_SIZE];
    struct uuid id = db_uuid(q, 1);
    size_t len = 0;
    const char *text = db_text(q, 6, &len);
    json_t *measures = NULL;
    enum err e = json_in_parse(c, text, len, JSON_IN_DEPTH, c->problem, &measures);
    if (e != ERR_OK)
        return e;
    json_t *one = json_object();
    uuid_format(&id, uid);
    json_object_set_new(one, "id", json_string(uid));
    put_text(one, "number", q, 2);
    put_text(one, "title", q, 3);
    put_text(one, "state", q, 4);
    put_int(one, "level_to_reach", q, 5);
    json_object_set(one, "measures", measures);
    json_array_append_new(list, one);
    return ERR_OK;
}

enum err request_store_for_sheet(struct call *c, const char *sheet_key, const char *const *paths,
    size_t n_paths, int limit, json_t **ret_requests)
{
    static const char sql[] =
        "SELECT u.path, r.uid, r.number, r.title, r.state, r.level_to_reach, r.measures"
        " FROM resource_request r JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND r.sheet_key = ? AND r.deleted_at IS NULL"
        " ORDER BY r.number DESC";
    json_t *list = reg_keep(c, json_array());
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, sheet_key);
    enum err e = db_step(q, &row);
    while (e == ERR_OK && row && json_array_size(list) < (size_t)limit) {
        if (below(db_text(q, 0, NULL), paths, n_paths))
            e = head_of(c, q, list);
        if (e == ERR_OK)
            e = db_step(q, &row);
    }
    if (e == ERR_OK)
        *ret_requests = list;
    return e;
}

static void bind_money(struct db_query *q, const json_t *derived, const char *key)
{
    const json_t *money = json_object_get(derived, key);
    if (json_is_object(money))
        db_bind_int(q, body_int(money, "amount", 0));
    else
        db_bind_null(q);
    db_bind_text(q, body_text(money, "currency"));
}

enum err request_store_derived(struct call *c, int64_t id, const json_t *derived)
{
    static const char sql[] =
        "UPDATE resource_request SET people_needed = ?, cost_low = ?, cost_low_currency = ?,"
        " cost_high = ?, cost_high_currency = ?, cost_yearly = ?, cost_yearly_currency = ?,"
        " people = ?, contents = ?, version = version + 1, updated_at = ?, updated_by = ?"
        " WHERE org_id = :org AND id = ? AND state = 'draft'";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, body_int(derived, "people_needed", 0));
    bind_money(q, derived, "cost_low");
    bind_money(q, derived, "cost_high");
    bind_money(q, derived, "cost_yearly");
    db_bind_text(q, text_form(c, json_object_get(derived, "people")));
    db_bind_text(q, text_form(c, json_object_get(derived, "contents")));
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, id);
    return db_run(q);
}
