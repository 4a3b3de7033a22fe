/* Points: a worry of outsiders with the stance told to it, how security is organised, and what the
 * company wants to be known for. What stands behind a point is linked to it and stays inside. */
#include "kernel/register/register_check.h"
#include "mod/disclosure/disclosure_private.h"

#include <string.h>

const struct perm PERM_DISCLOSURE_READ = {"disclosure.read", PERM_ROLE, OF_READERS};
const struct perm PERM_DISCLOSURE_WRITE = {"disclosure.write", PERM_ROLE, OF_LEADS};
const struct perm PERM_DISCLOSURE_AGREE = {"disclosure.agree", PERM_ROLE, OF_EXECUTIVE};

enum err disclosure_may_approve(struct call *c)
{
    return call_needs_top(c, &PERM_DISCLOSURE_AGREE);
}

static const char *const kind_keys[] = {"organisation", "pair", "appeal", NULL};
static const struct option_set KINDS = {"disclosure_kind", kind_keys};
static const char *const state_keys[] = {"draft", "agreed", "published", "withdrawn", NULL};
static const struct option_set STATES = {"disclosure_state", state_keys};

enum { WORRY_MOST = 500 };

static const struct field fields[] = {
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KINDS},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "worry",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_PUBLISHABLE | FIELD_SEARCHABLE,
        .max = WORRY_MOST},
    {.key = "worry_en", .type = FIELD_LONGTEXT, .flags = FIELD_PUBLISHABLE, .max = WORRY_MOST},
    {.key = "publish_worry", .type = FIELD_BOOL},
    {.key = "stance",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_PUBLISHABLE | FIELD_SEARCHABLE,
        .max = 2000},
    {.key = "stance_en", .type = FIELD_LONGTEXT, .flags = FIELD_PUBLISHABLE, .max = 2000},
    {.key = "publish_stance", .type = FIELD_BOOL},
    {.key = "basis", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "pr_person", .type = FIELD_REF, .ref = "people", .column = "pr_person_id"},
    {.key = "pr_agreed_on", .type = FIELD_DATE},
    {.key = "agreed_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_LISTED},
    {.key = "reviewed_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "review_by", .type = FIELD_DATE, .flags = FIELD_INDEXED},
};

static const struct reg_transition transitions[] = {
    {"draft", "agree", "agreed", &PERM_DISCLOSURE_AGREE, false},
    {"agreed", "publish", "published", &PERM_DISCLOSURE_WRITE, false},
    {"agreed", "revise", "draft", &PERM_DISCLOSURE_WRITE, true},
    {"published", "revise", "draft", &PERM_DISCLOSURE_WRITE, true},
    {"agreed", "withdraw", "withdrawn", &PERM_DISCLOSURE_WRITE, true},
    {"published", "withdraw", "withdrawn", &PERM_DISCLOSURE_WRITE, true},
    {"withdrawn", "revise", "draft", &PERM_DISCLOSURE_WRITE, true},
};

static const char *const due_states[] = {"agreed", "published", NULL};
static const struct reg_due due = {"review_by", "owner", due_states};

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

/* Public relations have agreed to the texts that they saw. */
static void texts_changed(const struct reg_record *record)
{
    static const char *const texts[] = {
        "worry", "worry_en", "publish_worry", "stance", "stance_en", "publish_stance"};
    bool changed = false;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        changed |= reg_changes(record, texts[i]);
    if (record->change == REG_UPDATE && changed && !reg_changes(record, "pr_agreed_on"))
        json_object_set_new(record->after, "pr_agreed_on", json_null());
}

/* What has been agreed is what is told: it changes as a draft only. */
static enum err agreed_check(struct call *c, const struct reg_record *record)
{
    static const char *const told[] = {"kind", "worry", "worry_en", "publish_worry", "stance",
        "stance_en", "publish_stance", "pr_person", "pr_agreed_on"};
    bool touched = record->change == REG_DELETE && !is(record->before, "state", "withdrawn");
    if (record->before == NULL || is(record->before, "state", "draft"))
        return ERR_OK;
    for (size_t i = 0; record->change == REG_UPDATE && i < sizeof told / sizeof told[0]; i++)
        touched |= reg_changes(record, told[i]);
    return touched ? problem_set(c->problem, ERR_CONFLICT, "disclosure_agreed") : ERR_OK;
}

/* Public relations have agreed before the management does, and every warning has its reason. */
static enum err agree_check(struct call *c, const struct reg_record *record)
{
    struct leak_warnings warnings = {0};
    static const char *const asked[] = {"pr_person", "pr_agreed_on"};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        if (reg_absent(json_object_get(record->after, asked[i])))
            problem_field(c->problem, i == 0 ? "/pr_person" : "/pr_agreed_on", "required");
    enum err e = disclosure_point_warnings(c, record->id, record->after, &warnings);
    if (e == ERR_OK)
        e = disclosure_refuse_open(c, &warnings);
    reg_fill_today(c, record, "agreed_on");
    return e;
}

static enum err transition_check(struct call *c, const struct reg_record *record)
{
    if (strcmp(record->action, "agree") == 0)
        return agree_check(c, record);
    if (strcmp(record->action, "revise") == 0) {
        static const char *const gone[] = {"agreed_on", "pr_agreed_on"};
        for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++)
            json_object_set_new(record->after, gone[i], json_null());
    }
    if (strcmp(record->action, "publish") == 0 && !record->decided)
        return problem_set(c->problem, ERR_CONFLICT, "disclosure_publish");
    return ERR_OK;
}

static enum err check(struct call *c, const struct reg_record *record)
{
    bool agree = record->change == REG_TRANSITION && strcmp(record->action, "agree") == 0;
    enum err e = ERR_OK;
    if (!record->decided) /* what the company tells is the whole organisation's */
        e = call_needs_top(c, agree ? &PERM_DISCLOSURE_AGREE : &PERM_DISCLOSURE_WRITE);
    if (e == ERR_OK)
        e = agreed_check(c, record);
    if (e == ERR_OK && record->change == REG_TRANSITION)
        return transition_check(c, record);
    if (e == ERR_OK)
        texts_changed(record);
    if (e == ERR_OK && is(record->after, "kind", "pair") &&
        reg_absent(json_object_get(record->after, "worry")))
        problem_field(c->problem, "/worry", "required");
    return e;
}

const struct reg_def REG_DISCLOSURE_POINTS = {
    .name = "disclosure-points",
    .singular = "disclosure_point",
    .schema = "DisclosurePoint",
    .table = "disclosure_point",
    .prefix = "DP",
    .scope = REG_ORG,
    .read = &PERM_DISCLOSURE_READ,
    .create = &PERM_DISCLOSURE_WRITE,
    .update = &PERM_DISCLOSURE_WRITE,
    .remove = &PERM_DISCLOSURE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "number",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
