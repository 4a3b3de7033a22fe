/* Route: what each campaign of a sheet said, one after the other, and what later years aim at. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_import.h"
#include "mod/assessment/assessment_perm.h"
#include "mod/assessment/assessment_rules.h"
#include "mod/assessment/assessment_shape.h"
#include "mod/assessment/assessment_store.h"

static enum err load_campaigns(
    struct call *c, const char *sheet_key, const char *industry, struct assessment_trend *t)
{
    const char **numbers = NULL;
    enum err e = assessment_store_campaigns(c, sheet_key, &numbers, &t->n_campaigns);
    if (e != ERR_OK)
        return e;
    t->campaigns = mem_array(c, struct assessment *, t->n_campaigns);
    for (size_t i = 0; e == ERR_OK && i < t->n_campaigns; i++) {
        struct assessment **to = &t->campaigns[t->n_campaigns - 1 - i];
        /* The newest is held against what is known today, as in its results. */
        e = assessment_load_alone(c, numbers[i], industry, i > 0, to);
        if (e == ERR_OK)
            assessment_overall(*to);
    }
    return e;
}

/* Nothing but the targets: nobody knows yet how the others will stand. */
static struct assessment aim_of(struct call *c, const struct assessment *newest, const char *period)
{
    struct assessment aim = *newest;
    aim.campaign.period = period;
    aim.overall = (struct comparison){0};
    aim.sections = mem_array(c, struct comparison, aim.doc->n_sections);
    for (int i = 0; i < aim.doc->n_sections; i++)
        aim.sections[i].n = newest->sections[i].n;
    return aim;
}

static enum err load_aims(struct call *c, struct assessment_trend *t)
{
    const char **periods = NULL;
    if (t->n_campaigns == 0)
        return ERR_OK;
    const struct assessment *newest = t->campaigns[t->n_campaigns - 1];
    enum err e = assessment_store_target_periods(
        c, newest->doc->key, newest->campaign.period, &periods, &t->n_aims);
    if (e != ERR_OK)
        return e;
    t->aims = mem_array(c, struct assessment, t->n_aims);
    for (size_t i = 0; e == ERR_OK && i < t->n_aims; i++) {
        t->aims[i] = aim_of(c, newest, periods[i]);
        e = assessment_store_targets(c, &t->aims[i]);
        assessment_overall(&t->aims[i]);
    }
    return e;
}

enum err assessment_trend_load(
    struct call *c, const char *sheet_key, const char *industry, struct assessment_trend *ret_trend)
{
    struct assessment_trend t = {0};
    enum err e = assessment_sheet(c, sheet_key, "/query/sheet_key", &t.doc);
    if (e == ERR_OK)
        e = load_campaigns(c, sheet_key, industry, &t);
    if (e == ERR_OK)
        e = load_aims(c, &t);
    if (e == ERR_OK)
        *ret_trend = t;
    return e;
}

/* ---- writing ---- */

static void write_shown(struct jw *w, const char *key, struct mean_value v)
{
    jw_key(w, key);
    if (v.known)
        jw_num(w, (double)mean_value_tenths(v) / 10);
    else
        jw_null(w);
}

static void write_values(struct jw *w, const struct comparison *c)
{
    jw_obj_begin(w);
    if (c != NULL) {
        write_shown(w, "own", c->own);
        write_shown(w, "target", c->target);
        for (int line = 0; line < LEVEL_LINE_MAX; line++)
            write_shown(w, OPTIONS_LEVEL_LINE.keys[line],
                (struct mean_value){c->lines[line].known, c->lines[line].mean});
    }
    jw_obj_end(w);
}

static void write_point(
    struct jw *w, const struct sheet_doc *doc, const struct assessment *a, bool aim)
{
    const struct ref ref = {a->campaign.id, a->campaign.uid, a->campaign.number, a->campaign.name};
    jw_obj_begin(w);
    jw_kstr(w, "period", a->campaign.period);
    if (!aim)
        out_ref(w, "campaign", &ref);
    jw_kint(w, "asked_units", aim ? 0 : (int64_t)a->n_units);
    jw_kint(w, "counted_units", aim ? 0 : (int64_t)a->n_counted);
    jw_key(w, "overall");
    write_values(w, &a->overall);
    jw_key(w, "values");
    jw_arr_begin(w);
    for (int i = 0; i < doc->n_sections; i++) {
        int no = sheet_section_no(a->doc, doc->sections[i].key);
        if (doc->sections[i].parent_no == 0)
            write_values(w, no > 0 ? &a->sections[no - 1] : NULL);
    }
    jw_arr_end(w);
    jw_obj_end(w);
}

static void write_sections(struct jw *w, const struct sheet_doc *doc)
{
    jw_key(w, "sections");
    jw_arr_begin(w);
    for (int i = 0; i < doc->n_sections; i++) {
        const struct sheet_section *s = &doc->sections[i];
        if (s->parent_no != 0)
            continue;
        jw_obj_begin(w);
        jw_kstr(w, "key", s->key);
        assessment_write_texts(w, "name", doc, &s->name);
        assessment_write_texts(w, "short", doc, &s->short_name);
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

static void write_trend(struct jw *w, const struct assessment_trend *t, const char *industry)
{
    jw_obj_begin(w);
    jw_kstr(w, "sheet_key", t->doc->key);
    assessment_write_texts(w, "section_name", t->doc, &t->doc->section_name);
    jw_kint(w, "score_min", t->doc->score_min);
    jw_kint(w, "score_max", t->doc->score_max);
    jw_kstr(w, "industry", industry);
    write_sections(w, t->doc);
    jw_key(w, "points");
    jw_arr_begin(w);
    for (size_t i = 0; i < t->n_campaigns; i++)
        write_point(w, t->doc, t->campaigns[i], false);
    for (size_t i = 0; i < t->n_aims; i++)
        write_point(w, t->doc, &t->aims[i], true);
    jw_arr_end(w);
    jw_obj_end(w);
}

enum err assessment_trend_get(struct req *r)
{
    struct call *c = &r->call;
    const char *sheet_key = req_query(r, "sheet_key");
    const char *industry = req_query(r, "industry");
    struct assessment_trend t = {0};
    enum err e = tx_begin_read(c);
    if (e == ERR_OK && industry == NULL)
        e = assessment_store_industry(c, &industry);
    if (e == ERR_OK)
        e = assessment_trend_load(c, sheet_key, industry, &t);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_trend(&w, &t, industry);
    return ERR_OK;
}
