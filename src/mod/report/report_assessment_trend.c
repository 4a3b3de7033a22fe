/* How the level went over the years and what later years aim at; scores of rating services.
 * Pure. */
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_assessment_private.h"
#include "mod/report/report_format_rules.h"

#include <math.h>
#include <string.h>

enum { POINTS_MOST = 8 /* columns that can be read beside the names of sections */ };

/* One point of time: a campaign, or what a later year aims at. */
struct point {
    const struct assessment *a;
    bool aim;
};

struct points {
    struct point at[POINTS_MOST];
    size_t n;
};

static void point_add(struct points *p, const struct assessment *a, bool aim)
{
    if (p->n == POINTS_MOST) { /* the oldest goes */
        memmove(p->at, p->at + 1, sizeof p->at - sizeof p->at[0]);
        p->n--;
    }
    p->at[p->n++] = (struct point){a, aim};
}

/* Campaigns up to the report's own, and the aims after it where it is the newest. */
static struct points points_of(const struct build *b)
{
    struct points p = {.n = 0};
    const struct assessment_trend *t = b->facts->trend;
    bool own = false;
    for (size_t i = 0; i < t->n_campaigns && !own; i++) {
        own = t->campaigns[i]->campaign.id == b->a->campaign.id;
        point_add(&p, t->campaigns[i], false);
    }
    bool newest = own && p.at[p.n - 1].a == t->campaigns[t->n_campaigns - 1];
    for (size_t i = 0; newest && i < t->n_aims && i < POINTS_MOST / 2; i++)
        point_add(&p, &t->aims[i], true);
    if (!own)
        p.n = 0; /* nobody has answered */
    return p;
}

/* The year, with the campaign's number where a year has several. */
static json_t *point_label(const struct build *b, const struct points *p, size_t i)
{
    const char *period = p->at[i].a->campaign.period;
    bool several = false;
    for (size_t j = 0; j < p->n; j++)
        several |= j != i && strcmp(p->at[j].a->campaign.period, period) == 0;
    const char *texts[2];
    static const char *const langs[] = {"ja", "en"};
    for (size_t k = 0; k < 2; k++) {
        const char *year = report_period_text(b->ctx, k == 0 ? b->facts->ja : "en", period);
        texts[k] = p->at[i].aim ? mem_printf(b->ctx, "%s\n%s", year,
                                      msg_get(langs[k], "report.assessment.target"))
                   : several    ? mem_printf(b->ctx, "%s\n%s", year, p->at[i].a->campaign.number)
                                : year;
    }
    return draft_texts(texts[0], texts[1]);
}

enum line { LINE_OWN, LINE_TARGET, LINE_INDUSTRY, LINE_COMPARABLE, LINE_LEADERS, LINES };

static struct mean_value line_value(const struct comparison *c, enum line line)
{
    if (line == LINE_OWN)
        return c->own;
    if (line == LINE_TARGET)
        return c->target;
    const struct industry_value *v = &c->lines[LEVEL_INDUSTRY + (line - LINE_INDUSTRY)];
    return (struct mean_value){.known = v->known, .raw = v->mean};
}

static void series_add(const struct points *p, json_t *series, enum line line)
{
    static const char *const keys[LINES] = {"own", "target", "industry", "comparable", "leaders"};
    static const char *const labels[LINES] = {"report.assessment.own", "report.assessment.target",
        "enum.level_line.industry", "enum.level_line.comparable", "enum.level_line.leaders"};
    bool any = false;
    bool sample = false;
    json_t *values = json_array();
    for (size_t i = 0; i < p->n; i++) {
        const struct comparison *c = &p->at[i].a->overall;
        any |= line_value(c, line).known;
        sample |= line >= LINE_INDUSTRY && line_value(c, line).known &&
                  c->lines[LEVEL_INDUSTRY + (line - LINE_INDUSTRY)].sample;
        json_array_append_new(values, build_level(line_value(c, line)));
    }
    json_t *one = json_pack("{s:s, s:o, s:b, s:o}", "key", keys[line], "label",
        draft_message(labels[line]), "sample", sample, "values", values);
    if (any || line == LINE_OWN)
        json_array_append_new(series, one);
    else
        json_decref(one);
}

/* Were all asked units heard in each campaign? */
static bool all_heard(const struct points *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (!p->at[i].aim && p->at[i].a->n_counted < p->at[i].a->n_units)
            return false;
    return true;
}

static void chart_write(const struct build *b, const struct points *p, json_t *blocks)
{
    json_t *periods = json_array();
    json_t *series = json_array();
    for (size_t i = 0; i < p->n; i++)
        json_array_append_new(periods, json_pack("{s:o}", "label", point_label(b, p, i)));
    for (int line = 0; line < LINES; line++)
        series_add(p, series, (enum line)line);
    json_t *block = json_pack("{s:s, s:o, s:o, s:i, s:o}", "type", "trend", "caption",
        draft_message("report.assessment.trend"), "periods", periods, "max",
        b->a->doc->score_max * 10, "series", series);
    if (!all_heard(p))
        json_object_set_new(block, "note", draft_message("report.assessment.trend.part"));
    json_array_append_new(blocks, block);
}

/* Own levels of each section by year, targets for the years ahead. */
static void sections_write(const struct build *b, const struct points *p, json_t *blocks)
{
    json_t *table = draft_table(blocks, "report.assessment.trend.sections", NULL);
    json_t *columns = json_object_get(table, "columns");
    draft_column(table, "report.assessment.section", "text", 3.4);
    for (size_t i = 0; i < p->n; i++)
        json_array_append_new(
            columns, json_pack("{s:o, s:s, s:f, s:i}", "label", point_label(b, p, i), "kind",
                         "level", "width", 0.9, "digits", 1));
    for (size_t i = 0; i < b->n_top; i++) {
        json_t *cells = draft_row(table, NULL);
        const char *key = b->a->doc->sections[b->top[i]].key;
        json_array_append_new(cells, build_section_label(b, b->top[i], LABEL_FULL));
        for (size_t j = 0; j < p->n; j++) {
            const struct assessment *a = p->at[j].a;
            int no = sheet_section_no(a->doc, key);
            const struct comparison *c = no > 0 ? &a->sections[no - 1] : NULL;
            json_array_append_new(
                cells, c == NULL ? json_null() : build_level(p->at[j].aim ? c->target : c->own));
        }
    }
}

void build_trend(const struct build *b, json_t *blocks)
{
    if (b->facts->trend == NULL)
        return;
    const struct points p = points_of(b);
    if (p.n < REPORT_PERIODS_MIN)
        return;
    chart_write(b, &p, blocks);
    if (p.n > REPORT_PERIODS_MIN) /* of two, the table of results tells last time and now */
        sections_write(b, &p, blocks);
}

/* ---- rating services ---- */

static json_t *score_level(bool known, double score)
{
    return known ? json_integer((json_int_t)floor(score * 10 + 0.5)) : json_null();
}

static void service_write(
    const struct build *b, const struct outside_score *s, size_t n, json_t *blocks)
{
    double max = 0;
    bool industry = false;
    json_t *periods = json_array();
    json_t *own = json_array();
    json_t *theirs = json_array();
    for (size_t i = 0; i < n; i++) {
        max = fmax(max, fmax(s[i].has_max ? s[i].max : s[i].score, s[i].industry));
        industry |= s[i].has_industry;
        struct date day = {0};
        date_parse(s[i].day, &day);
        json_array_append_new(periods, json_pack("{s:o}", "label",
                                           draft_texts(report_date_short(b->ctx, b->facts->ja, day),
                                               report_date_short(b->ctx, "en", day))));
        json_array_append_new(own, score_level(true, s[i].score));
        json_array_append_new(theirs, score_level(s[i].has_industry, s[i].industry));
    }
    json_t *series = json_pack("[{s:s, s:o, s:o}]", "key", "own", "label",
        draft_message("report.assessment.own"), "values", own);
    json_t *other = json_pack("{s:s, s:o, s:o}", "key", "industry", "label",
        draft_message("report.assessment.industry"), "values", theirs);
    if (industry)
        json_array_append(series, other);
    json_decref(other);
    const struct draft_arg args[] = {{.name = "service", .ja = s[0].service}};
    json_t *block = json_pack("{s:s, s:o, s:o, s:i, s:o}", "type", "trend", "caption",
        draft_format(b->ctx, "report.assessment.outside", args, 1), "periods", periods, "max",
        (int)fmax(10, ceil(max) * 10), "series", series);
    if (max * 10 <= REPORT_LEVEL_MAX)
        json_array_append(blocks, block);
    json_decref(block);
}

void build_outside(const struct build *b, json_t *blocks)
{
    const struct outside_score *all = b->facts->outside;
    for (size_t from = 0; from < b->facts->n_outside;) {
        size_t n = 1;
        while (
            from + n < b->facts->n_outside && strcmp(all[from].service, all[from + n].service) == 0)
            n++;
        size_t shown = n > REPORT_OUTSIDE_SHOWN ? REPORT_OUTSIDE_SHOWN : n;
        if (shown >= REPORT_PERIODS_MIN)
            service_write(b, &all[from + n - shown], shown, blocks);
        from += n;
    }
}
