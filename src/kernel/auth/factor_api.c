/* Routes of second factors. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/auth_notice.h"
#include "kernel/auth/factor.h"
#include "kernel/auth/factor_store.h"
#include "kernel/auth/qr.h"
#include "kernel/auth/session.h"
#include "kernel/auth/signin.h"

#include <sodium.h>

/* ---- shapes ---- */

static const struct field state_fields[] = {
    {.key = "on", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "codes", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "since", .type = FIELD_INSTANT},
    {.key = "needed", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "recovery_codes_left", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_STATE = SHAPE("SecondFactor", state_fields);

static const struct field qr_fields[] = {
    {.key = "size", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "path", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_QR = SHAPE("QrCode", qr_fields);
static const struct field new_fields[] = {
    {.key = "secret", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "url", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "qr", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_QR},
};
static const struct shape SHAPE_NEW = SHAPE("SecondFactorNew", new_fields);

static const struct field code_fields[] = {
    {.key = "code",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_CODE},
};
static const struct shape SHAPE_CODE = SHAPE("SecondFactorCode", code_fields);

static const struct field proof_fields[] = {PROOF_FIELDS};
static const struct shape SHAPE_PROOF = SHAPE("SecondFactorProof", proof_fields);

static const struct field codes_fields[] = {
    {.key = "recovery_codes", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_CODES = SHAPE("RecoveryCodes", codes_fields);

/* ---- one's own ---- */

static enum err me(struct call *c, struct account *ret_account)
{
    return account_store_by_id(c, c->who->account_id, ret_account);
}

static enum err factor_get(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    int64_t left = 0;
    bool needed = false, codes = false;
    char since[INSTANT_TEXT_SIZE];
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = me(c, &account);
    if (e == ERR_OK)
        e = factor_store_needed(c, account.id, &needed);
    if (e == ERR_OK)
        e = factor_has_codes(c, account.id, &codes);
    if (e == ERR_OK)
        e = factor_store_codes_left(c, account.id, &left);
    if (e != ERR_OK)
        return e;
    instant_format(account.factor_at_ms, since);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "on", account.factor_at_ms != 0);
    jw_kbool(&w, "codes", codes);
    jw_kstr(&w, "since", account.factor_at_ms == 0 ? NULL : since);
    jw_kbool(&w, "needed", needed);
    jw_kint(&w, "recovery_codes_left", left);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err answer_new(struct req *r, const struct account *account, const uint8_t *secret)
{
    struct call *c = &r->call;
    const char *text = factor_secret_format(c, secret);
    const char *url = factor_uri(c, text, c->org.name, account->login);
    int size = 0;
    const char *path = qr_path(c, url, &size);
    if (path == NULL)
        return ERR_INTERNAL;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "secret", text);
    jw_kstr(&w, "url", url);
    jw_key(&w, "qr");
    jw_obj_begin(&w);
    jw_kint(&w, "size", size);
    jw_kstr(&w, "path", path);
    jw_obj_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err factor_post(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    uint8_t secret[FACTOR_SECRET_SIZE];
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = me(c, &account);
    if (e == ERR_OK)
        e = factor_begin(c, &account, secret);
    if (e == ERR_OK)
        e = answer_new(r, &account, secret);
    sodium_memzero(secret, sizeof secret);
    return e == ERR_OK ? tx_commit_unaudited(c) : e; /* nothing is in force yet */
}

static enum err answer_codes(struct req *r, factor_codes codes)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "recovery_codes");
    jw_arr_begin(&w);
    for (int i = 0; i < FACTOR_RECOVERY_CODES; i++)
        jw_str(&w, codes[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return tx_commit(&r->call);
}

/* The first code of a secret that is being set up puts it in force. */
static enum err factor_put(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    factor_codes codes;
    bool there = false;
    enum err e = me(c, &account);
    if (e == ERR_OK)
        e = factor_has_codes(c, account.id, &there);
    if (e == ERR_OK && there)
        e = problem_set(c->problem, ERR_CONFLICT, "factor_there");
    if (e == ERR_OK)
        e = signin_confirm_new(c, &account, body_text(r->body, "code"));
    if (e == ERR_OK)
        e = factor_confirm(c, &account, codes);
    return e == ERR_OK ? answer_codes(r, codes) : e;
}

/* The caller's account with a proof of its factor just given, in a transaction. */
static enum err confirm(struct req *r, struct account *ret_account)
{
    struct call *c = &r->call;
    struct proof proof = signin_proof(r->body);
    enum err e = me(c, ret_account);
    if (e == ERR_OK && ret_account->factor_at_ms == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "factor_none");
    return e == ERR_OK ? signin_confirm_factor(c, ret_account, &proof) : e;
}

static enum err codes_post(struct req *r)
{
    struct account account;
    factor_codes codes;
    enum err e = confirm(r, &account);
    if (e == ERR_OK)
        e = factor_codes_new(&r->call, &account, codes);
    return e == ERR_OK ? answer_codes(r, codes) : e;
}

static enum err codes_off(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    bool there = false;
    enum err e = factor_has_codes(c, c->who->account_id, &there);
    if (e == ERR_OK && !there)
        e = problem_set(c->problem, ERR_CONFLICT, "factor_none");
    if (e == ERR_OK)
        e = factor_spare(c, c->who->account_id);
    if (e == ERR_OK)
        e = confirm(r, &account);
    if (e == ERR_OK)
        e = factor_off(c, &account);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* ---- another's ---- */

static enum err reset(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK && !who_may(c->who, &PERM_ACCOUNT_MANAGE, "/"))
        e = ERR_FORBIDDEN;
    if (e == ERR_OK)
        e = account_store_by_uid(c, &uid, &account);
    if (e == ERR_OK && account.id == c->who->account_id)
        e = problem_set(c->problem, ERR_CONFLICT, "factor_own");
    if (e == ERR_OK && account.factor_at_ms == 0)
        return ERR_OK;
    if (e == ERR_OK)
        e = factor_reset(c, &account);
    if (e == ERR_OK)
        e = auth_notice_factor_reset(c, account.id);
    return e == ERR_OK ? tx_commit(c) : e;
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/session/factor", "session_factor_get", .perm = &PERM_ACCOUNT,
        .handle = factor_get, .answer = &SHAPE_STATE, .flags = ROUTE_ENROL | ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/factor", "session_factor_create", .perm = &PERM_ACCOUNT,
        .handle = factor_post, .answer = &SHAPE_NEW,
        .flags = ROUTE_ENROL | ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_PUT, "/api/v1/session/factor", "session_factor_confirm", .perm = &PERM_ACCOUNT,
        .handle = factor_put, .body_kind = BODY_JSON, .body = &SHAPE_CODE, .answer = &SHAPE_CODES,
        .flags = ROUTE_ENROL | ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/factor/recovery-codes", "session_recovery_codes",
        .perm = &PERM_ACCOUNT, .handle = codes_post, .body_kind = BODY_JSON, .body = &SHAPE_PROOF,
        .answer = &SHAPE_CODES, .flags = ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/factor/off", "session_factor_off", .perm = &PERM_ACCOUNT,
        .handle = codes_off, .body_kind = BODY_JSON, .body = &SHAPE_PROOF, .status = 204,
        .flags = ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/accounts/{id}/factor", "account_factor_reset",
        .perm = &PERM_ACCOUNT_MANAGE, .handle = reset, .status = 204, .flags = ROUTE_PERSON},
};

const struct module module_factor = {
    .name = "factor", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
