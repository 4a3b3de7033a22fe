#include "kernel/mail/mail_mime.h"

#include "base/buf.h"
#include "base/mem.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>
#include <strings.h>

bool mime_line(struct mime_span *rest, struct mime_span *ret_line)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->len);
    size_t len = end == NULL ? rest->len : (size_t)(end - rest->data);
    size_t taken = end == NULL ? len : len + 1;
    *ret_line = (struct mime_span){rest->data, len};
    if (len > 0 && rest->data[len - 1] == '\r')
        ret_line->len--;
    rest->data += taken;
    rest->len -= taken;
    return true;
}

struct mime_part mime_split(struct mime_span whole)
{
    struct mime_span rest = whole;
    struct mime_span line;
    while (mime_line(&rest, &line))
        if (line.len == 0)
            return (struct mime_part){
                .head = {whole.data, (size_t)(rest.data - whole.data)}, .body = rest};
    return (struct mime_part){.head = whole, .body = {whole.data + whole.len, 0}};
}

static bool is_space(char ch)
{
    return ch == ' ' || ch == '\t';
}

/* "Name:" at the beginning, the name in any case. */
static bool names(struct mime_span line, const char *name)
{
    size_t n = strlen(name);
    if (line.len <= n || strncasecmp(line.data, name, n) != 0)
        return false;
    while (n < line.len && is_space(line.data[n]))
        n++;
    return n < line.len && line.data[n] == ':';
}

static void put_clean(struct buf *b, const char *data, size_t len)
{
    for (size_t i = 0; i < len && b->len < MIME_VALUE_MOST; i++) {
        unsigned char ch = (unsigned char)data[i];
        bool space = ch <= 0x20 || ch == 0x7f;
        if (!space || b->len == 0 || b->data[b->len - 1] != ' ')
            buf_char(b, space ? ' ' : (char)ch);
    }
}

static char *trimmed(char *text)
{
    while (*text == ' ')
        text++;
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        text[--n] = '\0';
    return text;
}

char *mime_header(const void *ctx, struct mime_span head, const char *name, size_t nth)
{
    struct mime_span line;
    struct buf *value = NULL;
    while (mime_line(&head, &line)) {
        if (value != NULL && line.len > 0 && is_space(line.data[0])) {
            put_clean(value, line.data, line.len);
            continue;
        }
        if (value != NULL)
            break;
        if (!names(line, name) || nth-- > 0)
            continue;
        const char *colon = memchr(line.data, ':', line.len);
        value = buf_new(ctx);
        buf_str(value, "");
        put_clean(value, colon + 1, line.len - (size_t)(colon + 1 - line.data));
    }
    return value == NULL ? NULL : trimmed(value->data);
}

/* The value that begins at `p`: quoted or a token. */
static char *param_value(const void *ctx, const char *p)
{
    struct buf *b = buf_new(ctx);
    buf_str(b, "");
    if (*p != '"') {
        buf_put(b, p, strcspn(p, "; \t"));
        return b->data;
    }
    for (p++; *p != '\0' && *p != '"'; p++) {
        if (*p == '\\' && p[1] != '\0')
            p++;
        buf_char(b, *p);
    }
    return b->data;
}

char *mime_param(const void *ctx, const char *value, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = value == NULL ? "" : value; (p = strchr(p, ';')) != NULL;) {
        p++;
        p += strspn(p, " \t");
        if (strncasecmp(p, name, n) == 0) {
            const char *q = p + n;
            q += strspn(q, " \t");
            if (*q == '=')
                return param_value(ctx, q + 1 + strspn(q + 1, " \t"));
        }
    }
    return NULL;
}

bool mime_is(const char *value, const char *type)
{
    const char *is = value == NULL || *value == '\0' ? "text/plain" : value;
    size_t n = strlen(type);
    if (strncasecmp(is, type, n) != 0)
        return false;
    return type[n - 1] == '/' || is[n] == '\0' || strchr("; \t", is[n]) != NULL;
}

/* "--boundary" or "--boundary--", spaces behind it allowed. */
static bool is_boundary(struct mime_span line, const char *boundary, bool *ret_last)
{
    size_t n = strlen(boundary);
    if (line.len < n + 2 || memcmp(line.data, "--", 2) != 0 ||
        memcmp(line.data + 2, boundary, n) != 0)
        return false;
    size_t at = n + 2;
    *ret_last = line.len >= at + 2 && memcmp(line.data + at, "--", 2) == 0;
    at += *ret_last ? 2 : 0;
    while (at < line.len && is_space(line.data[at]))
        at++;
    return at == line.len;
}

size_t mime_parts(
    struct mime_span body, const char *boundary, struct mime_part *ret_parts, size_t most)
{
    struct mime_span rest = body;
    struct mime_span line;
    const char *begin = NULL;
    size_t n = 0;
    bool last = false;
    if (boundary == NULL || *boundary == '\0')
        return 0;
    for (const char *at = rest.data; n < most && !last && mime_line(&rest, &line); at = rest.data) {
        if (!is_boundary(line, boundary, &last))
            continue;
        if (begin != NULL)
            ret_parts[n++] = mime_split((struct mime_span){begin, (size_t)(at - begin)});
        begin = rest.data;
    }
    if (begin != NULL && !last && n < most) /* cut off */
        ret_parts[n++] =
            mime_split((struct mime_span){begin, (size_t)(body.data + body.len - begin)});
    return n;
}

/* ---- transfer encodings ---- */

static int hex_of(char ch)
{
    if (ch >= '0' && ch <= '9')
        return ch - '0';
    ch = (char)tolower((unsigned char)ch);
    return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

/* How much of the text one escape takes; 0: none is there. *ret_char: what it means; 0: nothing,
 * the line goes on. A NUL is left out, too. */
static size_t quoted(const char *p, size_t left, char *ret_char)
{
    if (*p != '=')
        return 0;
    bool breaks = left > 1 && p[1] == '\n';
    if (breaks || (left > 2 && p[1] == '\r' && p[2] == '\n')) {
        *ret_char = '\0';
        return breaks ? 2 : 3;
    }
    if (left < 3 || hex_of(p[1]) < 0 || hex_of(p[2]) < 0)
        return 0;
    *ret_char = (char)(hex_of(p[1]) * 16 + hex_of(p[2]));
    return 3;
}

static struct mime_span unquoted(const void *ctx, struct mime_span body)
{
    struct buf *b = buf_new(ctx);
    for (size_t i = 0; i < body.len;) {
        char ch = body.data[i];
        size_t taken = quoted(body.data + i, body.len - i, &ch);
        if (taken == 0 || ch != '\0')
            buf_char(b, ch);
        i += taken == 0 ? 1 : taken;
    }
    return (struct mime_span){b->data, b->len};
}

static struct mime_span unbased(const void *ctx, struct mime_span body)
{
    char *data = mem_array(ctx, char, body.len + 1);
    size_t len = 0;
    int failed = sodium_base642bin((unsigned char *)data, body.len, body.data, body.len, "\r\n \t",
        &len, NULL, sodium_base64_VARIANT_ORIGINAL);
    return failed != 0 ? body : (struct mime_span){data, len};
}

struct mime_span mime_body(const void *ctx, const struct mime_part *part)
{
    const char *coding = mime_header(ctx, part->head, "Content-Transfer-Encoding", 0);
    if (coding != NULL && strcasecmp(coding, "quoted-printable") == 0)
        return unquoted(ctx, part->body);
    if (coding != NULL && strcasecmp(coding, "base64") == 0)
        return unbased(ctx, part->body);
    return part->body;
}
