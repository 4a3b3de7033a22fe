#include "mod/ioc/ioc_rules.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- what it can be ---- */

enum { NAME_MOST = 253, LABEL_MOST = 63, ADDRESS_SIZE = 64 };

static bool hex_of(const char *value, size_t len)
{
    return strlen(value) == len && strspn(value, "0123456789abcdefABCDEF") == len;
}

/* An address, or a network of them; bits: how long its prefix may be. */
static bool address(int family, const char *value, long bits)
{
    unsigned char to[sizeof(struct in6_addr)];
    char text[ADDRESS_SIZE];
    size_t len = strcspn(value, "/");
    if (len >= sizeof text)
        return false;
    memcpy(text, value, len);
    text[len] = '\0';
    if (inet_pton(family, text, to) != 1)
        return false;
    if (value[len] == '\0')
        return true;
    const char *prefix = value + len + 1;
    size_t digits = strspn(prefix, "0123456789");
    return digits >= 1 && digits <= 3 && prefix[digits] == '\0' && strtol(prefix, NULL, 10) <= bits;
}

static bool label_ok(const char *label, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)label[i]) && label[i] != '-' && label[i] != '_')
            return false;
    return len >= 1 && len <= LABEL_MOST && label[0] != '-' && label[len - 1] != '-';
}

/* The last label has a letter, or it would be an address. */
static bool domain_ok(const char *name, size_t len)
{
    size_t labels = 0, at = 0, last = 0;
    if (len == 0 || len > NAME_MOST)
        return false;
    while (at < len) {
        const char *dot = memchr(name + at, '.', len - at);
        size_t n = dot == NULL ? len - at : (size_t)(dot - name) - at;
        if (!label_ok(name + at, n))
            return false;
        last = at;
        labels++;
        at += n + 1;
    }
    return labels >= 2 && at == len + 1 && isalpha((unsigned char)name[last]) && len - last >= 2;
}

/* Where its host begins; NULL: no address of the web. */
static const char *host_of(const char *value)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (strncasecmp(value, schemes[i], strlen(schemes[i])) == 0)
            return value + strlen(schemes[i]);
    return NULL;
}

static bool url_ok(const char *value)
{
    const char *host = host_of(value);
    return host != NULL && strcspn(host, "/?#") > 0 && strcspn(value, " \t\"<>") == strlen(value);
}

static bool email_ok(const char *value)
{
    const char *at = strchr(value, '@');
    return at != NULL && at != value && strchr(at + 1, '@') == NULL &&
           strcspn(value, " \t\"<>") == strlen(value) && domain_ok(at + 1, strlen(at + 1));
}

/* Endings of what attackers send and leave; some of them end names of hosts, too, less often. */
static bool file_like(const char *value)
{
    static const char *const endings[] = {"exe", "dll", "bat", "cmd", "ps1", "vbs", "js", "jar",
        "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "pdf", "lnk", "iso", "img",
        "scr", "msi", "txt", "hta", "rar", "zip", "7z", "sys", "tmp"};
    const char *dot = strrchr(value, '.');
    for (size_t i = 0; dot != NULL && i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(dot + 1, endings[i]) == 0)
            return true;
    return false;
}

bool ioc_is(enum ioc_type type, const char *value)
{
    switch (type) {
    case IOC_MD5:
        return hex_of(value, 32);
    case IOC_SHA1:
        return hex_of(value, 40);
    case IOC_SHA256:
        return hex_of(value, 64);
    case IOC_IPV4:
        return address(AF_INET, value, 32);
    case IOC_IPV6:
        return address(AF_INET6, value, 128);
    case IOC_URL:
        return url_ok(value);
    case IOC_EMAIL:
        return email_ok(value);
    case IOC_DOMAIN:
        return domain_ok(value, strlen(value));
    case IOC_FILE:
    case IOC_OTHER:
    case IOC_TYPE_MAX:
        break;
    }
    return value[0] != '\0';
}

enum ioc_type ioc_type_of(const char *value)
{
    for (int i = 0; i < IOC_OTHER; i++)
        if (i == IOC_FILE ? file_like(value) : ioc_is((enum ioc_type)i, value))
            return (enum ioc_type)i;
    return IOC_OTHER;
}

/* ---- how it is written ---- */

static const struct {
    const char *shy, *open;
} marks[] = {{"[.]", "."}, {"(.)", "."}, {"{.}", "."}, {"[dot]", "."}, {"[://]", "://"},
    {"[:]", ":"}, {"[@]", "@"}, {"(@)", "@"}, {"[at]", "@"}};

static size_t mark_at(const char *text)
{
    size_t i = 0;
    while (i < sizeof marks / sizeof marks[0] &&
           strncasecmp(text, marks[i].shy, strlen(marks[i].shy)) != 0)
        i++;
    return i;
}

char *ioc_refang(const void *ctx, const char *text)
{
    const char *start = NULL;
    size_t len = utf8_trim(text, &start);
    const char *from = mem_strndup(ctx, start, len);
    char *to = mem_array(ctx, char, len + 1);
    size_t n = 0;
    if (strncasecmp(from, "hxxp", 4) == 0) {
        memcpy(to, "http", 4);
        n = 4;
        from += 4;
    }
    while (*from != '\0') {
        size_t i = mark_at(from);
        if (i == sizeof marks / sizeof marks[0]) {
            to[n++] = *from++;
            continue;
        }
        memcpy(to + n, marks[i].open, strlen(marks[i].open));
        n += strlen(marks[i].open);
        from += strlen(marks[i].shy);
    }
    to[n] = '\0';
    return to;
}

/* Of an address of the web the scheme and the host. */
const char *ioc_plain(const void *ctx, enum ioc_type type, const char *value)
{
    char *text = mem_strdup(ctx, value);
    size_t len = strlen(text);
    if (type == IOC_FILE || type == IOC_OTHER)
        return text;
    if (type == IOC_URL) {
        const char *host = host_of(text);
        len = (size_t)(host - text) + strcspn(host, "/?#");
    }
    for (size_t i = 0; i < len; i++)
        text[i] = (char)tolower((unsigned char)text[i]);
    return text;
}

/* How far dots are written apart: of an address of the web to the end of its host. */
static size_t shy_until(enum ioc_type type, const char *value)
{
    const char *host = type == IOC_URL ? host_of(value) : NULL;
    return host == NULL ? strlen(value) : (size_t)(host - value) + strcspn(host, "/?#");
}

const char *ioc_defang(const void *ctx, enum ioc_type type, const char *value)
{
    bool shy = type == IOC_IPV4 || type == IOC_IPV6 || type == IOC_URL || type == IOC_EMAIL ||
               type == IOC_DOMAIN;
    if (!shy)
        return value;
    size_t until = shy_until(type, value), n = 0;
    char *to = mem_array(ctx, char, strlen(value) * 3 + 1);
    for (size_t i = 0; value[i] != '\0'; i++) {
        char c = value[i];
        bool apart = i < until && (c == '.' || c == '@' || (c == ':' && type == IOC_IPV6));
        if (apart)
            to[n++] = '[';
        to[n++] = c;
        if (apart)
            to[n++] = ']';
    }
    to[n] = '\0';
    if (type == IOC_URL && strncasecmp(to, "http", 4) == 0)
        memcpy(to + 1, "xx", 2);
    return to;
}
