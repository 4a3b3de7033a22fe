#include "mod/marking/marking_rules.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- classes ---- */

#define KEY(name, key, label) [name] = key,
#define LABEL(name, key, label) [name] = label,
static const char *const keys[] = {TLP_LIST(KEY)};
static const char *const labels[] = {TLP_LIST(LABEL)};
#undef KEY
#undef LABEL

enum tlp tlp_of(const char *key)
{
    for (int i = 0; key != NULL && i < TLP_MAX; i++)
        if (strcmp(keys[i], key) == 0)
            return (enum tlp)i;
    return TLP_RED;
}

const char *tlp_key(enum tlp tlp)
{
    return keys[tlp];
}

const char *tlp_label(enum tlp tlp)
{
    return labels[tlp];
}

/* ---- texts as they are compared ---- */

struct same {
    const char *as, *is;
};

/* White space goes, what is not seen goes, and addresses lose their disguise. After folding. */
static const struct same sames[] = {
    {" ", ""},
    {"\t", ""},
    {"\n", ""},
    {"\r", ""},
    {"\xc2\xad", ""},     /* soft hyphen */
    {"\xe2\x80\x8b", ""}, /* zero width space */
    {"\xe2\x80\x8c", ""},
    {"\xe2\x80\x8d", ""},
    {"\xef\xbb\xbf", ""},
    {"[.]", "."},
    {"(.)", "."},
    {"[dot]", "."},
    {"[:]", ":"},
    {"[@]", "@"},
    {"[at]", "@"},
    {"hxxp", "http"},
};

static const struct same *same_at(const char *text)
{
    for (size_t i = 0; i < sizeof sames / sizeof sames[0]; i++)
        if (strncmp(text, sames[i].as, strlen(sames[i].as)) == 0)
            return &sames[i];
    return NULL;
}

static char *replaced(const void *ctx, const char *text)
{
    struct buf *out = buf_new(ctx);
    while (*text != '\0') {
        const struct same *same = same_at(text);
        if (same == NULL) {
            buf_char(out, *text++);
            continue;
        }
        buf_str(out, same->is);
        text += strlen(same->as);
    }
    return out->data;
}

/* Twice: "[ . ]" is a disguise only once its blanks are gone. */
char *marking_plain(const void *ctx, const char *text)
{
    return replaced(ctx, replaced(ctx, utf8_fold(ctx, text)));
}

/* The next line of a value that holds something, under ctx; *text goes on behind it. */
static char *next_line(const void *ctx, const char **text)
{
    while (**text != '\0') {
        size_t len = strcspn(*text, "\r\n");
        const char *start = NULL;
        char *line = mem_printf(ctx, "%.*s", (int)len, *text);
        *text += len + ((*text)[len] != '\0');
        len = utf8_trim(line, &start);
        if (len > 0)
            return mem_printf(ctx, "%.*s", (int)len, start);
    }
    return NULL;
}

static bool long_enough(const char *plain)
{
    enum { LATIN = 3, OTHERS = 2 };
    size_t latin = 0, all = utf8_chars(plain);
    for (const char *c = plain; *c != '\0'; c++)
        latin += (unsigned char)*c < 0x80;
    return all >= (latin == all ? (size_t)LATIN : (size_t)OTHERS);
}

bool marking_value_ok(const void *ctx, const char *value)
{
    const char *rest = value;
    const char *line;
    size_t n = 0;
    while ((line = next_line(ctx, &rest)) != NULL) {
        if (!long_enough(marking_plain(ctx, line)))
            return false;
        n++;
    }
    return n > 0;
}

/* ---- references ---- */

/* "{#12}" at the beginning of a text: its number, *ret_len its length; 0: none. */
static int64_t reference(const char *text, size_t *ret_len)
{
    enum { DIGITS = 9 };
    if (strncmp(text, "{#", 2) != 0)
        return 0;
    size_t digits = strspn(text + 2, "0123456789");
    if (digits == 0 || digits > DIGITS || text[2 + digits] != '}')
        return 0;
    *ret_len = digits + 3;
    return strtoll(text + 2, NULL, 10);
}

static const struct marking_piece *piece_of(
    const struct marking_piece *pieces, size_t n, int64_t no)
{
    for (size_t i = 0; i < n; i++)
        if (pieces[i].no == no)
            return &pieces[i];
    return NULL;
}

char *marking_filled(
    const void *ctx, const char *text, const struct marking_piece *pieces, size_t n)
{
    struct buf *out = buf_new(ctx);
    while (*text != '\0') {
        size_t len = 0, lines = 0;
        const struct marking_piece *piece = piece_of(pieces, n, reference(text, &len));
        if (piece == NULL || len == 0) {
            buf_char(out, *text++);
            continue;
        }
        const char *rest = piece->value;
        const char *line;
        while ((line = next_line(ctx, &rest)) != NULL)
            buf_printf(out, "%s%s", lines++ == 0 ? "" : ", ", line);
        text += len;
    }
    return out->data;
}

/* ---- who reads it ---- */

static bool named(const void *ctx, const struct marking_piece *piece, const char *reader)
{
    const char *plain = marking_plain(ctx, reader);
    for (size_t i = 0; i < piece->n_allowed; i++)
        if (strcmp(marking_plain(ctx, piece->allowed[i]), plain) == 0)
            return true;
    return false;
}

static bool reader_fault(const void *ctx, const struct marking_piece *piece,
    const struct marking_release *release, const struct marking_text *text)
{
    if (piece->n_allowed == 0)
        return piece->tlp == TLP_RED;
    if (release->all)
        return true;
    if (text->to != NULL)
        return !named(ctx, piece, text->to);
    for (size_t i = 0; i < release->n_readers; i++)
        if (!named(ctx, piece, release->readers[i]))
            return true;
    return false;
}

/* ---- looking ---- */

/* A line of a value, brought once into the form in which it is looked for. */
struct wanted {
    const struct marking_piece *piece;
    const char *line, *plain;
};

struct search {
    const void *ctx;
    struct wanted *wanted;
    size_t n_wanted;
    const struct marking_piece *pieces;
    size_t n;
    const struct marking_release *release;
    struct marking_finding *findings;
    size_t n_findings;
};

static void add(struct search *s, const struct marking_text *text,
    const struct marking_piece *piece, enum marking_fault fault, const char *found)
{
    for (size_t i = 0; i < s->n_findings; i++)
        if (s->findings[i].text == text && s->findings[i].piece == piece && piece != NULL)
            return;
    s->findings = mem_grow(s->ctx, s->findings, struct marking_finding, s->n_findings + 1);
    s->findings[s->n_findings++] = (struct marking_finding){
        .text = text, .piece = piece, .fault = fault, .found = mem_strdup(s->ctx, found)};
}

static void weigh(struct search *s, const struct marking_text *text,
    const struct marking_piece *piece, const char *found)
{
    if (piece->tlp > s->release->tlp)
        add(s, text, piece, MARKING_ABOVE, found);
    else if (reader_fault(s->ctx, piece, s->release, text))
        add(s, text, piece, MARKING_READER, found);
}

static void look_for_references(struct search *s, const struct marking_text *text)
{
    for (const char *at = text->text; *at != '\0'; at++) {
        size_t len = 0;
        int64_t no = reference(at, &len);
        if (len == 0)
            continue;
        const char *found = mem_printf(s->ctx, "%.*s", (int)len, at);
        const struct marking_piece *piece = piece_of(s->pieces, s->n, no);
        if (piece == NULL)
            add(s, text, NULL, MARKING_UNKNOWN, found);
        else
            weigh(s, text, piece, found);
    }
}

static void look_for_values(struct search *s, const struct marking_text *text, const char *written)
{
    const char *plain = marking_plain(s->ctx, written);
    for (size_t i = 0; i < s->n_wanted; i++)
        if (strstr(plain, s->wanted[i].plain) != NULL)
            weigh(s, text, s->wanted[i].piece, s->wanted[i].line);
}

static void want(struct search *s, const struct marking_piece *piece)
{
    const char *rest = piece->value;
    const char *line;
    while ((line = next_line(s->ctx, &rest)) != NULL) {
        s->wanted = mem_grow(s->ctx, s->wanted, struct wanted, s->n_wanted + 1);
        s->wanted[s->n_wanted++] =
            (struct wanted){.piece = piece, .line = line, .plain = marking_plain(s->ctx, line)};
    }
}

size_t marking_find(const void *ctx, const struct marking_piece *pieces, size_t n,
    const struct marking_release *release, struct marking_finding **ret_findings)
{
    struct search s = {.ctx = ctx, .pieces = pieces, .n = n, .release = release};
    for (size_t i = 0; i < n; i++)
        want(&s, &pieces[i]);
    for (size_t i = 0; i < release->n_texts; i++) {
        if (release->texts[i].text == NULL)
            continue;
        look_for_references(&s, &release->texts[i]);
        /* As it was written, and as it will be read: a piece may hold what another one marks. */
        look_for_values(&s, &release->texts[i], release->texts[i].text);
        if (strstr(release->texts[i].text, "{#") != NULL)
            look_for_values(
                &s, &release->texts[i], marking_filled(ctx, release->texts[i].text, pieces, n));
    }
    *ret_findings = s.findings;
    return s.n_findings;
}
