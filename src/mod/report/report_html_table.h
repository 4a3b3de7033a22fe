/* Tables of a report as HTML: tables, heat maps, lists of sources. */
#ifndef KANAME_MOD_REPORT_HTML_TABLE_H
#define KANAME_MOD_REPORT_HTML_TABLE_H

#include "base/html.h"
#include "mod/report/report_doc.h"

void report_html_table(
    const void *ctx, struct html *h, const char *lang, const struct report_table *table);
void report_html_heatmap(
    const void *ctx, struct html *h, const char *lang, const struct report_heatmap *map);
void report_html_sources(
    const void *ctx, struct html *h, const char *lang, const struct report_sources *sources);

const char *report_tone_class(enum report_tone tone);

#endif
