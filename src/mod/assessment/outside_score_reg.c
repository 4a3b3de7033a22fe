/* How rating services outside see the company, against its industry: a series of each over time. */
#include "base/mem.h"
#include "mod/assessment/assessment.h"

static const struct perm READ = {"outside_score.read", PERM_ROLE, OF_READERS | OF_MANAGER};
static const struct perm WRITE = {"outside_score.write", PERM_ROLE, OF_LEADS};

static const struct field fields[] = {
    {.key = "service",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 120},
    {.key = "measured_on",
        .type = FIELD_DATE,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "score",
        .type = FIELD_NUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .min = 0,
        .max = 100000},
    {.key = "industry_score", .type = FIELD_NUM, .flags = FIELD_LISTED, .min = 0, .max = 100000},
    {.key = "score_max", .type = FIELD_NUM, .flags = FIELD_LISTED, .min = 0, .max = 100000},
    {.key = "grade", .type = FIELD_TEXT, .flags = FIELD_LISTED, .max = 40},
    {.key = "source", .type = FIELD_TEXT, .max = 500},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static double number(const struct reg_record *record, const char *key)
{
    const json_t *value = json_object_get(record->after, key);
    return json_is_number(value) ? json_number_value(value) : -1;
}

/* No score above the service's own highest. */
static enum err check(struct call *c, const struct reg_record *record)
{
    static const char *const scores[] = {"score", "industry_score"};
    double most = number(record, "score_max");
    for (size_t i = 0; most >= 0 && i < sizeof scores / sizeof scores[0]; i++)
        if (number(record, scores[i]) > most)
            problem_field(c->problem, mem_printf(c, "/%s", scores[i]), "above_score_max");
    return ERR_OK;
}

const struct reg_def REG_OUTSIDE_SCORES = {
    .name = "outside-scores",
    .singular = "outside_score",
    .schema = "OutsideScore",
    .table = "outside_score",
    .prefix = "OS",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "service",
    .default_sort = "-measured_on",
    .check = check,
};
