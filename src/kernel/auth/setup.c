#include "kernel/auth/setup.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/app.h"
#include "kernel/audit/audit_store.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_store.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/me.h"
#include "kernel/auth/setup_store.h"
#include "kernel/auth/token.h"
#include "kernel/register/register.h"

#include <string.h>

static const int64_t LINK_MS = LIMIT_SETUP_LINK_HOURS * 60LL * 60 * 1000;

static const struct field setup_fields[] = {
    {.key = "token", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL},
    {.key = "organisation", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "zone", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "lang", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LANGUAGE},
    {.key = "currency", .type = FIELD_TEXT, .min = 3, .max = 3},
    {.key = "fiscal_first_month", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 1, .max = 12},
    {.key = "industry", .type = FIELD_TEXT},
    {.key = "family_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "given_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 60},
    {.key = "kana", .type = FIELD_TEXT, .max = 120},
    {.key = "email", .type = FIELD_TEXT, .max = 254},
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "password",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_PASSWORD_MAX},
};
const struct shape SHAPE_SETUP = SHAPE("Setup", setup_fields);

enum err setup_link(struct call *c, const char **ret_url)
{
    struct token token = token_new(0);
    bool open = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = setup_store_open(c, &open);
    if (e == ERR_OK && !open)
        e = problem_set(c->problem, ERR_CONFLICT, "setup_done");
    if (e == ERR_OK)
        e = setup_store_link(c, &token.hash, c->now_ms + LINK_MS);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c); /* there is no organisation that could have a history */
    if (e != ERR_OK) {
        tx_abort(c);
        return e;
    }
    *ret_url = mem_printf(c, "%s/setup#%s", c->app->config.public_url, token.text);
    return ERR_OK;
}

static enum err create_org(struct call *c, const json_t *body)
{
    const char *currency = body_text(body, "currency");
    int64_t org_id = 0;
    struct org_settings org = {
        .name = body_text(body, "organisation"),
        .zone = body_text(body, "zone"),
        .lang = body_text(body, "lang"),
        .currency = currency == NULL ? "JPY" : currency,
        .fiscal_first_month = (int)body_int(body, "fiscal_first_month", 4),
    };
    enum err e = setup_store_org(c, &org, body_text(body, "industry"), &org_id);
    if (e == ERR_OK)
        e = actor_system(c, org_id);
    return e == ERR_OK ? audit_store_start(c) : e;
}

/* By the registers, so with their checks, numbers and audit entries. */
static enum err create_record(
    struct call *c, const char *name, json_t *body, struct reg_record *ret_record)
{
    enum err e = reg_create(c, app_register(c->app, name), body, ret_record);
    json_decref(body);
    return e;
}

static enum err create_unit_and_person(
    struct call *c, const json_t *body, struct reg_record *ret_unit, struct reg_record *ret_person)
{
    char unit_id[UUID_TEXT_SIZE];
    json_t *unit =
        json_pack("{s:s, s:s}", "name", body_text(body, "organisation"), "kind", "company");
    enum err e = create_record(c, "units", unit, ret_unit);
    if (e != ERR_OK)
        return e;
    uuid_format(&ret_unit->uid, unit_id);
    json_t *person = json_pack("{s:s, s:s, s:s, s:s*, s:s*}", "unit", unit_id, "family_name",
        body_text(body, "family_name"), "given_name", body_text(body, "given_name"), "kana",
        body_text(body, "kana"), "email", body_text(body, "email"));
    return create_record(c, "people", person, ret_person);
}

static enum err create_account(struct call *c, struct account *account, int64_t unit_id)
{
    enum err e = account_store_add(c, account);
    if (e == ERR_OK)
        e = account_store_role_add(c, account->id, ROLE_ADMIN, unit_id);
    if (e == ERR_OK)
        e = account_store_role_add(c, account->id, ROLE_CISO, unit_id);
    if (e != ERR_OK)
        return e;
    json_t *after = json_pack("{s:s, s:s, s:[s, s]}", "login", account->login, "name",
        account->name, "roles", role_key(ROLE_ADMIN), role_key(ROLE_CISO));
    audit_add(c, &(struct audit_entry){.action = "create",
                     .subject = "account",
                     .subject_id = account->id,
                     .subject_uid = &account->uid,
                     .after = after});
    json_decref(after);
    return ERR_OK;
}

enum err setup_create(struct call *c, const json_t *body, const char *hash, int64_t *ret_account_id)
{
    struct reg_record unit, person;
    struct account account = {
        .login = utf8_fold(c, body_text(body, "login")),
        .state = "active",
        .password_hash = hash,
    };
    enum err e = create_org(c, body);
    if (e == ERR_OK)
        e = create_unit_and_person(c, body, &unit, &person);
    if (e != ERR_OK)
        return e;
    account.name = body_text(person.after, "name");
    account.person_id = person.id;
    e = create_account(c, &account, unit.id);
    if (e == ERR_OK)
        *ret_account_id = account.id;
    return e;
}
