/* Routes of log-in by OpenID Connect and of the identities that an account is linked with. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account_perm.h"
#include "kernel/auth/actor.h"
#include "kernel/auth/me.h"
#include "kernel/auth/once_store.h"
#include "kernel/auth/session.h"
#include "kernel/auth/signin.h"
#include "kernel/job/job.h"
#include "kernel/net/fetch.h"
#include "kernel/sso/identity_store.h"
#include "kernel/sso/oidc.h"

#include <sodium.h>
#include <string.h>

/* ---- shapes ---- */

static const struct field start_fields[] = {
    {.key = "link", .type = FIELD_BOOL},
};
static const struct shape SHAPE_START = SHAPE("OidcStart", start_fields);
static const struct field started_fields[] = {
    {.key = "url", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
    {.key = "ticket", .type = FIELD_LONGTEXT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_STARTED = SHAPE("OidcStarted", started_fields);

static const struct field return_fields[] = {
    {.key = "ticket",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_CONFIDENTIAL,
        .max = LIMIT_URI},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_NAME},
    {.key = "authorization_code",
        .type = FIELD_TEXT,
        .flags = FIELD_CONFIDENTIAL,
        .max = LIMIT_URI},
    {.key = "iss", .type = FIELD_TEXT, .max = LIMIT_URI},
    PROOF_FIELDS,
};
static const struct shape SHAPE_RETURN = SHAPE("OidcReturn", return_fields);

static const struct field leave_fields[] = {
    {.key = "url", .type = FIELD_LONGTEXT},
};
static const struct shape SHAPE_LEAVE = SHAPE("OidcLeave", leave_fields);

static const char *const kind_keys[] = {"oidc", "ldap", NULL};
static const struct option_set KINDS = {"provider_kind", kind_keys};
static const struct field identity_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &KINDS},
    {.key = "issuer", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "used_at", .type = FIELD_INSTANT},
};
static const struct shape SHAPE_IDENTITY = SHAPE("Identity", identity_fields);
static const struct field list_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_IDENTITY},
};
static const struct shape SHAPE_LIST = SHAPE("IdentityList", list_fields);

/* ---- there ---- */

/* The organisation's provider. ERR_CONFLICT oidc_off. */
static enum err the_provider(struct call *c, struct provider *ret_provider)
{
    enum err e = provider_get(c, PROVIDER_OIDC, ret_provider);
    return e == ERR_OK && !ret_provider->enabled ? problem_set(c->problem, ERR_CONFLICT, "oidc_off")
                                                 : e;
}

static enum err oidc_start(struct req *r)
{
    struct call *c = &r->call;
    struct provider p;
    struct oidc_provider d;
    struct oidc_ticket ticket;
    int64_t org_id = 0;
    bool link = body_bool(r->body, "link");
    if (link && (c->who == NULL || c->who->session_id == 0))
        return ERR_UNAUTHENTICATED;
    enum err e = link ? ERR_OK : actor_only_org(c, &org_id);
    if (e == ERR_OK && !link)
        db_set_org(c->db, org_id);
    if (e == ERR_OK)
        e = the_provider(c, &p);
    if (e == ERR_OK)
        e = oidc_describe(c, &p, &d);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? problem_set(c->problem, ERR_CONFLICT, "oidc_off") : e;
    const char *text = oidc_ticket_new(c, link ? c->who->account_id : 0, &ticket);
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "url", oidc_authorize_url(c, &p, &d, &ticket));
    jw_kstr(&w, "ticket", text);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- and back ---- */

struct coming {
    struct oidc_ticket ticket;
    struct digest once;
    struct provider provider;
    struct identity identity;
};

static enum err ticket_refused(struct req *r)
{
    return signin_refused(
        r, 0, "provider", problem_set(r->call.problem, ERR_UNAUTHENTICATED, "oidc_ticket"));
}

/* Only an answer to a log-in that this browser began. */
static enum err open_ticket(struct req *r, struct coming *m)
{
    struct call *c = &r->call;
    const char *state = body_text(r->body, "state");
    if (!oidc_ticket_open(c, body_text(r->body, "ticket"), &m->ticket))
        return problem_set(c->problem, ERR_UNAUTHENTICATED, "oidc_ticket");
    int64_t link = m->ticket.link_account_id;
    bool caller = c->who != NULL && c->who->session_id != 0 && c->who->account_id == link;
    db_set_org(c->db, m->ticket.org_id);
    if (strlen(state) != strlen(m->ticket.state) ||
        sodium_memcmp(state, m->ticket.state, strlen(state)) != 0 || (link != 0 && !caller))
        return ticket_refused(r);
    m->once = digest_of(m->ticket.state, strlen(m->ticket.state));
    return ERR_OK;
}

/* Before the provider is asked, in a transaction of its own: of two at once one is refused. */
static enum err spend(struct req *r, struct coming *m)
{
    struct call *c = &r->call;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = once_store_spend(c, &m->once, m->ticket.expires_ms);
    if (e == ERR_UNIQUE)
        return ticket_refused(r);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static void take_group(void *arg, const char *value)
{
    struct identity *who = arg;
    if (who->n_groups < LIMIT_SSO_GROUPS)
        who->groups[who->n_groups++] = value;
}

static bool is_verified(const json_t *claims)
{
    const json_t *verified = json_object_get(claims, "email_verified");
    return json_is_true(verified) ||
           (json_is_string(verified) && strcmp(json_string_value(verified), "true") == 0);
}

static const char *first_of(const char *a, const char *b)
{
    return a != NULL ? a : b;
}

static void read_claims(struct call *c, struct coming *m, const json_t *claims)
{
    const char *login_claim = provider_text(&m->provider, "login_claim");
    const char *role_claim = provider_text(&m->provider, "role_claim");
    const char *email = is_verified(claims) ? oidc_claim_text(claims, "email") : NULL;
    const char *login = login_claim == NULL ? NULL : oidc_claim_text(claims, login_claim);
    m->identity = (struct identity){
        .kind = PROVIDER_OIDC,
        .issuer = provider_text(&m->provider, "issuer"),
        .subject = oidc_claim_text(claims, "sub"),
        .email = email,
        .login = login,
        .new_login =
            first_of(login, first_of(email, oidc_claim_text(claims, "preferred_username"))),
        .name = first_of(oidc_claim_text(claims, "name"), login),
        .groups = mem_array(c, const char *, LIMIT_SSO_GROUPS),
    };
    if (role_claim != NULL)
        oidc_claim_each(claims, role_claim, take_group, &m->identity);
}

/* Asks the provider who it is. No transaction is open. */
static enum err ask(struct req *r, struct coming *m)
{
    struct call *c = &r->call;
    struct oidc_provider d;
    const json_t *claims = NULL;
    const char *iss = body_text(r->body, "iss");
    enum err e = the_provider(c, &m->provider);
    if (e == ERR_OK)
        e = oidc_describe(c, &m->provider, &d);
    if (e != ERR_OK)
        return e;
    if (iss == NULL ? d.tells_iss : strcmp(iss, d.issuer) != 0)
        return ticket_refused(r);
    e = oidc_exchange(
        c, &m->provider, &d, &m->ticket, body_text(r->body, "authorization_code"), &claims);
    if (e == ERR_UNAUTHENTICATED)
        return signin_refused(r, 0, "provider", e);
    if (e == ERR_OK)
        read_claims(c, m, claims);
    return e;
}

/* In an open write transaction. When the proof of the second factor is still to come, who it is is
 * kept with the ticket. */
static enum err enter(struct req *r, struct coming *m, int64_t account_id)
{
    struct call *c = &r->call;
    struct proof proof = signin_proof(r->body);
    bool came = proof.passkey != NULL || (proof.code != NULL && *proof.code != '\0');
    enum err e = signin_vouched(r, &(struct vouched){.account_id = account_id,
                                       .by = "oidc",
                                       .proof = proof,
                                       .factor_done = provider_on(&m->provider, "second_factor")});
    if (e == ERR_INVALID && !came) {
        enum err kept = once_store_hold(c, &m->once, account_id);
        /* What was linked or made on the way is written too; nobody has come in yet. */
        kept = kept == ERR_OK ? tx_commit_any(c) : kept;
        signin_count_back(r);
        return kept == ERR_OK ? e : kept;
    }
    if (e == ERR_OK)
        e = once_store_release(c, &m->once);
    if (e == ERR_OK)
        e = me_answer(r);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e == ERR_OK)
        signin_count_back(r);
    return e;
}

/* The second half of a log-in whose account has a second factor. */
static enum err with_code(struct req *r, struct coming *m)
{
    struct call *c = &r->call;
    int64_t account_id = 0;
    enum err e = the_provider(c, &m->provider);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = once_store_held(c, &m->once, &account_id);
    if (e == ERR_NOT_FOUND)
        return ticket_refused(r);
    return e == ERR_OK ? enter(r, m, account_id) : e;
}

static enum err finish(struct req *r, struct coming *m)
{
    struct call *c = &r->call;
    struct account account;
    bool link = m->ticket.link_account_id != 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK && link)
        e = identity_link(c, &m->identity);
    if (e == ERR_OK && link)
        e = me_answer(r);
    if (link)
        return e == ERR_OK ? tx_commit(c) : e;
    if (e == ERR_OK)
        e = identity_account(c, &m->provider, &m->identity, &account);
    if (e == ERR_UNAUTHENTICATED)
        return signin_refused(r, 0, "provider", e);
    return e == ERR_OK ? enter(r, m, account.id) : e;
}

static enum err oidc_return(struct req *r)
{
    struct coming m = {.once = {{0}}};
    enum err e = signin_count(r);
    if (e == ERR_OK)
        e = open_ticket(r, &m);
    if (e == ERR_OK && body_text(r->body, "authorization_code") == NULL)
        return with_code(r, &m);
    if (e == ERR_OK)
        e = spend(r, &m);
    if (e == ERR_OK)
        e = ask(r, &m);
    if (e == ERR_UNAVAILABLE)
        signin_count_back(r); /* nobody's fault */
    return e == ERR_OK ? finish(r, &m) : e;
}

/* ---- out ---- */

/* Ends the session here; `url`: where the browser may end the one at the provider. */
static enum err oidc_leave(struct req *r)
{
    struct call *c = &r->call;
    struct provider p;
    struct oidc_provider d = {.issuer = NULL};
    const char *url = NULL;
    enum err e = provider_get(c, PROVIDER_OIDC, &p);
    if (e != ERR_OK)
        return e;
    if (p.enabled && provider_on(&p, "logout") && oidc_describe(c, &p, &d) == ERR_OK &&
        d.end_session != NULL)
        url = mem_printf(c, "%s%sclient_id=%s&post_logout_redirect_uri=%s", d.end_session,
            strchr(d.end_session, '?') == NULL ? "?" : "&",
            fetch_escape(c, provider_text(&p, "client_id")),
            fetch_escape(c, c->app->config.public_url));
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "url", url);
    jw_obj_end(&w);
    return signin_out(r);
}

/* ---- one's identities ---- */

static enum err identity_list(struct req *r)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    enum err e = identity_store_list(&r->call, r->call.who->account_id, &w);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return e;
}

static enum err identity_unlink(struct req *r)
{
    struct call *c = &r->call;
    struct uuid uid;
    const char *kind = NULL;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = identity_store_remove(c, c->who->account_id, &uid, &kind);
    if (e != ERR_OK)
        return e;
    json_t *before = json_pack("{s:s}", "kind", kind);
    audit_add_own(c, "identity_unlink", before, NULL);
    json_decref(before);
    return tx_commit(c);
}

/* ---- what is over ---- */

static enum err run_purge(struct call *c, struct job *job)
{
    (void)job;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = once_store_purge(c);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static const struct job_kind jobs[] = {
    {.name = "sign_in_once_purge", .run = run_purge, .every_ms = INT64_C(3600000) /* an hour */},
};

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/session/oidc", "oidc_start", .perm = &PERM_ANYONE, .handle = oidc_start,
        .body_kind = BODY_JSON, .body = &SHAPE_START, .answer = &SHAPE_STARTED,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_POST, "/api/v1/session/oidc/return", "oidc_return", .perm = &PERM_ANYONE,
        .handle = oidc_return, .body_kind = BODY_JSON, .body = &SHAPE_RETURN, .answer = &SHAPE_ME,
        .flags = ROUTE_NO_CSRF | ROUTE_SECRET},
    {METHOD_POST, "/api/v1/session/oidc/leave", "oidc_leave", .perm = &PERM_ACCOUNT,
        .handle = oidc_leave, .answer = &SHAPE_LEAVE,
        .flags = ROUTE_SECRET | ROUTE_ENROL | ROUTE_PERSON},
    {METHOD_GET, "/api/v1/session/identities", "identity_list", .perm = &PERM_ACCOUNT,
        .handle = identity_list, .answer = &SHAPE_LIST, .flags = ROUTE_PERSON},
    {METHOD_DELETE, "/api/v1/session/identities/{id}", "identity_unlink", .perm = &PERM_ACCOUNT,
        .handle = identity_unlink, .status = 204, .flags = ROUTE_PERSON},
};

const struct module module_oidc = {
    .name = "oidc",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof jobs[0],
};
