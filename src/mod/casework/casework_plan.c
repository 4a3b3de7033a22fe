/* Where a case stands against the plans of its threat. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/task/task.h"
#include "mod/casework/casework_private.h"
#include "mod/incident/incident.h"

#include <string.h>

/* ---- lines ---- */

static void key_of(struct call *c, const struct response_work *work, char ret_key[DIGEST_TEXT_SIZE])
{
    const char *said = mem_printf(c, "%s\n%s\n%s", work->kind, work->source, work->line);
    const struct digest digest = digest_of(said, strlen(said));
    digest_format(&digest, ret_key);
}

static bool listed(const struct case_plan *plan, const char *key)
{
    for (size_t i = 0; i < plan->n; i++)
        if (strcmp(plan->lines[i].key, key) == 0)
            return true;
    return false;
}

/* What stands twice in one plan is one line. */
static void take_lines(struct call *c, struct case_plan *plan, const struct response_plan *from)
{
    plan->lines = mem_array(c, struct case_line, from->n + 1);
    for (size_t i = 0; i < from->n; i++) {
        struct case_line line = {.work = from->works[i]};
        key_of(c, &line.work, line.key);
        if (!listed(plan, line.key))
            plan->lines[plan->n++] = line;
    }
}

/* ---- their tasks ---- */

static const json_t *task_with(const json_t *tasks, const char *id)
{
    size_t i;
    const json_t *task;
    json_array_foreach(tasks, i, task)
    {
        if (strcmp(body_text(task, "id"), id) == 0)
            return task;
    }
    return NULL;
}

static void find_task(
    struct case_line *line, const struct case_made *made, size_t n_made, const json_t *tasks)
{
    for (size_t i = 0; i < n_made; i++)
        if (strcmp(made[i].key, line->key) == 0)
            line->task = task_with(tasks, made[i].task);
}

static enum err find_tasks(
    struct call *c, const struct reg_record *incident, struct case_plan *plan)
{
    char record[UUID_TEXT_SIZE];
    struct case_made *made = NULL;
    size_t n_made = 0;
    json_t *tasks = NULL;
    uuid_format(&incident->uid, record);
    const struct reg_where where[] = {{"record", "eq", record}};
    enum err e = case_store_made(c, incident->id, &made, &n_made);
    if (e == ERR_OK && n_made > 0)
        e = reg_list(c, &REG_TASKS, where, 1, NULL, LIMIT_RECORD_ITEMS, &tasks);
    for (size_t i = 0; e == ERR_OK && i < plan->n; i++)
        find_task(&plan->lines[i], made, n_made, tasks);
    return e;
}

/* ---- the cause ---- */

static void count_cause(struct case_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        const struct case_line *line = &plan->lines[i];
        if (strcmp(line->work.kind, "first") == 0)
            continue;
        plan->cause.lines++;
        plan->cause.done +=
            line->task != NULL && strcmp(body_text(line->task, "state"), "done") == 0;
    }
}

static enum err load_cause(
    struct call *c, const struct reg_record *incident, struct case_plan *plan)
{
    const char *from = NULL;
    int64_t version = 0;
    enum err e = case_store_rule(c, &from, &version);
    if (e == ERR_OK)
        e = case_store_waiver(c, incident->id, &plan->waiver);
    if (e != ERR_OK)
        return e;
    plan->cause.needed =
        cause_needed(OPTIONS_INCIDENT_SEVERITY.keys, body_text(incident->after, "severity"), from);
    plan->cause.waived = plan->waiver.reason != NULL;
    plan->cause.threat = body_text(incident->after, "threat_key") != NULL;
    return ERR_OK;
}

enum err case_plan_load(
    struct call *c, const struct reg_record *incident, struct case_plan *ret_plan)
{
    struct case_plan plan = {.lines = NULL};
    struct response_plan from = {.works = NULL};
    const char *threat = body_text(incident->after, "threat_key");
    enum err e = load_cause(c, incident, &plan);
    if (e == ERR_OK && threat != NULL)
        e = response_plan_of(c, threat, &from);
    if (e == ERR_OK) {
        take_lines(c, &plan, &from);
        e = find_tasks(c, incident, &plan);
    }
    if (e != ERR_OK)
        return e;
    count_cause(&plan);
    *ret_plan = plan;
    return ERR_OK;
}

/* ---- who would do it ---- */

/* The first of the department who may be given a task on the case. */
static enum err of_department(struct call *c, const struct reg_record *incident,
    const char *department, struct case_person *ret_person)
{
    struct case_candidate list[CASE_CANDIDATES];
    size_t n = 0;
    enum err e = case_store_candidates(c, department, list, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        bool may = false;
        e = task_may_be_given(c, incident, list[i].person_id, &may);
        if (e == ERR_OK && may) {
            *ret_person = list[i].person;
            return ERR_OK;
        }
    }
    return e;
}

static enum err leader(
    struct call *c, const struct reg_record *incident, struct case_person *ret_person)
{
    int64_t id = 0;
    bool may = false;
    enum err e = reg_ref_id(c, incident, "lead", &id);
    if (e == ERR_OK && id != 0)
        e = task_may_be_given(c, incident, id, &may);
    if (e == ERR_OK && may)
        e = case_store_person(c, id, ret_person);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* The same department is asked for once. */
static enum err owner_of(struct call *c, const struct reg_record *incident, struct case_plan *plan,
    size_t at, const struct case_person *lead)
{
    struct case_line *line = &plan->lines[at];
    for (size_t i = 0; i < at; i++)
        if (same(plan->lines[i].work.department, line->work.department)) {
            line->owner = plan->lines[i].owner;
            return ERR_OK;
        }
    enum err e = line->work.department == NULL
                     ? ERR_OK
                     : of_department(c, incident, line->work.department, &line->owner);
    if (line->owner.uid == NULL)
        line->owner = *lead;
    return e;
}

enum err case_plan_owners(struct call *c, const struct reg_record *incident, struct case_plan *plan)
{
    struct case_person lead = {.uid = NULL};
    enum err e = leader(c, incident, &lead);
    for (size_t i = 0; e == ERR_OK && i < plan->n; i++)
        e = owner_of(c, incident, plan, i, &lead);
    return e;
}
