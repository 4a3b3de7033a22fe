/* A sheet with some of its cells filled in: pieces of the XML are cut out and put in by their
 * places, all other bytes stay. */
#include "base/mem.h"
#include "kernel/table/xlsx_fill_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct edit {
    size_t at, cut; /* bytes of the XML as it was */
    size_t order;   /* of those at one place */
    const char *put;
};

struct editing {
    struct fill_sheet *s;
    struct fill_place at;
    struct edit *edits;
    size_t n, cap;
    size_t next; /* the first target that is not seen to */
    const struct fill_target *here;
    size_t begun;     /* of the cell, row or sheetData being read, the place of its tag */
    size_t row_begun; /* of the row */
    size_t row_tag;   /* bytes of its tag */
    size_t data_begun, data_tag;
    bool row_touched;   /* cells have been added to it */
    const char *prefix; /* of names in this sheet: "" or "x:" */
};

static void edit_add(struct editing *e, size_t at, size_t cut, const char *put)
{
    if (e->n == e->cap) {
        e->cap = e->cap == 0 ? 256 : e->cap * 2;
        e->edits = mem_grow(e->s->x->ctx, e->edits, struct edit, e->cap);
    }
    e->edits[e->n] = (struct edit){at, cut, e->n, put};
    e->n++;
}

/* ---- what is put in ---- */

static bool hex4(const char *p)
{
    for (int i = 0; i < 4; i++)
        if (!isxdigit((unsigned char)p[i]))
            return false;
    return true;
}

/* U+FFFE and U+FFFF, which XML cannot say: Excel calls a book with them damaged. */
static bool no_character(const char *p)
{
    return strncmp(p, "\xef\xbf\xbe", 3) == 0 || strncmp(p, "\xef\xbf\xbf", 3) == 0;
}

/* As XML. Excel reads _x0041_ as A, so a text that looks like that is written otherwise. */
static void put_text(struct buf *b, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (no_character(p))
            p += 2;
        else if (*p == '&')
            buf_str(b, "&amp;");
        else if (*p == '<')
            buf_str(b, "&lt;");
        else if (*p == '>')
            buf_str(b, "&gt;");
        else if (*p == '"')
            buf_str(b, "&quot;");
        else if (*p == '_' && p[1] == 'x' && hex4(p + 2) && p[6] == '_')
            buf_str(b, "_x005F_");
        else if ((unsigned char)*p >= ' ' || *p == '\n' || *p == '\t')
            buf_char(b, *p);
    }
}

static void put_column(struct buf *b, size_t column)
{
    char letters[8];
    size_t n = 0;
    for (size_t c = column + 1; c > 0 && n < sizeof letters; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    while (n > 0)
        buf_char(b, letters[--n]);
}

static const char *cell_xml(const struct editing *e, const struct fill_target *t)
{
    struct buf *b = buf_new(e->s->x->ctx);
    buf_printf(b, "<%sc r=\"", e->prefix);
    put_column(b, t->column);
    buf_printf(b, "%zu\"", t->line);
    if (t->style != SIZE_MAX && t->style != 0)
        buf_printf(b, " s=\"%zu\"", t->style);
    buf_printf(b, " t=\"inlineStr\"><%sis><%st xml:space=\"preserve\">", e->prefix, e->prefix);
    put_text(b, t->cell->text);
    buf_printf(b, "</%st></%sis></%sc>", e->prefix, e->prefix, e->prefix);
    return b->data;
}

/* ---- where ---- */

static bool wanted(const struct fill_target *t)
{
    return t->cell->can == BOOK_CAN && t->cell->text != NULL;
}

/* Targets before a place, to be put in there; those of one line in a row of their own. */
static const char *before(struct editing *e, size_t line, size_t column, bool rows)
{
    struct buf *b = buf_new(e->s->x->ctx);
    size_t open = 0;
    for (; e->next < e->s->n_targets; e->next++) {
        const struct fill_target *t = &e->s->targets[e->next];
        if (t->line > line || (t->line == line && t->column >= column))
            break;
        if (!wanted(t))
            continue;
        if (rows && open != t->line) {
            if (open != 0)
                buf_printf(b, "</%srow>", e->prefix);
            buf_printf(b, "<%srow r=\"%zu\">", e->prefix, t->line);
            open = t->line;
        }
        buf_str(b, cell_xml(e, t));
    }
    if (open != 0)
        buf_printf(b, "</%srow>", e->prefix);
    return b->len == 0 ? NULL : b->data;
}

static size_t here(const struct editing *e)
{
    return (size_t)XML_GetCurrentByteIndex(e->s->x->parser);
}

static size_t tag_len(const struct editing *e)
{
    return (size_t)XML_GetCurrentByteCount(e->s->x->parser);
}

static bool closes_itself(const struct editing *e, size_t at, size_t len)
{
    return len > 1 && e->s->xml->data[at + len - 2] == '/';
}

/* Puts `inner` in at the end of an element whose end has been reached: "<row/>" is opened for it.
 */
static void put_last(struct editing *e, size_t begun, size_t tag, const char *name, const char *put)
{
    if (put == NULL)
        return;
    if (!closes_itself(e, begun, tag)) {
        edit_add(e, here(e), 0, put);
        return;
    }
    char *opened = mem_printf(e->s->x->ctx, ">%s</%s>", put, name);
    edit_add(e, begun + tag - 2, 2, opened);
}

/* A row with more cells than it says is one to Excel; one that does not say is fine. */
static void drop_spans(struct editing *e)
{
    const char *tag = e->s->xml->data + e->row_begun;
    const char *end = tag + e->row_tag;
    for (const char *p = tag; p + 7 < end; p++) {
        if (*p == '"' || *p == '\'') { /* a value */
            p = memchr(p + 1, *p, (size_t)(end - p - 1));
            if (p == NULL)
                return;
        } else if (isspace((unsigned char)*p) && strncmp(p + 1, "spans=", 6) == 0) {
            const char *close = memchr(p + 8, p[7], (size_t)(end - p - 8));
            if (close != NULL)
                edit_add(e, e->row_begun + (size_t)(p - tag), (size_t)(close + 1 - p), "");
            return;
        }
    }
}

static void begin_cell(struct editing *e)
{
    const char *put = before(e, e->at.line, e->at.column, false);
    const struct fill_target *t = &e->s->targets[e->next];
    e->begun = here(e);
    if (put != NULL) {
        edit_add(e, e->begun, 0, put);
        e->row_touched = true;
    }
    bool is = e->next < e->s->n_targets && t->line == e->at.line && t->column == e->at.column;
    e->here = is && wanted(t) ? t : NULL;
}

static void end_cell(struct editing *e)
{
    size_t end = here(e) + tag_len(e);
    if (e->here != NULL)
        edit_add(e, e->begun, end - e->begun, cell_xml(e, e->here));
    if (e->here != NULL)
        while (e->next < e->s->n_targets && e->s->targets[e->next].line == e->at.line &&
               e->s->targets[e->next].column == e->at.column)
            e->next++;
    e->here = NULL;
}

static void on_start(void *arg, const char *name, const char **attributes)
{
    struct editing *e = arg;
    enum fill_at kind = fill_begin(&e->at, name, attributes);
    if (kind == AT_DATA) {
        e->prefix = mem_strndup(e->s->x->ctx, name, (size_t)(fill_local(name) - name));
        e->data_begun = here(e);
        e->data_tag = tag_len(e);
    } else if (kind == AT_ROW) {
        const char *put = before(e, e->at.line, 0, true);
        e->row_begun = here(e);
        e->row_tag = tag_len(e);
        e->row_touched = false;
        if (put != NULL)
            edit_add(e, e->row_begun, 0, put);
    } else if (kind == AT_CELL)
        begin_cell(e);
}

static void on_end(void *arg, const char *name)
{
    struct editing *e = arg;
    enum fill_at kind = fill_end(&e->at, name);
    if (kind == AT_CELL)
        end_cell(e);
    else if (kind == AT_ROW) {
        const char *put = before(e, e->at.line, SIZE_MAX, false);
        put_last(e, e->row_begun, e->row_tag, name, put);
        if (put != NULL || e->row_touched)
            drop_spans(e);
    } else if (kind == AT_DATA)
        put_last(e, e->data_begun, e->data_tag, name, before(e, SIZE_MAX, 0, true));
}

/* ---- putting together ---- */

static int by_place(const void *a, const void *b)
{
    const struct edit *one = a;
    const struct edit *two = b;
    if (one->at != two->at)
        return one->at < two->at ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

static struct buf *apply(struct xlsx *x, const struct buf *xml, struct edit *edits, size_t n)
{
    struct buf *out = buf_new(x->ctx);
    size_t at = 0;
    if (n > 0)
        qsort(edits, n, sizeof *edits, by_place);
    for (size_t i = 0; i < n; i++) {
        buf_put(out, xml->data + at, edits[i].at - at);
        buf_str(out, edits[i].put);
        at = edits[i].at + edits[i].cut;
    }
    buf_put(out, xml->data + at, xml->len - at);
    return out;
}

enum err fill_edit(struct fill_sheet *s, struct buf **ret_xml)
{
    struct editing e = {.s = s, .prefix = ""};
    const struct fill_walk walk = {on_start, on_end, NULL, &e};
    enum err result = fill_walk(s->x, s->xml, &walk);
    if (result == ERR_OK)
        *ret_xml = apply(s->x, s->xml, e.edits, e.n);
    return result;
}

/* ---- the workbook ---- */

struct recalculating {
    struct xlsx *x;
    struct edit edit;
    bool found;
};

/* Sums over the answers are those of the empty sheet until Excel is told. */
static void workbook_start(void *arg, const char *name, const char **attributes)
{
    struct recalculating *r = arg;
    if (r->found || strcmp(fill_local(name), "calcPr") != 0)
        return;
    struct buf *b = buf_new(r->x->ctx);
    buf_printf(b, "<%s", name);
    for (; *attributes != NULL; attributes += 2) {
        if (strcmp(attributes[0], "fullCalcOnLoad") == 0)
            continue;
        buf_printf(b, " %s=\"", attributes[0]);
        put_text(b, attributes[1]);
        buf_char(b, '"');
    }
    buf_str(b, " fullCalcOnLoad=\"1\"");
    size_t at = (size_t)XML_GetCurrentByteIndex(r->x->parser);
    size_t cut = (size_t)XML_GetCurrentByteCount(r->x->parser);
    r->found = true;
    r->edit = (struct edit){at, cut, 0, b->data};
}

enum err fill_recalculate(struct xlsx *x, const struct buf *xml, struct buf **ret_xml)
{
    struct recalculating r = {.x = x};
    const struct fill_walk walk = {workbook_start, NULL, NULL, &r};
    enum err e = fill_walk(x, xml, &walk);
    if (e != ERR_OK)
        return e;
    bool alone = r.found && xml->data[r.edit.at + r.edit.cut - 2] == '/';
    if (r.found)
        r.edit.put = mem_printf(x->ctx, "%s%s", r.edit.put, alone ? "/>" : ">");
    *ret_xml = apply(x, xml, &r.edit, r.found);
    return ERR_OK;
}
