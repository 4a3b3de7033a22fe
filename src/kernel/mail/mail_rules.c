#include "kernel/mail/mail_rules.h"

#include "base/buf.h"
#include "base/mem.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

enum {
    ADDRESS_MOST = 254,
    LOCAL_MOST = 64,
    WORD_BYTES = 42,  /* of text in one encoded word: 56 of base64, 12 around it */
    PLAIN_MOST = 60,  /* characters of a value that needs no folding */
    PAUSE_MOST = 240, /* times the first */
};

static bool is_atom(const char *text, size_t len, const char *signs)
{
    if (len == 0 || text[0] == '.' || text[len - 1] == '.')
        return false;
    for (size_t i = 0; i < len; i++) {
        unsigned char ch = (unsigned char)text[i];
        bool letter = ch < 0x80 && isalnum(ch);
        bool dots = ch == '.' && text[i - 1] == '.';
        if ((!letter && ch != '.' && strchr(signs, ch) == NULL) || dots)
            return false;
    }
    return true;
}

bool mail_address_ok(const char *address)
{
    const char *at = strchr(address, '@');
    size_t len = strlen(address);
    if (at == NULL || len > ADDRESS_MOST || at - address > LOCAL_MOST)
        return false;
    return is_atom(address, (size_t)(at - address), "!#$%&'*+-/=?^_`{|}~") &&
           is_atom(at + 1, len - (size_t)(at + 1 - address), "-");
}

static bool is_plain(const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        if (*p < 0x20 || *p > 0x7e)
            return false;
    return strlen(text) <= PLAIN_MOST && strstr(text, "=?") == NULL;
}

/* Bytes of the next word: whole characters only. */
static size_t word_length(const char *text)
{
    size_t n = strlen(text);
    if (n <= WORD_BYTES)
        return n;
    n = WORD_BYTES;
    while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
        n--;
    return n;
}

static char *without_controls(const void *ctx, const char *text)
{
    char *clean = mem_strdup(ctx, text);
    for (char *p = clean; *p != '\0'; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = ' ';
    return clean;
}

char *mail_header(const void *ctx, const char *text)
{
    char *clean = without_controls(ctx, text);
    if (is_plain(clean))
        return clean;
    struct buf *b = buf_new(ctx);
    for (const char *p = clean; *p != '\0';) {
        char word[sodium_base64_ENCODED_LEN(WORD_BYTES, sodium_base64_VARIANT_ORIGINAL)];
        size_t n = word_length(p);
        sodium_bin2base64(
            word, sizeof word, (const unsigned char *)p, n, sodium_base64_VARIANT_ORIGINAL);
        buf_printf(b, "%s=?UTF-8?B?%s?=", b->len == 0 ? "" : "\r\n ", word);
        p += n;
    }
    return b->data;
}

char *mail_mailbox(const void *ctx, const char *name, const char *address)
{
    if (name == NULL || *name == '\0')
        return mem_printf(ctx, "<%s>", address);
    char *value = mail_header(ctx, name);
    bool encoded = strncmp(value, "=?", 2) == 0;
    if (encoded)
        return mem_printf(ctx, "%s <%s>", value, address);
    for (char *p = value; *p != '\0'; p++)
        if (*p == '"' || *p == '\\')
            *p = '\'';
    return mem_printf(ctx, "\"%s\" <%s>", value, address);
}

bool mail_mailbox_parse(
    const void *ctx, const char *text, const char **ret_name, const char **ret_address)
{
    const char *open = strrchr(text, '<'), *close = strrchr(text, '>');
    bool bare = open == NULL || close == NULL || close < open;
    const char *address = bare ? text : mem_strndup(ctx, open + 1, (size_t)(close - open - 1));
    size_t name_len = bare ? 0 : (size_t)(open - text);
    while (name_len > 0 && text[name_len - 1] == ' ')
        name_len--;
    if (!mail_address_ok(address))
        return false;
    *ret_name = mem_strndup(ctx, text, name_len);
    *ret_address = address;
    return true;
}

void mail_date(int64_t ms, char ret_text[MAIL_DATE_SIZE])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    /* The program never leaves the C locale: names are those of RFC 5322. */
    strftime(ret_text, MAIL_DATE_SIZE, "%a, %d %b %Y %H:%M:%S +0000", &tm);
}

int64_t mail_turn_ms(int64_t now_ms, int64_t expires_at_ms)
{
    const int64_t hour_ms = INT64_C(3600000);
    bool soon = expires_at_ms != 0 && expires_at_ms - now_ms <= hour_ms;
    return soon ? now_ms - 24 * hour_ms : now_ms;
}

int64_t mail_pause_ms(int attempts, int64_t first_ms)
{
    int64_t times = 1;
    for (int i = 1; i < attempts && times < PAUSE_MOST; i++)
        times *= 2;
    return first_ms * (times > PAUSE_MOST ? PAUSE_MOST : times);
}
