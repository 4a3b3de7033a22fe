#include "kernel/webhook/webhook_event.h"

#include "base/mem.h"
#include "kernel/approval/approval.h"

#include <string.h>

#define ACTIONS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* What happens to things that are no register's records, or is more than a change of one. Those
 * before the registers' own are looked for first. */
static const struct webhook_event kinds[] = {
    {.type = "report.approved",
        .subject = "report_issue",
        .what = "approved",
        .actions = ACTIONS("approve")},
    {.type = "response.submitted",
        .subject = "response",
        .what = "submitted",
        .actions = ACTIONS("submit")},
    {.type = "response.accepted",
        .subject = "response",
        .what = "accepted",
        .actions = ACTIONS("accept")},
    {.type = "response.returned",
        .subject = "response",
        .what = "returned",
        .actions = ACTIONS("return")},
    {.type = "campaign.opened",
        .subject = "campaign",
        .what = "opened",
        .actions = ACTIONS("open")},
    {.type = "campaign.closed",
        .subject = "campaign",
        .what = "closed",
        .actions = ACTIONS("close")},
    {.type = "job.failed", .subject = "job", .what = "failed", .actions = ACTIONS("fail")},
};

/* What happens to a record of any register. */
static const struct webhook_event of_record[] = {
    {.what = "created", .actions = ACTIONS("create")},
    {.what = "updated", .actions = ACTIONS("update")},
    {.what = "state_changed"},
    {.what = "deleted", .actions = ACTIONS("delete")},
    {.what = "restored", .actions = ACTIONS("restore")},
    {.what = "approval_asked", .actions = ACTIONS("approval_send", "approval_resend")},
    {.what = "approval_decided",
        .actions = ACTIONS("approval_approve", "approval_return", "approval_reject")},
};

enum {
    N_KINDS = sizeof kinds / sizeof kinds[0],
    N_OF_RECORD = sizeof of_record / sizeof of_record[0],
};

static bool can_happen(
    const struct app *app, const struct reg_def *def, const struct webhook_event *event)
{
    if (event->actions == NULL)
        return def->n_transitions > 0;
    return strncmp(event->what, "approval_", strlen("approval_")) != 0 ||
           approval_subject_of(app, def->name) != NULL;
}

static size_t add_register(const void *ctx, const struct app *app, const struct reg_def *def,
    struct webhook_event *ret_events)
{
    size_t n = 0;
    for (size_t i = 0; i < N_OF_RECORD; i++) {
        if (!can_happen(app, def, &of_record[i]))
            continue;
        ret_events[n] = of_record[i];
        ret_events[n].type = mem_printf(ctx, "%s.%s", def->singular, of_record[i].what);
        ret_events[n].subject = def->singular;
        ret_events[n++].def = def;
    }
    return n;
}

struct webhook_event *webhook_events(const void *ctx, const struct app *app, size_t *ret_n)
{
    size_t most = N_KINDS, n = 0;
    for (size_t m = 0; m < app->n_modules; m++)
        most += app->modules[m]->n_registers * N_OF_RECORD;
    struct webhook_event *events = mem_array(ctx, struct webhook_event, most);
    for (; n < N_KINDS; n++) {
        events[n] = kinds[n];
        events[n].def = app_register_of_one(app, kinds[n].subject);
    }
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_registers; i++)
            n += add_register(ctx, app, app->modules[m]->registers[i], events + n);
    *ret_n = n;
    return events;
}

static bool is_transition(const struct reg_def *def, const char *action)
{
    for (size_t i = 0; i < def->n_transitions; i++)
        if (strcmp(def->transitions[i].action, action) == 0)
            return true;
    return false;
}

static bool is(const struct webhook_event *event, const char *action)
{
    if (event->actions == NULL)
        return is_transition(event->def, action);
    for (const char *const *a = event->actions; *a != NULL; a++)
        if (strcmp(*a, action) == 0)
            return true;
    return false;
}

static bool is_wanted(const json_t *wanted, const char *type)
{
    for (size_t i = 0; i < json_array_size(wanted); i++)
        if (strcmp(json_string_value(json_array_get(wanted, i)), type) == 0)
            return true;
    return false;
}

const struct webhook_event *webhook_event_of(const struct webhook_event *events, size_t n,
    const json_t *wanted, const char *subject, const char *action)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(events[i].subject, subject) == 0 && is(&events[i], action) &&
            is_wanted(wanted, events[i].type))
            return &events[i];
    return NULL;
}

const char *webhook_event_path(
    const void *ctx, const struct webhook_event *event, const char *subject_uid)
{
    if (event->def != NULL)
        return mem_printf(ctx, "/%s/%s", event->def->name, subject_uid);
    if (strcmp(event->subject, "job") == 0)
        return NULL;
    return mem_printf(ctx, "/%ss/%s", event->subject, subject_uid);
}
