/* Indicators: the question each answers, where its figure comes from, and what it is held against.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/kpi/kpi_private.h"

#include <string.h>

const struct perm PERM_INDICATOR_READ = {"indicator.read", PERM_ROLE, OF_READERS};
const struct perm PERM_INDICATOR_WRITE = {"indicator.write", PERM_ROLE, OF_LEADS};

#define KEY(name, key) key,
static const char *const perspective_keys[] = {"finance", "customer", "process", "learning", NULL};
const struct option_set OPTIONS_PERSPECTIVE = {"indicator_perspective", perspective_keys};
static const char *const figure_keys[] = {
    "count", "percent", "level", "points", "yen", "hours", "days", "people", NULL};
const struct option_set OPTIONS_INDICATOR_FIGURE = {"indicator_figure", figure_keys};
static const char *const direction_keys[] = {"higher", "lower", NULL};
const struct option_set OPTIONS_INDICATOR_DIRECTION = {"indicator_direction", direction_keys};
static const char *const cycle_keys[] = {KPI_PERIOD_LIST(KEY) NULL};
const struct option_set OPTIONS_INDICATOR_CYCLE = {"indicator_cycle", cycle_keys};
/* By hand, then the formulas of kpi_formula.c; a test compares. */
static const char *const source_keys[] = {SOURCE_MANUAL, SOURCE_FINDS_VALUE, "mean_maturity",
    "component_maturity", "high_risks", "undecided_risks", "lapsed_acceptances", "late_measures",
    "done_measures", "expected_loss", "budget_used", "verified_claims", "outside_score",
    "outside_lead", "exercises_held", "trainings_held", "late_findings", "suppliers_concern",
    "sites_late", "requests_received", "requests_open", "requests_late", "request_days",
    "investigation_hours", "incidents", "grave_incidents", NULL};
const struct option_set OPTIONS_INDICATOR_SOURCE = {"indicator_source", source_keys};
#undef KEY

enum { LARGEST = 1000000000000 }; /* 10^12: also yen */

#define LIMIT_OF(name, more)                                                               \
    {                                                                                      \
        .key = (name), .type = FIELD_NUM, .flags = (more), .min = -LARGEST, .max = LARGEST \
    }

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "perspective",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_PERSPECTIVE},
    {.key = "question", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 300},
    {.key = "source",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_INDICATOR_SOURCE},
    {.key = "figure", .type = FIELD_ENUM, .options = &OPTIONS_INDICATOR_FIGURE},
    {.key = "direction", .type = FIELD_ENUM, .options = &OPTIONS_INDICATOR_DIRECTION},
    LIMIT_OF("target", FIELD_LISTED),
    LIMIT_OF("green", 0),
    LIMIT_OF("amber", 0),
    {.key = "cycle",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_INDICATOR_CYCLE},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "judged", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE, .max = 300},
    {.key = "comment", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "measured_on", .type = FIELD_DATE, .flags = FIELD_READONLY},
};

static struct kpi_number number(const struct reg_record *record, const char *key)
{
    const json_t *value = json_object_get(record->after, key);
    return (struct kpi_number){json_is_number(value), json_number_value(value)};
}

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

/* What a formula measures is not the writer's to say; what people enter they say themselves. */
static void fill_measure(struct call *c, const struct reg_record *record)
{
    const struct kpi_formula *f = kpi_formula_of(body_text(record->after, "source"));
    bool finds = is(record->after, "source", SOURCE_FINDS_VALUE);
    if (f != NULL || finds) {
        json_object_set_new(record->after, "figure", json_string(finds ? "yen" : f->figure));
        json_object_set_new(
            record->after, "direction", json_string(!finds && f->lower ? "lower" : "higher"));
    }
    if (body_text(record->after, "figure") == NULL)
        problem_field(c->problem, "/figure", "required");
    if (body_text(record->after, "direction") == NULL)
        problem_field(c->problem, "/direction", "required");
}

static void check_limits(struct call *c, const struct reg_record *record)
{
    const struct kpi_limits limits = {is(record->after, "direction", "lower"),
        number(record, "target"), number(record, "green"), number(record, "amber")};
    if (!kpi_limits_ok(&limits))
        problem_field(c->problem, "/amber", "indicator_limits");
}

/* Figures of months are no figures of quarters, and records no percentages. */
static enum err check_kept(struct call *c, const struct reg_record *record)
{
    static const char *const fixed[] = {"cycle", "source", "figure"};
    char id[UUID_TEXT_SIZE];
    int64_t n = 0;
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0] && record->before != NULL; i++) {
        if (!reg_changes(record, fixed[i]))
            continue;
        uuid_format(&record->uid, id);
        const struct reg_where where[] = {{"indicator", "eq", id}};
        e = reg_count(c, &REG_INDICATOR_VALUES, where, 1, "/", &n);
        if (e == ERR_OK && n > 0)
            problem_field(c->problem, mem_printf(c, "/%s", fixed[i]), "indicator_has_values");
        return e;
    }
    return e;
}

static enum err check_number(struct call *c, const struct reg_record *record)
{
    int64_t n = 0;
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    enum err e = reg_count(c, &REG_INDICATORS, NULL, 0, "/", &n);
    return e == ERR_OK && n >= LIMIT_INDICATORS ? problem_set_limit(c->problem, ERR_CONFLICT,
                                                      "indicators_too_many", LIMIT_INDICATORS)
                                                : e;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    fill_measure(c, record);
    check_limits(c, record);
    enum err e = check_kept(c, record);
    return e == ERR_OK ? check_number(c, record) : e;
}

/* Its arrows are called by its title. */
static enum err apply(struct call *c, const struct reg_record *record)
{
    bool renamed =
        record->change == REG_UPDATE && !json_equal(json_object_get(record->before, "title"),
                                            json_object_get(record->after, "title"));
    return renamed ? kpi_store_rename_arrows(c, record->id) : ERR_OK;
}

const struct reg_def REG_INDICATORS = {
    .name = "indicators",
    .singular = "indicator",
    .schema = "Indicator",
    .table = "indicator",
    .prefix = "KI",
    .scope = REG_ORG,
    .read = &PERM_INDICATOR_READ,
    .create = &PERM_INDICATOR_WRITE,
    .update = &PERM_INDICATOR_WRITE,
    .remove = &PERM_INDICATOR_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .check = check,
    .apply = apply,
};
