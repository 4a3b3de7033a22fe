/* The network as people draw it: parts that are kept apart, and the ways between them. */
#include "mod/risk/risk.h"

static const struct perm SEGMENT_READ = {
    "network_segment.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
static const struct perm SEGMENT_WRITE = {"network_segment.write", PERM_ROLE, OF_LEADS};
static const struct perm CONNECTION_READ = {
    "network_connection.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
static const struct perm CONNECTION_WRITE = {"network_connection.write", PERM_ROLE, OF_LEADS};

static const char *const segment_kind_keys[] = {"internet", "dmz", "office", "server", "control",
    "wireless", "guest", "remote", "cloud", "partner", "other", NULL};
static const struct option_set SEGMENT_KIND = {"segment_kind", segment_kind_keys};
static const char *const connection_kind_keys[] = {
    "firewall", "router", "vpn", "dedicated", "wireless", "one_way", "direct", "other", NULL};
static const struct option_set CONNECTION_KIND = {"connection_kind", connection_kind_keys};

static const char *const passage_keys[] = {"open", "limited", "monitored", "blocked", NULL};
const struct option_set OPTIONS_CONNECTION_PASSAGE = {"connection_passage", passage_keys};

static const struct field segment_fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &SEGMENT_KIND},
    {.key = "address_range", .type = FIELD_TEXT, .flags = FIELD_LISTED},
    {.key = "internet_facing", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "place", .type = FIELD_TEXT},
    {.key = "stocktaken_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

const struct reg_def REG_NETWORK_SEGMENTS = {
    .name = "network-segments",
    .singular = "network_segment",
    .schema = "NetworkSegment",
    .table = "network_segment",
    .prefix = "NS",
    .scope = REG_BY_UNIT,
    .read = &SEGMENT_READ,
    .create = &SEGMENT_WRITE,
    .update = &SEGMENT_WRITE,
    .remove = &SEGMENT_WRITE,
    .fields = segment_fields,
    .n_fields = sizeof segment_fields / sizeof segment_fields[0],
    .title = "name",
    .default_sort = "name",
};

static const struct field connection_fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "from",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "network-segments",
        .column = "from_id"},
    {.key = "to",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .ref = "network-segments",
        .column = "to_id"},
    {.key = "kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &CONNECTION_KIND},
    /* NULL: nobody has said; then the kind and the guard tell (see defence_load.c). */
    {.key = "passage", .type = FIELD_ENUM, .options = &OPTIONS_CONNECTION_PASSAGE},
    {.key = "two_way", .type = FIELD_BOOL}, /* may be begun from either end */
    {.key = "guard", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE}, /* what stands in it */
    {.key = "allowed", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "rule_setter",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "rule_setter_id"},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
};

static enum err check(struct call *c, const struct reg_record *record)
{
    int64_t from = 0, to = 0;
    enum err e = reg_ref_id(c, record, "from", &from);
    if (e == ERR_OK)
        e = reg_ref_id(c, record, "to", &to);
    if (e == ERR_OK && from != 0 && from == to)
        problem_field(c->problem, "/to", "connection_to_itself");
    return e;
}

const struct reg_def REG_NETWORK_CONNECTIONS = {
    .name = "network-connections",
    .singular = "network_connection",
    .schema = "NetworkConnection",
    .table = "network_connection",
    .prefix = "NC",
    .scope = REG_BY_UNIT,
    .read = &CONNECTION_READ,
    .create = &CONNECTION_WRITE,
    .update = &CONNECTION_WRITE,
    .remove = &CONNECTION_WRITE,
    .fields = connection_fields,
    .n_fields = sizeof connection_fields / sizeof connection_fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
};
