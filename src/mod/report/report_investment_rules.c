#include "mod/report/report_investment_rules.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_investment_private.h"
#include "mod/report/report_loss_rules.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *plan_number(const struct plan *p, int64_t n)
{
    return report_number_text(p->ctx, (double)n, 0, false);
}

static bool in_state(const json_t *record, const char *state)
{
    const char *own = body_text(record, "state");
    return own != NULL && strcmp(own, state) == 0;
}

static json_t *money(const struct plan *p, int64_t amount)
{
    return json_pack(
        "{s:I, s:s}", "amount", (json_int_t)amount, "currency", p->facts->budget->currency);
}

/* ---- summary ---- */

static struct budget_sum total_of(const struct plan *p)
{
    struct budget_sum total = {0};
    for (size_t i = 0; i < p->facts->by_kind.n; i++)
        budget_sum_add(&total, &p->facts->by_kind.rows[i].sum);
    return total;
}

static int64_t people_of(const json_t *records)
{
    size_t i;
    const json_t *one;
    int64_t n = 0;
    json_array_foreach(records, i, one) n += body_int(one, "people_needed", 0);
    return n;
}

static void lead_write(const struct plan *p, json_t *blocks)
{
    json_t *sum = draft_money_sum(p->facts->asked, "cost_initial");
    const char *ja = draft_money_in(p->ctx, "ja", sum);
    const struct draft_arg args[] = {
        draft_period(p->ctx, p->facts->ja, "year", p->facts->budget->fiscal_year),
        {.name = "asked", .ja = plan_number(p, (int64_t)json_array_size(p->facts->asked))},
        {.name = "granted", .ja = plan_number(p, (int64_t)json_array_size(p->facts->granted))},
        {"cost", ja == NULL ? "" : ja, ja == NULL ? "" : draft_money_in(p->ctx, "en", sum)},
    };
    draft_paragraph(blocks, "lead",
        draft_format(p->ctx,
            ja == NULL ? "report.investment.lead.unpriced" : "report.investment.lead", args,
            COUNT(args)));
    json_decref(sum);
}

static void figure_unit(json_t *figure, const char *unit)
{
    json_object_set_new(figure, "unit", draft_message(unit));
}

static void known_figure(json_t *items, const char *label, json_t *sum)
{
    if (json_is_object(sum))
        draft_figure(items, label, "money", sum);
    else
        json_decref(sum);
}

/* How many cases say what they avoid: it may be the same loss. */
static size_t avoiding(const json_t *cases)
{
    size_t i, n = 0;
    const json_t *one;
    json_array_foreach(cases, i, one) n +=
        (size_t)json_is_object(json_object_get(one, "loss_avoided"));
    return n;
}

static void summary_write(const struct plan *p, json_t *blocks)
{
    const struct budget_sum total = total_of(p);
    int64_t people = people_of(p->facts->asked);
    json_t *items = json_array();
    lead_write(p, blocks);
    if (total.n > 0) {
        draft_figure(items, "report.investment.requested", "money", money(p, total.requested));
        draft_figure(items, "report.investment.granted", "money", money(p, total.granted));
        draft_figure(
            items, "report.investment.spent", "money", money(p, total.ordered + total.paid));
        draft_figure(
            items, "report.investment.remaining", "money", money(p, budget_remaining(&total)));
    }
    known_figure(
        items, "report.investment.asked.initial", draft_money_sum(p->facts->asked, "cost_initial"));
    known_figure(
        items, "report.investment.asked.yearly", draft_money_sum(p->facts->asked, "cost_yearly"));
    if (people > 0)
        figure_unit(draft_figure(items, "report.investment.people", "number",
                        json_integer((json_int_t)people)),
            "report.investment.persons");
    known_figure(items,
        avoiding(p->facts->cases) > 1 ? "report.investment.avoided.sum"
                                      : "report.investment.avoided",
        draft_money_sum(p->facts->cases, "loss_avoided"));
    if (json_array_size(items) > 0)
        draft_figures(blocks, items);
    else
        json_decref(items);
}

/* ---- goals, risks, measures ---- */

/* Texts of several lines that grow in both languages. */
static void line_add(struct draft_text *t, const char *ja, const char *en)
{
    if (ja == NULL || ja[0] == '\0')
        return;
    buf_printf(t->ja, "%s%s", t->ja->len == 0 ? "" : "\n", ja);
    buf_printf(t->en, "%s%s", t->en->len == 0 ? "" : "\n", en == NULL ? ja : en);
}

static json_t *lines_cell(const struct draft_text *t)
{
    return t->ja->len == 0 ? json_null() : draft_text_json(t);
}

static void message_add(const struct plan *p, struct draft_text *t, const char *id,
    const struct draft_arg *args, size_t n)
{
    struct draft_text one = draft_text_new(p->ctx);
    draft_append(&one, id, args, n);
    line_add(t, one.ja->data, one.en->data);
}

static json_t *goal_cell(const struct plan *p, const json_t *one)
{
    struct draft_text t = draft_text_new(p->ctx);
    line_add(&t, body_text(one, "goal"), NULL);
    line_add(&t, body_text(one, "goal_effect"), NULL);
    return lines_cell(&t);
}

/* "RK-2026-0003 Ransomware at the shops (12 → 6)": the values as far as they are known. */
static void risk_add(const struct plan *p, struct draft_text *t, const json_t *risk)
{
    const json_t *now = json_object_get(risk, "value");
    const json_t *then = json_object_get(risk, "residual_value");
    const char *name = body_text(risk, "name");
    const struct draft_arg args[] = {
        {.name = "risk", .ja = name == NULL ? body_text(risk, "number") : name},
        {.name = "now", .ja = report_number_text(p->ctx, json_number_value(now), 0, false)},
        {.name = "then", .ja = report_number_text(p->ctx, json_number_value(then), 0, false)}};
    bool valued = json_is_number(now);
    const char *id = valued && json_is_number(then) ? "report.investment.risk.reduced"
                     : valued                       ? "report.investment.risk.valued"
                                                    : "report.investment.risk";
    message_add(p, t, id, args, COUNT(args));
}

static void risks_add(const struct plan *p, struct draft_text *t, const json_t *record)
{
    size_t i;
    const json_t *risk;
    json_array_foreach(json_object_get(record, "risks"), i, risk) risk_add(p, t, risk);
}

static json_t *risks_cell(const struct plan *p, const json_t *one)
{
    struct draft_text t = draft_text_new(p->ctx);
    risks_add(p, &t, one);
    if (t.ja->len == 0)
        line_add(&t, body_text(one, "problems"), NULL);
    return lines_cell(&t);
}

/* What people are needed, in words: how many, with which skills. */
static void people_add(const struct plan *p, struct draft_text *t, const json_t *record)
{
    int64_t n = body_int(record, "people_needed", 0);
    const char *skills = body_text(record, "people_skills");
    const struct draft_arg args[] = {{.name = "n", .ja = plan_number(p, n)},
        {.name = "skills", .ja = skills == NULL ? "" : skills}};
    if (n > 0)
        message_add(p, t,
            skills == NULL ? "report.investment.people.n" : "report.investment.people.skilled",
            args, COUNT(args));
}

static void sum_add(const struct plan *p, struct draft_text *t, const json_t *record,
    const char *key, const char *id)
{
    const json_t *sum = json_object_get(record, key);
    const char *ja = draft_money_in(p->ctx, "ja", sum);
    const struct draft_arg args[] = {{"sum", ja, draft_money_in(p->ctx, "en", sum)}};
    if (ja != NULL)
        message_add(p, t, id, args, COUNT(args));
}

static json_t *needed_cell(const struct plan *p, const json_t *one)
{
    size_t i;
    const json_t *m;
    struct draft_text t = draft_text_new(p->ctx);
    json_array_foreach(json_object_get(one, "measures"), i, m)
        line_add(&t, body_text(m, "title"), NULL);
    if (t.ja->len == 0)
        line_add(&t, body_text(one, "plan"), NULL);
    people_add(p, &t, one);
    sum_add(p, &t, one, "cost_initial", "report.investment.sum.initial");
    sum_add(p, &t, one, "cost_yearly", "report.investment.sum.yearly");
    return lines_cell(&t);
}

static void goal_write(const struct plan *p, json_t *blocks)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, "report.investment.goal.table", NULL);
    json_object_set_new(table, "empty", draft_message("report.investment.cases.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.investment.goal", "text", 2.6);
    draft_column(table, "report.investment.goal.risks", "text", 2.8);
    draft_column(table, "report.investment.goal.needed", "text", 2.8);
    json_array_foreach(p->facts->cases, i, one)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, draft_cell_text(one, "number"));
        json_array_append_new(cells, goal_cell(p, one));
        json_array_append_new(cells, risks_cell(p, one));
        json_array_append_new(cells, needed_cell(p, one));
    }
}

/* ---- the budget ---- */

static void sum_cells(const struct plan *p, json_t *cells, const struct budget_sum *sum)
{
    json_array_append_new(cells, money(p, sum->requested));
    json_array_append_new(cells, money(p, sum->granted));
    json_array_append_new(cells, money(p, sum->ordered + sum->paid));
    json_array_append_new(cells, money(p, budget_remaining(sum)));
}

static void sums_table(const struct plan *p, json_t *blocks, const struct report_sum_rows *rows,
    const char *caption, const char *label)
{
    const struct budget_sum total = total_of(p);
    json_t *table = draft_table(blocks, caption, NULL);
    draft_column(table, label, "text", 2.8);
    draft_column(table, "report.investment.requested", "money", 1.5);
    draft_column(table, "report.investment.granted", "money", 1.5);
    draft_column(table, "report.investment.spent", "money", 1.5);
    draft_column(table, "report.investment.remaining", "money", 1.5);
    for (size_t i = 0; i < rows->n; i++) {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, rows->rows[i].label == NULL
                                         ? draft_message("report.investment.unsaid")
                                         : json_deep_copy(rows->rows[i].label));
        sum_cells(p, cells, &rows->rows[i].sum);
    }
    json_t *cells = draft_row(table, "strong");
    json_array_append_new(cells, draft_message("report.meeting.attacks.total"));
    sum_cells(p, cells, &total);
}

static void budget_write(const struct plan *p, json_t *blocks)
{
    const struct report_investment_facts *f = p->facts;
    const struct budget_sum total = total_of(p);
    const struct draft_arg args[] = {draft_period(p->ctx, f->ja, "year", f->budget->fiscal_year),
        {"undecided", report_money_text(p->ctx, "ja", total.undecided, f->budget->currency),
            report_money_text(p->ctx, "en", total.undecided, f->budget->currency)},
        {.name = "other", .ja = plan_number(p, f->budget->other)}};
    struct draft_text lead = draft_text_new(p->ctx);
    draft_append(&lead,
        total.n == 0          ? "report.investment.budget.none"
        : total.undecided > 0 ? "report.investment.budget.undecided"
                              : "report.investment.budget.decided",
        args, COUNT(args));
    if (f->budget->other > 0)
        draft_append(&lead, "report.investment.budget.other", args, COUNT(args));
    draft_paragraph(blocks, "lead", draft_text_json(&lead));
    if (total.n == 0)
        return;
    sums_table(
        p, blocks, &f->by_section, "report.investment.by_section", "report.investment.section");
    sums_table(p, blocks, &f->by_unit, "report.investment.by_unit", "report.investment.unit");
    sums_table(p, blocks, &f->by_kind, "report.investment.by_kind", "report.investment.kind");
}

/* ---- measures ---- */

/* The risks it lowers, and what those who asked for it expect. */
static json_t *avoids_cell(const struct plan *p, const json_t *m)
{
    struct draft_text t = draft_text_new(p->ctx);
    risks_add(p, &t, m);
    line_add(&t, body_text(m, "effect_expected"), NULL);
    return lines_cell(&t);
}

static json_t *people_cell(const struct plan *p, const json_t *m)
{
    struct draft_text t = draft_text_new(p->ctx);
    people_add(p, &t, m);
    return lines_cell(&t);
}

static void measures_table(
    const struct plan *p, json_t *blocks, const json_t *measures, const char *caption)
{
    size_t i;
    const json_t *m;
    json_t *table = draft_table(blocks, caption, NULL);
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.assessment.measure", "text", 1.9);
    draft_column(table, "report.assessment.state", "state", 1);
    draft_column(table, "report.meeting.cost", "text", 1.3);
    draft_column(table, "report.investment.yearly", "money", 1.1);
    draft_column(table, "report.investment.people", "text", 1.3);
    draft_column(table, "report.investment.avoids", "text", 2.3);
    json_object_set_new(table, "empty", draft_message("report.investment.measures.none"));
    json_array_foreach(measures, i, m)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, draft_cell_text(m, "number"));
        json_array_append_new(cells, draft_cell_text(m, "title"));
        json_array_append_new(cells, draft_cell_measure_state(p->ctx, m));
        json_array_append_new(cells, draft_cell_cost(p->ctx, m));
        json_array_append_new(cells, draft_cell_copy(m, "cost_yearly"));
        json_array_append_new(cells, people_cell(p, m));
        json_array_append_new(cells, avoids_cell(p, m));
    }
}

static void measures_write(const struct plan *p, json_t *blocks)
{
    measures_table(p, blocks, p->facts->asked, "report.investment.measures.asked");
    measures_table(p, blocks, p->facts->granted, "report.investment.measures.granted");
    const json_t *both[] = {p->facts->asked, p->facts->granted};
    draft_note_loss(p->ctx, p->facts->ja, p->facts->avoided, p->facts->zone,
        draft_table_loss(p->ctx, blocks, p->facts->avoided, both, COUNT(both)));
}

/* ---- put off ---- */

static bool asked_again(const json_t *m)
{
    return in_state(m, "deferred") || body_int(m, "asked_times", 0) > 1;
}

static const char *days_in(const struct plan *p, const char *lang, const json_t *days)
{
    size_t i;
    const json_t *one;
    struct date day;
    struct buf *text = buf_new(p->ctx);
    json_array_foreach(days, i, one)
    {
        if (json_is_string(one) && date_parse(json_string_value(one), &day))
            buf_printf(
                text, "%s%s", text->len == 0 ? "" : "\n", report_date_short(p->ctx, lang, day));
    }
    return text->data;
}

static json_t *days_cell(const struct plan *p, const json_t *days)
{
    return json_array_size(days) == 0
               ? json_null()
               : draft_texts(days_in(p, p->facts->ja, days), days_in(p, "en", days));
}

static void deferred_row(const struct plan *p, json_t *table, const json_t *m)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_cell_text(m, "number"));
    json_array_append_new(cells, draft_cell_text(m, "title"));
    json_array_append_new(cells, draft_cell_measure_state(p->ctx, m));
    json_array_append_new(cells, draft_cell_option(p->ctx, m, "priority", "priority"));
    json_array_append_new(cells, draft_cell_cost(p->ctx, m));
    json_array_append_new(cells, draft_cell_option(p->ctx, m, "likelihood", "incident_likelihood"));
    json_array_append_new(cells, draft_cell_copy(m, "asked_times"));
    json_array_append_new(cells, days_cell(p, json_object_get(m, "asked_on")));
    json_array_append_new(cells, draft_cell_text(m, "back_on"));
}

static void deferred_write(const struct plan *p, json_t *blocks)
{
    size_t i;
    const json_t *m;
    json_t *table = draft_table(blocks, "report.investment.deferred.table", NULL);
    json_object_set_new(table, "empty", draft_message("report.investment.deferred.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.assessment.measure", "text", 2);
    draft_column(table, "report.assessment.state", "state", 0.9);
    draft_column(table, "report.assessment.priority", "text", 0.7);
    draft_column(table, "report.meeting.cost", "text", 1.2);
    draft_column(table, "report.meeting.if_not_done", "text", 1.1);
    draft_column(table, "report.meeting.asked", "number", 0.7);
    draft_column(table, "report.investment.asked_on", "text", 1.4);
    draft_column(table, "report.investment.back_on", "date", 1.1);
    json_array_foreach(p->facts->asked, i, m)
    {
        if (asked_again(m))
            deferred_row(p, table, m);
    }
}

/* ---- business cases in short ---- */

static void cases_write(const struct plan *p, json_t *blocks)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, "report.investment.cases.table", NULL);
    json_object_set_new(table, "empty", draft_message("report.investment.cases.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.investment.case", "text", 2.4);
    draft_column(table, "report.investment.step", "text", 1.1);
    draft_column(table, "report.investment.initial", "money", 1.3);
    draft_column(table, "report.investment.yearly", "money", 1.2);
    draft_column(table, "report.investment.avoided", "money", 1.3);
    draft_column(table, "report.investment.explained", "date", 1);
    json_array_foreach(p->facts->cases, i, one)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, draft_cell_text(one, "number"));
        json_array_append_new(cells, draft_cell_text(one, "title"));
        json_array_append_new(
            cells, draft_cell_option(p->ctx, one, "state", "business_case_state"));
        json_array_append_new(cells, draft_cell_copy(one, "cost_initial"));
        json_array_append_new(cells, draft_cell_copy(one, "cost_yearly"));
        json_array_append_new(cells, draft_cell_copy(one, "loss_avoided"));
        json_array_append_new(cells, draft_cell_copy(one, "explained_on"));
    }
}

void report_investment_write(const void *ctx, const struct report_investment_facts *facts,
    const char *section, json_t *blocks)
{
    static const struct {
        const char *section;
        void (*write)(const struct plan *p, json_t *blocks);
    } parts[] = {{"summary", summary_write}, {"goal", goal_write}, {"budget", budget_write},
        {"measures", measures_write}, {"deferred", deferred_write}, {"cases", cases_write},
        {"levels", plan_levels_write}};
    const struct plan p = {.ctx = ctx, .facts = facts};
    for (size_t i = 0; i < COUNT(parts); i++)
        if (strcmp(parts[i].section, section) == 0)
            parts[i].write(&p, blocks);
}
