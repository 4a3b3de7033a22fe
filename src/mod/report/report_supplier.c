/* Gathers what the sections on suppliers are made of. */
#include "mod/report/report_section.h"
#include "mod/report/report_supplier_rules.h"

#include <string.h>

enum err report_supplier_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    struct supplier_survey survey;
    struct supplier_concerned *list = NULL;
    size_t n = 0;
    enum err e = supplier_survey_load(d->c, REPORT_SUPPLIERS, &survey, &list, &n);
    if (e != ERR_OK)
        return e;
    if (strcmp(builder->section, "suppliers_share") == 0)
        report_supplier_share(d->c, &survey, blocks);
    else if (strcmp(builder->section, "suppliers_concern") == 0)
        report_supplier_concern(d->c, &survey, blocks);
    else
        report_supplier_list(d->c, &survey, list, n, blocks);
    return ERR_OK;
}
