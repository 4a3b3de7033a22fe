/* Routes of methods: which there are, an organisation's own, and the one in force. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/http/req.h"
#include "kernel/sheet/catalog_doc.h"
#include "mod/risk/risk_method_store.h"
#include "mod/risk/risk_private.h"

#include <stdlib.h>
#include <string.h>

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

static const struct field head_fields[] = {METHOD_HEAD};
const struct shape SHAPE_RISK_METHOD_HEAD = SHAPE("RiskMethodAdded", head_fields);

/* ---- answers ---- */

void risk_method_write_head(struct jw *w, const char *key, int64_t version)
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
    risk_method_write_head(&w, key, version);
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

enum err risk_method_version_of(
    struct call *c, const char *key, int64_t asked, int64_t *ret_version)
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
        e = risk_method_version_of(
            &r->call, key, asked == NULL ? 0 : strtoll(asked, NULL, 10), &version);
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
    risk_method_write_head(w, key, version);
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
    risk_method_write_head(&w, key, version);
    jw_obj_end(&w);
    return ERR_OK;
}

#define ROUTE(how, where, name, who, what) \
    .method = (how), .path = "/api/v1/" where, .op = (name), .perm = (who), .handle = (what)

static const struct route routes[] = {
    {ROUTE(METHOD_GET, "risk-methods", "risk_method_list", &PERM_RISK_READ, api_list),
        .answer = &SHAPE_LIST},
    {ROUTE(METHOD_POST, "risk-methods", "risk_method_add", &PERM_RISK_METHOD, api_add),
        .body_kind = BODY_JSON, .body = &SHAPE_RISK_METHOD, .answer = &SHAPE_RISK_METHOD_HEAD,
        .status = 201},
    {ROUTE(METHOD_GET, "risk-methods/now", "risk_method_now", &PERM_RISK_READ, api_now),
        .answer = &SHAPE_METHOD},
    {ROUTE(METHOD_GET, "risk-methods/{key}", "risk_method_get", &PERM_RISK_READ, api_get),
        .query = &SHAPE_VERSION_QUERY, .answer = &SHAPE_METHOD},
};

const struct module module_risk_method = {
    .name = "risk_method", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
