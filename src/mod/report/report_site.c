/* Gathers what the sections on sites are made of: once for all of them. */
#include "base/mem.h"
#include "mod/report/report_section.h"
#include "mod/report/report_site_rules.h"

enum err report_site_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct date_span days;
    if (!report_issue_days(d->c, d->issue, &days))
        return ERR_INTERNAL;
    if (d->sites == NULL) {
        struct site_report *report = mem_new(d->c, struct site_report);
        enum err e = site_report_load(d->c, days, report);
        if (e != ERR_OK)
            return e;
        d->sites = report;
    }
    return report_site_section(d->c, d->sites, builder->section, blocks) ? ERR_OK : ERR_INTERNAL;
}
