/* How a business goes on and a system is recovered, per scenario: attacks beside disasters. One
 * that names neither is the whole company's. */
#include "base/limits.h"
#include "mod/continuity/continuity_private.h"

static const char *const scenario_keys[] = {"ransomware", "destruction", "disconnection", "ddos",
    "supplier_attack", "failure", "outage", "earthquake", "flood", "fire", "power", "pandemic",
    "other", NULL};
const struct option_set OPTIONS_RECOVERY_SCENARIO = {"recovery_scenario", scenario_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "scenario",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_RECOVERY_SCENARIO},
    {.key = "business",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "businesses",
        .column = "business_id"},
    {.key = "system",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "systems",
        .column = "system_id"},
    /* Who decides by what that it is begun. */
    {.key = "decision", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "steps",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = LIMIT_TEXT},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "place", .type = FIELD_TEXT}, /* where it can be read while nothing runs */
    {.key = "exercise", .type = FIELD_REF, .ref = "exercises", .column = "exercise_id"},
    {.key = "exercised_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "exercised_hours", .type = FIELD_NUM, .min = 0, .max = CONTINUITY_HOURS_MOST},
    {.key = "found", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "review_by", .type = FIELD_DATE, .flags = FIELD_INDEXED},
};

static const struct reg_form_part parts[] = {{"doing", "decision"}, {"exercised", "exercise"}};

static const struct reg_due due = {"review_by", "owner", NULL};

/* How long it took is of a day on which it was tried. */
static enum err check(struct call *c, const struct reg_record *record)
{
    continuity_check_past(c, record, "exercised_on");
    continuity_check_tried(c, record, "exercised_hours", "exercised_on");
    return ERR_OK;
}

const struct reg_def REG_RECOVERY_PROCEDURES = {
    .name = "recovery-procedures",
    .singular = "recovery_procedure",
    .schema = "RecoveryProcedure",
    .table = "recovery_procedure",
    .prefix = "RV",
    .scope = REG_BY_UNIT,
    .read = &PERM_CONTINUITY_READ,
    .create = &PERM_CONTINUITY_WRITE,
    .update = &PERM_CONTINUITY_WRITE,
    .remove = &PERM_CONTINUITY_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "title",
    .default_sort = "title",
    .due = &due,
    .check = check,
};
