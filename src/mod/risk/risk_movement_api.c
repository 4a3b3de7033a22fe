/* Routes of snapshots of the register, and of what has become of the risks between two times. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "mod/risk/risk_snapshot_store.h"

#include <stdlib.h>
#include <string.h>

enum { SNAPSHOTS_TOLD = 60, RISKS_TOLD = 100 };

#define KEY(name, key) key,
static const char *const place_keys[] = {RISK_PLACE_LIST(KEY) NULL};
static const char *const kind_keys[] = {RISK_KIND_LIST(KEY) NULL};
static const char *const why_keys[] = {RISK_WHY_LIST(KEY) NULL};
#undef KEY
static const struct option_set PLACES = {"risk_place", place_keys};
static const struct option_set KINDS = {"risk_move_kind", kind_keys};
static const struct option_set WHYS = {"risk_why", why_keys};

/* ---- shapes ---- */

#define MUST FIELD_REQUIRED
#define NUMBER(name)                                              \
    {                                                             \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED \
    }
#define STEP(name)                                                                 \
    {                                                                              \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE \
    }

static const struct field bands_fields[] = {
    NUMBER("calm"), NUMBER("watch"), NUMBER("warn"), NUMBER("alarm"), NUMBER("unknown")};
static const struct shape SHAPE_BANDS = SHAPE("RiskSnapshotBands", bands_fields);

static const struct field snapshot_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "period", .type = FIELD_TEXT, .flags = MUST},
    {.key = "by_hand", .type = FIELD_BOOL, .flags = MUST},
    {.key = "as_of", .type = FIELD_DATE, .flags = MUST},
    {.key = "method", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_RISK_METHOD_HEAD},
    {.key = "taken_at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "taken_by", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
    NUMBER("count"),
    {.key = "bands", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_BANDS},
};
static const struct shape SHAPE_SNAPSHOT = SHAPE("RiskSnapshot", snapshot_fields);
static const struct field snapshots_fields[] = {{.key = "items",
    .type = FIELD_LIST,
    .flags = MUST,
    .shape = &SHAPE_SNAPSHOT,
    .max = SNAPSHOTS_TOLD}};
static const struct shape SHAPE_SNAPSHOTS = SHAPE("RiskSnapshotList", snapshots_fields);

static const struct field unit_fields[] = {{.key = "unit", .type = FIELD_TEXT, .max = 40}};
static const struct shape SHAPE_UNIT = SHAPE("RiskSnapshotQuery", unit_fields);

#define WISH                                                                                      \
    {.key = "from", .type = FIELD_TEXT, .max = 40}, {.key = "to", .type = FIELD_TEXT, .max = 40}, \
    {                                                                                             \
        .key = "unit", .type = FIELD_TEXT, .max = 40                                              \
    }
static const struct field movement_query_fields[] = {WISH};
static const struct shape SHAPE_MOVEMENT_QUERY = SHAPE("RiskMovementQuery", movement_query_fields);
static const struct field moved_query_fields[] = {
    WISH,
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &KINDS},
    {.key = "after", .type = FIELD_TEXT, .max = 60},
};
static const struct shape SHAPE_MOVED_QUERY = SHAPE("RiskMovedQuery", moved_query_fields);

static const struct field kinds_fields[] = {
    NUMBER("new"), NUMBER("gone"), NUMBER("up"), NUMBER("down"), NUMBER("rated"), NUMBER("same")};
static const struct shape SHAPE_KINDS = SHAPE("RiskMovementKinds", kinds_fields);
static const struct field cell_fields[] = {
    {.key = "from", .type = FIELD_ENUM, .flags = MUST, .options = &PLACES},
    {.key = "to", .type = FIELD_ENUM, .flags = MUST, .options = &PLACES},
    NUMBER("count"),
};
static const struct shape SHAPE_CELL = SHAPE("RiskMovementCell", cell_fields);
static const struct field movement_fields[] = {
    {.key = "from", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_SNAPSHOT},
    /* Null: the register as it stands. */
    {.key = "to", .type = FIELD_OBJECT, .flags = MUST | FIELD_NULLABLE, .shape = &SHAPE_SNAPSHOT},
    {.key = "same_method", .type = FIELD_BOOL, .flags = MUST},
    {.key = "counts", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_KINDS},
    {.key = "cells",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_CELL,
        .max = (int64_t)RISK_PLACE_MAX * RISK_PLACE_MAX},
};
static const struct shape SHAPE_MOVEMENT = SHAPE("RiskMovement", movement_fields);

static const struct field side_fields[] = {
    STEP("likelihood"),
    STEP("importance"),
    STEP("value"),
    STEP("residual_value"),
    STEP("value_now"),
    {.key = "band",
        .type = FIELD_ENUM,
        .flags = MUST | FIELD_NULLABLE,
        .options = &OPTIONS_RISK_BAND},
    {.key = "state", .type = FIELD_ENUM, .flags = MUST, .options = &OPTIONS_RISK_STATE},
};
static const struct shape SHAPE_SIDE = SHAPE("RiskMovedSide", side_fields);
static const struct field why_fields[] = {
    {.key = "reason", .type = FIELD_ENUM, .flags = MUST, .options = &WHYS}};
static const struct shape SHAPE_WHY = SHAPE("RiskMovedWhy", why_fields);
static const struct field moved_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = MUST},
    {.key = "number", .type = FIELD_TEXT, .flags = MUST},
    {.key = "name", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
    {.key = "unit", .type = FIELD_TEXT, .flags = MUST},
    {.key = "open", .type = FIELD_BOOL, .flags = MUST},
    {.key = "from", .type = FIELD_OBJECT, .flags = MUST | FIELD_NULLABLE, .shape = &SHAPE_SIDE},
    {.key = "to", .type = FIELD_OBJECT, .flags = MUST | FIELD_NULLABLE, .shape = &SHAPE_SIDE},
    {.key = "why", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_WHY, .max = RISK_WHY_MAX},
};
static const struct shape SHAPE_MOVED = SHAPE("RiskMovedBetween", moved_fields);
static const struct field moved_list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = MUST, .shape = &SHAPE_MOVED, .max = RISKS_TOLD},
    {.key = "next", .type = FIELD_TEXT, .flags = MUST | FIELD_NULLABLE},
};
static const struct shape SHAPE_MOVED_LIST = SHAPE("RiskMovedList", moved_list_fields);

/* ---- snapshots ---- */

static void write_id(struct jw *w, const struct uuid *uid)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(uid, id);
    jw_kstr(w, "id", id);
}

static void write_snapshot(struct jw *w, const struct risk_snapshot *s)
{
    int64_t count = 0;
    jw_obj_begin(w);
    write_id(w, &s->uid);
    jw_kstr(w, "period", s->period);
    jw_kbool(w, "by_hand", s->by_hand);
    jw_kstr(w, "as_of", s->as_of);
    jw_key(w, "method");
    jw_obj_begin(w);
    risk_method_write_head(w, s->method_key, s->method_version);
    jw_obj_end(w);
    jw_kinstant(w, "taken_at", s->taken_at_ms);
    jw_kstr(w, "taken_by", s->taken_by);
    jw_key(w, "bands");
    jw_obj_begin(w);
    for (int i = 0; i < RISK_PLACE_ABSENT; i++) {
        jw_kint(w, place_keys[i], s->places[i]);
        count += s->places[i];
    }
    jw_obj_end(w);
    jw_kint(w, "count", count);
    jw_obj_end(w);
}

/* Of the units whose risks the caller reads. */
static enum err load(struct req *r, const char *unit, const struct uuid *uid, int most,
    struct risk_snapshot **ret_all, size_t *ret_n)
{
    const char **paths = NULL;
    size_t n = 0;
    enum err e = risk_paths(&r->call, unit, &paths, &n);
    return e != ERR_OK ? e
                       : risk_snapshot_store_list(&r->call, risk_snapshot_units(&r->call, paths, n),
                             uid, most, ret_all, ret_n);
}

static enum err api_list(struct req *r)
{
    struct risk_snapshot *all = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = load(r, req_query(r, "unit"), NULL, SNAPSHOTS_TOLD, &all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_snapshot(&w, &all[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err api_take(struct req *r)
{
    struct call *c = &r->call;
    struct risk_snapshot taken, *told = NULL;
    size_t n = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_RISK_SNAPSHOT);
    if (e == ERR_OK)
        e = risk_snapshot_take(c, &taken);
    if (e == ERR_UNIQUE)
        e = problem_set(c->problem, ERR_CONFLICT, "risk_snapshot_there");
    if (e == ERR_OK)
        e = load(r, NULL, &taken.uid, 1, &told, &n);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e != ERR_OK || n == 0)
        return e == ERR_OK ? ERR_INTERNAL : e;
    struct jw w = resp_json(r);
    write_snapshot(&w, told);
    return ERR_OK;
}

static void audit_removal(struct call *c, const struct risk_snapshot *s)
{
    json_t *before = json_pack("{s:s}", "period", s->period);
    const struct audit_entry entry = {.action = "delete",
        .subject = "risk_snapshot",
        .subject_id = s->id,
        .subject_uid = &s->uid,
        .before = before};
    audit_add(c, &entry);
    json_decref(before);
}

/* Only one taken by hand: what a quarter ended with stays. */
static enum err api_remove(struct req *r)
{
    struct call *c = &r->call;
    struct uuid uid;
    struct risk_snapshot *s = NULL;
    size_t n = 0;
    enum err e = uuid_parse(req_param(r, "id"), &uid) ? tx_begin(c) : ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_RISK_SNAPSHOT);
    if (e == ERR_OK)
        e = load(r, NULL, &uid, 1, &s, &n);
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK && !s->by_hand)
        e = problem_set(c->problem, ERR_CONFLICT, "risk_snapshot_stays");
    if (e == ERR_OK)
        e = risk_snapshot_store_remove(c, s->id);
    if (e != ERR_OK)
        return e;
    audit_removal(c, s);
    return tx_commit(c);
}

/* ---- movement ---- */

static void write_movement(struct jw *w, const struct risk_movement *m)
{
    jw_obj_begin(w);
    jw_key(w, "from");
    write_snapshot(w, &m->from);
    jw_key(w, "to");
    if (m->to_now)
        jw_null(w);
    else
        write_snapshot(w, &m->to);
    jw_kbool(w, "same_method", m->same_method);
    jw_key(w, "counts");
    jw_obj_begin(w);
    for (int k = 0; k < RISK_KIND_MAX; k++)
        jw_kint(w, kind_keys[k], m->kinds[k]);
    jw_obj_end(w);
    jw_key(w, "cells");
    jw_arr_begin(w);
    for (int f = 0; f < RISK_PLACE_MAX; f++)
        for (int t = 0; t < RISK_PLACE_MAX; t++) {
            if (m->cells[f][t] == 0)
                continue;
            jw_obj_begin(w);
            jw_kstr(w, "from", place_keys[f]);
            jw_kstr(w, "to", place_keys[t]);
            jw_kint(w, "count", m->cells[f][t]);
            jw_obj_end(w);
        }
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err api_movement(struct req *r)
{
    struct risk_movement m;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = risk_movement_load(
            &r->call, req_query(r, "from"), req_query(r, "to"), req_query(r, "unit"), &m);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_movement(&w, &m);
    return ERR_OK;
}

static void write_step(struct jw *w, const char *key, int step)
{
    if (step == 0)
        jw_kstr(w, key, NULL);
    else
        jw_kint(w, key, step);
}

static void write_side(struct jw *w, const char *key, const struct risk_moved_side *side)
{
    const struct risk_standing *s = &side->standing;
    jw_key(w, key);
    if (!side->there) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    write_step(w, "likelihood", s->likelihood);
    write_step(w, "importance", s->importance);
    write_step(w, "value", s->value);
    write_step(w, "residual_value", s->residual_value);
    write_step(w, "value_now", s->value_now);
    jw_kstr(w, "band", side->band);
    jw_kstr(w, "state", side->state);
    jw_obj_end(w);
}

static void write_moved(struct jw *w, const struct risk_moved *m)
{
    jw_obj_begin(w);
    write_id(w, &m->uid);
    jw_kstr(w, "number", m->number);
    jw_kstr(w, "name", m->name);
    jw_kstr(w, "unit", m->unit);
    jw_kbool(w, "open", m->open);
    write_side(w, "from", &m->from);
    write_side(w, "to", &m->to);
    jw_key(w, "why");
    jw_arr_begin(w);
    for (size_t i = 0; i < m->n_whys; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "reason", why_keys[m->whys[i]]);
        jw_obj_end(w);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum risk_kind kind_of(const char *key)
{
    int kind = 0;
    while (kind < RISK_KIND_MAX - 1 && strcmp(kind_keys[kind], key) != 0)
        kind++;
    return (enum risk_kind)kind;
}

/* "3.RK-2026-0012": the last risk of the page before. */
static bool read_after(const char *after, int64_t *ret_sort, const char **ret_number)
{
    char *end = NULL;
    *ret_sort = RISK_MOVED_FIRST;
    *ret_number = "";
    if (after == NULL)
        return true;
    int64_t sort = strtoll(after, &end, 10);
    if (end == after || *end != '.')
        return false;
    *ret_sort = sort;
    *ret_number = end + 1;
    return true;
}

static enum err api_moved(struct req *r)
{
    struct call *c = &r->call;
    struct risk_movement m;
    struct risk_moved_wish wish = {.kind = kind_of(req_query(r, "kind")), .most = RISKS_TOLD};
    size_t n = 0;
    struct risk_moved *rows = mem_array(c, struct risk_moved, RISKS_TOLD);
    if (!read_after(req_query(r, "after"), &wish.sort, &wish.number)) {
        problem_field(c->problem, "/query/after", "reference");
        return ERR_INVALID;
    }
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = risk_movement_find(
            c, req_query(r, "from"), req_query(r, "to"), req_query(r, "unit"), &m);
    if (e == ERR_OK)
        e = risk_movement_store_list(c, &m, &wish, rows, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_moved(&w, &rows[i]);
    jw_arr_end(&w);
    jw_kstr(&w, "next",
        n < RISKS_TOLD ? NULL
                       : mem_printf(c, "%lld.%s", (long long)rows[n - 1].sort, rows[n - 1].number));
    jw_obj_end(&w);
    return ERR_OK;
}

#define ROUTE(how, where, name, who, what) \
    .method = (how), .path = "/api/v1/" where, .op = (name), .perm = (who), .handle = (what)

static const struct route routes[] = {
    {ROUTE(METHOD_GET, "risk-snapshots", "risk_snapshot_list", &PERM_RISK_READ, api_list),
        .query = &SHAPE_UNIT, .answer = &SHAPE_SNAPSHOTS},
    {ROUTE(METHOD_POST, "risk-snapshots", "risk_snapshot_take", &PERM_RISK_SNAPSHOT, api_take),
        .answer = &SHAPE_SNAPSHOT, .status = 201},
    {ROUTE(METHOD_DELETE, "risk-snapshots/{id}", "risk_snapshot_remove", &PERM_RISK_SNAPSHOT,
         api_remove),
        .status = 204},
    {ROUTE(METHOD_GET, "risk-movement", "risk_movement", &PERM_RISK_READ, api_movement),
        .query = &SHAPE_MOVEMENT_QUERY, .answer = &SHAPE_MOVEMENT},
    {ROUTE(METHOD_GET, "risk-movement/risks", "risk_movement_risks", &PERM_RISK_READ, api_moved),
        .query = &SHAPE_MOVED_QUERY, .answer = &SHAPE_MOVED_LIST},
};

const struct module module_risk_movement = {
    .name = "risk_movement", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
