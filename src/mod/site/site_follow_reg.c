/* What is done about a site's state: proposed by rule, decided by a person, who gives somebody the
 * task. */
#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/register/register_check.h"
#include "kernel/task/task.h"
#include "mod/site/site_follow.h"

#include <string.h>

#define KIND_KEY(name, key) key,
static const char *const kind_keys[] = {SITE_FOLLOW_UP_LIST(KIND_KEY) NULL};
#undef KIND_KEY
static const struct option_set KIND = {"site_follow_up", kind_keys};
static const char *const state_keys[] = {"proposed", "decided", "done", "declined", NULL};
static const struct option_set STATE = {"site_follow_state", state_keys};

static const struct field fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_READONLY | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "site",
        .type = FIELD_REF,
        .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
        .ref = "sites",
        .column = "site_id"},
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &KIND},
    {.key = "reason",
        .type = FIELD_LONGTEXT,
        .flags = FIELD_SEARCHABLE | FIELD_LISTED,
        .max = 1000},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED | FIELD_LISTED, .options = &STATE},
    {.key = "owner",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "people",
        .column = "owner_id"},
    {.key = "due", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
    {.key = "result", .type = FIELD_LONGTEXT, .flags = FIELD_SEARCHABLE, .max = 2000},
    {.key = "done_on", .type = FIELD_DATE, .flags = FIELD_INDEXED | FIELD_LISTED},
};

static const struct reg_transition transitions[] = {
    {"proposed", "decide", "decided", &PERM_SITE_WRITE, false},
    {"proposed", "decline", "declined", &PERM_SITE_WRITE, true},
    {"decided", "finish", "done", &PERM_SITE_WRITE, false},
    {"decided", "decline", "declined", &PERM_SITE_WRITE, true},
};

/* A task on the site's own page, for whoever goes, calls or teaches. */
static enum err give_task(struct call *c, const struct reg_record *record)
{
    struct reg_record task;
    const char *kind = mem_printf(c, "enum.site_follow_up.%s", body_text(record->after, "kind"));
    const struct msg_arg args[] = {
        {"kind", msg_get(c->org.lang, kind)}, {"site", body_text(record->after, "name")}};
    json_t *body = reg_keep(c, json_pack("{s:s, s:s?, s:O, s:O}", "title",
                                   msg_format(c, c->org.lang, "site.follow.task", args, 2),
                                   "detail", body_text(record->after, "reason"), "owner",
                                   json_object_get(json_object_get(record->after, "owner"), "id"),
                                   "due", json_object_get(record->after, "due")));
    return task_add(
        c, &REG_SITES, body_text(json_object_get(record->after, "site"), "id"), body, &task);
}

static void want(struct call *c, const struct reg_record *record, const char *key)
{
    const json_t *value = json_object_get(record->after, key);
    if (value == NULL || json_is_null(value))
        problem_field(c->problem, mem_printf(c, "/%s", key), "required");
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const json_t *site = NULL;
    if (record->change == REG_CREATE) {
        enum err e = site_of_record(c, record, &site);
        site_fill_name(record, site);
        return e;
    }
    if (reg_enters(record, "done")) {
        want(c, record, "result");
        reg_fill_today(c, record, "done_on");
    }
    if (!reg_enters(record, "decided"))
        return ERR_OK;
    want(c, record, "owner");
    want(c, record, "due");
    return problem_check(c->problem) == ERR_OK ? give_task(c, record) : ERR_OK;
}

static const char *const due_states[] = {"decided", NULL};
static const struct reg_due due = {"due", "owner", due_states};

const struct reg_def REG_SITE_FOLLOW_UPS = {
    .name = "site-follow-ups",
    .singular = "site_follow_up",
    .schema = "SiteFollowUp",
    .table = "site_follow_up",
    .prefix = "SF",
    .scope = REG_BY_UNIT,
    .read = &PERM_SITE_READ,
    .create = &PERM_SITE_WRITE,
    .update = &PERM_SITE_WRITE,
    .remove = &PERM_SITE_WRITE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "due",
    .state_field = "state",
    .transitions = transitions,
    .n_transitions = sizeof transitions / sizeof transitions[0],
    .due = &due,
    .check = check,
};
