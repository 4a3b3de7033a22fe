/* Gathers what the assessment report is made of. */
#include "mod/report/report_assessment_rules.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/sheet/campaign_store.h"
#include "mod/measure/measure.h"
#include "mod/report/report_issue.h"

#include <string.h>

enum { MEASURES_MOST = 500, TEXTS_DEPTH = 2 };

static enum err supplements_load(
    struct call *c, const struct assessment *a, struct report_assessment_facts *facts)
{
    struct supplement *rows = NULL;
    size_t n = 0;
    enum err e = campaign_store_supplements(c, a->campaign.id, &rows, &n);
    struct report_supplement *all = mem_array(c, struct report_supplement, n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        json_t *texts = NULL;
        all[i].item_no = rows[i].item_no;
        e = json_in_parse(c, rows[i].texts, strlen(rows[i].texts), TEXTS_DEPTH, c->problem, &texts);
        all[i].texts = texts;
    }
    facts->supplements = all;
    facts->n_supplements = n;
    return e;
}

enum err report_assessment_draft(struct call *c, const struct report_issue *issue, json_t *sections)
{
    const struct assessment *a = NULL;
    json_t *measures = NULL;
    struct report_assessment_facts facts = {0};
    enum err e = assessment_load(c, issue->campaign, NULL, &a);
    if (e == ERR_OK)
        e = measure_for_sheet(c, a->doc->key, NULL, MEASURES_MOST, &measures);
    if (e == ERR_OK)
        e = supplements_load(c, a, &facts);
    if (e == ERR_OK && !clock_day_in_zone(c->now_ms, c->org.zone, &facts.today))
        e = ERR_INTERNAL;
    if (e != ERR_OK)
        return e;
    facts.assessment = a;
    facts.measures = measures;
    report_assessment_build(c, &facts, sections);
    return ERR_OK;
}
