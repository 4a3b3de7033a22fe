/* Writes HTML (and SVG inside it) into a buffer: for reports and mails, not for the web UI. Text
 * and attribute values have no way in but through the escaping here, so data can never become
 * markup; names of elements and attributes are the program's own constants.
 * Does not make an address safe to follow: use html_href for those. */
#ifndef KANAME_BASE_HTML_H
#define KANAME_BASE_HTML_H

#include "base/buf.h"

#include <stdbool.h>

struct html {
    struct buf *buf;
    bool in_tag; /* a start tag is open and takes attributes */
};

struct html html_init(struct buf *buf);

void html_doctype(struct html *h);
void html_open(struct html *h, const char *tag);  /* "<td"; attributes may follow */
void html_close(struct html *h, const char *tag); /* "</td>" */
/* An element without content: "<br>", "<meta …>". End its attributes by whatever comes next. */
void html_void(struct html *h, const char *tag);

/* Attribute of the start tag just opened. `name` is a constant; aborts for event handlers (on…)
 * and for addresses (href, src), which have no business here. */
void html_attr(struct html *h, const char *name, const char *value);
void html_attr_num(struct html *h, const char *name, double value); /* at most two decimals */
void html_flag(struct html *h, const char *name);                   /* "hidden" */
/* href of a fragment, an http(s) or a mailto address; any other scheme writes nothing. */
void html_href(struct html *h, const char *address);

/* Escaped text. Control characters other than tab and newline are left out. NULL writes nothing. */
void html_text(struct html *h, const char *text);
/* A style sheet: our own constant, put into <style> as it is. */
void html_style(struct html *h, const char *css);

/* <tag class="class">text</tag>; NULL class: without. */
void html_element(struct html *h, const char *tag, const char *class, const char *text);

/* A number as SVG and CSS take it: at most two decimals, no trailing zeros, "." always. Returns the
 * length; `ret` holds 32 bytes. */
int html_number(char *ret, double value);

#endif
