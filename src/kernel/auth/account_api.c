/* Routes of accounts. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/me.h"
#include "kernel/auth/session.h"
#include "kernel/auth/signin.h"

#include <stdlib.h>
#include <string.h>

const struct perm PERM_ACCOUNT_READ = {"account.read", PERM_ROLE, OF_ADMIN | OF_CISO | OF_AUDITOR};
const struct perm PERM_ACCOUNT_MANAGE = {"account.manage", PERM_ROLE, OF_ADMIN};

/* ---- shapes ---- */

static const char *const state_keys[] = {"active", "disabled", "invited", NULL};
const struct option_set OPTIONS_ACCOUNT_STATE = {"account_state", state_keys};

static const struct field account_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "person", .type = FIELD_REF, .ref = "people"},
    {.key = "lang", .type = FIELD_ENUM, .options = &OPTIONS_LANGUAGE},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &OPTIONS_ACCOUNT_STATE},
    {.key = "locked_until", .type = FIELD_INSTANT},
    {.key = "password_set", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "factor", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "last_sign_in_at", .type = FIELD_INSTANT},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "roles", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROLE},
};
static const struct shape SHAPE_ACCOUNT = SHAPE("Account", account_fields);

static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ACCOUNT},
    {.key = "next", .type = FIELD_TEXT},
    {.key = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_LIST = SHAPE("AccountList", list_fields);

static const struct field query_fields[] = {
    {.key = "q", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.key = "cursor", .type = FIELD_TEXT, .max = LIMIT_URI},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = LIMIT_PAGE},
};
static const struct shape SHAPE_QUERY = SHAPE("AccountQuery", query_fields);

static const struct field roles_fields[] = {
    {.key = "roles", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROLE, .max = 200},
};
static const struct shape SHAPE_ROLES = SHAPE("AccountRoles", roles_fields);

static const struct field link_fields[] = {
    {.key = "url", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "expires_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_LINK = SHAPE("AccountSignInLink", link_fields);

/* ---- writing ---- */

static void write_account(struct call *c, struct jw *w, const struct account *a,
    const struct account_role *roles, size_t n)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&a->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kint(w, "version", a->version);
    jw_kstr(w, "login", a->login);
    jw_kstr(w, "name", a->name);
    if (a->person_id != 0)
        me_write_ref(w, "person", &a->person_uid, a->person_number, a->person_name);
    else
        jw_kraw(w, "person", "null");
    jw_kstr(w, "lang", a->lang);
    jw_kstr(w, "state", a->state);
    jw_kinstant(w, "locked_until", a->locked_until_ms > c->now_ms ? a->locked_until_ms : 0);
    jw_kbool(w, "password_set", a->password_hash != NULL);
    jw_kbool(w, "factor", a->factor_at_ms != 0);
    jw_kinstant(w, "last_sign_in_at", a->last_login_at_ms);
    jw_kinstant(w, "created_at", a->created_at_ms);
    jw_key(w, "roles");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++) {
        if (roles[i].account_id == a->id)
            me_write_role(w, &roles[i]);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

/* The account as it is now, with its ETag. */
static enum err answer(struct req *r, int64_t id)
{
    struct call *c = &r->call;
    struct account account;
    struct account_role *roles = NULL;
    size_t n = 0;
    enum err e = account_store_by_id(c, id, &account);
    if (e == ERR_OK)
        e = account_store_roles(c, account.login, account.login, &roles, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_account(c, &w, &account, roles, n);
    resp_etag(r, account.version);
    return ERR_OK;
}

/* ---- handlers ---- */

static enum err find(struct req *r, struct account *ret_account)
{
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    return account_store_by_uid(&r->call, &uid, ret_account);
}

/* Begins the transaction of a change; accounts belong to the whole organisation. */
static enum err begin_change(struct req *r, struct account *ret_account)
{
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK && !who_may(r->call.who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK && ret_account != NULL)
        e = find(r, ret_account);
    return e;
}

static enum err answer_and_commit(struct req *r, int64_t id)
{
    enum err e = answer(r, id);
    return e == ERR_OK ? tx_commit(&r->call) : e;
}

/* A pattern for LIKE that finds the text anywhere. */
static const char *like_of(struct req *r, const char *text)
{
    struct buf *b = buf_new(r);
    buf_char(b, '%');
    for (const char *p = utf8_fold(r, text); *p != '\0'; p++) {
        if (*p == '%' || *p == '_' || *p == '\\')
            buf_char(b, '\\');
        buf_char(b, *p);
    }
    buf_char(b, '%');
    return b->data;
}

struct page {
    struct account *accounts;
    size_t n;
    bool more;
    struct account_role *roles;
    size_t n_roles;
    int64_t total;
};

static enum err load_page(struct req *r, struct page *p)
{
    struct call *c = &r->call;
    const char *q = req_query(r, "q"), *after = req_query(r, "cursor");
    const char *limit_text = req_query(r, "limit");
    int limit = limit_text == NULL ? LIMIT_PAGE_DEFAULT : (int)strtol(limit_text, NULL, 10);
    const char *like = q == NULL ? NULL : like_of(r, q);
    enum err e =
        account_store_page(c, after == NULL ? "" : after, like, limit + 1, &p->accounts, &p->n);
    if (e == ERR_OK)
        e = account_store_count(c, like, &p->total);
    if (e != ERR_OK || p->n == 0)
        return e;
    p->more = p->n > (size_t)limit;
    p->n -= p->more;
    return account_store_roles(
        c, p->accounts[0].login, p->accounts[p->n - 1].login, &p->roles, &p->n_roles);
}

static enum err account_list(struct req *r)
{
    struct page p = {.n = 0};
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = load_page(r, &p);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < p.n; i++)
        write_account(&r->call, &w, &p.accounts[i], p.roles, p.n_roles);
    jw_arr_end(&w);
    jw_kstr(&w, "next", p.more ? p.accounts[p.n - 1].login : NULL);
    jw_kint(&w, "total", p.total);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err account_get(struct req *r)
{
    struct account account;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = find(r, &account);
    return e == ERR_OK ? answer(r, account.id) : e;
}

static enum err account_post(struct req *r)
{
    struct account account;
    enum err e = begin_change(r, NULL);
    if (e == ERR_OK)
        e = account_create(&r->call, r->body, &account);
    if (e != ERR_OK)
        return e;
    char id[UUID_TEXT_SIZE];
    uuid_format(&account.uid, id);
    resp_header(r, "Location", mem_printf(r, "/api/v1/accounts/%s", id));
    return answer_and_commit(r, account.id);
}

static enum err account_patch(struct req *r)
{
    struct account account;
    enum err e = begin_change(r, &account);
    if (e == ERR_OK)
        e = req_match(r, account.version);
    if (e == ERR_OK)
        e = account_change(&r->call, &account, r->body);
    return e == ERR_OK ? answer_and_commit(r, account.id) : e;
}

static enum err account_roles_put(struct req *r)
{
    struct account account;
    enum err e = begin_change(r, &account);
    if (e == ERR_OK)
        e = req_match(r, account.version);
    if (e == ERR_OK)
        e = account_set_roles(&r->call, &account, json_object_get(r->body, "roles"));
    if (e == ERR_OK)
        e = signin_renew(r, account.id);
    return e == ERR_OK ? answer_and_commit(r, account.id) : e;
}

static enum err set_enabled(struct req *r, bool enabled)
{
    struct account account;
    enum err e = begin_change(r, &account);
    if (e == ERR_OK && (strcmp(account.state, "disabled") != 0) == enabled) {
        tx_abort(&r->call);
        return answer(r, account.id);
    }
    if (e == ERR_OK)
        e = account_set_enabled(&r->call, &account, enabled);
    return e == ERR_OK ? answer_and_commit(r, account.id) : e;
}

static enum err account_disable(struct req *r)
{
    return set_enabled(r, false);
}

static enum err account_enable(struct req *r)
{
    return set_enabled(r, true);
}

static enum err account_link(struct req *r)
{
    struct account account;
    const char *url = NULL;
    int64_t expires_ms = 0;
    enum err e = begin_change(r, &account);
    if (e == ERR_OK && strcmp(account.state, "disabled") == 0)
        e = problem_set(r->call.problem, ERR_CONFLICT, "account_disabled");
    if (e == ERR_OK)
        e = signin_link_new(&r->call, &account, &url, &expires_ms);
    if (e == ERR_OK)
        e = tx_commit(&r->call);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "url", url);
    jw_kinstant(&w, "expires_at", expires_ms);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/accounts", "account_list", .perm = &PERM_ACCOUNT_READ,
        .handle = account_list, .query = &SHAPE_QUERY, .answer = &SHAPE_LIST},
    {METHOD_POST, "/api/v1/accounts", "account_create", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = account_post, .body_kind = BODY_JSON, .body = &SHAPE_ACCOUNT_NEW,
        .answer = &SHAPE_ACCOUNT, .status = 201},
    {METHOD_GET, "/api/v1/accounts/{id}", "account_get", .perm = &PERM_ACCOUNT_READ,
        .handle = account_get, .answer = &SHAPE_ACCOUNT},
    {METHOD_PATCH, "/api/v1/accounts/{id}", "account_patch", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = account_patch, .body_kind = BODY_PATCH, .body = &SHAPE_ACCOUNT_PATCH,
        .answer = &SHAPE_ACCOUNT, .flags = ROUTE_IF_MATCH},
    {METHOD_PUT, "/api/v1/accounts/{id}/roles", "account_roles_put", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = account_roles_put, .body_kind = BODY_JSON, .body = &SHAPE_ROLES,
        .answer = &SHAPE_ACCOUNT, .flags = ROUTE_IF_MATCH | ROUTE_PERSON},
    {METHOD_POST, "/api/v1/accounts/{id}/disable", "account_disable", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = account_disable, .answer = &SHAPE_ACCOUNT},
    {METHOD_POST, "/api/v1/accounts/{id}/enable", "account_enable", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = account_enable, .answer = &SHAPE_ACCOUNT},
    {METHOD_POST, "/api/v1/accounts/{id}/sign-in-link", "account_sign_in_link",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = account_link, .answer = &SHAPE_LINK,
        .flags = ROUTE_SECRET | ROUTE_PERSON},
};

const struct module module_account = {
    .name = "account", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
