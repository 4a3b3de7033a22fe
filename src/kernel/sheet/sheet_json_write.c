/* kaname-sheet/1, written. The order of members is part of the digest: never change it. */
#include "kernel/sheet/sheet_json.h"

#include "base/mem.h"

#include <string.h>

void sheet_texts_write(
    struct jw *w, const char *key, const struct sheet_doc *doc, const struct sheet_texts *texts)
{
    if (texts->of == NULL)
        return;
    if (key != NULL)
        jw_key(w, key);
    jw_obj_begin(w);
    for (size_t i = 0; i < doc->n_languages; i++)
        if (texts->of[i] != NULL)
            jw_kstr(w, doc->languages[i], texts->of[i]);
    jw_obj_end(w);
}

static void optional(struct jw *w, const char *key, const char *text)
{
    if (text != NULL)
        jw_kstr(w, key, text);
}

static void strings(struct jw *w, const char *key, const struct sheet_strings *list)
{
    if (list->n == 0)
        return;
    if (key != NULL)
        jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < list->n; i++)
        jw_str(w, list->of[i]);
    jw_arr_end(w);
}

static void texts_list(struct jw *w, const char *key, const struct sheet_doc *doc,
    const struct sheet_texts *texts, size_t n)
{
    if (n == 0 || texts[0].of == NULL)
        return;
    jw_key(w, key);
    jw_arr_begin(w);
    for (size_t i = 0; i < n; i++)
        sheet_texts_write(w, NULL, doc, &texts[i]);
    jw_arr_end(w);
}

/* What an answer counts, and which is right, only where the whole is written. */
static void option_write(
    struct jw *w, const struct sheet_doc *doc, const struct sheet_option *o, bool whole)
{
    jw_obj_begin(w);
    jw_kstr(w, "key", o->key);
    if (whole && o->has_points)
        jw_kint(w, "points", o->points);
    if (whole && o->right)
        jw_kbool(w, "right", true);
    sheet_texts_write(w, "text", doc, &o->text);
    if (whole)
        sheet_texts_write(w, "why", doc, &o->why);
    jw_obj_end(w);
}

static void options(
    struct jw *w, const struct sheet_doc *doc, const struct sheet_item *item, bool whole)
{
    if (item->n_options == 0)
        return;
    jw_key(w, "options");
    jw_arr_begin(w);
    for (size_t i = 0; i < item->n_options; i++)
        option_write(w, doc, &item->options[i], whole);
    jw_arr_end(w);
}

static bool has_rule(const struct sheet_applies *a)
{
    return a->classes.n + a->kinds.n + a->n_answers + a->n_spared_by > 0;
}

static void conditions(
    struct jw *w, const struct sheet_doc *doc, const struct sheet_applies *applies)
{
    if (applies->n_answers == 0)
        return;
    jw_key(w, "answers");
    jw_arr_begin(w);
    for (size_t i = 0; i < applies->n_answers; i++) {
        jw_obj_begin(w);
        jw_kstr(w, "item", doc->items[applies->answers[i].item_no - 1].key);
        strings(w, "in", &applies->answers[i].in);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void applies_write(
    struct jw *w, const struct sheet_doc *doc, const struct sheet_applies *applies)
{
    jw_obj_begin(w);
    strings(w, "classes", &applies->classes);
    strings(w, "kinds", &applies->kinds);
    conditions(w, doc, applies);
    if (applies->n_spared_by > 0) {
        jw_key(w, "spared_by");
        jw_arr_begin(w);
        for (size_t i = 0; i < applies->n_spared_by; i++) {
            jw_obj_begin(w);
            jw_kstr(w, "certificate", applies->spared_by[i].certificate);
            jw_kstr(w, "value", applies->spared_by[i].value);
            jw_obj_end(w);
        }
        jw_arr_end(w);
    }
    jw_obj_end(w);
}

static void item_write(
    struct jw *w, const struct sheet_doc *doc, const struct sheet_item *item, bool whole)
{
    jw_obj_begin(w);
    jw_kstr(w, "key", item->key);
    jw_kstr(w, "section", doc->sections[item->section_no - 1].key);
    jw_kstr(w, "scale", sheet_scale_key(item->scale));
    if (whole)
        jw_kint(w, "weight", item->weight);
    jw_kbool(w, "required", item->required);
    sheet_texts_write(w, "text", doc, &item->text);
    sheet_texts_write(w, "hint", doc, &item->hint);
    texts_list(w, "levels", doc, item->levels, SHEET_LEVELS);
    texts_list(w, "criteria", doc, item->criteria, SHEET_LEVELS);
    options(w, doc, item, whole);
    texts_list(w, "evidence", doc, item->evidence, item->n_evidence);
    strings(w, "practices", &item->practices);
    strings(w, "directives", &item->directives);
    if (has_rule(&item->applies)) {
        jw_key(w, "applies");
        applies_write(w, doc, &item->applies);
    }
    if (item->has_min)
        jw_knum(w, "min", item->number_min);
    if (item->has_max)
        jw_knum(w, "max", item->number_max);
    if (whole && item->scored)
        jw_kbool(w, "scored", true);
    jw_obj_end(w);
}

static void section_write(
    struct jw *w, const struct sheet_doc *doc, const struct sheet_section *section)
{
    jw_obj_begin(w);
    jw_kstr(w, "key", section->key);
    if (section->parent_no > 0)
        jw_kstr(w, "parent", doc->sections[section->parent_no - 1].key);
    sheet_texts_write(w, "name", doc, &section->name);
    sheet_texts_write(w, "short", doc, &section->short_name);
    sheet_texts_write(w, "explains", doc, &section->explains);
    jw_obj_end(w);
}

static void total_write(struct jw *w, const struct sheet_doc *doc)
{
    const struct sheet_total *t = &doc->total;
    jw_obj_begin(w);
    if (t->has_na)
        jw_kint(w, "na", t->na);
    if (t->n_bands > 0) {
        jw_key(w, "bands");
        jw_arr_begin(w);
        for (size_t i = 0; i < t->n_bands; i++) {
            jw_obj_begin(w);
            jw_kint(w, "from", t->bands[i].from);
            sheet_texts_write(w, "name", doc, &t->bands[i].name);
            sheet_texts_write(w, "advice", doc, &t->bands[i].advice);
            jw_obj_end(w);
        }
        jw_arr_end(w);
    }
    jw_obj_end(w);
}

static void head_write(struct jw *w, const struct sheet_doc *doc)
{
    const struct sheet_strings languages = {doc->languages, doc->n_languages};
    jw_kstr(w, "format", SHEET_FORMAT);
    jw_kstr(w, "key", doc->key);
    jw_kstr(w, "version", doc->label);
    optional(w, "publisher", doc->publisher);
    optional(w, "licence", doc->licence);
    jw_kstr(w, "wording", doc->wording);
    optional(w, "source", doc->source);
    sheet_texts_write(w, "name", doc, &doc->name);
    sheet_texts_write(w, "description", doc, &doc->description);
    sheet_texts_write(w, "basis", doc, &doc->basis);
    sheet_texts_write(w, "section_name", doc, &doc->section_name);
    strings(w, "languages", &languages);
}

static void score_write(struct jw *w, const struct sheet_doc *doc)
{
    jw_key(w, "score");
    jw_obj_begin(w);
    jw_kint(w, "min", doc->score_min);
    jw_kint(w, "max", doc->score_max);
    jw_obj_end(w);
    if (doc->total.given) {
        jw_key(w, "total");
        total_write(w, doc);
    }
}

static void doc_write(struct jw *w, const struct sheet_doc *doc, bool whole)
{
    jw_obj_begin(w);
    head_write(w, doc);
    if (whole)
        score_write(w, doc);
    jw_key(w, "sections");
    jw_arr_begin(w);
    for (int i = 0; i < doc->n_sections; i++)
        section_write(w, doc, &doc->sections[i]);
    jw_arr_end(w);
    jw_key(w, "items");
    jw_arr_begin(w);
    for (int i = 0; i < doc->n_items; i++)
        item_write(w, doc, &doc->items[i], whole);
    jw_arr_end(w);
    jw_obj_end(w);
}

void sheet_json_write(struct jw *w, const struct sheet_doc *doc)
{
    doc_write(w, doc, true);
}

void sheet_questions_write(struct jw *w, const struct sheet_doc *doc)
{
    doc_write(w, doc, false);
}

const char *sheet_applies_json(
    const void *ctx, const struct sheet_doc *doc, const struct sheet_item *item)
{
    if (!has_rule(&item->applies))
        return NULL;
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    applies_write(&w, doc, &item->applies);
    return b->data;
}

const char *sheet_total_json(const void *ctx, const struct sheet_doc *doc)
{
    if (!doc->total.given)
        return NULL;
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    total_write(&w, doc);
    return b->data;
}

const char *sheet_strings_json(const void *ctx, const struct sheet_strings *list)
{
    if (list->n == 0)
        return NULL;
    struct buf *b = buf_new(ctx);
    struct jw w = jw_init(b);
    strings(&w, NULL, list);
    return b->data;
}

struct digest sheet_digest(const struct sheet_doc *doc)
{
    struct buf *b = buf_new(NULL);
    struct jw w = jw_init(b);
    sheet_json_write(&w, doc);
    struct digest d = digest_of(b->data, b->len);
    mem_free(b);
    return d;
}
