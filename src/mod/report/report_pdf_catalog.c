#include "mod/report/report_pdf_private.h"

#include "base/buf.h"
#include "base/mem.h"
#include "mod/report/report_format_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the end of the file says. */
struct trailer {
    unsigned long size, root, info, start;
};

/* The last place of `word` in data[0..len). */
static const char *find_last(const char *data, size_t len, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = len; i-- > 0;)
        if (len - i >= n && memcmp(data + i, word, n) == 0)
            return data + i;
    return NULL;
}

/* The number behind `word` at or after `at`; 0: there is none. */
static unsigned long number_after(const char *at, const char *word)
{
    const char *found = strstr(at, word);
    return found == NULL ? 0 : strtoul(found + strlen(word), NULL, 10);
}

static bool trailer_read(const struct buf *pdf, struct trailer *ret)
{
    const char *at = find_last(pdf->data, pdf->len, "trailer");
    if (at == NULL)
        return false;
    ret->size = number_after(at, "/Size ");
    ret->root = number_after(at, "/Root ");
    ret->info = number_after(at, "/Info ");
    ret->start = number_after(at, "startxref\n");
    return ret->size != 0 && ret->root != 0 && ret->info != 0 && ret->start != 0;
}

/* The catalogue's members, without the brackets around them; *ret_len 0: not found. */
static const char *catalog_members(const struct buf *pdf, const struct trailer *t, size_t *ret_len)
{
    char head[64];
    snprintf(head, sizeof head, "\n%lu 0 obj\n<<", t->root);
    const char *at = find_last(pdf->data, pdf->len, head);
    *ret_len = 0;
    if (at == NULL)
        return NULL;
    at += strlen(head);
    const char *end = memmem(at, pdf->len - (size_t)(at - pdf->data), "endobj", 6);
    const char *close = end == NULL ? NULL : find_last(at, (size_t)(end - at), ">>");
    if (close != NULL)
        *ret_len = (size_t)(close - at);
    return at;
}

void pdf_catalog_amend(struct buf *pdf, const char *lang, bool tagged)
{
    struct trailer t;
    size_t len;
    if (!trailer_read(pdf, &t))
        return;
    const char *members = catalog_members(pdf, &t, &len);
    if (len == 0)
        return;
    char *copy = mem_strndup(pdf, members, len); /* the buffer moves as it grows */
    size_t object = pdf->len;
    buf_printf(pdf,
        "%lu 0 obj\n<<%s   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n", t.root,
        copy, report_in_japanese(lang) ? "ja-JP" : "en-GB");
    if (tagged)
        buf_str(pdf, "   /MarkInfo << /Marked true >>\n");
    buf_str(pdf, ">>\nendobj\n");
    size_t xref = pdf->len;
    buf_printf(pdf, "xref\n%lu 1\n%010zu 00000 n \n", t.root, object);
    buf_printf(pdf,
        "trailer\n<< /Size %lu\n   /Root %lu 0 R\n   /Info %lu 0 R\n   /Prev %lu\n>>\n"
        "startxref\n%zu\n%%%%EOF\n",
        t.size, t.root, t.info, t.start, xref);
}
