/* The report of an import (framework_import.h): a row for everything that a reader of the sheet
 * would miss or wonder about. */
#ifndef KANAME_KERNEL_SHEET_FRAMEWORK_REPORT_H
#define KANAME_KERNEL_SHEET_FRAMEWORK_REPORT_H

#include "kernel/sheet/framework_yaml.h"

#include <jansson.h>

/* X(name, severity, code): the message is "import.row.<code>"; its placeholders are in po/. */
#define FRAMEWORK_ROW_LIST(X)                                  \
    /* the file */                                             \
    X(ROW_NO_FRAMEWORK, "refused", "no_framework")             \
    X(ROW_DEPENDENCY, "info", "dependency")                    \
    X(ROW_OBJECT_RISK_MATRIX, "refused", "object_risk_matrix") \
    X(ROW_OBJECT_CONTROL, "info", "object_reference_control")  \
    X(ROW_OBJECT_THREAT, "info", "object_threat")              \
    X(ROW_OBJECT_MAPPING, "refused", "object_mapping")         \
    X(ROW_OBJECT_PRESET, "refused", "object_preset")           \
    X(ROW_OBJECT_METRIC, "refused", "object_metric")           \
    X(ROW_OBJECT_FORM, "refused", "object_quick_form")         \
    X(ROW_OBJECT_OTHER, "refused", "object_other")             \
    /* mappings between frameworks */                          \
    X(ROW_MAPPING_TAKEN, "info", "mapping_taken")              \
    X(ROW_MAPPING_UNRELATED, "info", "mapping_unrelated")      \
    X(ROW_MAPPING_TWICE, "info", "mapping_twice")              \
    X(ROW_MAPPING_UNCLEAR, "warning", "mapping_unclear")       \
    X(ROW_MAPPING_PAIRS_MOST, "refused", "mapping_pairs_most") \
    /* a framework that gives no sheet */                      \
    X(ROW_FRAMEWORK_FORM, "refused", "framework_form")         \
    X(ROW_FRAMEWORK_EMPTY, "refused", "framework_empty")       \
    X(ROW_TOO_MANY_NODES, "refused", "too_many_nodes")         \
    X(ROW_TOO_DEEP, "refused", "too_deep")                     \
    X(ROW_TOO_MANY_ITEMS, "refused", "too_many_items")         \
    X(ROW_TOO_MANY_SECTIONS, "refused", "too_many_sections")   \
    X(ROW_TOO_MANY_OPTIONS, "refused", "too_many_options")     \
    X(ROW_SCORE_RANGE, "refused", "score_range")               \
    X(ROW_TEXT_TOO_LONG, "refused", "text_too_long")           \
    X(ROW_NODE_TWICE, "refused", "node_twice")                 \
    X(ROW_NODE_FORM, "refused", "node_form")                   \
    X(ROW_QUESTION_TWICE, "refused", "question_twice")         \
    X(ROW_QUESTION_FORM, "refused", "question_form")           \
    X(ROW_SHEET_INVALID, "refused", "sheet_invalid")           \
    /* languages */                                            \
    X(ROW_LOCALE_MISSING, "warning", "locale_missing")         \
    X(ROW_LANGUAGE_UNKNOWN, "warning", "language_unknown")     \
    /* structure */                                            \
    X(ROW_AXES, "info", "axes")                                \
    X(ROW_AXES_UNFIT, "warning", "axes_unfit")                 \
    X(ROW_LEVEL_LEFT_OUT, "warning", "level_left_out")         \
    X(ROW_SECTIONS_FLAT, "warning", "sections_flat")           \
    X(ROW_PARENT_UNKNOWN, "warning", "parent_unknown")         \
    X(ROW_NOTE_MOVED, "info", "note_moved")                    \
    X(ROW_NOTE_LEFT_OUT, "warning", "note_left_out")           \
    X(ROW_NAME_FROM_KEY, "warning", "name_from_key")           \
    X(ROW_KEY_CHANGED, "info", "key_changed")                  \
    X(ROW_FIELD_LEFT_OUT, "warning", "field_left_out")         \
    X(ROW_LINKS_LEFT_OUT, "info", "links_left_out")            \
    /* scores */                                               \
    X(ROW_SCALE_COMPLIANCE, "info", "scale_compliance")        \
    X(ROW_SCALE_LEVELS, "info", "scale_levels")                \
    X(ROW_SCALE_NUMBER, "info", "scale_number")                \
    X(ROW_SCORE_BOUNDS, "info", "score_bounds")                \
    X(ROW_SCORE_OVERRIDE, "warning", "score_override")         \
    X(ROW_SCORES_UNKNOWN, "warning", "scores_unknown")         \
    X(ROW_NO_SCORES, "warning", "no_scores")                   \
    X(ROW_ITEMS_UNSCORED, "info", "items_unscored")            \
    X(ROW_POINTS_FROM_RESULT, "info", "points_from_result")    \
    X(ROW_MULTI_OFFSET, "warning", "multi_offset")             \
    X(ROW_POINTS_CLIPPED, "warning", "points_clipped")         \
    X(ROW_WEIGHT, "warning", "weight")                         \
    /* questions */                                            \
    X(ROW_QUESTION_TYPE, "warning", "question_type")           \
    X(ROW_QUESTIONS_SPLIT, "info", "questions_split")          \
    X(ROW_CONDITION_UNKNOWN, "warning", "condition_unknown")   \
    X(ROW_CONDITION_LATER, "warning", "condition_later")       \
    X(ROW_CONDITION_ALL, "warning", "condition_all")           \
    X(ROW_COLOURS, "info", "colours")                          \
    /* implementation groups */                                \
    X(ROW_GROUP_STATIC, "warning", "group_static")             \
    X(ROW_GROUP_DEFAULT, "info", "group_default")              \
    X(ROW_GROUP_BY_ANSWER, "info", "group_by_answer")          \
    X(ROW_GROUP_MANUAL, "warning", "group_manual")             \
    X(ROW_GROUP_UNDEFINED, "warning", "group_undefined")       \
    X(ROW_GROUP_SEVERAL, "warning", "group_several")           \
    /* catalogs of OSCAL */                                    \
    X(ROW_OSCAL_WITHDRAWN, "info", "oscal_withdrawn")          \
    X(ROW_OSCAL_PARTS, "info", "oscal_parts")                  \
    X(ROW_OSCAL_PARAMS, "info", "oscal_params")

#define FRAMEWORK_ROW_ENUM(name, severity, code) name,
enum framework_row { FRAMEWORK_ROW_LIST(FRAMEWORK_ROW_ENUM) FRAMEWORK_ROW_MAX };
#undef FRAMEWORK_ROW_ENUM

enum { FRAMEWORK_ROWS_KEPT = 5000 };

struct framework_report {
    json_t *json; /* the report; lives as long as the context it was made under */
    json_t *rows;
    int64_t info, warning, refused, more;
};

struct framework_report *framework_report_new(void *ctx, const char *file_name);
void framework_report_format(struct framework_report *r, const char *format);

/* Adds a row about `at` (NULL: the file), whose urn, ref_id and line are told. `args` is taken over
 * (NULL: none). */
void framework_report_row(
    struct framework_report *r, enum framework_row row, const struct yaml_value *at, json_t *args);
/* The same for something that may have no urn: `path` is its place in the file. */
void framework_report_path(struct framework_report *r, enum framework_row row,
    const struct yaml_value *at, const char *path, json_t *args);

/* Writes the counts; after the last row. */
void framework_report_end(struct framework_report *r);

const char *framework_row_code(enum framework_row row);

#endif
