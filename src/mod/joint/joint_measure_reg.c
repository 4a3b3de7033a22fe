/* Measures taken together with suppliers: because this may happen, do that. */
#include "kernel/register/register_check.h"
#include "mod/joint/joint_private.h"

const struct perm PERM_JOINT_READ = {"joint.read", PERM_ROLE, OF_READERS};
const struct perm PERM_JOINT_WRITE = {"joint.write", PERM_ROLE, OF_LEADS};

static const char *const kind_keys[] = {"measure", "notice", "drill", NULL};
static const struct option_set KIND = {"joint_kind", kind_keys};
static const char *const state_keys[] = {"proposed", "running", "ended", NULL};
static const struct option_set STATE = {"joint_measure_state", state_keys};

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "because",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = 1000},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KIND},
    {.key = "free", .type = FIELD_BOOL},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "agreed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "meeting",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "meetings",
        .column = "meeting_id"},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "note", .type = FIELD_LONGTEXT, .max = 2000},
};

static const struct reg_transition transitions[] = {
    {"proposed", "begin", "running", &PERM_JOINT_WRITE, false},
    {"running", "end", "ended", &PERM_JOINT_WRITE, true},
    {"ended", "resume", "running", &PERM_JOINT_WRITE, false},
};

/* What costs firms something is asked of each by a request, with its check list. */
static enum err check(struct call *c, const struct reg_record *record)
{
    const char *state = body_text(record->after, "state");
    if (record->change == REG_DELETE || state == NULL || state[0] != 'r')
        return ERR_OK;
    if (!body_bool(record->after, "free"))
        problem_field(c->problem, "/free", "joint_not_free");
    reg_fill_today(c, record, "agreed_on");
    return ERR_OK;
}

const struct reg_def REG_JOINT_MEASURES = {
    .name = "joint-measures",
    .singular = "joint_measure",
    .schema = "JointMeasure",
    .table = "joint_measure",
    .prefix = "JM",
    .scope = REG_ORG,
    .read = &PERM_JOINT_READ,
    .create = &PERM_JOINT_WRITE,
    .update = &PERM_JOINT_WRITE,
    .remove = &PERM_JOINT_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "title",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .check = check,
};
