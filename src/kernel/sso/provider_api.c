/* Routes of what can vouch for people: settings by an administrator, and what the log-in page asks.
 */
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/account_store.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/me.h"
#include "kernel/net/fetch.h"
#include "kernel/passkey/passkey.h"
#include "kernel/sso/ldap.h"
#include "kernel/sso/oidc.h"

#include <stdlib.h>
#include <string.h>

/* ---- shapes ---- */

enum { ADDRESS_MOST = 500, SECRET_MOST = 500 };

static const struct field role_fields[] = {
    {.key = "value", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.key = "role", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_ROLE},
    {.key = "unit", .type = FIELD_ID, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ROLE_LINE = SHAPE("ProviderRole", role_fields);

/* Of a provider, in answers and, without the first two, in bodies. */
#define STATE_FIELDS                                                                      \
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_READONLY},      \
    {                                                                                     \
        .key = "secret_set", .type = FIELD_BOOL, .flags = FIELD_REQUIRED | FIELD_READONLY \
    }
#define ROLE_FIELDS                                                                           \
    {.key = "create", .type = FIELD_BOOL}, {.key = "sync_roles", .type = FIELD_BOOL},         \
    {                                                                                         \
        .key = "roles", .type = FIELD_LIST, .shape = &SHAPE_ROLE_LINE, .max = LIMIT_SSO_ROLES \
    }
#define OIDC_FIELDS                                                                        \
    {.key = "enabled", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},                       \
        {.key = "name", .type = FIELD_TEXT, .max = 60},                                    \
        {.key = "issuer", .type = FIELD_TEXT, .max = ADDRESS_MOST},                        \
        {.key = "client_id", .type = FIELD_TEXT, .max = LIMIT_NAME},                       \
        {.key = "scopes", .type = FIELD_TEXT, .max = LIMIT_NAME},                          \
        {.key = "by_mail", .type = FIELD_BOOL},                                            \
        {.key = "login_claim", .type = FIELD_TEXT, .max = 100},                            \
        {.key = "role_claim", .type = FIELD_TEXT, .max = 100},                             \
        {.key = "second_factor", .type = FIELD_BOOL}, {.key = "only", .type = FIELD_BOOL}, \
    {                                                                                      \
        .key = "logout", .type = FIELD_BOOL                                                \
    }
#define SECRET_FIELD                                                                         \
    {                                                                                        \
        .key = "secret", .type = FIELD_TEXT, .flags = FIELD_CONFIDENTIAL, .max = SECRET_MOST \
    }

static const struct field oidc_fields[] = {STATE_FIELDS,
    {.key = "return_url", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_READONLY},
    OIDC_FIELDS, ROLE_FIELDS};
static const struct shape SHAPE_OIDC = SHAPE("OidcProvider", oidc_fields);
static const struct field oidc_change_fields[] = {OIDC_FIELDS, SECRET_FIELD, ROLE_FIELDS};
static const struct shape SHAPE_OIDC_CHANGE = SHAPE("OidcProviderChange", oidc_change_fields);

#define LDAP_FIELDS                                                       \
    {.key = "enabled", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},      \
        {.key = "url", .type = FIELD_TEXT, .max = ADDRESS_MOST},          \
        {.key = "start_tls", .type = FIELD_BOOL},                         \
        {.key = "base", .type = FIELD_TEXT, .max = ADDRESS_MOST},         \
        {.key = "bind_dn", .type = FIELD_TEXT, .max = ADDRESS_MOST},      \
        {.key = "filter", .type = FIELD_TEXT, .max = ADDRESS_MOST},       \
        {.key = "mail_attribute", .type = FIELD_TEXT, .max = 100},        \
        {.key = "name_attribute", .type = FIELD_TEXT, .max = 100},        \
        {.key = "group_attribute", .type = FIELD_TEXT, .max = 100},       \
        {.key = "group_filter", .type = FIELD_TEXT, .max = ADDRESS_MOST}, \
        {.key = "by_login", .type = FIELD_BOOL},                          \
    {                                                                     \
        .key = "by_mail", .type = FIELD_BOOL                              \
    }

static const struct field ldap_fields[] = {STATE_FIELDS, LDAP_FIELDS, ROLE_FIELDS};
static const struct shape SHAPE_LDAP = SHAPE("LdapProvider", ldap_fields);
static const struct field ldap_change_fields[] = {LDAP_FIELDS, SECRET_FIELD, ROLE_FIELDS};
static const struct shape SHAPE_LDAP_CHANGE = SHAPE("LdapProviderChange", ldap_change_fields);

static const struct field test_fields[] = {
    {.key = "issuer", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "keys", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_TEST = SHAPE("OidcProviderTest", test_fields);

static const struct field ways_fields[] = {
    {.key = "password", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "oidc", .type = FIELD_TEXT},
    {.key = "passkey", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_WAYS = SHAPE("SignInWays", ways_fields);

/* ---- reading ---- */

static void write_field(struct jw *w, const struct provider *p, const struct field *f)
{
    const json_t *value = json_object_get(p->settings, f->key);
    if (f->type == FIELD_BOOL) {
        jw_kbool(w, f->key, json_is_true(value));
    } else if (f->type == FIELD_LIST) {
        char *text = value == NULL ? NULL : json_dumps(value, JSON_COMPACT);
        jw_kraw(w, f->key, text == NULL ? "[]" : text);
        free(text);
    } else {
        jw_kstr(w, f->key, provider_text(p, f->key));
    }
}

static enum err answer(struct req *r, enum provider_kind kind)
{
    const struct shape *shape = kind == PROVIDER_OIDC ? &SHAPE_OIDC_CHANGE : &SHAPE_LDAP_CHANGE;
    struct call *c = &r->call;
    struct provider p;
    enum err e = provider_get(c, kind, &p);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "version", p.version);
    jw_kbool(&w, "secret_set", p.secret != NULL);
    if (kind == PROVIDER_OIDC)
        jw_kstr(&w, "return_url", oidc_return_url(c));
    jw_kbool(&w, "enabled", p.enabled);
    for (size_t i = 0; i < shape->n_fields; i++) {
        const struct field *f = &shape->fields[i];
        if (strcmp(f->key, "enabled") != 0 && strcmp(f->key, "secret") != 0)
            write_field(&w, &p, f);
    }
    jw_obj_end(&w);
    resp_etag(r, p.version);
    return ERR_OK;
}

/* Which of the two a route is about. */
static const enum provider_kind OIDC = PROVIDER_OIDC, LDAP = PROVIDER_LDAP;

static enum provider_kind kind_of(const struct req *r)
{
    return *(const enum provider_kind *)r->route->arg;
}

static enum err settings_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer(r, kind_of(r)) : e;
}

/* ---- changing ---- */

static void need(struct call *c, const struct provider *p, const char *key)
{
    if (p->enabled && provider_text(p, key) == NULL)
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
}

static enum err check_line(struct call *c, const json_t *line, size_t i)
{
    struct account_role unit;
    enum role role = ROLE_MAX;
    bool top = false;
    const char *pointer = mem_printf(c, "/roles/%zu/unit", i);
    const char *ref = body_text(line, "unit");
    enum err e = account_store_unit(c, ref, &unit, &top);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, pointer, "reference_unknown", ref);
        return ERR_OK;
    }
    if (e == ERR_OK && role_parse(body_text(line, "role"), &role) && role == ROLE_ADMIN && !top)
        problem_field(c->problem, pointer, "admin_at_top");
    return e;
}

static enum err check_lines(struct call *c, const struct provider *p)
{
    const json_t *lines = json_object_get(p->settings, "roles");
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < json_array_size(lines); i++)
        e = check_line(c, json_array_get(lines, i), i);
    if (e == ERR_OK && provider_on(p, "create") && json_array_size(lines) == 0)
        problem_field(c->problem, "/roles", "required");
    return e;
}

static enum err check_oidc(struct call *c, const struct provider *p)
{
    const char *issuer = provider_text(p, "issuer");
    const char *scopes = provider_text(p, "scopes");
    need(c, p, "name");
    need(c, p, "issuer");
    need(c, p, "client_id");
    if (issuer != NULL && (!fetch_address_ok(c->app, "http", issuer) || strchr(issuer, '?')))
        problem_field_value(c->problem, "/issuer", "address_secure", issuer);
    if (scopes != NULL && strstr(scopes, "openid") == NULL)
        problem_field(c->problem, "/scopes", "scope_openid");
    enum err e = check_lines(c, p);
    return e == ERR_OK ? problem_check(c->problem) : e;
}

/* ldaps, or ldap that is made secure by StartTLS before anything is said; without only where
 * http would be allowed, too. */
static bool directory_address_ok(struct call *c, const struct provider *p, const char *url)
{
    bool start = provider_on(p, "start_tls");
    if (fetch_address_ok(c->app, "ldap", url))
        return true;
    return start && strncmp(url, "ldap://", strlen("ldap://")) == 0 && url[strlen("ldap://")] != 0;
}

static void check_filter(
    struct call *c, const struct provider *p, const char *key, const char *place)
{
    const char *filter = provider_text(p, key);
    if (filter != NULL && (filter[0] != '(' || strstr(filter, place) == NULL))
        problem_field_value(c->problem, mem_printf(c, "/%s", key), "ldap_filter", place);
}

static enum err check_ldap(struct call *c, const struct provider *p)
{
    const char *url = provider_text(p, "url");
    need(c, p, "url");
    need(c, p, "base");
    if (url != NULL && !directory_address_ok(c, p, url))
        problem_field_value(c->problem, "/url", "directory_secure", url);
    check_filter(c, p, "filter", "{login}");
    check_filter(c, p, "group_filter", "{dn}");
    enum err e = check_lines(c, p);
    return e == ERR_OK ? problem_check(c->problem) : e;
}

static json_t *audit_of(const struct provider *p)
{
    json_t *all = json_deep_copy(p->settings);
    json_object_set_new(all, "enabled", json_boolean(p->enabled));
    json_object_set_new(all, "secret_set", json_boolean(p->secret != NULL));
    return all;
}

static void audit(struct call *c, const struct provider *old, const struct provider *now)
{
    json_t *before = audit_of(old), *after = audit_of(now);
    audit_add(c,
        &(struct audit_entry){
            .action = "update", .subject = "sign_in_provider", .before = before, .after = after});
    json_decref(before);
    json_decref(after);
}

/* What the body says; a secret that is not in it stays. */
static void read_body(struct req *r, const struct provider *old, struct provider *ret_now)
{
    struct provider now = *old;
    json_t *settings = json_copy(r->body);
    json_in_keep(r, settings);
    json_object_del(settings, "enabled");
    json_object_del(settings, "secret");
    now.settings = settings;
    now.enabled = body_bool(r->body, "enabled");
    if (body_text(r->body, "secret") != NULL)
        now.secret = body_text(r->body, "secret");
    if (now.secret != NULL && *now.secret == '\0')
        now.secret = NULL;
    *ret_now = now;
}

static enum err settings_put(struct req *r)
{
    enum provider_kind kind = kind_of(r);
    struct call *c = &r->call;
    struct provider old, now;
    enum err e = tx_begin(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = provider_get(c, kind, &old);
    if (e == ERR_OK)
        e = req_match(r, old.version);
    if (e != ERR_OK)
        return e;
    read_body(r, &old, &now);
    e = kind == PROVIDER_OIDC ? check_oidc(c, &now) : check_ldap(c, &now);
    if (e == ERR_OK)
        e = provider_put(c, &now);
    if (e != ERR_OK)
        return e;
    audit(c, &old, &now);
    e = answer(r, kind);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* What is saved, tried without anybody logging in. */
static enum err oidc_test(struct req *r)
{
    struct call *c = &r->call;
    struct provider p;
    struct oidc_provider d;
    size_t n = 0;
    if (!who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        return ERR_FORBIDDEN;
    enum err e = provider_get(c, PROVIDER_OIDC, &p);
    if (e == ERR_OK && provider_text(&p, "issuer") == NULL)
        e = problem_set(c->problem, ERR_CONFLICT, "oidc_off");
    if (e == ERR_OK)
        e = oidc_describe(c, &p, &d);
    if (e == ERR_OK)
        e = oidc_keys_test(c, &d, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "issuer", d.issuer);
    jw_kint(&w, "keys", (int64_t)n);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err directory_test(struct req *r)
{
    struct call *c = &r->call;
    struct provider p;
    if (!who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        return ERR_FORBIDDEN;
    enum err e = provider_get(c, PROVIDER_LDAP, &p);
    if (e == ERR_OK && provider_text(&p, "url") == NULL)
        e = problem_set(c->problem, ERR_CONFLICT, "ldap_off");
    return e == ERR_OK ? ldap_test(c, &p) : e;
}

/* ---- for the log-in page ---- */

static enum err ways_get(struct req *r)
{
    struct call *c = &r->call;
    struct provider oidc = {.enabled = false};
    int64_t org_id = 0;
    enum err e = actor_only_org(c, &org_id);
    if (e == ERR_OK) {
        db_set_org(c->db, org_id);
        e = provider_get(c, PROVIDER_OIDC, &oidc);
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "password", !(oidc.enabled && provider_on(&oidc, "only")));
    jw_kstr(&w, "oidc", oidc.enabled ? provider_text(&oidc, "name") : NULL);
    jw_kbool(&w, "passkey", passkey_possible(c));
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/sign-in-ways", "sign_in_ways", .perm = &PERM_ANYONE, .handle = ways_get,
        .answer = &SHAPE_WAYS, .flags = ROUTE_ENROL},
    {METHOD_GET, "/api/v1/sign-in-providers/oidc", "oidc_provider_get",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = settings_get, .answer = &SHAPE_OIDC,
        .flags = ROUTE_PERSON, .arg = &OIDC},
    {METHOD_PUT, "/api/v1/sign-in-providers/oidc", "oidc_provider_put",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = settings_put, .body_kind = BODY_JSON,
        .body = &SHAPE_OIDC_CHANGE, .answer = &SHAPE_OIDC,
        .flags = ROUTE_IF_MATCH | ROUTE_PERSON | ROUTE_SECRET, .arg = &OIDC},
    {METHOD_POST, "/api/v1/sign-in-providers/oidc/test", "oidc_provider_test",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = oidc_test, .answer = &SHAPE_TEST,
        .flags = ROUTE_PERSON},
    {METHOD_GET, "/api/v1/sign-in-providers/ldap", "ldap_provider_get",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = settings_get, .answer = &SHAPE_LDAP,
        .flags = ROUTE_PERSON, .arg = &LDAP},
    {METHOD_PUT, "/api/v1/sign-in-providers/ldap", "ldap_provider_put",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = settings_put, .body_kind = BODY_JSON,
        .body = &SHAPE_LDAP_CHANGE, .answer = &SHAPE_LDAP,
        .flags = ROUTE_IF_MATCH | ROUTE_PERSON | ROUTE_SECRET, .arg = &LDAP},
    {METHOD_POST, "/api/v1/sign-in-providers/ldap/test", "ldap_provider_test",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = directory_test, .status = 204,
        .flags = ROUTE_PERSON},
};

const struct module module_provider = {
    .name = "provider", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
