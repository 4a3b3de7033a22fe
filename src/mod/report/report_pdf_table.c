#include "mod/report/report_pdf_private.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_table_rules.h"

#include <string.h>

/* Tables and heat maps: a grid of cells whose head is repeated on every page. A row goes to the
 * next page whole; only one that is longer than a page is cut, between lines. */

#define PAD_X 5.0
#define PAD_HEAT 1.5
#define HEAT_HEAD_LEAST 5.2
#define HEAT_HEAD_SPARE 0.98 /* widths are rounded when text is set */
#define TOGETHER 300.0       /* a table up to this height is not cut */
#define PAD_Y 3.4
#define COLUMNS_MAX (REPORT_HEAT_COLUMNS + 1)

struct cell {
    const char *text;
    const char *colour;
    const char *fill; /* NULL: none */
    bool pill;        /* the fill is drawn round the text only */
    bool bold;
};

struct grid;

/* Fills the cells of a row; texts live under `ctx`. */
typedef void (*row_reader)(const struct grid *g, const void *ctx, size_t row, struct cell *cells,
    struct report_row *ret_look);

struct column {
    const char *head;
    const char *unit;
    enum report_align align;
    double x, width; /* of the text inside */
};

struct grid {
    struct pdf *p;
    const void *of; /* the table or heat map */
    const char *caption;
    size_t n_columns;
    struct column column[COLUMNS_MAX];
    size_t n_rows;
    row_reader read;
    bool heat;
    double pad; /* left and right in a cell */
    struct pdf_font head;
    double head_height;
    PangoLayout *layout[COLUMNS_MAX]; /* of the row being set */
};

static const struct pdf_font cell_font = {.size = 8.5, .pitch = 12.4, .colour = PDF_INK};
static const struct pdf_font head_font = {
    .size = 8, .pitch = 11.4, .bold = true, .colour = PDF_INK};
static const struct pdf_font heat_head_font = {
    .size = 7.5, .pitch = 10.6, .bold = true, .colour = PDF_INK};
static const struct pdf_font unit_font = {.size = 7, .pitch = 10, .colour = PDF_SOFT};
static const struct pdf_font mark_font = {
    .size = 6.5, .pitch = 10, .colour = PDF_BRAND, .align = REPORT_CENTER};

/* Heads of a heat map shrink rather than break a word: their columns are all of one width. */
static struct pdf_font heat_font(struct grid *g)
{
    struct pdf_font font = heat_head_font;
    for (size_t i = 1; i < g->n_columns; i++) {
        double word = pdf_word_width(g->p, g->column[i].head, &heat_head_font);
        double size = heat_head_font.size * g->column[i].width / word * HEAT_HEAD_SPARE;
        if (word > 0 && size < font.size)
            font.size = size < HEAT_HEAD_LEAST ? HEAT_HEAD_LEAST : size;
    }
    return font;
}

static double head_height(struct grid *g)
{
    double height = 0;
    for (size_t i = 0; i < g->n_columns; i++) {
        const struct column *c = &g->column[i];
        double h = pdf_text_lines(g->p, c->head, &g->head, c->width) * g->head.pitch;
        if (c->unit[0] != '\0')
            h += unit_font.pitch;
        height = h > height ? h : height;
    }
    return height + 2 * PAD_Y + 1;
}

static void head_draw(struct grid *g)
{
    struct pdf *p = g->p;
    double bottom = p->y + g->head_height;
    pdf_fill(p, PDF_LEFT, p->y, PDF_BODY, g->head_height, PDF_GROUND);
    pdf_rule(p, PDF_LEFT, p->y, PDF_BODY, 1.1, PDF_INK);
    pdf_tag(p, "TR");
    for (size_t i = 0; i < g->n_columns; i++) {
        const struct column *c = &g->column[i];
        struct pdf_font head = g->head;
        struct pdf_font unit = unit_font;
        head.align = unit.align = c->align;
        double lines = pdf_text_lines(p, c->head, &head, c->width) * head.pitch;
        double top = bottom - PAD_Y - lines - (c->unit[0] != '\0' ? unit.pitch : 0);
        pdf_tag(p, "TH");
        pdf_text_draw(p, c->head, &head, c->x, top, c->width);
        if (c->unit[0] != '\0')
            pdf_text_draw_cut(p, c->unit, &unit, c->x, top + lines, c->width);
        pdf_tag_end(p, "TH");
    }
    pdf_tag_end(p, "TR");
    p->y = bottom;
    if (!g->heat)
        pdf_rule(p, PDF_LEFT, p->y, PDF_BODY, 0.7, "#7d8aa5");
}

/* The head again at the top of a page, under a word that says what goes on here. */
static void head_again(struct grid *g)
{
    struct pdf *p = g->p;
    const struct pdf_font font = {.size = 7.5, .pitch = 12, .colour = PDF_SOFT};
    const struct msg_arg args[] = {{"caption", g->caption}};
    pdf_page_begin(p);
    if (g->caption[0] != '\0') {
        pdf_tag(p, "TR");
        pdf_tag(p, "TD");
        pdf_text_draw_cut(p, msg_format(p->ctx, p->r->lang, "report.continued", args, 1), &font,
            PDF_LEFT, p->y, PDF_BODY);
        pdf_tag_end(p, "TD");
        pdf_tag_end(p, "TR");
        p->y += 14;
    }
    head_draw(g);
}

static struct pdf_font font_of(const struct cell *cell, enum report_align align)
{
    struct pdf_font font = cell_font;
    font.bold = cell->bold;
    font.colour = cell->colour;
    font.align = align;
    return font;
}

/* Sets the row's texts; returns the number of lines of the longest. */
static int row_set(struct grid *g, const struct cell *cells, int lines[COLUMNS_MAX])
{
    int most = 1;
    for (size_t i = 0; i < g->n_columns; i++) {
        const struct pdf_font font = font_of(&cells[i], REPORT_START);
        double width = g->column[i].width - (cells[i].pill ? 8 : 0);
        bool easy = pdf_text_short(g->p, cells[i].text, &font, width);
        lines[i] = 1;
        if (g->p->drawing || !easy)
            lines[i] = pdf_layout_set(g->p, g->layout[i], cells[i].text, &font, easy ? -1 : width);
        most = lines[i] > most ? lines[i] : most;
    }
    return most;
}

static void pill_draw(struct grid *g, size_t i, const struct cell *cell, double y)
{
    PangoRectangle extents;
    const struct column *c = &g->column[i];
    if (!g->p->drawing)
        return;
    pango_layout_get_extents(g->layout[i], NULL, &extents);
    double w = (double)extents.width / PANGO_SCALE + 8;
    double x = c->x;
    if (c->align == REPORT_END)
        x = c->x + c->width - w;
    else if (c->align == REPORT_CENTER)
        x = c->x + (c->width - w) / 2;
    pdf_round(g->p, x, y + 0.4, w, cell_font.pitch - 0.8, 5.5, cell->fill);
    pdf_frame(g->p, x, y + 0.4, w, cell_font.pitch - 0.8, 5.5, 0.4, cell->colour);
}

/* Lines from.. of every cell, at most `n`. */
static void cells_draw(struct grid *g, const struct cell *cells, const int lines[COLUMNS_MAX],
    int from, int n, double height)
{
    struct pdf *p = g->p;
    for (size_t i = 0; i < g->n_columns; i++) {
        const struct column *c = &g->column[i];
        struct pdf_font font = font_of(&cells[i], c->align);
        double x = c->x;
        double width = c->width;
        double y = p->y + PAD_Y;
        int to = from + n < lines[i] ? from + n : lines[i];
        if (g->heat) /* in the middle of the coloured field */
            y = p->y + (height - lines[i] * font.pitch) / 2;
        if (cells[i].fill != NULL && !cells[i].pill)
            pdf_fill(p, c->x - g->pad + 0.6, p->y + 0.6, c->width + 2 * g->pad - 1.2, height - 1.2,
                cells[i].fill);
        if (cells[i].pill && lines[i] == 1 && from == 0)
            pill_draw(g, i, &cells[i], y);
        if (cells[i].pill) {
            x += c->align == REPORT_START ? 4 : 0;
            width -= c->align == REPORT_CENTER ? 0 : 4;
        }
        pdf_tag(p, i == 0 ? "TH" : "TD");
        pdf_layout_draw(p, g->layout[i], &font, x, y, width, from, to);
        pdf_tag_end(p, i == 0 ? "TH" : "TD");
    }
}

/* New or changed since the last issue: a word in the margin beside the row. */
static void margin_mark(struct pdf *p, enum report_mark mark)
{
    struct pdf_font font = mark_font;
    if (mark == REPORT_UNMARKED)
        return;
    font.colour = mark == REPORT_NEW ? PDF_BRAND : "#8a4b00";
    const char *text =
        msg_get(p->r->lang, mark == REPORT_NEW ? "report.mark.new" : "report.mark.changed");
    double w = pdf_text_width(p, text, &font) + 5;
    pdf_frame(p, PDF_LEFT - w - 4, p->y + PAD_Y + 1, w, 10, 2, 0.6, font.colour);
    pdf_text_draw(p, text, &font, PDF_LEFT - w - 4, p->y + PAD_Y + 1, w);
}

static const char *row_fill(const struct grid *g, enum report_emphasis emphasis)
{
    if (g->heat || emphasis == REPORT_PLAIN)
        return NULL;
    return emphasis == REPORT_STRONG ? "#f4f5f7" : "#fdf3e3";
}

/* `n` lines of a row from line `from`, on this page. */
static void slice_draw(struct grid *g, const struct report_row *look, const struct cell *cells,
    const int lines[COLUMNS_MAX], int from, int n)
{
    struct pdf *p = g->p;
    double height = n * cell_font.pitch + 2 * PAD_Y;
    const char *fill = row_fill(g, look->emphasis);
    if (fill != NULL)
        pdf_fill(p, PDF_LEFT, p->y + 0.25, PDF_BODY, height - 0.25, fill);
    if (from == 0)
        margin_mark(p, look->mark);
    pdf_tag(p, "TR");
    cells_draw(g, cells, lines, from, n, height);
    pdf_tag_end(p, "TR");
    p->y += height;
    if (g->heat && look->emphasis != REPORT_PLAIN)
        pdf_frame(p, PDF_LEFT + 0.3, p->y - height + 0.3, PDF_BODY - 0.6, height - 0.6, 0, 0.8,
            "#7d8aa5");
    else if (!g->heat)
        pdf_rule(p, PDF_LEFT, p->y, PDF_BODY, 0.5, fill == NULL ? PDF_HAIR : "#dccfb8");
}

/* Lines that fit on this page below `p->y`. */
static int lines_fit(const struct grid *g)
{
    return (int)((pdf_room(g->p) - 2 * PAD_Y + 0.01) / cell_font.pitch);
}

static int row_lines(struct grid *g, size_t i)
{
    struct cell cells[COLUMNS_MAX];
    int lines[COLUMNS_MAX];
    struct report_row look = {0};
    void *scratch = mem_context(g->p->ctx, 0);
    memset(cells, 0, sizeof cells);
    g->read(g, scratch, i, cells, &look);
    int n = row_set(g, cells, lines);
    mem_free(scratch);
    return n;
}

/* Height of what stays together: caption, head and the first two rows, or the whole of a short
 * table. */
static double grid_least(struct grid *g)
{
    const int most = 12; /* of a long first row only its beginning */
    double start = pdf_caption_height(g->p, g->caption) + g->head_height;
    double least = start;
    double whole = start;
    size_t i = 0;
    for (; i < g->n_rows && (i < 2 || whole < TOGETHER); i++) {
        int n = row_lines(g, i);
        whole += n * cell_font.pitch + 2 * PAD_Y;
        if (i < 2)
            least += (n < most ? n : most) * cell_font.pitch + 2 * PAD_Y;
    }
    if (g->n_rows == 0)
        return start + cell_font.pitch + 2 * PAD_Y;
    return i == g->n_rows && whole < TOGETHER ? whole : least;
}

/* Would the last row stand alone on the next page? */
static bool tail_alone(struct grid *g, size_t i)
{
    if (i == 0 || i + 2 != g->n_rows)
        return false;
    double here = row_lines(g, i) * cell_font.pitch + 2 * PAD_Y;
    double last = row_lines(g, i + 1) * cell_font.pitch + 2 * PAD_Y;
    return here <= pdf_room(g->p) && here + last > pdf_room(g->p) && here + last < TOGETHER;
}

static void row_draw(struct grid *g, size_t i)
{
    struct cell cells[COLUMNS_MAX];
    int lines[COLUMNS_MAX];
    struct report_row look = {0};
    void *scratch = mem_context(g->p->ctx, 0);
    memset(cells, 0, sizeof cells);
    g->read(g, scratch, i, cells, &look);
    if (tail_alone(g, i))
        head_again(g);
    int left = row_set(g, cells, lines);
    int page = (int)((PDF_BOTTOM - PDF_TOP - 14 - g->head_height - 2 * PAD_Y) / cell_font.pitch);
    if (left > lines_fit(g) && left <= page)
        head_again(g);
    for (int from = 0; left > 0;) {
        if (lines_fit(g) < 1)
            head_again(g);
        int n = left < lines_fit(g) ? left : lines_fit(g);
        slice_draw(g, &look, cells, lines, from, n < 1 ? 1 : n);
        from += n < 1 ? 1 : n;
        left -= n < 1 ? 1 : n;
    }
    mem_free(scratch);
}

static void grid_begin(struct grid *g)
{
    for (size_t i = 0; i < g->n_columns; i++)
        g->layout[i] = pdf_layout_new(g->p);
    g->head = g->heat ? heat_font(g) : head_font;
    g->head_height = head_height(g);
}

static void grid_end(struct grid *g)
{
    for (size_t i = 0; i < g->n_columns; i++)
        g_object_unref(g->layout[i]);
}

static void grid_draw(struct grid *g, const char *empty)
{
    struct pdf *p = g->p;
    const struct pdf_font none = {
        .size = cell_font.size, .pitch = cell_font.pitch, .colour = PDF_SOFT};
    pdf_need(p, grid_least(g));
    pdf_caption(p, g->caption);
    pdf_tag(p, "Table");
    head_draw(g);
    for (size_t i = 0; i < g->n_rows; i++)
        row_draw(g, i);
    pdf_tag_end(p, "Table");
    if (g->n_rows == 0) {
        p->y += PAD_Y;
        pdf_flow_text(p, empty[0] != '\0' ? empty : msg_get(p->r->lang, "report.nothing"), &none,
            PDF_LEFT + PAD_X, PDF_BODY - 2 * PAD_X, false);
        p->y += PAD_Y;
    }
    if (!g->heat)
        pdf_rule(p, PDF_LEFT, p->y, PDF_BODY, 1.1, PDF_INK);
}

static void table_row(const struct grid *g, const void *ctx, size_t i, struct cell *cells,
    struct report_row *ret_look)
{
    const struct report_table *t = g->of;
    const struct report_row *row = &t->rows[i];
    *ret_look = *row;
    for (size_t j = 0; j < t->n_columns; j++) {
        const struct report_value *v = &row->cells[j];
        bool state = t->columns[j].style.kind == REPORT_STATE && v->present;
        cells[j] = (struct cell){
            .text = report_value_text(ctx, g->p->r->lang, t->columns[j].style, v),
            .colour = !v->present ? PDF_PALE
                      : state     ? chart_tone_colour(v->tone)
                                  : PDF_INK,
            .fill = state ? chart_tone_fill(v->tone) : NULL,
            .pill = state,
            .bold = row->emphasis == REPORT_STRONG && v->present,
        };
    }
}

static struct grid table_grid(struct pdf *p, const struct report_table *t)
{
    struct grid g = {.p = p,
        .of = t,
        .caption = t->caption,
        .n_columns = t->n_columns,
        .n_rows = t->n_rows,
        .read = table_row,
        .pad = PAD_X};
    double x = PDF_LEFT;
    double width[REPORT_COLUMNS];
    pdf_columns_fit(p, t, PAD_X, width);
    for (size_t i = 0; i < t->n_columns; i++) {
        g.column[i] = (struct column){.head = t->columns[i].label,
            .unit = t->columns[i].unit,
            .align = t->columns[i].align,
            .x = x + PAD_X,
            .width = width[i] - 2 * PAD_X};
        x += width[i];
    }
    grid_begin(&g);
    return g;
}

double pdf_table_least(struct pdf *p, const struct report_table *t)
{
    struct grid g = table_grid(p, t);
    double least = grid_least(&g);
    grid_end(&g);
    return least;
}

void pdf_table(struct pdf *p, const struct report_table *t)
{
    struct grid g = table_grid(p, t);
    grid_draw(&g, t->empty);
    grid_end(&g);
    pdf_note(p, t->note);
}

static void heat_row(const struct grid *g, const void *ctx, size_t i, struct cell *cells,
    struct report_row *ret_look)
{
    const struct report_heatmap *map = g->of;
    const struct report_heat_row *row = &map->rows[i];
    bool bold = row->emphasis != REPORT_PLAIN;
    *ret_look = (struct report_row){.emphasis = row->emphasis};
    cells[0] = (struct cell){.text = row->label, .colour = PDF_INK, .bold = bold};
    for (size_t j = 0; j < map->n_columns; j++) {
        struct report_level level = row->level[j];
        cells[j + 1] = (struct cell){
            .text = report_cell_level(ctx, g->p->r->lang, level),
            .colour = level.present ? PDF_INK : PDF_PALE,
            .fill = level.present
                        ? chart_heat_colour(chart_heat_step(map, level.tenths), map->n_steps)
                        : NULL,
            .bold = bold && level.present,
        };
    }
}

static struct grid heat_grid(struct pdf *p, const struct report_heatmap *map)
{
    struct grid g = {.p = p,
        .of = map,
        .caption = map->caption,
        .n_columns = map->n_columns + 1,
        .n_rows = map->n_rows,
        .read = heat_row,
        .heat = true,
        .pad = PAD_HEAT};
    double first = PDF_BODY * (map->n_columns > 12 ? 0.18 : 0.24);
    double w = (PDF_BODY - first) / (double)map->n_columns;
    g.column[0] = (struct column){.head = map->corner,
        .unit = "",
        .x = PDF_LEFT + PAD_HEAT + 2,
        .width = first - 2 * PAD_HEAT - 2};
    for (size_t i = 0; i < map->n_columns; i++)
        g.column[i + 1] = (struct column){.head = map->columns[i],
            .unit = "",
            .align = REPORT_CENTER,
            .x = PDF_LEFT + first + (double)i * w + PAD_HEAT,
            .width = w - 2 * PAD_HEAT};
    grid_begin(&g);
    return g;
}

double pdf_heatmap_least(struct pdf *p, const struct report_heatmap *map)
{
    struct grid g = heat_grid(p, map);
    double least = grid_least(&g);
    grid_end(&g);
    return least;
}

/* What the colours mean, below the map. */
static void heat_key(struct pdf *p, const struct report_heatmap *map)
{
    const struct pdf_font font = {.size = 7.5, .pitch = 12, .colour = PDF_SOFT};
    double x = PDF_LEFT;
    pdf_need(p, 16);
    pdf_gap(p, 4);
    pdf_tag(p, "P");
    for (size_t i = 0; i < map->n_steps; i++) {
        const char *text = report_heat_step_text(p->ctx, p->r->lang, map, i);
        double w = pdf_text_width(p, text, &font) + 30;
        if (x > PDF_LEFT && x + w > PDF_LEFT + PDF_BODY) {
            x = PDF_LEFT;
            p->y += font.pitch;
        }
        pdf_fill(p, x, p->y + 2, 13, 8, chart_heat_colour(i, map->n_steps));
        pdf_frame(p, x, p->y + 2, 13, 8, 0, 0.4, "#9a9a9a");
        pdf_text_draw_cut(p, text, &font, x + 17, p->y, PDF_BODY - 17);
        x += w;
    }
    pdf_tag_end(p, "P");
    p->y += font.pitch;
}

void pdf_heatmap(struct pdf *p, const struct report_heatmap *map)
{
    struct grid g = heat_grid(p, map);
    grid_draw(&g, "");
    grid_end(&g);
    if (map->n_rows > 0)
        heat_key(p, map);
    pdf_note(p, map->note);
}
