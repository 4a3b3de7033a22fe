#include "mod/report/report_scorecard_rules.h"
#include "mod/report/report_section.h"

enum err report_scorecard_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct kpi_figure *figures = NULL;
    size_t n = 0;
    const struct report_scorecard_told told = {
        .ctx = d->c, .ja = d->issue->ja, .first_month = d->c->org.fiscal_first_month};
    (void)builder;
    enum err e = kpi_load(d->c, NULL, &figures, &n);
    if (e == ERR_OK)
        report_scorecard_write(&told, figures, n, blocks);
    return e;
}
