#include "kernel/auth/me.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/auth/account_store.h"
#include "kernel/auth/session_store.h"
#include "kernel/register/register.h"
#include "kernel/register/register_lost.h"

#include <stdlib.h>
#include <string.h>

#define ROLE_KEY(name, key) key,
static const char *const role_keys[] = {ROLE_LIST(ROLE_KEY) NULL};
#undef ROLE_KEY
const struct option_set OPTIONS_ROLE = {"role", role_keys};

static const char *const language_keys[] = {"ja", "en", NULL};
const struct option_set OPTIONS_LANGUAGE = {"language", language_keys};

static const char *const opened_keys[] = {
    "password", "link", "setup", "oidc", "ldap", "passkey", NULL};
const struct option_set OPTIONS_OPENED = {"session_opened_by", opened_keys};

static const struct field role_fields[] = {
    {.key = "role", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_ROLE},
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED, .ref = "units"},
};
const struct shape SHAPE_ROLE = SHAPE("AccountRole", role_fields);

static const struct field account_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "login", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "password_set", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "factor", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ACCOUNT = SHAPE("MeAccount", account_fields);

static const struct field organisation_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "zone", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "lang", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LANGUAGE},
    {.key = "currency", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "fiscal_first_month", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ORGANISATION = SHAPE("MeOrganisation", organisation_fields);

static const struct field session_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "opened_by", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_OPENED},
    {.key = "expires_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "must_enrol", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SESSION = SHAPE("MeSession", session_fields);

static const struct field me_fields[] = {
    {.key = "account", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_ACCOUNT},
    {.key = "person", .type = FIELD_REF, .ref = "people"},
    {.key = "roles", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ROLE},
    {.key = "permissions", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
    {.key = "csrf", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "lang", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_LANGUAGE},
    {.key = "organisation",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_ORGANISATION},
    {.key = "fiscal_year", .type = FIELD_PERIOD, .flags = FIELD_REQUIRED},
    {.key = "session", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_SESSION},
};
const struct shape SHAPE_ME = SHAPE("Me", me_fields);

/* ---- permissions held ---- */

static void offer(struct call *c, const struct perm *perm,
    void (*take)(void *arg, const struct perm *perm), void *arg)
{
    if (perm != NULL && perm->kind == PERM_ROLE && who_holds(c->who, perm))
        take(arg, perm);
}

static void each_of_register(struct call *c, const struct reg_def *def,
    void (*take)(void *arg, const struct perm *perm), void *arg)
{
    offer(c, def->read, take, arg);
    offer(c, def->create, take, arg);
    offer(c, def->update, take, arg);
    offer(c, def->remove, take, arg);
    if (reg_sets_readers(def))
        offer(c, &PERM_READER_APPOINT, take, arg);
    for (size_t i = 0; i < def->n_transitions; i++)
        offer(c, def->transitions[i].perm, take, arg);
}

void me_each_permission(struct call *c, void (*take)(void *arg, const struct perm *perm), void *arg)
{
    for (size_t m = 0; m < c->app->n_modules; m++) {
        const struct module *module = c->app->modules[m];
        for (size_t i = 0; i < module->n_routes; i++)
            offer(c, module->routes[i].perm, take, arg);
        for (size_t i = 0; i < module->n_registers; i++)
            each_of_register(c, module->registers[i], take, arg);
    }
}

struct keys_held {
    struct call *call;
    const char **keys;
    size_t n;
};

static void collect(void *arg, const struct perm *perm)
{
    struct keys_held *held = arg;
    held->keys = mem_grow(held->call, held->keys, const char *, held->n + 1);
    held->keys[held->n++] = perm->key;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct keys_held permissions(struct call *c)
{
    struct keys_held held = {.call = c};
    me_each_permission(c, collect, &held);
    if (held.n > 0)
        qsort(held.keys, held.n, sizeof *held.keys, compare);
    return held;
}

static void write_permissions(struct call *c, struct jw *w)
{
    struct keys_held held = permissions(c);
    jw_key(w, "permissions");
    jw_arr_begin(w);
    for (size_t i = 0; i < held.n; i++) {
        if (i == 0 || strcmp(held.keys[i], held.keys[i - 1]) != 0)
            jw_str(w, held.keys[i]);
    }
    jw_arr_end(w);
}

/* ---- the answer ---- */

void me_write_ref(
    struct jw *w, const char *key, const struct uuid *id, const char *number, const char *title)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(id, text);
    jw_key(w, key);
    jw_obj_begin(w);
    jw_kstr(w, "id", text);
    jw_kstr(w, "number", number);
    jw_kstr(w, "title", title);
    jw_obj_end(w);
}

void me_write_role(struct jw *w, const struct account_role *role)
{
    jw_obj_begin(w);
    jw_kstr(w, "role", role_key(role->role));
    me_write_ref(w, "unit", &role->unit_uid, role->unit_number, role->unit_name);
    jw_obj_end(w);
}

static void write_account(struct jw *w, const struct account *account)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&account->uid, id);
    jw_key(w, "account");
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "login", account->login);
    jw_kstr(w, "name", account->name);
    jw_kbool(w, "password_set", account->password_hash != NULL);
    jw_kbool(w, "factor", account->factor_at_ms != 0);
    jw_obj_end(w);
    if (account->person_id != 0) {
        me_write_ref(
            w, "person", &account->person_uid, account->person_number, account->person_name);
        return;
    }
    jw_key(w, "person");
    jw_null(w);
}

static enum err write_roles(struct call *c, struct jw *w)
{
    struct account_role *roles = NULL;
    size_t n = 0;
    enum err e = account_store_roles(c, c->who->login, c->who->login, &roles, &n);
    jw_key(w, "roles");
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        me_write_role(w, &roles[i]);
    jw_arr_end(w);
    return e;
}

static void write_organisation(struct call *c, struct jw *w)
{
    struct date today = {.year = 1970, .month = 1, .day = 1};
    char period[PERIOD_TEXT_SIZE];
    jw_key(w, "organisation");
    jw_obj_begin(w);
    jw_kstr(w, "name", c->org.name);
    jw_kstr(w, "zone", c->org.zone);
    jw_kstr(w, "lang", c->org.lang);
    jw_kstr(w, "currency", c->org.currency);
    jw_kint(w, "fiscal_first_month", c->org.fiscal_first_month);
    jw_obj_end(w);
    clock_day_in_zone(c->now_ms, c->org.zone, &today);
    period_format(fiscal_year(today, c->org.fiscal_first_month), period);
    jw_kstr(w, "fiscal_year", period);
}

static enum err write_session(struct call *c, struct jw *w)
{
    struct uuid uid;
    const char *opened_by = NULL;
    int64_t expires_ms = 0;
    char id[UUID_TEXT_SIZE], expires[INSTANT_TEXT_SIZE];
    enum err e = session_store_mine(c, &uid, &opened_by, &expires_ms);
    if (e != ERR_OK)
        return e;
    uuid_format(&uid, id);
    instant_format(expires_ms, expires);
    jw_key(w, "session");
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "opened_by", opened_by);
    jw_kstr(w, "expires_at", expires);
    jw_kbool(w, "must_enrol", c->who->must_enrol);
    jw_obj_end(w);
    return ERR_OK;
}

enum err me_answer(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    enum err e = account_store_by_id(c, c->who->account_id, &account);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_account(&w, &account);
    e = write_roles(c, &w);
    write_permissions(c, &w);
    jw_kstr(&w, "csrf", c->who->csrf);
    jw_kstr(&w, "lang", c->lang);
    write_organisation(c, &w);
    if (e == ERR_OK)
        e = write_session(c, &w);
    jw_obj_end(&w);
    return e;
}
