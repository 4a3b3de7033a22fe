/* Routes of methods: which there are, an organisation's own, the one in force and what moves when
 * another one is. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/risk/risk_method_store.h"
#include "mod/risk/risk_recompute_store.h"

#include <stdlib.h>
#include <string.h>

enum { MOVES_TOLD = 100, RECOMPUTES_TOLD = 50 };

static const char *const built_in[] = {
    "company-f", "sme-guideline", "five-by-five", "multiplication", NULL};
enum { N_BUILT_IN = sizeof built_in / sizeof built_in[0] - 1 };

static bool is_built_in(const char *key)
{
    for (const char *const *k = built_in; *k != NULL; k++)
        if (strcmp(*k, key) == 0)
            return true;
    return false;
}

/* ---- shapes ---- */

#define METHOD_HEAD                                                                             \
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                                \
        {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED}, /* 0: a built-in one */ \
    {                                                                                           \
        .key = "own", .type = FIELD_BOOL, .flags = FIELD_REQUIRED                               \
    }

static const struct field method_fields[] = {
    METHOD_HEAD,
    {.key = "in_force", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "chosen_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.key = "document", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_RISK_METHOD},
};
static const struct shape SHAPE_METHOD = SHAPE("RiskMethodKept", method_fields);

static const struct field listed_fields[] = {
    METHOD_HEAD,
    {.key = "in_force", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "description", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_LISTED = SHAPE("RiskMethodListed", listed_fields);
static const struct field list_fields[] = {{.key = "items",
    .type = FIELD_LIST,
    .flags = FIELD_REQUIRED,
    .shape = &SHAPE_LISTED,
    .max = N_BUILT_IN + LIMIT_RISK_METHODS}};
static const struct shape SHAPE_LIST = SHAPE("RiskMethodList", list_fields);

static const struct field version_fields[] = {
    {.key = "version", .type = FIELD_INT, .min = 0, .max = 1000000}};
static const struct shape SHAPE_VERSION_QUERY = SHAPE("RiskMethodQuery", version_fields);
static const struct shape SHAPE_VERSION_BODY = SHAPE("RiskMethodChoice", version_fields);

static const struct field added_fields[] = {METHOD_HEAD};
static const struct shape SHAPE_ADDED = SHAPE("RiskMethodAdded", added_fields);

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
static const struct field move_fields[] = {
    {.key = "risk", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_MOVED_RISK},
    MOVED("value_before"),
    MOVED("value_after"),
    MOVED("now_before"),
    MOVED("now_after"),
};
static const struct shape SHAPE_MOVE = SHAPE("RiskMove", move_fields);

#define RECOMPUTE_FIELDS                                                                         \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED | FIELD_NULLABLE},                   \
        {.key = "at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},                           \
        {.key = "cause",                                                                         \
            .type = FIELD_ENUM,                                                                  \
            .flags = FIELD_REQUIRED,                                                             \
            .options = &OPTIONS_RISK_CAUSE},                                                     \
        {.key = "method", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_ADDED}, \
        {.key = "rows", .type = FIELD_INT, .flags = FIELD_REQUIRED},                             \
        {.key = "moved", .type = FIELD_INT, .flags = FIELD_REQUIRED},                            \
        {.key = "up", .type = FIELD_INT, .flags = FIELD_REQUIRED},                               \
    {                                                                                            \
        .key = "down", .type = FIELD_INT, .flags = FIELD_REQUIRED                                \
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

static void write_head(struct jw *w, const char *key, int64_t version)
{
    jw_kstr(w, "key", key);
    jw_kint(w, "version", version);
    jw_kbool(w, "own", version != 0);
}

static bool same(const struct risk_choice *a, const char *key, int64_t version)
{
    return strcmp(a->key, key) == 0 && a->version == version;
}

static enum err answer_method(struct req *r, const char *key, int64_t version)
{
    struct call *c = &r->call;
    struct risk_choice choice;
    json_t *document = NULL;
    enum err e = risk_choice_load(c, &choice);
    if (e == ERR_OK)
        e = risk_method_document(c, c, key, version, &document);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    bool now = same(&choice, key, version);
    jw_obj_begin(&w);
    write_head(&w, key, version);
    jw_kbool(&w, "in_force", now);
    jw_kinstant(&w, "chosen_at", now ? choice.chosen_at_ms : 0);
    jw_kjson(&w, "document", document);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err api_now(struct req *r)
{
    struct risk_choice choice;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = risk_choice_load(&r->call, &choice);
    return e != ERR_OK ? e : answer_method(r, choice.key, choice.version);
}

/* The version that is meant by its number, or the newest one. ERR_NOT_FOUND. */
static enum err version_of(struct call *c, const char *key, int64_t asked, int64_t *ret_version)
{
    struct risk_method_row *rows = NULL;
    size_t n = 0;
    if (is_built_in(key) || asked > 0) {
        *ret_version = is_built_in(key) ? 0 : asked;
        return ERR_OK;
    }
    enum err e = risk_method_store_list(c, &rows, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        if (strcmp(rows[i].key, key) != 0)
            continue;
        *ret_version = rows[i].version;
        return ERR_OK;
    }
    return e == ERR_OK ? ERR_NOT_FOUND : e;
}

static enum err api_get(struct req *r)
{
    const char *asked = req_query(r, "version");
    const char *key = req_param(r, "key");
    int64_t version = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = version_of(&r->call, key, asked == NULL ? 0 : strtoll(asked, NULL, 10), &version);
    return e != ERR_OK ? e : answer_method(r, key, version);
}

static enum err write_listed(struct call *c, struct jw *w, const struct risk_choice *choice,
    const char *key, int64_t version)
{
    json_t *document = NULL;
    enum err e = risk_method_document(c, c, key, version, &document);
    if (e != ERR_OK)
        return e;
    jw_obj_begin(w);
    write_head(w, key, version);
    jw_kbool(w, "in_force", same(choice, key, version));
    jw_kjson(w, "name", json_object_get(document, "name"));
    jw_kjson(w, "description", json_object_get(document, "description"));
    jw_obj_end(w);
    return ERR_OK;
}

static enum err api_list(struct req *r)
{
    struct call *c = &r->call;
    struct risk_choice choice;
    struct risk_method_row *rows = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = risk_choice_load(c, &choice);
    if (e == ERR_OK)
        e = risk_method_store_list(c, &rows, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (const char *const *k = built_in; *k != NULL && e == ERR_OK; k++)
        e = write_listed(c, &w, &choice, *k, 0);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = write_listed(c, &w, &choice, rows[i].key, rows[i].version);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

/* ---- an own method ---- */

static enum err check_own(struct call *c, const json_t *document)
{
    struct risk_method method;
    const char *key = body_text(document, "key");
    if (is_built_in(key) || strcmp(key, "now") == 0)
        problem_field_value(c->problem, "/key", "risk_method_key", key);
    enum err e = problem_check(c->problem);
    return e != ERR_OK ? e : risk_method_read(document, c->problem, &method);
}

static enum err check_room(struct call *c)
{
    int64_t n = 0;
    enum err e = risk_method_store_count(c, &n);
    if (e == ERR_OK && n >= LIMIT_RISK_METHODS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "risk_methods_many", LIMIT_RISK_METHODS);
    return e;
}

static enum err api_add(struct req *r)
{
    struct call *c = &r->call;
    const char *key = body_text(r->body, "key");
    int64_t version = 0;
    enum err e = check_own(c, r->body);
    char *text = e == ERR_OK ? json_dumps(r->body, JSON_COMPACT) : NULL;
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_RISK_METHOD);
    if (e == ERR_OK)
        e = check_room(c);
    if (e == ERR_OK)
        e = risk_method_store_add(c, key, text, &version);
    free(text);
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s, s:I}", "key", key, "version", (json_int_t)version);
    audit_add(
        c, &(struct audit_entry){.action = "create", .subject = "risk_method", .after = after});
    json_decref(after);
    e = tx_commit(c);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_head(&w, key, version);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- what moves ---- */

static void write_number(struct jw *w, const char *key, int value)
{
    if (value == 0)
        jw_kstr(w, key, NULL);
    else
        jw_kint(w, key, value);
}

static void write_move(struct jw *w, const struct risk_move_told *told)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&told->uid, id);
    jw_obj_begin(w);
    jw_key(w, "risk");
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", told->number);
    jw_kstr(w, "name", told->name);
    jw_obj_end(w);
    write_number(w, "value_before", told->move.value_before);
    write_number(w, "value_after", told->move.value_after);
    write_number(w, "now_before", told->move.now_before);
    write_number(w, "now_after", told->move.now_after);
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
    write_head(w, r->method.key, r->method.version);
    jw_obj_end(w);
    jw_kint(w, "rows", r->rows);
    jw_kint(w, "moved", r->moved);
    jw_kint(w, "up", r->up);
    jw_kint(w, "down", r->down);
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
    return version_of(
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
    {ROUTE(METHOD_GET, "risk-methods", "risk_method_list", &PERM_RISK_READ, api_list),
        .answer = &SHAPE_LIST},
    {ROUTE(METHOD_POST, "risk-methods", "risk_method_add", &PERM_RISK_METHOD, api_add),
        .body_kind = BODY_JSON, .body = &SHAPE_RISK_METHOD, .answer = &SHAPE_ADDED, .status = 201},
    {ROUTE(METHOD_GET, "risk-methods/now", "risk_method_now", &PERM_RISK_READ, api_now),
        .answer = &SHAPE_METHOD},
    {ROUTE(METHOD_GET, "risk-methods/{key}", "risk_method_get", &PERM_RISK_READ, api_get),
        .query = &SHAPE_VERSION_QUERY, .answer = &SHAPE_METHOD},
    {ROUTE(METHOD_POST, "risk-methods/{key}/preview", "risk_method_preview", &PERM_RISK_METHOD,
         api_preview),
        .body_kind = BODY_JSON, .body = &SHAPE_VERSION_BODY, .answer = &SHAPE_TOLD},
    {ROUTE(METHOD_POST, "risk-methods/{key}/choice", "risk_method_choose", &PERM_RISK_METHOD,
         api_choice),
        .body_kind = BODY_JSON, .body = &SHAPE_VERSION_BODY, .answer = &SHAPE_TOLD},
    {ROUTE(METHOD_GET, "risk-recomputes", "risk_recompute_list", &PERM_RISK_READ, api_recomputes),
        .answer = &SHAPE_RECOMPUTES},
    {ROUTE(METHOD_GET, "risk-recomputes/{id}/moves", "risk_recompute_moves", &PERM_RISK_READ,
         api_moves),
        .query = &SHAPE_AFTER, .answer = &SHAPE_MOVES},
};

const struct module module_risk_method = {
    .name = "risk_method", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
