#include "base/utf8_mark.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>
#include <unigbrk.h>

/* A text with its folded form, made character by character as people see them (a half-width kana
 * with its sound mark is one), so that each byte of the one knows where it came from. */
struct mapped {
    const char *text;
    size_t len;
    char *folded;
    size_t folded_len, room;
    size_t *from, *to; /* of each folded byte: the character's first byte and the one behind it */
    bool *hit;         /* of each byte of the text */
};

static size_t next_character(const char *text, size_t at, size_t len)
{
    const uint8_t *next = u8_grapheme_next((const uint8_t *)text + at, (const uint8_t *)text + len);
    return next == NULL ? len : (size_t)(next - (const uint8_t *)text);
}

static void make_room(struct mapped *m, const void *ctx, size_t more)
{
    if (m->folded_len + more < m->room)
        return;
    m->room = 2 * (m->folded_len + more) + 64;
    m->folded = mem_grow(ctx, m->folded, char, m->room);
    m->from = mem_grow(ctx, m->from, size_t, m->room);
    m->to = mem_grow(ctx, m->to, size_t, m->room);
}

/* Most of a Japanese text: hiragana and common kanji are their own folded form. */
static bool is_folded(const char *text, size_t len)
{
    unsigned char a = (unsigned char)text[0];
    unsigned char b = len == 3 ? (unsigned char)text[1] : 0;
    return b != 0 && ((a == 0xe3 && b == 0x81) || (a >= 0xe5 && a <= 0xe9));
}

static void add_folded(struct mapped *m, const void *ctx, size_t at, size_t end)
{
    const char *part = m->text + at;
    size_t len = end - at;
    if (!is_folded(part, len)) {
        part = utf8_fold(ctx, mem_strndup(ctx, part, len));
        len = strlen(part);
    }
    make_room(m, ctx, len + 1);
    for (size_t i = 0; i < len; i++) {
        m->folded[m->folded_len] = part[i];
        m->from[m->folded_len] = at;
        m->to[m->folded_len++] = end;
    }
}

static void mark_words(struct mapped *m, const char *const *words, size_t n)
{
    for (size_t w = 0; w < n; w++) {
        size_t len = strlen(words[w]);
        const char *at = m->folded;
        while (len > 0 && (at = strstr(at, words[w])) != NULL) {
            size_t first = (size_t)(at - m->folded);
            size_t begin = m->from[first];
            memset(m->hit + begin, true, m->to[first + len - 1] - begin);
            at += len;
        }
    }
}

static struct mapped map_text(
    const void *ctx, const char *text, const char *const *words, size_t n_words)
{
    struct mapped m = {.text = text, .len = strlen(text)};
    m.hit = mem_array(ctx, bool, m.len + 1);
    for (size_t at = 0; at < m.len;) {
        size_t end = next_character(text, at, m.len);
        add_folded(&m, ctx, at, end);
        at = end;
    }
    make_room(&m, ctx, 1);
    m.folded[m.folded_len] = '\0';
    mark_words(&m, words, n_words);
    return m;
}

static struct utf8_part *parts_of(
    const void *ctx, const struct mapped *m, size_t begin, size_t end, size_t *ret_n)
{
    struct utf8_part *parts = NULL;
    size_t n = 0;
    for (size_t at = begin; at < end;) {
        size_t first = at;
        while (at < end && m->hit[at] == m->hit[first])
            at++;
        parts = mem_grow(ctx, parts, struct utf8_part, n + 1);
        parts[n++] = (struct utf8_part){m->text + first, at - first, m->hit[first]};
    }
    *ret_n = n;
    return parts;
}

struct utf8_part *utf8_mark(
    const void *ctx, const char *text, const char *const *words, size_t n_words, size_t *ret_n)
{
    struct mapped m = map_text(ctx, text, words, n_words);
    return parts_of(ctx, &m, 0, m.len, ret_n);
}

/* So many code points back or on, never past `stop`. */
static size_t back(const char *text, size_t at, size_t chars)
{
    while (at > 0 && chars > 0) {
        at--;
        chars -= ((unsigned char)text[at] & 0xc0) != 0x80;
    }
    return at;
}

static size_t on(const char *text, size_t at, size_t chars)
{
    while (text[at] != '\0' && chars > 0) {
        at++;
        while (((unsigned char)text[at] & 0xc0) == 0x80)
            at++;
        chars--;
    }
    return at;
}

struct utf8_part *utf8_mark_extract(const void *ctx, const char *text, const char *const *words,
    size_t n_words, size_t chars, size_t *ret_n, bool *ret_before, bool *ret_after)
{
    char *line = mem_strdup(ctx, text);
    for (char *p = line; *p != '\0'; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    struct mapped m = map_text(ctx, line, words, n_words);
    size_t first = 0;
    while (first < m.len && !m.hit[first])
        first++;
    *ret_n = 0;
    *ret_before = *ret_after = false;
    if (first == m.len)
        return NULL;
    size_t begin = back(line, first, chars / 3);
    size_t end = on(line, begin, chars);
    *ret_before = begin > 0;
    *ret_after = end < m.len;
    return parts_of(ctx, &m, begin, end, ret_n);
}
