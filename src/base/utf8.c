#include "base/utf8.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unistr.h>

bool utf8_ok(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return false;
    }
    return u8_check((const uint8_t *)text, len) == NULL;
}

size_t utf8_chars(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

char *utf8_head(const void *ctx, const char *text, size_t most)
{
    const char *p = text;
    for (size_t chars = 0; *p != '\0'; p++) {
        chars += ((unsigned char)*p & 0xc0) != 0x80;
        if (chars > most)
            break;
    }
    return mem_strndup(ctx, text, (size_t)(p - text));
}

/* Katakana U+30A1..U+30F6 and hiragana U+3041..U+3096 lie 0x60 apart, both three bytes long. */
static void katakana_to_hiragana(uint8_t *text, size_t len)
{
    for (size_t i = 0; i + 2 < len; i++) {
        if (text[i] != 0xe3 || (text[i + 1] != 0x82 && text[i + 1] != 0x83))
            continue;
        unsigned c = 0x3000u | ((unsigned)text[i + 1] & 0x3f) << 6 | (text[i + 2] & 0x3f);
        if (c < 0x30a1 || c > 0x30f6)
            continue;
        c -= 0x60;
        text[i + 1] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
        text[i + 2] = (uint8_t)(0x80 | (c & 0x3f));
        i += 2;
    }
}

char *utf8_fold(const void *ctx, const char *text)
{
    size_t len = 0;
    uint8_t *folded =
        u8_casefold((const uint8_t *)text, strlen(text), NULL, UNINORM_NFKC, NULL, &len);
    if (folded == NULL)
        return mem_strdup(ctx, text);
    katakana_to_hiragana(folded, len);
    char *result = mem_strndup(ctx, (const char *)folded, len);
    free(folded);
    return result;
}

static size_t blank_at(const char *text)
{
    static const char wide[] = "\xe3\x80\x80";
    if (strncmp(text, wide, 3) == 0)
        return 3;
    return *text != '\0' && strchr(" \t\r\n", *text) != NULL ? 1 : 0;
}

size_t utf8_trim(const char *text, const char **ret_start)
{
    while (blank_at(text) > 0)
        text += blank_at(text);
    size_t end = 0;
    for (size_t i = 0; text[i] != '\0'; i++)
        if (blank_at(text + i) == 3)
            i += 2;
        else if (blank_at(text + i) == 0)
            end = i + 1;
    *ret_start = text;
    return end;
}
