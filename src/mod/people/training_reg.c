/* Training by audience: content, method, date, attendance and test. No results of single persons.
 */
#include "kernel/register/register_check.h"
#include "mod/people/people.h"

static const struct perm READ = {"training.read", PERM_ROLE, OF_STAFF};
static const struct perm WRITE = {"training.write", PERM_ROLE, OF_LEADS | OF_TRAINER};

static const char *const training_audience_keys[] = {"all", "executive", "staff_dept",
    "business_dept", "specialist", "digital", "high_risk", "supplier", NULL};
const struct option_set OPTIONS_TRAINING_AUDIENCE = {"training_audience", training_audience_keys};
static const char *const training_method_keys[] = {
    "e_learning", "lecture", "discussion", "role_play", "exercise", "other", NULL};
static const struct option_set TRAINING_METHOD = {"training_method", training_method_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "audience",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_TRAINING_AUDIENCE},
    {.key = "method",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &TRAINING_METHOD},
    {.key = "held_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "content", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "invited", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 0, .max = 1000000},
    {.key = "attended", .type = FIELD_INT, .min = 0, .max = 1000000},
    {.key = "passed", .type = FIELD_INT, .min = 0, .max = 1000000},
    {.key = "completion",
        .type = FIELD_INT,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .min = 0,
        .max = 100},
    {.key = "change", .type = FIELD_LONGTEXT, .max = 2000},
};

/* Who passed the test has completed the training; without a test, who was there. */
static enum err check(struct call *c, const struct reg_record *record)
{
    bool tested = json_is_integer(json_object_get(record->after, "passed"));
    reg_check_at_most(c, record, "attended", "invited");
    reg_check_at_most(c, record, "passed", "attended");
    reg_fill_int(
        record, "completion", reg_percent(record, tested ? "passed" : "attended", "invited"));
    return ERR_OK;
}

const struct reg_def REG_TRAININGS = {
    .name = "trainings",
    .singular = "training",
    .schema = "Training",
    .table = "training",
    .prefix = "TR",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-held_on",
    .check = check,
};
