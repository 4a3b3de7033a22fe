/* Pages of the manual. What is in force is the edition approved last; a page that is revised is a
 * draft of the next one, while the last one stays in force. */
#include "base/limits.h"
#include "kernel/register/register_check.h"
#include "mod/manual/manual_private.h"

#include <string.h>

const struct perm PERM_MANUAL_READ = {"manual.read", PERM_ROLE, OF_READERS | OF_CSIRT | OF_MANAGER};
const struct perm PERM_MANUAL_WRITE = {"manual.write", PERM_ROLE, OF_LEADS | OF_CSIRT};
const struct perm PERM_MANUAL_APPROVE = {"manual.approve", PERM_ROLE, OF_EXECUTIVE | OF_CISO};

static const char *const topic_keys[] = {"handling", "escalation", "department", "vendor",
    "false_information", "exercise", "other", NULL};
const struct option_set OPTIONS_MANUAL_TOPIC = {"manual_topic", topic_keys};
static const char *const state_keys[] = {"draft", "in_force", "withdrawn", NULL};
static const struct option_set STATES = {"manual_state", state_keys};

enum { TITLE_MOST = 80, POSITION_MOST = 999, EDITION_MOST = 100000, SOURCE_MOST = 300 };

static const struct field fields[] = {
    {.key = "title",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE | FIELD_LISTED,
        .max = TITLE_MOST},
    {.key = "position",
        .type = FIELD_INT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .min = 1,
        .max = POSITION_MOST},
    {.key = "topic",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &OPTIONS_MANUAL_TOPIC},
    {.key = "state",
        .type = FIELD_ENUM,
        .flags = FIELD_REQUIRED | FIELD_LISTED,
        .options = &STATES},
    {.key = "body",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_REQUIRED | FIELD_SEARCHABLE,
        .max = LIMIT_TEXT},
    {.key = "changes", .type = FIELD_LONGTEXT, .max = LIMIT_NOTE},
    {.key = "edition",
        .type = FIELD_INT,
        .flags = FIELD_READONLY | FIELD_LISTED,
        .min = 1,
        .max = EDITION_MOST},
    {.key = "approved_on", .type = FIELD_DATE, .flags = FIELD_READONLY | FIELD_INDEXED},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "review_by", .type = FIELD_DATE, .flags = FIELD_INDEXED},
    {.key = "source", .type = FIELD_TEXT, .max = SOURCE_MOST},
};

static const struct reg_transition transitions[] = {
    {"draft", "approve", "in_force", &PERM_MANUAL_APPROVE, false},
    {"in_force", "revise", "draft", &PERM_MANUAL_WRITE, true},
    {"in_force", "withdraw", "withdrawn", &PERM_MANUAL_WRITE, true},
    {"withdrawn", "revise", "draft", &PERM_MANUAL_WRITE, true},
};

static const char *const due_states[] = {"in_force", NULL};
static const struct reg_due due = {"review_by", "owner", due_states};

static bool is(const json_t *record, const char *key, const char *value)
{
    const char *text = body_text(record, key);
    return text != NULL && strcmp(text, value) == 0;
}

static bool is_step(const struct reg_record *record, const char *action)
{
    return record->change == REG_TRANSITION && strcmp(record->action, action) == 0;
}

/* What is in force changes as a draft of the next edition only, and is withdrawn before it goes. */
static enum err in_force_check(struct call *c, const struct reg_record *record)
{
    static const char *const told[] = {"title", "topic", "body", "changes"};
    bool touched = false;
    if (record->before == NULL)
        return ERR_OK;
    if (record->change == REG_DELETE)
        touched =
            body_int(record->before, "edition", 0) > 0 && !is(record->before, "state", "withdrawn");
    for (size_t i = 0; record->change == REG_UPDATE && i < sizeof told / sizeof told[0]; i++)
        touched =
            touched || (!is(record->before, "state", "draft") && reg_changes(record, told[i]));
    return touched ? problem_set(c->problem, ERR_CONFLICT, "manual_in_force") : ERR_OK;
}

/* A later edition says what is other in it. */
static void approve(struct call *c, const struct reg_record *record)
{
    int64_t edition = body_int(record->before, "edition", 0);
    if (edition > 0 && reg_absent(json_object_get(record->after, "changes")))
        problem_field(c->problem, "/changes", "required");
    reg_fill_int(record, "edition", edition + 1);
    json_object_set_new(record->after, "approved_on", json_null());
    reg_fill_today(c, record, "approved_on");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    enum err e = in_force_check(c, record);
    if (e == ERR_OK && is_step(record, "approve"))
        approve(c, record);
    if (e == ERR_OK && is_step(record, "revise"))
        json_object_set_new(record->after, "changes", json_null());
    return e;
}

static enum err apply(struct call *c, const struct reg_record *record)
{
    const struct manual_edition edition = {.edition = body_int(record->after, "edition", 0),
        .title = body_text(record->after, "title"),
        .topic = body_text(record->after, "topic"),
        .body = body_text(record->after, "body"),
        .changes = body_text(record->after, "changes")};
    if (is_step(record, "withdraw"))
        return manual_store_end(c, record->id);
    if (!is_step(record, "approve"))
        return ERR_OK;
    enum err e = manual_store_end(c, record->id);
    if (e == ERR_OK)
        e = manual_store_put(c, record->id, &edition);
    return e == ERR_OK ? manual_store_settle(c, record->id, edition.edition) : e;
}

const struct reg_def REG_MANUAL_PAGES = {
    .name = "manual-pages",
    .singular = "manual_page",
    .schema = "ManualPage",
    .table = "manual_page",
    .prefix = "MN",
    .scope = REG_ORG,
    .read = &PERM_MANUAL_READ,
    .create = &PERM_MANUAL_WRITE,
    .update = &PERM_MANUAL_WRITE,
    .remove = &PERM_MANUAL_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "title",
    .default_sort = "position",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
    .apply = apply,
    .purge = manual_store_purge,
};
