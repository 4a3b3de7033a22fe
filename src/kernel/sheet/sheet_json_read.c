/* kaname-sheet/1, read: first the form (sheet_shape.c), then what one member means for another.
 * Every fault is added to the problem; building goes on as long as it can, so that all are told. */
#include "kernel/sheet/sheet_json.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/sheet/sheet_rules.h"

#include <stdio.h>
#include <string.h>

enum { POINTER_SIZE = 256 };

struct reader {
    const void *ctx;
    struct problem *problem;
    struct sheet_doc *doc;
    struct sheet_section *sections;
    struct sheet_item *items;
    json_t *section_numbers, *item_numbers; /* key → number, of those read so far */
};

static void fault(struct reader *r, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void point(char ret_pointer[POINTER_SIZE], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void point(char ret_pointer[POINTER_SIZE], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(ret_pointer, POINTER_SIZE, format, args);
    va_end(args);
}

static void fault(struct reader *r, const char *code, const char *format, ...)
{
    char pointer[POINTER_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(pointer, sizeof pointer, format, args);
    va_end(args);
    problem_field(r->problem, pointer, code);
}

/* Keys stand in URLs and in comma-separated lists. */
static bool key_ok(const char *key)
{
    if (key[0] == '\0' || strcmp(key, "na") == 0 || strpbrk(key, " ,/\\\"'?#%<>&") != NULL)
        return false;
    return utf8_ok(key, strlen(key)) && strpbrk(key, "\t\r\n") == NULL;
}

static const char *text_of(struct reader *r, const json_t *object, const char *key)
{
    return mem_strdup(r->ctx, json_string_value(json_object_get(object, key)));
}

/* Takes `json` apart by language; `where` points at it. */
static struct sheet_texts texts_read(struct reader *r, const json_t *json, const char *where)
{
    const char **of = mem_array(r->ctx, const char *, r->doc->n_languages);
    const char *lang;
    json_t *text;
    if (json == NULL || json_is_null(json))
        return (struct sheet_texts){NULL};
    if (json_object_size(json) == 0)
        fault(r, "texts", "%s", where);
    json_object_foreach((json_t *)json, lang, text)
    {
        int i = sheet_language(r->doc, lang);
        if (i < 0)
            fault(r, "language", "%s/%s", where, lang);
        else if (json_is_string(text))
            of[i] = mem_strdup(r->ctx, json_string_value(text));
    }
    return (struct sheet_texts){of};
}

static struct sheet_texts member_texts(
    struct reader *r, const json_t *object, const char *base, const char *key)
{
    char where[POINTER_SIZE];
    point(where, "%s/%s", base, key);
    return texts_read(r, json_object_get(object, key), where);
}

static const struct sheet_texts *texts_list(
    struct reader *r, const json_t *list, const char *base, const char *key, size_t room)
{
    struct sheet_texts *texts = mem_array(r->ctx, struct sheet_texts, room);
    for (size_t i = 0; i < json_array_size(list) && i < room; i++) {
        char where[POINTER_SIZE];
        point(where, "%s/%s/%zu", base, key, i);
        texts[i] = texts_read(r, json_array_get(list, i), where);
    }
    return texts;
}

struct sheet_strings sheet_strings_read(const void *ctx, const json_t *list)
{
    size_t n = json_array_size(list);
    const char **of = mem_array(ctx, const char *, n);
    for (size_t i = 0; i < n; i++)
        of[i] = mem_strdup(ctx, json_string_value(json_array_get(list, i)));
    return (struct sheet_strings){of, n};
}

/* Remembers the number of a key; a fault when the key is unfit or taken. */
static void key_take(struct reader *r, json_t *numbers, const char *key, int no, const char *base)
{
    if (!key_ok(key))
        fault(r, "sheet_key", "%s/key", base);
    else if (json_object_get(numbers, key) != NULL)
        fault(r, "sheet_duplicate", "%s/key", base);
    else
        json_object_set_new(numbers, key, json_integer(no));
}

static int key_number(const json_t *numbers, const char *key)
{
    return (int)json_integer_value(json_object_get(numbers, key));
}

static void languages_read(struct reader *r, const json_t *json)
{
    const json_t *list = json_object_get(json, "languages");
    struct sheet_strings languages = sheet_strings_read(r->ctx, list);
    r->doc->languages = languages.of;
    r->doc->n_languages = languages.n;
    for (size_t i = 0; i < languages.n; i++) {
        if (shape_field(&SHAPE_SHEET_TEXTS, languages.of[i]) == NULL)
            fault(r, "language", "/languages/%zu", i);
        else if ((size_t)sheet_language(r->doc, languages.of[i]) < i)
            fault(r, "sheet_duplicate", "/languages/%zu", i);
    }
}

static void band_read(struct reader *r, const json_t *json, size_t no, struct sheet_band *bands)
{
    char base[POINTER_SIZE];
    point(base, "/total/bands/%zu", no);
    bands[no] = (struct sheet_band){.from = (int)body_int(json, "from", 0),
        .name = member_texts(r, json, base, "name"),
        .advice = member_texts(r, json, base, "advice")};
    if (no > 0 && bands[no].from >= bands[no - 1].from)
        fault(r, "sheet_bands", "%s/from", base);
}

static void total_read(struct reader *r, const json_t *json)
{
    const json_t *list = json_object_get(json, "bands");
    struct sheet_total *t = &r->doc->total;
    t->given = json_is_object(json);
    t->has_na = json_is_integer(json_object_get(json, "na"));
    t->na = (int)body_int(json, "na", 0);
    if (t->has_na && (t->na < r->doc->score_min || t->na > r->doc->score_max))
        fault(r, "sheet_points", "/total/na");
    t->n_bands = json_array_size(list);
    struct sheet_band *bands = mem_array(r->ctx, struct sheet_band, t->n_bands);
    for (size_t i = 0; i < t->n_bands; i++)
        band_read(r, json_array_get(list, i), i, bands);
    t->bands = bands;
}

void sheet_total_read(const void *ctx, struct sheet_doc *doc, const json_t *json)
{
    total_read(&(struct reader){.ctx = ctx, .problem = problem_new(ctx), .doc = doc}, json);
}

static void head_read(struct reader *r, const json_t *json)
{
    struct sheet_doc *d = r->doc;
    languages_read(r, json);
    d->key = text_of(r, json, "key");
    d->label = text_of(r, json, "version");
    d->publisher = text_of(r, json, "publisher");
    d->licence = text_of(r, json, "licence");
    d->wording = text_of(r, json, "wording");
    d->source = text_of(r, json, "source");
    d->name = member_texts(r, json, "", "name");
    d->description = member_texts(r, json, "", "description");
    d->basis = member_texts(r, json, "", "basis");
    d->section_name = member_texts(r, json, "", "section_name");
    const json_t *score = json_object_get(json, "score");
    d->score_min = (int)body_int(score, "min", 0);
    d->score_max = (int)body_int(score, "max", 0);
    if (!key_ok(d->key))
        fault(r, "sheet_key", "/key");
    if (d->score_min >= d->score_max)
        fault(r, "sheet_score_range", "/score");
    total_read(r, json_object_get(json, "total"));
}

static void section_read(struct reader *r, const json_t *json, int no)
{
    struct sheet_section *s = &r->sections[no - 1];
    char base[POINTER_SIZE];
    point(base, "/sections/%d", no - 1);
    s->key = text_of(r, json, "key");
    s->name = member_texts(r, json, base, "name");
    s->short_name = member_texts(r, json, base, "short");
    s->explains = member_texts(r, json, base, "explains");
    const char *parent = body_text(json, "parent");
    if (parent != NULL) {
        s->parent_no = key_number(r->section_numbers, parent);
        if (s->parent_no == 0)
            fault(r, "sheet_section", "%s/parent", base);
    }
    key_take(r, r->section_numbers, s->key, no, base);
}

static void option_read(struct reader *r, const struct sheet_item *item, const json_t *json,
    const char *base, size_t no, struct sheet_option *ret_option)
{
    char where[POINTER_SIZE];
    point(where, "%s/options/%zu", base, no);
    struct sheet_option o = {
        .key = text_of(r, json, "key"),
        .has_points = json_is_integer(json_object_get(json, "points")),
        .points = (int)body_int(json, "points", 0),
        .right = body_bool(json, "right"),
        .text = member_texts(r, json, where, "text"),
        .why = member_texts(r, json, where, "why"),
    };
    int least = item->scale == SCALE_MULTI ? 0 : r->doc->score_min;
    int most =
        item->scale == SCALE_MULTI ? r->doc->score_max - r->doc->score_min : r->doc->score_max;
    if (!key_ok(o.key))
        fault(r, "sheet_key", "%s/key", where);
    if (o.has_points && (o.points < least || o.points > most))
        fault(r, "sheet_points", "%s/points", where);
    *ret_option = o;
}

static void options_check(struct reader *r, const struct sheet_item *item, const char *base)
{
    size_t right = 0;
    size_t points = 0;
    for (size_t i = 0; i < item->n_options; i++) {
        right += item->options[i].right;
        points += item->options[i].has_points;
        for (size_t k = 0; k < i; k++)
            if (strcmp(item->options[i].key, item->options[k].key) == 0)
                fault(r, "sheet_duplicate", "%s/options/%zu/key", base, i);
    }
    if (right > 0 && points > 0)
        fault(r, "sheet_right_or_points", "%s/options", base);
    if (right > 1 && item->scale == SCALE_CHOICE)
        fault(r, "sheet_one_right", "%s/options", base);
}

static void options_read(
    struct reader *r, struct sheet_item *item, const json_t *json, const char *base)
{
    const json_t *list = json_object_get(json, "options");
    bool wanted = item->scale == SCALE_CHOICE || item->scale == SCALE_MULTI;
    item->n_options = json_array_size(list);
    if (wanted && item->n_options == 0)
        fault(r, "required", "%s/options", base);
    if (!wanted && item->n_options > 0)
        fault(r, "sheet_scale_member", "%s/options", base);
    struct sheet_option *options = mem_array(r->ctx, struct sheet_option, item->n_options);
    for (size_t i = 0; i < item->n_options; i++)
        option_read(r, item, json_array_get(list, i), base, i, &options[i]);
    item->options = options;
    options_check(r, item, base);
}

static void levels_read(
    struct reader *r, struct sheet_item *item, const json_t *json, const char *base)
{
    const json_t *levels = json_object_get(json, "levels");
    const json_t *criteria = json_object_get(json, "criteria");
    size_t wanted = item->scale == SCALE_MATURITY5 ? SHEET_LEVELS : 0;
    if (json_array_size(levels) != wanted)
        fault(r, wanted > 0 ? "sheet_levels" : "sheet_scale_member", "%s/levels", base);
    if (json_array_size(criteria) != 0 && json_array_size(criteria) != wanted)
        fault(r, wanted > 0 ? "sheet_levels" : "sheet_scale_member", "%s/criteria", base);
    if (wanted > 0 && (r->doc->score_max - r->doc->score_min) % (SHEET_LEVELS - 1) != 0)
        fault(r, "sheet_maturity_range", "%s/scale", base);
    memcpy(item->levels, texts_list(r, levels, base, "levels", SHEET_LEVELS), sizeof item->levels);
    memcpy(item->criteria, texts_list(r, criteria, base, "criteria", SHEET_LEVELS),
        sizeof item->criteria);
}

/* A scored number without bounds of its own has those of the sheet. */
static void number_read(
    struct reader *r, struct sheet_item *item, const json_t *json, const char *base)
{
    const json_t *min = json_object_get(json, "min");
    const json_t *max = json_object_get(json, "max");
    item->scored = body_bool(json, "scored");
    item->has_min = json_is_number(min) || item->scored;
    item->has_max = json_is_number(max) || item->scored;
    item->number_min = json_is_number(min) ? json_number_value(min) : r->doc->score_min;
    item->number_max = json_is_number(max) ? json_number_value(max) : r->doc->score_max;
    if (item->scale != SCALE_NUMBER && (item->has_min || item->has_max || item->scored))
        fault(r, "sheet_scale_member", "%s/%s", base, item->scored ? "scored" : "min");
    if (item->has_min && item->has_max && item->number_min > item->number_max)
        fault(r, "sheet_range", "%s/max", base);
    if (item->scored && (item->number_min < r->doc->score_min))
        fault(r, "sheet_points", "%s/min", base);
    if (item->scored && (item->number_max > r->doc->score_max))
        fault(r, "sheet_points", "%s/max", base);
}

void sheet_applies_read(const void *ctx, const struct sheet_doc *doc, const json_t *json,
    struct sheet_applies *ret_applies)
{
    const json_t *answers = json_object_get(json, "answers");
    const json_t *spares = json_object_get(json, "spared_by");
    struct sheet_applies a = {
        .n_answers = json_array_size(answers), .n_spared_by = json_array_size(spares)};
    struct sheet_condition *conditions = mem_array(ctx, struct sheet_condition, a.n_answers);
    struct sheet_spare *spared_by = mem_array(ctx, struct sheet_spare, a.n_spared_by);
    for (size_t i = 0; i < a.n_answers; i++) {
        const json_t *one = json_array_get(answers, i);
        conditions[i].item_no = sheet_item_no(doc, body_text(one, "item"));
        conditions[i].in = sheet_strings_read(ctx, json_object_get(one, "in"));
    }
    for (size_t i = 0; i < a.n_spared_by; i++) {
        const json_t *one = json_array_get(spares, i);
        spared_by[i].certificate = mem_strdup(ctx, body_text(one, "certificate"));
        spared_by[i].value = mem_strdup(ctx, body_text(one, "value"));
    }
    a.classes = sheet_strings_read(ctx, json_object_get(json, "classes"));
    a.kinds = sheet_strings_read(ctx, json_object_get(json, "kinds"));
    a.answers = conditions;
    a.spared_by = spared_by;
    *ret_applies = a;
}

static void condition_check(
    struct reader *r, const struct sheet_condition *c, const char *base, size_t no)
{
    if (c->item_no == 0) {
        fault(r, "sheet_earlier_item", "%s/applies/answers/%zu/item", base, no);
        return;
    }
    for (size_t i = 0; i < c->in.n; i++)
        if (strcmp(c->in.of[i], "na") != 0 &&
            !sheet_value_ok(&r->items[c->item_no - 1], c->in.of[i]))
            fault(r, "sheet_item_value", "%s/applies/answers/%zu/in/%zu", base, no, i);
}

static void applies_check(struct reader *r, const struct sheet_item *item, const char *base)
{
    const struct sheet_applies *a = &item->applies;
    for (size_t i = 0; i < a->n_answers; i++)
        condition_check(r, &a->answers[i], base, i);
    for (size_t i = 0; i < a->n_spared_by; i++)
        if (!sheet_value_ok(item, a->spared_by[i].value))
            fault(r, "sheet_item_value", "%s/applies/spared_by/%zu/value", base, i);
}

static void item_read(struct reader *r, const json_t *json, int no)
{
    struct sheet_item *item = &r->items[no - 1];
    char base[POINTER_SIZE];
    point(base, "/items/%d", no - 1);
    const json_t *required = json_object_get(json, "required");
    const json_t *evidence = json_object_get(json, "evidence");
    item->key = text_of(r, json, "key");
    item->section_no = key_number(r->section_numbers, body_text(json, "section"));
    if (item->section_no == 0)
        fault(r, "sheet_section", "%s/section", base);
    sheet_scale_parse(body_text(json, "scale"), &item->scale);
    item->weight = (int)body_int(json, "weight", 1);
    item->required = required == NULL || json_is_true(required);
    item->text = member_texts(r, json, base, "text");
    item->hint = member_texts(r, json, base, "hint");
    levels_read(r, item, json, base);
    options_read(r, item, json, base);
    item->n_evidence = json_array_size(evidence);
    item->evidence = texts_list(r, evidence, base, "evidence", item->n_evidence);
    item->practices = sheet_strings_read(r->ctx, json_object_get(json, "practices"));
    item->directives = sheet_strings_read(r->ctx, json_object_get(json, "directives"));
    number_read(r, item, json, base);
    sheet_applies_read(r->ctx, r->doc, json_object_get(json, "applies"), &item->applies);
    applies_check(r, item, base);
    key_take(r, r->item_numbers, item->key, no, base);
}

static void document_read(struct reader *r, const json_t *json)
{
    const json_t *sections = json_object_get(json, "sections");
    const json_t *items = json_object_get(json, "items");
    head_read(r, json);
    r->doc->n_sections = (int)json_array_size(sections);
    int n_items = (int)json_array_size(items);
    r->sections = mem_array(r->ctx, struct sheet_section, r->doc->n_sections);
    r->items = mem_array(r->ctx, struct sheet_item, n_items);
    r->doc->sections = r->sections;
    r->doc->items = r->items;
    for (int i = 0; i < r->doc->n_sections; i++)
        section_read(r, json_array_get(sections, (size_t)i), i + 1);
    for (int i = 0; i < n_items; i++) {
        item_read(r, json_array_get(items, (size_t)i), i + 1);
        r->doc->n_items++; /* conditions find the items that stand before */
    }
}

enum err sheet_json_read(
    const void *ctx, const json_t *json, struct problem *problem, const struct sheet_doc **ret_doc)
{
    enum err e = shape_check(&SHAPE_SHEET_DOCUMENT, json, "", false, problem);
    if (e != ERR_OK)
        return e;
    struct sheet_doc *doc = mem_new(ctx, struct sheet_doc);
    struct reader r = {.ctx = doc,
        .problem = problem,
        .doc = doc,
        .section_numbers = json_object(),
        .item_numbers = json_object()};
    document_read(&r, json);
    json_decref(r.section_numbers);
    json_decref(r.item_numbers);
    e = problem_check(problem);
    if (e == ERR_OK)
        *ret_doc = doc;
    return e;
}

enum err sheet_json_parse(const void *ctx, const char *data, size_t len, struct problem *problem,
    const struct sheet_doc **ret_doc)
{
    json_t *json;
    enum err e = json_in_parse(ctx, data, len, JSON_IN_DEPTH, problem, &json);
    return e == ERR_OK ? sheet_json_read(ctx, json, problem, ret_doc) : e;
}
