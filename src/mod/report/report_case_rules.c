#include "mod/report/report_case_rules.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/shape.h"
#include "mod/duty/duty.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"
#include "mod/risk/risk.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

enum { HOUR_MS = 60 * 60 * 1000, TIME_AT = 11, TIME_CHARS = 5 };

struct writer {
    const void *ctx;
    const struct report_case_facts *facts;
};

/* ---- values ---- */

static const char *number_text(const void *ctx, int64_t n)
{
    return report_number_text(ctx, (double)n, 0, false);
}

static int64_t ms_of(const json_t *record, const char *key)
{
    int64_t ms = 0;
    const char *text = body_text(record, key);
    return text != NULL && instant_parse(text, &ms) ? ms : 0;
}

/* Hours between, to a tenth, cut off. */
static double hours_of(int64_t from, int64_t to)
{
    int64_t tenths = (to - from) / (HOUR_MS / 10);
    return (double)tenths / 10;
}

/* "2026/11/23 14:05" as clocks of the organisation show it. */
static struct draft_arg moment(const struct writer *w, const char *name, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE], day[DATE_TEXT_SIZE];
    struct date date;
    if (!instant_format_in_zone(ms, w->facts->zone, text))
        instant_format(ms, text);
    memcpy(day, text, DATE_TEXT_SIZE - 1);
    day[DATE_TEXT_SIZE - 1] = '\0';
    if (!date_parse(day, &date))
        return (struct draft_arg){name, mem_strdup(w->ctx, text), NULL};
    const char *time = mem_strndup(w->ctx, text + TIME_AT, TIME_CHARS);
    return (struct draft_arg){name,
        mem_printf(w->ctx, "%s %s", report_date_short(w->ctx, w->facts->ja, date), time),
        mem_printf(w->ctx, "%s %s", report_date_short(w->ctx, "en", date), time)};
}

static json_t *moment_cell(const struct writer *w, int64_t ms)
{
    if (ms == 0)
        return json_null();
    const struct draft_arg at = moment(w, "at", ms);
    return draft_texts(at.ja, at.en);
}

static json_t *said_cell(const char *text)
{
    return text == NULL || text[0] == '\0' ? json_null() : json_string(text);
}

static json_t *option_cell(const struct writer *w, const char *set, const char *key)
{
    return key == NULL ? json_null() : draft_message(mem_printf(w->ctx, "enum.%s.%s", set, key));
}

/* A paragraph in the words of the firm, behind what they are about: a heading of its own might
 * stand alone at the end of a page. Nothing where there are none. */
static void said(const struct writer *w, json_t *blocks, const char *label, const char *words)
{
    if (words == NULL || words[0] == '\0')
        return;
    json_t *of = draft_message(label);
    const struct draft_arg args[] = {
        {"label", body_text(of, "ja"), body_text(of, "en")}, {"text", words, NULL}};
    draft_paragraph(blocks, "body", draft_format(w->ctx, "report.case.said", args, COUNT(args)));
    json_decref(of);
}

static void none(json_t *blocks, const char *message)
{
    draft_paragraph(blocks, "body", draft_message(message));
}

/* ---- what happened ---- */

static void hours_figure(const struct writer *w, json_t *items, const char *label, int64_t to)
{
    int64_t from = ms_of(w->facts->incident, "detected_at");
    if (from == 0 || to < from)
        return;
    json_t *one = draft_figure(items, label, "number", json_real(hours_of(from, to)));
    json_object_set_new(one, "digits", json_integer(1));
    json_object_set_new(one, "unit", draft_message("report.case.hours"));
}

static void summary(const struct writer *w, json_t *blocks)
{
    const json_t *i = w->facts->incident;
    const char *severity =
        mem_printf(w->ctx, "enum.incident_severity.%s", body_text(i, "severity"));
    const char *state = mem_printf(w->ctx, "enum.incident_state.%s", body_text(i, "state"));
    json_t *severity_is = draft_message(severity), *state_is = draft_message(state);
    const struct draft_arg args[] = {{"number", body_text(i, "number"), NULL},
        {"title", body_text(i, "title"), NULL},
        {"severity", body_text(severity_is, "ja"), body_text(severity_is, "en")},
        {"state", body_text(state_is, "ja"), body_text(state_is, "en")},
        moment(w, "detected", ms_of(i, "detected_at"))};
    if (body_bool(i, "drill"))
        draft_paragraph(blocks, "lead", draft_message("report.case.drill"));
    draft_paragraph(blocks, "lead", draft_format(w->ctx, "report.case.lead", args, COUNT(args)));
    json_decref(severity_is);
    json_decref(state_is);
    json_t *items = json_array();
    hours_figure(w, items, "report.case.to_start", ms_of(i, "investigation_at"));
    hours_figure(w, items, "report.case.to_contain", ms_of(i, "contained_at"));
    hours_figure(w, items, "report.case.to_recover", ms_of(i, "recovered_at"));
    if (json_array_size(items) > 0)
        draft_figures(blocks, items);
    else
        json_decref(items);
    said(w, blocks, "reg.incident.detail", body_text(i, "detail"));
}

/* ---- phases ---- */

static void phases(const struct writer *w, json_t *blocks)
{
    static const char *const clocks[] = {"detected_at", "reported_at", "judged_at",
        "investigation_at", "contained_at", "recovered_at", "closed_at"};
    const json_t *i = w->facts->incident;
    int64_t from = ms_of(i, "detected_at");
    json_t *table = draft_table(blocks, NULL, NULL);
    draft_column(table, "report.case.phase", "text", 2);
    draft_column(table, "report.case.at", "text", 1.6);
    draft_column_tenths(table, "report.case.since", 1.4);
    for (size_t k = 0; k < COUNT(clocks); k++) {
        int64_t at = ms_of(i, clocks[k]);
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(
            cells, draft_message(mem_printf(w->ctx, "reg.incident.%s", clocks[k])));
        json_array_append_new(cells, moment_cell(w, at));
        json_array_append_new(
            cells, at == 0 || from == 0 ? json_null() : json_real(hours_of(from, at)));
    }
}

/* ---- what was affected, whom it was reported to ---- */

static void fact_row(json_t *table, json_t *label, json_t *value)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, label);
    json_array_append_new(cells, value);
}

static void impact(const struct writer *w, json_t *blocks)
{
    const json_t *facts = json_object_get(w->facts->told, "facts");
    const json_t *persons = json_object_get(facts, "persons");
    if (facts == NULL) {
        none(blocks, "report.case.impact.none");
        return;
    }
    json_t *table = draft_table(blocks, NULL, NULL);
    draft_column(table, "report.case.fact", "text", 2.4);
    draft_column(table, "report.case.fact.is", "text", 2);
    fact_row(table, draft_message("duty.ui.known_at"),
        moment_cell(w, ms_of(w->facts->told, "known_at")));
    fact_row(table, draft_message("duty.ui.countries"), said_cell(body_text(facts, "countries")));
    fact_row(table, draft_message("duty.ui.persons"),
        json_is_integer(persons) ? json_string(number_text(w->ctx, json_integer_value(persons)))
                                 : draft_message("duty.fact.unknown"));
    for (size_t i = 0; DUTY_FACT_KEYS[i] != NULL; i++) {
        const json_t *is = json_object_get(facts, DUTY_FACT_KEYS[i]);
        fact_row(table, draft_message(mem_printf(w->ctx, "duty.fact.%s", DUTY_FACT_KEYS[i])),
            draft_message(json_is_true(is)    ? "duty.fact.yes"
                          : json_is_false(is) ? "duty.fact.no"
                                              : "duty.fact.unknown"));
    }
    said(w, blocks, "duty.ui.note", body_text(facts, "note"));
}

static void duties(const struct writer *w, json_t *blocks)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "empty", draft_message("report.case.duties.none"));
    draft_column(table, "reg.reporting_regime", "text", 2);
    draft_column(table, "reg.reporting_regime.authority", "text", 1.6);
    draft_column(table, "report.case.decision", "text", 1);
    draft_column(table, "report.case.first_due", "text", 1.3);
    draft_column(table, "report.case.first_sent", "text", 1.3);
    draft_column(table, "report.case.final_due", "text", 1.3);
    draft_column(table, "report.case.final_sent", "text", 1.3);
    draft_column(table, "report.case.reason", "text", 1.8);
    json_array_foreach(json_object_get(w->facts->told, "duties"), i, one)
    {
        bool waits =
            ms_of(one, "first_sent") == 0 && strcmp(body_text(one, "decision"), "confirmed") == 0;
        json_t *cells = draft_row(table, waits ? "attention" : NULL);
        json_array_append_new(cells, said_cell(body_text(one, "title")));
        json_array_append_new(cells, said_cell(body_text(one, "authority")));
        json_array_append_new(cells, option_cell(w, "duty_decision", body_text(one, "decision")));
        json_array_append_new(cells, moment_cell(w, ms_of(one, "first_due")));
        json_array_append_new(cells, moment_cell(w, ms_of(one, "first_sent")));
        json_array_append_new(cells, moment_cell(w, ms_of(one, "final_due")));
        json_array_append_new(cells, moment_cell(w, ms_of(one, "final_sent")));
        json_array_append_new(cells, said_cell(body_text(one, "reason")));
    }
}

/* ---- the timeline ---- */

/* What a line says; of one that was corrected and of one that corrects, with which. */
static json_t *line_cell(const struct writer *w, const struct incident_entry *entry)
{
    struct draft_text t = draft_text_new(w->ctx);
    const struct draft_arg args[] = {{"text", entry->text, NULL},
        {"corrects", number_text(w->ctx, entry->corrects), NULL},
        {"by", number_text(w->ctx, entry->corrected_by), NULL}};
    json_t *state = entry->state == NULL
                        ? NULL
                        : draft_message(mem_printf(w->ctx, "enum.incident_state.%s", entry->state));
    const struct draft_arg into[] = {{"state", body_text(state, "ja"), body_text(state, "en")}};
    if (state != NULL)
        draft_append(&t, "report.case.line.state", into, COUNT(into));
    if (entry->corrects > 0)
        draft_append(&t, "report.case.line.corrects", args, COUNT(args));
    if (entry->corrected_by > 0)
        draft_append(&t, "report.case.line.corrected", args, COUNT(args));
    draft_append(&t, "report.case.line", args, COUNT(args));
    json_decref(state);
    return draft_text_json(&t);
}

static void timeline(const struct writer *w, json_t *blocks)
{
    const struct report_case_facts *f = w->facts;
    json_t *table = draft_table(blocks, NULL, NULL);
    draft_column(table, "report.case.line.no", "number", 0.6);
    draft_column(table, "report.case.at", "text", 1.5);
    draft_column(table, "report.case.line.kind", "text", 1);
    draft_column(table, "report.case.line.text", "text", 4);
    draft_column(table, "report.case.line.by", "text", 1.2);
    for (size_t i = 0; i < f->n_entries; i++) {
        const struct incident_entry *entry = &f->entries[i];
        json_t *cells = draft_row(table, entry->corrected_by > 0 ? "attention" : NULL);
        json_array_append_new(cells, json_integer(entry->seq));
        json_array_append_new(cells, moment_cell(w, entry->happened_ms));
        json_array_append_new(cells, option_cell(w, "incident_entry", entry->kind));
        json_array_append_new(cells, line_cell(w, entry));
        json_array_append_new(cells, said_cell(entry->by_name));
    }
    if (f->n_all > (int64_t)f->n_entries) {
        const struct draft_arg args[] = {{"all", number_text(w->ctx, f->n_all), NULL},
            {"shown", number_text(w->ctx, (int64_t)f->n_entries), NULL}};
        draft_paragraph(
            blocks, "small", draft_format(w->ctx, "report.case.lines.newest", args, COUNT(args)));
    }
}

/* ---- tasks, evidence ---- */

static void tasks(const struct writer *w, json_t *blocks)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "empty", draft_message("report.case.tasks.none"));
    draft_column(table, "reg.number", "text", 1);
    draft_column(table, "reg.task.title", "text", 3);
    draft_column(table, "reg.task.owner", "text", 1.3);
    draft_column(table, "reg.task.due", "date", 1);
    draft_column(table, "reg.task.state", "text", 0.9);
    json_array_foreach(w->facts->tasks, i, one)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, draft_cell_text(one, "number"));
        json_array_append_new(cells, draft_cell_text(one, "title"));
        json_array_append_new(cells, draft_cell_owner(one));
        json_array_append_new(cells, draft_cell_copy(one, "due"));
        json_array_append_new(cells, option_cell(w, "task_state", body_text(one, "state")));
    }
}

static void evidence(const struct writer *w, json_t *blocks)
{
    size_t i;
    const json_t *one;
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "empty", draft_message("report.case.evidence.none"));
    draft_column(table, "report.case.line.no", "number", 0.6);
    draft_column(table, "report.case.evidence.title", "text", 2);
    draft_column(table, "report.case.evidence.source", "text", 1.5);
    draft_column(table, "report.case.evidence.at", "text", 1.4);
    draft_column(table, "report.case.evidence.holder", "text", 1.2);
    draft_column(table, "report.case.evidence.place", "text", 1.2);
    draft_column(table, "report.case.evidence.sha256", "text", 2.4);
    json_array_foreach(w->facts->evidence, i, one)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, draft_cell_copy(one, "no"));
        json_array_append_new(cells, draft_cell_text(one, "title"));
        json_array_append_new(cells, draft_cell_text(one, "source"));
        json_array_append_new(cells, moment_cell(w, ms_of(one, "collected_at")));
        json_array_append_new(cells, draft_cell_text(one, "holder"));
        json_array_append_new(cells, draft_cell_text(one, "place"));
        json_array_append_new(cells, draft_cell_text(one, "sha256"));
    }
}

/* ---- after ---- */

static json_t *yen(int64_t amount)
{
    return json_pack("{s:I, s:s}", "amount", (json_int_t)amount, "currency", "JPY");
}

static void cost(const struct writer *w, json_t *blocks)
{
    size_t i;
    const json_t *one;
    int64_t total = 0;
    if (json_array_size(w->facts->costs) == 0) {
        none(blocks, "report.case.cost.none");
        return;
    }
    json_t *table = draft_table(blocks, NULL, NULL);
    draft_column(table, "report.case.cost.form", "text", 2);
    draft_column(table, "report.case.cost.amount", "money", 1.4);
    draft_column(table, "report.case.cost.settled", "text", 1);
    draft_column(table, "report.case.cost.note", "text", 2.6);
    json_array_foreach(w->facts->costs, i, one)
    {
        json_t *cells = draft_row(table, NULL);
        total += body_int(one, "amount", 0);
        json_array_append_new(cells, option_cell(w, "loss_form", body_text(one, "form")));
        json_array_append_new(cells, yen(body_int(one, "amount", 0)));
        json_array_append_new(
            cells, draft_message(body_bool(one, "settled") ? "report.case.cost.is_settled"
                                                           : "report.case.cost.is_estimate"));
        json_array_append_new(cells, draft_cell_text(one, "note"));
    }
    json_t *cells = draft_row(table, "strong");
    json_array_append_new(cells, draft_message("report.case.cost.total"));
    json_array_append_new(cells, yen(total));
    json_array_append_new(cells, json_null());
    json_array_append_new(cells, json_null());
}

static void lessons(const struct writer *w, json_t *blocks)
{
    size_t i;
    const json_t *one;
    const json_t *incident = w->facts->incident;
    said(w, blocks, "reg.incident.cause", body_text(incident, "cause"));
    said(w, blocks, "reg.incident.lessons", body_text(incident, "lessons"));
    if (body_text(incident, "cause") == NULL && body_text(incident, "lessons") == NULL)
        none(blocks, "report.case.lessons.none");
    json_t *table = draft_table(blocks, "report.case.measures", NULL);
    json_object_set_new(table, "empty", draft_message("report.case.measures.none"));
    draft_column(table, "reg.number", "text", 1);
    draft_column(table, "reg.measure.title", "text", 3);
    draft_column(table, "reg.measure.owner", "text", 1.3);
    draft_column(table, "reg.measure.due", "date", 1);
    draft_column(table, "reg.measure.state", "state", 1);
    json_array_foreach(w->facts->measures, i, one)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, draft_cell_text(one, "number"));
        json_array_append_new(cells, draft_cell_text(one, "title"));
        json_array_append_new(cells, draft_cell_owner(one));
        json_array_append_new(cells, draft_cell_copy(one, "due"));
        json_array_append_new(cells, draft_cell_measure_state(w->ctx, one));
    }
}

void report_case_write(
    const void *ctx, const struct report_case_facts *facts, const char *section, json_t *blocks)
{
    static const struct {
        const char *section;
        void (*write)(const struct writer *w, json_t *blocks);
    } of[] = {
        {"summary", summary},
        {"phases", phases},
        {"impact", impact},
        {"duties", duties},
        {"timeline", timeline},
        {"tasks", tasks},
        {"evidence", evidence},
        {"cost", cost},
        {"lessons", lessons},
    };
    const struct writer w = {ctx, facts};
    for (size_t i = 0; i < COUNT(of); i++)
        if (strcmp(of[i].section, section) == 0)
            of[i].write(&w, blocks);
}
