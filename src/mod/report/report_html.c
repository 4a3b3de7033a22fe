#include "mod/report/report_render.h"

#include "base/asset.h"
#include "base/html.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_chart_rules.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_html_table.h"
#include "mod/report/report_svg.h"
#include "mod/report/report_table_rules.h"
#include "mod/report/report_words_rules.h"

#include <string.h>

/* One page being written. `ctx` is scratch memory of the whole page. */
struct page {
    const void *ctx;
    struct html *h;
    const struct report *r;
    size_t n_charts;
};

static const char *say(const struct page *p, const char *id)
{
    return msg_get(p->r->lang, id);
}

static void head_write(struct page *p)
{
    struct html *h = p->h;
    const struct asset *css = asset_find("report/report.css");
    html_doctype(h);
    html_open(h, "html");
    html_attr(h, "lang", p->r->lang);
    html_open(h, "head");
    html_void(h, "meta");
    html_attr(h, "charset", "utf-8");
    html_void(h, "meta");
    html_attr(h, "name", "viewport");
    html_attr(h, "content", "width=device-width, initial-scale=1");
    html_void(h, "meta");
    html_attr(h, "http-equiv", "Content-Security-Policy");
    html_attr(h, "content", "default-src 'none'; style-src 'unsafe-inline'");
    html_element(h, "title", NULL, mem_printf(p->ctx, "%s — %s", p->r->title, p->r->organisation));
    html_style(h, css == NULL ? "" : mem_strndup(p->ctx, css->data, css->len));
    html_close(h, "head");
}

static void fact(struct page *p, const char *label_id, const char *text)
{
    if (text[0] == '\0')
        return;
    html_element(p->h, "dt", NULL, say(p, label_id));
    html_element(p->h, "dd", NULL, text);
}

static void facts_write(struct page *p)
{
    const struct report *r = p->r;
    html_open(p->h, "dl");
    html_attr(p->h, "class", "facts");
    fact(p, "report.label.organisation", r->organisation);
    fact(p, "report.label.period", r->period);
    fact(p, "report.label.coverage", r->coverage);
    fact(p, "report.label.audience", r->audience);
    fact(p, "report.label.meeting", r->meeting);
    fact(p, "report.label.meeting_date", report_meeting_day(p->ctx, r));
    fact(p, "report.label.date", report_date_long(p->ctx, r->lang, r->prepared));
    html_close(p->h, "dl");
}

static void sign_cell(
    struct page *p, struct report_person who, const char *instead, const struct date *on)
{
    struct html *h = p->h;
    html_open(h, "td");
    if (who.post[0] != '\0')
        html_element(h, "small", NULL, who.post);
    html_element(h, "span", "who", instead != NULL ? instead : who.name);
    if (on != NULL)
        html_element(h, "small", NULL, report_date_short(p->ctx, p->r->lang, *on));
    html_close(h, "td");
}

/* 承認者 and 起案者 with their dates, as on a Japanese paper: the approver stands first. */
static void signs_write(struct page *p)
{
    struct html *h = p->h;
    const struct report *r = p->r;
    const char *waiting = r->approved ? NULL : say(p, "report.not_approved");
    html_open(h, "table");
    html_attr(h, "class", "sign");
    html_open(h, "tr");
    html_element(h, "th", NULL, say(p, "report.label.approver"));
    html_element(h, "th", NULL, say(p, "report.label.author"));
    html_close(h, "tr");
    html_open(h, "tr");
    sign_cell(p, r->approver, waiting, r->approved ? &r->approved_date : NULL);
    sign_cell(p, r->author, NULL, &r->prepared);
    html_close(h, "tr");
    html_close(h, "table");
}

static void title_write(struct page *p)
{
    struct html *h = p->h;
    const struct report *r = p->r;
    html_open(h, "header");
    html_open(h, "div");
    html_attr(h, "class", "top");
    html_element(h, "span", NULL, r->number);
    html_open(h, "span");
    html_attr(h, "class", "marks");
    if (!r->approved)
        html_element(h, "span", "draft-mark", say(p, "report.draft"));
    if (r->confidentiality[0] != '\0')
        html_element(h, "span", "secret", r->confidentiality);
    html_close(h, "span");
    html_close(h, "div");
    html_element(h, "h1", NULL, r->title);
    html_open(h, "div");
    html_attr(h, "class", "head");
    html_open(h, "div");
    facts_write(p);
    html_close(h, "div");
    signs_write(p);
    html_close(h, "div");
    if (r->partial)
        html_element(h, "p", "sample", say(p, "report.partial.notice"));
    if (r->sample)
        html_element(h, "p", "sample", say(p, "report.sample.notice"));
    html_close(h, "header");
}

/* Parts of one kind that follow each other stand in one list. */
static void parts_write(struct page *p, const char *text)
{
    static const char *const lists[] = {NULL, "ul", "ol"};
    size_t n;
    const struct report_part *parts = report_words_split(p->ctx, text, &n);
    for (size_t i = 0; i < n; i++) {
        const char *list = lists[parts[i].kind];
        bool first = i == 0 || parts[i - 1].kind != parts[i].kind;
        bool last = i + 1 == n || parts[i + 1].kind != parts[i].kind;
        if (list != NULL && first)
            html_open(p->h, list);
        html_open(p->h, list == NULL ? "p" : "li");
        if (parts[i].kind == REPORT_PART_NUMBER)
            html_element(p->h, "span", "mark", parts[i].mark);
        html_text(p->h, parts[i].text);
        html_close(p->h, list == NULL ? "p" : "li");
        if (list != NULL && last)
            html_close(p->h, list);
    }
}

static void words_write(struct page *p, const struct report_words *w)
{
    struct html *h = p->h;
    if (w->text[strspn(w->text, " \t\r\n")] == '\0') {
        html_element(h, "p", "block nothing", say(p, "report.words.none"));
        return;
    }
    html_open(h, "div");
    html_attr(h, "class", "block words");
    if (report_in_japanese(w->lang) != report_in_japanese(p->r->lang))
        html_attr(h, "lang", w->lang);
    parts_write(p, w->text);
    const char *by = report_byline_text(p->ctx, p->r->lang, w);
    if (by[0] != '\0')
        html_element(h, "p", "by", by);
    html_close(h, "div");
}

static void paragraph_write(struct page *p, const struct report_paragraph *text)
{
    static const char *const classes[] = {"block body", "block lead", "block small"};
    html_element(p->h, "p", classes[text->style], text->text);
}

static void figure_write(struct page *p, const struct report_figure *f)
{
    struct html *h = p->h;
    html_open(h, "div");
    html_element(h, "dt", NULL, f->label);
    html_open(h, "dd");
    html_attr(h, "class", "value");
    html_text(h, report_value_text(p->ctx, p->r->lang, f->style, &f->value));
    if (f->unit[0] != '\0' && f->value.present)
        html_element(h, "span", "unit", f->unit);
    html_close(h, "dd");
    if (f->has_change)
        html_element(h, "dd", mem_printf(p->ctx, "change %s", report_tone_class(f->tone)),
            report_change_text(p->ctx, p->r->lang, f));
    if (f->note[0] != '\0')
        html_element(h, "dd", "note", f->note);
    html_close(h, "div");
}

static void figures_write(struct page *p, const struct report_figures *figures)
{
    html_open(p->h, "dl");
    html_attr(p->h, "class", "block figures");
    for (size_t i = 0; i < figures->n_items; i++)
        figure_write(p, &figures->items[i]);
    html_close(p->h, "dl");
}

static const char *chart_id(struct page *p)
{
    return mem_printf(p->ctx, "chart%zu", ++p->n_charts);
}

static void radar_write(struct page *p, const struct report_radar *radar)
{
    struct html *h = p->h;
    const char *text = report_radar_text(p->ctx, p->r->lang, radar);
    const char *title = radar->caption[0] != '\0' ? radar->caption : say(p, "report.radar.title");
    html_open(h, "figure");
    html_attr(h, "class", "block");
    if (radar->caption[0] != '\0')
        html_element(h, "figcaption", "caption", radar->caption);
    report_svg_radar(p->ctx, h, radar, chart_id(p), title, text);
    if (text[0] != '\0')
        html_element(h, "p", "summary", text);
    if (radar->note[0] != '\0')
        html_element(h, "p", "note", radar->note);
    html_close(h, "figure");
    if (radar->twin)
        report_html_table(p->ctx, h, p->r->lang, report_radar_twin(p->ctx, p->r->lang, radar));
}

static void trend_write(struct page *p, const struct report_radar *trend)
{
    struct html *h = p->h;
    const char *title = trend->caption[0] != '\0' ? trend->caption : say(p, "report.trend.title");
    html_open(h, "figure");
    html_attr(h, "class", "block");
    if (trend->caption[0] != '\0')
        html_element(h, "figcaption", "caption", trend->caption);
    report_svg_trend(p->ctx, h, trend, chart_id(p), title, "");
    if (trend->note[0] != '\0')
        html_element(h, "p", "note", trend->note);
    html_close(h, "figure");
    if (trend->twin)
        report_html_table(p->ctx, h, p->r->lang, report_trend_twin(p->ctx, p->r->lang, trend));
}

static void bars_write(struct page *p, const struct report_bars *bars)
{
    struct html *h = p->h;
    const char *title = bars->caption[0] != '\0' ? bars->caption : say(p, "report.bars.title");
    if (bars->n_bars == 0) {
        html_element(h, "p", "block nothing", say(p, "report.nothing"));
        return;
    }
    html_open(h, "figure");
    html_attr(h, "class", "block");
    if (bars->caption[0] != '\0')
        html_element(h, "figcaption", "caption", bars->caption);
    report_svg_bars(p->ctx, h, p->r->lang, bars, chart_id(p), title);
    if (bars->note[0] != '\0')
        html_element(h, "p", "note", bars->note);
    html_close(h, "figure");
}

static void block_write(struct page *p, const struct report_block *b)
{
    switch (b->type) {
    case REPORT_WORDS:
        words_write(p, &b->words);
        break;
    case REPORT_PARAGRAPH:
        paragraph_write(p, &b->paragraph);
        break;
    case REPORT_FIGURE_BLOCK:
        figures_write(p, &b->figures);
        break;
    case REPORT_TABLE:
        report_html_table(p->ctx, p->h, p->r->lang, &b->table);
        break;
    case REPORT_RADAR:
        radar_write(p, &b->radar);
        break;
    case REPORT_TREND:
        trend_write(p, &b->radar);
        break;
    case REPORT_HEATMAP:
        report_html_heatmap(p->ctx, p->h, p->r->lang, &b->heatmap);
        break;
    case REPORT_BAR_BLOCK:
        bars_write(p, &b->bars);
        break;
    default:
        report_html_sources(p->ctx, p->h, p->r->lang, &b->sources);
    }
}

static void section_write(struct page *p, size_t i)
{
    struct html *h = p->h;
    const struct report_section *s = &p->r->sections[i];
    html_open(h, "section");
    html_attr(h, "id", mem_printf(p->ctx, "s%zu", i + 1));
    if (s->own_page)
        html_attr(h, "class", "own-page");
    html_open(h, "h2");
    html_element(h, "span", "no", mem_printf(p->ctx, "%zu", i + 1));
    html_text(h, s->heading);
    html_close(h, "h2");
    for (size_t j = 0; j < s->n_blocks; j++)
        block_write(p, &s->blocks[j]);
    if (s->n_blocks == 0)
        html_element(h, "p", "nothing", say(p, "report.nothing"));
    html_close(h, "section");
}

static void foot_write(struct page *p)
{
    struct html *h = p->h;
    html_open(h, "footer");
    html_attr(h, "class", "foot");
    html_element(h, "div", NULL, report_foot_text(p->ctx, p->r));
    html_close(h, "footer");
    if (!p->r->approved) {
        html_open(h, "div");
        html_attr(h, "class", "watermark");
        html_attr(h, "aria-hidden", "true");
        html_text(h, say(p, "report.draft"));
        html_close(h, "div");
    }
}

enum err report_html(const void *ctx, const json_t *doc, const char *lang, struct problem *problem,
    struct buf **ret_html)
{
    struct report *r;
    void *scratch = mem_context(ctx, 1 << 20);
    enum err e = report_doc_read(scratch, doc, lang, problem, &r);
    if (e != ERR_OK) {
        mem_free(scratch);
        return e;
    }
    struct buf *b = buf_new(ctx);
    struct html h = html_init(b);
    struct page p = {.ctx = scratch, .h = &h, .r = r};
    head_write(&p);
    html_open(&h, "body");
    html_attr(&h, "class", r->approved ? "approved" : "draft");
    title_write(&p);
    html_open(&h, "main");
    for (size_t i = 0; i < r->n_sections; i++)
        section_write(&p, i);
    html_close(&h, "main");
    foot_write(&p);
    html_close(&h, "body");
    html_close(&h, "html");
    mem_free(scratch);
    *ret_html = b;
    return ERR_OK;
}
