/* The random texts that open something: session cookies, one-time links. "1.<43 characters>": the
 * organisation, so that the row is looked up inside it, and 256 random bits. Only the SHA-256 of
 * the whole text is stored. And the cookie that carries one. Pure but for the random bits. */
#ifndef KANAME_KERNEL_AUTH_TOKEN_H
#define KANAME_KERNEL_AUTH_TOKEN_H

#include "base/digest.h"

enum { TOKEN_TEXT_SIZE = 65 };

struct token {
    char text[TOKEN_TEXT_SIZE];
    struct digest hash;
    int64_t org_id;
};

struct token token_new(int64_t org_id);

/* False: no token at all (another form, another length). */
bool token_parse(const char *text, struct token *ret_token);

/* A cookie's value in a Cookie field, copied; false: none, or too long to be ours. When a name
 * stands twice the first counts. */
bool token_cookie_find(const char *header, const char *name, char ret_value[TOKEN_TEXT_SIZE]);

/* Name of the session cookie for people who reach the program by `public_url`. */
const char *token_cookie_name(const char *public_url);

/* The Set-Cookie field that stores a token, or removes it (text NULL). Under ctx. */
char *token_cookie_format(
    const void *ctx, const char *public_url, const char *text, int64_t max_age_s);

#endif
