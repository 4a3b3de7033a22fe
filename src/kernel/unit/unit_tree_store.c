#include "kernel/unit/unit_tree_store.h"

#include "base/mem.h"

#include <string.h>

enum err unit_tree_store_path(struct call *c, int64_t unit_id, const char **ret_path)
{
    static const char SQL[] = "SELECT path FROM unit WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, unit_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_path = mem_strdup(c, db_text(q, 0, NULL));
    return ERR_OK;
}

enum err unit_tree_store_top(struct call *c, int64_t *ret_unit_id)
{
    static const char SQL[] =
        "SELECT id FROM unit WHERE org_id = :org AND parent_id IS NULL AND deleted_at IS NULL"
        " ORDER BY id LIMIT 1";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_unit_id);
}

enum err unit_tree_store_count(struct call *c, int64_t *ret_units)
{
    static const char SQL[] =
        "SELECT count(*) FROM unit WHERE org_id = :org AND deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_one_int(q, 0, ret_units);
}

enum err unit_tree_store_depth(struct call *c, const char *path, int64_t *ret_depth)
{
    /* Every unit of a path ends in a slash; one more stands at the front. */
    static const char SQL[] =
        "SELECT max(length(path) - length(replace(path, '/', '')) - 1) FROM unit"
        " WHERE org_id = :org AND path >= ? AND path < ? AND deleted_at IS NULL";
    char end[UNIT_PATH_SIZE];
    unit_path_end(path, end);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, path);
    db_bind_text(q, end);
    return db_one_int(q, 0, ret_depth);
}

enum err unit_tree_store_lock(struct call *c)
{
    /* SQLite's writer is alone anyway. */
    static const char SQL[] = "SELECT id FROM unit WHERE org_id = :org AND parent_id IS NULL"
                              " ORDER BY id {postgres: FOR UPDATE}";
    DB_QUERY *q = db_query(c->db, SQL);
    return db_run(q);
}

enum err unit_tree_store_set_path(struct call *c, int64_t unit_id, const char *path)
{
    static const char SQL[] = "UPDATE unit SET path = ? WHERE org_id = :org AND id = ?";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, path);
    db_bind_int(q, unit_id);
    return db_run(q);
}

enum err unit_tree_store_move(struct call *c, const char *from, const char *to)
{
    static const char SQL[] = "UPDATE unit SET path = ? || substr(path, CAST(? AS INTEGER))"
                              " WHERE org_id = :org AND path >= ? AND path < ?";
    char end[UNIT_PATH_SIZE];
    unit_path_end(from, end);
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, to);
    db_bind_int(q, (int64_t)strlen(from) + 1);
    db_bind_text(q, from);
    db_bind_text(q, end);
    return db_run(q);
}

static struct unit_node read_node(struct call *c, struct db_query *q)
{
    struct unit_node node = {
        .id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .parent_id = db_int(q, 2),
        .path = mem_strdup(c, db_text(q, 3, NULL)),
        .name = mem_strdup(c, db_text(q, 4, NULL)),
        .name_en = mem_strdup(c, db_text(q, 5, NULL)),
        .kind = mem_strdup(c, db_text(q, 6, NULL)),
        .head_office = db_int(q, 7) != 0,
    };
    node.depth = unit_path_depth(node.path);
    return node;
}

enum err unit_tree_store_load(struct call *c, struct unit_node **ret_nodes, size_t *ret_n)
{
    static const char SQL[] =
        "SELECT id, uid, parent_id, path, name, name_en, kind, head_office FROM unit"
        " WHERE org_id = :org AND deleted_at IS NULL ORDER BY path";
    DB_QUERY *q = db_query(c->db, SQL);
    struct unit_node *nodes = NULL;
    size_t n = 0, room = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if (n == room) {
            room = room == 0 ? 64 : room * 2;
            nodes = mem_grow(c, nodes, struct unit_node, room);
        }
        nodes[n++] = read_node(c, q);
    }
    if (e != ERR_OK)
        return e;
    *ret_nodes = nodes;
    *ret_n = n;
    return ERR_OK;
}
