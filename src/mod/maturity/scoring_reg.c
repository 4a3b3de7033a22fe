/* Scorings of components: when, on what occasion, by whom, at which levels and why. */
#include "base/limits.h"
#include "base/mem.h"
#include "mod/maturity/maturity_private.h"

static const char *const occasion_keys[] = {"start", "regular", "change", "incident", NULL};
static const struct option_set OCCASIONS = {"scoring_occasion", occasion_keys};

enum { LOWEST_TENTHS = 10, HIGHEST_TENTHS = 50 };

#define LEVEL(name)                                                                               \
    {                                                                                             \
        .key = (name), .type = FIELD_INT, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED, \
        .min = 1, .max = MATURITY_LEVELS                                                          \
    }

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_READONLY, .max = LIMIT_NAME + 20},
    {.key = "component",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "components",
        .column = "component_id"},
    {.key = "scored_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "occasion",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OCCASIONS},
    {.key = "scored_by",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "scored_by_id"},
    LEVEL("evaluation"),
    LEVEL("response"),
    {.key = "mean",
        .type = FIELD_INT,
        .flags = FIELD_READONLY | FIELD_INDEXED | FIELD_LISTED | FIELD_TENTHS,
        .min = LOWEST_TENTHS,
        .max = HIGHEST_TENTHS},
    {.key = "reason",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = LIMIT_NOTE},
};

static void check_day(struct call *c, const struct reg_record *record)
{
    struct date day;
    const char *text = body_text(record->after, "scored_on");
    if (text != NULL && date_parse(text, &day) && date_compare(day, maturity_today(c)) > 0)
        problem_field(c->problem, "/scored_on", "scoring_future");
}

static enum err check_number(struct call *c, const struct reg_record *record, int64_t component_id)
{
    int64_t n = 0;
    if (record->change != REG_CREATE && record->change != REG_RESTORE)
        return ERR_OK;
    enum err e = maturity_store_scorings(c, component_id, &n);
    return e == ERR_OK && n >= LIMIT_COMPONENT_SCORINGS
               ? problem_set_limit(c->problem, ERR_CONFLICT, "component_scorings_too_many",
                     LIMIT_COMPONENT_SCORINGS)
               : e;
}

static void fill(struct call *c, const struct reg_record *record, const json_t *component)
{
    int evaluation = (int)body_int(record->after, "evaluation", 0);
    int response = (int)body_int(record->after, "response", 0);
    const char *day = body_text(record->after, "scored_on");
    if (evaluation > 0 && response > 0)
        json_object_set_new(
            record->after, "mean", json_integer(maturity_mean_of(evaluation, response)));
    if (day != NULL)
        json_object_set_new(record->after, "name",
            json_string(mem_printf(c, "%s %s", body_text(component, "title"), day)));
}

/* It lies in the unit of what it is of: who may see the one sees the other. */
static enum err check(struct call *c, const struct reg_record *record)
{
    struct reg_record component;
    const char *id = body_text(json_object_get(record->after, "component"), "id");
    if (record->change == REG_DELETE || id == NULL)
        return ERR_OK;
    enum err e = reg_look(c, &REG_COMPONENTS, id, &component);
    if (e != ERR_OK)
        return e;
    if (component.unit_id != record->unit_id)
        problem_field(c->problem, "/unit", "scoring_unit");
    check_day(c, record);
    fill(c, record, component.after);
    return check_number(c, record, component.id);
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    int64_t component = 0;
    enum err e = reg_ref_id(c, record, "component", &component);
    return e == ERR_OK ? maturity_store_latest(c, component) : e;
}

const struct reg_def REG_COMPONENT_SCORINGS = {
    .name = "component-scorings",
    .singular = "component_scoring",
    .schema = "ComponentScoring",
    .table = "component_scoring",
    .prefix = "CS",
    .scope = REG_BY_UNIT,
    .read = &PERM_COMPONENT_READ,
    .create = &PERM_COMPONENT_WRITE,
    .update = &PERM_COMPONENT_WRITE,
    .remove = &PERM_COMPONENT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "-scored_on",
    .check = check,
    .apply = apply,
};
