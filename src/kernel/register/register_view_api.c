#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register.h"
#include "kernel/register/register_view.h"
#include "kernel/register/register_view_store.h"

static const struct perm SHARE = {"view.share", PERM_ROLE, OF_LEADS | OF_MANAGER};

enum { QUERY = 2000 }; /* characters of a list's address */

static const struct field new_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 60},
    {.key = "query", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = QUERY},
};
static const struct shape SHAPE_NEW = SHAPE("SavedViewNew", new_fields);

static const struct field view_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "query", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = QUERY},
    {.key = "shared", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "mine", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "owner", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_VIEW = SHAPE("SavedView", view_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_VIEW,
        .max = LIMIT_PAGE},
};
static const struct shape SHAPE_LIST = SHAPE("SavedViewList", list_fields);

static const struct field query_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 60},
};
static const struct shape SHAPE_QUERY = SHAPE("SavedViewQuery", query_fields);

static const struct field share_fields[] = {
    {.key = "shared", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SHARE = SHAPE("SavedViewSharing", share_fields);

static void write_view(struct call *c, struct jw *w, const struct saved_view *view)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&view->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "register", view->reg);
    jw_kstr(w, "name", view->name);
    jw_kstr(w, "query", view->query);
    jw_kbool(w, "shared", view->shared);
    jw_kbool(w, "mine", view->account_id == c->who->account_id);
    jw_kstr(w, "owner", view->owner);
    jw_obj_end(w);
}

/* What the list shows is not for everybody: neither is what people look for in it. */
static bool reads(struct call *c, const char *reg)
{
    const struct reg_def *def = app_register(c->app, reg);
    return def != NULL && who_holds(c->who, def->read);
}

static enum err list(struct req *r)
{
    struct saved_view *views = NULL;
    size_t n = 0;
    const char *reg = req_query(r, "register");
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK && reads(&r->call, reg))
        e = view_store_list(&r->call, reg, &views, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_view(&r->call, &w, &views[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err check_new(struct call *c, const char *reg)
{
    int64_t n = 0;
    if (!reads(c, reg)) {
        problem_field_value(c->problem, "/register", "option", reg);
        return ERR_INVALID;
    }
    enum err e = view_store_count(c, &n);
    if (e == ERR_OK && n >= LIMIT_VIEWS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "views_many", LIMIT_VIEWS);
    return e;
}

static enum err save(struct req *r)
{
    struct call *c = &r->call;
    struct saved_view view = {.account_id = c->who->account_id,
        .owner = c->who->name,
        .reg = body_text(r->body, "register"),
        .name = body_text(r->body, "name"),
        .query = body_text(r->body, "query")};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = check_new(c, view.reg);
    if (e == ERR_OK)
        e = view_store_save(c, &view);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_view(c, &w, &view);
    return tx_commit_unaudited(c); /* a person's own convenience, no change of business */
}

static enum err find(struct req *r, struct saved_view *ret_view)
{
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = view_store_find(&r->call, &uid, ret_view);
    return e == ERR_OK && !reads(&r->call, ret_view->reg) ? ERR_NOT_FOUND : e;
}

static void audit(struct call *c, const struct saved_view *view, const char *action)
{
    json_t *data = json_pack("{s:s, s:s}", "register", view->reg, "name", view->name);
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "saved_view",
                     .subject_id = view->id,
                     .subject_uid = &view->uid,
                     .after = data});
    json_decref(data);
}

/* Own ones, and shared ones by whoever may share. */
static enum err delete (struct req *r) {
    struct call *c = &r->call; struct saved_view view; enum err e = find(r, &view);
    bool own = e == ERR_OK && view.account_id == c->who->account_id;
    if (e == ERR_OK && !own && !who_may(c->who, &SHARE, "/")) e = ERR_FORBIDDEN;
    if (e == ERR_OK) e = view_store_remove(c, view.id);
    if (e != ERR_OK) return e;
    if (!view.shared) return tx_commit_unaudited(c);
    audit(c, &view, "unshare");
    return tx_commit(c);
}

static enum err share(struct req *r)
{
    struct call *c = &r->call;
    struct saved_view view;
    bool shared = body_bool(r->body, "shared");
    enum err e = find(r, &view);
    if (e == ERR_OK && view.account_id != c->who->account_id && !who_may(c->who, &SHARE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = view_store_share(c, view.id, shared);
    if (e != ERR_OK)
        return e;
    view.shared = shared;
    struct jw w = resp_json(r);
    write_view(c, &w, &view);
    audit(c, &view, shared ? "share" : "unshare");
    return tx_commit(c);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/views", "view_list", .perm = &PERM_ACCOUNT, .handle = list,
        .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
    {METHOD_POST, "/api/v1/views", "view_save", .perm = &PERM_ACCOUNT, .handle = save,
        .body_kind = BODY_JSON, .body = &SHAPE_NEW, .answer = &SHAPE_VIEW, .status = 201},
    {METHOD_DELETE, "/api/v1/views/{id}", "view_delete", .perm = &PERM_ACCOUNT, .handle = delete,
        .status = 204},
    {METHOD_POST, "/api/v1/views/{id}/sharing", "view_share", .perm = &SHARE, .handle = share,
        .body_kind = BODY_JSON, .body = &SHAPE_SHARE, .answer = &SHAPE_VIEW},
};

const struct module module_saved_view = {
    .name = "saved_view", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
