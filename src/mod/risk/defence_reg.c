/* Protections: what holds a layer of defence of a system, of a segment or of all, or should. */
#include "mod/measure/measure.h"
#include "mod/risk/defence.h"

const struct perm PERM_PROTECTION_READ = {
    "protection.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_PROTECTION_WRITE = {"protection.write", PERM_ROLE, OF_LEADS | OF_MANAGER};

static const char *const status_keys[] = {"in_place", "planned", "missing", NULL};
const struct option_set OPTIONS_PROTECTION = {"protection_status", status_keys};
static const char *const concern_keys[] = {"endpoint", "separation", "server", "backup", NULL};
const struct option_set OPTIONS_DEFENCE_CONCERN = {"defence_concern", concern_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "layer",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_MEASURE_LAYER},
    {.key = "status",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_PROTECTION},
    {.key = "system",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "systems",
        .column = "system_id"},
    {.key = "segment",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "network-segments",
        .column = "segment_id"},
    {.key = "measure",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "measures",
        .column = "measure_id"},
    {.key = "concern", .type = FIELD_ENUM, .options = &OPTIONS_DEFENCE_CONCERN},
    {.key = "problem", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "checked_on", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

/* At one place: a system brings the segment it is in with it. */
static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t system = 0, segment = 0;
    enum err e = reg_ref_id(c, record, "system", &system);
    if (e == ERR_OK)
        e = reg_ref_id(c, record, "segment", &segment);
    if (e == ERR_OK && system != 0 && segment != 0)
        problem_field(c->problem, "/segment", "protection_place");
    return e;
}

const struct reg_def REG_PROTECTIONS = {
    .name = "protections",
    .singular = "protection",
    .schema = "Protection",
    .table = "protection",
    .prefix = "PT",
    .scope = REG_BY_UNIT,
    .read = &PERM_PROTECTION_READ,
    .create = &PERM_PROTECTION_WRITE,
    .update = &PERM_PROTECTION_WRITE,
    .remove = &PERM_PROTECTION_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
};
