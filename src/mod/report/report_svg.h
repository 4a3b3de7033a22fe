/* Charts of a report as SVG inside HTML. */
#ifndef KANAME_MOD_REPORT_SVG_H
#define KANAME_MOD_REPORT_SVG_H

#include "base/html.h"
#include "mod/report/report_doc.h"

/* `title` and `text` are what a reader without eyes gets; `id` is unique in the page. */
void report_svg_radar(const void *ctx, struct html *h, const struct report_radar *radar,
    const char *id, const char *title, const char *text);
/* Lines over time. */
void report_svg_trend(const void *ctx, struct html *h, const struct report_radar *trend,
    const char *id, const char *title, const char *text);
void report_svg_bars(const void *ctx, struct html *h, const char *lang,
    const struct report_bars *bars, const char *id, const char *title);

#endif
