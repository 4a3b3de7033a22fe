/* Routes of an organisation's rules of signing in. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/factor_store.h"
#include "kernel/auth/session.h"

static const struct field rule_fields[] = {
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_READONLY},
    {.key = "password_min",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED,
        .min = LIMIT_PASSWORD_MIN,
        .max = LIMIT_PASSWORD_MIN_MOST},
    {.key = "factor_roles", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = ROLE_MAX},
};
static const struct shape SHAPE_RULE = SHAPE("SignInRules", rule_fields);

static enum err answer(struct req *r)
{
    struct sign_in_rule rule;
    enum err e = sign_in_rule_get(&r->call, &rule);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "version", rule.version);
    jw_kint(&w, "password_min", rule.password_min);
    jw_key(&w, "factor_roles");
    jw_arr_begin(&w);
    for (enum role role = 0; role < ROLE_MAX; role++)
        if (rule.factor_role[role])
            jw_str(&w, role_key(role));
    jw_arr_end(&w);
    jw_obj_end(&w);
    resp_etag(r, rule.version);
    return ERR_OK;
}

static enum err rule_get(struct req *r)
{
    enum err e = tx_begin_read(&r->call);
    return e == ERR_OK ? answer(r) : e;
}

static json_t *audit_rule(const struct sign_in_rule *rule)
{
    json_t *roles = json_array();
    for (enum role role = 0; role < ROLE_MAX; role++)
        if (rule->factor_role[role])
            json_array_append_new(roles, json_string(role_key(role)));
    return json_pack(
        "{s:I, s:o}", "password_min", (json_int_t)rule->password_min, "factor_roles", roles);
}

static void audit(struct call *c, const struct sign_in_rule *old, const struct sign_in_rule *rule)
{
    json_t *before = audit_rule(old), *after = audit_rule(rule);
    audit_add(
        c, &(struct audit_entry){
               .action = "update", .subject = "sign_in_rule", .before = before, .after = after});
    json_decref(before);
    json_decref(after);
}

static enum err read_body(struct req *r, struct sign_in_rule *rule)
{
    struct call *c = &r->call;
    const json_t *roles = json_object_get(r->body, "factor_roles");
    rule->password_min = body_int(r->body, "password_min", LIMIT_PASSWORD_MIN);
    for (enum role role = 0; role < ROLE_MAX; role++)
        rule->factor_role[role] = false;
    for (size_t i = 0; i < json_array_size(roles); i++) {
        const char *key = json_string_value(json_array_get(roles, i));
        enum role role;
        if (key != NULL && role_parse(key, &role))
            rule->factor_role[role] = true;
        else
            problem_field(c->problem, mem_printf(c, "/factor_roles/%zu", i), "option");
    }
    return problem_check(c->problem);
}

static enum err rule_put(struct req *r)
{
    struct call *c = &r->call;
    struct sign_in_rule old;
    enum err e = tx_begin(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = sign_in_rule_get(c, &old);
    if (e == ERR_OK)
        e = req_match(r, old.version);
    if (e != ERR_OK)
        return e;
    struct sign_in_rule rule = old;
    e = read_body(r, &rule);
    if (e == ERR_OK)
        e = sign_in_rule_put(c, &rule);
    if (e == ERR_OK)
        e = factor_store_mark_sessions(c, 0);
    if (e != ERR_OK)
        return e;
    audit(c, &old, &rule);
    e = answer(r);
    return e == ERR_OK ? tx_commit(c) : e;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/sign-in-rules", "sign_in_rule_get", .perm = &PERM_ACCOUNT,
        .handle = rule_get, .answer = &SHAPE_RULE, .flags = ROUTE_ENROL},
    {METHOD_PUT, "/api/v1/sign-in-rules", "sign_in_rule_put", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = rule_put, .body_kind = BODY_JSON, .body = &SHAPE_RULE, .answer = &SHAPE_RULE,
        .flags = ROUTE_IF_MATCH | ROUTE_PERSON},
};

const struct module module_sign_in_rule = {
    .name = "sign_in_rule", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
