/* Routes of valuing all risks anew: what would move by another method, putting it in force, and the
 * steps taken with what moved in them. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "mod/risk/risk_method_store.h"
#include "mod/risk/risk_recompute_store.h"

#include <stdlib.h>
#include <string.h>

enum { MOVES_TOLD = 100, RECOMPUTES_TOLD = 50 };

/* ---- shapes ---- */

static const struct field choice_fields[] = {
    {.key = "version", .type = FIELD_INT, .min = 0, .max = 1000000}};
static const struct shape SHAPE_CHOICE = SHAPE("RiskMethodChoice", choice_fields);

static const struct field moved_risk_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_MOVED_RISK = SHAPE("RiskMoved", moved_risk_fields);
#define MOVED(name)                                                                \
    {                                                                              \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE \
    }
#define MOVED_KEY(name, set)                                                         \
    {                                                                                \
        .key = (name), .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_NULLABLE, \
        .options = (set)                                                             \
    }
static const struct field move_fields[] = {
    {.key = "risk", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_MOVED_RISK},
    MOVED("value_before"), MOVED("value_after"), MOVED("now_before"), MOVED("now_after"),
    MOVED_KEY("band_before", &OPTIONS_RISK_BAND), MOVED_KEY("band_after", &OPTIONS_RISK_BAND),
    MOVED_KEY("returns", &OPTIONS_RISK_RETURN), /* why its acceptance comes back */
};
static const struct shape SHAPE_MOVE = SHAPE("RiskMove", move_fields);

#define RECOMPUTE_FIELDS                                                       \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED | FIELD_NULLABLE}, \
        {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},         \
        {.key = "cause",                                                       \
            .type = FIELD_ENUM,                                                \
            .flags = FIELD_REQUIRED,                                           \
            .options = &OPTIONS_RISK_CAUSE},                                   \
        {.key = "method",                                                      \
            .type = FIELD_OBJECT,                                              \
            .flags = FIELD_REQUIRED,                                           \
            .shape = &SHAPE_RISK_METHOD_HEAD},                                 \
        {.key = "rows", .type = FIELD_INT, .flags = FIELD_REQUIRED},           \
        {.key = "moved", .type = FIELD_INT, .flags = FIELD_REQUIRED},          \
        {.key = "up", .type = FIELD_INT, .flags = FIELD_REQUIRED},             \
        {.key = "down", .type = FIELD_INT, .flags = FIELD_REQUIRED},           \
    {                                                                          \
        .key = "returned", .type = FIELD_INT, .flags = FIELD_REQUIRED          \
    }

static const struct field recompute_fields[] = {RECOMPUTE_FIELDS};
static const struct shape SHAPE_RECOMPUTE = SHAPE("RiskRecompute", recompute_fields);
static const struct field told_fields[] = {RECOMPUTE_FIELDS, {.key = "items",
                                                                 .type = FIELD_LIST,
                                                                 .flags = FIELD_REQUIRED,
                                                                 .shape = &SHAPE_MOVE,
                                                                 .max = MOVES_TOLD}};
static const struct shape SHAPE_TOLD = SHAPE("RiskRecomputeTold", told_fields);
static const struct field recomputes_fields[] = {{.key = "items",
    .type = FIELD_LIST,
    .flags = FIELD_REQUIRED,
    .shape = &SHAPE_RECOMPUTE,
    .max = RECOMPUTES_TOLD}};
static const struct shape SHAPE_RECOMPUTES = SHAPE("RiskRecomputeList", recomputes_fields);

static const struct field after_fields[] = {
    {.key = "after", .type = FIELD_INT, .min = 0, .max = 100000000}};
static const struct shape SHAPE_AFTER = SHAPE("RiskMoveQuery", after_fields);
static const struct field moves_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_MOVE,
        .max = MOVES_TOLD},
    {.key = "next", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
};
static const struct shape SHAPE_MOVES = SHAPE("RiskMoveList", moves_fields);

/* ---- answers ---- */

static void write_number(struct jw *w, const char *key, int value)
{
    if (value == 0)
        jw_kstr(w, key, NULL);
    else
        jw_kint(w, key, value);
}

static void write_move(struct jw *w, const struct risk_move_told *told)
{
    const struct risk_figures *f = &told->move.figures;
    char id[UUID_TEXT_SIZE];
    uuid_format(&told->uid, id);
    jw_obj_begin(w);
    jw_key(w, "risk");
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", told->number);
    jw_kstr(w, "name", told->name);
    jw_obj_end(w);
    write_number(w, "value_before", f->value_before);
    write_number(w, "value_after", f->value_after);
    write_number(w, "now_before", f->now_before);
    write_number(w, "now_after", f->now_after);
    jw_kstr(w, "band_before", risk_band_key(f->band_before));
    jw_kstr(w, "band_after", risk_band_key(f->band_after));
    jw_kstr(w, "returns", risk_return_key(f->returns));
    jw_obj_end(w);
}

static void write_recompute(struct jw *w, const struct risk_recompute *r)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&r->uid, id);
    jw_kstr(w, "id", r->id == 0 ? NULL : id);
    jw_kinstant(w, "at", r->at_ms);
    jw_kstr(w, "cause", OPTIONS_RISK_CAUSE.keys[r->cause]);
    jw_key(w, "method");
    jw_obj_begin(w);
    risk_method_write_head(w, r->method.key, r->method.version);
    jw_obj_end(w);
    jw_kint(w, "rows", r->rows);
    jw_kint(w, "moved", r->moved);
    jw_kint(w, "up", r->up);
    jw_kint(w, "down", r->down);
    jw_kint(w, "returned", r->returned);
}

/* The step with the first of its moves. */
static enum err answer_told(struct req *r, const struct risk_recompute *x)
{
    enum err e = ERR_OK;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_recompute(&w, x);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (int64_t i = 0; i < x->moved && i < MOVES_TOLD && e == ERR_OK; i++) {
        struct risk_move_told told;
        e = risk_recompute_store_name(&r->call, &x->moves[i], &told);
        if (e == ERR_OK)
            write_move(&w, &told);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

static enum err chosen(struct req *r, struct risk_choice *ret_choice)
{
    *ret_choice = (struct risk_choice){.key = req_param(r, "key")};
    return risk_method_version_of(
        &r->call, ret_choice->key, body_int(r->body, "version", 0), &ret_choice->version);
}

static enum err api_preview(struct req *r)
{
    struct risk_choice choice;
    struct risk_recompute x;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_RISK_METHOD);
    if (e == ERR_OK)
        e = chosen(r, &choice);
    if (e == ERR_OK)
        e = risk_recompute_look(&r->call, &choice, &x);
    return e != ERR_OK ? e : answer_told(r, &x);
}

static enum err api_choice(struct req *r)
{
    struct call *c = &r->call;
    struct risk_choice choice;
    struct risk_recompute x;
    const struct risk_method *method = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_RISK_METHOD);
    if (e == ERR_OK)
        e = chosen(r, &choice);
    if (e == ERR_OK)
        e = risk_method_find(c, choice.key, choice.version, &method);
    if (e == ERR_OK)
        e = risk_method_store_choose(c, choice.key, choice.version);
    if (e == ERR_OK)
        e = risk_recompute_all(c, &x);
    if (e == ERR_OK)
        e = answer_told(r, &x);
    return e != ERR_OK ? e : tx_commit(c);
}

static enum err api_recomputes(struct req *r)
{
    struct risk_recompute *all = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = risk_recompute_store_list(&r->call, RECOMPUTES_TOLD, &all, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_recompute(&w, &all[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* A page of moves; those of risks the caller does not read are left out. */
static enum err api_moves(struct req *r)
{
    struct call *c = &r->call;
    struct uuid uid;
    struct risk_recompute x;
    size_t n = 0;
    const char *after = req_query(r, "after");
    struct risk_move_told *told = mem_array(c, struct risk_move_told, MOVES_TOLD);
    enum err e = uuid_parse(req_param(r, "id"), &uid) ? tx_begin_read(c) : ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = risk_recompute_store_find(c, &uid, &x);
    if (e == ERR_OK)
        e = risk_recompute_store_told(
            c, x.id, after == NULL ? 0 : strtoll(after, NULL, 10), MOVES_TOLD, told, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        if (who_may(c->who, &PERM_RISK_READ, told[i].unit_path))
            write_move(&w, &told[i]);
    jw_arr_end(&w);
    if (n < MOVES_TOLD)
        jw_kstr(&w, "next", NULL);
    else
        jw_kint(&w, "next", told[n - 1].no);
    jw_obj_end(&w);
    return ERR_OK;
}

#define ROUTE(how, where, name, who, what) \
    .method = (how), .path = "/api/v1/" where, .op = (name), .perm = (who), .handle = (what)

static const struct route routes[] = {
    {ROUTE(METHOD_POST, "risk-methods/{key}/preview", "risk_method_preview", &PERM_RISK_METHOD,
         api_preview),
        .body_kind = BODY_JSON, .body = &SHAPE_CHOICE, .answer = &SHAPE_TOLD},
    {ROUTE(METHOD_POST, "risk-methods/{key}/choice", "risk_method_choose", &PERM_RISK_METHOD,
         api_choice),
        .body_kind = BODY_JSON, .body = &SHAPE_CHOICE, .answer = &SHAPE_TOLD},
    {ROUTE(METHOD_GET, "risk-recomputes", "risk_recompute_list", &PERM_RISK_READ, api_recomputes),
        .answer = &SHAPE_RECOMPUTES},
    {ROUTE(METHOD_GET, "risk-recomputes/{id}/moves", "risk_recompute_moves", &PERM_RISK_READ,
         api_moves),
        .query = &SHAPE_AFTER, .answer = &SHAPE_MOVES},
};

const struct module module_risk_recompute = {
    .name = "risk_recompute", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
