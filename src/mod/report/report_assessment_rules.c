#include "mod/report/report_assessment_rules.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_assessment_private.h"
#include "mod/report/report_format_rules.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
    GAPS_MOST = 20,
    PRACTICES_MOST = 20,
    HEAT_COLUMNS = 12, /* of one heat map: what can be read */
    HEAT_STEPS = 5,
    UNSENT_NAMED = 20,
};

/* ---- values ---- */

json_t *build_level(struct mean_value v)
{
    return v.known ? json_integer(mean_value_tenths(v)) : json_null();
}

struct mean_value build_industry(const struct comparison *c)
{
    return (struct mean_value){.known = c->industry.known, .raw = c->industry.mean};
}

json_t *build_difference(struct mean_value a, struct mean_value b)
{
    if (!a.known || !b.known)
        return json_null();
    return json_integer(mean_value_tenths(a) - mean_value_tenths(b));
}

static int64_t tenths_less(struct mean_value a, struct mean_value b)
{
    return a.known && b.known ? mean_value_tenths(a) - mean_value_tenths(b) : 0;
}

static const char *text_in(const struct build *b, const struct sheet_texts *texts, const char *lang)
{
    int i = sheet_language(b->a->doc, lang);
    return i < 0 || texts->of == NULL ? NULL : texts->of[i];
}

json_t *build_texts(const struct build *b, const struct sheet_texts *texts)
{
    const char *ja = text_in(b, texts, "ja");
    const char *en = text_in(b, texts, "en");
    if (ja == NULL && en == NULL)
        ja = sheet_text(b->a->doc, texts, "ja");
    return draft_texts(ja, en);
}

json_t *build_section_label(const struct build *b, int section, enum label label)
{
    const struct sheet_section *s = &b->a->doc->sections[section];
    const char *names[2];
    static const char *const langs[] = {"ja", "en"};
    for (size_t i = 0; i < COUNT(langs); i++) {
        const char *name = label != LABEL_FULL ? text_in(b, &s->short_name, langs[i]) : NULL;
        if (name == NULL)
            name = text_in(b, &s->name, langs[i]);
        if (name == NULL && i == 0)
            name = sheet_text(b->a->doc, &s->name, langs[i]);
        names[i] = name == NULL ? NULL
                                : mem_printf(b->ctx, "%s%s%s", s->key,
                                      label == LABEL_TWO_LINES ? "\n" : " ", name);
    }
    return draft_texts(names[0] == NULL ? s->key : names[0], names[1]);
}

json_t *build_unit_name(const struct unit_result *unit)
{
    return draft_texts(unit->unit->unit.title, unit->unit->name_en);
}

static const char *number_text(const struct build *b, int64_t n)
{
    return mem_printf(b->ctx, "%lld", (long long)n);
}

static const char *level_text(const struct build *b, struct mean_value v)
{
    return report_level_text(b->ctx, (int)mean_value_tenths(v), 1, false);
}

/* Top sections whose own mean is below another, as shown. */
static size_t count_below(const struct build *b, bool industry)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n_top; i++) {
        const struct comparison *c = &b->a->sections[b->top[i]];
        n += tenths_less(c->own, industry ? build_industry(c) : c->target) < 0;
    }
    return n;
}

static bool any_industry(const struct build *b)
{
    for (size_t i = 0; i < b->n_top; i++)
        if (b->a->sections[b->top[i]].industry.known)
            return true;
    return false;
}

static bool any_target(const struct build *b)
{
    for (size_t i = 0; i < b->n_top; i++)
        if (b->a->sections[b->top[i]].target.known)
            return true;
    return false;
}

/* Of a part of the company, what the whole had last time is no measure. */
static struct gap *gaps_of(const struct build *b, size_t *ret_n)
{
    size_t n = 0;
    size_t kept = 0;
    struct gap *gaps = assessment_gaps(b->ctx, b->a, &n);
    for (size_t i = 0; i < n; i++)
        if (build_whole(b) || gaps[i].below_industry > 0 || gaps[i].below_target > 0)
            gaps[kept++] = gaps[i];
    *ret_n = kept;
    return gaps;
}

/* "No gap" is only true where there is something to be below of. */
static bool compared(const struct build *b)
{
    return any_target(b) || any_industry(b) || (build_whole(b) && b->a->overall.last.known);
}

/* ---- 1 summary ---- */

static void append_difference(struct build *b, struct draft_text *t, const char *const ids[3],
    struct mean_value own, struct mean_value other)
{
    int64_t diff = tenths_less(own, other);
    if (!own.known || !other.known)
        return;
    const struct draft_arg args[] = {{.name = "other", .ja = level_text(b, other)},
        {.name = "diff",
            .ja = report_level_text(b->ctx, (int)(diff < 0 ? -diff : diff), 1, false)}};
    draft_append(t, ids[diff < 0 ? 0 : diff > 0 ? 2 : 1], args, COUNT(args));
}

static void lead_own(
    struct build *b, struct draft_text *t, struct draft_arg level, struct draft_arg max)
{
    struct draft_arg args[COVERAGE_ARGS + 2];
    size_t n = build_coverage_args(b, args);
    args[n++] = level;
    args[n++] = max;
    draft_append(t, build_scoped(b, "report.assessment.lead.own"), args, n);
}

static void lead_write(struct build *b, json_t *blocks)
{
    static const char *const last[] = {"report.assessment.lead.fell", "report.assessment.lead.same",
        "report.assessment.lead.rose"};
    static const char *const industry[] = {"report.assessment.lead.below",
        "report.assessment.lead.level", "report.assessment.lead.above"};
    const struct comparison *all = &b->a->overall;
    struct draft_text t = draft_text_new(b->ctx);
    size_t n_gaps = 0;
    gaps_of(b, &n_gaps);
    const struct draft_arg args[] = {
        {.name = "level", .ja = all->own.known ? level_text(b, all->own) : ""},
        {.name = "max", .ja = number_text(b, b->a->doc->score_max)},
        {.name = "asked", .ja = number_text(b, (int64_t)b->a->n_units)},
        {.name = "counted", .ja = number_text(b, (int64_t)b->a->n_counted)},
        {.name = "unsupported", .ja = number_text(b, (int64_t)b->facts->n_claims)},
        {.name = "gaps", .ja = number_text(b, (int64_t)n_gaps)},
        {.name = "measures", .ja = number_text(b, (int64_t)build_measures_live(b))},
    };
    if (!all->own.known) {
        draft_append(&t, "report.assessment.lead.nothing", args, COUNT(args));
    } else {
        lead_own(b, &t, args[0], args[1]);
        if (build_whole(b)) { /* part of the company is not set against all of it last time */
            append_difference(b, &t, last, all->own, all->last);
            append_difference(b, &t, industry, all->own, build_industry(all));
        }
        draft_append(&t,
            compared(b) || n_gaps > 0 ? "report.assessment.lead.gaps"
                                      : "report.assessment.lead.uncompared",
            args, COUNT(args));
        if (b->facts->n_claims > 0)
            draft_append(&t, "report.assessment.lead.unsupported", args, COUNT(args));
    }
    draft_paragraph(blocks, "lead", draft_text_json(&t));
}

/* Against last time: the difference of the company's means. */
static json_t *change_of(const struct build *b)
{
    int64_t diff = tenths_less(b->a->overall.own, b->a->overall.last);
    const struct draft_arg args[] = {
        {.name = "diff", .ja = report_level_text(b->ctx, (int)diff, 1, true)}};
    return json_pack("{s:s, s:s, s:o}", "direction",
        diff > 0   ? "up"
        : diff < 0 ? "down"
                   : "same",
        "tone",
        diff > 0   ? "good"
        : diff < 0 ? "bad"
                   : "neutral",
        "text", draft_format(b->ctx, "report.assessment.change", args, COUNT(args)));
}

static json_t *unit_of(const struct build *b, const char *id, size_t of)
{
    const struct draft_arg args[] = {{.name = "of", .ja = number_text(b, (int64_t)of)}};
    return draft_format(b->ctx, id, args, COUNT(args));
}

/* Points of a sheet that is read by its total, with their band. */
static void total_figure(struct build *b, json_t *items)
{
    const struct total_value *t = &b->a->total;
    const struct sheet_band *band = sheet_band_of(b->a->doc, t->points);
    int64_t tenths = raw_tenths(t->points);
    json_t *one = draft_figure(
        items, "report.assessment.figure.total", "number", json_real((double)tenths / 10));
    json_object_set_new(one, "digits", json_integer(tenths % 10 == 0 ? 0 : 1));
    json_object_set_new(
        one, "unit", unit_of(b, "report.assessment.unit.max", (size_t)(t->most + 0.5)));
    if (band != NULL)
        json_object_set_new(one, "note", build_texts(b, &band->name));
}

static void figures_write(struct build *b, json_t *blocks)
{
    const struct assessment *a = b->a;
    json_t *items = json_array();
    if (a->total.known)
        total_figure(b, items);
    json_t *one = draft_figure(items, build_scoped(b, "report.assessment.figure.own"), "level",
        build_level(a->overall.own));
    json_object_set_new(
        one, "unit", unit_of(b, "report.assessment.unit.max", (size_t)a->doc->score_max));
    if (build_whole(b) && a->overall.own.known && a->overall.last.known)
        json_object_set_new(one, "change", change_of(b));
    if (any_industry(b)) {
        one = draft_figure(items, "report.assessment.figure.below_industry", "number",
            json_integer((json_int_t)count_below(b, true)));
        json_object_set_new(one, "unit", unit_of(b, "report.assessment.unit.items", b->n_top));
    }
    if (any_target(b)) {
        one = draft_figure(items, "report.assessment.figure.below_target", "number",
            json_integer((json_int_t)count_below(b, false)));
        json_object_set_new(one, "unit", unit_of(b, "report.assessment.unit.items", b->n_top));
    }
    if (b->facts->n_judged > 0) {
        one = draft_figure(items, "report.assessment.figure.unsupported", "number",
            json_integer((json_int_t)b->facts->n_claims));
        json_object_set_new(
            one, "unit", unit_of(b, "report.assessment.unit.claims", b->facts->n_judged));
    }
    json_t *cost = build_cost(b, "cost_initial");
    if (json_is_null(cost))
        json_decref(cost);
    else
        draft_figure(items, "report.assessment.figure.cost", "money", cost);
    draft_figures(blocks, items);
}

enum line { LINE_OWN, LINE_TARGET, LINE_INDUSTRY, LINE_LAST, LINES };

static struct mean_value line_value(const struct comparison *c, enum line line)
{
    switch (line) {
    case LINE_OWN:
        return c->own;
    case LINE_TARGET:
        return c->target;
    case LINE_INDUSTRY:
        return build_industry(c);
    default:
        return c->last;
    }
}

static void line_write(struct build *b, json_t *series, enum line line)
{
    static const char *const keys[LINES] = {"own", "target", "industry", "last"};
    static const char *const labels[LINES] = {"report.assessment.own", "report.assessment.target",
        "report.assessment.industry", "report.assessment.last"};
    bool any = false;
    bool sample = false;
    json_t *values = json_array();
    for (size_t i = 0; i < b->n_top; i++) {
        const struct comparison *c = &b->a->sections[b->top[i]];
        any |= line_value(c, line).known;
        sample |= line == LINE_INDUSTRY && c->industry.known && c->industry.sample;
        json_array_append_new(values, build_level(line_value(c, line)));
    }
    json_t *one = json_pack("{s:s, s:o, s:b, s:o}", "key", keys[line], "label",
        draft_message(labels[line]), "sample", sample, "values", values);
    if (any || line == LINE_OWN)
        json_array_append_new(series, one);
    else
        json_decref(one);
}

static void radar_write(struct build *b, json_t *blocks)
{
    if (b->n_top < REPORT_AXES_MIN || b->n_top > REPORT_AXES)
        return;
    json_t *axes = json_array();
    json_t *series = json_array();
    for (size_t i = 0; i < b->n_top; i++)
        json_array_append_new(
            axes, json_pack("{s:o}", "label", build_section_label(b, b->top[i], LABEL_BRIEF)));
    for (int line = 0; line < LINES; line++)
        if (line != LINE_LAST || build_whole(b))
            line_write(b, series, (enum line)line);
    json_array_append_new(
        blocks, json_pack("{s:s, s:o, s:o, s:i, s:o, s:b}", "type", "radar", "caption",
                    draft_message(build_scoped(b, "report.assessment.radar")), "axes", axes, "max",
                    b->a->doc->score_max * 10, "series", series, "twin", 0));
}

static void summary_write(struct build *b, json_t *blocks)
{
    lead_write(b, blocks);
    if (b->a->n_counted == 0)
        return; /* nothing to draw */
    figures_write(b, blocks);
    radar_write(b, blocks);
}

/* ---- 2 results ---- */

/* What there is to compare with: columns that would hold nothing but dashes are left out. */
struct columns {
    bool target, industry, last, head_office;
};

static bool any_known(const struct build *b, struct mean_value (*of)(const struct comparison *c))
{
    for (size_t i = 0; i < b->n_top; i++)
        if (of(&b->a->sections[b->top[i]]).known)
            return true;
    return of(&b->a->overall).known;
}

static struct mean_value last_of(const struct comparison *c)
{
    return c->last;
}

static struct mean_value head_office_of(const struct comparison *c)
{
    return c->head_office;
}

static struct columns columns_of(const struct build *b)
{
    return (struct columns){.target = any_target(b),
        .industry = any_industry(b),
        .last = build_whole(b) && any_known(b, last_of),
        .head_office = any_known(b, head_office_of)};
}

static void result_row(
    json_t *table, json_t *label, const struct comparison *c, struct columns with, bool total)
{
    struct mean_value industry = build_industry(c);
    bool below = tenths_less(c->own, industry) < 0;
    json_t *cells = draft_row(table, total ? "strong" : below ? "attention" : NULL);
    json_array_append_new(cells, label);
    json_array_append_new(cells, build_level(c->own));
    if (with.target) {
        json_array_append_new(cells, build_level(c->target));
        json_array_append_new(cells, build_difference(c->own, c->target));
    }
    if (with.industry) {
        json_array_append_new(cells, build_level(industry));
        json_array_append_new(cells, build_difference(c->own, industry));
    }
    if (with.last) {
        json_array_append_new(cells, build_level(c->last));
        json_array_append_new(cells, build_difference(c->own, c->last));
    }
    if (with.head_office)
        json_array_append_new(cells, build_level(c->head_office));
}

static void result_columns(json_t *table, struct columns with)
{
    draft_column(table, "report.assessment.section", "text", 3.4);
    draft_column_level(table, "report.assessment.own", 0.8, 1, false);
    if (with.target) {
        draft_column_level(table, "report.assessment.target", 0.8, 1, false);
        draft_column_level(table, "report.assessment.gap", 0.8, 1, true);
    }
    if (with.industry) {
        draft_column_level(table, "report.assessment.industry", 0.9, 1, false);
        draft_column_level(table, "report.assessment.gap", 0.8, 1, true);
    }
    if (with.last) {
        draft_column_level(table, "report.assessment.last", 0.8, 1, false);
        draft_column_level(table, "report.assessment.moved", 0.8, 1, true);
    }
    if (with.head_office)
        draft_column_level(table, "report.assessment.head_office", 0.9, 1, false);
}

/* A section that has nothing to show says so in a line. */
static bool nothing_yet(const struct build *b, json_t *blocks, size_t units, const char *id)
{
    if (b->a->n_counted < units)
        draft_paragraph(blocks, "body", draft_message(id));
    return b->a->n_counted < units;
}

static void results_write(struct build *b, json_t *blocks)
{
    struct columns with = columns_of(b);
    if (nothing_yet(b, blocks, 1, "report.assessment.results.none"))
        return;
    json_t *table = draft_table(blocks, NULL,
        with.industry ? "report.assessment.results.note" : "report.assessment.results.note.plain");
    result_columns(table, with);
    for (size_t i = 0; i < b->n_top; i++)
        result_row(table, build_section_label(b, b->top[i], LABEL_FULL), &b->a->sections[b->top[i]],
            with, false);
    result_row(table, draft_message(build_scoped(b, "report.assessment.overall")), &b->a->overall,
        with, true);
    build_trend(b, blocks);
    build_outside(b, blocks);
}

/* ---- 3 comparison by unit ---- */

static bool shown(const struct unit_result *u)
{
    return u->visible && u->unit->counted;
}

static void heat_row(
    struct build *b, json_t *rows, const struct unit_result *u, size_t from, size_t to)
{
    json_t *values = json_array();
    for (size_t i = from; i < to; i++)
        json_array_append_new(values, build_level(u->sections[b->top[i]]));
    json_array_append_new(
        rows, json_pack("{s:o, s:s, s:o}", "label", build_unit_name(u), "emphasis",
                  u->unit->head_office ? "strong" : "none", "values", values));
}

static void heat_company(struct build *b, json_t *rows, size_t from, size_t to)
{
    json_t *values = json_array();
    for (size_t i = from; i < to; i++)
        json_array_append_new(values, build_level(b->a->sections[b->top[i]].own));
    json_array_append_new(rows, json_pack("{s:o, s:s, s:o}", "label",
                                    draft_message(build_scoped(b, "report.assessment.company")),
                                    "emphasis", "strong", "values", values));
}

/* Five tones, each around a level: 2.5 up to 3.4 is the third of a scale from 1 to 5, as on the
 * screen. On other scales a tone is called by the value it stands for. */
static json_t *heat_steps(const struct build *b)
{
    json_t *steps = json_array();
    int min = b->a->doc->score_min * 10;
    int range = b->a->doc->score_max * 10 - min;
    bool levels = b->a->doc->score_min == 1 && b->a->doc->score_max == HEAT_STEPS;
    for (int i = 0; i < HEAT_STEPS; i++) {
        int from = i == 0 ? min : min + range * (2 * i - 1) / (2 * (HEAT_STEPS - 1));
        const struct draft_arg args[] = {{.name = "level",
            .ja = levels
                      ? number_text(b, i + 1)
                      : report_level_text(b->ctx, min + range * i / (HEAT_STEPS - 1), 1, false)}};
        json_array_append_new(
            steps, json_pack("{s:i, s:o}", "from", from, "label",
                       draft_format(b->ctx,
                           levels ? "report.assessment.step" : "report.assessment.step.about", args,
                           COUNT(args))));
    }
    return steps;
}

static void heatmap_write(struct build *b, json_t *blocks, size_t from, size_t to)
{
    json_t *columns = json_array();
    json_t *rows = json_array();
    for (size_t i = from; i < to; i++)
        json_array_append_new(columns,
            json_pack("{s:o}", "label", build_section_label(b, b->top[i], LABEL_TWO_LINES)));
    for (size_t i = 0; i < b->a->n_units && json_array_size(rows) < REPORT_HEAT_ROWS - 1; i++)
        if (shown(&b->a->units[i]))
            heat_row(b, rows, &b->a->units[i], from, to);
    if (b->a->n_counted > 1) /* of one unit it would be the same row again */
        heat_company(b, rows, from, to);
    json_array_append_new(blocks, json_pack("{s:s, s:o, s:o, s:o, s:o}", "type", "heatmap",
                                      "corner", draft_message("report.assessment.unit"), "columns",
                                      columns, "rows", rows, "steps", heat_steps(b)));
}

/* Units asked whose answers are not in, by name. */
static void unsent_write(struct build *b, json_t *blocks)
{
    struct draft_text names = build_unit_names(b, false, UNSENT_NAMED);
    const struct draft_arg args[] = {{.name = "names", .ja = names.ja->data, .en = names.en->data},
        {.name = "n", .ja = number_text(b, (int64_t)(b->a->n_units - b->a->n_counted))}};
    if (!build_whole(b))
        draft_paragraph(
            blocks, "small", draft_format(b->ctx, "report.assessment.unsent", args, COUNT(args)));
}

static void units_write(struct build *b, json_t *blocks)
{
    bool none = nothing_yet(b, blocks, 1, "report.assessment.units.none");
    for (size_t from = none ? b->n_top : 0; from < b->n_top; from += HEAT_COLUMNS)
        heatmap_write(
            b, blocks, from, from + HEAT_COLUMNS < b->n_top ? from + HEAT_COLUMNS : b->n_top);
    unsent_write(b, blocks);
}

/* ---- 4 gaps ---- */

static void gap_row(struct build *b, json_t *table, const struct gap *gap, struct columns with)
{
    const struct sheet_item *item = &b->a->doc->items[gap->item_no - 1];
    const struct comparison *c = &b->a->items[gap->item_no - 1];
    const char *measures = build_item_measures(b, item->key);
    json_t *cells = draft_row(table, measures[0] == '\0' ? "attention" : NULL);
    json_array_append_new(cells, json_string(item->key));
    json_array_append_new(cells, build_texts(b, &item->text));
    json_array_append_new(cells, build_level(c->own));
    if (with.industry)
        json_array_append_new(cells, build_level(build_industry(c)));
    if (with.target)
        json_array_append_new(cells, build_level(c->target));
    if (with.last)
        json_array_append_new(cells, build_level(c->last));
    const char *cause = build_item_cause(b, item->key);
    json_array_append_new(cells, cause[0] == '\0' ? json_null() : json_string(cause));
    json_array_append_new(cells, measures[0] == '\0'
                                     ? draft_message("report.assessment.gaps.undecided")
                                     : json_string(measures));
}

static void gaps_write(struct build *b, json_t *blocks)
{
    size_t n = 0;
    struct columns with = columns_of(b);
    const struct gap *gaps = gaps_of(b, &n);
    if (nothing_yet(b, blocks, 1, "report.assessment.gaps.unanswered"))
        return;
    json_t *table = draft_table(blocks, NULL, n == 0 ? NULL : "report.assessment.gaps.note");
    json_object_set_new(table, "empty",
        draft_message(
            compared(b) ? "report.assessment.gaps.none" : "report.assessment.gaps.uncompared"));
    draft_column(table, "report.assessment.no", "text", 0.5);
    draft_column(table, "report.assessment.item", "text", 3.2);
    draft_column_level(table, "report.assessment.own", 0.6, 1, false);
    if (with.industry)
        draft_column_level(table, "report.assessment.industry", 0.7, 1, false);
    if (with.target)
        draft_column_level(table, "report.assessment.target", 0.6, 1, false);
    if (with.last)
        draft_column_level(table, "report.assessment.last", 0.6, 1, false);
    draft_column(table, "report.assessment.cause", "text", 2.1);
    draft_column(table, "report.assessment.measure", "text", 1.2);
    for (size_t i = 0; i < n && i < GAPS_MOST; i++)
        gap_row(b, table, &gaps[i], with);
    const struct draft_arg args[] = {{.name = "n", .ja = number_text(b, (int64_t)n)},
        {.name = "most", .ja = number_text(b, GAPS_MOST)}};
    if (n > GAPS_MOST)
        draft_paragraph(blocks, "small",
            draft_format(b->ctx, "report.assessment.gaps.more", args, COUNT(args)));
}

/* ---- 6 practices and floors ---- */

static void unit_item_row(
    struct build *b, json_t *table, const struct unit_item *row, struct mean_value other)
{
    const struct sheet_item *item = &b->a->doc->items[row->item_no - 1];
    const struct unit_result *u = &b->a->units[row->unit];
    struct mean_value own = u->items[row->item_no - 1];
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, json_string(item->key));
    json_array_append_new(cells, build_texts(b, &item->text));
    json_array_append_new(cells, build_unit_name(u));
    json_array_append_new(cells, build_level(own));
    json_array_append_new(cells, build_level(other));
    json_array_append_new(cells, build_difference(own, other));
}

static json_t *unit_item_table(
    json_t *blocks, const char *caption, const char *empty, const char *other)
{
    json_t *table = draft_table(blocks, caption, NULL);
    json_object_set_new(table, "empty", draft_message(empty));
    draft_column(table, "report.assessment.no", "text", 0.5);
    draft_column(table, "report.assessment.item", "text", 3.4);
    draft_column(table, "report.assessment.unit", "text", 1.6);
    draft_column_level(table, "report.assessment.unit_level", 0.8, 1, false);
    draft_column_level(table, other, 0.8, 1, false);
    draft_column_level(table, "report.assessment.gap", 0.7, 1, true);
    return table;
}

static void more_write(struct build *b, json_t *blocks, size_t n)
{
    const struct draft_arg args[] = {{.name = "n", .ja = number_text(b, (int64_t)n)},
        {.name = "most", .ja = number_text(b, PRACTICES_MOST)}};
    if (n > PRACTICES_MOST)
        draft_paragraph(
            blocks, "small", draft_format(b->ctx, "report.assessment.more", args, COUNT(args)));
}

static void practices_write(struct build *b, json_t *blocks)
{
    size_t n = 0;
    if (nothing_yet(b, blocks, 2, "report.assessment.practices.few"))
        return;
    const struct unit_item *good = assessment_good_practices(b->ctx, b->a, &n);
    json_t *table = unit_item_table(blocks, "report.assessment.good", "report.assessment.good.none",
        "report.assessment.head_office");
    for (size_t i = 0; i < n && i < PRACTICES_MOST; i++)
        unit_item_row(b, table, &good[i], b->a->items[good[i].item_no - 1].head_office);
    more_write(b, blocks, n);
    const struct unit_item *low = assessment_floors(b->ctx, b->a, &n);
    table = unit_item_table(blocks, build_scoped(b, "report.assessment.floors"),
        build_scoped(b, "report.assessment.floors.none"),
        build_scoped(b, "report.assessment.company"));
    for (size_t i = 0; i < n && i < PRACTICES_MOST; i++)
        unit_item_row(b, table, &low[i], b->a->items[low[i].item_no - 1].own);
    more_write(b, blocks, n);
}

/* ---- 8 method and sources ---- */

static void supplements_write(struct build *b, json_t *blocks)
{
    if (b->facts->n_supplements == 0)
        return;
    json_t *table = draft_table(blocks, "report.assessment.supplements", NULL);
    draft_column(table, "report.assessment.no", "text", 0.5);
    draft_column(table, "report.assessment.supplement", "text", 5);
    for (size_t i = 0; i < b->facts->n_supplements; i++) {
        const struct report_supplement *s = &b->facts->supplements[i];
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, json_string(b->a->doc->items[s->item_no - 1].key));
        json_array_append(cells, (json_t *)s->texts);
    }
}

static json_t *source(json_t *items, json_t *what, json_t *where, const char *date, bool sample)
{
    json_t *one = json_pack("{s:o, s:o, s:o, s:b}", "what", what, "source", where, "date",
        date == NULL ? json_null() : json_string(date), "sample", sample);
    json_array_append_new(items, one);
    return one;
}

static bool source_known(const json_t *items, const struct industry_value *v)
{
    size_t i;
    json_t *one;
    json_array_foreach(items, i, one)
    {
        const char *text = json_string_value(json_object_get(json_object_get(one, "source"), "ja"));
        const char *date = json_string_value(json_object_get(one, "date"));
        if (text != NULL && strcmp(text, v->source) == 0 && date != NULL &&
            strcmp(date, v->as_of) == 0)
            return true;
    }
    return false;
}

static void averages_write(struct build *b, json_t *items)
{
    const char *industry = b->a->industry == NULL ? "other" : b->a->industry;
    const char *id = mem_printf(b->ctx, "enum.industry.%s", industry);
    const struct draft_arg args[] = {
        {.name = "industry", .ja = msg_get("ja", id), .en = msg_get("en", id)}};
    for (size_t i = 0; i < b->n_top; i++) {
        const struct industry_value *v = &b->a->sections[b->top[i]].industry;
        if (!v->known || source_known(items, v))
            continue;
        json_t *one = source(items,
            draft_format(b->ctx, "report.assessment.source.industry", args, COUNT(args)),
            draft_texts(v->source, NULL), v->as_of, v->sample);
        const struct draft_arg n[] = {{.name = "n", .ja = number_text(b, v->n)}};
        if (v->n > 0)
            json_object_set_new(
                one, "note", draft_format(b->ctx, "report.assessment.source.n", n, COUNT(n)));
    }
}

/* Most campaigns are called after their period; it is told once. */
static json_t *campaign_text(const struct build *b, const struct campaign *k)
{
    const struct draft_arg period = draft_period(b->ctx, b->facts->ja, "period", k->period);
    const char *plain = report_period_text(b->ctx, "ja", k->period);
    bool named = strstr(k->name, plain) != NULL || strstr(k->name, period.ja) != NULL ||
                 strstr(k->name, period.en) != NULL;
    const struct draft_arg args[] = {
        {.name = "number", .ja = k->number}, {.name = "name", .ja = k->name}, period};
    return draft_format(b->ctx,
        named ? "report.assessment.source.campaign.named" : "report.assessment.source.campaign",
        args, COUNT(args));
}

static void sources_write(struct build *b, json_t *blocks)
{
    char today[DATE_TEXT_SIZE];
    json_t *items = json_array();
    date_format(b->facts->today, today);
    source(items, draft_message("report.assessment.source.own"), campaign_text(b, &b->a->campaign),
        today, false);
    if (b->a->has_last && b->a->last_basis != LAST_OTHER_UNITS && build_whole(b))
        source(items, draft_message("report.assessment.source.last"), campaign_text(b, &b->a->last),
            NULL, false);
    if (any_target(b))
        source(items, draft_message("report.assessment.target"),
            draft_message("report.assessment.source.target"), NULL, false);
    averages_write(b, items);
    json_array_append_new(blocks, json_pack("{s:s, s:o}", "type", "sources", "items", items));
}

static void method_write(struct build *b, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "sheet",
                                         .ja = sheet_text(b->a->doc, &b->a->doc->name, "ja"),
                                         .en = sheet_text(b->a->doc, &b->a->doc->name, "en")},
        {.name = "items", .ja = number_text(b, b->a->doc->n_items)},
        {.name = "min", .ja = number_text(b, b->a->doc->score_min)},
        {.name = "max", .ja = number_text(b, b->a->doc->score_max)}};
    draft_paragraph(
        blocks, "body", draft_format(b->ctx, "report.assessment.method", args, COUNT(args)));
    supplements_write(b, blocks);
    sources_write(b, blocks);
    if (!any_industry(b))
        draft_paragraph(blocks, "small", draft_message("report.assessment.no_industry"));
}

/* ---- the whole ---- */

struct build *report_assessment_begin(
    const void *ctx, const struct report_assessment_facts *facts, json_t *doc)
{
    struct build *b = mem_new(ctx, struct build);
    *b = (struct build){.ctx = ctx, .facts = facts, .a = facts->assessment};
    b->top = mem_array(ctx, int, b->a->doc->n_sections);
    for (int i = 0; i < b->a->doc->n_sections; i++)
        if (b->a->doc->sections[i].parent_no == 0)
            b->top[b->n_top++] = i;
    json_object_set_new(doc, "coverage", build_coverage(b));
    return b;
}

void report_assessment_write(struct build *b, const char *section, json_t *blocks)
{
    static const struct {
        const char *section;
        void (*write)(struct build *b, json_t *blocks);
    } parts[] = {{"summary", summary_write}, {"results", results_write}, {"units", units_write},
        {"gaps", gaps_write}, {"measures", build_measures}, {"practices", practices_write},
        {"claims", build_claims}, {"words", build_decisions}, {"method", method_write}};
    for (size_t i = 0; i < COUNT(parts); i++)
        if (strcmp(parts[i].section, section) == 0)
            parts[i].write(b, blocks);
}
