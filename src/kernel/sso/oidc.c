#include "kernel/sso/oidc.h"

#include "base/base64url.h"
#include "base/buf.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/auth/keys.h"
#include "kernel/net/fetch.h"
#include "kernel/sso/oidc_token.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* ---- tickets ---- */

enum {
    RANDOM_SIZE = 32,
    TICKET_SIZE = 24 + RANDOM_SIZE,
    SEALED_SIZE = TICKET_SIZE + KEYS_SEAL_SIZE
};

static const int64_t TICKET_MS = LIMIT_SSO_MINUTES * 60LL * 1000;
static const char SEAL[] = "oidc ticket";

/* One of the texts of a log-in: who knows one learns nothing of the others. */
static void derive(const uint8_t *random, const char *of, char ret_text[OIDC_PART_SIZE])
{
    uint8_t hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)of, strlen(of), random, RANDOM_SIZE);
    sodium_bin2base64(
        ret_text, OIDC_PART_SIZE, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void derive_all(const uint8_t *random, struct oidc_ticket *ticket)
{
    derive(random, "state", ticket->state);
    derive(random, "nonce", ticket->nonce);
    derive(random, "verifier", ticket->verifier);
}

const char *oidc_ticket_new(struct call *c, int64_t link_account_id, struct oidc_ticket *ret_ticket)
{
    struct oidc_ticket ticket = {.org_id = db_org(c->db),
        .link_account_id = link_account_id,
        .expires_ms = c->now_ms + TICKET_MS};
    const int64_t numbers[3] = {ticket.org_id, ticket.link_account_id, ticket.expires_ms};
    uint8_t plain[TICKET_SIZE], sealed[SEALED_SIZE];
    memcpy(plain, numbers, sizeof numbers);
    randombytes_buf(plain + sizeof numbers, RANDOM_SIZE);
    derive_all(plain + sizeof numbers, &ticket);
    keys_seal(c->app->keys, SEAL, plain, sizeof plain, sealed);
    sodium_memzero(plain, sizeof plain);
    *ret_ticket = ticket;
    return base64url_format(c, sealed, sizeof sealed);
}

bool oidc_ticket_open(struct call *c, const char *text, struct oidc_ticket *ret_ticket)
{
    uint8_t plain[TICKET_SIZE], sealed[SEALED_SIZE];
    int64_t numbers[3];
    size_t len = 0;
    if (sodium_base642bin(sealed, sizeof sealed, text, strlen(text), NULL, &len, NULL,
            sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        len != sizeof sealed || !keys_unseal(c->app->keys, SEAL, sealed, len, plain))
        return false;
    memcpy(numbers, plain, sizeof numbers);
    struct oidc_ticket ticket = {
        .org_id = numbers[0], .link_account_id = numbers[1], .expires_ms = numbers[2]};
    derive_all(plain + sizeof numbers, &ticket);
    sodium_memzero(plain, sizeof plain);
    if (c->now_ms >= ticket.expires_ms)
        return false;
    *ret_ticket = ticket;
    return true;
}

/* ---- what the provider tells, kept for a while ---- */

enum { KEPT = 8, ADDRESS_MOST = 512 };

static const int64_t KEPT_MS = 5LL * 60 * 1000;

/* Answers by address, shared by all threads. The oldest goes when there is no place. */
static struct {
    pthread_mutex_t lock;
    struct kept {
        char url[ADDRESS_MOST];
        char *text;
        int64_t at_ms;
    } answers[KEPT];
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

static const char *recall(struct call *c, const char *url)
{
    const char *text = NULL;
    pthread_mutex_lock(&kept.lock);
    for (int i = 0; i < KEPT; i++) {
        const struct kept *k = &kept.answers[i];
        if (k->text != NULL && strcmp(k->url, url) == 0 && c->now_ms - k->at_ms < KEPT_MS)
            text = mem_strdup(c, k->text);
    }
    pthread_mutex_unlock(&kept.lock);
    return text;
}

static void keep(struct call *c, const char *url, const char *text)
{
    int place = 0;
    if (strlen(url) >= ADDRESS_MOST)
        return;
    pthread_mutex_lock(&kept.lock);
    for (int i = 0; i < KEPT; i++) {
        if (strcmp(kept.answers[i].url, url) == 0) {
            place = i;
            break;
        }
        if (kept.answers[i].at_ms < kept.answers[place].at_ms)
            place = i;
    }
    struct kept *k = &kept.answers[place];
    free(k->text);
    k->text = strdup(text);
    k->at_ms = c->now_ms;
    memcpy(k->url, url, strlen(url) + 1);
    pthread_mutex_unlock(&kept.lock);
}

static enum err unreachable(struct call *c)
{
    return problem_set(c->problem, ERR_UNAVAILABLE, "oidc_unreachable");
}

/* The text at an address; `fresh`: not one that was kept. */
static enum err look_up(struct call *c, const char *url, bool fresh, const char **ret_text)
{
    struct fetch f = {.url = url};
    const char *text = fresh ? NULL : recall(c, url);
    if (text != NULL) {
        *ret_text = text;
        return ERR_OK;
    }
    enum err e = fetch_run(c, c->app, &f);
    if (e != ERR_OK || f.ret_status != 200 || f.ret_body == NULL)
        return unreachable(c);
    keep(c, url, f.ret_body);
    *ret_text = f.ret_body;
    return ERR_OK;
}

/* JSON of others: what is wrong with it is not the caller's fault. */
static bool parse(struct call *c, const char *text, json_t **ret_json)
{
    struct problem *apart = problem_new(c);
    return text != NULL &&
           json_in_parse(c, text, strlen(text), JSON_IN_DEPTH, apart, ret_json) == ERR_OK &&
           json_is_object(*ret_json);
}

enum err oidc_describe(
    struct call *c, const struct provider *p, struct oidc_provider *ret_description)
{
    const char *issuer = provider_text(p, "issuer"), *text = NULL;
    struct oidc_provider d;
    json_t *json = NULL;
    if (issuer == NULL)
        return unreachable(c);
    size_t len = strlen(issuer);
    const char *slash = issuer[len - 1] == '/' ? "" : "/";
    enum err e = look_up(
        c, mem_printf(c, "%s%s.well-known/openid-configuration", issuer, slash), false, &text);
    if (e != ERR_OK)
        return e;
    bool good = parse(c, text, &json) && oidc_provider_read(json, issuer, &d) &&
                fetch_address_ok(c->app, "http", d.authorize) &&
                fetch_address_ok(c->app, "http", d.token) &&
                fetch_address_ok(c->app, "http", d.jwks);
    if (!good)
        return problem_set(c->problem, ERR_CONFLICT, "oidc_description");
    if (d.userinfo != NULL && !fetch_address_ok(c->app, "http", d.userinfo))
        d.userinfo = NULL;
    if (d.end_session != NULL && !fetch_address_ok(c->app, "http", d.end_session))
        d.end_session = NULL;
    *ret_description = d;
    return ERR_OK;
}

enum err oidc_keys_test(struct call *c, const struct oidc_provider *description, size_t *ret_n)
{
    const char *text = NULL;
    json_t *json = NULL;
    enum err e = look_up(c, description->jwks, true, &text);
    if (e != ERR_OK)
        return e;
    size_t n = parse(c, text, &json) ? json_array_size(json_object_get(json, "keys")) : 0;
    if (n == 0)
        return problem_set(c->problem, ERR_CONFLICT, "oidc_keys");
    *ret_n = n;
    return ERR_OK;
}

/* ---- there ---- */

const char *oidc_return_url(struct call *c)
{
    return mem_printf(c, "%s/sign-in/oidc", c->app->config.public_url);
}

static void add(struct buf *b, const char *key, const char *value)
{
    buf_printf(b, "%s%s=%s", b->len == 0 ? "" : "&", key, fetch_escape(b, value));
}

static void challenge_of(const char *verifier, char ret_text[OIDC_PART_SIZE])
{
    struct digest hash = digest_of(verifier, strlen(verifier));
    sodium_bin2base64(ret_text, OIDC_PART_SIZE, hash.bytes, sizeof hash.bytes,
        sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

const char *oidc_authorize_url(struct call *c, const struct provider *p,
    const struct oidc_provider *description, const struct oidc_ticket *ticket)
{
    char challenge[OIDC_PART_SIZE];
    struct buf *b = buf_new(c);
    const char *scopes = provider_text(p, "scopes");
    challenge_of(ticket->verifier, challenge);
    add(b, "response_type", "code");
    add(b, "client_id", provider_text(p, "client_id"));
    add(b, "redirect_uri", oidc_return_url(c));
    buf_str(b, "&scope=");
    buf_str(b, scopes == NULL ? "openid%20email%20profile" : fetch_escape(b, scopes));
    add(b, "state", ticket->state);
    add(b, "nonce", ticket->nonce);
    add(b, "code_challenge", challenge);
    add(b, "code_challenge_method", "S256");
    add(b, "ui_locales", c->lang);
    const char *mark = strchr(description->authorize, '?') == NULL ? "?" : "&";
    return mem_printf(c, "%s%s%s", description->authorize, mark, b->data);
}

/* ---- and back ---- */

static enum err refused(struct call *c, const char *why)
{
    log_text(LOG_WARN, "oidc_refused", why);
    return problem_set(c->problem, ERR_UNAUTHENTICATED, "oidc_refused");
}

static enum err fetch_token(struct call *c, const struct provider *p,
    const struct oidc_provider *description, const struct oidc_ticket *ticket, const char *code,
    const char **ret_token, const char **ret_access)
{
    struct buf *b = buf_new(c);
    const char *id = provider_text(p, "client_id");
    struct fetch f = {.url = description->token};
    json_t *json = NULL;
    add(b, "grant_type", "authorization_code");
    add(b, "code", code);
    add(b, "redirect_uri", oidc_return_url(c));
    add(b, "code_verifier", ticket->verifier);
    if (p->secret != NULL && description->basic) {
        f.user = fetch_escape(c, id); /* RFC 6749 §2.3.1 */
        f.password = fetch_escape(c, p->secret);
    } else {
        add(b, "client_id", id);
        if (p->secret != NULL)
            add(b, "client_secret", p->secret);
    }
    f.form = b->data;
    if (fetch_run(c, c->app, &f) != ERR_OK || f.ret_status >= 500)
        return unreachable(c);
    if (f.ret_status != 200 || !parse(c, f.ret_body, &json))
        return refused(c, "code");
    *ret_token = json_string_value(json_object_get(json, "id_token"));
    *ret_access = json_string_value(json_object_get(json, "access_token"));
    return *ret_token == NULL ? refused(c, "id_token missing") : ERR_OK;
}

/* Many providers keep mail and name out of the token: what it does not say is asked for. It is
 * believed only of the same person, and never against the token. */
static void ask_more(
    struct call *c, const struct oidc_provider *description, const char *access, json_t *claims)
{
    struct fetch f = {.url = description->userinfo, .bearer = access};
    json_t *more = NULL;
    if (access == NULL || description->userinfo == NULL || oidc_claim_text(claims, "email") != NULL)
        return;
    if (fetch_run(c, c->app, &f) != ERR_OK || f.ret_status != 200 || !parse(c, f.ret_body, &more))
        return;
    const char *whose = oidc_claim_text(more, "sub"), *sub = oidc_claim_text(claims, "sub");
    if (whose != NULL && strcmp(whose, sub) == 0)
        json_object_update_missing(claims, more);
}

/* With the keys that are kept; with new ones when the token's is not among them. */
static enum err verify(
    struct call *c, const struct oidc_provider *description, const char *token, json_t **ret_claims)
{
    enum oidc_token_result result = OIDC_TOKEN_NO_KEY;
    for (int fresh = 0; fresh < 2 && result == OIDC_TOKEN_NO_KEY; fresh++) {
        const char *keys = NULL;
        enum err e = look_up(c, description->jwks, fresh != 0, &keys);
        if (e != ERR_OK)
            return e;
        result = oidc_token_verify(c, token, keys, ret_claims);
    }
    return result == OIDC_TOKEN_GOOD ? ERR_OK : refused(c, "signature");
}

enum err oidc_exchange(struct call *c, const struct provider *p,
    const struct oidc_provider *description, const struct oidc_ticket *ticket, const char *code,
    const json_t **ret_claims)
{
    const char *token = NULL, *access = NULL;
    json_t *claims = NULL;
    struct oidc_expect expect = {
        .issuer = description->issuer,
        .client_id = provider_text(p, "client_id"),
        .nonce = ticket->nonce,
        .now_s = c->now_ms / 1000,
    };
    enum err e = fetch_token(c, p, description, ticket, code, &token, &access);
    if (e == ERR_OK)
        e = verify(c, description, token, &claims);
    if (e != ERR_OK)
        return e;
    const char *fault = oidc_claims_fault(claims, &expect);
    if (fault != NULL)
        return refused(c, fault);
    ask_more(c, description, access, claims);
    *ret_claims = claims;
    return ERR_OK;
}
