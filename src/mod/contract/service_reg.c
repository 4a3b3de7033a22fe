/* Services that are bought for security, and where it was looked up that they are what they say. */
#include "base/clock.h"
#include "mod/contract/split_private.h"

#include <string.h>

static const struct perm READ = {"service.read", PERM_ROLE, OF_READERS | OF_CSIRT};
const struct perm PERM_SERVICE_WRITE = {"service.write", PERM_ROLE, OF_LEADS};

/* The five kinds of the list of services that meet the information security service standards
 * (IPA), the support service for small firms, and what else a split of work names. */
static const char *const kind_keys[] = {"audit", "diagnosis", "forensics", "monitoring",
    "device_check", "support", "advice", "legal", "other", NULL};
static const struct option_set SERVICE_KIND = {"service_kind", kind_keys};
static const char *const listing_keys[] = {"service_list", "otasuketai", "none", NULL};
static const struct option_set SERVICE_LISTING = {"service_listing", listing_keys};
static const char *const use_keys[] = {"in_use", "candidate", "former", NULL};
static const struct option_set SERVICE_USE = {"service_use", use_keys};

enum { DAYS_TO_NEXT_CHECK = 365 };

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "provider",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 200},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SERVICE_KIND},
    {.key = "listing", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &SERVICE_LISTING},
    {.key = "list_number", .type = FIELD_TEXT, .max = 100},
    {.key = "link", .type = FIELD_TEXT, .max = 500},
    {.key = "checked_on", .type = FIELD_DATE},
    {.key = "check_by", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "used",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SERVICE_USE},
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

/* People follow it: nothing but a page. */
static bool is_page(const char *link)
{
    return strncmp(link, "https://", 8) == 0 || strncmp(link, "http://", 7) == 0;
}

static bool same(const struct reg_record *record, const char *key)
{
    return json_equal(json_object_get(record->before, key), json_object_get(record->after, key));
}

/* Lists change: what was looked up is looked up again a year later, unless another day is said. */
static void fill_next_check(struct call *c, const struct reg_record *record)
{
    const char *checked_on = body_text(record->after, "checked_on");
    const char *check_by = body_text(record->after, "check_by");
    bool anew = record->before != NULL && !same(record, "checked_on") && same(record, "check_by");
    char next[DATE_TEXT_SIZE];
    struct date day;
    if (checked_on == NULL || !date_parse(checked_on, &day))
        return;
    if (check_by == NULL || anew) {
        date_format(date_of_days(date_days(day) + DAYS_TO_NEXT_CHECK), next);
        json_object_set_new(record->after, "check_by", json_string(next));
    } else if (strcmp(check_by, checked_on) <= 0)
        problem_field(c->problem, "/check_by", "service_checked_first");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *link = body_text(record->after, "link");
    if (link != NULL && !is_page(link))
        problem_field_value(c->problem, "/link", "service_link", link);
    fill_next_check(c, record);
    return ERR_OK;
}

static const struct reg_due due = {"check_by", "owner", NULL};

const struct reg_def REG_SECURITY_SERVICES = {
    .name = "security-services",
    .singular = "security_service",
    .schema = "SecurityService",
    .table = "security_service",
    .prefix = "WS",
    .scope = REG_ORG,
    .read = &READ,
    .create = &PERM_SERVICE_WRITE,
    .update = &PERM_SERVICE_WRITE,
    .remove = &PERM_SERVICE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .due = &due,
    .check = check,
};
