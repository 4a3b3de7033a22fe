/* What an indicator was in a period: typed, or written down by the program when the period ended.
 * The value of finds is entered as the number of records protected (mini-practice 5, example 3).
 */
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/kpi/kpi_private.h"
#include "mod/loss/loss.h"

#include <string.h>

static const char *const origin_keys[] = {"typed", "computed", NULL};
const struct option_set OPTIONS_INDICATOR_ORIGIN = {"indicator_origin", origin_keys};

enum { LARGEST = 1000000000000, RECORDS_MOST = 2000000000 };

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_SEARCHABLE, .max = 240},
    {.key = "indicator",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "indicators",
        .column = "indicator_id"},
    {.key = "period_end",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_INDEXED | FIELD_LISTED},
    {.key = "value",
        .type = FIELD_NUM,
        .flags = FIELD_INDEXED | FIELD_LISTED,
        .min = -LARGEST,
        .max = LARGEST},
    {.key = "records", .type = FIELD_INT, .min = 0, .max = RECORDS_MOST},
    {.key = "unit_price", .type = FIELD_INT, .flags = FIELD_READONLY, .max = LARGEST},
    {.key = "origin",
        .type = FIELD_ENUM,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .options = &OPTIONS_INDICATOR_ORIGIN},
    {.key = "comment", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

/* Records times the unit price of that day, which is kept with them. */
static enum err fill_finds(struct call *c, const struct reg_record *record)
{
    double yen = 0;
    int64_t records = body_int(record->after, "records", -1);
    int64_t price = body_int(record->before, "unit_price", -1);
    if (records < 0) {
        problem_field(c->problem, "/records", "required");
        return ERR_OK;
    }
    enum err e = price >= 0 ? ERR_OK : loss_quick_per_record(c, c->problem, &yen);
    if (e != ERR_OK)
        return e;
    price = price >= 0 ? price : (int64_t)yen;
    json_object_set_new(record->after, "unit_price", json_integer(price));
    json_object_set_new(record->after, "value", json_integer(records * price));
    return ERR_OK;
}

static enum err fill_value(struct call *c, const struct reg_record *record, const json_t *indicator)
{
    const char *origin = c->who->system ? "computed" : "typed";
    if (record->before == NULL || reg_changes(record, "value"))
        json_object_set_new(record->after, "origin", json_string(origin));
    if (strcmp(body_text(indicator, "source"), SOURCE_FINDS_VALUE) == 0)
        return fill_finds(c, record);
    if (!json_is_number(json_object_get(record->after, "value")))
        problem_field(c->problem, "/value", "required");
    if (json_is_number(json_object_get(record->after, "records")))
        problem_field(c->problem, "/records", "indicator_records");
    return ERR_OK;
}

/* Any day names the period it lies in; one that has not begun has no figure. */
static void fill_period(struct call *c, const struct reg_record *record, const json_t *indicator)
{
    char text[DATE_TEXT_SIZE], label[KPI_LABEL_SIZE];
    struct date day;
    enum kpi_period period = kpi_period_of(body_text(indicator, "cycle"));
    const char *said = body_text(record->after, "period_end");
    if (said == NULL || period == KPI_PERIOD_MAX || !date_parse(said, &day))
        return;
    struct date_span span = kpi_span_of(period, day, c->org.fiscal_first_month);
    if (date_compare(span.first, kpi_today(c)) > 0)
        problem_field(c->problem, "/period_end", "indicator_future");
    date_format(span.last, text);
    kpi_span_label(period, span, c->org.fiscal_first_month, label);
    json_object_set_new(record->after, "period_end", json_string(text));
    json_object_set_new(record->after, "name",
        json_string(mem_printf(c, "%s %s", body_text(indicator, "title"), label)));
}

static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record indicator;
    const char *id = body_text(json_object_get(record->after, "indicator"), "id");
    if (id == NULL)
        return ERR_OK;
    enum err e = reg_look(c, &REG_INDICATORS, id, &indicator);
    if (e != ERR_OK)
        return e;
    fill_period(c, record, indicator.after);
    return fill_value(c, record, indicator.after);
}

/* When an indicator was last measured stands with it: lists and the evidence of answers ask that.
 */
static enum err apply(struct call *c, const struct reg_record *record)
{
    char today[DATE_TEXT_SIZE];
    int64_t indicator = 0;
    date_format(kpi_today(c), today);
    enum err e = reg_ref_id(c, record, "indicator", &indicator);
    return e == ERR_OK ? kpi_store_measured(c, indicator, today) : e;
}

const struct reg_def REG_INDICATOR_VALUES = {
    .name = "indicator-values",
    .singular = "indicator_value",
    .schema = "IndicatorValue",
    .table = "indicator_value",
    .prefix = "KV",
    .scope = REG_ORG,
    .read = &PERM_INDICATOR_READ,
    .create = &PERM_INDICATOR_WRITE,
    .update = &PERM_INDICATOR_WRITE,
    .remove = &PERM_INDICATOR_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "-period_end",
    .check = check,
    .apply = apply,
};
