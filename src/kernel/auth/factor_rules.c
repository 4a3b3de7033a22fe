#include "kernel/auth/factor_rules.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { STEP_SECONDS = 30, WINDOW = 1, DIGITS = 6, GROUP = 4 };

bool factor_code_ok(
    const uint8_t secret[FACTOR_SECRET_SIZE], const char *code, int64_t now_ms, int64_t *ret_step)
{
    uint64_t step = 0;
    if (strlen(code) != DIGITS)
        return false;
    int found = oath_totp_validate3((const char *)secret, FACTOR_SECRET_SIZE, now_ms / 1000,
        STEP_SECONDS, 0, WINDOW, NULL, &step, code);
    if (found < 0)
        return false;
    *ret_step = (int64_t)step;
    return true;
}

const char *factor_code_clean(const void *ctx, const char *typed, bool *ret_recovery)
{
    char *text = utf8_fold(ctx, typed);
    char *out = text;
    for (const char *p = text; *p != '\0'; p++)
        if (*p != ' ' && *p != '-')
            *out++ = *p;
    *out = '\0';
    *ret_recovery = strlen(text) != DIGITS || strspn(text, "0123456789") != DIGITS;
    return text;
}

void factor_recovery_new(char ret_text[FACTOR_RECOVERY_TEXT_SIZE])
{
    static const char LETTERS[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* no i, l, o, 0, 1 */
    char *out = ret_text;
    for (int i = 0; i < 4 * GROUP; i++) {
        if (i > 0 && i % GROUP == 0)
            *out++ = '-';
        *out++ = LETTERS[randombytes_uniform(sizeof LETTERS - 1)];
    }
    *out = '\0';
}

char *factor_secret_format(const void *ctx, const uint8_t secret[FACTOR_SECRET_SIZE])
{
    char *text = NULL;
    if (oath_base32_encode((const char *)secret, FACTOR_SECRET_SIZE, &text, NULL) != OATH_OK)
        abort(); /* out of memory */
    char *kept = mem_strdup(ctx, text);
    sodium_memzero(text, strlen(text));
    free(text);
    return kept;
}

static void put_escaped(struct buf *b, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
                     (*p >= '0' && *p <= '9') || strchr("-._~@", *p) != NULL;
        if (plain)
            buf_char(b, *p);
        else
            buf_printf(b, "%%%02X", (unsigned char)*p);
    }
}

char *factor_uri(const void *ctx, const char *secret, const char *organisation, const char *login)
{
    struct buf *b = buf_new(ctx);
    char *issuer = mem_printf(ctx, "Kaname %s", organisation);
    for (char *p = issuer; *p != '\0'; p++)
        if (*p == ':')
            *p = ' '; /* it parts issuer and account */
    buf_str(b, "otpauth://totp/");
    put_escaped(b, issuer);
    buf_char(b, ':');
    put_escaped(b, login);
    buf_printf(b, "?secret=%s&issuer=", secret);
    put_escaped(b, issuer);
    buf_str(b, "&algorithm=SHA1&digits=6&period=30");
    return b->data;
}
