/* Backups: of what, where and how, when the last one was made and by whom, and whether it has been
 * tried to restore from. What is wrong with one is computed (continuity_rules.h). */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/continuity/continuity_private.h"

static const char *const medium_keys[] = {
    "disk", "nas", "tape", "optical", "removable", "cloud", "other", NULL};
static const struct option_set MEDIA = {"backup_medium", medium_keys};
static const char *const apart_keys[] = {"same_system", "same_site", "other_site", NULL};
const struct option_set OPTIONS_BACKUP_APART = {"backup_apart", apart_keys};
#define KEY(key, hours, days) key,
static const char *const cycle_keys[] = {BACKUP_CYCLE_LIST(KEY) NULL};
#undef KEY
const struct option_set OPTIONS_BACKUP_CYCLE = {"backup_cycle", cycle_keys};
static const char *const result_keys[] = {"ok", "partly", "failed", NULL};
const struct option_set OPTIONS_BACKUP_TEST = {"backup_test", result_keys};

enum { COPIES_MOST = 1000 };

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "system",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "systems",
        .column = "system_id"},
    {.key = "asset", .type = FIELD_REF, .ref = "information-assets", .column = "asset_id"},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "copies", .type = FIELD_INT, .min = 1, .max = COPIES_MOST},
    {.key = "medium", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &MEDIA},
    {.key = "place", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "apart",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_BACKUP_APART},
    {.key = "powered_off", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "cycle", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_BACKUP_CYCLE},
    {.key = "made_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "made_by", .type = FIELD_REF, .ref = "people", .column = "made_by_id"},
    {.key = "tested_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "test_result", .type = FIELD_ENUM, .options = &OPTIONS_BACKUP_TEST},
    {.key = "tested_hours", .type = FIELD_NUM, .min = 0, .max = CONTINUITY_HOURS_MOST},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

static const struct reg_form_part parts[] = {
    {"kept", "copies"}, {"made", "cycle"}, {"tested", "tested_on"}};

void continuity_check_past(struct call *c, const struct reg_record *record, const char *key)
{
    struct date day, today;
    const char *text = body_text(record->after, key);
    if (text != NULL && date_parse(text, &day) &&
        clock_day_in_zone(c->now_ms, c->org.zone, &today) && date_compare(day, today) > 0)
        problem_field(c->problem, mem_printf(c, "/%s", key), "continuity_future");
}

void continuity_check_tried(
    struct call *c, const struct reg_record *record, const char *key, const char *day)
{
    if (!reg_absent(json_object_get(record->after, key)) &&
        reg_absent(json_object_get(record->after, day)))
        problem_field(c->problem, mem_printf(c, "/%s", day), "required");
}

/* A backup is one of something; a test is of a day, and has a result. */
static enum err check(struct call *c, const struct reg_record *record)
{
    const json_t *after = record->after;
    if (record->change == REG_DELETE)
        return ERR_OK;
    if (reg_absent(json_object_get(after, "system")) && reg_absent(json_object_get(after, "asset")))
        problem_field(c->problem, "/system", "backup_of");
    continuity_check_past(c, record, "made_on");
    continuity_check_past(c, record, "tested_on");
    continuity_check_tried(c, record, "made_by", "made_on");
    continuity_check_tried(c, record, "test_result", "tested_on");
    continuity_check_tried(c, record, "tested_hours", "tested_on");
    if (!reg_absent(json_object_get(after, "tested_on")) &&
        reg_absent(json_object_get(after, "test_result")))
        problem_field(c->problem, "/test_result", "required");
    return ERR_OK;
}

const struct reg_def REG_BACKUPS = {
    .name = "backups",
    .singular = "backup",
    .schema = "Backup",
    .table = "backup",
    .prefix = "BK",
    .scope = REG_BY_UNIT,
    .read = &PERM_CONTINUITY_READ,
    .create = &PERM_CONTINUITY_WRITE,
    .update = &PERM_CONTINUITY_WRITE,
    .remove = &PERM_CONTINUITY_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
};
