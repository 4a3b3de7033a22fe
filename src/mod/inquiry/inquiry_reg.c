#include "mod/inquiry/inquiry.h"

static const struct perm READ = {"inquiry.read", PERM_ROLE, OF_READERS};
static const struct perm WRITE = {"inquiry.write", PERM_ROLE, OF_LEADS};

static const char *const asker_keys[] = {
    "customer", "shareholder", "insurer", "buyer", "authority", "other", NULL};
static const struct option_set ASKERS = {"inquiry_asker", asker_keys};
static const char *const state_keys[] = {"received", "answering", "answered", "declined", NULL};
static const struct option_set STATES = {"inquiry_state", state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "asker", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "asker_kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &ASKERS},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "received", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "sheet_key", .type = FIELD_TEXT, .max = 64, .key_of = KEY_OF_SHEET},
    {.key = "told", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

static const struct reg_transition transitions[] = {
    {"received", "start", "answering", &WRITE, false},
    {"answering", "answer", "answered", &WRITE, false},
    {"received", "decline", "declined", &WRITE, true},
    {"answering", "decline", "declined", &WRITE, true},
};

static const char *const due_states[] = {"received", "answering", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_INQUIRIES = {
    .name = "inquiries",
    .singular = "inquiry",
    .schema = "Inquiry",
    .table = "inquiry",
    .prefix = "Q",
    .scope = REG_ORG,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "-received",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
};

static const struct reg_def *const registers[] = {&REG_INQUIRIES};

const struct module module_inquiry = {.name = "inquiry", .registers = registers, .n_registers = 1};
