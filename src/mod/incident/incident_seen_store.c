/* Incidents as other modules show them: to whoever may read them. */
#include "base/mem.h"
#include "mod/incident/incident_private.h"

#include <stdlib.h>
#include <string.h>

/* A JSON list as text, for one statement. */
static const char *text_of(struct call *c, const json_t *list)
{
    char *text = json_dumps(list, JSON_COMPACT);
    const char *copy = mem_strdup(c, text);
    free(text);
    return copy;
}

static const char *listed(struct call *c, const int64_t *ids, size_t n)
{
    json_t *list = reg_keep(c, json_array());
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_integer(ids[i]));
    return text_of(c, list);
}

static void bind_units(struct call *c, struct db_query *q, const struct perm *perm)
{
    size_t n = 0;
    const char **paths = who_scope(c, c->who, perm, &n);
    json_t *list = reg_keep(c, json_array());
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_string(paths[i]));
    db_bind_text(q, text_of(c, list));
}

void incident_seen_bind(struct call *c, struct db_query *q, const struct perm *perm)
{
    const struct reader reader = reader_of(c->who);
    reader_bind(q, &reader);
    bind_units(c, q, &PERM_INCIDENT_READ);
    bind_units(c, q, perm);
}

static struct incident_seen read_seen(struct call *c, struct db_query *q)
{
    return (struct incident_seen){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .number = mem_strdup(c, db_text(q, 2, NULL)),
        .title = mem_strdup(c, db_text(q, 3, NULL)),
        .drill = db_int(q, 4) != 0,
        .unit_path = mem_strdup(c, db_text(q, 5, NULL)),
        .secret = db_int(q, 6) != 0};
}

enum err incident_seen_of(
    struct call *c, const int64_t *ids, size_t n, struct incident_seen **ret_seen, size_t *ret_n)
{
    static const char sql[] =
        "SELECT i.id, i.uid, i.number, i.title, i.drill, u.path,"
        " CASE WHEN " READER_MAY_SEE(
            "'incident'", "i.id") " THEN 0 ELSE 1 END FROM incident i"
                                  " JOIN unit u ON u.org_id = i.org_id AND u.id = i.unit_id"
                                  " WHERE i.org_id = :org AND i.deleted_at IS NULL AND i.state <> "
                                  "'withdrawn' AND i.id IN"
                                  " ({sqlite: SELECT value FROM json_each(?)}{postgres: SELECT "
                                  "CAST(j.x AS bigint)"
                                  " FROM json_array_elements_text(CAST(? AS json)) AS j(x)})"
                                  " AND " READER_MAY_SEE("'incident'", "i.id");
    struct incident_seen *list = mem_array(c, struct incident_seen, n + 1);
    const struct reader reader = reader_of(c->who);
    size_t found = 0;
    bool row = false;
    enum err e = ERR_OK;
    if (n > 0) {
        DB_QUERY *q = db_query(c->db, sql);
        reader_bind(q, &READER_NOBODY);
        db_bind_text(q, listed(c, ids, n));
        reader_bind(q, &reader);
        while ((e = db_step(q, &row)) == ERR_OK && row) {
            struct incident_seen seen = read_seen(c, q);
            if (who_may(c->who, &PERM_INCIDENT_READ, seen.unit_path))
                list[found++] = seen;
        }
    }
    if (e != ERR_OK)
        return e;
    *ret_seen = list;
    *ret_n = found;
    return ERR_OK;
}

enum err incident_look_for_all(struct call *c, int64_t incident_id, struct reg_record *ret_incident)
{
    static const char sql[] = "SELECT uid FROM incident WHERE org_id = :org AND id = ?";
    char id[UUID_TEXT_SIZE];
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK || !row)
        return e != ERR_OK ? e : ERR_NOT_FOUND;
    const struct uuid uid = db_uuid(q, 0);
    uuid_format(&uid, id);
    const struct who *who = c->who;
    struct who all = *who;
    all.system = true;
    c->who = &all;
    e = reg_look(c, &REG_INCIDENTS, id, ret_incident);
    c->who = who;
    return e;
}

enum err incident_number_of(struct call *c, int64_t incident_id, const char **ret_number)
{
    static const char sql[] = "SELECT number FROM incident WHERE org_id = :org AND id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, incident_id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK)
        *ret_number = row ? mem_strdup(c, db_text(q, 0, NULL)) : NULL;
    return e;
}

static enum err find(struct call *c, const char *number, int64_t *ret_id, const char **ret_path)
{
    static const char sql[] = "SELECT i.id, u.path FROM incident i"
                              " JOIN unit u ON u.org_id = i.org_id AND u.id = i.unit_id"
                              " WHERE i.org_id = :org AND i.number = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, number);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e != ERR_OK)
        return e;
    *ret_id = db_int(q, 0);
    *ret_path = mem_strdup(c, db_text(q, 1, NULL));
    return ERR_OK;
}

enum err incident_kept_of(struct call *c, const char *number, struct incident_kept *ret_kept)
{
    int64_t id = 0;
    const char *path = NULL;
    bool hidden = false;
    *ret_kept = (struct incident_kept){.secret = false};
    enum err e = find(c, number, &id, &path);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    e = reader_is_secret(c, REG_INCIDENTS.singular, id, &ret_kept->secret);
    if (e == ERR_OK)
        e = reader_is_hidden(c, REG_INCIDENTS.singular, id, &hidden);
    ret_kept->kept = hidden || !who_may(c->who, &PERM_INCIDENT_READ, path);
    return e;
}

enum err incident_place_of(struct call *c, int64_t id, struct incident_place *ret_place)
{
    static const char sql[] =
        "SELECT uid, unit_id FROM incident WHERE org_id = :org AND id = ? AND deleted_at IS NULL";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, id);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_place = (struct incident_place){.uid = db_uuid(q, 0), .unit_id = db_int(q, 1)};
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}
