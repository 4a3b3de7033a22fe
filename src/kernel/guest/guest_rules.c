#include "kernel/guest/guest_rules.h"

#include "base/asset.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/guest/respondent.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { CODES = 100000000 };

void guest_code_new(char ret_code[GUEST_CODE_SIZE])
{
    snprintf(ret_code, GUEST_CODE_SIZE, "%08u", (unsigned)randombytes_uniform(CODES));
}

/* A digit at p, ASCII or full-width ("０" is EF BC 90); -1: none. */
static int digit_at(const char *p, size_t *ret_len)
{
    const unsigned char *u = (const unsigned char *)p;
    *ret_len = 1;
    if (u[0] >= '0' && u[0] <= '9')
        return u[0] - '0';
    if (u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x90 && u[2] <= 0x99) {
        *ret_len = 3;
        return u[2] - 0x90;
    }
    return -1;
}

bool guest_code_read(const char *typed, char ret_code[GUEST_CODE_SIZE])
{
    char code[GUEST_CODE_SIZE] = "";
    size_t n = 0, len = 0;
    for (const char *p = typed; *p != '\0'; p += len) {
        int digit = digit_at(p, &len);
        if (digit < 0 && (*p == ' ' || *p == '-'))
            continue;
        if (digit < 0 || n == GUEST_CODE_DIGITS)
            return false;
        code[n++] = (char)('0' + digit);
    }
    if (n != GUEST_CODE_DIGITS)
        return false;
    memcpy(ret_code, code, GUEST_CODE_SIZE);
    return true;
}

struct digest guest_code_digest(const char *token, const char *code)
{
    char *text = mem_printf(NULL, "%s %s", token, code);
    struct digest digest = digest_of(text, strlen(text));
    sodium_memzero(text, strlen(text));
    mem_free(text);
    return digest;
}

const struct respondent_kind *respondent_kind_find(const struct app *app, const char *name)
{
    for (size_t i = 0; i < app->n_modules && name != NULL; i++)
        for (size_t k = 0; k < app->modules[i]->n_respondents; k++)
            if (strcmp(app->modules[i]->respondents[k].name, name) == 0)
                return &app->modules[i]->respondents[k];
    return NULL;
}

const char *guest_domain(const char *address)
{
    const char *at = strrchr(address, '@');
    return at == NULL ? "" : at + 1;
}

/* "docomo.ne.jp" is itself, "x.ocn.ne.jp" is below "ocn.ne.jp". */
static bool is_or_below(const char *domain, const char *of)
{
    size_t n = strlen(domain), m = strlen(of);
    return n >= m && strcasecmp(domain + n - m, of) == 0 && (n == m || domain[n - m - 1] == '.');
}

static bool any_of(const json_t *domains, const char *domain)
{
    for (size_t i = 0; i < json_array_size(domains); i++)
        if (is_or_below(domain, json_string_value(json_array_get(domains, i))))
            return true;
    return false;
}

bool guest_domain_public(const char *domain)
{
    const struct asset *a = asset_find("catalog/mail/public-providers.json");
    json_t *list = a == NULL ? NULL : json_loadb(a->data, a->len, 0, NULL);
    const json_t *providers = json_object_get(list, "providers");
    bool found = false;
    for (size_t i = 0; i < json_array_size(providers) && !found; i++)
        found = any_of(json_object_get(json_array_get(providers, i), "domains"), domain);
    json_decref(list);
    return found;
}

bool guest_may_invite(const struct guest *g)
{
    return g != NULL && g->delegated_from == 0 && !guest_domain_public(guest_domain(g->address));
}

bool guest_erased(const struct guest *g)
{
    return g->address[0] == '\0';
}

bool guest_alive(const struct guest *g, int64_t now_ms)
{
    return g->revoked_at_ms == 0 && g->locked_at_ms == 0 && now_ms < g->expires_at_ms;
}

#define GUEST_STATE_LIST(X)     \
    X(GUEST_INVITED, "invited") \
    X(GUEST_OPENED, "opened")   \
    X(GUEST_ENTERED, "entered") \
    X(GUEST_EXPIRED, "expired") \
    X(GUEST_LOCKED, "locked") X(GUEST_REVOKED, "revoked") X(GUEST_ERASED, "erased")
#define GUEST_STATE_KEY(name, key) key,
static const char *const states[] = {GUEST_STATE_LIST(GUEST_STATE_KEY) NULL};
#undef GUEST_STATE_KEY
const struct option_set OPTIONS_GUEST_STATE = {"guest_state", states};

const char *guest_state(const struct guest *g, int64_t now_ms)
{
    if (guest_erased(g))
        return "erased";
    if (g->revoked_at_ms != 0)
        return "revoked";
    if (g->locked_at_ms != 0)
        return "locked";
    if (now_ms >= g->expires_at_ms)
        return "expired";
    if (g->entered_at_ms != 0)
        return "entered";
    return g->opens > 0 ? "opened" : "invited";
}

static bool is_https(const char *public_url)
{
    return public_url != NULL && strncmp(public_url, "https://", 8) == 0;
}

const char *guest_cookie_name(const char *public_url)
{
    return is_https(public_url) ? "__Host-kaname_guest" : "kaname_guest";
}

char *guest_cookie_format(const void *ctx, const char *public_url, const char *text)
{
    return mem_printf(ctx, "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s",
        guest_cookie_name(public_url), text == NULL ? "" : text,
        text == NULL ? 0 : LIMIT_GUEST_HOURS * 3600, is_https(public_url) ? "; Secure" : "");
}

int64_t guest_link_end(const char *due, const char *zone, int64_t now_ms)
{
    const int64_t grace = LIMIT_GUEST_LINK_DAYS * INT64_C(86400000);
    struct date day;
    int64_t end = 0;
    if (!date_parse(due, &day) || !clock_day_end(day, zone, &end) || end < now_ms)
        end = now_ms;
    return end + grace;
}
