#include "mod/report/report_check.h"

#include "base/limits.h"
#include "mod/report/report_doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { POINTER_SIZE = 128 };

#define KEY_OF(name, key) key,
static const char *const block_keys[] = {REPORT_BLOCK_LIST(KEY_OF) NULL};
static const char *const kind_keys[] = {REPORT_KIND_LIST(KEY_OF) NULL};
static const char *const tone_keys[] = {REPORT_TONE_LIST(KEY_OF) NULL};
static const char *const role_keys[] = {REPORT_SERIES_LIST(KEY_OF) NULL};
static const char *const align_keys[] = {REPORT_ALIGN_LIST(KEY_OF) NULL};
static const char *const direction_keys[] = {REPORT_DIRECTION_LIST(KEY_OF) NULL};
static const char *const emphasis_keys[] = {REPORT_EMPHASIS_LIST(KEY_OF) NULL};
static const char *const mark_keys[] = {REPORT_MARK_LIST(KEY_OF) NULL};
static const char *const style_keys[] = {"body", "lead", "small", NULL};
static const char *const lang_keys[] = {"ja", "en", NULL};
static const char *const calendar_keys[] = {"gregorian", REPORT_CALENDAR_ERA, NULL};
static const char *const format_keys[] = {REPORT_FORMAT, NULL};

const struct option_set REPORT_BLOCKS_OPTIONS = {"report_block", block_keys};
const struct option_set REPORT_KIND_OPTIONS = {"report_kind", kind_keys};
const struct option_set REPORT_TONE_OPTIONS = {"report_tone", tone_keys};
const struct option_set REPORT_ROLE_OPTIONS = {"report_series", role_keys};
const struct option_set REPORT_ALIGN_OPTIONS = {"report_align", align_keys};
const struct option_set REPORT_DIRECTION_OPTIONS = {"report_direction", direction_keys};
const struct option_set REPORT_EMPHASIS_OPTIONS = {"report_emphasis", emphasis_keys};
const struct option_set REPORT_MARK_OPTIONS = {"report_mark", mark_keys};
const struct option_set REPORT_STYLE_OPTIONS = {"report_paragraph_style", style_keys};
static const struct option_set calendar_options = {"report_calendar", calendar_keys};
static const struct option_set lang_options = {"report_language", lang_keys};
static const struct option_set format_options = {"report_format", format_keys};

int report_option(const struct option_set *set, const char *key, int fallback)
{
    for (int i = 0; key != NULL && set->keys[i] != NULL; i++)
        if (strcmp(set->keys[i], key) == 0)
            return i;
    return fallback;
}

/* The parts of a document. Members whose items differ in kind are FIELD_ANY here and checked by
 * the functions below. */
static const struct field person_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "post", .type = FIELD_TEXT},
};
static const struct shape person = SHAPE("ReportPerson", person_fields);

static const struct field meeting_fields[] = {
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = REPORT_LABEL},
    {.key = "date", .type = FIELD_DATE},
};
static const struct shape meeting = SHAPE("ReportMeeting", meeting_fields);

static const struct field coverage_fields[] = {
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = REPORT_LABEL},
    {.key = "partial", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape coverage = SHAPE("ReportCoverage", coverage_fields);

static const struct field section_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 40},
    {.key = "heading", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = REPORT_LABEL},
    {.key = "own_page", .type = FIELD_BOOL},
    {.key = "blocks", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
};
static const struct shape section = SHAPE("ReportSection", section_fields);

static const struct field doc_fields[] = {
    {.key = "format", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &format_options},
    {.key = "type", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 40},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 40},
    {.key = "period", .type = FIELD_TEXT, .max = 40},
    {.key = "title", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = REPORT_LABEL},
    {.key = "organisation", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = REPORT_LABEL},
    {.key = "audience", .type = FIELD_TEXTS, .max = REPORT_LABEL},
    {.key = "confidentiality", .type = FIELD_TEXTS, .max = 40},
    {.key = "meeting", .type = FIELD_OBJECT, .shape = &meeting},
    {.key = "coverage", .type = FIELD_OBJECT, .shape = &coverage},
    {.key = "prepared_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "author", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &person},
    {.key = "approver", .type = FIELD_OBJECT, .shape = &person},
    {.key = "approved_at", .type = FIELD_INSTANT},
    {.key = "language_default", .type = FIELD_ENUM, .options = &lang_options},
    {.key = "calendar", .type = FIELD_ENUM, .options = &calendar_options},
    {.key = "sections",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = REPORT_SECTIONS,
        .shape = &section},
};
static const struct shape doc_shape = SHAPE("Report", doc_fields);

#define TYPE_FIELD                                                 \
    {                                                              \
        .key = "type", .type = FIELD_TEXT, .flags = FIELD_REQUIRED \
    }
#define CAPTION_FIELD                                              \
    {                                                              \
        .key = "caption", .type = FIELD_TEXTS, .max = REPORT_LABEL \
    }
#define NOTE_FIELD                                      \
    {                                                   \
        .key = "note", .type = FIELD_TEXTS, .max = 2000 \
    }
#define LABEL_FIELD                                                                       \
    {                                                                                     \
        .key = "label", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = REPORT_LABEL \
    }
#define UNIT_FIELD                                    \
    {                                                 \
        .key = "unit", .type = FIELD_TEXTS, .max = 40 \
    }
#define DIGITS_FIELD                                           \
    {                                                          \
        .key = "digits", .type = FIELD_INT, .min = 0, .max = 4 \
    }
#define TONE_FIELD                                                         \
    {                                                                      \
        .key = "tone", .type = FIELD_ENUM, .options = &REPORT_TONE_OPTIONS \
    }
#define EMPHASIS_FIELD                                                             \
    {                                                                              \
        .key = "emphasis", .type = FIELD_ENUM, .options = &REPORT_EMPHASIS_OPTIONS \
    }

static const struct field words_fields[] = {TYPE_FIELD,
    {.key = "author", .type = FIELD_OBJECT, .shape = &person},
    {.key = "written_at", .type = FIELD_INSTANT}, {.key = "text", .type = FIELD_TEXTS}};
static const struct shape words = SHAPE("ReportWords", words_fields);

static const struct field paragraph_fields[] = {TYPE_FIELD,
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "style", .type = FIELD_ENUM, .options = &REPORT_STYLE_OPTIONS}};
static const struct shape paragraph = SHAPE("ReportParagraph", paragraph_fields);

static const struct field change_fields[] = {
    {.key = "direction",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED,
        .options = &REPORT_DIRECTION_OPTIONS},
    TONE_FIELD,
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = REPORT_LABEL},
};
static const struct shape change = SHAPE("ReportChange", change_fields);

static const struct field figure_fields[] = {LABEL_FIELD,
    {.key = "kind", .type = FIELD_ENUM, .options = &REPORT_KIND_OPTIONS},
    {.key = "value", .type = FIELD_ANY}, DIGITS_FIELD, {.key = "sign", .type = FIELD_BOOL},
    UNIT_FIELD, {.key = "change", .type = FIELD_OBJECT, .shape = &change}, NOTE_FIELD};
static const struct shape figure = SHAPE("ReportFigure", figure_fields);

static const struct field figures_fields[] = {TYPE_FIELD, {.key = "items",
                                                              .type = FIELD_LIST,
                                                              .flags = FIELD_REQUIRED,
                                                              .min = 1,
                                                              .max = REPORT_FIGURES,
                                                              .shape = &figure}};
static const struct shape figures = SHAPE("ReportFigures", figures_fields);

static const struct field column_fields[] = {LABEL_FIELD, UNIT_FIELD,
    {.key = "kind", .type = FIELD_ENUM, .options = &REPORT_KIND_OPTIONS}, DIGITS_FIELD,
    {.key = "sign", .type = FIELD_BOOL},
    {.key = "align", .type = FIELD_ENUM, .options = &REPORT_ALIGN_OPTIONS},
    {.key = "width", .type = FIELD_NUM, .min = 0, .max = 100}};
static const struct shape column = SHAPE("ReportColumn", column_fields);

static const struct field row_fields[] = {
    {.key = "cells", .type = FIELD_ANY, .flags = FIELD_REQUIRED}, EMPHASIS_FIELD,
    {.key = "mark", .type = FIELD_ENUM, .options = &REPORT_MARK_OPTIONS}};
static const struct shape row = SHAPE("ReportRow", row_fields);

static const struct field table_fields[] = {TYPE_FIELD, CAPTION_FIELD,
    {.key = "columns",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = REPORT_COLUMNS,
        .shape = &column},
    {.key = "rows", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .max = REPORT_ROWS, .shape = &row},
    NOTE_FIELD, {.key = "empty", .type = FIELD_TEXTS, .max = 2000}};
static const struct shape table = SHAPE("ReportTable", table_fields);

static const struct field label_fields[] = {LABEL_FIELD};
static const struct shape label = SHAPE("ReportLabel", label_fields);

static const struct field series_fields[] = {
    {.key = "key", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &REPORT_ROLE_OPTIONS},
    LABEL_FIELD, {.key = "sample", .type = FIELD_BOOL},
    {.key = "values", .type = FIELD_ANY, .flags = FIELD_REQUIRED}};
static const struct shape series = SHAPE("ReportSeries", series_fields);

static const struct field radar_fields[] = {TYPE_FIELD, CAPTION_FIELD,
    {.key = "axes",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = REPORT_AXES_MIN,
        .max = REPORT_AXES,
        .shape = &label},
    {.key = "max", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 10, .max = REPORT_LEVEL_MAX},
    {.key = "series",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = REPORT_SERIES,
        .shape = &series},
    {.key = "twin", .type = FIELD_BOOL}, NOTE_FIELD};
static const struct shape radar = SHAPE("ReportRadar", radar_fields);

static const struct field trend_fields[] = {TYPE_FIELD, CAPTION_FIELD,
    {.key = "periods",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = REPORT_PERIODS_MIN,
        .max = REPORT_AXES,
        .shape = &label},
    {.key = "max", .type = FIELD_INT, .flags = FIELD_REQUIRED, .min = 10, .max = REPORT_LEVEL_MAX},
    {.key = "series",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = REPORT_SERIES,
        .shape = &series},
    {.key = "twin", .type = FIELD_BOOL}, NOTE_FIELD};
static const struct shape trend = SHAPE("ReportTrend", trend_fields);

static const struct field heat_row_fields[] = {
    LABEL_FIELD, EMPHASIS_FIELD, {.key = "values", .type = FIELD_ANY, .flags = FIELD_REQUIRED}};
static const struct shape heat_row = SHAPE("ReportHeatRow", heat_row_fields);

static const struct field step_fields[] = {{.key = "from",
                                               .type = FIELD_INT,
                                               .flags = FIELD_REQUIRED,
                                               .min = -REPORT_LEVEL_MAX,
                                               .max = REPORT_LEVEL_MAX},
    LABEL_FIELD};
static const struct shape step = SHAPE("ReportHeatStep", step_fields);

static const struct field heatmap_fields[] = {TYPE_FIELD, CAPTION_FIELD,
    {.key = "corner", .type = FIELD_TEXTS, .max = REPORT_LABEL},
    {.key = "columns",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 1,
        .max = REPORT_HEAT_COLUMNS,
        .shape = &label},
    {.key = "rows",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = REPORT_HEAT_ROWS,
        .shape = &heat_row},
    {.key = "steps",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .min = 2,
        .max = REPORT_HEAT_STEPS,
        .shape = &step},
    NOTE_FIELD};
static const struct shape heatmap = SHAPE("ReportHeatmap", heatmap_fields);

static const struct field bar_fields[] = {
    LABEL_FIELD, {.key = "value", .type = FIELD_NUM, .max = 1000000000000}, TONE_FIELD, NOTE_FIELD};
static const struct shape bar = SHAPE("ReportBar", bar_fields);

static const struct field bars_fields[] = {TYPE_FIELD, CAPTION_FIELD, UNIT_FIELD, DIGITS_FIELD,
    {.key = "max", .type = FIELD_NUM, .max = 1000000000000},
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .max = REPORT_BARS,
        .shape = &bar},
    NOTE_FIELD};
static const struct shape bars = SHAPE("ReportBars", bars_fields);

static const struct field source_fields[] = {
    {.key = "what", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = 500},
    {.key = "source", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED, .max = 500},
    {.key = "date", .type = FIELD_DATE}, {.key = "sample", .type = FIELD_BOOL}, NOTE_FIELD};
static const struct shape source = SHAPE("ReportSource", source_fields);

static const struct field sources_fields[] = {TYPE_FIELD, {.key = "items",
                                                              .type = FIELD_LIST,
                                                              .flags = FIELD_REQUIRED,
                                                              .max = REPORT_SOURCES,
                                                              .shape = &source}};
static const struct shape sources = SHAPE("ReportSources", sources_fields);

static const struct shape *const block_shapes[REPORT_BLOCK_MAX] = {
    [REPORT_WORDS] = &words,
    [REPORT_PARAGRAPH] = &paragraph,
    [REPORT_FIGURE_BLOCK] = &figures,
    [REPORT_TABLE] = &table,
    [REPORT_RADAR] = &radar,
    [REPORT_TREND] = &trend,
    [REPORT_HEATMAP] = &heatmap,
    [REPORT_BAR_BLOCK] = &bars,
    [REPORT_SOURCE_BLOCK] = &sources,
};

static const struct field state_fields[] = {LABEL_FIELD, TONE_FIELD};
static const struct shape state = SHAPE("ReportState", state_fields);

static void currency_check(const json_t *value, const char *pointer, struct problem *p)
{
    const char *code = body_text(value, "currency");
    for (const char *c = code; c != NULL && *c != '\0'; c++)
        if (*c < 'A' || *c > 'Z') {
            problem_field_value(p, pointer, "option", code);
            return;
        }
}

/* One value of a table cell or a key figure. */
static void value_check(
    const json_t *style, const json_t *value, const char *pointer, struct problem *p)
{
    static const struct field text = {.key = "", .type = FIELD_LONGTEXT};
    static const struct field texts = {.key = "", .type = FIELD_TEXTS};
    static const struct field number = {.key = "", .type = FIELD_NUM};
    static const struct field level = {
        .key = "", .type = FIELD_INT, .min = -REPORT_LEVEL_MAX, .max = REPORT_LEVEL_MAX};
    static const struct field date = {.key = "", .type = FIELD_DATE};
    if (value == NULL || json_is_null(value) ||
        (json_is_string(value) && json_string_length(value) == 0))
        return;
    switch ((enum report_kind)report_option(
        &REPORT_KIND_OPTIONS, body_text(style, "kind"), REPORT_TEXT)) {
    case REPORT_NUMBER:
        field_check(&number, value, pointer, p);
        break;
    case REPORT_LEVEL:
        field_check(&level, value, pointer, p);
        break;
    case REPORT_DATE:
        field_check(&date, value, pointer, p);
        break;
    case REPORT_MONEY:
        if (shape_check(&SHAPE_MONEY, value, pointer, false, p) == ERR_OK)
            currency_check(value, pointer, p);
        break;
    case REPORT_STATE:
        shape_check(&state, value, pointer, false, p);
        break;
    default:
        field_check(json_is_object(value) ? &texts : &text, value, pointer, p);
    }
}

/* A JSON pointer; one too long to be of use is cut. */
__attribute__((format(printf, 2, 3))) static void place(
    char ret[POINTER_SIZE], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(ret, POINTER_SIZE, format, args);
    va_end(args);
}

static void length_check(const json_t *list, size_t n, const char *pointer, struct problem *p)
{
    if (!json_is_array(list))
        problem_field(p, pointer, "list");
    else if (json_array_size(list) > n)
        problem_field_limit(p, pointer, "too_many", (int64_t)n);
    else if (json_array_size(list) < n)
        problem_field_limit(p, pointer, "too_few", (int64_t)n);
}

static void table_check(const json_t *block, const char *base, struct problem *p)
{
    const json_t *columns = json_object_get(block, "columns");
    const json_t *rows = json_object_get(block, "rows");
    size_t n_columns = json_array_size(columns);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        char where[POINTER_SIZE];
        const json_t *cells = json_object_get(json_array_get(rows, i), "cells");
        place(where, "%s/rows/%zu/cells", base, i);
        length_check(cells, n_columns, where, p);
        for (size_t j = 0; j < json_array_size(cells) && j < n_columns; j++) {
            place(where, "%s/rows/%zu/cells/%zu", base, i, j);
            value_check(json_array_get(columns, j), json_array_get(cells, j), where, p);
        }
    }
}

static void figures_check(const json_t *block, const char *base, struct problem *p)
{
    const json_t *items = json_object_get(block, "items");
    for (size_t i = 0; i < json_array_size(items); i++) {
        char where[POINTER_SIZE];
        const json_t *item = json_array_get(items, i);
        place(where, "%s/items/%zu/value", base, i);
        value_check(item, json_object_get(item, "value"), where, p);
    }
}

/* "values" of every item of `list`: as many levels (or nulls) as `n`. */
static void levels_check(
    const json_t *block, const char *list, size_t n, const char *base, struct problem *p)
{
    static const struct field level = {
        .key = "", .type = FIELD_INT, .min = -REPORT_LEVEL_MAX, .max = REPORT_LEVEL_MAX};
    const json_t *items = json_object_get(block, list);
    for (size_t i = 0; i < json_array_size(items); i++) {
        char where[POINTER_SIZE];
        const json_t *values = json_object_get(json_array_get(items, i), "values");
        place(where, "%s/%s/%zu/values", base, list, i);
        length_check(values, n, where, p);
        for (size_t j = 0; j < json_array_size(values) && j < n; j++) {
            const json_t *value = json_array_get(values, j);
            place(where, "%s/%s/%zu/values/%zu", base, list, i, j);
            if (!json_is_null(value))
                field_check(&level, value, where, p);
        }
    }
}

static void steps_check(const json_t *block, const char *base, struct problem *p)
{
    const json_t *steps = json_object_get(block, "steps");
    for (size_t i = 1; i < json_array_size(steps); i++) {
        char where[POINTER_SIZE];
        place(where, "%s/steps/%zu/from", base, i);
        int64_t least = body_int(json_array_get(steps, i - 1), "from", 0) + 1;
        if (body_int(json_array_get(steps, i), "from", 0) < least)
            problem_field_limit(p, where, "too_small", least);
    }
}

static void block_check(const json_t *block, const char *base, struct problem *p)
{
    char where[POINTER_SIZE];
    const char *key = body_text(block, "type");
    int type = report_option(&REPORT_BLOCKS_OPTIONS, key, -1);
    if (type < 0) {
        place(where, "%s/type", base);
        problem_field_value(p, where, "option", key);
        return;
    }
    shape_check(block_shapes[type], block, base, false, p);
    switch ((enum report_block_type)type) {
    case REPORT_FIGURE_BLOCK:
        figures_check(block, base, p);
        break;
    case REPORT_TABLE:
        table_check(block, base, p);
        break;
    case REPORT_RADAR:
        levels_check(block, "series", json_array_size(json_object_get(block, "axes")), base, p);
        break;
    case REPORT_TREND:
        levels_check(block, "series", json_array_size(json_object_get(block, "periods")), base, p);
        break;
    case REPORT_HEATMAP:
        levels_check(block, "rows", json_array_size(json_object_get(block, "columns")), base, p);
        steps_check(block, base, p);
        break;
    default:
        break;
    }
}

static void section_check(const json_t *one, size_t i, struct problem *p)
{
    char where[POINTER_SIZE];
    const json_t *blocks = json_object_get(one, "blocks");
    place(where, "/sections/%zu/blocks", i);
    if (!json_is_array(blocks))
        problem_field(p, where, "list");
    else if (json_array_size(blocks) > REPORT_BLOCKS)
        problem_field_limit(p, where, "too_many", REPORT_BLOCKS);
    for (size_t j = 0; j < json_array_size(blocks) && j < REPORT_BLOCKS; j++) {
        place(where, "/sections/%zu/blocks/%zu", i, j);
        block_check(json_array_get(blocks, j), where, p);
    }
}

enum err report_doc_check(const json_t *doc, struct problem *problem)
{
    shape_check(&doc_shape, doc, "", false, problem);
    const json_t *sections = json_object_get(doc, "sections");
    for (size_t i = 0; i < json_array_size(sections) && i < REPORT_SECTIONS; i++)
        section_check(json_array_get(sections, i), i, problem);
    return problem_check(problem);
}
