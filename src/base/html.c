#include "base/html.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_SIZE = 32 };

struct html html_init(struct buf *buf)
{
    return (struct html){.buf = buf};
}

static void end_tag(struct html *h)
{
    if (h->in_tag)
        buf_char(h->buf, '>');
    h->in_tag = false;
}

void html_doctype(struct html *h)
{
    buf_str(h->buf, "<!DOCTYPE html>\n");
}

void html_open(struct html *h, const char *tag)
{
    end_tag(h);
    buf_char(h->buf, '<');
    buf_str(h->buf, tag);
    h->in_tag = true;
}

void html_void(struct html *h, const char *tag)
{
    html_open(h, tag);
}

void html_close(struct html *h, const char *tag)
{
    end_tag(h);
    buf_put(h->buf, "</", 2);
    buf_str(h->buf, tag);
    buf_char(h->buf, '>');
}

/* What stands for a byte; NULL: itself; "": nothing. */
static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
        return NULL;
    default:
        return c < 0x20 || c == 0x7f ? "" : NULL;
    }
}

static void escape(struct buf *b, const char *text)
{
    const char *from = text;
    for (const char *p = text; *p != '\0'; p++) {
        const char *instead = escape_of((unsigned char)*p);
        if (instead == NULL)
            continue;
        buf_put(b, from, (size_t)(p - from));
        buf_str(b, instead);
        from = p + 1;
    }
    buf_str(b, from);
}

static void attr(struct html *h, const char *name, const char *value)
{
    if (!h->in_tag)
        abort(); /* a programming error that would put the attribute into the page */
    buf_char(h->buf, ' ');
    buf_str(h->buf, name);
    buf_put(h->buf, "=\"", 2);
    escape(h->buf, value);
    buf_char(h->buf, '"');
}

void html_attr(struct html *h, const char *name, const char *value)
{
    if (strncmp(name, "on", 2) == 0 || strcmp(name, "href") == 0 || strcmp(name, "src") == 0)
        abort();
    attr(h, name, value);
}

int html_number(char *ret, double value)
{
    long long hundredths = isfinite(value) ? llround(value * 100) : 0;
    unsigned long long n =
        hundredths < 0 ? 0ull - (unsigned long long)hundredths : (unsigned long long)hundredths;
    int len =
        snprintf(ret, NUMBER_SIZE, "%s%llu.%02llu", hundredths < 0 ? "-" : "", n / 100, n % 100);
    while (ret[len - 1] == '0')
        ret[--len] = '\0';
    if (ret[len - 1] == '.')
        ret[--len] = '\0';
    return len;
}

void html_attr_num(struct html *h, const char *name, double value)
{
    char text[NUMBER_SIZE];
    html_number(text, value);
    html_attr(h, name, text);
}

void html_flag(struct html *h, const char *name)
{
    html_attr(h, name, "");
}

static bool address_ok(const char *address)
{
    static const char *const allowed[] = {"#", "http://", "https://", "mailto:"};
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++)
        if (strncmp(address, allowed[i], strlen(allowed[i])) == 0)
            return true;
    return false;
}

void html_href(struct html *h, const char *address)
{
    if (address_ok(address))
        attr(h, "href", address);
}

void html_text(struct html *h, const char *text)
{
    end_tag(h);
    if (text != NULL)
        escape(h->buf, text);
}

void html_style(struct html *h, const char *css)
{
    html_open(h, "style");
    end_tag(h);
    buf_str(h->buf, css);
    html_close(h, "style");
}

void html_element(struct html *h, const char *tag, const char *class, const char *text)
{
    html_open(h, tag);
    if (class != NULL)
        html_attr(h, "class", class);
    html_text(h, text);
    html_close(h, tag);
}
