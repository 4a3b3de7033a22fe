#include "mod/report/report_meeting_rules.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_format_rules.h"
#include "mod/report/report_loss_rules.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct paper {
    const void *ctx;
    const struct report_meeting_facts *facts;
};

static const char *number_text(const struct paper *p, int64_t n)
{
    return report_number_text(p->ctx, (double)n, 0, false);
}

/* ---- 1 attacks on us ---- */

enum { MONTHS = 12 };

static int month_no(struct date day)
{
    return day.year * MONTHS + day.month - 1;
}

const char *report_meeting_month(const void *ctx, struct date day, int after)
{
    int month = month_no(day) + after;
    return mem_printf(ctx, "%04d-%02d", month / MONTHS, month % MONTHS + 1);
}

static struct date month_first(int month)
{
    return (struct date){month / MONTHS, month % MONTHS + 1, 1};
}

void report_meeting_days(const struct date_span *covered, struct date_span year, struct date day,
    struct report_meeting_facts *facts)
{
    facts->day = day;
    if (covered != NULL) {
        int first = month_no(covered->first), last = month_no(covered->last);
        if (last - first >= MEETING_MONTHS_MAX)
            first = last - MEETING_MONTHS_MAX + 1;
        facts->days = *covered;
        facts->month = month_first(first);
        facts->n_months = last - first + 1;
        return;
    }
    /* Of a year that is over, nothing later is told. */
    struct date after = date_of_days(date_days(year.last) + 1);
    struct date end = date_compare(day, after) > 0 ? after : day;
    facts->days = (struct date_span){
        month_first(month_no(end) - MONTHS), date_compare(day, after) > 0 ? year.last : day};
    facts->month = month_first(month_no(end) - MEETING_MONTHS);
    facts->n_months = MEETING_MONTHS;
}

/* The months told, from the oldest on. */
static const char *month_of(const struct paper *p, int i)
{
    return report_meeting_month(p->ctx, p->facts->month, i);
}

static bool columns_by_month(const struct paper *p)
{
    return p->facts->n_months <= MEETING_COLUMNS;
}

static bool is_of(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return value == NULL || (text != NULL && strcmp(text, value) == 0);
}

/* What was counted of a kind in a month (NULL: of all); false: nobody counted. */
static bool attacks_of(
    const struct paper *p, const char *kind, const char *month, const char *key, int64_t *ret_n)
{
    size_t i;
    const json_t *record;
    bool any = false;
    *ret_n = 0;
    json_array_foreach(p->facts->attacks, i, record)
    {
        if (!is_of(record, "kind", kind) || !is_of(record, "month", month) ||
            !json_is_integer(json_object_get(record, key)))
            continue;
        any = true;
        *ret_n += body_int(record, key, 0);
    }
    return any;
}

static json_t *attacks_cell(
    const struct paper *p, const char *kind, const char *month, const char *key)
{
    int64_t n = 0;
    return attacks_of(p, kind, month, key, &n) ? json_integer((json_int_t)n) : json_null();
}

static void attacks_row(struct paper *p, json_t *table, const char *kind)
{
    json_t *cells = draft_row(table, kind == NULL ? "strong" : NULL);
    json_array_append_new(
        cells, draft_message(kind == NULL ? "report.meeting.attacks.total"
                                          : mem_printf(p->ctx, "enum.attack_kind.%s", kind)));
    for (int i = 0; i < p->facts->n_months && columns_by_month(p); i++)
        json_array_append_new(cells, attacks_cell(p, kind, month_of(p, i), "seen"));
    if (!columns_by_month(p))
        json_array_append_new(cells, attacks_cell(p, kind, NULL, "seen"));
    json_array_append_new(cells, attacks_cell(p, kind, NULL, "got_through"));
    json_array_append_new(cells, attacks_cell(p, kind, NULL, "harmed"));
}

static void month_column(struct paper *p, json_t *table, const char *month)
{
    json_t *label = draft_texts(
        report_period_text(p->ctx, p->facts->ja, month), report_period_text(p->ctx, "en", month));
    json_array_append_new(json_object_get(table, "columns"),
        json_pack("{s:o, s:s, s:f}", "label", label, "kind", "number", "width", 0.9));
}

/* A kind once, in the order of its first record: the list comes by month and kind. */
static bool told_before(const json_t *records, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (is_of(
                json_array_get(records, i), "kind", body_text(json_array_get(records, at), "kind")))
            return true;
    return false;
}

static void attacks_lead(struct paper *p, json_t *blocks)
{
    int64_t seen = 0, through = 0, harmed = 0;
    const char *from = month_of(p, 0), *to = month_of(p, p->facts->n_months - 1);
    attacks_of(p, NULL, NULL, "seen", &seen);
    bool told = attacks_of(p, NULL, NULL, "got_through", &through);
    attacks_of(p, NULL, NULL, "harmed", &harmed);
    const struct draft_arg args[] = {draft_period(p->ctx, p->facts->ja, "from", from),
        draft_period(p->ctx, p->facts->ja, "to", to), {.name = "seen", .ja = number_text(p, seen)},
        {.name = "through", .ja = number_text(p, through)},
        {.name = "harmed", .ja = number_text(p, harmed)}};
    const char *id = json_array_size(p->facts->attacks) == 0 ? "report.meeting.attacks.none"
                     : told                                  ? "report.meeting.attacks.lead"
                                                             : "report.meeting.attacks.lead.seen";
    draft_paragraph(blocks, "lead", draft_format(p->ctx, id, args, COUNT(args)));
}

static void attacks_bars(struct paper *p, json_t *blocks)
{
    json_t *items = json_array();
    for (int i = 0; i < p->facts->n_months; i++) {
        const char *month = month_of(p, i);
        json_array_append_new(
            items, json_pack("{s:o, s:o}", "label",
                       draft_texts(report_period_text(p->ctx, p->facts->ja, month),
                           report_period_text(p->ctx, "en", month)),
                       "value", attacks_cell(p, NULL, month, "seen")));
    }
    json_array_append_new(blocks, json_pack("{s:s, s:o, s:o, s:o}", "type", "bars", "caption",
                                      draft_message("report.meeting.attacks.bars"), "unit",
                                      draft_message("report.meeting.count"), "items", items));
}

static void log_ins_row(json_t *table, const char *label, struct sign_in_count count)
{
    json_t *cells = draft_row(table, count.n > 0 ? "attention" : NULL);
    json_array_append_new(cells, draft_message(label));
    json_array_append_new(cells, json_integer((json_int_t)count.n));
    json_array_append_new(cells, json_integer((json_int_t)count.accounts));
}

static void log_ins_table(struct paper *p, json_t *blocks)
{
    const struct report_meeting_facts *f = p->facts;
    const struct draft_arg args[] = {draft_day(p->ctx, f->ja, "from", f->log_ins_from),
        draft_day(p->ctx, f->ja, "until", f->log_ins_until)};
    json_t *table = draft_table(blocks, NULL, "report.meeting.log_ins.note");
    json_object_set_new(
        table, "caption", draft_format(p->ctx, "report.meeting.log_ins", args, COUNT(args)));
    draft_column(table, "report.meeting.log_ins.kind", "text", 4);
    draft_column(table, "report.meeting.log_ins.n", "number", 1);
    draft_column(table, "report.meeting.log_ins.accounts", "number", 1.2);
    log_ins_row(table, "report.meeting.log_ins.odd", f->log_ins.odd);
    log_ins_row(table, "report.meeting.log_ins.locked", f->log_ins.locked);
    log_ins_row(table, "report.meeting.log_ins.refused", f->log_ins.refused);
}

static void log_ins_write(struct paper *p, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "days", .ja = number_text(p, LIMIT_SIGN_IN_DAYS)}};
    if (!p->facts->log_ins_gone)
        log_ins_table(p, blocks);
    else
        draft_paragraph(blocks, "small",
            draft_format(p->ctx, "report.meeting.log_ins.gone", args, COUNT(args)));
}

static void attacks_counted(struct paper *p, json_t *blocks)
{
    const json_t *records = p->facts->attacks;
    if (json_array_size(records) == 0)
        return;
    attacks_bars(p, blocks);
    json_t *table =
        draft_table(blocks, "report.meeting.attacks.table", "report.meeting.attacks.note");
    draft_column(table, "report.meeting.attacks.kind", "text", 1.8);
    for (int i = 0; i < p->facts->n_months && columns_by_month(p); i++)
        month_column(p, table, month_of(p, i));
    if (!columns_by_month(p))
        draft_column(table, "report.meeting.attacks.seen", "number", 1);
    draft_column(table, "report.meeting.attacks.through", "number", 1);
    draft_column(table, "report.meeting.attacks.harmed", "number", 1);
    for (size_t i = 0; i < json_array_size(records); i++)
        if (!told_before(records, i))
            attacks_row(p, table, body_text(json_array_get(records, i), "kind"));
    attacks_row(p, table, NULL);
}

static void attacks_write(struct paper *p, json_t *blocks)
{
    attacks_lead(p, blocks);
    attacks_counted(p, blocks);
    log_ins_write(p, blocks);
}

/* ---- 2 measures ---- */

/* What is wanted in one cell: the name and, below it, what it is. */
static void approved_row(const struct paper *p, json_t *table, const json_t *m)
{
    char today[DATE_TEXT_SIZE];
    const char *due = body_text(m, "due");
    const char *state = body_text(m, "state");
    date_format(p->facts->day, today);
    bool running = strcmp(state, "approved") == 0 || strcmp(state, "under_way") == 0;
    bool late = running && due != NULL && strcmp(due, today) < 0;
    json_t *cells = draft_row(table, late ? "attention" : NULL);
    json_array_append_new(cells, draft_cell_text(m, "number"));
    json_array_append_new(cells, draft_cell_text(m, "title"));
    json_array_append_new(cells, draft_cell_text(m, "detail"));
    json_array_append_new(cells, draft_cell_loss(p->ctx, p->facts->avoided, m));
    json_array_append_new(cells, draft_cell_owner(m));
    json_array_append_new(cells, draft_cell_text(m, "due"));
    json_array_append_new(cells, draft_cell_measure_state(p->ctx, m));
}

static void approved_table(struct paper *p, json_t *blocks)
{
    size_t i;
    const json_t *m;
    const struct draft_arg args[] = {draft_day(p->ctx, p->facts->ja, "from", p->facts->days.first)};
    json_t *table = draft_table(blocks, "report.meeting.approved", NULL);
    json_object_set_new(
        table, "note", draft_format(p->ctx, "report.meeting.approved.note", args, COUNT(args)));
    json_object_set_new(table, "empty", draft_message("report.meeting.approved.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.assessment.measure", "text", 2);
    draft_column(table, "report.meeting.detail", "text", 2.7);
    draft_column_loss(table, 1.3);
    draft_column(table, "report.assessment.owner", "text", 1.2);
    draft_column(table, "report.assessment.due", "date", 1);
    draft_column(table, "report.assessment.state", "state", 0.9);
    json_array_foreach(p->facts->approved, i, m) approved_row(p, table, m);
}

/* How likely an incident is then, as far as it is judged, and what a year costs. */
static json_t *not_done_cell(const struct paper *p, const json_t *m)
{
    json_t *loss = draft_cell_loss(p->ctx, p->facts->avoided, m);
    const char *likelihood = body_text(m, "likelihood");
    const char *key =
        likelihood == NULL ? "" : mem_printf(p->ctx, "enum.incident_likelihood.%s", likelihood);
    const struct draft_arg args[] = {{"likelihood", likelihood == NULL ? "" : msg_get("ja", key),
                                         likelihood == NULL ? "" : msg_get("en", key)},
        {"loss", body_text(loss, "ja"), body_text(loss, "en")}};
    json_t *cell = draft_format(p->ctx,
        likelihood == NULL ? "report.meeting.not_done.loss" : "report.meeting.not_done.both", args,
        COUNT(args));
    json_decref(loss);
    return cell;
}

static void unapproved_row(const struct paper *p, json_t *table, const json_t *m)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_cell_text(m, "number"));
    json_array_append_new(cells, draft_cell_text(m, "title"));
    json_array_append_new(cells, draft_cell_text(m, "detail"));
    json_array_append_new(cells, draft_cell_option(p->ctx, m, "priority", "priority"));
    json_array_append_new(cells, draft_cell_cost(p->ctx, m));
    json_array_append_new(cells, not_done_cell(p, m));
    json_array_append_new(cells, draft_cell_copy(m, "asked_times"));
}

static void unapproved_table(struct paper *p, json_t *blocks)
{
    size_t i;
    const json_t *m;
    json_t *table = draft_table(blocks, "report.meeting.unapproved", NULL);
    json_object_set_new(table, "empty", draft_message("report.meeting.unapproved.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.assessment.measure", "text", 2);
    draft_column(table, "report.meeting.detail", "text", 2.6);
    draft_column(table, "report.assessment.priority", "text", 0.7);
    draft_column(table, "report.meeting.cost", "text", 1.4);
    draft_column(table, "report.meeting.not_done", "text", 1.9);
    draft_column(table, "report.meeting.asked", "number", 0.7);
    draft_note_loss(p->ctx, p->facts->ja, p->facts->avoided, p->facts->zone, table);
    json_array_foreach(p->facts->unapproved, i, m) unapproved_row(p, table, m);
}

static void decisions_table(struct paper *p, json_t *blocks)
{
    size_t i;
    const json_t *d;
    json_t *table = draft_table(blocks, "report.meeting.decisions", NULL);
    json_object_set_new(table, "empty", draft_message("report.meeting.decisions.none"));
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.meeting.decision", "text", 3.4);
    draft_column(table, "report.assessment.owner", "text", 1.2);
    draft_column(table, "report.assessment.due", "date", 1);
    json_array_foreach(p->facts->decisions, i, d)
    {
        json_t *cells = draft_row(table, NULL);
        json_array_append_new(cells, draft_cell_text(d, "number"));
        json_array_append_new(cells, draft_cell_text(d, "title"));
        json_array_append_new(cells, draft_cell_owner(d));
        json_array_append_new(cells, draft_cell_text(d, "due"));
    }
}

static void measures_lead(struct paper *p, json_t *blocks)
{
    json_t *sum = draft_money_sum(p->facts->unapproved, "cost_initial");
    bool known = json_is_object(sum);
    int64_t amount = body_int(sum, "amount", 0);
    const char *currency = known ? body_text(sum, "currency") : "";
    const struct draft_arg args[] = {
        {.name = "approved", .ja = number_text(p, (int64_t)json_array_size(p->facts->approved))},
        {.name = "asked", .ja = number_text(p, (int64_t)json_array_size(p->facts->unapproved))},
        {.name = "cost",
            .ja = known ? report_money_text(p->ctx, "ja", amount, currency) : "",
            .en = known ? report_money_text(p->ctx, "en", amount, currency) : ""}};
    draft_paragraph(blocks, "lead",
        draft_format(p->ctx,
            known ? "report.meeting.measures.lead" : "report.meeting.measures.lead.unpriced", args,
            COUNT(args)));
    json_decref(sum);
}

static void measures_write(struct paper *p, json_t *blocks)
{
    measures_lead(p, blocks);
    unapproved_table(p, blocks);
    approved_table(p, blocks);
    decisions_table(p, blocks);
}

/* ---- 3 damage at other firms ---- */

/* A year, a month or a day: may it lie in the days? */
static bool when_in(const char *when, struct date_span days)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    date_format(days.first, first);
    date_format(days.last, last);
    size_t n = strlen(when);
    return strncmp(when, first, n) >= 0 && strncmp(when, last, n) <= 0;
}

bool report_meeting_case_in(const json_t *record, struct date_span days, const char *zone)
{
    int64_t at = 0;
    struct date day;
    const char *happened = body_text(record, "happened");
    const char *created = body_text(record, "created_at");
    if (happened != NULL && when_in(happened, days))
        return true;
    return created != NULL && instant_parse(created, &at) && clock_day_in_zone(at, zone, &day) &&
           date_compare(day, days.first) >= 0 && date_compare(day, days.last) <= 0;
}

static const char *firm_in(const struct paper *p, const char *lang, const json_t *one)
{
    const char *firm = body_text(one, "firm");
    const char *industry = body_text(one, "industry");
    const char *happened = body_text(one, "happened");
    if (firm == NULL)
        firm = msg_get(lang, mem_printf(p->ctx, "enum.industry.%s", industry));
    return happened == NULL
               ? firm
               : mem_printf(p->ctx, "%s\n%s", firm, report_period_text(p->ctx, lang, happened));
}

static json_t *damage_cell(const struct paper *p, const json_t *one)
{
    const char *title = body_text(one, "title");
    const char *damage = body_text(one, "damage");
    return json_string(damage == NULL ? title : mem_printf(p->ctx, "%s\n%s", title, damage));
}

static json_t *likelihood_cell(const struct paper *p, const json_t *one)
{
    const char *key = body_text(one, "likelihood");
    if (key == NULL)
        return json_null();
    return draft_state(mem_printf(p->ctx, "enum.incident_likelihood.%s", key),
        strcmp(key, "high") == 0     ? "bad"
        : strcmp(key, "middle") == 0 ? "attention"
                                     : "neutral");
}

/* Each measure that is linked with the case in a line of its own, with how far it is. */
static const char *measures_in(const struct paper *p, const char *lang, const json_t *one)
{
    size_t i;
    const json_t *m;
    const char *lines = "";
    json_array_foreach(json_object_get(one, "measures"), i, m)
    {
        const struct msg_arg args[] = {{"number", body_text(m, "number")},
            {"title", body_text(m, "title")},
            {"state",
                msg_get(lang, mem_printf(p->ctx, "enum.measure_state.%s", body_text(m, "state")))}};
        lines = mem_printf(p->ctx, "%s\n%s", lines,
            msg_format(p->ctx, lang, "report.meeting.cases.measure", args, COUNT(args)));
    }
    return lines;
}

static const char *response_in(const struct paper *p, const char *lang, const json_t *one)
{
    const char *note = body_text(one, "response_note");
    const char *head =
        msg_get(lang, mem_printf(p->ctx, "enum.case_response.%s", body_text(one, "response")));
    const char *said = note == NULL ? head : mem_printf(p->ctx, "%s\n%s", head, note);
    return mem_printf(p->ctx, "%s%s", said, measures_in(p, lang, one));
}

static void case_row(const struct paper *p, json_t *table, const json_t *one)
{
    bool needed = is_of(one, "response", "needed");
    json_t *cells = draft_row(table, needed ? "attention" : NULL);
    json_array_append_new(cells, draft_cell_text(one, "number"));
    json_array_append_new(cells, draft_texts(firm_in(p, p->facts->ja, one), firm_in(p, "en", one)));
    json_array_append_new(cells, damage_cell(p, one));
    json_array_append_new(cells, draft_cell_text(one, "cause"));
    json_array_append_new(cells, likelihood_cell(p, one));
    json_array_append_new(cells, draft_texts(response_in(p, "ja", one), response_in(p, "en", one)));
}

static void cases_lead(struct paper *p, json_t *blocks)
{
    size_t i;
    const json_t *one;
    int64_t needed = 0, likely = 0;
    json_array_foreach(p->facts->cases, i, one)
    {
        needed += is_of(one, "response", "needed");
        likely += is_of(one, "likelihood", "high");
    }
    const struct draft_arg args[] = {
        {.name = "cases", .ja = number_text(p, (int64_t)json_array_size(p->facts->cases))},
        {.name = "likely", .ja = number_text(p, likely)},
        {.name = "needed", .ja = number_text(p, needed)},
        {.name = "undecided", .ja = number_text(p, p->facts->undecided)},
        draft_day(p->ctx, p->facts->ja, "from", p->facts->days.first),
        draft_day(p->ctx, p->facts->ja, "to", p->facts->days.last)};
    struct draft_text t = draft_text_new(p->ctx);
    draft_append(&t,
        json_array_size(p->facts->cases) > 0 ? "report.meeting.cases.lead"
                                             : "report.meeting.cases.none",
        args, COUNT(args));
    if (p->facts->undecided > 0)
        draft_append(&t, "report.meeting.cases.undecided", args, COUNT(args));
    draft_paragraph(blocks, "lead", draft_text_json(&t));
}

static void cases_write(struct paper *p, json_t *blocks)
{
    size_t i;
    const json_t *one;
    cases_lead(p, blocks);
    if (json_array_size(p->facts->cases) == 0)
        return;
    json_t *table = draft_table(blocks, "report.meeting.cases.table", NULL);
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.meeting.firm", "text", 1.3);
    draft_column(table, "report.meeting.damage", "text", 2.6);
    draft_column(table, "report.meeting.cause", "text", 1.8);
    draft_column(table, "report.meeting.likelihood", "state", 0.9);
    draft_column(table, "report.meeting.response", "text", 2.4);
    json_array_foreach(p->facts->cases, i, one) case_row(p, table, one);
}

/* ---- 4 trends ---- */

static const struct threat *threat_of(const struct paper *p, const char *key)
{
    for (size_t i = 0; i < p->facts->n_threats; i++)
        if (strcmp(p->facts->threats[i].key, key) == 0)
            return &p->facts->threats[i];
    return NULL;
}

static int rank_in(const struct threat_list *list, const char *key)
{
    for (int i = 0; i < THREAT_RANKS; i++)
        if (strcmp(list->ranks[i].threat, key) == 0)
            return list->ranks[i].rank;
    return 0;
}

/* Its rank a year before, else the best of those it took the place of; 0: it is new in the list. */
static int rank_before(const struct paper *p, const char *key)
{
    const struct threat *threat = threat_of(p, key);
    int rank = rank_in(p->facts->before, key);
    for (int i = 0; rank == 0 && threat != NULL && i < THREAT_FOLLOWS_MAX; i++)
        if (threat->follows[i] != NULL)
            rank = rank_in(p->facts->before, threat->follows[i]);
    return rank;
}

static json_t *movement_cell(const struct paper *p, int now, int before)
{
    const struct draft_arg args[] = {
        {.name = "by", .ja = number_text(p, now < before ? before - now : now - before)}};
    if (before == 0)
        return draft_state("report.meeting.threats.new", "attention");
    if (now == before)
        return draft_state("report.meeting.threats.same", "neutral");
    return json_pack("{s:o, s:s}", "label",
        draft_format(p->ctx,
            now < before ? "report.meeting.threats.up" : "report.meeting.threats.down", args, 1),
        "tone", now < before ? "attention" : "neutral");
}

static void threat_row(const struct paper *p, json_t *table, const struct threat_rank *r)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, json_deep_copy(r->name));
    json_array_append_new(cells, json_integer(r->rank));
    if (p->facts->before == NULL)
        return;
    int before = rank_before(p, r->threat);
    json_array_append_new(cells, before == 0 ? json_null() : json_integer(before));
    json_array_append_new(cells, movement_cell(p, r->rank, before));
}

static void threats_table(struct paper *p, json_t *blocks)
{
    const struct threat_list *list = p->facts->year;
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(table, "caption", json_deep_copy(list->name));
    draft_column(table, "report.meeting.threats.threat", "text", 3.6);
    draft_column(table, "report.meeting.threats.rank", "number", 0.8);
    if (p->facts->before != NULL) {
        draft_column(table, "report.meeting.threats.before", "number", 0.8);
        draft_column(table, "report.meeting.threats.moved", "state", 1.1);
    }
    for (int i = 0; i < THREAT_RANKS; i++)
        threat_row(p, table, &list->ranks[i]);
    json_t *source = json_pack(
        "{s:O, s:o}", "what", list->name, "source", draft_message("report.meeting.threats.source"));
    if (list->published != NULL)
        json_object_set_new(source, "date", json_string(list->published));
    json_array_append_new(blocks, json_pack("{s:s, s:[o]}", "type", "sources", "items", source));
}

/* Risks that are worth most now, whoever has accepted them. */
static void risk_row(const struct paper *p, json_t *table, const json_t *risk)
{
    json_t *cells = draft_row(table, NULL);
    json_array_append_new(cells, draft_cell_text(risk, "number"));
    json_array_append_new(cells, draft_cell_text(risk, "name"));
    json_array_append_new(cells, draft_cell_copy(risk, "value_now"));
    json_array_append_new(cells, draft_cell_band(p->facts->method, risk));
    json_array_append_new(cells, draft_cell_option(p->ctx, risk, "treatment", "risk_treatment"));
    json_array_append_new(cells, draft_cell_option(p->ctx, risk, "state", "risk_state"));
}

static void risks_table(struct paper *p, json_t *blocks)
{
    size_t i;
    const json_t *risk;
    json_t *table = draft_table(blocks, "report.meeting.risks", NULL);
    draft_column(table, "report.assessment.no", "text", 1.1);
    draft_column(table, "report.meeting.risk", "text", 3.6);
    draft_column(table, "report.meeting.risk.value", "number", 0.7);
    draft_column(table, "report.meeting.risk.band", "state", 1);
    draft_column(table, "report.meeting.risk.treatment", "text", 0.9);
    draft_column(table, "report.assessment.state", "text", 0.9);
    json_array_foreach(p->facts->risks, i, risk) risk_row(p, table, risk);
}

static void trends_write(struct paper *p, json_t *blocks)
{
    draft_paragraph(blocks, "lead",
        draft_message(
            p->facts->year == NULL ? "report.meeting.trends.none" : "report.meeting.trends.lead"));
    if (p->facts->year != NULL)
        threats_table(p, blocks);
    if (json_array_size(p->facts->risks) > 0)
        risks_table(p, blocks);
}

void report_meeting_write(
    const void *ctx, const struct report_meeting_facts *facts, const char *section, json_t *blocks)
{
    static const struct {
        const char *section;
        void (*write)(struct paper *p, json_t *blocks);
    } parts[] = {{"attacks", attacks_write}, {"measures", measures_write}, {"cases", cases_write},
        {"trends", trends_write}};
    struct paper p = {.ctx = ctx, .facts = facts};
    for (size_t i = 0; i < COUNT(parts); i++)
        if (strcmp(parts[i].section, section) == 0)
            parts[i].write(&p, blocks);
}
