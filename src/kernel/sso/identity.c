#include "kernel/sso/identity.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/sso/identity_store.h"

#include <string.h>

/* ---- roles by groups ---- */

static bool meets(const char *value, const char *const *groups, size_t n)
{
    if (value == NULL || strcmp(value, "*") == 0)
        return value != NULL;
    for (size_t i = 0; i < n; i++)
        if (strcmp(value, groups[i]) == 0)
            return true;
    return false;
}

static bool has_role(const json_t *roles, const json_t *role)
{
    for (size_t i = 0; i < json_array_size(roles); i++)
        if (json_equal(json_array_get(roles, i), role))
            return true;
    return false;
}

json_t *identity_roles(const json_t *lines, const char *const *groups, size_t n)
{
    json_t *roles = json_array();
    for (size_t i = 0; i < json_array_size(lines); i++) {
        const json_t *line = json_array_get(lines, i);
        if (!meets(json_string_value(json_object_get(line, "value")), groups, n))
            continue;
        json_t *role = json_pack("{s:O, s:O}", "role", json_object_get(line, "role"), "unit",
            json_object_get(line, "unit"));
        if (!has_role(roles, role))
            json_array_append(roles, role);
        json_decref(role);
    }
    return roles;
}

static json_t *roles_of(const struct provider *p, const struct identity *who)
{
    return identity_roles(
        json_object_get(p->settings, "roles"), (const char *const *)who->groups, who->n_groups);
}

/* As the groups are now. The last administrator stays one, whatever the groups say. */
static enum err follow_groups(
    struct call *c, const struct provider *p, const struct identity *who, struct account *account)
{
    struct account_role *held = NULL;
    size_t n = 0;
    enum err e = account_store_roles(c, account->login, account->login, &held, &n);
    if (e != ERR_OK || !provider_on(p, "sync_roles"))
        return e;
    json_t *roles = roles_of(p, who);
    bool same = json_array_size(roles) == n;
    for (size_t i = 0; same && i < n; i++) {
        char unit[UUID_TEXT_SIZE];
        uuid_format(&held[i].unit_uid, unit);
        json_t *role = json_pack("{s:s, s:s}", "role", role_key(held[i].role), "unit", unit);
        same = has_role(roles, role);
        json_decref(role);
    }
    if (!same)
        e = account_set_roles(c, account, roles);
    json_decref(roles);
    return e == ERR_CONFLICT ? ERR_OK : e;
}

/* ---- links ---- */

static enum err link(struct call *c, const struct account *account, const struct identity *who)
{
    bool linked = false;
    enum err e = identity_store_linked(c, account->id, who, &linked);
    if (e == ERR_OK && linked)
        e = problem_set(c->problem, ERR_CONFLICT, "sso_other");
    if (e == ERR_OK)
        e = identity_store_add(c, account->id, who);
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s, s:s, s:s}", "kind", provider_key(who->kind), "issuer",
        who->issuer, "known_as", who->subject);
    audit_add(c, &(struct audit_entry){.action = "identity_link",
                     .subject = "account",
                     .subject_id = account->id,
                     .subject_uid = &account->uid,
                     .after = after});
    json_decref(after);
    return ERR_OK;
}

enum err identity_link(struct call *c, const struct identity *who)
{
    struct account account;
    int64_t id = 0;
    enum err e = identity_store_find(c, who, &id);
    if (e == ERR_OK)
        return problem_set(c->problem, ERR_CONFLICT, "sso_taken");
    if (e == ERR_NOT_FOUND)
        e = account_store_by_id(c, c->who->account_id, &account);
    return e == ERR_OK ? link(c, &account, who) : e;
}

/* ---- whose account ---- */

static enum err by_email(struct call *c, const struct provider *p, const struct identity *who,
    struct account *ret_account)
{
    struct uuid person;
    int64_t id = 0;
    if (who->email == NULL || !provider_on(p, "by_mail"))
        return ERR_NOT_FOUND;
    enum err e = identity_store_by_email(c, who->email, &id, &person);
    if (e == ERR_OK && id == 0)
        return ERR_NOT_FOUND;
    return e == ERR_OK ? account_store_by_id(c, id, ret_account) : e;
}

static enum err by_login(struct call *c, const struct identity *who, struct account *ret_account)
{
    if (who->login == NULL)
        return ERR_NOT_FOUND;
    return account_store_by_login(c, utf8_fold(c, who->login), ret_account);
}

/* A person who is in the register already gets this account. */
static enum err add_person(struct call *c, const struct identity *who, json_t *body)
{
    struct uuid person;
    int64_t id = 0;
    char text[UUID_TEXT_SIZE];
    if (who->email == NULL)
        return ERR_OK;
    enum err e = identity_store_by_email(c, who->email, &id, &person);
    if (e == ERR_OK && id == 0) {
        uuid_format(&person, text);
        json_object_set_new(body, "person", json_string(text));
    }
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* Only with a role by a line of the settings: who has none is not meant to be here. */
static enum err create(struct call *c, const struct provider *p, const struct identity *who,
    struct account *ret_account)
{
    if (!provider_on(p, "create") || who->new_login == NULL)
        return ERR_NOT_FOUND;
    json_t *roles = roles_of(p, who);
    bool any = json_array_size(roles) > 0;
    json_t *body = json_pack("{s:s, s:s, s:o}", "login", who->new_login, "name",
        who->name == NULL ? who->new_login : who->name, "roles", roles);
    enum err e = any ? add_person(c, who, body) : ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = account_create(c, body, ret_account);
    json_decref(body);
    return e == ERR_INVALID ? problem_set(c->problem, ERR_CONFLICT, "sso_create") : e;
}

static enum err find(struct call *c, const struct provider *p, const struct identity *who,
    struct account *ret_account)
{
    enum err e = by_email(c, p, who, ret_account);
    if (e == ERR_NOT_FOUND)
        e = by_login(c, who, ret_account);
    if (e == ERR_NOT_FOUND)
        e = create(c, p, who, ret_account);
    return e == ERR_OK ? link(c, ret_account, who) : e;
}

static enum err refuse(struct call *c, enum err e)
{
    if (e == ERR_NOT_FOUND)
        return problem_set(c->problem, ERR_UNAUTHENTICATED, "sso_no_account");
    return e == ERR_CONFLICT ? ERR_UNAUTHENTICATED : e;
}

enum err identity_account(struct call *c, const struct provider *p, const struct identity *who,
    struct account *ret_account)
{
    struct account account;
    int64_t id = 0;
    enum err e = identity_store_find(c, who, &id);
    e = e == ERR_NOT_FOUND ? find(c, p, who, &account)
        : e == ERR_OK      ? account_store_by_id(c, id, &account)
                           : e;
    if (e == ERR_OK && strcmp(account.state, "disabled") == 0)
        e = problem_set(c->problem, ERR_UNAUTHENTICATED, "sso_disabled");
    if (e == ERR_OK)
        e = identity_store_used(c, who);
    if (e == ERR_OK)
        e = follow_groups(c, p, who, &account);
    if (e != ERR_OK)
        return refuse(c, e);
    *ret_account = account;
    return ERR_OK;
}
