/* Attacks on ourselves as others count them for us – mail gateways, firewalls, the help desk – by
 * month and kind: what the first part of the paper for a management meeting tells. */
#include "kernel/register/register_check.h"
#include "mod/intel/intel.h"

#include <string.h>

static const struct perm READ = {"attack.read", PERM_ROLE, OF_READERS | OF_CSIRT};
static const struct perm WRITE = {"attack.write", PERM_ROLE, OF_LEADS | OF_CSIRT};

static const char *const kind_keys[] = {"suspicious_mail", "malware", "unauthorised_access", "scan",
    "ddos", "web_attack", "fraud", "loss", "other", NULL};
static const struct option_set KIND = {"attack_kind", kind_keys};

static const struct field fields[] = {
    {.key = "month",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .max = 7},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KIND},
    {.key = "seen",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .min = 0,
        .max = 1000000000},
    {.key = "got_through", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 0, .max = 1000000000},
    {.key = "harmed", .type = FIELD_INT, .flags = FIELD_LISTED, .min = 0, .max = 1000000000},
    {.key = "source", .type = FIELD_TEXT, .flags = FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

enum { MONTH_LENGTH = 7 };

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *month = body_text(record->after, "month");
    if (month != NULL && (strlen(month) != MONTH_LENGTH || !intel_when_ok(month)))
        problem_field_value(c->problem, "/month", "month", month);
    reg_check_at_most(c, record, "got_through", "seen");
    reg_check_at_most(c, record, "harmed", "seen");
    return ERR_OK;
}

const struct reg_def REG_ATTACK_COUNTS = {
    .name = "attack-counts",
    .singular = "attack_count",
    .schema = "AttackCount",
    .table = "attack_count",
    .prefix = "AC",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "month",
    .default_sort = "-month",
    .check = check,
};
