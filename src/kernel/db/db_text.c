#include "base/buf.h"
#include "kernel/db/db_private.h"

#include <ctype.h>
#include <string.h>

static size_t quoted(const char *p, char quote)
{
    const char *end = p + 1;
    while (*end != '\0') {
        if (*end++ != quote)
            continue;
        if (*end != quote)
            break;
        end++;
    }
    return (size_t)(end - p);
}

size_t db_text_opaque(const char *p)
{
    if (*p == '\'' || *p == '"')
        return quoted(p, *p);
    if (p[0] == '-' && p[1] == '-')
        return strcspn(p, "\n");
    if (p[0] == '/' && p[1] == '*') {
        const char *end = strstr(p + 2, "*/");
        return end == NULL ? strlen(p) : (size_t)(end + 2 - p);
    }
    return 0;
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

struct translation {
    struct buf *out;
    enum db_engine engine;
    int org_index; /* 0: still counting */
    int n_params;
    bool uses_org;
    bool in_braces;
    const char *why; /* refused */
};

static void put_param(struct translation *t, int index)
{
    buf_printf(t->out, "%c%d", t->engine == DB_SQLITE ? '?' : '$', index);
}

/* Beyond the closing brace of a part for the other engine. */
static const char *skip_braces(struct translation *t, const char *p)
{
    while (*p != '\0' && *p != '}') {
        size_t n = db_text_opaque(p);
        p += n > 0 ? n : 1;
    }
    if (*p == '\0')
        t->why = "a brace is not closed";
    return *p == '\0' ? p : p + 1;
}

static const char *open_braces(struct translation *t, const char *p)
{
    static const char sqlite[] = "{sqlite:";
    static const char postgres[] = "{postgres:";
    bool for_sqlite = strncmp(p, sqlite, sizeof sqlite - 1) == 0;
    if (t->in_braces || (!for_sqlite && strncmp(p, postgres, sizeof postgres - 1) != 0)) {
        t->why = "a brace does not begin with sqlite: or postgres:";
        return p;
    }
    p += (for_sqlite ? sizeof sqlite : sizeof postgres) - 1;
    if (for_sqlite != (t->engine == DB_SQLITE))
        return skip_braces(t, p);
    t->in_braces = true;
    return p;
}

static const char *put_value(struct translation *t, const char *p)
{
    if (isdigit((unsigned char)p[1]))
        t->why = "a parameter has a number";
    else if (++t->n_params > DB_PARAMS)
        t->why = "too many parameters";
    put_param(t, t->n_params);
    if (is_word(p[1]))
        buf_char(t->out, ' ');
    return p + 1;
}

static const char *put_org(struct translation *t, const char *p)
{
    if (strncmp(p, ":org", 4) != 0 || is_word(p[4])) {
        t->why = "a named parameter is not :org";
        return p;
    }
    t->uses_org = true;
    put_param(t, t->org_index);
    return p + 4;
}

/* One character, string, name or comment; the place behind it. */
static const char *translate_one(struct translation *t, const char *p)
{
    size_t n = db_text_opaque(p);
    if (n == 0 && is_word(*p)) /* a word as a whole: what follows its letters is no parameter */
        while (is_word(p[n]))
            n++;
    if (n == 0 && p[0] == ':' && p[1] == ':')
        n = 2;
    if (n > 0) {
        buf_put(t->out, p, n);
        return p + n;
    }
    if (*p == '?')
        return put_value(t, p);
    if (*p == ':')
        return put_org(t, p);
    if (*p == '{')
        return open_braces(t, p);
    if (*p == '}' && t->in_braces) {
        t->in_braces = false;
        return p + 1;
    }
    if (*p == '}')
        t->why = "a brace closes that was not opened";
    else if (*p == '$')
        t->why = "a dollar sign stands outside a string";
    else if (*p == ';' && p[1 + strspn(p + 1, " \t\r\n")] != '\0')
        t->why = "more than one statement";
    buf_char(t->out, *p);
    return p + 1;
}

/* Transactions, PRAGMA, SET and the like would change the connection behind this layer's back. */
static bool begins_well(const char *sql)
{
    static const char *const allowed[] = {
        "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "VALUES", "EXPLAIN"};
    for (size_t n; sql += strspn(sql, " \t\r\n"), (n = db_text_opaque(sql)) > 0; sql += n)
        ;
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        size_t len = strlen(allowed[i]);
        if (strncasecmp(sql, allowed[i], len) == 0 && !is_word(sql[len]))
            return true;
    }
    return false;
}

static void translate(struct translation *t, const char *text)
{
    for (const char *p = text; *p != '\0' && t->why == NULL;)
        p = translate_one(t, p);
    if (t->why == NULL && t->in_braces)
        t->why = "a brace is not closed";
    if (t->why == NULL && !begins_well(t->out->data))
        t->why = "not a SELECT, INSERT, UPDATE or DELETE";
}

/* Twice: the number of :org is known only when the values have been counted. */
const char *db_text_translate(
    const void *ctx, enum db_engine engine, const char *text, struct db_text *ret_text)
{
    struct translation t = {.out = buf_new(ctx), .engine = engine};
    translate(&t, text);
    if (t.why == NULL && t.uses_org) {
        int org_index = t.n_params + 1;
        buf_clear(t.out);
        t = (struct translation){.out = t.out, .engine = engine, .org_index = org_index};
        translate(&t, text);
    }
    if (t.why == NULL)
        *ret_text =
            (struct db_text){.sql = t.out->data, .n_params = t.n_params, .uses_org = t.uses_org};
    return t.why;
}
