#include "mod/report/report_doc.h"

#include "base/digest.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_check.h"
#include "mod/report/report_format_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads a document that report_doc_check has passed: nothing here can fail. */
struct reader {
    const void *ctx;
    const char *lang; /* of the texts taken */
    const char *tag;  /* as what values are written: with the calendar */
    bool sample;
};

static const json_t *member(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_null(value) ? NULL : value;
}

/* A text of several languages: the wanted one, else any; *ret_lang is the one taken. */
static const char *texts_pick(const struct reader *r, const json_t *texts, const char **ret_lang)
{
    const char *lang;
    json_t *value;
    const json_t *wanted = json_object_get(texts, r->lang);
    *ret_lang = r->lang;
    if (json_is_string(wanted) && json_string_length(wanted) > 0)
        return json_string_value(wanted);
    json_object_foreach((json_t *)texts, lang, value)
    {
        if (json_is_string(value) && json_string_length(value) > 0) {
            *ret_lang = lang;
            return json_string_value(value);
        }
    }
    return "";
}

static const char *text_of(const struct reader *r, const json_t *value)
{
    const char *lang;
    if (json_is_string(value))
        return json_string_value(value);
    return json_is_object(value) ? texts_pick(r, value, &lang) : "";
}

static const char *text(const struct reader *r, const json_t *object, const char *key)
{
    return text_of(r, json_object_get(object, key));
}

/* The calendar day of an instant as it was written, in the writer's own zone. */
static bool day(const json_t *object, const char *key, struct date *ret_date)
{
    char head[DATE_TEXT_SIZE] = "";
    const char *value = body_text(object, key);
    if (value == NULL)
        return false;
    snprintf(head, sizeof head, "%.10s", value);
    return date_parse(head, ret_date);
}

static struct report_person person(const struct reader *r, const json_t *json)
{
    return (struct report_person){.name = text(r, json, "name"), .post = text(r, json, "post")};
}

static int option(const json_t *object, const char *key, const struct option_set *set)
{
    return report_option(set, body_text(object, key), 0);
}

static struct report_value value_read(
    const struct reader *r, const json_t *json, enum report_kind kind)
{
    bool blank = json_is_string(json) && json_string_length(json) == 0;
    struct report_value v = {
        .present = json != NULL && !json_is_null(json) && !blank, .blank = blank};
    if (!v.present)
        return v;
    switch (kind) {
    case REPORT_NUMBER:
        v.number = json_number_value(json);
        break;
    case REPORT_LEVEL:
        v.tenths = (int)json_integer_value(json);
        break;
    case REPORT_DATE:
        v.present = date_parse(json_string_value(json), &v.date);
        break;
    case REPORT_MONEY:
        v.money.amount = body_int(json, "amount", 0);
        v.money.currency = text(r, json, "currency");
        break;
    case REPORT_STATE:
        v.text = text(r, json, "label");
        v.tone = (enum report_tone)option(json, "tone", &REPORT_TONE_OPTIONS);
        break;
    default:
        v.text = text_of(r, json);
        v.present = v.text[0] != '\0';
    }
    return v;
}

static struct report_style style_read(const json_t *json)
{
    struct report_style s = {
        .kind = (enum report_kind)option(json, "kind", &REPORT_KIND_OPTIONS),
        .sign = body_bool(json, "sign"),
    };
    s.digits = (int)body_int(json, "digits", s.kind == REPORT_LEVEL ? 1 : 0);
    return s;
}

static void words_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    const json_t *by = member(json, "author");
    const json_t *texts = member(json, "text");
    struct report_words *w = &ret->words;
    w->author = "";
    if (by != NULL)
        w->author = report_person_text(r->ctx, r->lang, person(r, by));
    w->dated = day(json, "written_at", &w->written);
    w->text = texts == NULL ? "" : texts_pick(r, texts, &w->lang);
    if (w->lang == NULL)
        w->lang = r->lang;
}

static void paragraph_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    ret->paragraph.style =
        (enum report_paragraph_style)option(json, "style", &REPORT_STYLE_OPTIONS);
    ret->paragraph.text = text(r, json, "text");
}

static void figures_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    const json_t *list = json_object_get(json, "items");
    size_t n = json_array_size(list);
    struct report_figure *items = mem_array(r->ctx, struct report_figure, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        const json_t *change = member(one, "change");
        items[i].label = text(r, one, "label");
        items[i].style = style_read(one);
        items[i].value = value_read(r, json_object_get(one, "value"), items[i].style.kind);
        items[i].unit = text(r, one, "unit");
        items[i].note = text(r, one, "note");
        items[i].has_change = change != NULL;
        items[i].direction =
            (enum report_direction)option(change, "direction", &REPORT_DIRECTION_OPTIONS);
        items[i].tone = (enum report_tone)option(change, "tone", &REPORT_TONE_OPTIONS);
        items[i].change = text(r, change, "text");
    }
    ret->figures = (struct report_figures){.items = items, .n_items = n};
}

static enum report_align default_align(enum report_kind kind)
{
    bool figures = kind == REPORT_NUMBER || kind == REPORT_LEVEL || kind == REPORT_MONEY;
    return figures ? REPORT_END : REPORT_START;
}

static struct report_column *columns_read(const struct reader *r, const json_t *list)
{
    size_t n = json_array_size(list);
    struct report_column *columns = mem_array(r->ctx, struct report_column, n);
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        const json_t *width = member(one, "width");
        columns[i].label = text(r, one, "label");
        columns[i].unit = text(r, one, "unit");
        columns[i].style = style_read(one);
        columns[i].align = (enum report_align)report_option(
            &REPORT_ALIGN_OPTIONS, body_text(one, "align"), default_align(columns[i].style.kind));
        columns[i].width = width == NULL ? 1 : json_number_value(width);
        if (columns[i].width < 0.1)
            columns[i].width = 0.1;
        total += columns[i].width;
    }
    for (size_t i = 0; i < n; i++)
        columns[i].width /= total;
    return columns;
}

static void table_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    struct report_table *t = &ret->table;
    const json_t *list = json_object_get(json, "rows");
    const struct report_column *columns = columns_read(r, json_object_get(json, "columns"));
    t->columns = columns;
    t->n_columns = json_array_size(json_object_get(json, "columns"));
    t->n_rows = json_array_size(list);
    t->caption = text(r, json, "caption");
    t->note = text(r, json, "note");
    t->empty = text(r, json, "empty");
    struct report_row *rows = mem_array(r->ctx, struct report_row, t->n_rows);
    struct report_value *cells = mem_array(r->ctx, struct report_value, t->n_rows * t->n_columns);
    for (size_t i = 0; i < t->n_rows; i++, cells += t->n_columns) {
        const json_t *one = json_array_get(list, i);
        const json_t *values = json_object_get(one, "cells");
        rows[i].cells = cells;
        rows[i].emphasis = (enum report_emphasis)option(one, "emphasis", &REPORT_EMPHASIS_OPTIONS);
        rows[i].mark = (enum report_mark)option(one, "mark", &REPORT_MARK_OPTIONS);
        for (size_t j = 0; j < t->n_columns; j++)
            cells[j] = value_read(r, json_array_get(values, j), columns[j].style.kind);
    }
    t->rows = rows;
}

static const char **labels_read(const struct reader *r, const json_t *list)
{
    size_t n = json_array_size(list);
    const char **labels = mem_array(r->ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        labels[i] = text(r, json_array_get(list, i), "label");
    return labels;
}

static struct report_level *levels_read(const struct reader *r, const json_t *list)
{
    size_t n = json_array_size(list);
    struct report_level *levels = mem_array(r->ctx, struct report_level, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_array_get(list, i);
        levels[i].present = json_is_integer(value);
        levels[i].tenths = (int)json_integer_value(value);
    }
    return levels;
}

static void levels_chart_read(
    struct reader *r, const json_t *json, const char *axes, struct report_radar *d)
{
    const json_t *list = json_object_get(json, "series");
    const json_t *twin = member(json, "twin");
    d->caption = text(r, json, "caption");
    d->note = text(r, json, "note");
    d->axes = labels_read(r, json_object_get(json, axes));
    d->n_axes = json_array_size(json_object_get(json, axes));
    d->max = (int)body_int(json, "max", 50);
    d->twin = twin == NULL || json_is_true(twin);
    d->n_series = json_array_size(list);
    struct report_series *series = mem_array(r->ctx, struct report_series, d->n_series);
    for (size_t i = 0; i < d->n_series; i++) {
        const json_t *one = json_array_get(list, i);
        series[i].role = (enum report_role)option(one, "key", &REPORT_ROLE_OPTIONS);
        series[i].sample = body_bool(one, "sample");
        series[i].label = text(r, one, "label");
        if (series[i].sample)
            series[i].label = mem_printf(
                r->ctx, "%s%s", series[i].label, msg_get(r->lang, "report.sample.suffix"));
        series[i].level = levels_read(r, json_object_get(one, "values"));
        r->sample |= series[i].sample;
    }
    d->series = series;
}

static void radar_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    levels_chart_read(r, json, "axes", &ret->radar);
}

static void trend_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    levels_chart_read(r, json, "periods", &ret->radar);
}

static void heatmap_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    struct report_heatmap *h = &ret->heatmap;
    const json_t *rows_in = json_object_get(json, "rows");
    const json_t *steps_in = json_object_get(json, "steps");
    h->caption = text(r, json, "caption");
    h->corner = text(r, json, "corner");
    h->note = text(r, json, "note");
    h->columns = labels_read(r, json_object_get(json, "columns"));
    h->n_columns = json_array_size(json_object_get(json, "columns"));
    h->n_rows = json_array_size(rows_in);
    h->n_steps = json_array_size(steps_in);
    struct report_heat_row *rows = mem_array(r->ctx, struct report_heat_row, h->n_rows);
    for (size_t i = 0; i < h->n_rows; i++) {
        const json_t *one = json_array_get(rows_in, i);
        rows[i].label = text(r, one, "label");
        rows[i].emphasis = (enum report_emphasis)option(one, "emphasis", &REPORT_EMPHASIS_OPTIONS);
        rows[i].level = levels_read(r, json_object_get(one, "values"));
    }
    struct report_heat_step *steps = mem_array(r->ctx, struct report_heat_step, h->n_steps);
    for (size_t i = 0; i < h->n_steps; i++) {
        const json_t *one = json_array_get(steps_in, i);
        steps[i].from = (int)body_int(one, "from", 0);
        steps[i].label = text(r, one, "label");
    }
    h->rows = rows;
    h->steps = steps;
}

static void bars_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    struct report_bars *b = &ret->bars;
    const json_t *list = json_object_get(json, "items");
    const json_t *max = member(json, "max");
    b->caption = text(r, json, "caption");
    b->note = text(r, json, "note");
    b->unit = text(r, json, "unit");
    b->digits = (int)body_int(json, "digits", 0);
    b->has_max = max != NULL;
    b->max = json_number_value(max);
    b->n_bars = json_array_size(list);
    struct report_bar *bars = mem_array(r->ctx, struct report_bar, b->n_bars);
    for (size_t i = 0; i < b->n_bars; i++) {
        const json_t *one = json_array_get(list, i);
        const json_t *value = member(one, "value");
        bars[i].label = text(r, one, "label");
        bars[i].note = text(r, one, "note");
        bars[i].present = value != NULL;
        bars[i].value = json_number_value(value);
        bars[i].tone = (enum report_tone)option(one, "tone", &REPORT_TONE_OPTIONS);
    }
    b->bars = bars;
}

static void sources_read(struct reader *r, const json_t *json, struct report_block *ret)
{
    const json_t *list = json_object_get(json, "items");
    size_t n = json_array_size(list);
    struct report_source *items = mem_array(r->ctx, struct report_source, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        items[i].what = text(r, one, "what");
        items[i].source = text(r, one, "source");
        items[i].note = text(r, one, "note");
        items[i].dated = day(one, "date", &items[i].date);
        items[i].sample = body_bool(one, "sample");
        r->sample |= items[i].sample;
    }
    ret->sources = (struct report_sources){.items = items, .n_items = n};
}

typedef void (*block_reader)(struct reader *r, const json_t *json, struct report_block *ret);

static const block_reader readers[REPORT_BLOCK_MAX] = {
    [REPORT_WORDS] = words_read,
    [REPORT_PARAGRAPH] = paragraph_read,
    [REPORT_FIGURE_BLOCK] = figures_read,
    [REPORT_TABLE] = table_read,
    [REPORT_RADAR] = radar_read,
    [REPORT_TREND] = trend_read,
    [REPORT_HEATMAP] = heatmap_read,
    [REPORT_BAR_BLOCK] = bars_read,
    [REPORT_SOURCE_BLOCK] = sources_read,
};

static void section_read(struct reader *r, const json_t *json, struct report_section *ret)
{
    const json_t *list = json_object_get(json, "blocks");
    size_t n = json_array_size(list);
    struct report_block *blocks = mem_array(r->ctx, struct report_block, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        blocks[i].type = (enum report_block_type)option(one, "type", &REPORT_BLOCKS_OPTIONS);
        readers[blocks[i].type](r, one, &blocks[i]);
    }
    ret->key = text(r, json, "key");
    ret->heading = text(r, json, "heading");
    ret->own_page = body_bool(json, "own_page");
    ret->blocks = blocks;
    ret->n_blocks = n;
}

static void envelope_read(struct reader *r, const json_t *doc, struct report *ret)
{
    const json_t *meeting = member(doc, "meeting");
    const json_t *approver = member(doc, "approver");
    const json_t *coverage = member(doc, "coverage");
    ret->lang = r->tag;
    ret->era = strcmp(r->tag, REPORT_JA_ERA) == 0;
    ret->type = text(r, doc, "type");
    ret->number = text(r, doc, "number");
    ret->title = text(r, doc, "title");
    ret->organisation = text(r, doc, "organisation");
    ret->period = report_period_text(r->ctx, r->tag, text(r, doc, "period"));
    ret->audience = text(r, doc, "audience");
    ret->confidentiality = text(r, doc, "confidentiality");
    ret->coverage = text(r, coverage, "text");
    ret->partial = body_bool(coverage, "partial");
    ret->meeting = text(r, meeting, "name");
    ret->meeting_dated = day(meeting, "date", &ret->meeting_date);
    day(doc, "prepared_at", &ret->prepared);
    instant_parse(text(r, doc, "prepared_at"), &ret->prepared_ms);
    ret->author = person(r, json_object_get(doc, "author"));
    ret->has_approver = approver != NULL;
    ret->approver = person(r, approver);
    ret->approved = day(doc, "approved_at", &ret->approved_date);
}

char *report_doc_bytes(const void *ctx, const json_t *doc)
{
    char *bytes = json_dumps(doc, JSON_COMPACT | JSON_SORT_KEYS);
    if (bytes == NULL)
        abort(); /* out of memory: a json_t is always writable */
    char *copy = mem_strdup(ctx, bytes);
    free(bytes);
    return copy;
}

static const char *digest_text(const void *ctx, const json_t *doc)
{
    char *bytes = report_doc_bytes(NULL, doc);
    struct digest d = digest_of(bytes, strlen(bytes));
    char *text_of_digest = mem_array(ctx, char, DIGEST_TEXT_SIZE);
    digest_format(&d, text_of_digest);
    mem_free(bytes);
    return text_of_digest;
}

bool report_doc_by_era(const json_t *doc)
{
    const char *calendar = body_text(doc, "calendar");
    return calendar != NULL && strcmp(calendar, REPORT_CALENDAR_ERA) == 0;
}

enum err report_doc_read(const void *ctx, const json_t *doc, const char *lang,
    struct problem *problem, struct report **ret_report)
{
    enum err e = report_doc_check(doc, problem);
    if (e != ERR_OK)
        return e;
    const char *own = body_text(doc, "language_default");
    const char *wanted = lang != NULL && lang[0] != '\0' ? lang : own;
    struct reader r = {
        .ctx = ctx, .lang = wanted != NULL && strcmp(wanted, "en") == 0 ? "en" : "ja"};
    r.tag = r.lang;
    if (report_in_japanese(r.lang) && report_doc_by_era(doc))
        r.tag = REPORT_JA_ERA;
    struct report *report = mem_new(ctx, struct report);
    envelope_read(&r, doc, report);
    const json_t *list = json_object_get(doc, "sections");
    size_t n = json_array_size(list);
    struct report_section *sections = mem_array(ctx, struct report_section, n);
    for (size_t i = 0; i < n; i++)
        section_read(&r, json_array_get(list, i), &sections[i]);
    report->sections = sections;
    report->n_sections = n;
    report->sample = r.sample;
    report->digest = digest_text(ctx, doc);
    *ret_report = report;
    return ERR_OK;
}
