/* Routes of the administrator's page: where the provider is to send what, with which tokens, and
 * what its groups give here. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/api_token_store.h"
#include "kernel/auth/me.h"
#include "kernel/scim/scim.h"
#include "kernel/scim/scim_group.h"
#include "kernel/scim/scim_user.h"

/* ---- shapes ---- */

static const struct field token_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "owner", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "expires_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "used_at", .type = FIELD_INSTANT},
    {.key = "used_from", .type = FIELD_TEXT},
};
static const struct shape SHAPE_TOKEN = SHAPE("ProvisionToken", token_fields);

static const struct field group_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "members", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "updated_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "roles", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROLE},
};
static const struct shape SHAPE_GROUP = SHAPE("ProvisionGroup", group_fields);

static const struct field provision_fields[] = {
    {.key = "url", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "accounts", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "tokens", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_TOKEN},
    {.key = "groups", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_GROUP},
};
static const struct shape SHAPE_PROVISION = SHAPE("Provision", provision_fields);

static const struct field roles_fields[] = {
    {.key = "roles",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_ROLE,
        .max = LIMIT_SCIM_ROLES},
};
static const struct shape SHAPE_ROLES = SHAPE("ProvisionGroupRoles", roles_fields);

/* ---- writing ---- */

static void write_id(struct jw *w, const struct uuid *uid)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(uid, id);
    jw_kstr(w, "id", id);
}

static void write_token(struct jw *w, const struct api_token *token)
{
    jw_obj_begin(w);
    write_id(w, &token->uid);
    jw_kstr(w, "name", token->name);
    jw_kstr(w, "owner", token->owner);
    jw_kinstant(w, "created_at", token->created_at_ms);
    jw_kinstant(w, "expires_at", token->expires_at_ms);
    jw_kinstant(w, "used_at", token->used_at_ms);
    jw_kstr(w, "used_from", token->used_from);
    jw_obj_end(w);
}

static enum err write_tokens(struct call *c, struct jw *w)
{
    struct api_token *tokens = NULL;
    size_t n = 0;
    enum err e = api_token_store_of_scope(c, PERM_SCIM.key, &tokens, &n);
    jw_key(w, "tokens");
    jw_arr_begin(w);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        write_token(w, &tokens[i]);
    jw_arr_end(w);
    return e;
}

/* `roles`: of all groups, or of this one. */
static void write_group(
    struct jw *w, const struct scim_group *group, const struct account_role *roles, size_t n)
{
    jw_obj_begin(w);
    write_id(w, &group->uid);
    jw_kint(w, "version", group->version);
    jw_kstr(w, "name", group->name);
    jw_kint(w, "members", group->members);
    jw_kinstant(w, "updated_at", group->updated_at_ms);
    jw_key(w, "roles");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        if (roles[i].account_id == group->id)
            me_write_role(w, &roles[i]);
    jw_arr_end(w);
    jw_obj_end(w);
}

static enum err write_groups(struct call *c, struct jw *w)
{
    struct scim_group *groups = NULL;
    struct account_role *roles = NULL;
    size_t n = 0, n_roles = 0;
    enum err e = scim_group_store_list(c, &groups, &n);
    if (e == ERR_OK)
        e = scim_group_store_roles(c, 0, &roles, &n_roles);
    jw_key(w, "groups");
    jw_arr_begin(w);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        write_group(w, &groups[i], roles, n_roles);
    jw_arr_end(w);
    return e;
}

/* ---- handlers ---- */

static enum err provision_get(struct req *r)
{
    struct call *c = &r->call;
    int64_t accounts = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = scim_store_count(c, &accounts);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "url", scim_base(c));
    jw_kint(&w, "accounts", accounts);
    e = write_tokens(c, &w);
    if (e == ERR_OK)
        e = write_groups(c, &w);
    jw_obj_end(&w);
    return e;
}

static enum err answer_group(struct req *r, const struct uuid *uid)
{
    struct call *c = &r->call;
    struct scim_group group;
    struct account_role *roles = NULL;
    size_t n = 0;
    enum err e = scim_group_store_by_uid(c, uid, &group);
    if (e == ERR_OK)
        e = scim_group_store_roles(c, group.id, &roles, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_group(&w, &group, roles, n);
    resp_etag(r, group.version);
    return ERR_OK;
}

static enum err roles_put(struct req *r)
{
    struct call *c = &r->call;
    struct scim_group group;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = scim_group_store_by_uid(c, &uid, &group);
    if (e == ERR_OK)
        e = scim_group_store_lock(c, group.id);
    if (e == ERR_OK)
        e = scim_group_store_by_uid(c, &uid, &group);
    if (e == ERR_OK)
        e = req_match(r, group.version);
    if (e == ERR_OK)
        e = scim_group_map(c, &group, json_object_get(r->body, "roles"));
    if (e == ERR_OK)
        e = answer_group(r, &uid);
    return e == ERR_OK ? tx_commit(c) : e;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/provisioning", "provisioning_get", .perm = &PERM_ACCOUNT_MANAGE,
        .handle = provision_get, .answer = &SHAPE_PROVISION, .flags = ROUTE_PERSON},
    {METHOD_PUT, "/api/v1/provisioning/groups/{id}/roles", "provisioning_roles_put",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = roles_put, .body_kind = BODY_JSON,
        .body = &SHAPE_ROLES, .answer = &SHAPE_GROUP, .flags = ROUTE_IF_MATCH | ROUTE_PERSON},
};

const struct module module_provision = {
    .name = "provision", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
