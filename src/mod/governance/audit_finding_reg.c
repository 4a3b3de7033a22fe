/* What audits found: corrective action, then verification; never silently closed. */
#include "kernel/register/register_check.h"
#include "mod/governance/governance.h"

static const struct perm READ = {"audit_finding.read", PERM_ROLE, OF_READERS | OF_MANAGER};
static const struct perm WRITE = {"audit_finding.write", PERM_ROLE, OF_LEADS | OF_AUDITOR};
static const struct perm VERIFY = {"audit_finding.verify", PERM_ROLE, OF_CISO | OF_AUDITOR};

static const char *const audit_kind_keys[] = {"internal", "statutory", "external", "other", NULL};
static const struct option_set AUDIT_KIND = {"audit_kind", audit_kind_keys};
static const char *const finding_severity_keys[] = {"major", "minor", "observation", NULL};
const struct option_set OPTIONS_FINDING_SEVERITY = {"finding_severity", finding_severity_keys};
static const char *const finding_state_keys[] = {"open", "corrected", "verified", NULL};
static const struct option_set FINDING_STATE = {"finding_state", finding_state_keys};

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "audit_kind",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &AUDIT_KIND},
    {.key = "severity",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_FINDING_SEVERITY},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &FINDING_STATE},
    {.key = "found_on", .type = FIELD_DATE, .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED},
    {.key = "detail", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE},
    {.key = "sheet_key",
        .type = FIELD_TEXT,
        .flags = FIELD_INDEXED,
        .max = 80,
        .key_of = KEY_OF_SHEET},
    {.key = "section_key", .type = FIELD_TEXT, .max = 80, .key_of = KEY_OF_SECTION},
    {.key = "item_key", .type = FIELD_TEXT, .max = 80, .key_of = KEY_OF_ITEM},
    {.key = "cause", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "correction", .type = FIELD_LONGTEXT, .max = 2000},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "verified_on", .type = FIELD_DATE},
};

static const struct reg_transition transitions[] = {
    {"open", "correct", "corrected", &WRITE, false},
    {"corrected", "verify", "verified", &VERIFY, false},
    {"corrected", "reopen", "open", &VERIFY, true},
};

/* A finding is closed by what was done about it, and by somebody who looked. */
static enum err check(struct call *c, const struct reg_record *record)
{
    if (reg_enters(record, "corrected") && body_text(record->after, "correction") == NULL)
        problem_field(c->problem, "/correction", "required");
    if (reg_enters(record, "verified"))
        reg_fill_today(c, record, "verified_on");
    return ERR_OK;
}

static const char *const due_states[] = {"open", "corrected", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_AUDIT_FINDINGS = {
    .name = "audit-findings",
    .singular = "audit_finding",
    .schema = "AuditFinding",
    .table = "audit_finding",
    .prefix = "AF",
    .scope = REG_BY_UNIT,
    .read = &READ,
    .create = &WRITE,
    .update = &WRITE,
    .remove = &WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .readers = true, /* an audit may concern people who read the register */
    .check = check,
};
