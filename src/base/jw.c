#include "base/jw.h"

#include "base/clock.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct jw jw_init(struct buf *buf)
{
    return (struct jw){.buf = buf, .comma = false};
}

static void before_value(struct jw *w)
{
    if (w->comma)
        buf_char(w->buf, ',');
    w->comma = true;
}

static void begin(struct jw *w, char c)
{
    before_value(w);
    buf_char(w->buf, c);
    w->comma = false;
}

static void end(struct jw *w, char c)
{
    buf_char(w->buf, c);
    w->comma = true;
}

void jw_obj_begin(struct jw *w)
{
    begin(w, '{');
}

void jw_obj_end(struct jw *w)
{
    end(w, '}');
}

void jw_arr_begin(struct jw *w)
{
    begin(w, '[');
}

void jw_arr_end(struct jw *w)
{
    end(w, ']');
}

void jw_key(struct jw *w, const char *key)
{
    /* One copy instead of four: a list writes a thousand keys. */
    size_t n = strlen(key);
    char *p = buf_room(w->buf, n + 4);
    char *start = p;
    if (w->comma)
        *p++ = ',';
    *p++ = '"';
    memcpy(p, key, n); // NOLINT(bugprone-not-null-terminated-result): buf_wrote ends it
    p += n;
    *p++ = '"';
    *p++ = ':';
    buf_wrote(w->buf, (size_t)(p - start));
    w->comma = false;
}

void jw_key_text(struct jw *w, const char *key)
{
    jw_str(w, key);
    buf_char(w->buf, ':');
    w->comma = false;
}

static void escape_one(struct buf *b, unsigned char c)
{
    switch (c) {
    case '"':
        buf_put(b, "\\\"", 2);
        break;
    case '\\':
        buf_put(b, "\\\\", 2);
        break;
    case '\n':
        buf_put(b, "\\n", 2);
        break;
    case '\t':
        buf_put(b, "\\t", 2);
        break;
    case '\r':
        buf_put(b, "\\r", 2);
        break;
    default:
        buf_printf(b, "\\u%04x", c);
    }
}

static bool needs_escape(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

void jw_strn(struct jw *w, const char *text, size_t n)
{
    before_value(w);
    size_t plain = 0;
    while (plain < n && !needs_escape((unsigned char)text[plain]))
        plain++;
    if (plain == n) { /* nearly all texts */
        char *p = buf_room(w->buf, n + 2);
        p[0] = '"';
        memcpy(p + 1, text, n);
        p[n + 1] = '"';
        buf_wrote(w->buf, n + 2);
        return;
    }
    buf_char(w->buf, '"');
    size_t start = 0;
    for (size_t i = plain; i < n; i++) {
        if (!needs_escape((unsigned char)text[i]))
            continue;
        buf_put(w->buf, text + start, i - start);
        escape_one(w->buf, (unsigned char)text[i]);
        start = i + 1;
    }
    buf_put(w->buf, text + start, n - start);
    buf_char(w->buf, '"');
}

void jw_str(struct jw *w, const char *text)
{
    if (text == NULL)
        jw_null(w);
    else
        jw_strn(w, text, strlen(text));
}

void jw_int(struct jw *w, int64_t value)
{
    before_value(w);
    char text[24];
    char *p = text + sizeof text;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--p = '-';
    buf_put(w->buf, p, (size_t)(text + sizeof text - p));
}

void jw_num(struct jw *w, double value)
{
    if (!isfinite(value)) {
        jw_null(w);
        return;
    }
    before_value(w);
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    buf_str(w->buf, text);
}

void jw_bool(struct jw *w, bool value)
{
    jw_raw(w, value ? "true" : "false");
}

void jw_null(struct jw *w)
{
    jw_raw(w, "null");
}

void jw_raw(struct jw *w, const char *json)
{
    before_value(w);
    buf_str(w->buf, json);
}

void jw_kstr(struct jw *w, const char *key, const char *text)
{
    jw_key(w, key);
    jw_str(w, text);
}

void jw_kint(struct jw *w, const char *key, int64_t value)
{
    jw_key(w, key);
    jw_int(w, value);
}

void jw_knum(struct jw *w, const char *key, double value)
{
    jw_key(w, key);
    jw_num(w, value);
}

void jw_kbool(struct jw *w, const char *key, bool value)
{
    jw_key(w, key);
    jw_bool(w, value);
}

void jw_kraw(struct jw *w, const char *key, const char *json)
{
    jw_key(w, key);
    jw_raw(w, json);
}

static int put_json(const char *data, size_t len, void *arg)
{
    buf_put(arg, data, len);
    return 0;
}

void jw_json(struct jw *w, const json_t *json)
{
    if (json == NULL) {
        jw_null(w);
        return;
    }
    jw_raw(w, "");
    json_dump_callback(json, put_json, w->buf, JSON_COMPACT | JSON_ENCODE_ANY);
}

void jw_kjson(struct jw *w, const char *key, const json_t *json)
{
    jw_key(w, key);
    jw_json(w, json);
}

void jw_instant(struct jw *w, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];
    instant_format(ms, text);
    jw_str(w, text);
}

void jw_kinstant(struct jw *w, const char *key, int64_t ms)
{
    jw_key(w, key);
    if (ms == 0)
        jw_null(w);
    else
        jw_instant(w, ms);
}
