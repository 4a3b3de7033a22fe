#include "mod/risk/risk_recompute_store.h"

#include "base/mem.h"

#include <string.h>

#define ROWS(where)                                                                            \
    "SELECT r.id, r.deleted_at, r.threat_level, r.vulnerability, r.likelihood, r.importance,"  \
    " s.importance, a.importance, r.residual_vulnerability, r.residual_likelihood,"            \
    " r.residual_importance, r.likelihood_used, r.importance_used, r.value,"                   \
    " r.residual_likelihood_used, r.residual_importance_used, r.residual_value, r.value_now, " \
    "r.band, CASE r.state WHEN 'accepted' THEN 1 ELSE 0 END, r.accepted_value,"                \
    " r.accepted_band, r.accepted_method"                                                      \
    " FROM risk r LEFT JOIN system s ON s.org_id = :org AND s.id = r.system_id"                \
    " LEFT JOIN information_asset a ON a.org_id = :org AND a.id = r.asset_id"                  \
    " WHERE r.org_id = :org AND " where " ORDER BY r.id"

static uint8_t small(struct db_query *q, int col)
{
    return (uint8_t)db_int(q, col);
}

enum { AT_ACCEPTED = 19, AT_ACCEPTED_VALUE, AT_ACCEPTED_BAND, AT_ACCEPTED_METHOD };

static struct risk_acceptance acceptance_of(struct db_query *q, const char *method)
{
    const char *given = db_text(q, AT_ACCEPTED_METHOD, NULL);
    return (struct risk_acceptance){.value = (int)db_int(q, AT_ACCEPTED_VALUE),
        .band = risk_colour_of(db_text(q, AT_ACCEPTED_BAND, NULL)),
        .same_method = given == NULL || strcmp(given, method) == 0};
}

static struct risk_row row_of(struct db_query *q, const char *method)
{
    bool accepted = db_int(q, AT_ACCEPTED) != 0;
    int system = risk_importance_rank(db_text(q, 6, NULL));
    int asset = risk_importance_rank(db_text(q, 7, NULL));
    return (struct risk_row){
        .id = db_int(q, 0),
        .deleted = !db_is_null(q, 1),
        .said = {.steps = {.threat = small(q, 2),
                     .vulnerability = small(q, 3),
                     .likelihood = small(q, 4),
                     .importance = small(q, 5)},
            .ledger_importance = (uint8_t)(system > asset ? system : asset),
            .residual_vulnerability = small(q, 8),
            .residual_likelihood = small(q, 9),
            .residual_importance = small(q, 10)},
        .worth = {.likelihood = small(q, 11),
            .importance = small(q, 12),
            .value = small(q, 13),
            .residual_likelihood = small(q, 14),
            .residual_importance = small(q, 15),
            .residual_value = small(q, 16),
            .value_now = small(q, 17)},
        .band = risk_colour_of(db_text(q, 18, NULL)),
        .accepted = accepted,
        .acceptance = accepted ? acceptance_of(q, method) : (struct risk_acceptance){0},
    };
}

static struct db_query *rows_query(struct call *c, enum risk_cause cause, int64_t of)
{
    static const char all[] = ROWS("r.id > ?");
    static const char of_system[] = ROWS("r.system_id = ?");
    static const char of_asset[] = ROWS("r.asset_id = ?");
    struct db_query *q = NULL;
    if (cause == RISK_CAUSE_SYSTEM)
        q = db_query(c->db, of_system);
    else if (cause == RISK_CAUSE_ASSET)
        q = db_query(c->db, of_asset);
    else
        q = db_query(c->db, all);
    db_bind_int(q, of);
    return q;
}

enum err risk_recompute_store_rows(struct call *c, enum risk_cause cause, int64_t of,
    const char *method, struct risk_row **ret_rows, size_t *ret_n)
{
    enum { FIRST = 64 };
    struct risk_row *rows = NULL;
    size_t n = 0, room = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = rows_query(c, cause, of);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        if (n == room) {
            room = room == 0 ? FIRST : 2 * room;
            rows = mem_grow(c, rows, struct risk_row, room);
        }
        rows[n++] = row_of(q, method);
    }
    if (e != ERR_OK)
        return e;
    *ret_rows = rows;
    *ret_n = n;
    return ERR_OK;
}

/* What becomes alike comes as one group with the ids of its risks: `[[a, b, …, [id, …]], …]`. A
 * group is taken apart once and not once an id. */
#define MEMBER(n, type)                         \
    "{sqlite: json_extract(value, '$[" n "]')}" \
    "{postgres: CAST(t.x->>" n " AS " type ")} "
#define MEMBERS(n)                              \
    "{sqlite: json_extract(value, '$[" n "]')}" \
    "{postgres: t.x->" n "} AS ids"
#define GROUPS "FROM {sqlite: json_each(?)}{postgres: json_array_elements(CAST(? AS json)) AS t(x)}"
#define EACH_ID                       \
    "{sqlite: json_each(g.ids) AS i}" \
    "{postgres: json_array_elements_text(g.ids) WITH ORDINALITY AS i(value, key)}"

#define VALUES_OF_GROUP                                              \
    MEMBER("0", "bigint")                                            \
    "AS value, " MEMBER("1", "bigint") "AS residual_value, " MEMBER( \
        "2", "bigint") "AS value_now, " MEMBER("3", "text") "AS band, "
#define STEPS_OF_GROUP                                                \
    MEMBER("4", "bigint")                                             \
    "AS likelihood, " MEMBER("5", "bigint") "AS importance, " MEMBER( \
        "6", "bigint") "AS residual_likelihood, " MEMBER("7", "bigint") "AS residual_importance, "

/* The ids stand in order: neighbours in the table are neighbours in most of its indexes. */
#define UPDATE_GROUPS(members, columns)                                                          \
    "WITH g AS MATERIALIZED (SELECT " members MEMBERS(                                           \
        "8") " " GROUPS ")"                                                                      \
             " UPDATE risk AS r SET " columns                                                    \
             "value = j.value, residual_value = j.residual_value,"                               \
             " value_now = j.value_now, band = j.band, version = r.version + 1, updated_at = ?," \
             " updated_by = ? FROM (SELECT CAST(i.value AS bigint) AS risk_id, g.* FROM "        \
             "g, " EACH_ID " ORDER BY 1) AS j WHERE r.org_id = :org AND r.id = j.risk_id AND "   \
             "r.id BETWEEN ? AND ?"

/* Setting a column costs its index an entry even where nothing changes. */
enum err risk_recompute_store_write(
    struct call *c, const char *groups, bool steps, int64_t first_id, int64_t last_id)
{
    static const char all[] = UPDATE_GROUPS(VALUES_OF_GROUP STEPS_OF_GROUP,
        "likelihood_used = j.likelihood, importance_used = j.importance,"
        " residual_likelihood_used = j.residual_likelihood,"
        " residual_importance_used = j.residual_importance, ");
    static const char values[] = UPDATE_GROUPS(VALUES_OF_GROUP, "");
    DB_QUERY *q = db_query(c->db, steps ? all : values);
    db_bind_text(q, groups);
    db_bind_int(q, c->now_ms);
    db_bind_int(q, c->who->account_id);
    db_bind_int(q, first_id);
    db_bind_int(q, last_id);
    return db_run(q);
}

static const char *cause_key(enum risk_cause cause)
{
    return OPTIONS_RISK_CAUSE.keys[cause];
}

enum err risk_recompute_store_add(struct call *c, struct risk_recompute *r)
{
    static const char sql[] =
        "INSERT INTO risk_recompute (org_id, uid, cause, method_key, method_version, rows_seen,"
        " moved, up, down, returned, created_at, created_by)"
        " VALUES (:org, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, &r->uid);
    db_bind_text(q, cause_key(r->cause));
    db_bind_text(q, r->method.key);
    db_bind_int(q, r->method.version);
    db_bind_int(q, r->rows);
    db_bind_int(q, r->moved);
    db_bind_int(q, r->up);
    db_bind_int(q, r->down);
    db_bind_int(q, r->returned);
    db_bind_int(q, r->at_ms);
    db_bind_int(q, r->by);
    return db_one_int(q, 0, &r->id);
}

#define FIGURES_OF_GROUP                                                                      \
    MEMBER("0", "bigint")                                                                     \
    "AS first, " MEMBER("1", "bigint") "AS value_before, " MEMBER(                            \
        "2", "bigint") "AS value_after, " MEMBER("3", "bigint") "AS now_before, " MEMBER("4", \
        "bigint") "AS now_after, " MEMBER("5", "text") "AS band_before, " MEMBER("6",         \
        "text") "AS band_after, " MEMBER("7", "text") "AS returns, "

enum err risk_recompute_store_moves(struct call *c, int64_t recompute_id, const char *groups)
{
    static const char sql[] = "WITH g AS MATERIALIZED (SELECT " FIGURES_OF_GROUP MEMBERS(
        "8") " " GROUPS ")"
             " INSERT INTO risk_move (org_id, recompute_id, no, risk_id, value_before, value_after,"
             " now_before, now_after, band_before, band_after, returns) SELECT :org, CAST(? AS "
             "bigint),"
             " g.first + {sqlite: i.key}{postgres: i.key - 1}, CAST(i.value AS bigint),"
             " g.value_before, g.value_after, g.now_before, g.now_after, g.band_before, "
             "g.band_after,"
             " g.returns FROM g, " EACH_ID;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_text(q, groups);
    db_bind_int(q, recompute_id);
    return db_run(q);
}

#define RECOMPUTE                                                                    \
    "SELECT id, uid, cause, method_key, method_version, rows_seen, moved, up, down," \
    " created_at, created_by, returned FROM risk_recompute WHERE org_id = :org"

static struct risk_recompute recompute_of(struct call *c, struct db_query *q)
{
    int cause = 0;
    while (cause < RISK_CAUSE_MAX - 1 &&
           strcmp(OPTIONS_RISK_CAUSE.keys[cause], db_text(q, 2, NULL)) != 0)
        cause++;
    return (struct risk_recompute){.id = db_int(q, 0),
        .uid = db_uuid(q, 1),
        .cause = (enum risk_cause)cause,
        .method = {.key = mem_strdup(c, db_text(q, 3, NULL)), .version = db_int(q, 4)},
        .rows = db_int(q, 5),
        .moved = db_int(q, 6),
        .up = db_int(q, 7),
        .down = db_int(q, 8),
        .at_ms = db_int(q, 9),
        .by = db_int(q, 10),
        .returned = db_int(q, 11)};
}

enum err risk_recompute_store_list(
    struct call *c, int most, struct risk_recompute **ret_all, size_t *ret_n)
{
    static const char sql[] = RECOMPUTE " ORDER BY id DESC LIMIT ?";
    struct risk_recompute *all = mem_array(c, struct risk_recompute, most);
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row)
        all[n++] = recompute_of(c, q);
    if (e != ERR_OK)
        return e;
    *ret_all = all;
    *ret_n = n;
    return ERR_OK;
}

enum err risk_recompute_store_find(
    struct call *c, const struct uuid *uid, struct risk_recompute *ret_recompute)
{
    static const char sql[] = RECOMPUTE " AND uid = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_uuid(q, uid);
    enum err e = db_step(q, &row);
    if (e == ERR_OK && !row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_recompute = recompute_of(c, q);
    return e;
}

static void read_names(struct call *c, struct db_query *q, struct risk_move_told *told)
{
    told->uid = db_uuid(q, 0);
    told->number = mem_strdup(c, db_text(q, 1, NULL));
    told->name = mem_strdup(c, db_text(q, 2, NULL));
    told->unit_path = mem_strdup(c, db_text(q, 3, NULL));
}

static uint8_t return_of(const char *key)
{
    uint8_t at = RISK_STAYS + 1;
    while (key != NULL && at < RISK_RETURN_MAX && strcmp(risk_return_key(at), key) != 0)
        at++;
    return key == NULL || at == RISK_RETURN_MAX ? RISK_STAYS : at;
}

enum err risk_recompute_store_told(struct call *c, int64_t recompute_id, int64_t after, int most,
    struct risk_move_told *ret_told, size_t *ret_n)
{
    static const char sql[] =
        "SELECT r.uid, r.number, r.name, u.path, m.no, m.risk_id, m.value_before, m.value_after,"
        " m.now_before, m.now_after, m.band_before, m.band_after, m.returns FROM risk_move m"
        " JOIN risk r ON r.org_id = :org AND r.id = m.risk_id AND r.deleted_at IS NULL"
        " JOIN unit u ON u.org_id = :org AND u.id = r.unit_id"
        " WHERE m.org_id = :org AND m.recompute_id = ? AND m.no > ? ORDER BY m.no LIMIT ?";
    size_t n = 0;
    bool row = false;
    enum err e;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, recompute_id);
    db_bind_int(q, after);
    db_bind_int(q, most);
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        read_names(c, q, &ret_told[n]);
        ret_told[n].no = db_int(q, 4);
        ret_told[n++].move = (struct risk_move){.risk_id = db_int(q, 5),
            .figures = {.value_before = small(q, 6),
                .value_after = small(q, 7),
                .now_before = small(q, 8),
                .now_after = small(q, 9),
                .band_before = (uint8_t)risk_colour_of(db_text(q, 10, NULL)),
                .band_after = (uint8_t)risk_colour_of(db_text(q, 11, NULL)),
                .returns = return_of(db_text(q, 12, NULL))}};
    }
    if (e == ERR_OK)
        *ret_n = n;
    return e;
}

enum err risk_recompute_store_name(
    struct call *c, const struct risk_move *move, struct risk_move_told *ret_told)
{
    static const char sql[] = "SELECT r.uid, r.number, r.name, u.path FROM risk r"
                              " JOIN unit u ON u.org_id = :org AND u.id = r.unit_id"
                              " WHERE r.org_id = :org AND r.id = ?";
    bool row = false;
    DB_QUERY *q = db_query(c->db, sql);
    db_bind_int(q, move->risk_id);
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    *ret_told = (struct risk_move_told){.move = *move};
    read_names(c, q, ret_told);
    return ERR_OK;
}
