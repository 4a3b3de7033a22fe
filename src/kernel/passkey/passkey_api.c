/* Routes of passkeys: one's own, and the log-in by one. */
#include "base/base64url.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/auth_notice.h"
#include "kernel/auth/factor.h"
#include "kernel/auth/me.h"
#include "kernel/auth/once_store.h"
#include "kernel/auth/signin.h"
#include "kernel/passkey/passkey.h"

/* ---- shapes ---- */

#define PASSKEY_FIELDS                                                         \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                  \
        {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},          \
        {.key = "synced", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},        \
        {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED}, \
        {.key = "used_at", .type = FIELD_INSTANT},                             \
    {                                                                          \
        .key = "stopped_at", .type = FIELD_INSTANT                             \
    }

static const struct field passkey_fields[] = {PASSKEY_FIELDS};
static const struct shape SHAPE_PASSKEY = SHAPE("Passkey", passkey_fields);
static const struct field list_fields[] = {
    {.key = "possible", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_PASSKEY},
};
static const struct shape SHAPE_LIST = SHAPE("PasskeyList", list_fields);

static const struct field added_fields[] = {
    PASSKEY_FIELDS,
    {.key = "recovery_codes", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ADDED = SHAPE("PasskeyAdded", added_fields);

static const struct field begin_fields[] = {
    {.key = "current", .type = FIELD_TEXT, .flags = FIELD_CONFIDENTIAL, .max = LIMIT_PASSWORD_MAX},
    PROOF_FIELDS,
};
static const struct shape SHAPE_BEGIN = SHAPE("PasskeyBegin", begin_fields);

static const struct field algorithm_fields[] = {
    {.key = "algorithm", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = -65536, .max = 0},
};
static const struct shape SHAPE_ALGORITHM = SHAPE("PasskeyAlgorithm", algorithm_fields);
static const struct field options_fields[] = {
    {.key = "question",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_PASSKEY_QUESTION},
    {.key = "rp_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "user_id", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "user_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "user_display_name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "algorithms", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ALGORITHM},
};
static const struct shape SHAPE_OPTIONS = SHAPE("PasskeyOptions", options_fields);

static const struct field new_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
    {.key = "client_data",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = BASE64URL_LENGTH(PASSKEY_CLIENT_DATA_MAX)},
    {.key = "attestation_object",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = BASE64URL_LENGTH(PASSKEY_ATTESTATION_MAX)},
};
static const struct shape SHAPE_NEW = SHAPE("PasskeyNew", new_fields);

static const struct field name_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
};
static const struct shape SHAPE_NAME = SHAPE("PasskeyName", name_fields);

static const struct field proof_fields[] = {PROOF_FIELDS};
static const struct shape SHAPE_REMOVE = SHAPE("PasskeyRemove", proof_fields);

/* ---- writing ---- */

static void write_members(struct jw *w, const struct passkey_row *row)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&row->uid, id);
    jw_kstr(w, "id", id);
    jw_kstr(w, "name", row->name);
    jw_kbool(w, "synced", row->key.synced);
    jw_kinstant(w, "created_at", row->created_at_ms);
    jw_kinstant(w, "used_at", row->used_at_ms);
    jw_kinstant(w, "stopped_at", row->stopped_at_ms);
}

static void audit(struct call *c, const char *action, const char *before, const char *after)
{
    json_t *old = before == NULL ? NULL : json_pack("{s:s}", "name", before);
    json_t *new = after == NULL ? NULL : json_pack("{s:s}", "name", after);
    audit_add_own(c, action, old, new);
    json_decref(old);
    json_decref(new);
}

/* ---- one's own ---- */

static enum err passkey_list(struct req *r)
{
    struct call *c = &r->call;
    struct passkey_row *rows = NULL;
    size_t n = 0;
    enum err e = passkey_store_list(c, c->who->account_id, &rows, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kbool(&w, "possible", passkey_possible(c));
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_members(&w, &rows[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err answer_options(struct req *r, const struct account *account)
{
    struct call *c = &r->call;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "question");
    enum err e = passkey_question(c, PASSKEY_ENROL, account->id, &w);
    jw_kstr(&w, "rp_name", c->org.name);
    jw_kstr(&w, "user_id", base64url_format(c, account->uid.bytes, sizeof account->uid.bytes));
    jw_kstr(&w, "user_name", account->login);
    jw_kstr(&w, "user_display_name", account->name);
    jw_key(&w, "algorithms");
    jw_arr_begin(&w);
    for (int i = 0; i < PASSKEY_ALGORITHMS; i++) {
        jw_obj_begin(&w);
        jw_kint(&w, "algorithm", passkey_algorithms[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

/* What opens the account from now on is added only by who proves once more who they are: by a
 * factor where there is one, else by the password. */
static enum err confirm(struct req *r, const struct account *account)
{
    struct call *c = &r->call;
    struct proof proof = signin_proof(r->body);
    if (account->factor_at_ms == 0)
        return signin_confirm_current(c, account, body_text(r->body, "current"));
    enum err e = signin_confirm_factor(c, account, &proof);
    return e == ERR_OK ? tx_commit_any(c) : e; /* what was spent stays so */
}

static enum err passkey_begin(struct req *r)
{
    struct call *c = &r->call;
    struct account account;
    enum err e = account_store_by_id(c, c->who->account_id, &account);
    if (e == ERR_OK && !passkey_possible(c))
        e = problem_set(c->problem, ERR_CONFLICT, "passkey_off");
    if (e == ERR_OK)
        e = confirm(r, &account);
    return e == ERR_OK ? answer_options(r, &account) : e;
}

/* The new key, if it answers a question to the caller. */
static bool read_new(struct call *c, const json_t *body, struct passkey_challenge *challenge,
    struct passkey_key *key)
{
    struct passkey_bytes client_data, attestation, text;
    struct passkey_site site;
    return passkey_site_of(c, c->app->config.public_url, &site) &&
           passkey_bytes_of(c, body, "client_data", &client_data) &&
           passkey_bytes_of(c, body, "attestation_object", &attestation) &&
           passkey_client_data(c, client_data, PASSKEY_CREATE, &site, &text) == PASSKEY_GOOD &&
           passkey_challenge_open(c, PASSKEY_ENROL, text, challenge) &&
           challenge->org_id == db_org(c->db) && challenge->account_id == c->who->account_id &&
           passkey_new(c, attestation, &site, key) == PASSKEY_GOOD;
}

/* In an open write transaction. */
static enum err add(struct call *c, const struct passkey_challenge *challenge,
    struct passkey_row *row, const struct account *account)
{
    struct passkey_row *rows = NULL;
    size_t n = 0;
    enum err e = once_store_spend(c, &challenge->once, challenge->expires_ms);
    if (e == ERR_UNIQUE)
        return problem_set(c->problem, ERR_CONFLICT, "passkey_refused");
    if (e == ERR_OK)
        e = passkey_store_list(c, account->id, &rows, &n);
    if (e == ERR_OK && n >= LIMIT_PASSKEYS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "passkeys_many", LIMIT_PASSKEYS);
    if (e == ERR_OK)
        e = passkey_store_add(c, row);
    if (e == ERR_UNIQUE)
        return problem_set(c->problem, ERR_CONFLICT, "passkey_there");
    return e;
}

static enum err answer_added(
    struct req *r, const struct passkey_row *row, factor_codes codes, bool first)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_members(&w, row);
    jw_key(&w, "recovery_codes");
    jw_arr_begin(&w);
    for (int i = 0; first && i < FACTOR_RECOVERY_CODES; i++)
        jw_str(&w, codes[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return tx_commit(&r->call);
}

static enum err passkey_post(struct req *r)
{
    struct call *c = &r->call;
    struct passkey_challenge challenge;
    struct passkey_row row = {.account_id = c->who->account_id, .name = body_text(r->body, "name")};
    struct account account;
    factor_codes codes;
    if (!read_new(c, r->body, &challenge, &row.key))
        return problem_set(c->problem, ERR_CONFLICT, "passkey_refused");
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = account_store_by_id(c, row.account_id, &account);
    if (e == ERR_OK)
        e = add(c, &challenge, &row, &account);
    bool first = e == ERR_OK && account.factor_at_ms == 0;
    if (first)
        e = factor_first(c, &account, codes);
    if (e == ERR_OK)
        e = auth_notice_passkey(c, account.id, AUTH_PASSKEY_ADDED, row.name);
    if (e != ERR_OK)
        return e;
    audit(c, "passkey_add", NULL, row.name);
    return answer_added(r, &row, codes, first);
}

static enum err find(struct req *r, struct passkey_row *ret_row)
{
    struct uuid uid;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    return passkey_store_by_uid(&r->call, &uid, r->call.who->account_id, ret_row);
}

static enum err passkey_rename(struct req *r)
{
    struct call *c = &r->call;
    const char *name = body_text(r->body, "name");
    struct passkey_row row;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = find(r, &row);
    if (e == ERR_OK && name != NULL)
        e = passkey_store_rename(c, row.id, name);
    if (e != ERR_OK)
        return e;
    if (name != NULL)
        audit(c, "passkey_rename", row.name, name);
    row.name = name == NULL ? row.name : name;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_members(&w, &row);
    jw_obj_end(&w);
    return tx_commit_any(c);
}

static enum err passkey_remove(struct req *r)
{
    struct call *c = &r->call;
    struct proof proof = signin_proof(r->body);
    struct passkey_row row;
    struct account account;
    enum err e = find(r, &row);
    if (e == ERR_OK)
        e = account_store_by_id(c, row.account_id, &account);
    if (e == ERR_OK)
        e = factor_spare(c, account.id);
    if (e == ERR_OK)
        e = signin_confirm_factor(c, &account, &proof);
    if (e == ERR_OK)
        e = passkey_store_remove(c, row.id);
    if (e == ERR_OK)
        e = factor_less(c, &account);
    if (e != ERR_OK)
        return e;
    audit(c, "passkey_remove", row.name, NULL);
    return tx_commit(c);
}

/* ---- the log-in ---- */

static enum err ask(struct req *r)
{
    struct call *c = &r->call;
    int64_t org_id = 0;
    enum err e = actor_only_org(c, &org_id);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? problem_set(c->problem, ERR_CONFLICT, "passkey_off") : e;
    db_set_org(c->db, org_id);
    struct jw w = resp_json(r);
    return passkey_question(c, PASSKEY_SIGN_IN, 0, &w);
}

/* All that is wrong is told alike; what tells of a copy is told to whose passkey it is. */
static enum err refuse(struct req *r, const struct passkey_use *use)
{
    struct call *c = &r->call;
    tx_abort(c);
    enum err e = use->copied ? passkey_stop(c, &use->row) : ERR_OK;
    if (e != ERR_OK)
        return e;
    problem_set(c->problem, ERR_UNAUTHENTICATED, use->copied ? "passkey_copied" : "passkey_wrong");
    return signin_refused(r, use->account_id, "passkey", ERR_UNAUTHENTICATED);
}

static enum err enter(struct req *r, const struct passkey_use *use)
{
    struct call *c = &r->call;
    enum err e = signin_check_way(c, use->account_id);
    if (e == ERR_OK)
        e = signin_vouched(r,
            &(struct vouched){.account_id = use->account_id, .by = "passkey", .factor_done = true});
    if (e == ERR_OK)
        e = me_answer(r);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e == ERR_OK)
        signin_count_back(r);
    return e;
}

static enum err sign_in(struct req *r)
{
    struct call *c = &r->call;
    struct passkey_coming coming;
    struct passkey_use use = {.good = false};
    int64_t org_id = 0;
    enum err e = signin_count(r);
    if (e == ERR_OK)
        e = actor_only_org(c, &org_id);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? problem_set(c->problem, ERR_CONFLICT, "passkey_off") : e;
    db_set_org(c->db, org_id);
    if (!passkey_read(c, PASSKEY_SIGN_IN, r->body, &coming))
        return refuse(r, &use);
    db_set_org(c->db, coming.challenge.org_id);
    e = tx_begin(c);
    if (e == ERR_OK)
        e = passkey_spend(c, &coming, &use);
    if (e != ERR_OK)
        return e;
    return use.good ? enter(r, &use) : refuse(r, &use);
}

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/session/passkey/question", "passkey_question", .perm = &PERM_ANYONE,
        .handle = ask, .answer = &SHAPE_PASSKEY_QUESTION, .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_POST, "/api/v1/session/passkey", "passkey_sign_in", .perm = &PERM_ANYONE,
        .handle = sign_in, .body_kind = BODY_JSON, .body = &SHAPE_PASSKEY_ANSWER,
        .answer = &SHAPE_ME, .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_GET, "/api/v1/session/passkeys", "passkey_list", .perm = &PERM_ACCOUNT,
        .handle = passkey_list, .answer = &SHAPE_LIST, .flags = ROUTE_ENROL | ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/passkeys/begin", "passkey_begin", .perm = &PERM_ACCOUNT,
        .handle = passkey_begin, .body_kind = BODY_JSON, .body = &SHAPE_BEGIN,
        .answer = &SHAPE_OPTIONS, .flags = ROUTE_ENROL | ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/passkeys", "passkey_create", .perm = &PERM_ACCOUNT,
        .handle = passkey_post, .body_kind = BODY_JSON, .body = &SHAPE_NEW, .answer = &SHAPE_ADDED,
        .status = 201, .flags = ROUTE_ENROL | ROUTE_SECRET | ROUTE_PERSON},
    {METHOD_PATCH, "/api/v1/session/passkeys/{id}", "passkey_patch", .perm = &PERM_ACCOUNT,
        .handle = passkey_rename, .body_kind = BODY_PATCH, .body = &SHAPE_NAME,
        .answer = &SHAPE_PASSKEY, .flags = ROUTE_PERSON},
    {METHOD_POST, "/api/v1/session/passkeys/{id}/remove", "passkey_remove", .perm = &PERM_ACCOUNT,
        .handle = passkey_remove, .body_kind = BODY_JSON, .body = &SHAPE_REMOVE, .status = 204,
        .flags = ROUTE_PERSON},
};

const struct module module_passkey = {
    .name = "passkey", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
