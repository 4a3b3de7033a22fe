/* Units of a campaign and supplements. */
#include "base/mem.h"
#include "kernel/sheet/campaign_store.h"

#include <string.h>

static struct campaign_unit unit_row(struct call *c, struct db_query *q)
{
    struct campaign_unit u = {
        .unit = ref_columns(c, q, 0),
        .name_en = mem_strdup(c, db_text(q, 4, NULL)),
        .kind = mem_strdup(c, db_text(q, 5, NULL)),
        .path = mem_strdup(c, db_text(q, 6, NULL)),
        .parent_id = db_int(q, 7),
        .head_office = db_int(q, 8) != 0,
        .responds = db_int(q, 9) != 0,
        .assignee = ref_columns(c, q, 10),
    };
    u.unit.number = mem_strdup(c, db_text(q, 3, NULL));
    return u;
}

enum err campaign_store_units(
    struct call *c, int64_t campaign_id, bool all, struct campaign_unit **ret_units, size_t *ret_n)
{
    static const char sql[] =
        "SELECT u.id, u.uid, x.name, u.number, x.name_en, x.kind, x.path, x.parent_id,"
        " x.head_office, x.responds, a.id, a.uid, a.name"
        " FROM campaign_unit x JOIN unit u ON u.org_id = x.org_id AND u.id = x.unit_id"
        " LEFT JOIN account a ON a.org_id = x.org_id AND a.id = x.assignee_id"
        " WHERE x.org_id = :org AND x.campaign_id = ? AND x.responds >= ? ORDER BY x.path";
    struct campaign_unit *list = NULL;
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_int(q, all ? 0 : 1);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if ((n & (n + 1)) == 0) /* room doubles at 0, 1, 3, 7 … */
            list = mem_grow(c, list, struct campaign_unit, 2 * n + 1);
        list[n++] = unit_row(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_units = list;
    *ret_n = n;
    return ERR_OK;
}

enum err campaign_store_units_clear(struct call *c, int64_t campaign_id)
{
    static const char sql[] = "DELETE FROM campaign_unit WHERE org_id = :org AND campaign_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    return db_run(q);
}

/* no :org: it stands in the last of these lines */
#define COPY                                                                                      \
    "INSERT INTO campaign_unit (org_id, campaign_id, unit_id, parent_id, path, kind, code, name," \
    " name_en, head_office, responds, assignee_id)"                                               \
    " SELECT u.org_id, CAST(? AS BIGINT), u.id, u.parent_id, u.path, u.kind, u.code, u.name,"     \
    " u.name_en, u.head_office, CAST(? AS BIGINT), CAST(? AS BIGINT)"                             \
    " FROM unit u WHERE u.org_id = :org AND u.deleted_at IS NULL"

enum err campaign_store_unit_add(
    struct call *c, int64_t campaign_id, const char *unit, int64_t assignee_id)
{
    static const char by_uid[] =
        COPY " AND u.uid = ? ON CONFLICT (campaign_id, unit_id) DO NOTHING";
    static const char by_number[] =
        COPY " AND u.number = ? ON CONFLICT (campaign_id, unit_id) DO NOTHING";
    struct uuid uid;
    bool is_uid = uuid_parse(unit, &uid);
    DB_QUERY *q = db_query(c->db, is_uid ? by_uid : by_number);
    db_bind_int(q, campaign_id);
    db_bind_int(q, 1);
    if (assignee_id == 0)
        db_bind_null(q);
    else
        db_bind_int(q, assignee_id);
    if (is_uid)
        db_bind_uuid(q, &uid);
    else
        db_bind_text(q, unit);
    enum err e = db_run(q);
    return e == ERR_OK && db_changes(q) == 0 ? ERR_NOT_FOUND : e;
}

enum err campaign_store_unit_path(struct call *c, const char *uid, const char **ret_path)
{
    static const char sql[] =
        "SELECT path FROM unit WHERE org_id = :org AND uid = ? AND deleted_at IS NULL";
    struct uuid id;
    bool row = false;
    if (!uuid_parse(uid, &id))
        return ERR_NOT_FOUND;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_path = mem_strdup(c, db_text(q, 0, NULL));
    return e;
}

static enum err mark_responding(
    struct call *c, int64_t campaign_id, const struct campaign_unit *chosen, size_t n)
{
    static const char sql[] = "UPDATE campaign_unit SET responds = 1, assignee_id = ?"
                              " WHERE org_id = :org AND campaign_id = ? AND unit_id = ?";
    DB_QUERY *q = db_query(c->db, sql);
    for (size_t i = 0; i < n; i++) {
        db_again(q);
        if (chosen[i].assignee.id == 0)
            db_bind_null(q);
        else
            db_bind_int(q, chosen[i].assignee.id);
        db_bind_int(q, campaign_id);
        db_bind_int(q, chosen[i].unit.id);
        enum err e = db_run(q);
        if (e != ERR_OK)
            return e;
    }
    return ERR_OK;
}

enum err campaign_store_snapshot(
    struct call *c, int64_t campaign_id, const struct campaign_unit *chosen, size_t n)
{
    static const char sql[] = COPY;
    enum err e = campaign_store_units_clear(c, campaign_id);
    if (e != ERR_OK)
        return e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_int(q, 0);
    db_bind_null(q);
    e = db_run(q);
    return e == ERR_OK ? mark_responding(c, campaign_id, chosen, n) : e;
}

enum err campaign_store_supplement_set(
    struct call *c, int64_t campaign_id, int item_no, const char *lang, const char *text)
{
    static const char sql[] = "INSERT INTO supplement (org_id, campaign_id, item_no, lang, text)"
                              " VALUES (:org, ?, ?, ?, ?)";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_int(q, item_no);
    db_bind_text(q, lang);
    db_bind_text(q, text);
    return db_run(q);
}

enum err campaign_store_supplement_clear(struct call *c, int64_t campaign_id, int item_no)
{
    static const char sql[] =
        "DELETE FROM supplement WHERE org_id = :org AND campaign_id = ? AND item_no = ?";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    db_bind_int(q, item_no);
    return db_run(q);
}

static void supplement_end(struct supplement *list, size_t n, struct jw *w)
{
    if (n == 0)
        return;
    jw_obj_end(w);
    list[n - 1].texts = w->buf->data;
}

/* Rows come item by item; each begins a new object when the item changes. */
enum err campaign_store_supplements(
    struct call *c, int64_t campaign_id, struct supplement **ret_supplements, size_t *ret_n)
{
    static const char sql[] = "SELECT item_no, lang, text FROM supplement"
                              " WHERE org_id = :org AND campaign_id = ? ORDER BY item_no, lang";
    struct supplement *list = NULL;
    struct jw w = {NULL};
    size_t n = 0;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, campaign_id);
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if (n == 0 || list[n - 1].item_no != (int)db_int(q, 0)) {
            supplement_end(list, n, &w);
            w = jw_init(buf_new(c));
            jw_obj_begin(&w);
            list = mem_grow(c, list, struct supplement, n + 1);
            list[n++].item_no = (int)db_int(q, 0);
        }
        jw_kstr(&w, db_text(q, 1, NULL), db_text(q, 2, NULL));
    }
    supplement_end(list, n, &w);
    if (e != ERR_OK)
        return e;
    *ret_supplements = list;
    *ret_n = n;
    return ERR_OK;
}
