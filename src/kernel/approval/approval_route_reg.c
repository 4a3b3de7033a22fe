/* The register of routes: whom records of which kind go to, in which order. */
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/auth/me.h"

#include <string.h>

const struct perm PERM_APPROVAL_ROUTE = {"approval.route", PERM_ROLE, OF_EXECUTIVE | OF_CISO};
static const struct perm READ = {"approval.read", PERM_ROLE, OF_STAFF};

static const char *const kind_keys[] = {"person", "role", "post", NULL};
static const struct option_set KINDS = {"approval_who", kind_keys};
static const char *const change_keys[] = {"end", "restart", NULL};
static const struct option_set ON_CHANGE = {"approval_on_change", change_keys};

static const struct field who_fields[] = {
    {.key = "kind", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &KINDS},
    {.key = "person", .type = FIELD_ID},
    {.key = "role", .type = FIELD_ENUM, .options = &OPTIONS_ROLE},
    {.key = "post", .type = FIELD_TEXT, .max = 100},
};
static const struct shape SHAPE_WHO = SHAPE("ApprovalWho", who_fields);

static const struct field step_fields[] = {
    {.key = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 60},
    {.key = "name_en", .type = FIELD_TEXT, .max = 60},
    {.key = "who",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_WHO,
        .min = 1,
        .max = APPROVAL_ASKED},
    {.key = "need", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &OPTIONS_APPROVAL_NEED},
    {.key = "count", .type = FIELD_INT, .min = 1, .max = APPROVAL_SEATS},
    {.key = "days", .type = FIELD_INT, .min = 1, .max = APPROVAL_DAYS_MAX},
    {.key = "escalate", .type = FIELD_LIST, .shape = &SHAPE_WHO, .max = APPROVAL_ASKED},
};
static const struct shape SHAPE_STEP = SHAPE("ApprovalRouteStep", step_fields);

static const struct field fields[] = {
    {.key = "name",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_SEARCHABLE | FIELD_LISTED},
    {.key = "name_en", .type = FIELD_TEXT, .flags = FIELD_SEARCHABLE},
    {.key = "subject",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED | FIELD_INDEXED | FIELD_LISTED,
        .max = 60},
    {.key = "active", .type = FIELD_BOOL, .flags = FIELD_LISTED},
    {.key = "below",
        .type = FIELD_REF,
        .flags = FIELD_LISTED,
        .ref = "units",
        .column = "below_id"},
    {.key = "amount_from", .type = FIELD_MONEY, .flags = FIELD_LISTED},
    {.key = "class_key", .type = FIELD_TEXT, .max = 60},
    {.key = "on_change", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &ON_CHANGE},
    {.key = "steps",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_STEP,
        .min = 1,
        .max = APPROVAL_STEPS},
};

/* ---- what a route may say ---- */

static enum err check_person(struct call *c, const json_t *who, const char *at)
{
    const char *person = body_text(who, "person");
    int64_t id = 0;
    enum err e = person == NULL ? ERR_NOT_FOUND : approval_store_by_person(c, person, &id);
    if (e != ERR_NOT_FOUND)
        return e;
    problem_field(c->problem, mem_printf(c, "%s/person", at),
        person == NULL ? "required" : "approval_no_account");
    return ERR_OK;
}

static enum err check_who(struct call *c, const json_t *list, const char *at)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < json_array_size(list) && e == ERR_OK; i++) {
        const json_t *who = json_array_get(list, i);
        const char *kind = body_text(who, "kind");
        const char *here = mem_printf(c, "%s/%zu", at, i);
        if (strcmp(kind, "person") == 0)
            e = check_person(c, who, here);
        else if (body_text(who, kind) == NULL) /* the member is called like its kind */
            problem_field(c->problem, mem_printf(c, "%s/%s", here, kind), "required");
    }
    return e;
}

static enum err check_steps(struct call *c, const json_t *steps)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < json_array_size(steps) && e == ERR_OK; i++) {
        const json_t *step = json_array_get(steps, i);
        const char *need = body_text(step, "need");
        if (strcmp(need, "count") == 0 && body_int(step, "count", 0) == 0)
            problem_field(c->problem, mem_printf(c, "/steps/%zu/count", i), "required");
        e = check_who(c, json_object_get(step, "who"), mem_printf(c, "/steps/%zu/who", i));
        if (e == ERR_OK)
            e = check_who(
                c, json_object_get(step, "escalate"), mem_printf(c, "/steps/%zu/escalate", i));
    }
    return e;
}

static bool is_option(const struct field *f, const char *key)
{
    if (f == NULL || f->options == NULL)
        return false;
    for (const char *const *k = f->options->keys; *k != NULL; k++)
        if (strcmp(*k, key) == 0)
            return true;
    return false;
}

static void check_condition(
    struct call *c, const struct approval_subject *s, const struct reg_record *record)
{
    const char *key = body_text(record->after, "class_key");
    struct shape shape = reg_shape(c, s->reg);
    if (json_is_object(json_object_get(record->after, "amount_from")) && s->amount == NULL)
        problem_field(c->problem, "/amount_from", "approval_no_amount");
    if (key == NULL)
        return;
    if (s->class_field == NULL || !is_option(shape_field(&shape, s->class_field), key))
        problem_field_value(c->problem, "/class_key", "option", key);
}

static enum err check(struct call *c, const struct reg_record *record)
{
    const char *subject = body_text(record->after, "subject");
    if (record->change == REG_DELETE)
        return ERR_OK;
    const struct approval_subject *s = approval_subject_of(c->app, subject);
    if (s == NULL)
        problem_field_value(c->problem, "/subject", "reference", subject);
    else
        check_condition(c, s, record);
    return check_steps(c, json_object_get(record->after, "steps"));
}

const struct reg_def REG_APPROVAL_ROUTES = {
    .name = "approval-routes",
    .singular = "approval_route",
    .schema = "ApprovalRoute",
    .table = "approval_route",
    .prefix = "AR",
    .scope = REG_ORG,
    .read = &READ,
    .create = &PERM_APPROVAL_ROUTE,
    .update = &PERM_APPROVAL_ROUTE,
    .remove = &PERM_APPROVAL_ROUTE,
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .title = "name",
    .default_sort = "name",
    .check = check,
};
