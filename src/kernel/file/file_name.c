#include "kernel/file/file_name.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* The last part of a path, without characters that a header or a file system could take as its
 * own, and no longer than LIMIT_FILE_NAME characters. */
static const char *clean_name(const void *ctx, const char *name)
{
    struct buf *b = buf_new(ctx);
    const char *slash = strrchr(name, '/');
    const char *backslash = strrchr(name, '\\');
    if (slash != NULL)
        name = slash + 1;
    if (backslash != NULL && backslash + 1 > name)
        name = backslash + 1;
    int chars = 0;
    for (const char *p = name; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        chars += (c & 0xc0) != 0x80;
        if (chars > LIMIT_FILE_NAME)
            break;
        buf_char(b, c < 0x20 || c == 0x7f || strchr("\"<>:|?*;%", c) != NULL ? '_' : (char)c);
    }
    bool dots_only = b->data[strspn(b->data, ". ")] == '\0';
    return dots_only || !utf8_ok(b->data, b->len) ? "file" : b->data;
}

/* Marks that turn the direction of writing can hide an extension ("gpj.exe" read backwards):
 * U+200E, 200F, 202A to 202E, 2066 to 2069, which are E2 80 8E … E2 81 A9. */
static bool hides_direction(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
        if (p[0] != 0xe2)
            continue;
        bool turns =
            p[1] == 0x80 && (p[2] == 0x8e || p[2] == 0x8f || (p[2] >= 0xaa && p[2] <= 0xae));
        if (turns || (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9))
            return true;
    }
    return false;
}

/* attr-char of RFC 8187. */
static bool is_plain(unsigned char c)
{
    return (c < 0x80 && isalnum(c)) || (c != '\0' && strchr("!#$&+-.^_`|~", c) != NULL);
}

char *file_disposition(const void *ctx, const char *name)
{
    static const char hex[] = "0123456789ABCDEF";
    const char *clean = clean_name(ctx, name);
    if (hides_direction(clean))
        clean = "file";
    struct buf *b = buf_new(ctx);
    buf_str(b, "attachment; filename=\"");
    for (const char *p = clean; *p != '\0'; p++)
        if (((unsigned char)*p & 0xc0) != 0x80)
            buf_char(b, (unsigned char)*p < 0x80 ? *p : '_');
    buf_str(b, "\"; filename*=UTF-8''");
    for (const char *p = clean; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (is_plain(c)) {
            buf_char(b, *p);
        } else {
            buf_char(b, '%');
            buf_char(b, hex[c >> 4]);
            buf_char(b, hex[c & 15]);
        }
    }
    return b->data;
}

/* Length of a token of RFC 9110 at the start of `text`. */
static size_t token(const char *text)
{
    size_t n = 0;
    while ((unsigned char)text[n] < 0x80 &&
           (isalnum((unsigned char)text[n]) ||
               (text[n] != '\0' && strchr("!#$&+-.^_", text[n]) != NULL)))
        n++;
    return n;
}

char *file_media_type(const void *ctx, const char *given)
{
    enum { TYPE_MAX = 127 }; /* RFC 6838: each part */
    size_t type = given == NULL ? 0 : token(given);
    bool ok = type > 0 && type <= TYPE_MAX && given[type] == '/';
    size_t subtype = ok ? token(given + type + 1) : 0;
    if (subtype == 0 || subtype > TYPE_MAX)
        return mem_strdup(ctx, "application/octet-stream");
    return mem_strndup(ctx, given, type + 1 + subtype);
}

static const struct {
    const char *type, *magic;
    size_t len;
} signatures[] = {
    {"application/pdf", "%PDF-", 5},
    {"image/png", "\x89PNG\r\n\x1a\n", 8},
    {"image/jpeg", "\xff\xd8\xff", 3},
    {"image/gif", "GIF8", 4},
    {"application/zip", "PK\x03\x04", 4},
};

/* Word, Excel and their like are ZIP files of their own type. */
static bool is_in_zip(const char *type)
{
    return strncmp(type, "application/vnd.", 16) == 0;
}

char *file_media_look(const void *ctx, const char *given, const void *head, size_t len)
{
    char *claimed = file_media_type(ctx, given);
    bool belied = is_in_zip(claimed);
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        bool is =
            len >= signatures[i].len && memcmp(head, signatures[i].magic, signatures[i].len) == 0;
        if (is && strcmp(signatures[i].type, "application/zip") == 0 && is_in_zip(claimed))
            return claimed;
        if (is)
            return mem_strdup(ctx, signatures[i].type);
        belied = belied || strcmp(claimed, signatures[i].type) == 0;
    }
    return belied ? mem_strdup(ctx, "application/octet-stream") : claimed;
}
