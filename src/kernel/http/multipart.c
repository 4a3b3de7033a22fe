#include "kernel/http/multipart.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/http/head.h"
#include "kernel/http/uri.h"

#include <string.h>
#include <strings.h>

enum { BOUNDARY_MAX = 70, PART_HEADERS_MAX = 2048, PREAMBLE_MAX = 1024 };

enum state {
    IN_PREAMBLE,
    AFTER_DELIMITER, /* "--" ends, a line end begins a part */
    IN_HEADERS,
    IN_DATA,
    IN_EPILOGUE,
};

struct multipart {
    char delimiter[BOUNDARY_MAX + 5]; /* CR LF -- boundary */
    size_t delimiter_len;
    size_t matched; /* bytes of the delimiter seen */
    enum state state;
    size_t preamble;
    char after[2]; /* bytes after the delimiter */
    size_t n_after;
    char headers[PART_HEADERS_MAX + 1];
    size_t headers_len;
    bool have_file;
    const char *file_name;
    const char *media_type;
    multipart_sink *sink;
    void *arg;
};

/* A parameter of a header field, `name="a \"b\""` or `name=token`, allocated under `ctx`; NULL: it
 * is not there. Browsers write a quote in a name as %22 and other bytes as they are. */
static char *param_read(const void *ctx, const char *field, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = strchr(field, ';'); p != NULL; p = strchr(p, ';')) {
        p += 1 + strspn(p + 1, " \t");
        bool mine = strncasecmp(p, name, n) == 0 && p[n] == '=';
        const char *value = p + strcspn(p, "=;");
        if (*value != '=')
            continue;
        value++;
        bool quoted = *value == '"';
        char *out = mem_array(ctx, char, strlen(value) + 1);
        size_t len = 0;
        p = quoted ? value + 1 : value;
        for (; *p != '\0' && (quoted ? *p != '"' : strchr("; \t", *p) == NULL); p++) {
            if (quoted && *p == '\\' && (p[1] == '"' || p[1] == '\\'))
                p++;
            out[len++] = *p;
        }
        if (mine)
            return out;
        if (*p == '\0')
            break;
    }
    return NULL;
}

struct multipart *multipart_new(
    const void *ctx, const char *content_type, multipart_sink *sink, void *arg)
{
    if (!head_is_type(content_type, "multipart/form-data"))
        return NULL;
    struct multipart *m = mem_new(ctx, struct multipart);
    const char *boundary = param_read(m, content_type, "boundary");
    size_t len = boundary == NULL ? 0 : strlen(boundary);
    if (len == 0 || len > BOUNDARY_MAX || strpbrk(boundary, "\r\n") != NULL)
        return NULL;
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary, len);
    m->delimiter_len = len + 4;
    m->matched = 2; /* the first delimiter may open the body, without a line end before it */
    m->file_name = "";
    m->media_type = "application/octet-stream";
    m->sink = sink;
    m->arg = arg;
    return m;
}

static enum err broken(struct problem *problem)
{
    return problem_set(problem, ERR_MALFORMED, "multipart_broken");
}

/* "filename*=UTF-8''%E8%A6%81.pdf" (RFC 6266) wins over filename. */
static const char *name_read(struct multipart *m, const char *field)
{
    const char *extended = param_read(m, field, "filename*");
    if (extended != NULL && strncasecmp(extended, "UTF-8'", 6) == 0) {
        const char *text = strchr(extended + 6, '\'');
        char *decoded = text == NULL ? NULL : uri_decode(m, text + 1, strlen(text + 1), false);
        if (decoded != NULL)
            return decoded;
    }
    const char *plain = param_read(m, field, "filename");
    return plain == NULL ? "" : plain;
}

static enum err disposition_read(struct multipart *m, const char *field, struct problem *problem)
{
    if (!head_is_type(field, "form-data"))
        return broken(problem);
    const char *name = param_read(m, field, "name");
    if (name == NULL)
        return broken(problem);
    if (strcmp(name, "file") != 0 || m->have_file) {
        const char *pointer = utf8_ok(name, strlen(name)) ? mem_printf(m, "/%.100s", name) : "/";
        problem_field(
            problem, pointer, m->have_file && strcmp(name, "file") == 0 ? "twice" : "unknown");
        return ERR_INVALID;
    }
    m->have_file = true;
    m->file_name = name_read(m, field);
    return ERR_OK;
}

static const char *value_of(const char *line, const char *name)
{
    size_t n = strlen(name);
    if (strncasecmp(line, name, n) != 0 || line[n] != ':')
        return NULL;
    return line + n + 1 + strspn(line + n + 1, " \t");
}

/* The header lines of a part, complete and NUL-terminated. */
static enum err headers_read(struct multipart *m, struct problem *problem)
{
    bool disposition = false;
    if (strlen(m->headers) != m->headers_len)
        return broken(problem);
    for (char *line = m->headers; *line != '\0';) {
        char *end = strstr(line, "\r\n");
        if (end == NULL)
            return broken(problem);
        *end = '\0';
        const char *field = value_of(line, "Content-Disposition");
        const char *type = value_of(line, "Content-Type");
        if (field != NULL) {
            enum err e = disposition ? broken(problem) : disposition_read(m, field, problem);
            if (e != ERR_OK)
                return e;
            disposition = true;
        } else if (type != NULL && *type != '\0' && utf8_ok(type, strlen(type))) {
            m->media_type = mem_strndup(m, type, 100);
        }
        line = end + 2;
    }
    return disposition ? ERR_OK : broken(problem);
}

/* One byte of the part's header block, which ends in an empty line. */
static enum err header_byte(struct multipart *m, char c, struct problem *problem)
{
    if (m->headers_len == PART_HEADERS_MAX)
        return problem_set_limit(problem, ERR_MALFORMED, "multipart_headers", PART_HEADERS_MAX);
    m->headers[m->headers_len++] = c;
    m->headers[m->headers_len] = '\0';
    if (c != '\n')
        return ERR_OK;
    bool empty = m->headers_len == 2 && m->headers[0] == '\r';
    bool end = m->headers_len >= 4 && memcmp(m->headers + m->headers_len - 4, "\r\n\r\n", 4) == 0;
    if (empty)
        return broken(problem);
    if (!end)
        return ERR_OK;
    m->headers_len -= 2;
    m->headers[m->headers_len] = '\0';
    m->state = IN_DATA;
    m->matched = 0;
    return headers_read(m, problem);
}

static enum err after_byte(struct multipart *m, char c, struct problem *problem)
{
    bool padding = m->n_after == 0 && (c == ' ' || c == '\t');
    if (padding)
        return ERR_OK;
    m->after[m->n_after++] = c;
    if (m->n_after < 2)
        return ERR_OK;
    m->n_after = 0;
    if (memcmp(m->after, "--", 2) == 0) {
        m->state = IN_EPILOGUE;
        return ERR_OK;
    }
    if (memcmp(m->after, "\r\n", 2) != 0)
        return broken(problem);
    m->state = IN_HEADERS;
    m->headers_len = 0;
    return ERR_OK;
}

static enum err emit(struct multipart *m, const char *data, size_t n, struct problem *problem)
{
    if (n == 0)
        return ERR_OK;
    if (m->state == IN_DATA)
        return m->sink(m->arg, data, n);
    m->preamble += n;
    return m->preamble > PREAMBLE_MAX ? broken(problem) : ERR_OK;
}

/* Bytes of the preamble or of a part up to the delimiter. The delimiter's first byte, CR, occurs
 * nowhere else in it, so a failed match never hides the start of another. Returns bytes used. */
static size_t scan(
    struct multipart *m, const char *data, size_t n, struct problem *problem, enum err *ret_err)
{
    size_t i = 0;
    while (i < n && m->matched < m->delimiter_len && *ret_err == ERR_OK) {
        if (m->matched == 0) {
            const char *cr = memchr(data + i, '\r', n - i);
            size_t run = cr == NULL ? n - i : (size_t)(cr - data) - i;
            *ret_err = emit(m, data + i, run, problem);
            i += run;
            if (cr == NULL)
                break;
        }
        if (data[i] == m->delimiter[m->matched]) {
            m->matched++;
            i++;
            continue;
        }
        *ret_err = emit(m, m->delimiter, m->matched, problem);
        m->matched = 0;
    }
    if (m->matched == m->delimiter_len && *ret_err == ERR_OK) {
        m->state = AFTER_DELIMITER;
        m->matched = 0;
    }
    return i;
}

enum err multipart_feed(struct multipart *m, const char *data, size_t n, struct problem *problem)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK;) {
        switch (m->state) {
        case IN_PREAMBLE:
        case IN_DATA:
            i += scan(m, data + i, n - i, problem, &e);
            break;
        case AFTER_DELIMITER:
            e = after_byte(m, data[i++], problem);
            break;
        case IN_HEADERS:
            e = header_byte(m, data[i++], problem);
            break;
        case IN_EPILOGUE:
            return ERR_OK;
        }
    }
    return e;
}

enum err multipart_end(const struct multipart *m, struct problem *problem)
{
    if (m->state != IN_EPILOGUE)
        return broken(problem);
    if (!m->have_file) {
        problem_field(problem, "/file", "required");
        return ERR_INVALID;
    }
    return ERR_OK;
}

const char *multipart_file_name(const struct multipart *m)
{
    return m->file_name;
}

const char *multipart_media_type(const struct multipart *m)
{
    return m->media_type;
}

/* Bytes of a character that turns the direction of writing (U+202A..E, U+2066..9), which can make
 * "exe" look like "pdf"; 0: it is none. */
static size_t direction_mark(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    bool embedding = b[0] == 0xe2 && b[1] == 0x80 && b[2] >= 0xaa && b[2] <= 0xae;
    bool isolate = b[0] == 0xe2 && b[1] == 0x81 && b[2] >= 0xa6 && b[2] <= 0xa9;
    return embedding || isolate ? 3 : 0;
}

char *file_name_clean(const void *ctx, const char *name)
{
    const char *start = name;
    for (const char *p = name; *p != '\0'; p++)
        if (*p == '/' || *p == '\\')
            start = p + 1;
    char *out = mem_array(ctx, char, strlen(start) + 1);
    size_t len = 0;
    size_t chars = 0;
    for (const char *p = start; *p != '\0';) {
        size_t skip = (unsigned char)*p < 0x20 || *p == 0x7f ? 1 : direction_mark(p);
        if (skip > 0) {
            p += skip;
            continue;
        }
        chars += ((unsigned char)*p & 0xc0) != 0x80;
        if (chars > LIMIT_FILE_NAME)
            break;
        out[len++] = *p++;
    }
    out[len] = '\0';
    bool usable = utf8_ok(out, len) && strcmp(out, ".") != 0 && strcmp(out, "..") != 0;
    if (!usable)
        out[0] = '\0';
    return out;
}
