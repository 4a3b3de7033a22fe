#include "base/mem.h"
#include "kernel/transfer/transfer_private.h"

#include <string.h>

enum err transfer_store_org(struct call *c, struct transfer_org *ret_org)
{
    static const char SQL[] = "SELECT uid, name, zone, lang, currency, fiscal_first_month,"
                              " industry, created_at FROM org WHERE id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    *ret_org = (struct transfer_org){
        .uid = db_uuid(q, 0),
        .name = mem_strdup(c, db_text(q, 1, NULL)),
        .zone = mem_strdup(c, db_text(q, 2, NULL)),
        .lang = mem_strdup(c, db_text(q, 3, NULL)),
        .currency = mem_strdup(c, db_text(q, 4, NULL)),
        .fiscal_first_month = db_int(q, 5),
        .industry = mem_strdup(c, db_text(q, 6, NULL)),
        .created_at_ms = db_int(q, 7),
    };
    return ERR_OK;
}

enum err transfer_store_org_add(struct call *c, const struct transfer_org *org, int64_t *ret_org_id)
{
    static const char SQL[] =
        "INSERT INTO org (uid, name, zone, lang, currency, fiscal_first_month, industry,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_uuid(q, &org->uid);
    db_bind_text(q, org->name);
    db_bind_text(q, org->zone);
    db_bind_text(q, org->lang);
    db_bind_text(q, org->currency);
    db_bind_int(q, org->fiscal_first_month);
    db_bind_text(q, org->industry);
    db_bind_int(q, org->created_at_ms);
    return db_one_int(q, 0, ret_org_id);
}

enum err transfer_store_orgs(
    struct call *c, const struct uuid *uid, int64_t *ret_n, bool *ret_known)
{
    static const char SQL[] =
        "SELECT count(*), coalesce(sum(CASE WHEN uid = ? THEN 1 ELSE 0 END), 0) FROM org"
        " WHERE id > 0";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    db_bind_uuid(q, uid);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_n = db_int(q, 0);
    *ret_known = db_int(q, 1) > 0;
    return ERR_OK;
}

enum err transfer_store_numbers(struct call *c, struct transfer_numbers *ret_numbers)
{
    static const char SQL[] =
        "SELECT coalesce(chain_org, org_id), id_shift FROM audit_head WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    *ret_numbers = (struct transfer_numbers){.org = db_int(q, 0), .shift = db_int(q, 1)};
    return ERR_OK;
}

enum err transfer_store_set_numbers(struct call *c, const struct transfer_numbers *numbers)
{
    static const char SQL[] =
        "UPDATE audit_head SET chain_org = ?, id_shift = ? WHERE org_id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, numbers->org);
    db_bind_int(q, numbers->shift);
    return db_run(q);
}

enum err transfer_store_schema(struct call *c, const char **ret_name)
{
    static const char SQL[] = "SELECT name FROM schema_migration ORDER BY no DESC LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_name = row ? mem_strdup(c, db_text(q, 0, NULL)) : "";
    return e;
}

enum err transfer_store_built_ins(struct call *c, struct transfer_built_ins *ret_built_ins)
{
    /* no :org: those that come with the program belong to organisation 0, which everybody reads */
    static const char SQL[] =
        "SELECT v.sheet_id, v.id, s.key, v.digest FROM sheet_version v JOIN sheet s"
        " ON s.org_id = 0 AND s.id = v.sheet_id WHERE v.org_id = 0 ORDER BY s.key, v.no";
    struct transfer_built_ins list = {NULL, 0};
    size_t room = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, SQL);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        size_t len = 0;
        const void *digest = db_blob(q, 3, &len);
        if (list.n == room) {
            room = room == 0 ? 16 : 2 * room;
            list.at = mem_grow(c, list.at, struct transfer_built_in, room);
        }
        struct transfer_built_in *b = &list.at[list.n++];
        *b = (struct transfer_built_in){
            .sheet_id = db_int(q, 0),
            .version_id = db_int(q, 1),
            .key = mem_strdup(c, db_text(q, 2, NULL)),
        };
        if (len == DIGEST_SIZE)
            memcpy(b->digest.bytes, digest, DIGEST_SIZE);
    }
    if (e == ERR_OK)
        *ret_built_ins = list;
    return e;
}

enum err transfer_store_move_on(struct call *c, const char *table, int64_t id)
{
    static const char SQL[] = "SELECT {sqlite: 1 WHERE ? IS NOT NULL AND ? > 0}"
                              "{postgres: setval(pg_get_serial_sequence(?, 'id'), ?)}";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, table);
    db_bind_int(q, id);
    return db_run(q);
}

/* Rows of a table that name an item by a place that the sheet of their response does not have. */
#define MISPLACED(table)                                                                    \
    "SELECT '" table "' AS name FROM " table                                                \
    " x JOIN response r ON r.org_id = x.org_id AND r.id = x.response_id"                    \
    " WHERE x.org_id = :org AND x.item_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM item i" \
    " WHERE i.version_id = r.version_id AND i.no = x.item_no) UNION ALL "

enum err transfer_store_misplaced(struct call *c, const char **ret_table)
{
    static const char SQL[] = "SELECT name FROM (" MISPLACED("answer") MISPLACED("answer_history")
        MISPLACED("answer_file") MISPLACED("second_answer") MISPLACED("answer_carried")
            MISPLACED("response_question") "SELECT 'supplement' AS name FROM supplement x JOIN "
                                           "campaign k ON k.org_id = x.org_id"
                                           " AND k.id = x.campaign_id WHERE x.org_id = :org AND "
                                           "NOT EXISTS (SELECT 1 FROM item i"
                                           " WHERE i.version_id = k.version_id AND i.no = "
                                           "x.item_no)) found LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_table = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

enum err transfer_store_next_version(struct call *c, int64_t after, int64_t *ret_id)
{
    static const char SQL[] =
        "SELECT id FROM sheet_version WHERE org_id = :org AND id > ? ORDER BY id LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    db_bind_int(q, after);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_id = row ? db_int(q, 0) : 0;
    return e;
}

enum err transfer_store_setup_end(struct call *c)
{
    static const char SQL[] = "DELETE FROM setup";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_run(q);
}
