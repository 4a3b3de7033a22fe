/* Registers of what results are compared with. */
#include "mod/assessment/assessment.h"
#include "mod/assessment/assessment_perm.h"

#include <string.h>

const struct perm PERM_RESULT_READ = {
    "result.read", PERM_ROLE, OF_READERS | OF_MANAGER | OF_MEMBER};
const struct perm PERM_TARGET_READ = {"target.read", PERM_ROLE, OF_READERS | OF_MANAGER};
const struct perm PERM_TARGET_WRITE = {"target.write", PERM_ROLE, OF_LEADS | OF_EXECUTIVE};
const struct perm PERM_AVERAGE_READ = {"average.read", PERM_ROLE, OF_READERS | OF_MANAGER};
const struct perm PERM_AVERAGE_WRITE = {"average.write", PERM_ROLE, OF_LEADS};

/* The classes of the Japan Standard Industrial Classification, as large groups. */
static const char *const industry_keys[] = {"agriculture", "construction", "manufacturing",
    "utility", "information", "transport", "wholesale", "retail", "finance", "real_estate",
    "professional", "hospitality", "education", "medical", "public", "other", NULL};
const struct option_set OPTIONS_INDUSTRY = {"industry", industry_keys};

static const char *const line_keys[] = {
    [LEVEL_INDUSTRY] = "industry",
    [LEVEL_COMPARABLE] = "comparable",
    [LEVEL_LEADERS] = "leaders",
    [LEVEL_LINE_MAX] = NULL,
};
const struct option_set OPTIONS_LEVEL_LINE = {"level_line", line_keys};

static const struct field target_fields[] = {
    {.key = "sheet_key",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHABLE,
        .max = 64,
        .key_of = KEY_OF_SHEET},
    {.key = "section_key",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .max = 64,
        .key_of = KEY_OF_SECTION},
    {.key = "period", .type = FIELD_PERIOD, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "level",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_TENTHS,
        .min = 0,
        .max = 10000},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

const struct reg_def REG_TARGETS = {
    .name = "targets",
    .singular = "target",
    .schema = "Target",
    .table = "target",
    .scope = REG_ORG,
    .read = &PERM_TARGET_READ,
    .create = &PERM_TARGET_WRITE,
    .update = &PERM_TARGET_WRITE,
    .remove = &PERM_TARGET_WRITE,
    .fields = target_fields,
    .n_fields = sizeof target_fields / sizeof target_fields[0],
    .title = "section_key",
    .default_sort = "-period",
};

static const struct field average_fields[] = {
    {.key = "sheet_key",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHABLE,
        .max = 64,
        .key_of = KEY_OF_SHEET},
    {.key = "industry",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_INDUSTRY},
    {.key = "level_line",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_LEVEL_LINE},
    {.key = "section_key",
        .type = FIELD_TEXT,
        .flags = FIELD_LISTED,
        .max = 64,
        .key_of = KEY_OF_SECTION},
    {.key = "item_key",
        .type = FIELD_TEXT,
        .flags = FIELD_LISTED,
        .max = 64,
        .key_of = KEY_OF_ITEM},
    {.key = "mean",
        .type = FIELD_NUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .min = 0,
        .max = 1000},
    {.key = "n", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 1, .max = 1000000},
    {.key = "source", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_LISTED, .max = 300},
    {.key = "as_of", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "sample", .type = FIELD_BOOL, .flags = FIELD_LISTED},
};

/* An average is of a section or of an item, not of both. */
static enum err average_check(struct call *c, const struct reg_record *record)
{
    bool section = body_text(record->after, "section_key") != NULL;
    bool item = body_text(record->after, "item_key") != NULL;
    if (section == item)
        problem_field(c->problem, item ? "/item_key" : "/section_key", "section_or_item");
    return ERR_OK;
}

const struct reg_def REG_INDUSTRY_AVERAGES = {
    .name = "industry-averages",
    .singular = "industry_average",
    .schema = "IndustryAverage",
    .table = "industry_average",
    .scope = REG_ORG,
    .read = &PERM_AVERAGE_READ,
    .create = &PERM_AVERAGE_WRITE,
    .update = &PERM_AVERAGE_WRITE,
    .remove = &PERM_AVERAGE_WRITE,
    .fields = average_fields,
    .n_fields = sizeof average_fields / sizeof average_fields[0],
    .title = "source",
    .default_sort = "-as_of",
    .check = average_check,
};
