#include "mod/report/report_assessment_private.h"

#include "base/buf.h"
#include "base/mem.h"
#include "mod/report/report_cell_rules.h"

#include <string.h>

/* Measures in the assessment report: what is planned, what is to be decided. */

static bool in_state(const json_t *measure, const char *state)
{
    const char *is = body_text(measure, "state");
    return is != NULL && strcmp(is, state) == 0;
}

static bool undecided(const json_t *m)
{
    return in_state(m, "proposed") || in_state(m, "deferred");
}

static bool finished(const json_t *m)
{
    return in_state(m, "done") || in_state(m, "reviewed") || in_state(m, "rejected");
}

static json_t *level_cell(const json_t *measure, const char *key)
{
    const json_t *value = json_object_get(measure, key);
    return json_is_integer(value) ? json_integer(json_integer_value(value) * 10) : json_null();
}

size_t build_measures_live(const struct build *b)
{
    size_t n = 0;
    size_t i;
    const json_t *m;
    json_array_foreach(b->facts->measures, i, m) n += !in_state(m, "rejected");
    return n;
}

json_t *build_cost(const struct build *b, const char *key)
{
    return draft_money_sum(b->facts->measures, key);
}

static bool of_item(const json_t *measure, const char *item_key)
{
    const char *key = body_text(measure, "item_key");
    return key != NULL && strcmp(key, item_key) == 0 && !in_state(measure, "rejected");
}

const char *build_item_measures(const struct build *b, const char *item_key)
{
    struct buf *numbers = buf_new(b->ctx);
    size_t i;
    const json_t *m;
    json_array_foreach(b->facts->measures, i, m)
    {
        const char *number = body_text(m, "number");
        if (of_item(m, item_key) && number != NULL)
            buf_printf(numbers, "%s%s", numbers->len == 0 ? "" : "\n", number);
    }
    return numbers->data;
}

const char *build_item_cause(const struct build *b, const char *item_key)
{
    size_t i;
    const json_t *m;
    json_array_foreach(b->facts->measures, i, m)
    {
        const char *cause = body_text(m, "cause");
        if (of_item(m, item_key) && cause != NULL)
            return cause;
    }
    return "";
}

static bool overdue(const struct build *b, const json_t *measure)
{
    char today[DATE_TEXT_SIZE];
    const char *due = body_text(measure, "due");
    date_format(b->facts->today, today);
    return due != NULL && strcmp(due, today) < 0 && !finished(measure);
}

static void measure_row(const struct build *b, json_t *table, const json_t *m)
{
    json_t *cells = draft_row(table, overdue(b, m) ? "attention" : NULL);
    json_array_append_new(cells, draft_cell_text(m, "number"));
    json_array_append_new(cells, draft_cell_text(m, "title"));
    json_array_append_new(cells, draft_cell_owner(m));
    json_array_append_new(cells, draft_cell_text(m, "due"));
    json_array_append_new(cells, level_cell(m, "level_to_reach"));
    json_array_append_new(cells, draft_cell_copy(m, "cost_initial"));
    json_array_append_new(cells, draft_cell_copy(m, "cost_yearly"));
    json_array_append_new(cells, draft_cell_measure_state(b->ctx, m));
}

static void total_row(const struct build *b, json_t *table)
{
    json_t *first = build_cost(b, "cost_initial");
    json_t *yearly = build_cost(b, "cost_yearly");
    if (json_is_null(first) && json_is_null(yearly)) {
        json_decref(first);
        json_decref(yearly);
        return;
    }
    json_t *cells = draft_row(table, "strong");
    json_array_append_new(cells, json_string(""));
    json_array_append_new(cells, draft_message("report.assessment.measures.total"));
    for (int i = 0; i < 3; i++)
        json_array_append_new(cells, json_string(""));
    json_array_append_new(cells, first);
    json_array_append_new(cells, yearly);
    json_array_append_new(cells, json_string(""));
}

void build_measures(struct build *b, json_t *blocks)
{
    size_t i;
    const json_t *m;
    bool late = false;
    json_array_foreach(b->facts->measures, i, m) late |= overdue(b, m);
    json_t *table = draft_table(blocks, NULL, late ? "report.assessment.measures.late" : NULL);
    json_object_set_new(table, "empty", draft_message("report.assessment.measures.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.assessment.measure", "text", 2.8);
    draft_column(table, "report.assessment.owner", "text", 1.4); /* a name, which wraps */
    draft_column(table, "report.assessment.due", "date", 1);
    draft_column_level(table, "report.assessment.level_to_reach", 0.7, 0, false);
    draft_column(table, "report.assessment.cost_initial", "money", 1);
    draft_column(table, "report.assessment.cost_yearly", "money", 1);
    draft_column(table, "report.assessment.state", "state", 0.9);
    json_array_foreach(b->facts->measures, i, m) measure_row(b, table, m);
    total_row(b, table);
}

static void decision_row(const struct build *b, json_t *table, const json_t *m)
{
    const char *priority = body_text(m, "priority");
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_cell_text(m, "number"));
    json_array_append_new(cells, draft_cell_text(m, "title"));
    json_array_append_new(cells, draft_message(mem_printf(b->ctx, "enum.priority.%s", priority)));
    json_array_append_new(cells, draft_cell_text(m, "due"));
    json_array_append_new(cells, draft_cell_copy(m, "cost_initial"));
    json_array_append_new(cells, draft_cell_copy(m, "cost_yearly"));
    json_array_append_new(cells, draft_cell_measure_state(b->ctx, m));
}

void build_decisions(struct build *b, json_t *blocks)
{
    size_t i;
    const json_t *m;
    json_t *table = draft_table(blocks, "report.assessment.decisions", NULL);
    json_object_set_new(table, "empty", draft_message("report.assessment.decisions.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.assessment.measure", "text", 3);
    draft_column(table, "report.assessment.priority", "text", 0.7);
    draft_column(table, "report.assessment.due", "date", 1);
    draft_column(table, "report.assessment.cost_initial", "money", 1);
    draft_column(table, "report.assessment.cost_yearly", "money", 1);
    draft_column(table, "report.assessment.state", "state", 0.9);
    json_array_foreach(b->facts->measures, i, m)
    {
        if (undecided(m))
            decision_row(b, table, m);
    }
}
