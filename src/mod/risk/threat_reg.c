/* Threats: what may happen to us, from the yearly lists or of our own. */
#include "mod/risk/risk.h"
#include "mod/risk/risk_private.h"

static const char *const group_keys[] = {"web_defacement", "ransomware", "ddos", "targeted",
    "supply_chain", "vulnerability", "insider", "carelessness", "fraud", "other", NULL};
const struct option_set OPTIONS_THREAT_GROUP = {"threat_group", group_keys};

/* Keys of catalog/threats: those of the yearly lists, then the attack methods. A test compares. */
static const char *const list_keys[] = {"ransomware", "supply_chain", "ai_use", "vulnerability",
    "zero_day", "known_vulnerability", "targeted", "geopolitical", "insider", "remote_work", "ddos",
    "mail_fraud", "carelessness", "crime_business", "web_script", "web_skimming",
    "ransomware_extortion", "ddos_flood", "targeted_attachment", "targeted_site", "cloud_settings",
    "unapproved_cloud", "vulnerability_break_in", "brute_force", NULL};
const struct option_set OPTIONS_THREAT_KEY = {"threat_key", list_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "group",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_THREAT_GROUP,
        .column = "threat_group"},
    {.key = "list_key", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &OPTIONS_THREAT_KEY},
    {.key = "description", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

const struct reg_def REG_THREATS = {
    .name = "threats",
    .singular = "threat",
    .schema = "Threat",
    .table = "threat",
    .prefix = "TH",
    .scope = REG_ORG,
    .read = &PERM_RISK_READ,
    .create = &PERM_THREAT_WRITE,
    .update = &PERM_THREAT_WRITE,
    .remove = &PERM_THREAT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
};
