/* Gathers what the assessment report is made of. */
#include "mod/report/report_assessment_rules.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/evidence/evidence.h"
#include "kernel/sheet/campaign_store.h"
#include "mod/measure/measure.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_section.h"

#include <string.h>

enum { OUTSIDE_MOST = 100, MEASURES_MOST = 500, TEXTS_DEPTH = 2, VERDICTS_MOST = 2000 };

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

/* Which of the assessment's units a verdict is of; n_units: of one that is not shown. */
static size_t unit_of(const struct assessment *a, const struct evidence_row *row)
{
    size_t i = 0;
    while (i < a->n_units && memcmp(&a->units[i].unit->response_uid, &row->response_uid,
                                 sizeof row->response_uid) != 0)
        i++;
    return i;
}

static enum err claims_load(
    struct call *c, const struct assessment *a, struct report_assessment_facts *facts)
{
    struct evidence_row *rows = NULL;
    size_t n = 0;
    size_t k;
    const json_t *item;
    enum err e = evidence_verdicts(c, a->campaign.id, VERDICTS_MOST, &rows, &n);
    if (e != ERR_OK)
        return e;
    struct report_claim *all = mem_array(c, struct report_claim, n * (size_t)a->doc->n_items + 1);
    for (size_t i = 0; i < n; i++) {
        size_t unit = unit_of(a, &rows[i]);
        json_array_foreach(rows[i].items, k, item)
        {
            const char *state = body_text(item, "state");
            int no = sheet_item_no(a->doc, body_text(item, "item"));
            if (unit == a->n_units || no == 0 || strcmp(state, "not_judged") == 0)
                continue;
            facts->n_judged++;
            if (strcmp(state, "unsupported") == 0)
                all[facts->n_claims++] = (struct report_claim){.unit = unit,
                    .item_no = no,
                    .claimed = (int)body_int(item, "claimed", 0),
                    .supported = (int)body_int(item, "supported", 0),
                    .rules = json_object_get(item, "rules")};
        }
    }
    facts->claims = all;
    return ERR_OK;
}

/* The years before and after, against the same industry. */
static enum err years_load(
    struct call *c, const struct assessment *a, struct report_assessment_facts *facts)
{
    struct outside_score *scores = NULL;
    struct assessment_trend *trend = mem_new(c, struct assessment_trend);
    enum err e = assessment_trend_load(c, a->doc->key, a->industry, trend);
    if (e == ERR_OK)
        e = assessment_outside_scores(c, OUTSIDE_MOST, &scores, &facts->n_outside);
    facts->trend = trend;
    facts->outside = scores;
    return e;
}

static enum err facts_load(
    struct call *c, const char *campaign, struct report_assessment_facts *facts)
{
    const struct assessment *a = NULL;
    json_t *measures = NULL;
    struct hollow_mark *marks = NULL;
    enum err e = assessment_load(c, campaign, NULL, &a);
    if (e == ERR_OK)
        e = measure_for_sheet(c, a->doc->key, NULL, MEASURES_MOST, &measures);
    if (e == ERR_OK)
        e = supplements_load(c, a, facts);
    if (e == ERR_OK)
        e = claims_load(c, a, facts);
    if (e == ERR_OK)
        e = assessment_hollow(c, &a->campaign, a->doc, true, &marks, &facts->n_marks);
    if (e == ERR_OK)
        e = years_load(c, a, facts);
    if (e == ERR_OK && !clock_day_in_zone(c->now_ms, c->org.zone, &facts->today))
        e = ERR_INTERNAL;
    facts->assessment = a;
    facts->marks = marks;
    facts->measures = measures;
    return e;
}

enum err report_assessment_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    enum err e = ERR_OK;
    if (d->issue->campaign == NULL) { /* the type came to need one after the issue was made */
        draft_paragraph(blocks, "lead", draft_message("report.section.no_campaign"));
        return ERR_OK;
    }
    if (d->assessment == NULL) {
        struct report_assessment_facts *facts = mem_new(d->c, struct report_assessment_facts);
        facts->ja = d->issue->ja;
        e = facts_load(d->c, d->issue->campaign, facts);
        if (e == ERR_OK)
            d->assessment = report_assessment_begin(d->c, facts, d->doc);
    }
    if (e == ERR_OK)
        report_assessment_write(d->assessment, builder->section, blocks);
    return e;
}
