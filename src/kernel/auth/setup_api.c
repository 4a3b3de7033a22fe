/* Routes of the first set-up. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/me.h"
#include "kernel/auth/password.h"
#include "kernel/auth/password_rules.h"
#include "kernel/auth/session.h"
#include "kernel/auth/setup.h"
#include "kernel/auth/setup_store.h"
#include "kernel/auth/signin.h"
#include "kernel/auth/token.h"

#include <string.h>

static const struct field state_fields[] = {
    {.key = "open", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_STATE = SHAPE("SetupState", state_fields);

static enum err setup_get(struct req *r)
{
    bool open = false;
    enum err e = setup_store_open(&r->call, &open);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "open", open);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct field link_fields[] = {
    {.key = "token", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL},
};
static const struct shape SHAPE_LINK = SHAPE("SetupLink", link_fields);

static const struct field link_state_fields[] = {
    {.key = "open", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "live", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_LINK_STATE = SHAPE("SetupLinkState", link_state_fields);

/* A newer link takes the place of an older one: who comes by the older learns it before the form is
 * filled in. Spends nothing. */
static enum err link_post(struct req *r)
{
    struct call *c = &r->call;
    struct token token;
    bool open = false;
    bool live = false;
    enum err e = setup_store_open(c, &open);
    if (e == ERR_OK && open && token_parse(body_text(r->body, "token"), &token))
        e = setup_store_live(c, &token.hash, &live);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "open", open);
    jw_kbool(&w, "live", live);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err check(struct call *c, const json_t *body)
{
    const char *login = utf8_fold(c, body_text(body, "login"));
    const char *name =
        mem_printf(c, "%s %s", body_text(body, "family_name"), body_text(body, "given_name"));
    const char *zone = body_text(body, "zone");
    if (!clock_zone_ok(zone))
        problem_field_value(c->problem, "/zone", "zone", zone);
    if (strpbrk(login, " \t") != NULL)
        problem_field_value(c->problem, "/login", "login", login);
    password_check(
        body_text(body, "password"), login, name, LIMIT_PASSWORD_MIN, "/password", c->problem);
    return problem_check(c->problem);
}

/* Said before the password is worked on: most who come here by mistake come too late. */
static enum err check_open(struct call *c)
{
    bool open = false;
    enum err e = setup_store_open(c, &open);
    return e == ERR_OK && !open ? problem_set(c->problem, ERR_CONFLICT, "setup_done") : e;
}

static enum err spend(struct call *c, const char *text)
{
    struct token token;
    enum err e = token_parse(text, &token) ? setup_store_spend(c, &token.hash) : ERR_NOT_FOUND;
    return e == ERR_NOT_FOUND ? problem_set(c->problem, ERR_UNAUTHENTICATED, "link_dead") : e;
}

static enum err setup_post(struct req *r)
{
    struct call *c = &r->call;
    int64_t account_id = 0;
    enum err e = check_open(c);
    if (e == ERR_OK)
        e = check(c, r->body);
    if (e != ERR_OK)
        return e;
    const char *hash = password_hash(c, body_text(r->body, "password"));
    e = tx_begin(c);
    if (e == ERR_OK)
        e = spend(c, body_text(r->body, "token"));
    if (e == ERR_OK)
        e = setup_create(c, r->body, hash, &account_id);
    if (e == ERR_OK)
        e = signin_open(r, account_id, "setup");
    if (e == ERR_OK)
        e = me_answer(r);
    return e == ERR_OK ? tx_commit(c) : e;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/setup", "setup_get", .perm = &PERM_ANYONE, .handle = setup_get,
        .answer = &SHAPE_STATE},
    {METHOD_POST, "/api/v1/setup/link", "setup_link_check", .perm = &PERM_ANYONE,
        .handle = link_post, .body_kind = BODY_JSON, .body = &SHAPE_LINK,
        .answer = &SHAPE_LINK_STATE, .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_POST, "/api/v1/setup", "setup_create", .perm = &PERM_ANYONE, .handle = setup_post,
        .body_kind = BODY_JSON, .body = &SHAPE_SETUP, .answer = &SHAPE_ME, .status = 201,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
};

const struct module module_setup = {
    .name = "setup", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
