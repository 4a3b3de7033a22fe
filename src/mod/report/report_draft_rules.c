#include "mod/report/report_draft_rules.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_type.h"

#include <string.h>

enum { ARGS_MAX = 8 };

/* ---- texts ---- */

json_t *draft_texts(const char *ja, const char *en)
{
    json_t *texts = json_object();
    if (ja != NULL && ja[0] != '\0')
        json_object_set_new(texts, "ja", json_string(ja));
    if (en != NULL && en[0] != '\0')
        json_object_set_new(texts, "en", json_string(en));
    if (json_object_size(texts) == 0)
        json_object_set_new(texts, "ja", json_string(""));
    return texts;
}

json_t *draft_message(const char *id)
{
    return draft_texts(msg_get("ja", id), msg_get("en", id));
}

struct draft_arg draft_day_long(const void *ctx, const char *ja, const char *name, struct date day)
{
    return (struct draft_arg){
        name, report_date_long(ctx, ja, day), report_date_long(ctx, "en", day)};
}

struct draft_arg draft_day(const void *ctx, const char *ja, const char *name, struct date day)
{
    return (struct draft_arg){
        name, report_date_short(ctx, ja, day), report_date_short(ctx, "en", day)};
}

struct draft_arg draft_period(const void *ctx, const char *ja, const char *name, const char *period)
{
    return (struct draft_arg){
        name, report_period_text(ctx, ja, period), report_period_text(ctx, "en", period)};
}

static const char *format_in(
    const void *ctx, const char *lang, const char *id, const struct draft_arg *args, size_t n)
{
    struct msg_arg in[ARGS_MAX] = {{0}};
    bool english = strcmp(lang, "en") == 0;
    for (size_t i = 0; i < n && i < ARGS_MAX; i++)
        in[i] =
            (struct msg_arg){args[i].name, english && args[i].en != NULL ? args[i].en : args[i].ja};
    return msg_format(ctx, lang, id, in, n < ARGS_MAX ? n : ARGS_MAX);
}

json_t *draft_format(const void *ctx, const char *id, const struct draft_arg *args, size_t n)
{
    return draft_texts(format_in(ctx, "ja", id, args, n), format_in(ctx, "en", id, args, n));
}

struct draft_text draft_text_new(const void *ctx)
{
    return (struct draft_text){.ja = buf_new(ctx), .en = buf_new(ctx)};
}

void draft_append(struct draft_text *t, const char *id, const struct draft_arg *args, size_t n)
{
    buf_str(t->ja, format_in(t->ja, "ja", id, args, n));
    buf_str(t->en, format_in(t->en, "en", id, args, n));
}

json_t *draft_text_json(const struct draft_text *t)
{
    return draft_texts(t->ja->data, t->en->data);
}

/* ---- blocks ---- */

void draft_paragraph(json_t *blocks, const char *style, json_t *texts)
{
    json_array_append_new(
        blocks, json_pack("{s:s, s:s, s:o}", "type", "paragraph", "style", style, "text", texts));
}

json_t *draft_table(json_t *blocks, const char *caption, const char *note)
{
    json_t *table = json_pack("{s:s, s:[], s:[]}", "type", "table", "columns", "rows");
    if (caption != NULL)
        json_object_set_new(table, "caption", draft_message(caption));
    if (note != NULL)
        json_object_set_new(table, "note", draft_message(note));
    json_array_append_new(blocks, table);
    return table;
}

void draft_column(json_t *table, const char *label, const char *kind, double width)
{
    json_array_append_new(json_object_get(table, "columns"),
        json_pack("{s:o, s:s, s:f}", "label", draft_message(label), "kind", kind, "width", width));
}

void draft_column_level(json_t *table, const char *label, double width, int digits, bool sign)
{
    json_array_append_new(json_object_get(table, "columns"),
        json_pack("{s:o, s:s, s:f, s:i, s:b}", "label", draft_message(label), "kind", "level",
            "width", width, "digits", digits, "sign", sign));
}

void draft_column_tenths(json_t *table, const char *label, double width)
{
    json_array_append_new(json_object_get(table, "columns"),
        json_pack("{s:o, s:s, s:f, s:i}", "label", draft_message(label), "kind", "number", "width",
            width, "digits", 1));
}

json_t *draft_row(json_t *table, const char *emphasis)
{
    json_t *row = json_pack("{s:[]}", "cells");
    if (emphasis != NULL)
        json_object_set_new(row, "emphasis", json_string(emphasis));
    json_array_append_new(json_object_get(table, "rows"), row);
    return json_object_get(row, "cells");
}

json_t *draft_state(const char *message, const char *tone)
{
    return json_pack("{s:o, s:s}", "label", draft_message(message), "tone", tone);
}

json_t *draft_figure(json_t *items, const char *label, const char *kind, json_t *value)
{
    json_t *item =
        json_pack("{s:o, s:s, s:o}", "label", draft_message(label), "kind", kind, "value", value);
    json_array_append_new(items, item);
    return item;
}

void draft_figures(json_t *blocks, json_t *items)
{
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "type", "figures", "items", items));
}

json_t *draft_section(json_t *sections, const char *key, json_t *heading)
{
    json_t *section = json_pack("{s:s, s:o, s:[]}", "key", key, "heading", heading, "blocks");
    json_array_append_new(sections, section);
    return json_object_get(section, "blocks");
}

/* ---- the document ---- */

static bool said(const char *text)
{
    return text != NULL && text[0] != '\0';
}

/* A name as the organisation writes it, and its English form where it has one of its own. */
static json_t *own_texts(const char *lang, const char *own, const char *en)
{
    bool english = strcmp(lang, "en") == 0 && !said(en);
    return english ? draft_texts(NULL, own) : draft_texts(own, en);
}

static void set_texts(
    json_t *doc, const char *key, const char *lang, const char *own, const char *en)
{
    json_object_set_new(doc, key, said(own) || said(en) ? own_texts(lang, own, en) : json_null());
}

static json_t *person(const struct report_person *p, const char *instead)
{
    const char *name = p->name != NULL && p->name[0] != '\0' ? p->name : instead;
    return json_pack("{s:s, s:s}", "name", name, "post", p->post == NULL ? "" : p->post);
}

static json_t *instant(int64_t ms, const char *zone)
{
    char text[INSTANT_TEXT_SIZE];
    if (!instant_format_in_zone(ms, zone, text))
        instant_format(ms, text);
    return json_string(text);
}

static json_t *meeting(const struct report_issue *issue, const char *lang)
{
    if (issue->meeting == NULL && issue->meeting_en == NULL)
        return json_null();
    return json_pack("{s:o, s:o}", "name", own_texts(lang, issue->meeting, issue->meeting_en),
        "date", issue->meeting_date == NULL ? json_null() : json_string(issue->meeting_date));
}

json_t *draft_envelope(
    const struct report_issue *issue, const char *org, const char *zone, const char *lang)
{
    json_t *doc = json_pack("{s:s, s:s, s:s, s:s, s:[]}", "format", REPORT_FORMAT, "type",
        issue->type, "number", issue->number, "language_default", lang, "sections");
    json_object_set_new(
        doc, "period", issue->period == NULL ? json_null() : json_string(issue->period));
    if (issue->ja != NULL && strcmp(issue->ja, REPORT_JA_ERA) == 0)
        json_object_set_new(doc, "calendar", json_string(REPORT_CALENDAR_ERA));
    set_texts(doc, "title", lang, issue->title, issue->title_en);
    set_texts(doc, "organisation", lang, org, NULL);
    set_texts(doc, "audience", lang, issue->audience, issue->audience_en);
    set_texts(doc, "confidentiality", lang, issue->confidentiality, issue->confidentiality_en);
    json_object_set_new(doc, "meeting", meeting(issue, lang));
    json_object_set_new(doc, "prepared_at", instant(issue->prepared_ms, zone));
    json_object_set_new(doc, "author", person(&issue->author, org));
    draft_approve(doc, issue, org, zone);
    return doc;
}

void draft_approve(json_t *doc, const struct report_issue *issue, const char *org, const char *zone)
{
    json_object_set_new(
        doc, "approver", issue->approved ? person(&issue->approver, org) : json_null());
    json_object_set_new(
        doc, "approved_at", issue->approved ? instant(issue->approved_ms, zone) : json_null());
}

/* ---- words ---- */

static const struct report_said *said_in(
    const struct report_issue *issue, const char *section, const char *lang)
{
    for (size_t i = 0; i < issue->n_said; i++)
        if (strcmp(issue->said[i].section, section) == 0 &&
            strcmp(issue->said[i].lang, lang) == 0 && issue->said[i].text[0] != '\0')
            return &issue->said[i];
    return NULL;
}

/* The words of a section in both languages as one block; NULL: nobody wrote any, or none are wanted
 * any more. */
static json_t *words_block(const struct report_issue *issue, const char *section, const char *zone)
{
    const struct report_slot *slot = report_slot_of(&issue->sections, section);
    if (slot != NULL && !slot->words)
        return NULL;
    const struct report_said *ja = said_in(issue, section, "ja");
    const struct report_said *en = said_in(issue, section, "en");
    const struct report_said *one = ja != NULL ? ja : en;
    if (one == NULL)
        return NULL;
    return json_pack("{s:s, s:o, s:o, s:o}", "type", "words", "author", person(&one->author, "—"),
        "written_at", instant(one->updated_ms, zone), "text",
        draft_texts(ja == NULL ? NULL : ja->text, en == NULL ? NULL : en->text));
}

void draft_say(json_t *sections, const struct report_issue *issue, const char *zone)
{
    size_t i;
    json_t *section;
    json_array_foreach(sections, i, section)
    {
        const char *key = json_string_value(json_object_get(section, "key"));
        json_t *blocks = json_object_get(section, "blocks");
        json_t *words = words_block(issue, key, zone);
        bool own = strcmp(key, "words") == 0 ||
                   strncmp(key, REPORT_WORDS_KEY, strlen(REPORT_WORDS_KEY)) == 0;
        if (words == NULL && own)
            words = json_pack("{s:s}", "type", "words");
        if (own)
            json_array_insert_new(blocks, 0, words);
        else if (words != NULL)
            json_array_append_new(blocks, words);
    }
}

/* ---- what changed since the last issue ---- */

static json_t *section_of(const json_t *sections, const char *key)
{
    size_t i;
    json_t *section;
    json_array_foreach(sections, i, section)
    {
        if (strcmp(json_string_value(json_object_get(section, "key")), key) == 0)
            return section;
    }
    return NULL;
}

/* The table at the same place; NULL: there is none. */
static const json_t *table_at(const json_t *section, size_t place)
{
    const json_t *block = json_array_get(json_object_get(section, "blocks"), place);
    const char *type = json_string_value(json_object_get(block, "type"));
    return type != NULL && strcmp(type, "table") == 0 ? block : NULL;
}

/* `recast`: the Japanese dates of one are by the era and of the other not; then what the program
 * wrote in both languages is compared in English. */
static bool same_cell(const json_t *a, const json_t *b, bool recast)
{
    const char *en = recast ? body_text(a, "en") : NULL;
    const char *other = recast ? body_text(b, "en") : NULL;
    return en != NULL && other != NULL ? strcmp(en, other) == 0 : json_equal(a, b);
}

static bool same_row(const json_t *a, const json_t *b, bool recast)
{
    size_t n = json_array_size(a);
    bool same = n == json_array_size(b);
    for (size_t i = 0; i < n && same; i++)
        same = same_cell(json_array_get(a, i), json_array_get(b, i), recast);
    return same;
}

static const json_t *row_like(const json_t *table, const json_t *row, bool recast)
{
    size_t i;
    json_t *one;
    const json_t *first = json_array_get(json_object_get(row, "cells"), 0);
    json_array_foreach(json_object_get(table, "rows"), i, one)
    {
        if (same_cell(json_array_get(json_object_get(one, "cells"), 0), first, recast))
            return one;
    }
    return NULL;
}

static void mark_table(const json_t *table, const json_t *last, bool recast)
{
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(table, "rows"), i, row)
    {
        const char *emphasis = json_string_value(json_object_get(row, "emphasis"));
        if (emphasis != NULL && strcmp(emphasis, "strong") == 0)
            continue; /* a total is no thing of its own */
        const json_t *before = row_like(last, row, recast);
        if (before == NULL)
            json_object_set_new(row, "mark", json_string("new"));
        else if (!same_row(json_object_get(before, "cells"), json_object_get(row, "cells"), recast))
            json_object_set_new(row, "mark", json_string("changed"));
    }
}

void draft_mark(const json_t *doc, const json_t *last_doc, const char *const *keys)
{
    bool recast = report_doc_by_era(doc) != report_doc_by_era(last_doc);
    const json_t *sections = json_object_get(doc, "sections");
    const json_t *last_sections = json_object_get(last_doc, "sections");
    for (; *keys != NULL; keys++) {
        const json_t *now = section_of(sections, *keys);
        const json_t *last = section_of(last_sections, *keys);
        size_t n = json_array_size(json_object_get(now, "blocks"));
        for (size_t i = 0; last != NULL && i < n; i++)
            if (table_at(now, i) != NULL && table_at(last, i) != NULL)
                mark_table(table_at(now, i), table_at(last, i), recast);
    }
}
