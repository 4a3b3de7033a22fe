/* Firms that are no suppliers and are connected with us: customers, booking sites, firms of our
 * group. With some of them an incident here is one there within the hour: they are told at its
 * first sign. No survey asks them. A firm may be a supplier, too. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/register/register_check.h"
#include "mod/supplier/supplier_private.h"

enum { EMAIL_MAX = 254, PHONE_MAX = 60 };

static const struct perm READ = {"partner.read", PERM_ROLE, OF_READERS | OF_CSIRT};
static const struct perm WRITE = {"partner.write", PERM_ROLE, OF_LEADS};

static const char *const kind_keys[] = {
    "customer", "booking_site", "group", "alliance", "settlement", "other", NULL};
static const struct option_set KINDS = {"partner_kind", kind_keys};
static const char *const state_keys[] = {"active", "ended", NULL};
static const struct option_set STATES = {"partner_state", state_keys};
static const char *const connection_keys[] = {
    "none", "api", "network", "files", "their_account", "our_account", "other", NULL};
static const struct option_set CONNECTIONS = {"partner_connection", connection_keys};

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "supplier", .type = FIELD_REF, .ref = "suppliers", .column = "supplier_id"},
    {.key = "country", .type = FIELD_TEXT, .min = 2, .max = 2, .key_of = KEY_OF_COUNTRY},
    {.key = "connection", .type = FIELD_ENUM, .flags = FIELD_LISTED, .options = &CONNECTIONS},
    {.key = "connection_note",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_SEARCHABLE,
        .max = LIMIT_NOTE},
    {.key = "shared_data", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
    {.key = "coupled", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "coupled_reason", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "contact_name", .type = FIELD_TEXT, .max = LIMIT_LABEL},
    {.key = "contact_email", .type = FIELD_TEXT, .max = EMAIL_MAX},
    {.key = "contact_phone", .type = FIELD_TEXT, .max = PHONE_MAX},
    {.key = "contact_always", .type = FIELD_TEXT, .max = LIMIT_NAME}, /* at night, on holidays */
    {.key = "owner", .type = FIELD_REF, .ref = "people", .column = "owner_id"},
    {.key = "checked_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "note", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = LIMIT_NOTE},
};

static const struct reg_transition transitions[] = {
    {"active", "end", "ended", &WRITE, true},
    {"ended", "resume", "active", &WRITE, true},
};

/* Who is told at the first sign is told for a reason, and by somebody who can be reached. */
static enum err check(struct call *c, const struct reg_record *record)
{
    if (record->change == REG_DELETE)
        return ERR_OK;
    reg_check_email(c, record, "contact_email");
    if (!body_bool(record->after, "coupled"))
        return ERR_OK;
    if (body_text(record->after, "coupled_reason") == NULL)
        problem_field(c->problem, "/coupled_reason", "required");
    if (body_text(record->after, "contact_email") == NULL &&
        body_text(record->after, "contact_phone") == NULL &&
        body_text(record->after, "contact_always") == NULL)
        problem_field(c->problem, "/contact_phone", "partner_contact");
    return ERR_OK;
}

static const struct reg_form_part parts[] = {
    {"connection", "connection"}, {"contact", "contact_name"}, {"upkeep", "owner"}};

const struct reg_def REG_PARTNERS = {
    .name = "partners",
    .singular = "partner",
    .schema = "Partner",
    .table = "partner",
    .prefix = "PN",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .parts = parts,
    .n_parts = sizeof parts / sizeof parts[0],
    .title = "name",
    .default_sort = "name",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
