#include "mod/report/report_scorecard_rules.h"
#include "mod/report/report_section.h"

enum err report_scorecard_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct kpi_figure *figures = NULL;
    size_t n = 0;
    (void)builder;
    enum err e = kpi_load(d->c, NULL, &figures, &n);
    if (e == ERR_OK)
        report_scorecard_write(d->c, figures, n, d->c->org.fiscal_first_month, blocks);
    return e;
}
