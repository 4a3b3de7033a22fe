#include "kernel/sheet/sheet_table.h"

#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/sheet_json.h"
#include "kernel/table/cell.h"

#include <stdio.h>
#include <string.h>

enum { KEY_MAX = 64, ANSWERS_MIN = 2, ANSWERS_MAX = 20 };

#define SHEET_COLUMN_KEY(name, key) key,
static const char *const columns[] = {SHEET_COLUMN_LIST(SHEET_COLUMN_KEY) NULL};
#undef SHEET_COLUMN_KEY
const struct option_set OPTIONS_SHEET_COLUMN = {"sheet_column", columns};

static const char *const scales[] = {"yes_no_na", "have", "graded", "text", NULL};
const struct option_set OPTIONS_SHEET_TABLE_SCALE = {"sheet_table_scale", scales};

/* What stands in URLs and lists may not stand in a key (sheet_json_read.c). */
static bool unfit(char c)
{
    return (unsigned char)c <= ' ' || strchr(",/\\\"'?#%<>&", c) != NULL;
}

const char *sheet_table_key(const void *ctx, const char *title)
{
    char *key = mem_array(ctx, char, strlen(title) + 1);
    size_t n = 0;
    size_t chars = 0;
    for (; *title != '\0'; title++) {
        bool follows = ((unsigned char)*title & 0xc0) == 0x80;
        if (!follows && chars == KEY_MAX)
            break;
        if (unfit(*title) && (n == 0 || key[n - 1] == '-'))
            continue;
        key[n++] = unfit(*title) ? '-' : *title;
        chars += !follows;
    }
    while (n > 0 && key[n - 1] == '-')
        n--;
    key[n] = '\0';
    return n == 0 || strcmp(key, "na") == 0 ? "sheet" : key;
}

/* ---- converting ---- */

struct convert {
    const void *ctx;
    const struct sheet_table_plan *plan;
    json_t *faults, *sections, *items;
    json_t *section_no, *counts, *keys; /* by name; items by section so far; taken */
    json_t *item;                       /* being filled, of `items`; NULL: none yet */
    json_t *answers;                    /* of it: texts one below the other */
    size_t item_line;
    const char *section; /* key of the section that goes on */
};

static void fault(
    struct convert *v, size_t line, enum sheet_column column, const char *code, const char *value)
{
    if (json_array_size(v->faults) >= SHEET_TABLE_FAULTS)
        return;
    int at = column == COLUMN_MAX ? -1 : v->plan->column[column];
    json_array_append_new(v->faults, json_pack("{s:I, s:i, s:s, s:s?}", "line", (json_int_t)line,
                                         "column", at + 1, "code", code, "value", value));
}

/* NULL: blank, or there is no such column. */
static const char *cell(
    const struct convert *v, const struct sheet_table_row *row, enum sheet_column column)
{
    int at = v->plan->column[column];
    if (at < 0 || (size_t)at >= row->n || row->cells[at][0] == '\0')
        return NULL;
    return row->cells[at];
}

static bool fits(struct convert *v, const struct sheet_table_row *row, enum sheet_column column,
    const char *text)
{
    if (utf8_chars(text) <= LIMIT_TEXT)
        return true;
    fault(v, row->line, column, "too_long", NULL);
    return false;
}

static json_t *texts(const struct convert *v, const char *text)
{
    return json_pack("{s:s}", v->plan->lang, text);
}

static void section_take(struct convert *v, const struct sheet_table_row *row)
{
    const char *name = cell(v, row, COLUMN_SECTION);
    if (name == NULL && v->section != NULL)
        return;
    if (name == NULL)
        name = v->plan->title;
    if (!fits(v, row, COLUMN_SECTION, name))
        return;
    const char *known = json_string_value(json_object_get(v->section_no, name));
    if (known != NULL) {
        v->section = known;
        return;
    }
    const char *key = mem_printf(v->ctx, "%zu", json_array_size(v->sections) + 1);
    json_object_set_new(v->section_no, name, json_string(key));
    json_array_append_new(v->sections, json_pack("{s:s, s:o}", "key", key, "name", texts(v, name)));
    v->section = key;
}

/* "2026-02-02" where "2-2" was meant: Excel makes dates of such numbers. */
static bool is_date(const char *text)
{
    struct date date;
    return strlen(text) == 10 && text[4] == '-' && date_parse(text, &date);
}

static const char *key_of(struct convert *v, const struct sheet_table_row *row)
{
    const char *given = cell(v, row, COLUMN_KEY);
    json_int_t n = json_integer_value(json_object_get(v->counts, v->section)) + 1;
    json_object_set_new(v->counts, v->section, json_integer(n));
    if (given == NULL && v->plan->column[COLUMN_KEY] >= 0)
        fault(v, row->line, COLUMN_KEY, "no_key", NULL);
    if (given == NULL)
        return mem_printf(v->ctx, "%s-%lld", v->section, (long long)n);
    const char *code = NULL;
    if (is_date(given))
        code = "key_date";
    else if (utf8_chars(given) > KEY_MAX)
        code = "key_long";
    else if (strcmp(given, "na") == 0)
        code = "key_sign";
    else if (json_object_get(v->keys, given) != NULL)
        code = "key_twice";
    for (const char *p = given; code == NULL && *p != '\0'; p++)
        if (unfit(*p))
            code = "key_sign";
    if (code != NULL)
        fault(v, row->line, COLUMN_KEY, code, given);
    json_object_set_new(v->keys, given, json_true());
    return given;
}

static void levels_take(struct convert *v, const struct sheet_table_row *row)
{
    json_t *levels = json_array();
    int n = 0;
    for (int i = 0; i < SHEET_LEVELS; i++) {
        enum sheet_column column = (enum sheet_column)(COLUMN_LEVEL1 + i);
        const char *text = cell(v, row, column);
        if (text != NULL && fits(v, row, column, text))
            json_array_append_new(levels, texts(v, text));
        n += text != NULL;
    }
    if (n == SHEET_LEVELS && json_array_size(levels) == SHEET_LEVELS) {
        json_object_set_new(v->item, "scale", json_string("maturity5"));
        json_object_set(v->item, "levels", levels);
    }
    for (int i = 0; n > 0 && n < SHEET_LEVELS && i < SHEET_LEVELS; i++) {
        enum sheet_column column = (enum sheet_column)(COLUMN_LEVEL1 + i);
        if (cell(v, row, column) == NULL)
            fault(v, row->line, v->plan->column[column] < 0 ? COLUMN_MAX : column, "level_missing",
                mem_printf(v->ctx, "%d", i + 1));
    }
    json_decref(levels);
}

/* Points of one of n answers, the first the least: spread over 1 to 5, as levels are. */
static json_int_t points(size_t i, size_t n)
{
    static const size_t SPAN = SHEET_LEVELS - 1;
    return 1 + (json_int_t)((2 * SPAN * i + n - 1) / (2 * (n - 1)));
}

/* Done, partly, not: the same three answers for every item, in both languages. */
static json_t *graded(void)
{
    static const char *const keys[] = {"done", "partly", "not"};
    enum { N = sizeof keys / sizeof keys[0] };
    json_t *options = json_array();
    for (size_t i = 0; i < N; i++) {
        json_t *text = json_object();
        for (int l = 0; l < MSG_LANGS; l++) {
            char id[40];
            snprintf(id, sizeof id, "sheet_table.graded.%s", keys[i]);
            json_object_set_new(text, msg_langs[l], json_string(msg_get(msg_langs[l], id)));
        }
        json_array_append_new(options, json_pack("{s:s, s:I, s:o}", "key", keys[i], "points",
                                           points(N - 1 - i, N), "text", text));
    }
    return options;
}

static void scale_take(struct convert *v)
{
    const char *scale = v->plan->scale;
    bool is_graded = strcmp(scale, "graded") == 0;
    json_object_set_new(v->item, "scale", json_string(is_graded ? "choice" : scale));
    if (is_graded)
        json_object_set_new(v->item, "options", graded());
}

/* The answers that stood below one another: five are levels, another number are choices. */
static void answers_take(struct convert *v)
{
    size_t n = json_array_size(v->answers);
    json_t *options = json_array();
    if (n == SHEET_LEVELS) {
        json_object_set_new(v->item, "scale", json_string("maturity5"));
        json_object_set_new(v->item, "levels", json_copy(v->answers));
    } else if (n < ANSWERS_MIN || n > ANSWERS_MAX) {
        fault(v, v->item_line, COLUMN_ANSWERS, "answers", NULL);
    } else {
        for (size_t i = 0; i < n; i++)
            json_array_append_new(
                options, json_pack("{s:o, s:I, s:O}", "key", json_sprintf("%zu", i + 1), "points",
                             points(i, n), "text", json_array_get(v->answers, i)));
        json_object_set_new(v->item, "scale", json_string("choice"));
        json_object_set(v->item, "options", options);
    }
    json_decref(options);
}

static void item_end(struct convert *v)
{
    if (v->item == NULL)
        return;
    if (json_array_size(v->answers) > 0)
        answers_take(v);
    else if (json_object_get(v->item, "scale") == NULL)
        scale_take(v);
    v->item = NULL;
}

static void answer_take(struct convert *v, const struct sheet_table_row *row)
{
    const char *text = cell(v, row, COLUMN_ANSWERS);
    if (text != NULL && v->item != NULL && fits(v, row, COLUMN_ANSWERS, text))
        json_array_append_new(v->answers, texts(v, text));
}

static void member_take(struct convert *v, const struct sheet_table_row *row,
    enum sheet_column column, const char *member, bool list)
{
    const char *text = cell(v, row, column);
    if (text == NULL || !fits(v, row, column, text))
        return;
    json_t *value = list ? json_pack("[o]", texts(v, text)) : texts(v, text);
    json_object_set_new(v->item, member, value);
}

static void item_begin(struct convert *v, const struct sheet_table_row *row, const char *text)
{
    item_end(v);
    section_take(v, row);
    const char *key = key_of(v, row);
    if (!fits(v, row, COLUMN_TEXT, text))
        return;
    v->item =
        json_pack("{s:s, s:s, s:o}", "key", key, "section", v->section, "text", texts(v, text));
    json_array_append_new(v->items, v->item);
    json_array_clear(v->answers);
    v->item_line = row->line;
    member_take(v, row, COLUMN_HINT, "hint", false);
    member_take(v, row, COLUMN_EVIDENCE, "evidence", true);
    levels_take(v, row);
    answer_take(v, row);
}

/* A row with a text begins an item. One without goes on with the answers of the item above, or
 * names a section; with a number and nothing to ask it is wrong. */
static void row_take(struct convert *v, const struct sheet_table_row *row)
{
    const char *text = cell(v, row, COLUMN_TEXT);
    if (text != NULL)
        item_begin(v, row, text);
    else if (cell(v, row, COLUMN_ANSWERS) != NULL)
        answer_take(v, row);
    else if (cell(v, row, COLUMN_KEY) != NULL && cell(v, row, COLUMN_SECTION) == NULL)
        fault(v, row->line, COLUMN_TEXT, "no_text", NULL);
    else if (cell(v, row, COLUMN_SECTION) != NULL)
        section_take(v, row);
}

static json_t *languages(const struct sheet_table_plan *plan)
{
    const char *other = strcmp(plan->lang, "ja") == 0 ? "en" : "ja";
    return strcmp(plan->scale, "graded") == 0 ? json_pack("[s, s]", plan->lang, other)
                                              : json_pack("[s]", plan->lang);
}

/* Sections that no item is in have been headings of the table only. */
static void sections_prune(struct convert *v)
{
    for (size_t i = json_array_size(v->sections); i > 0; i--) {
        const char *key =
            json_string_value(json_object_get(json_array_get(v->sections, i - 1), "key"));
        bool any = false;
        for (size_t k = 0; k < json_array_size(v->items) && !any; k++)
            any = strcmp(key, json_string_value(
                                  json_object_get(json_array_get(v->items, k), "section"))) == 0;
        if (!any)
            json_array_remove(v->sections, i - 1);
    }
}

static json_t *sheet_make(struct convert *v)
{
    const struct sheet_table_plan *p = v->plan;
    sections_prune(v);
    json_t *sheet = json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:{s:i, s:i}, s:O, s:O}", "format",
        SHEET_FORMAT, "key", p->key, "version", p->version, "wording", "source", "name",
        texts(v, p->title), "languages", languages(p), "score", "min", 1, "max", SHEET_LEVELS,
        "sections", v->sections, "items", v->items);
    if (p->publisher != NULL)
        json_object_set_new(sheet, "publisher", json_string(p->publisher));
    return sheet;
}

static json_t *kept(const void *ctx, json_t *json)
{
    json_in_keep(ctx, json);
    return json;
}

static void limits_check(struct convert *v)
{
    if (json_array_size(v->items) == 0)
        fault(v, 0, COLUMN_TEXT, "no_items", NULL);
    if (json_array_size(v->items) > LIMIT_SHEET_ITEMS)
        fault(v, 0, COLUMN_MAX, "too_many_items", NULL);
    if (json_array_size(v->sections) > 1000)
        fault(v, 0, COLUMN_MAX, "too_many_sections", NULL);
}

void sheet_table_convert(const void *ctx, const struct sheet_table *table,
    const struct sheet_table_plan *plan, json_t **ret_sheet, json_t **ret_faults)
{
    struct convert v = {.ctx = ctx,
        .plan = plan,
        .faults = kept(ctx, json_array()),
        .sections = kept(ctx, json_array()),
        .items = kept(ctx, json_array()),
        .section_no = kept(ctx, json_object()),
        .counts = kept(ctx, json_object()),
        .keys = kept(ctx, json_object()),
        .answers = kept(ctx, json_array())};
    for (size_t i = plan->header + 1; i < table->n; i++)
        row_take(&v, &table->rows[i]);
    item_end(&v);
    limits_check(&v);
    *ret_faults = v.faults;
    *ret_sheet = json_array_size(v.faults) > 0 ? NULL : kept(ctx, sheet_make(&v));
}
