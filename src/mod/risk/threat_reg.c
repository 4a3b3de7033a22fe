/* Threats: what may happen to us, from the yearly lists or of our own. */
#include "mod/risk/risk.h"
#include "mod/risk/risk_private.h"

static const char *const group_keys[] = {"web_defacement", "ransomware", "ddos", "targeted",
    "supply_chain", "vulnerability", "insider", "carelessness", "fraud", "other", NULL};
const struct option_set OPTIONS_THREAT_GROUP = {"threat_group", group_keys};

/* Threats that are known by a key: those of catalog/threats, which the yearly lists rank, then the
 * attack methods of table 2-4.2 of the practice collection. */
#define KNOWN_LIST(X)                         \
    X("ransomware", "ransomware")             \
    X("supply_chain", "supply_chain")         \
    X("ai_use", "other")                      \
    X("vulnerability", "vulnerability")       \
    X("zero_day", "vulnerability")            \
    X("known_vulnerability", "vulnerability") \
    X("targeted", "targeted")                 \
    X("geopolitical", "targeted")             \
    X("insider", "insider")                   \
    X("remote_work", "vulnerability")         \
    X("ddos", "ddos")                         \
    X("mail_fraud", "fraud")                  \
    X("carelessness", "carelessness")         \
    X("crime_business", "other")              \
    X("web_script", "web_defacement")         \
    X("web_skimming", "web_defacement")       \
    X("ransomware_extortion", "ransomware")   \
    X("ddos_flood", "ddos")                   \
    X("targeted_attachment", "targeted")      \
    X("targeted_site", "targeted")            \
    X("cloud_settings", "other")              \
    X("unapproved_cloud", "other")            \
    X("vulnerability_break_in", "other")      \
    X("brute_force", "other")

#define KEY(key, group) key,
static const char *const list_keys[] = {KNOWN_LIST(KEY) NULL};
#undef KEY
const struct option_set OPTIONS_THREAT_KEY = {"threat_key", list_keys};

#define KNOWN(key, group) {key, group},
const struct known_threat KNOWN_THREATS[] = {KNOWN_LIST(KNOWN)};
#undef KNOWN
const size_t n_known_threats = sizeof KNOWN_THREATS / sizeof KNOWN_THREATS[0];

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
