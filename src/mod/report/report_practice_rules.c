#include "mod/report/report_practice_rules.h"

#include "base/mem.h"
#include "mod/people/people.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *number_text(const void *ctx, int64_t n)
{
    return report_number_text(ctx, (double)n, 0, false);
}

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

static json_t *figure(json_t *items, const char *label, int64_t value, const char *unit)
{
    json_t *one = draft_figure(items, label, "number", json_integer((json_int_t)value));
    json_object_set_new(one, "unit", draft_message(unit));
    return one;
}

/* So many exercises out of all. */
static void part(const void *ctx, json_t *items, const char *label, int64_t n, int64_t all)
{
    json_t *one = figure(items, label, n, "report.practice.exercise");
    const struct draft_arg arg = {.name = "all", .ja = number_text(ctx, all)};
    if (all > 0)
        json_object_set_new(one, "note", draft_format(ctx, "report.practice.of", &arg, 1));
}

/* Of people, in whole per cent, rounded down: 100 only where all are. Nothing where nobody was
 * invited. */
static void share(const void *ctx, json_t *items, const char *label, int64_t n, int64_t all)
{
    const struct draft_arg args[] = {
        {.name = "n", .ja = number_text(ctx, n)}, {.name = "all", .ja = number_text(ctx, all)}};
    if (all == 0)
        return;
    json_t *one = figure(items, label, 100 * n / all, "report.practice.percent");
    json_object_set_new(
        one, "note", draft_format(ctx, "report.practice.people", args, COUNT(args)));
}

static void more_write(const void *ctx, bool more, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "most", .ja = number_text(ctx, REPORT_PRACTICES)}};
    if (more)
        draft_paragraph(
            blocks, "small", draft_format(ctx, "report.practice.most", args, COUNT(args)));
}

/* ---- exercises ---- */

struct exercised {
    int64_t all, held, called_off, invited, attended, met, partly, missed, unjudged;
};

static struct exercised exercised_of(const json_t *exercises)
{
    struct exercised x = {0};
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)exercises, i, one)
    {
        x.all++;
        x.called_off += is(one, "state", "called_off");
        if (!is(one, "state", "held"))
            continue;
        x.held++;
        if (body_int(one, "invited", 0) > 0) {
            x.invited += body_int(one, "invited", 0);
            x.attended += body_int(one, "attended", 0);
        }
        x.met += is(one, "outcome", "met");
        x.partly += is(one, "outcome", "partly");
        x.missed += is(one, "outcome", "missed");
        x.unjudged += body_text(one, "outcome") == NULL;
    }
    return x;
}

static void bar(json_t *items, const char *label, int64_t value, const char *tone)
{
    json_array_append_new(items, json_pack("{s:o, s:I, s:s}", "label", draft_message(label),
                                     "value", (json_int_t)value, "tone", tone));
}

static void outcome_bars(const struct exercised *x, json_t *blocks)
{
    json_t *items = json_array();
    bar(items, "enum.exercise_outcome.met", x->met, "good");
    bar(items, "enum.exercise_outcome.partly", x->partly, "attention");
    bar(items, "enum.exercise_outcome.missed", x->missed, "bad");
    if (x->unjudged > 0)
        bar(items, "report.practice.unjudged", x->unjudged, "neutral");
    json_array_append_new(blocks, json_pack("{s:s, s:o, s:o, s:o}", "type", "bars", "caption",
                                      draft_message("report.practice.outcomes"), "unit",
                                      draft_message("report.practice.exercise"), "items", items));
}

void report_exercises_write(const void *ctx, const json_t *exercises, bool more, json_t *blocks)
{
    struct exercised x = exercised_of(exercises);
    const struct draft_arg args[] = {{.name = "all", .ja = number_text(ctx, x.all)},
        {.name = "held", .ja = number_text(ctx, x.held)},
        {.name = "off", .ja = number_text(ctx, x.called_off)}};
    const char *lead = x.all == 0          ? "report.ledger.exercises.none"
                       : x.called_off == 0 ? "report.practice.exercises"
                                           : "report.practice.exercises.off";
    draft_paragraph(blocks, "lead", draft_format(ctx, lead, args, COUNT(args)));
    if (x.all == 0)
        return;
    json_t *items = json_array();
    figure(items, "report.practice.planned", x.all, "report.practice.exercise");
    part(ctx, items, "report.practice.exercised", x.held, x.all);
    part(ctx, items, "report.practice.met", x.met, x.held);
    share(ctx, items, "report.practice.participation", x.attended, x.invited);
    draft_figures(blocks, items);
    if (x.held > 0)
        outcome_bars(&x, blocks);
    more_write(ctx, more, blocks);
}

static void measure_row(
    const void *ctx, json_t *table, const json_t *exercise, const json_t *measure)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_cell_text(measure, "number"));
    json_array_append_new(cells, draft_cell_text(measure, "title"));
    json_array_append_new(cells, draft_cell_text(exercise, "title"));
    json_array_append_new(cells, draft_cell_owner(measure));
    json_array_append_new(cells, draft_cell_copy(measure, "due"));
    json_array_append_new(cells, draft_cell_measure_state(ctx, measure));
}

void report_exercise_measures_write(const void *ctx, const json_t *exercises, json_t *blocks)
{
    size_t i, k;
    const json_t *exercise, *measure;
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "empty", draft_message("report.practice.measures.none"));
    draft_column(table, "reg.number", "text", 1);
    draft_column(table, "reg.measure", "text", 3);
    draft_column(table, "reg.exercise", "text", 2);
    draft_column(table, "reg.measure.owner", "text", 1.3);
    draft_column(table, "reg.measure.due", "date", 1);
    draft_column(table, "reg.measure.state", "state", 1);
    json_array_foreach(exercises, i, exercise)
    {
        json_array_foreach(json_object_get(exercise, "measures"), k, measure)
            measure_row(ctx, table, exercise, measure);
    }
}

/* ---- training ---- */

struct trained {
    int64_t held, coming, invited, attended, completed;
};

static void add(struct trained *t, const json_t *one, const char *today)
{
    const char *on = body_text(one, "held_on");
    int64_t attended = body_int(one, "attended", 0);
    if (on != NULL && strcmp(on, today) > 0) {
        t->coming++;
        return;
    }
    t->held++;
    if (body_int(one, "invited", 0) == 0)
        return;
    t->invited += body_int(one, "invited", 0);
    t->attended += attended;
    t->completed += body_int(one, "passed", attended); /* without a test, who was there */
}

static struct trained trained_of(
    const json_t *trainings, const char *audience /* NULL: all */, const char *today)
{
    struct trained t = {0};
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)trainings, i,
        one) if (audience == NULL || is(one, "audience", audience)) add(&t, one, today);
    return t;
}

static void audience_row(
    const void *ctx, json_t *table, const char *audience, const struct trained *t)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(
        cells, draft_message(mem_printf(ctx, "enum.training_audience.%s", audience)));
    json_array_append_new(cells, json_integer((json_int_t)t->held));
    json_array_append_new(cells, json_integer((json_int_t)t->invited));
    json_array_append_new(cells, json_integer((json_int_t)t->attended));
    json_array_append_new(cells, t->invited == 0
                                     ? json_null()
                                     : json_integer((json_int_t)(100 * t->completed / t->invited)));
    json_array_append_new(cells, json_integer((json_int_t)t->coming));
}

static void audiences_table(
    const void *ctx, const json_t *trainings, const char *today, json_t *blocks)
{
    const struct option_set *audiences = &OPTIONS_TRAINING_AUDIENCE;
    json_t *table = draft_table(blocks, "report.practice.audiences", NULL);
    draft_column(table, "reg.training.audience", "text", 2);
    draft_column(table, "report.practice.held", "number", 1);
    draft_column(table, "reg.training.invited", "number", 1);
    draft_column(table, "reg.training.attended", "number", 1);
    draft_column(table, "reg.training.completion", "number", 1.2);
    draft_column(table, "report.practice.coming", "number", 1);
    for (const char *const *key = audiences->keys; *key != NULL; key++) {
        struct trained t = trained_of(trainings, *key, today);
        if (t.held + t.coming > 0)
            audience_row(ctx, table, *key, &t);
    }
}

void report_trainings_write(
    const void *ctx, const json_t *trainings, const char *today, bool more, json_t *blocks)
{
    struct trained t = trained_of(trainings, NULL, today);
    const struct draft_arg args[] = {{.name = "held", .ja = number_text(ctx, t.held)},
        {.name = "coming", .ja = number_text(ctx, t.coming)}};
    const char *lead = t.held + t.coming == 0 ? "report.ledger.trainings.none"
                       : t.coming == 0        ? "report.practice.trainings"
                                              : "report.practice.trainings.coming";
    draft_paragraph(blocks, "lead", draft_format(ctx, lead, args, COUNT(args)));
    if (t.held + t.coming == 0)
        return;
    json_t *items = json_array();
    figure(items, "report.practice.held", t.held, "report.practice.training");
    share(ctx, items, "report.practice.attendance", t.attended, t.invited);
    share(ctx, items, "report.practice.completion", t.completed, t.invited);
    draft_figures(blocks, items);
    audiences_table(ctx, trainings, today, blocks);
    more_write(ctx, more, blocks);
}
