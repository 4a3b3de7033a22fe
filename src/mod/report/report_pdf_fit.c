#include "mod/report/report_pdf_private.h"

#include "base/mem.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_table_rules.h"

#include <string.h>

enum { REMEMBERED_ROWS = 50 };

#define CELL_SIZE 8.5
#define BOLD 1.04      /* bold letters are a little wider */
#define WORD_MOST 92.0 /* a longer word is broken rather than widen its column */
#define PILL_ROOM 9.0  /* what the frame of a state takes */

/* Widths in em: of the widest line, and of the widest piece that cannot be broken. */
struct extent {
    double line;
    double word;
};

static struct extent measure(const struct pdf *p, const char *text)
{
    struct extent e = {0};
    double line = 0;
    double word = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c >= 0x80 && *c < 0xc0)
            continue;
        double w = *c < 0x80 ? p->ascii[*c] : 1;
        line = *c == '\n' ? 0 : line + w;
        word = *c == ' ' || *c == '\n' ? 0 : *c < 0x80 ? word + w : w;
        e.line = line > e.line ? line : e.line;
        e.word = word > e.word ? word : e.word;
    }
    return e;
}

/* In em: a short heading stays in one line, a longer one only keeps its words. */
static double label_need(const struct pdf *p, const char *label)
{
    const double whole = 5.2;
    struct extent e = measure(p, label);
    return e.line <= whole ? e.line : e.word;
}

double pdf_word_width(const struct pdf *p, const char *text, const struct pdf_font *font)
{
    return label_need(p, text) * font->size * (font->bold ? BOLD : 1);
}

static double column_need(struct pdf *p, const struct report_table *t, size_t i)
{
    const struct report_column *c = &t->columns[i];
    bool whole = report_column_short(p->ctx, p->r->lang, t, i);
    void *scratch = mem_context(p->ctx, 0);
    double need = label_need(p, c->label);
    for (size_t row = 0; row < t->n_rows; row++) {
        const struct report_value *v = &t->rows[row].cells[i];
        if (!v->present)
            continue;
        struct extent e = measure(p, report_value_text(scratch, p->r->lang, c->style, v));
        double w = (whole ? e.line : e.word) * (t->rows[row].emphasis == REPORT_STRONG ? BOLD : 1);
        need = w > need ? w : need;
        if (c->style.kind == REPORT_DATE)
            break; /* all are of one width */
    }
    mem_free(scratch);
    need = need * CELL_SIZE * BOLD;
    if (!whole && need > WORD_MOST)
        need = WORD_MOST;
    return need + (c->style.kind == REPORT_STATE ? PILL_ROOM : 0);
}

/* Columns narrower than they need get what they need; the others share the rest. */
static void widths_settle(
    const struct report_table *t, const double *need, double total_need, double *width)
{
    bool fixed[REPORT_COLUMNS] = {false};
    for (size_t round = 0; round < t->n_columns; round++) {
        double room = PDF_BODY;
        double shares = 0;
        bool changed = false;
        for (size_t i = 0; i < t->n_columns; i++) {
            room -= fixed[i] ? width[i] : 0;
            shares += fixed[i] ? 0 : t->columns[i].width;
        }
        for (size_t i = 0; i < t->n_columns; i++)
            if (!fixed[i])
                width[i] = room * t->columns[i].width / shares;
        for (size_t i = 0; i < t->n_columns; i++)
            if (!fixed[i] && width[i] < need[i]) {
                width[i] = need[i];
                fixed[i] = changed = true;
            }
        if (!changed)
            return;
    }
    for (size_t i = 0; i < t->n_columns; i++) /* more is needed than there is */
        width[i] = PDF_BODY * need[i] / total_need;
}

void pdf_columns_fit(
    struct pdf *p, const struct report_table *t, double pad, double ret_width[REPORT_COLUMNS])
{
    double need[REPORT_COLUMNS];
    double total = 0;
    for (size_t i = 0; i < p->n_fits; i++)
        if (p->fits[i].table == t) {
            memcpy(ret_width, p->fits[i].width, sizeof p->fits[i].width);
            return;
        }
    for (size_t i = 0; i < t->n_columns; i++) {
        need[i] = column_need(p, t, i) + 2 * pad;
        total += need[i];
    }
    widths_settle(t, need, total, ret_width);
    if (t->n_rows < REMEMBERED_ROWS)
        return;
    p->fits = mem_grow(p->ctx, p->fits, struct pdf_fit, p->n_fits + 1);
    p->fits[p->n_fits].table = t;
    memcpy(p->fits[p->n_fits++].width, ret_width, sizeof p->fits[0].width);
}
