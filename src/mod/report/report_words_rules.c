#include "mod/report/report_words_rules.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

struct line {
    enum report_part_kind kind;
    const char *mark;
    size_t mark_len;
    const char *text;
    size_t len;
};

static bool starts(const char *p, const char *end, const char *with)
{
    size_t n = strlen(with);
    return (size_t)(end - p) >= n && memcmp(p, with, n) == 0;
}

/* Bytes of white space at `p`, the ideographic space (U+3000) among it. */
static size_t space_at(const char *p, const char *end)
{
    if (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
        return 1;
    return starts(p, end, "\xe3\x80\x80") ? 3 : 0;
}

static const char *skip_space(const char *p, const char *end)
{
    for (size_t n; (n = space_at(p, end)) > 0;)
        p += n;
    return p;
}

static const char *bullet_end(const char *p, const char *end)
{
    /* no message: the signs people write lists with */
    static const char *const marks[] = {"- ", "* ", "・", "•", "●", "-\xe3\x80\x80"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (starts(p, end, marks[i]))
            return p + strlen(marks[i]);
    return NULL;
}

/* "12. ", "3) ", "（4）"; NULL: none. *ret_mark_end ends the mark itself. */
static const char *number_end(const char *p, const char *end, const char **ret_mark_end)
{
    const char *open = "（";  /* no message: signs */
    const char *close = "）"; /* no message: signs */
    bool bracket = starts(p, end, open);
    const char *digits = bracket ? p + strlen(open) : p;
    const char *q = digits;
    while (q < end && q - digits < 3 && *q >= '0' && *q <= '9')
        q++;
    if (q == digits || q == end)
        return NULL;
    if (bracket && !starts(q, end, close))
        return NULL;
    if (!bracket && (q + 1 >= end || (*q != '.' && *q != ')') || space_at(q + 1, end) == 0))
        return NULL;
    *ret_mark_end = q + (bracket ? strlen(close) : 1);
    return *ret_mark_end;
}

static struct line line_read(const char *p, const char *end)
{
    struct line l = {.kind = REPORT_PART_TEXT};
    p = skip_space(p, end);
    const char *mark_end = p;
    const char *after = bullet_end(p, end);
    if (after != NULL) {
        l.kind = REPORT_PART_BULLET;
    } else if ((after = number_end(p, end, &mark_end)) != NULL) {
        l.kind = REPORT_PART_NUMBER;
        l.mark = p;
        l.mark_len = (size_t)(mark_end - p);
    }
    l.text = skip_space(after != NULL ? after : p, end);
    while (end > l.text && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    l.len = (size_t)(end - l.text);
    return l;
}

struct splitter {
    const void *ctx;
    struct report_part *parts;
    size_t n;
    struct buf *text; /* of the last part */
    bool continues;   /* the last line had text, so the next one may belong to its part */
};

static void line_add(struct splitter *s, const struct line *l)
{
    if (s->continues && l->kind == REPORT_PART_TEXT) {
        buf_char(s->text, '\n');
    } else {
        s->text = buf_new(s->ctx);
        s->parts[s->n++] = (struct report_part){
            .kind = l->kind,
            .mark = l->mark == NULL ? "" : mem_strndup(s->ctx, l->mark, l->mark_len),
        };
    }
    buf_put(s->text, l->text, l->len);
    s->parts[s->n - 1].text = s->text->data; /* moves as it grows */
}

const struct report_part *report_words_split(const void *ctx, const char *text, size_t *ret_n)
{
    size_t lines = 1;
    for (const char *p = text; *p != '\0'; p++)
        lines += *p == '\n';
    struct splitter s = {.ctx = ctx, .parts = mem_array(ctx, struct report_part, lines)};
    for (const char *p = text;;) {
        const char *end = p + strcspn(p, "\n");
        struct line l = line_read(p, end);
        if (l.len > 0)
            line_add(&s, &l);
        s.continues = l.len > 0;
        if (*end == '\0')
            break;
        p = end + 1;
    }
    *ret_n = s.n;
    return s.parts;
}
