/* What of a sheet has to be known before a cell of it is filled in: what stands there, what is
 * merged, what is protected. It comes behind the rows, so the sheet is walked over twice. */
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/table/xlsx_fill_private.h"

#include <stdlib.h>
#include <string.h>

const char *fill_local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

/* ---- walking ---- */

struct walking {
    struct xlsx *x;
    const struct fill_walk *walk;
    int depth;
};

static void stop(struct walking *w, const char *detail)
{
    if (w->x->fault == ERR_OK)
        w->x->fault = problem_set(w->x->problem, ERR_MALFORMED, detail);
    XML_StopParser(w->x->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const char *name, const char **attributes)
{
    struct walking *w = data;
    if (++w->depth > XLSX_DEPTH)
        stop(w, "xlsx_broken");
    else
        w->walk->start(w->walk->arg, name, attributes);
}

static void XMLCALL on_end(void *data, const char *name)
{
    struct walking *w = data;
    w->depth--;
    if (w->walk->end != NULL)
        w->walk->end(w->walk->arg, name);
}

static void XMLCALL on_text(void *data, const char *text, int len)
{
    struct walking *w = data;
    if (w->walk->text != NULL)
        w->walk->text(w->walk->arg, text, len);
}

static void XMLCALL on_doctype(
    void *data, const char *name, const char *system_id, const char *public_id, int subset)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)subset;
    stop(data, "xlsx_entity");
}

enum err fill_walk(struct xlsx *x, const struct buf *xml, const struct fill_walk *walk)
{
    struct walking w = {x, walk, 0};
    x->parser = XML_ParserCreate("UTF-8");
    if (x->parser == NULL)
        return ERR_INTERNAL;
    XML_SetUserData(x->parser, &w);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    enum XML_Status status = XML_Parse(x->parser, xml->data, (int)xml->len, 1);
    XML_ParserFree(x->parser);
    if (x->fault != ERR_OK)
        return x->fault;
    return status == XML_STATUS_OK ? ERR_OK : problem_set(x->problem, ERR_MALFORMED, "xlsx_broken");
}

/* ---- places ---- */

enum { DATA_DEPTH = 2, ROW_DEPTH = 3, CELL_DEPTH = 4 };

static enum fill_at kind_of(int depth, const char *name)
{
    const char *local = fill_local(name);
    if (depth == DATA_DEPTH && strcmp(local, "sheetData") == 0)
        return AT_DATA;
    if (depth == ROW_DEPTH && strcmp(local, "row") == 0)
        return AT_ROW;
    return depth == CELL_DEPTH && strcmp(local, "c") == 0 ? AT_CELL : AT_OTHER;
}

enum fill_at fill_begin(struct fill_place *at, const char *name, const char **attributes)
{
    enum fill_at kind = kind_of(++at->depth, name);
    const char *ref = xlsx_attribute(attributes, "r");
    if (kind == AT_ROW) {
        size_t line = ref == NULL ? 0 : strtoul(ref, NULL, 10);
        at->line = line >= 1 && line <= XLSX_ROWS ? line : at->line + 1;
        at->column = SIZE_MAX;
    } else if (kind == AT_CELL) {
        size_t column = ref == NULL ? SIZE_MAX : xlsx_column(ref);
        at->column = column != SIZE_MAX ? column : at->column + 1;
    }
    return kind;
}

enum fill_at fill_end(struct fill_place *at, const char *name)
{
    return kind_of(at->depth--, name);
}

/* "B5": moves *text behind it. */
static bool place_read(const char **text, size_t *ret_line, size_t *ret_column)
{
    const char *p = *text;
    *ret_column = xlsx_column(p);
    while (*p >= 'A' && *p <= 'Z')
        p++;
    char *end = NULL;
    *ret_line = strtoul(p, &end, 10);
    bool ok = *ret_column != SIZE_MAX && end != p && *ret_line >= 1 && *ret_line <= XLSX_ROWS;
    *text = end;
    return ok;
}

/* "B5:D7", "B5". */
static bool area_read(const char **text, struct fill_area *ret_area)
{
    struct fill_area a = {0};
    if (!place_read(text, &a.top, &a.left))
        return false;
    a.bottom = a.top;
    a.right = a.left;
    if (**text == ':') {
        (*text)++;
        if (!place_read(text, &a.bottom, &a.right))
            return false;
    }
    *ret_area = a;
    return true;
}

static bool inside(const struct fill_area *a, size_t line, size_t column)
{
    return line >= a->top && line <= a->bottom && column >= a->left && column <= a->right;
}

/* ---- first walk ---- */

struct looking {
    struct fill_sheet *s;
    struct fill_place at;
    const char *covered; /* sqref of the list being read; NULL: none is */
    struct buf *choices; /* its words */
    bool taking;         /* inside formula1 */
};

static void add_area(struct fill_sheet *s, const char *ref, bool formula)
{
    struct fill_area area;
    if (ref == NULL || !area_read(&ref, &area))
        return;
    if (s->n_areas == FILL_AREAS) {
        xlsx_stop(s->x, ERR_TOO_LARGE, "xlsx_merged", FILL_AREAS);
        return;
    }
    if (s->areas == NULL)
        s->areas = mem_array(s->x->ctx, struct fill_area, FILL_AREAS);
    area.formula = formula;
    s->areas[s->n_areas++] = area;
}

static bool is_true(const char *text)
{
    return text != NULL && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static void look_start(void *arg, const char *name, const char **attributes)
{
    struct looking *l = arg;
    const char *local = fill_local(name);
    const char *type = xlsx_attribute(attributes, "t");
    fill_begin(&l->at, name, attributes);
    if (strcmp(local, "mergeCell") == 0)
        add_area(l->s, xlsx_attribute(attributes, "ref"), false);
    else if (strcmp(local, "f") == 0 && type != NULL && strcmp(type, "normal") != 0 &&
             strcmp(type, "shared") != 0)
        add_area(l->s, xlsx_attribute(attributes, "ref"), true);
    else if (strcmp(local, "sheetProtection") == 0)
        l->s->protect = is_true(xlsx_attribute(attributes, "sheet"));
    else if (strcmp(local, "dataValidation") == 0) {
        const char *kind = xlsx_attribute(attributes, "type");
        const char *where = xlsx_attribute(attributes, "sqref");
        bool list = kind != NULL && strcmp(kind, "list") == 0 && where != NULL;
        l->covered = list ? mem_strdup(l->s->x->ctx, where) : NULL;
        buf_clear(l->choices);
    } else if (strcmp(local, "formula1") == 0)
        l->taking = l->covered != NULL;
}

static void look_text(void *arg, const char *text, int len)
{
    enum { CHOICES_MAX = 1000 };
    struct looking *l = arg;
    if (l->taking && l->choices->len + (size_t)len <= CHOICES_MAX)
        buf_put(l->choices, text, (size_t)len);
}

/* "はい,いいえ" in quotes; anything else names cells. */
static void give_choices(struct looking *l)
{
    const char *text = l->choices->data;
    size_t len = l->choices->len;
    if (len < 3 || text[0] != '"' || text[len - 1] != '"' || !utf8_ok(text, len))
        return;
    const char *words = mem_strndup(l->s->x->ctx, text + 1, len - 2);
    for (size_t i = 0; i < l->s->n_targets; i++) {
        struct fill_target *t = &l->s->targets[i];
        struct fill_area area;
        const char *ref = l->covered;
        while (area_read(&ref, &area)) {
            if (inside(&area, t->cell->line, t->cell->column))
                t->cell->choices = words;
            ref += *ref == ' ';
        }
    }
}

static void look_end(void *arg, const char *name)
{
    struct looking *l = arg;
    const char *local = fill_local(name);
    fill_end(&l->at, name);
    if (strcmp(local, "formula1") == 0)
        l->taking = false;
    else if (strcmp(local, "dataValidation") == 0 && l->covered != NULL) {
        give_choices(l);
        l->covered = NULL;
    }
}

/* ---- second walk: what stands in the targets ---- */

struct finding {
    struct fill_sheet *s;
    struct fill_place at;
    struct fill_target *here; /* inside its cell */
};

static int by_place(const void *a, const void *b)
{
    const struct fill_target *one = a;
    const struct fill_target *two = b;
    if (one->line != two->line)
        return one->line < two->line ? -1 : 1;
    if (one->column != two->column)
        return one->column < two->column ? -1 : 1;
    return one->cell < two->cell ? -1 : one->cell > two->cell;
}

static struct fill_target *target_at(const struct fill_sheet *s, size_t line, size_t column)
{
    size_t from = 0;
    size_t to = s->n_targets;
    while (from < to) {
        size_t mid = (from + to) / 2;
        const struct fill_target *t = &s->targets[mid];
        if (t->line < line || (t->line == line && t->column < column))
            from = mid + 1;
        else
            to = mid;
    }
    struct fill_target *t = &s->targets[from];
    return from < s->n_targets && t->line == line && t->column == column ? t : NULL;
}

static void find_start(void *arg, const char *name, const char **attributes)
{
    struct finding *f = arg;
    if (fill_begin(&f->at, name, attributes) == AT_CELL) {
        const char *style = xlsx_attribute(attributes, "s");
        f->here = target_at(f->s, f->at.line, f->at.column);
        if (f->here != NULL)
            f->here->style = style == NULL ? 0 : strtoul(style, NULL, 10);
    } else if (f->here != NULL && strcmp(fill_local(name), "f") == 0)
        f->here->formula = true;
}

static void find_end(void *arg, const char *name)
{
    struct finding *f = arg;
    if (fill_end(&f->at, name) == AT_CELL)
        f->here = NULL;
}

/* A merged cell is its first one. */
static void settle_places(struct fill_sheet *s)
{
    for (size_t i = 0; i < s->n_targets; i++) {
        struct fill_target *t = &s->targets[i];
        for (size_t k = 0; k < s->n_areas; k++) {
            const struct fill_area *a = &s->areas[k];
            if (!inside(a, t->line, t->column))
                continue;
            t->formula |= a->formula;
            t->line = a->formula ? t->line : a->top;
            t->column = a->formula ? t->column : a->left;
        }
    }
    qsort(s->targets, s->n_targets, sizeof *s->targets, by_place);
}

static enum book_can can_of(
    const struct fill_sheet *s, const struct fill_styles *styles, const struct fill_target *t)
{
    size_t style = t->style == SIZE_MAX ? 0 : t->style;
    if (t->formula)
        return BOOK_FORMULA;
    if (s->protect && (style >= styles->n || styles->open[style] == 0))
        return BOOK_LOCKED;
    return BOOK_CAN;
}

enum err fill_look(struct fill_sheet *s, const struct fill_styles *styles)
{
    struct looking looking = {.s = s, .choices = buf_new(s->x->ctx)};
    struct finding finding = {.s = s};
    const struct fill_walk first = {look_start, look_end, look_text, &looking};
    const struct fill_walk second = {find_start, find_end, NULL, &finding};
    for (size_t i = 0; i < s->n_targets; i++)
        s->targets[i].style = SIZE_MAX;
    enum err e = fill_walk(s->x, s->xml, &first);
    settle_places(s);
    if (e == ERR_OK)
        e = fill_walk(s->x, s->xml, &second);
    for (size_t i = 0; i < s->n_targets; i++) {
        struct fill_target *t = &s->targets[i];
        bool again =
            i > 0 && s->targets[i - 1].line == t->line && s->targets[i - 1].column == t->column;
        t->formula |= again && s->targets[i - 1].formula;
        t->style = again ? s->targets[i - 1].style : t->style;
        t->cell->can = can_of(s, styles, t);
        if (again && t->cell->can == BOOK_CAN)
            t->cell->can = BOOK_SHARED;
    }
    return e;
}

/* ---- styles ---- */

struct styling {
    struct fill_styles *styles;
    bool in_cells;
};

static void style_start(void *arg, const char *name, const char **attributes)
{
    struct styling *t = arg;
    const char *local = fill_local(name);
    const char *locked = xlsx_attribute(attributes, "locked");
    if (strcmp(local, "cellXfs") == 0)
        t->in_cells = true;
    else if (t->in_cells && strcmp(local, "xf") == 0 && t->styles->n < XLSX_STYLES)
        t->styles->open[t->styles->n++] = 0;
    else if (t->in_cells && strcmp(local, "protection") == 0 && t->styles->n > 0 &&
             locked != NULL && !is_true(locked))
        t->styles->open[t->styles->n - 1] = 1;
}

static void style_end(void *arg, const char *name)
{
    struct styling *t = arg;
    if (strcmp(fill_local(name), "cellXfs") == 0)
        t->in_cells = false;
}

enum err fill_styles_read(struct xlsx *x, struct fill_styles *ret_styles)
{
    struct buf *xml = NULL;
    struct fill_styles styles = {.open = mem_array(x->ctx, unsigned char, XLSX_STYLES)};
    struct styling t = {.styles = &styles};
    const struct fill_walk walk = {style_start, style_end, NULL, &t};
    enum err e = xlsx_bytes(x, "xl/styles.xml", &xml);
    if (e == ERR_OK)
        e = fill_walk(x, xml, &walk);
    if (e == ERR_OK || e == ERR_NOT_FOUND)
        *ret_styles = styles;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}
