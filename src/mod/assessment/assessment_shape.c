#include "mod/assessment/assessment_shape.h"

#include "base/limits.h"
#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_perm.h"

/* A mean: raw, and one decimal as tenths. */
static const struct field mean_fields[] = {
    {.key = "raw", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "tenths", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_MEAN = SHAPE("Mean", mean_fields);

static const struct field band_fields[] = {
    {.key = "from", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "advice", .type = FIELD_TEXTS},
};
static const struct shape SHAPE_BAND = SHAPE("TotalBand", band_fields);

/* Only of sheets that are read by their total, when nothing is missing. */
static const struct field total_fields[] = {
    {.key = "points", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "tenths", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "most", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "band", .type = FIELD_OBJECT, .shape = &SHAPE_BAND},
};
static const struct shape SHAPE_TOTAL = SHAPE("TotalResult", total_fields);

static const struct field industry_fields[] = {
    {.key = "mean", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "n", .type = FIELD_INT},
    {.key = "source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "as_of", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    {.key = "sample", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "of_section", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_INDUSTRY = SHAPE("IndustryComparison", industry_fields);

#define COMPARISON_FIELDS                                                      \
    {.key = "own", .type = FIELD_OBJECT, .shape = &SHAPE_MEAN},                \
        {.key = "head_office", .type = FIELD_OBJECT, .shape = &SHAPE_MEAN},    \
        {.key = "last", .type = FIELD_OBJECT, .shape = &SHAPE_MEAN},           \
        {.key = "target", .type = FIELD_OBJECT, .shape = &SHAPE_MEAN},         \
        {.key = "industry", .type = FIELD_OBJECT, .shape = &SHAPE_INDUSTRY},   \
        {.key = "comparable", .type = FIELD_OBJECT, .shape = &SHAPE_INDUSTRY}, \
        {.key = "leaders", .type = FIELD_OBJECT, .shape = &SHAPE_INDUSTRY},    \
    {                                                                          \
        .key = "n", .type = FIELD_INT, .flags = FIELD_REQUIRED                 \
    }

static const struct field overall_fields[] = {COMPARISON_FIELDS};
static const struct shape SHAPE_OVERALL = SHAPE("OverallResult", overall_fields);

static const struct field section_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "short", .type = FIELD_TEXTS},
    {.key = "parent", .type = FIELD_TEXT},
    COMPARISON_FIELDS,
};
static const struct shape SHAPE_SECTION = SHAPE("SectionResult", section_fields);

static const struct field item_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    COMPARISON_FIELDS,
};
static const struct shape SHAPE_ITEM = SHAPE("ItemResult", item_fields);

static const struct field unit_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "name_en", .type = FIELD_TEXT},
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "head_office", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "response", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "overall", .type = FIELD_OBJECT, .shape = &SHAPE_MEAN},
    {.key = "total", .type = FIELD_OBJECT, .shape = &SHAPE_TOTAL},
    {.key = "missing", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    /* By section in the order of `sections`; null: no mean. */
    {.key = "sections", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_UNIT = SHAPE("UnitResult", unit_fields);

static const struct field results_fields[] = {
    {.key = "campaign", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "last_campaign", .type = FIELD_REF},
    /* What `last` is a mean of: "company" the company's, then as now, "same_units" those that
     * have answered now too, "other_units" nothing, and there is no `last`. */
    {.key = "last_basis", .type = FIELD_TEXT},
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "section_name", .type = FIELD_TEXTS},
    {.key = "score_min", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "score_max", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "industry", .type = FIELD_TEXT},
    {.key = "asked_units", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "counted_units", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "overall", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_OVERALL},
    {.key = "total", .type = FIELD_OBJECT, .shape = &SHAPE_TOTAL},
    {.key = "sections", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SECTION},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_ITEM},
    {.key = "units", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_UNIT},
};
const struct shape SHAPE_RESULTS = SHAPE("AssessmentResults", results_fields);

static const struct field gap_measure_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "due", .type = FIELD_DATE},
    {.key = "owner", .type = FIELD_REF},
};
static const struct shape SHAPE_GAP_MEASURE = SHAPE("GapMeasure", gap_measure_fields);

static const struct field gap_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    COMPARISON_FIELDS,
    {.key = "below_industry", .type = FIELD_NUM},
    {.key = "below_target", .type = FIELD_NUM},
    {.key = "fell", .type = FIELD_NUM},
    {.key = "measures", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_GAP_MEASURE},
};
static const struct shape SHAPE_GAP = SHAPE("Gap", gap_fields);

static const struct field gaps_fields[] = {
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_GAP},
};
const struct shape SHAPE_GAPS = SHAPE("GapList", gaps_fields);

static const struct field unit_item_fields[] = {
    {.key = "unit", .type = FIELD_REF, .flags = FIELD_REQUIRED},
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "text", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "level", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "compared_with", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_MEAN},
    {.key = "difference", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "response", .type = FIELD_ID, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_UNIT_ITEM = SHAPE("UnitItem", unit_item_fields);

static const struct field unit_items_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_UNIT_ITEM},
    {.key = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_UNIT_ITEMS = SHAPE("UnitItemList", unit_items_fields);

static const struct field results_query_fields[] = {
    {.key = "industry", .type = FIELD_ENUM, .options = &OPTIONS_INDUSTRY},
};
const struct shape SHAPE_RESULTS_QUERY = SHAPE("AssessmentResults", results_query_fields);

static const struct field unit_items_query_fields[] = {
    {.key = "unit", .type = FIELD_REF, .ref = "units"},
    {.key = "limit", .type = FIELD_INT, .min = 1, .max = UNIT_ITEMS_MAX},
};
const struct shape SHAPE_UNIT_ITEMS_QUERY = SHAPE("UnitItemList", unit_items_query_fields);

static const char *const format_keys[] = {"csv", "json", NULL};
static const struct option_set FORMATS = {"table_format", format_keys};

static const struct field import_query_fields[] = {
    {.key = "sheet", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 64},
    {.key = "source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 300},
    {.key = "as_of", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    {.key = "sample", .type = FIELD_BOOL},
    {.key = "n", .type = FIELD_INT, .min = 1, .max = 1000000}, /* of rows that do not say */
    {.key = "format", .type = FIELD_ENUM, .options = &FORMATS},
    {.key = "dry_run", .type = FIELD_BOOL},
};
const struct shape SHAPE_AVERAGE_IMPORT_QUERY = SHAPE("AverageImport", import_query_fields);

static const struct field average_row_fields[] = {
    {.key = "line", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "industry", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "level_line", .type = FIELD_TEXT},
    {.key = "section_key", .type = FIELD_TEXT},
    {.key = "item_key", .type = FIELD_TEXT},
    {.key = "mean", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "n", .type = FIELD_INT},
};
static const struct shape SHAPE_AVERAGE_ROW = SHAPE("AverageRow", average_row_fields);

static const struct field import_fields[] = {
    {.key = "rows", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "replaced", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    /* The first rows, in a dry run. */
    {.key = "preview", .type = FIELD_LIST, .shape = &SHAPE_AVERAGE_ROW},
    {.key = "created", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "dry_run", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_AVERAGE_IMPORT = SHAPE("AverageImport", import_fields);

static const struct field set_query_fields[] = {
    {.key = "sheet", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 64},
    {.key = "source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 300},
    {.key = "as_of", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    {.key = "sample", .type = FIELD_BOOL},
};
const struct shape SHAPE_AVERAGE_SET_QUERY = SHAPE("AverageSetQuery", set_query_fields);

static const struct field set_fields[] = {
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "as_of", .type = FIELD_DATE, .flags = FIELD_REQUIRED},
    {.key = "sample", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
    {.key = "industries", .type = FIELD_LIST, .flags = FIELD_REQUIRED},
    {.key = "rows", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "loaded_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_AVERAGE_SET = SHAPE("AverageSet", set_fields);

static const struct field sets_fields[] = {
    {.key = "items", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_AVERAGE_SET},
    {.key = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_AVERAGE_SETS = SHAPE("AverageSetList", sets_fields);

static const struct field level_fields[] = {
    {.key = "section", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 64},
    /* Tenths; null takes the target away. */
    {.key = "level", .type = FIELD_INT, .min = 0, .max = 10000},
};
static const struct shape SHAPE_LEVEL = SHAPE("TargetLevel", level_fields);

static const struct field levels_fields[] = {
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 64},
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_REQUIRED},
    {.key = "levels",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_LEVEL,
        .max = LIMIT_PAGE},
};
const struct shape SHAPE_TARGET_LEVELS = SHAPE("TargetLevels", levels_fields);

/* ---- over the years ---- */

static const struct field trend_section_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "name", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED},
    {.key = "short", .type = FIELD_TEXTS},
};
static const struct shape SHAPE_TREND_SECTION = SHAPE("TrendSection", trend_section_fields);

static const struct field trend_values_fields[] = {
    {.key = "own", .type = FIELD_NUM},
    {.key = "target", .type = FIELD_NUM},
    {.key = "industry", .type = FIELD_NUM},
    {.key = "comparable", .type = FIELD_NUM},
    {.key = "leaders", .type = FIELD_NUM},
};
static const struct shape SHAPE_TREND_VALUES = SHAPE("TrendValues", trend_values_fields);

static const struct field trend_point_fields[] = {
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_REQUIRED},
    {.key = "campaign", .type = FIELD_REF}, /* null: later than the last, only aimed at */
    {.key = "asked_units", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "counted_units", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "overall", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &SHAPE_TREND_VALUES},
    /* In the order of `sections`. */
    {.key = "values", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_TREND_VALUES},
};
static const struct shape SHAPE_TREND_POINT = SHAPE("TrendPoint", trend_point_fields);

static const struct field trend_fields[] = {
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "section_name", .type = FIELD_TEXTS},
    {.key = "score_min", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "score_max", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "industry", .type = FIELD_TEXT},
    {.key = "sections", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_TREND_SECTION},
    {.key = "points", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_TREND_POINT},
};
const struct shape SHAPE_TREND = SHAPE("AssessmentTrend", trend_fields);

static const struct field trend_query_fields[] = {
    {.key = "sheet_key", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = 64},
    {.key = "industry", .type = FIELD_ENUM, .options = &OPTIONS_INDUSTRY},
};
const struct shape SHAPE_TREND_QUERY = SHAPE("AssessmentTrend", trend_query_fields);
