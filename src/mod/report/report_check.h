/* Checks a report document against its format: the shapes of its parts and what binds them
 * together (as many cells as columns, as many values as axes). Reads nothing. */
#ifndef KANAME_MOD_REPORT_CHECK_H
#define KANAME_MOD_REPORT_CHECK_H

#include "kernel/shape.h"

/* Adds every bad place to `problem`; returns problem_check. */
enum err report_doc_check(const json_t *doc, struct problem *problem);

/* Options of the format in the order of the enumerations of report_doc.h. */
extern const struct option_set REPORT_BLOCKS_OPTIONS, REPORT_KIND_OPTIONS, REPORT_TONE_OPTIONS,
    REPORT_ROLE_OPTIONS, REPORT_ALIGN_OPTIONS, REPORT_DIRECTION_OPTIONS, REPORT_EMPHASIS_OPTIONS,
    REPORT_MARK_OPTIONS, REPORT_STYLE_OPTIONS;

/* The place of `key` in the set, `fallback` when it is NULL. */
int report_option(const struct option_set *set, const char *key, int fallback);

#endif
