#include "base/csv_out.h"

#include <string.h>

void csv_out_bom(struct buf *b)
{
    buf_str(b, "\xef\xbb\xbf");
}

/* Bytes of the formula sign at the start of `text`, 0: none. */
static size_t formula_sign(const char *text)
{
    static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\xef\xbc\x9d",
        "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"}; /* the last four are ＝ ＋ － ＠ */
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t n = strlen(signs[i]);
        if (strncmp(text, signs[i], n) == 0)
            return n;
    }
    return 0;
}

static const char *skip_digits(const char *p)
{
    while (*p >= '0' && *p <= '9')
        p++;
    return p;
}

/* Optional sign, digits, optional fraction: nothing else, so "-1+1" is none. */
static bool is_number(const char *text)
{
    const char *p = text + (*text == '-' || *text == '+');
    const char *digits = p;
    p = skip_digits(p);
    if (p == digits)
        return false;
    if (*p == '.') {
        const char *fraction = ++p;
        p = skip_digits(p);
        if (p == fraction)
            return false;
    }
    return *p == '\0';
}

bool csv_formula(const char *text)
{
    while (*text == '\'')
        text++;
    size_t sign = formula_sign(text);
    return sign > 0 && text[sign] != '\0' && !is_number(text);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Blanks at the ends are quoted because readers trim them. */
static bool needs_quotes(const char *text, size_t len)
{
    return len > 0 &&
           (strpbrk(text, ",\"\r\n") != NULL || is_blank(text[0]) || is_blank(text[len - 1]));
}

void csv_out_cell(struct buf *b, const char *text)
{
    if (text == NULL)
        return;
    bool quotes = needs_quotes(text, strlen(text));
    if (quotes)
        buf_char(b, '"');
    if (csv_formula(text))
        buf_char(b, '\'');
    while (*text != '\0') {
        size_t n = strcspn(text, "\"");
        buf_put(b, text, n);
        text += n;
        if (*text == '"') {
            buf_put(b, "\"\"", 2);
            text++;
        }
    }
    if (quotes)
        buf_char(b, '"');
}

void csv_out_row(struct buf *b, const char *const *cells, size_t n)
{
    if (n == 1 && (cells[0] == NULL || cells[0][0] == '\0'))
        buf_put(b, "\"\"", 2); /* a bare line end would be no row */
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_char(b, ',');
        csv_out_cell(b, cells[i]);
    }
    buf_put(b, "\r\n", 2);
}
