/* Cases of other firms: what happened to them, whether it can happen here, and what follows from
 * that (table 2-1.1 of the practices). Measures are linked to a case as to any record. */
#include "mod/assessment/assessment.h"
#include "mod/intel/intel.h"
#include "mod/intel/intel_private.h"
#include "mod/measure/measure.h"

#include <string.h>

static const struct perm READ = {"case.read", PERM_ROLE, OF_STAFF};
const struct perm PERM_CASE_WRITE = {"case.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const char *const response_keys[] = {"undecided", "needed", "in_place", "accepted", NULL};
static const struct option_set RESPONSE = {"case_response", response_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "firm", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "industry", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &OPTIONS_INDUSTRY},
    {.key = "firm_size", .type = FIELD_TEXT, .max = 60},
    {.key = "happened", .type = FIELD_TEXT, .flags = FIELD_INDEXED | FIELD_LISTED, .max = 10},
    {.key = "damage", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "damage_amount", .type = FIELD_MONEY},
    {.key = "records_lost", .type = FIELD_INT, .min = 0, .max = 100000000000},
    {.key = "cause", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "attack", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "attack_group", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "likelihood",
        .type = FIELD_ENUM,
        .flags = FIELD_LISTED,
        .options = &OPTIONS_LIKELIHOOD},
    {.key = "response",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &RESPONSE},
    {.key = "response_note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "source", .type = FIELD_TEXT, .max = 500},
    {.key = "reference", .type = FIELD_TEXT, .flags = FIELD_INDEXED, .max = 120},
};

/* A case is somebody's, and whoever judges it says how likely it is here and why that is answered
 * so: what is told to executives must not lack its half. */
static enum err check(struct call *c, const struct reg_record *record)
{
    const char *happened = body_text(record->after, "happened");
    const char *response = body_text(record->after, "response");
    if (body_text(record->after, "firm") == NULL && body_text(record->after, "industry") == NULL)
        problem_field(c->problem, "/firm", "firm_or_industry");
    if (happened != NULL && !intel_when_ok(happened))
        problem_field_value(c->problem, "/happened", "when", happened);
    if (response != NULL && strcmp(response, "undecided") != 0) {
        if (body_text(record->after, "likelihood") == NULL)
            problem_field(c->problem, "/likelihood", "required");
        if (body_text(record->after, "response_note") == NULL)
            problem_field(c->problem, "/response_note", "required");
    }
    return ERR_OK;
}

/* Lists say when it happened as offices do. */
static json_t *word(struct call *c, const struct field *f, const char *text)
{
    const char *when = strcmp(f->key, "happened") == 0 ? intel_when_of(c, text) : NULL;
    return when == NULL ? NULL : json_string(when);
}

const struct reg_def REG_OUTSIDE_CASES = {
    .name = "outside-cases",
    .singular = "outside_case",
    .schema = "OutsideCase",
    .table = "outside_case",
    .prefix = "OC",
    .scope = REG_ORG,
    .read = &READ,
    .create = &PERM_CASE_WRITE,
    .update = &PERM_CASE_WRITE,
    .remove = &PERM_CASE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-happened",
    .word = word,
    .check = check,
};
