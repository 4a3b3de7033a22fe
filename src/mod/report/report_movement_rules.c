#include "mod/report/report_movement_rules.h"

#include "base/buf.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define PLACE(name, key) [name] = "enum.risk_place." key,
#define KIND(name, key) [name] = "enum.risk_move_kind." key,
#define WHY(name, key) [name] = "enum.risk_why." key,
static const char *const place_words[] = {RISK_PLACE_LIST(PLACE)};
static const char *const kind_words[] = {RISK_KIND_LIST(KIND)};
static const char *const why_words[] = {RISK_WHY_LIST(WHY)};
#undef PLACE
#undef KIND
#undef WHY

/* Those that people are told of one by one, in this order. */
static const enum risk_kind told[] = {RISK_KIND_UP, RISK_KIND_NEW, RISK_KIND_DOWN, RISK_KIND_GONE};

/* A band by the method in force, or its plain name where that has none of its colour. */
static json_t *place_name(const struct risk_method *method, int place)
{
    json_t *names =
        place < RISK_PLACE_UNKNOWN ? risk_colour_names(method, (enum risk_colour)place) : NULL;
    return names != NULL ? names : draft_message(place_words[place]);
}

static bool is_used(const struct risk_method *method, const struct risk_movement *m, int place)
{
    int64_t n = 0;
    for (int other = 0; other < RISK_PLACE_MAX; other++)
        n += m->cells[place][other] + m->cells[other][place];
    for (int i = 0; i < method->n_bands; i++)
        n += (int)method->bands[i].colour == place;
    return n > 0 || place >= RISK_PLACE_UNKNOWN;
}

static const char *number_text(const void *ctx, int64_t n)
{
    return report_number_text(ctx, (double)n, 0, false);
}

/* ---- in figures ---- */

static struct draft_arg day_arg(
    const struct report_movement_told *t, const char *name, const struct risk_snapshot *snapshot)
{
    struct date day = t->today;
    if (snapshot->as_of != NULL)
        date_parse(snapshot->as_of, &day);
    return draft_day_long(t->ctx, t->ja, name, day);
}

static void lead(
    const struct report_movement_told *t, const struct risk_movement *m, json_t *blocks)
{
    const struct draft_arg args[] = {day_arg(t, "from", &m->from), day_arg(t, "to", &m->to)};
    draft_paragraph(
        blocks, "lead", draft_format(t->ctx, "report.movement.lead", args, COUNT(args)));
    if (!m->same_method)
        draft_paragraph(blocks, "small", draft_message("report.movement.methods"));
}

static void figures(const struct risk_movement *m, json_t *blocks)
{
    static const enum risk_kind kinds[] = {RISK_KIND_UP, RISK_KIND_NEW, RISK_KIND_DOWN,
        RISK_KIND_GONE, RISK_KIND_RATED, RISK_KIND_SAME};
    json_t *items = json_array();
    for (size_t i = 0; i < COUNT(kinds); i++) {
        json_t *item = draft_figure(
            items, kind_words[kinds[i]], "number", json_integer((json_int_t)m->kinds[kinds[i]]));
        json_object_set_new(item, "unit", draft_message("report.movement.count"));
    }
    draft_figures(blocks, items);
}

/* ---- from band to band ---- */

static json_t *count_cell(const void *ctx, int from, int to, int64_t n)
{
    bool bands = from < RISK_PLACE_UNKNOWN && to < RISK_PLACE_UNKNOWN;
    const char *tone = n == 0 || !bands || from == to ? "neutral"
                       : to > from                    ? "attention"
                                                      : "good";
    const char *text = number_text(ctx, n);
    return json_pack("{s:o, s:s}", "label", draft_texts(text, text), "tone", tone);
}

static void bands_table(const void *ctx, const struct risk_method *method,
    const struct risk_movement *m, json_t *blocks)
{
    json_t *table = draft_table(blocks, "report.movement.bands", "report.movement.bands.note");
    draft_column(table, "report.movement.before", "text", 1.6);
    for (int to = 0; to < RISK_PLACE_MAX; to++) {
        if (!is_used(method, m, to))
            continue;
        draft_column(table, place_words[to], "state", 1);
        json_t *columns = json_object_get(table, "columns");
        json_t *column = json_array_get(columns, json_array_size(columns) - 1);
        json_object_set_new(column, "align", json_string("center"));
        json_object_set_new(column, "label", place_name(method, to));
    }
    for (int from = 0; from < RISK_PLACE_MAX; from++) {
        if (!is_used(method, m, from))
            continue;
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, place_name(method, from));
        for (int to = 0; to < RISK_PLACE_MAX; to++)
            if (is_used(method, m, to))
                json_array_append_new(cells, count_cell(ctx, from, to, m->cells[from][to]));
    }
}

/* ---- risk by risk ---- */

/* "High 12" */
static json_t *valued(const void *ctx, json_t *names, const char *value)
{
    const char *lang;
    json_t *name;
    json_t *texts = json_object();
    json_object_foreach(names, lang, name) json_object_set_new(
        texts, lang, json_string(mem_printf(ctx, "%s %s", json_string_value(name), value)));
    json_decref(names);
    return texts;
}

static json_t *side_cell(
    const void *ctx, const struct risk_method *method, const struct risk_moved_side *side)
{
    enum risk_colour colour = risk_colour_of(side->band);
    if (!side->there || colour == RISK_COLOUR_MAX)
        return draft_state(
            place_words[side->there ? RISK_PLACE_UNKNOWN : RISK_PLACE_ABSENT], "neutral");
    const char *value = number_text(ctx, side->standing.value_now);
    return json_pack("{s:o, s:s}", "label", valued(ctx, place_name(method, (int)colour), value),
        "tone", draft_risk_tone(colour));
}

static json_t *whys_cell(const void *ctx, const struct risk_moved *risk)
{
    struct draft_text text = draft_text_new(ctx);
    for (size_t i = 0; i < risk->n_whys; i++) {
        if (i > 0)
            draft_append(&text, "report.movement.and", NULL, 0);
        draft_append(&text, why_words[risk->whys[i]], NULL, 0);
    }
    return draft_text_json(&text);
}

static void mover_row(const void *ctx, const struct risk_method *method, json_t *table,
    enum risk_kind kind, const struct risk_moved *risk)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, json_string(risk->number));
    json_array_append_new(cells, risk->name == NULL ? json_null() : json_string(risk->name));
    json_array_append_new(cells, json_string(risk->unit));
    json_array_append_new(cells, draft_message(kind_words[kind]));
    json_array_append_new(cells, side_cell(ctx, method, &risk->from));
    json_array_append_new(cells, side_cell(ctx, method, &risk->to));
    json_array_append_new(cells, whys_cell(ctx, risk));
}

static void movers_table(const void *ctx, const struct risk_method *method,
    const struct risk_movement *m, const struct report_movers movers[RISK_KIND_MAX], json_t *blocks)
{
    bool more = false;
    const struct draft_arg args[] = {{.name = "most", .ja = number_text(ctx, REPORT_MOVERS)}};
    json_t *table = draft_table(blocks, "report.movement.risks", NULL);
    json_object_set_new(table, "empty", draft_message("report.movement.risks.none"));
    draft_column(table, "reg.number", "text", 1.2);
    draft_column(table, "reg.risk.name", "text", 2.6);
    draft_column(table, "reg.unit", "text", 1.3);
    draft_column(table, "report.movement.kind", "text", 1.1);
    draft_column(table, "report.movement.before", "state", 1.2);
    draft_column(table, "report.movement.after", "state", 1.2);
    draft_column(table, "report.movement.why", "text", 1.9);
    for (size_t i = 0; i < COUNT(told); i++) {
        for (size_t k = 0; k < movers[told[i]].n; k++)
            mover_row(ctx, method, table, told[i], &movers[told[i]].rows[k]);
        more |= m->kinds[told[i]] > (int64_t)movers[told[i]].n;
    }
    if (more)
        draft_paragraph(
            blocks, "small", draft_format(ctx, "report.movement.most", args, COUNT(args)));
}

void report_movement_write(const struct report_movement_told *told_at,
    const struct risk_method *method, const struct risk_movement *movement,
    const struct report_movers movers[RISK_KIND_MAX], json_t *blocks)
{
    const void *ctx = told_at->ctx;
    if (movement == NULL) {
        draft_paragraph(blocks, "lead", draft_message("report.movement.none"));
        return;
    }
    lead(told_at, movement, blocks);
    figures(movement, blocks);
    bands_table(ctx, method, movement, blocks);
    movers_table(ctx, method, movement, movers, blocks);
}
