#include "mod/report/report_render.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/table/book_out.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_table_rules.h"
#include "mod/report/report_words_rules.h"
#include "mod/report/report_xlsx_private.h"

#include <string.h>

static const char *say(const struct xlsx *x, const char *id)
{
    return msg_get(x->r->lang, id);
}

static void fact(struct xlsx *x, struct xlsx_sheet *s, const char *label_id, const char *text)
{
    if (text[0] == '\0')
        return;
    xlsx_text(x, s, 0, say(x, label_id), (struct xlsx_look){.soft = true});
    xlsx_text(x, s, 1, text, (struct xlsx_look){0});
    s->row++;
}

static void day_fact(struct xlsx *x, struct xlsx_sheet *s, const char *label_id, struct date d)
{
    fact(x, s, label_id, report_date_long(x->ctx, x->r->lang, d));
}

static void notice(struct xlsx *x, struct xlsx_sheet *s, const char *id)
{
    xlsx_text(x, s, 0, say(x, id), (struct xlsx_look){.attention = true});
    s->row++;
}

static void facts_write(struct xlsx *x, struct xlsx_sheet *s)
{
    const struct report *r = x->r;
    worksheet_set_row(s->sheet, s->row, 28, NULL);
    xlsx_text(x, s, 0, r->title, (struct xlsx_look){.title = true});
    s->row++;
    fact(x, s, "report.label.organisation", r->organisation);
    fact(x, s, "report.sheet.number", r->number);
    fact(x, s, "report.label.period", r->period);
    fact(x, s, "report.label.coverage", r->coverage);
    fact(x, s, "report.label.audience", r->audience);
    fact(x, s, "report.label.meeting", r->meeting);
    if (r->meeting_dated)
        day_fact(x, s, "report.label.meeting_date", r->meeting_date);
    day_fact(x, s, "report.label.date", r->prepared);
    fact(x, s, "report.label.author", report_person_text(x->ctx, r->lang, r->author));
    if (r->approved) {
        fact(x, s, "report.label.approver", report_person_text(x->ctx, r->lang, r->approver));
        day_fact(x, s, "report.sheet.approved", r->approved_date);
    }
    fact(
        x, s, "report.sheet.state", say(x, r->approved ? "report.sheet.approved" : "report.draft"));
    fact(x, s, "report.sheet.confidentiality", r->confidentiality);
    if (r->partial)
        notice(x, s, "report.partial.notice");
    if (r->sample)
        notice(x, s, "report.sample.notice");
}

static void figure_write(struct xlsx *x, struct xlsx_sheet *s, const struct report_figure *f)
{
    const struct xlsx_look text = {.wrap = true};
    xlsx_row_lines(s, xlsx_lines(s, 0, f->label));
    xlsx_text(x, s, 0, f->label, text);
    xlsx_value(x, s, 1, f->style, &f->value, (struct xlsx_look){.strong = true});
    xlsx_text(x, s, 2, f->unit, text);
    if (f->has_change)
        xlsx_text(x, s, 3, report_change_text(x->ctx, x->r->lang, f), (struct xlsx_look){0});
    s->row++;
    if (f->note[0] == '\0')
        return;
    xlsx_text(x, s, 0, f->note, (struct xlsx_look){.soft = true});
    s->row++;
}

static void figures_write(
    struct xlsx *x, struct xlsx_sheet *s, const struct report_figures *figures)
{
    static const char *const heads[] = {
        "report.sheet.figure", "report.sheet.value", "report.sheet.unit", "report.sheet.change"};
    s->row++;
    xlsx_row_lines(s, 1);
    for (lxw_col_t i = 0; i < 4; i++)
        xlsx_head(x, s, i, say(x, heads[i]), i == 1);
    s->row++;
    for (size_t i = 0; i < figures->n_items; i++)
        figure_write(x, s, &figures->items[i]);
}

/* Key figures, radars and trends of the whole report on the first sheet. */
static void summary_write(struct xlsx *x)
{
    size_t charts = 0;
    struct xlsx_sheet s = xlsx_sheet_new(x, say(x, "report.sheet.summary"));
    xlsx_width(&s, 0, 0, 34);
    xlsx_width(&s, 1, 6, 13);
    facts_write(x, &s);
    for (size_t i = 0; i < x->r->n_sections; i++)
        for (size_t j = 0; j < x->r->sections[i].n_blocks; j++) {
            const struct report_block *b = &x->r->sections[i].blocks[j];
            if (b->type == REPORT_FIGURE_BLOCK)
                figures_write(x, &s, &b->figures);
            else if (b->type == REPORT_RADAR || b->type == REPORT_TREND)
                xlsx_levels(x, &s, &b->radar, b->type == REPORT_TREND, charts++);
        }
}

static void text_row(
    struct xlsx *x, struct xlsx_sheet *s, const char *heading, const char *text, const char *by)
{
    const struct xlsx_look look = {.wrap = true};
    if (text[strspn(text, " \t\r\n")] == '\0')
        return;
    int lines = xlsx_lines(s, 1, text);
    xlsx_row_lines(s, lines > xlsx_lines(s, 0, heading) ? lines : xlsx_lines(s, 0, heading));
    xlsx_text(x, s, 0, heading, look);
    xlsx_text(x, s, 1, text, look);
    xlsx_text(x, s, 2, by, look);
    s->row++;
}

static bool says_text(const struct report *r)
{
    for (size_t i = 0; i < r->n_sections; i++)
        for (size_t j = 0; j < r->sections[i].n_blocks; j++) {
            enum report_block_type type = r->sections[i].blocks[j].type;
            if (type == REPORT_WORDS || type == REPORT_PARAGRAPH)
                return true;
        }
    return false;
}

/* Everything said in sentences. */
static void text_write(struct xlsx *x)
{
    if (!says_text(x->r))
        return;
    struct xlsx_sheet s = xlsx_sheet_new(x, say(x, "report.sheet.text"));
    xlsx_width(&s, 0, 0, 26);
    xlsx_width(&s, 1, 1, 84);
    xlsx_width(&s, 2, 2, 30);
    xlsx_row_lines(&s, 1);
    xlsx_head(x, &s, 0, say(x, "report.sheet.section"), false);
    xlsx_head(x, &s, 1, say(x, "report.sheet.content"), false);
    xlsx_head(x, &s, 2, say(x, "report.sheet.by"), false);
    worksheet_freeze_panes(s.sheet, 1, 0);
    s.row++;
    for (size_t i = 0; i < x->r->n_sections; i++) {
        const struct report_section *section = &x->r->sections[i];
        const char *heading = report_heading_text(x->ctx, x->r->lang, i, section->heading);
        for (size_t j = 0; j < section->n_blocks; j++) {
            const struct report_block *b = &section->blocks[j];
            if (b->type == REPORT_PARAGRAPH)
                text_row(x, &s, heading, b->paragraph.text, "");
            else if (b->type == REPORT_WORDS)
                text_row(x, &s, heading, b->words.text,
                    report_byline_text(x->ctx, x->r->lang, &b->words));
        }
    }
}

/* What names a block's sheet: its caption, else its section's heading. */
static const char *sheet_title(const struct xlsx *x, size_t section, const char *caption)
{
    const char *name = caption[0] != '\0' ? caption : x->r->sections[section].heading;
    return mem_printf(x->ctx, "%zu %s", section + 1, name);
}

static void block_write(struct xlsx *x, size_t i, const struct report_block *b)
{
    switch (b->type) {
    case REPORT_TABLE:
        xlsx_table(x, sheet_title(x, i, b->table.caption), &b->table);
        break;
    case REPORT_HEATMAP:
        xlsx_heatmap(x, sheet_title(x, i, b->heatmap.caption), &b->heatmap);
        break;
    case REPORT_BAR_BLOCK:
        xlsx_bars(x, sheet_title(x, i, b->bars.caption), &b->bars);
        break;
    case REPORT_SOURCE_BLOCK:
        xlsx_table(x, sheet_title(x, i, say(x, "report.sheet.sources")),
            report_sources_table(x->ctx, x->r->lang, &b->sources));
        break;
    default:
        break;
    }
}

static void properties_set(struct xlsx *x)
{
    lxw_doc_properties p = {
        .title = (char *)x->r->title,
        .subject = mem_printf(x->ctx, "%s %s", x->r->number, x->r->period),
        .author = (char *)x->r->author.name,
        .company = (char *)x->r->organisation,
        .created = (time_t)(x->r->prepared_ms / 1000),
    };
    workbook_set_properties(x->book, &p);
}

static enum err book_write(struct xlsx *x, int fd, const char *tmp_dir)
{
    x->book = book_out_on(fd, tmp_dir);
    if (x->book == NULL)
        return ERR_STORAGE_FULL;
    properties_set(x);
    summary_write(x);
    text_write(x);
    for (size_t i = 0; i < x->r->n_sections; i++)
        for (size_t j = 0; j < x->r->sections[i].n_blocks; j++)
            block_write(x, i, &x->r->sections[i].blocks[j]);
    return workbook_close(x->book) == LXW_NO_ERROR ? ERR_OK : ERR_STORAGE_FULL;
}

enum err report_xlsx(const void *ctx, const json_t *doc, const char *lang, int fd,
    const char *tmp_dir, struct problem *problem)
{
    struct report *r;
    void *scratch = mem_context(ctx, 1 << 20);
    enum err e = report_doc_read(scratch, doc, lang, problem, &r);
    if (e == ERR_OK) {
        struct xlsx *x = mem_new(scratch, struct xlsx);
        x->ctx = scratch;
        x->r = r;
        e = book_write(x, fd, tmp_dir);
    }
    mem_free(scratch);
    return e;
}
