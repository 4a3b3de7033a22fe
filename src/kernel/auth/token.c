#include "kernel/auth/token.h"

#include "base/mem.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { RANDOM_BYTES = 32, RANDOM_CHARS = 43, ORG_DIGITS = 18 };

struct token token_new(int64_t org_id)
{
    struct token t = {.org_id = org_id};
    uint8_t bytes[RANDOM_BYTES];
    char random[RANDOM_CHARS + 1];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(
        random, sizeof random, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    snprintf(t.text, sizeof t.text, "%" PRId64 ".%s", org_id, random);
    t.hash = digest_of(t.text, strlen(t.text));
    sodium_memzero(bytes, sizeof bytes);
    return t;
}

bool token_parse(const char *text, struct token *ret_token)
{
    static const char DIGITS[] = "0123456789";
    static const char CHARS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t digits = strspn(text, DIGITS);
    if (digits == 0 || digits > ORG_DIGITS || text[digits] != '.')
        return false;
    const char *random = text + digits + 1;
    if (strlen(random) != RANDOM_CHARS || strspn(random, CHARS) != RANDOM_CHARS)
        return false;
    struct token t = {.org_id = 0};
    for (size_t i = 0; i < digits; i++)
        t.org_id = t.org_id * 10 + (text[i] - '0');
    snprintf(t.text, sizeof t.text, "%s", text);
    t.hash = digest_of(t.text, strlen(t.text));
    *ret_token = t;
    return true;
}

bool token_cookie_find(const char *header, const char *name, char ret_value[TOKEN_TEXT_SIZE])
{
    size_t name_len = strlen(name);
    for (const char *p = header; *p != '\0';) {
        p += strspn(p, " \t;");
        size_t len = strcspn(p, ";");
        if (len > name_len && p[name_len] == '=' && strncmp(p, name, name_len) == 0) {
            size_t value_len = len - name_len - 1;
            if (value_len >= TOKEN_TEXT_SIZE)
                return false;
            memcpy(ret_value, p + name_len + 1, value_len);
            ret_value[value_len] = '\0';
            return true;
        }
        p += len;
    }
    return false;
}

static bool is_https(const char *public_url)
{
    return public_url != NULL && strncmp(public_url, "https://", 8) == 0;
}

const char *token_cookie_name(const char *public_url)
{
    return is_https(public_url) ? "__Host-kaname_session" : "kaname_session";
}

char *token_cookie_format(
    const void *ctx, const char *public_url, const char *text, int64_t max_age_s)
{
    return mem_printf(ctx, "%s=%s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=Lax%s",
        token_cookie_name(public_url), text == NULL ? "" : text, text == NULL ? 0 : max_age_s,
        is_https(public_url) ? "; Secure" : "");
}
