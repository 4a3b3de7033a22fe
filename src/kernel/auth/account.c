#include "kernel/auth/account.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/factor_store.h"
#include "kernel/auth/me.h"
#include "kernel/auth/session_store.h"
#include "kernel/calendar/calendar.h"
#include "kernel/register/register_lost.h"

#include <string.h>

static const struct field new_fields[] = {
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "person", .type = FIELD_REF, .ref = "people"},
    {.key = "lang", .type = FIELD_ENUM, .options = &OPTIONS_LANGUAGE},
    {.key = "roles", .type = FIELD_LIST, .shape = &SHAPE_ROLE, .max = LIMIT_ROLES},
};
const struct shape SHAPE_ACCOUNT_NEW = SHAPE("AccountNew", new_fields);

static const struct field patch_fields[] = {
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "person", .type = FIELD_REF, .ref = "people"},
    {.key = "lang", .type = FIELD_ENUM, .options = &OPTIONS_LANGUAGE},
};
const struct shape SHAPE_ACCOUNT_PATCH = SHAPE("AccountChange", patch_fields);

/* ---- audit ---- */

static void audit(struct call *c, const char *action, const struct account *account, json_t *before,
    json_t *after)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "account",
                     .subject_id = account->id,
                     .subject_uid = &account->uid,
                     .before = before,
                     .after = after});
    json_decref(before);
    json_decref(after);
}

static json_t *audit_account(const struct account *a)
{
    return json_pack("{s:s, s:s, s:s?, s:s?}", "login", a->login, "name", a->name, "person",
        a->person_number, "lang", a->lang);
}

json_t *account_audit_roles(const struct account_role *roles, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:s, s:s?, s:s}", "role", role_key(roles[i].role),
                                        "unit", roles[i].unit_number, "name", roles[i].unit_name));
    return list;
}

/* ---- reading bodies ---- */

static enum err read_login(struct call *c, const char *text, struct account *account)
{
    account->login = utf8_fold(c, text);
    if (strpbrk(account->login, " \t") != NULL)
        problem_field_value(c->problem, "/login", "login", text);
    return ERR_OK;
}

static enum err read_person(struct call *c, const char *ref, struct account *account)
{
    enum err e = account_store_person(c, ref, &account->person_id);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(c->problem, "/person", "reference_unknown", ref);
        return ERR_OK;
    }
    return e;
}

/* Takes the members that are there; null clears what may be empty. */
static enum err read_body(struct call *c, const json_t *body, struct account *account)
{
    enum err e = ERR_OK;
    const json_t *person = json_object_get(body, "person");
    const json_t *lang = json_object_get(body, "lang");
    if (body_text(body, "login") != NULL)
        e = read_login(c, body_text(body, "login"), account);
    if (body_text(body, "name") != NULL)
        account->name = body_text(body, "name");
    if (json_is_null(person))
        account->person_id = 0;
    else if (e == ERR_OK && person != NULL)
        e = read_person(c, json_string_value(person), account);
    if (lang != NULL)
        account->lang = json_string_value(lang);
    return e;
}

static bool role_twice(const struct account_role *roles, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (roles[i].role == roles[n].role && roles[i].unit_id == roles[n].unit_id)
            return true;
    }
    return false;
}

static enum err read_role(struct call *c, const json_t *item, size_t i, struct account_role *roles)
{
    const char *unit = body_text(item, "unit");
    bool top = false;
    role_parse(body_text(item, "role"), &roles[i].role);
    enum err e = account_store_unit(c, unit, &roles[i], &top);
    if (e == ERR_NOT_FOUND) {
        problem_field_value(
            c->problem, mem_printf(c, "/roles/%zu/unit", i), "reference_unknown", unit);
        return ERR_OK;
    }
    if (e != ERR_OK)
        return e;
    if (roles[i].role == ROLE_ADMIN && !top)
        problem_field(c->problem, mem_printf(c, "/roles/%zu/unit", i), "admin_at_top");
    if (role_twice(roles, i))
        problem_field(c->problem, mem_printf(c, "/roles/%zu", i), "role_twice");
    return ERR_OK;
}

enum err account_read_roles(struct call *c, const json_t *list, struct account_role **ret_roles)
{
    size_t n = json_array_size(list);
    struct account_role *roles = mem_array(c, struct account_role, n + 1);
    for (size_t i = 0; i < n; i++) {
        enum err e = read_role(c, json_array_get(list, i), i, roles);
        if (e != ERR_OK)
            return e;
    }
    *ret_roles = roles;
    return problem_check(c->problem);
}

static enum err login_taken(struct call *c, enum err e)
{
    if (e != ERR_UNIQUE)
        return e;
    problem_field(c->problem, "/login", "login_taken");
    return ERR_INVALID;
}

/* ---- what can be done with an account ---- */

static enum err add_roles(struct call *c, int64_t id, const struct account_role *roles, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = account_store_role_add(c, id, roles[i].role, roles[i].unit_id);
    return e;
}

enum err account_create(struct call *c, const json_t *body, struct account *ret_account)
{
    struct account account = {.state = "invited"};
    struct account_role *roles = NULL;
    const json_t *list = json_object_get(body, "roles");
    enum err e = read_body(c, body, &account);
    if (e == ERR_OK)
        e = account_read_roles(c, list, &roles);
    if (e == ERR_OK)
        e = login_taken(c, account_store_add(c, &account));
    if (e == ERR_OK)
        e = add_roles(c, account.id, roles, json_array_size(list));
    if (e == ERR_OK)
        e = account_store_by_id(c, account.id, &account);
    if (e != ERR_OK)
        return e;
    json_t *after = audit_account(&account);
    json_object_set_new(after, "roles", account_audit_roles(roles, json_array_size(list)));
    audit(c, "create", &account, NULL, after);
    *ret_account = account;
    return ERR_OK;
}

enum err account_change(struct call *c, const struct account *account, const json_t *body)
{
    struct account changed = *account;
    struct reg_lost lost;
    enum err e = read_body(c, body, &changed);
    if (e == ERR_OK)
        e = problem_check(c->problem);
    if (e == ERR_OK)
        e = reg_lost_count(c, &lost);
    if (e == ERR_OK)
        e = login_taken(c, account_store_change(c, &changed));
    if (e == ERR_OK)
        e = reg_lost_tell(c, &lost);
    if (e == ERR_OK)
        e = account_store_by_id(c, account->id, &changed);
    if (e == ERR_OK)
        audit(c, "update", account, audit_account(account), audit_account(&changed));
    return e;
}

/* Somebody must be left who can let others in. */
static enum err keep_an_admin(struct call *c, const struct account *account)
{
    int64_t others = 0;
    enum err e = account_store_other_admins(c, account->id, &others);
    if (e == ERR_OK && others == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "last_admin");
    return e;
}

static bool has_admin(const struct account_role *roles, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (roles[i].role == ROLE_ADMIN)
            return true;
    }
    return false;
}

enum err account_put_roles(
    struct call *c, const struct account *account, const struct account_role *after, size_t n_after)
{
    struct account_role *before = NULL;
    size_t n_before = 0;
    struct reg_lost lost;
    enum err e = account_store_roles(c, account->login, account->login, &before, &n_before);
    if (e == ERR_OK && has_admin(before, n_before) && !has_admin(after, n_after))
        e = keep_an_admin(c, account);
    if (e == ERR_OK)
        e = reg_lost_count(c, &lost);
    if (e == ERR_OK)
        e = account_store_roles_clear(c, account->id);
    if (e == ERR_OK)
        e = add_roles(c, account->id, after, n_after);
    if (e == ERR_OK)
        e = reg_lost_tell(c, &lost);
    if (e == ERR_OK)
        e = account_store_bump(c, account->id);
    if (e == ERR_OK)
        e = factor_store_mark_sessions(c, account->id);
    if (e == ERR_OK)
        audit(c, "roles", account,
            json_pack("{s:o}", "roles", account_audit_roles(before, n_before)),
            json_pack("{s:o}", "roles", account_audit_roles(after, n_after)));
    return e;
}

enum err account_set_roles(struct call *c, const struct account *account, const json_t *list)
{
    struct account_role *roles = NULL;
    enum err e = account_read_roles(c, list, &roles);
    return e == ERR_OK ? account_put_roles(c, account, roles, json_array_size(list)) : e;
}

enum err account_set_enabled(struct call *c, const struct account *account, bool enabled)
{
    int64_t ended = 0;
    bool never_in = account->last_login_at_ms == 0;
    const char *state = !enabled ? "disabled" : never_in ? "invited" : "active";
    struct reg_lost lost;
    enum err e = enabled ? ERR_OK : keep_an_admin(c, account);
    if (e == ERR_OK)
        e = reg_lost_count(c, &lost);
    if (e == ERR_OK)
        e = account_store_set_state(c, account->id, state);
    if (e == ERR_OK)
        e = account_store_own_off(c, account->id);
    if (e == ERR_OK)
        e = reg_lost_tell(c, &lost);
    if (e == ERR_OK && !enabled)
        e = session_store_end_others(c, account->id, 0, &ended);
    if (e == ERR_OK && !enabled)
        e = calendar_end(c, account->id);
    if (e == ERR_OK)
        audit(c, enabled ? "enable" : "disable", account,
            json_pack("{s:s}", "state", account->state), json_pack("{s:s}", "state", state));
    return e;
}
