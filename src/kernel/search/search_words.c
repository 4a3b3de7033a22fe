#include "kernel/search/search_words.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Bytes of the character at `p`; the text is valid UTF-8. */
static size_t character(const char *p)
{
    size_t n = 1;
    while (((unsigned char)p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* White space of every kind that is left after folding. */
static bool is_space(const char *p, size_t n)
{
    static const char *const spaces[] = {
        " ", "\t", "\n", "\r", "\xc2\x85", "\u1680", "\u2028", "\u2029"};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
        if (strlen(spaces[i]) == n && memcmp(spaces[i], p, n) == 0)
            return true;
    return false;
}

static void put(struct buf *b, const char *word, size_t n)
{
    if (b->len > 0)
        buf_char(b, ' ');
    buf_put(b, word, n);
}

char *search_words(const void *ctx, const char *folded, const char *scope)
{
    struct buf *b = buf_new(ctx);
    const char *before = NULL; /* the neighbour, NULL at the start of a run */
    for (const char *p = folded; *p != '\0';) {
        size_t n = character(p);
        if (is_space(p, n)) {
            before = NULL;
        } else {
            put(b, p, n);
            if (before != NULL)
                put(b, before, (size_t)(p - before) + n);
            before = p;
        }
        p += n;
    }
    put(b, scope, strlen(scope));
    return b->data;
}

char *search_scope(const void *ctx, int64_t org_id, const char *kind, const char *unit_path)
{
    struct buf *b = buf_new(ctx);
    buf_printf(b, "org%lld kind%s", (long long)org_id, kind);
    for (const char *p = unit_path; p != NULL && p[0] == '/' && p[1] != '\0';) {
        size_t n = strcspn(p + 1, "/");
        buf_printf(b, " unit%.*s", (int)n, p + 1);
        p += n + 1;
    }
    return b->data;
}

struct search_terms search_terms_of(const void *ctx, const char *text)
{
    struct search_terms t = {.n = 0};
    const char *first = NULL;
    const char *p = utf8_fold(ctx, text);
    for (;;) {
        size_t n = *p == '\0' ? 0 : character(p);
        bool ends = n == 0 || is_space(p, n);
        if (ends && first != NULL && t.n < SEARCH_TERMS)
            t.terms[t.n++] = mem_strndup(ctx, first, (size_t)(p - first));
        if (n == 0)
            return t;
        first = ends ? NULL : first == NULL ? p : first;
        p += n;
    }
}

size_t search_term_words(const void *ctx, const char *term, size_t most, const char **ret_words)
{
    size_t n = 0;
    const char *p = term;
    size_t a = character(p);
    if (p[a] == '\0') {
        ret_words[0] = term;
        return 1;
    }
    while (p[a] != '\0' && n < most) {
        size_t b = character(p + a);
        ret_words[n++] = mem_strndup(ctx, p, a + b);
        const char *next = p + a + b; /* every second pair covers the term, … */
        if (*next != '\0' && next[character(next)] == '\0')
            next = p + a; /* … and the last one ends it */
        if (*next == '\0')
            break;
        p = next;
        a = character(p);
    }
    return n;
}
