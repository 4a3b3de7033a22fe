/* Sections that are lists of records: which register, which records of it in which order, and which
 * of their fields. Labels, options and kinds of cells are the register's own. */
#include "base/clock.h"
#include "base/mem.h"
#include "mod/exercise/exercise.h"
#include "mod/governance/governance.h"
#include "mod/loss/loss.h"
#include "mod/maturity/maturity.h"
#include "mod/people/people.h"
#include "mod/report/report_cell_rules.h"
#include "mod/report/report_draft_rules.h"
#include "mod/report/report_section.h"
#include "mod/risk/risk.h"
#include "mod/site/site.h"

#include <string.h>

enum { LEDGER_ROWS = 50, LEDGER_COLUMNS = 8, LEDGER_WHERE = 2, HALF_A_YEAR = 183, A_YEAR = 365 };

/* A condition's value may be a day: so many days from today, or of those that the issue is about.
 */
enum day { AS_WRITTEN, DAYS_FROM_TODAY, ITS_DAYS_BEGIN, ITS_DAYS_END };

struct condition {
    const char *key, *op, *value;
    enum day day;
    int days;
};

struct ledger {
    const char *section;
    const struct reg_def *reg;
    struct condition where[LEDGER_WHERE];
    const char *sort;
    const char *overdue; /* a date field: rows whose day has gone by are marked; NULL: none */
    int most;
    struct {
        const char *key;
        double width;
    } columns[LEDGER_COLUMNS];
};

static const struct ledger ledgers[] = {
    {"risk_top", &REG_RISKS, {{"state", "ne", "closed"}}, "-value_now", "due", 20,
        {{"number", 1.1}, {"name", 3}, {"unit", 1.4}, {"value_now", 1}, {"band", 0.9},
            {"treatment", 0.9}, {"owner", 1.2}, {"due", 1}}},
    {"risk_accepted", &REG_RISKS,
        {{"state", "eq", "accepted"},
            {"accepted_until", "le", .day = DAYS_FROM_TODAY, .days = HALF_A_YEAR}},
        "accepted_until", "accepted_until", LEDGER_ROWS,
        {{"number", 1.1}, {"name", 2.6}, {"unit", 1.4}, {"accepted_value", 1.1},
            {"acceptance_reason", 2.4}, {"owner", 1.2}, {"accepted_until", 1}}},
    {"protections", &REG_PROTECTIONS, {{"status", "in", "missing,planned"}}, "name", NULL,
        LEDGER_ROWS,
        {{"number", 1.1}, {"name", 1.8}, {"layer", 0.8}, {"status", 0.8}, {"system", 1.3},
            {"problem", 2.6}, {"measure", 1.6}}},
    {"findings", &REG_AUDIT_FINDINGS, {{"state", "ne", "verified"}}, "due", "due", LEDGER_ROWS,
        {{"number", 1.1}, {"title", 2.8}, {"unit", 1.4}, {"audit_kind", 1}, {"severity", 0.8},
            {"owner", 1.2}, {"due", 1}, {"state", 0.9}}},
    {"policies", &REG_POLICIES,
        {{"state", "eq", "in_force"},
            {"reviewed_on", "le", .day = DAYS_FROM_TODAY, .days = -A_YEAR}},
        "reviewed_on", NULL, LEDGER_ROWS,
        {{"number", 1.1}, {"title", 3}, {"level", 1}, {"owner", 1.3}, {"owner_unit", 1.4},
            {"reviewed_on", 1}}},
    {"exercises", &REG_EXERCISES,
        {{"planned_on", "ge", .day = ITS_DAYS_BEGIN}, {"planned_on", "le", .day = ITS_DAYS_END}},
        "planned_on", NULL, LEDGER_ROWS,
        {{"title", 2.2}, {"kind", 1.2}, {"unit", 1.2}, {"planned_on", 1}, {"state", 0.8},
            {"participation", 0.9}, {"outcome", 0.9}, {"found", 2.4}}},
    {"trainings", &REG_TRAININGS,
        {{"held_on", "ge", .day = ITS_DAYS_BEGIN}, {"held_on", "le", .day = ITS_DAYS_END}},
        "held_on", NULL, LEDGER_ROWS,
        {{"title", 2.4}, {"audience", 1.2}, {"unit", 1.4}, {"method", 1.2}, {"held_on", 1},
            {"invited", 0.8}, {"completion", 1.1}, {"change", 2.2}}},
    {"sites_minutes", &REG_SITE_MINUTES,
        {{"held_on", "ge", .day = ITS_DAYS_BEGIN}, {"held_on", "le", .day = ITS_DAYS_END}},
        "-held_on", NULL, LEDGER_ROWS,
        {{"number", 1.1}, {"site", 1.4}, {"title", 2}, {"held_on", 1}, {"share", 0.9},
            {"explained", 0.9}, {"nothing_said", 0.9}, {"mark", 1}}},
    {"components", &REG_COMPONENTS, {{"state", "eq", "in_use"}}, "scored_on", NULL, LEDGER_ROWS,
        {{"number", 1.1}, {"title", 2.6}, {"unit", 1.4}, {"kind", 1.1}, {"owner", 1.2},
            {"evaluation", 1}, {"response", 1}, {"scored_on", 1}}},
    {"insurance", &REG_INSURANCE_POLICIES, {{0}}, "ends_on", "ends_on", LEDGER_ROWS,
        {{"title", 2.2}, {"insurer", 1.6}, {"premium", 1.2}, {"event_limit", 1.3},
            {"year_limit", 1.3}, {"deductible", 1.2}, {"ends_on", 1}}},
};

/* ---- which records ---- */

static const char *value_of(
    struct call *c, const struct condition *w, struct date_span days, struct date today)
{
    char *text = mem_array(c, char, DATE_TEXT_SIZE);
    switch (w->day) {
    case AS_WRITTEN:
        return w->value;
    case DAYS_FROM_TODAY:
        date_format(date_of_days(date_days(today) + w->days), text);
        return text;
    case ITS_DAYS_BEGIN:
        date_format(days.first, text);
        return text;
    default:
        date_format(days.last, text);
        return text;
    }
}

static enum err records_load(
    struct report_drawing *d, const struct ledger *ledger, struct date today, json_t **ret_records)
{
    struct reg_where where[LEDGER_WHERE];
    struct date_span days;
    size_t n = 0;
    if (!report_issue_days(d->c, d->issue, &days))
        return ERR_INTERNAL;
    while (n < LEDGER_WHERE && ledger->where[n].key != NULL) {
        const struct condition *w = &ledger->where[n];
        where[n++] = (struct reg_where){w->key, w->op, value_of(d->c, w, days, today)};
    }
    return reg_list_for_all(d->c, ledger->reg, where, n, ledger->sort, ledger->most, ret_records);
}

/* ---- how they look ---- */

struct lines {
    const void *ctx;
    const struct ledger *ledger;
    const struct risk_method *method; /* where risks are listed */
    char today[DATE_TEXT_SIZE];
};

static bool is_band(const struct field *f)
{
    return f != NULL && f->options != NULL && strcmp(f->options->name, "risk_band") == 0;
}

static const char *kind_of(const struct field *f)
{
    if (f == NULL)
        return "text"; /* number and unit, which every record has */
    if (is_band(f))
        return "state";
    return f->type == FIELD_DATE    ? "date"
           : f->type == FIELD_MONEY ? "money"
           : f->type == FIELD_INT   ? "number"
                                    : "text";
}

static json_t *cell(
    const struct lines *l, const json_t *record, const struct field *f, const char *key)
{
    if (is_band(f))
        return draft_cell_band(l->method, record);
    if (f != NULL && f->type == FIELD_ENUM)
        return draft_cell_option(l->ctx, record, key, f->options->name);
    if ((f != NULL && f->type == FIELD_REF) || strcmp(key, "unit") == 0)
        return draft_cell_person(record, key);
    if (f != NULL && f->type == FIELD_BOOL)
        return draft_message(body_bool(record, key) ? "ui.yes" : "ui.no");
    return draft_cell_copy(record, key);
}

static const struct field *field_of(const struct reg_def *def, const char *key)
{
    for (size_t i = 0; i < def->n_fields; i++)
        if (strcmp(def->fields[i].key, key) == 0)
            return &def->fields[i];
    return NULL;
}

static void columns_write(const void *ctx, const struct ledger *ledger, json_t *table)
{
    for (size_t i = 0; i < LEDGER_COLUMNS && ledger->columns[i].key != NULL; i++) {
        const char *key = ledger->columns[i].key;
        const struct field *f = field_of(ledger->reg, key);
        draft_column(table,
            f == NULL ? mem_printf(ctx, "reg.%s", key)
                      : mem_printf(ctx, "reg.%s.%s", ledger->reg->singular, key),
            kind_of(f), ledger->columns[i].width);
    }
}

static void row_write(const struct lines *l, json_t *table, const json_t *record)
{
    const struct ledger *ledger = l->ledger;
    const char *due = ledger->overdue == NULL ? NULL : body_text(record, ledger->overdue);
    json_t *cells = draft_row(table, due != NULL && strcmp(due, l->today) < 0 ? "attention" : NULL);
    for (size_t i = 0; i < LEDGER_COLUMNS && ledger->columns[i].key != NULL; i++)
        json_array_append_new(cells,
            cell(l, record, field_of(ledger->reg, ledger->columns[i].key), ledger->columns[i].key));
}

static void more_write(
    const struct report_drawing *d, const struct ledger *ledger, size_t n, json_t *blocks)
{
    const struct draft_arg args[] = {{.name = "most", .ja = mem_printf(d->c, "%d", ledger->most)}};
    if (n >= (size_t)ledger->most)
        draft_paragraph(blocks, "small", draft_format(d->c, "report.section.most", args, 1));
}

static const struct ledger *ledger_of(const char *section)
{
    for (size_t i = 0; i < sizeof ledgers / sizeof ledgers[0]; i++)
        if (strcmp(ledgers[i].section, section) == 0)
            return &ledgers[i];
    return NULL;
}

enum err report_ledger_draw(
    struct report_drawing *d, const struct report_builder *builder, json_t *blocks)
{
    size_t i = 0;
    json_t *record;
    json_t *records = NULL;
    struct date today;
    struct lines l = {.ctx = d->c, .ledger = ledger_of(builder->section)};
    const struct ledger *ledger = l.ledger;
    if (ledger == NULL || !clock_day_in_zone(d->c->now_ms, d->c->org.zone, &today))
        return ERR_INTERNAL;
    enum err e = records_load(d, ledger, today, &records);
    if (e == ERR_OK && ledger->reg == &REG_RISKS)
        e = risk_method_now(d->c, &l.method);
    if (e != ERR_OK)
        return e;
    date_format(today, l.today);
    json_t *table = draft_table(blocks, NULL, NULL);
    json_object_set_new(
        table, "empty", draft_message(mem_printf(d->c, "report.ledger.%s.none", ledger->section)));
    columns_write(d->c, ledger, table);
    json_array_foreach(records, i, record) row_write(&l, table, record);
    more_write(d, ledger, json_array_size(records), blocks);
    return ERR_OK;
}
