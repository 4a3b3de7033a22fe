/* A site at a meeting of the sites' officers: who came, what the officer showed of the site's own
 * compliance, and what it was praised for (mini-practice 3). */
#include "mod/governance/governance.h"
#include "mod/site/site_follow.h"

/* Meetings are not for the sites' managers to read, so neither are their places. */
static const struct perm READ = {"site_attendance.read", PERM_ROLE, OF_READERS};

static const char *const attendance_keys[] = {"invited", "present", "deputy", "absent", NULL};
static const struct option_set ATTENDANCE = {"site_attendance", attendance_keys};

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "meeting",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY | FIELD_LISTED,
        .ref = "meetings",
        .column = "meeting_id"},
    {.key = "site",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "sites",
        .column = "site_id"},
    {.key = "attendance",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &ATTENDANCE},
    {.key = "attendee", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "compliance",
        .type = FIELD_INT,
        .flags = FIELD_INDEXED | FIELD_LISTED,
        .min = 0,
        .max = 100},
    {.key = "presented", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 4000},
    {.key = "award", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE | FIELD_LISTED},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    const json_t *site = NULL;
    if (record->change != REG_CREATE)
        return ERR_OK;
    enum err e = site_of_record(c, record, &site);
    site_fill_name(record, site);
    return e;
}

const struct reg_def REG_SITE_ATTENDANCES = {
    .name = "site-attendances",
    .singular = "site_attendance",
    .schema = "SiteAttendance",
    .table = "site_attendance",
    .prefix = "SN",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &PERM_SITE_WRITE,
    .update = &PERM_SITE_WRITE,
    .remove = &PERM_SITE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "-number",
    .check = check,
};
