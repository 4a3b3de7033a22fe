/* The plan of a case: what of it is done, making its lines tasks, and going on without it. */
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/task/task.h"
#include "kernel/unit/unit_reg.h"
#include "mod/casework/casework_private.h"
#include "mod/incident/incident.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MUST FIELD_REQUIRED
#define MAYBE (FIELD_REQUIRED | FIELD_NULLABLE)

/* ---- shapes ---- */

static const char *const kind_keys[] = {"first", "own", "vendor", NULL};
static const struct option_set KIND = {"case_line", kind_keys};
static const char *const fault_keys[] = {[CAUSE_OK] = "ok",
    [CAUSE_NO_THREAT] = "no_threat",
    [CAUSE_NO_PLAN] = "no_plan",
    [CAUSE_OPEN] = "open",
    NULL};
static const struct option_set FAULT = {"case_cause", fault_keys};

static const struct field line_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST},
    {.key = "kind", .type = FIELD_ENUM, .flags = MUST, .options = &KIND},
    {.key = "line", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "source", .type = FIELD_TEXT, .flags = MUST}, /* number and title of where it stands */
    {.key = "department", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "vendor", .type = FIELD_TEXT, .flags = MAYBE},
    {.key = "owner", .type = FIELD_REF, .flags = MAYBE, .ref = "people"},
    {.key = "task", .type = FIELD_REF, .flags = MAYBE, .ref = "tasks"},
    {.key = "state", .type = FIELD_TEXT, .flags = MAYBE}, /* of its task */
};
static const struct shape SHAPE_LINE = SHAPE("CasePlanLine", line_fields);

static const struct field waiver_fields[] = {
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MUST},
    {.key = "at", .type = FIELD_INSTANT, .flags = MUST},
    {.key = "by", .type = FIELD_TEXT, .flags = MAYBE},
};
const struct shape SHAPE_CASE_WAIVER = SHAPE("CauseWaiver", waiver_fields);

static const struct field cause_fields[] = {
    {.key = "needed", .type = FIELD_BOOL, .flags = MUST},
    {.key = "fault", .type = FIELD_ENUM, .flags = MUST, .options = &FAULT},
    {.key = "lines", .type = FIELD_INT, .flags = MUST},
    {.key = "done", .type = FIELD_INT, .flags = MUST},
    {.key = "waiver", .type = FIELD_OBJECT, .flags = MAYBE, .shape = &SHAPE_CASE_WAIVER},
};
static const struct shape SHAPE_CAUSE = SHAPE("CaseCause", cause_fields);

static const struct field plan_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_LINE,
        .max = RESPONSE_WORKS_MOST},
    {.key = "cause", .type = FIELD_OBJECT, .flags = MUST, .shape = &SHAPE_CAUSE},
};
const struct shape SHAPE_CASE_PLAN = SHAPE("CasePlan", plan_fields);

static const struct field item_fields[] = {
    {.key = "key", .type = FIELD_TEXT, .flags = MUST, .min = 64, .max = 64},
    {.key = "owner", .type = FIELD_REF, .ref = "people"},
};
static const struct shape SHAPE_ITEM = SHAPE("CaseTaskNew", item_fields);

static const struct field body_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = MUST,
        .shape = &SHAPE_ITEM,
        .min = 1,
        .max = RESPONSE_WORKS_MOST},
};
const struct shape SHAPE_CASE_TASKS_BODY = SHAPE("CaseTasksNew", body_fields);

static const struct field made_fields[] = {
    {.key = "made", .type = FIELD_INT, .flags = MUST},
    {.key = "there", .type = FIELD_INT, .flags = MUST}, /* were tasks already */
};
const struct shape SHAPE_CASE_TASKS_MADE = SHAPE("CaseTasksMade", made_fields);

static const struct field waive_fields[] = {
    {.key = "reason", .type = FIELD_LONGTEXT, .flags = MUST, .min = 1, .max = 2000},
};
const struct shape SHAPE_CAUSE_BODY = SHAPE("CauseWaiverNew", waive_fields);

/* ---- reading ---- */

static void write_ref(
    struct jw *w, const char *key, const char *id, const char *number, const char *title)
{
    jw_key(w, key);
    if (id == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", number);
    jw_kstr(w, "title", title);
    jw_obj_end(w);
}

static void write_owner(struct jw *w, const struct case_line *line)
{
    const json_t *given = line->task == NULL ? NULL : json_object_get(line->task, "owner");
    if (line->task == NULL)
        write_ref(w, "owner", line->owner.uid, line->owner.number, line->owner.name);
    else
        write_ref(w, "owner", body_text(given, "id"), body_text(given, "number"),
            body_text(given, "title"));
}

static void write_line(struct call *c, struct jw *w, const struct case_line *line)
{
    const json_t *task = line->task;
    jw_obj_begin(w);
    jw_kstr(w, "key", line->key);
    jw_kstr(w, "kind", line->work.kind);
    jw_kstr(w, "line", line->work.line);
    jw_kstr(w, "source", mem_printf(c, "%s %s", line->work.number, line->work.title));
    jw_kstr(w, "department", line->work.department);
    jw_kstr(w, "vendor", line->work.vendor);
    write_owner(w, line);
    write_ref(
        w, "task", body_text(task, "id"), body_text(task, "number"), body_text(task, "title"));
    jw_kstr(w, "state", body_text(task, "state"));
    jw_obj_end(w);
}

static void write_waiver(struct jw *w, const struct case_waiver *waiver)
{
    jw_obj_begin(w);
    jw_kstr(w, "reason", waiver->reason);
    jw_kinstant(w, "at", waiver->at_ms);
    jw_kstr(w, "by", waiver->by_name);
    jw_obj_end(w);
}

static void write_cause(struct jw *w, const struct case_plan *plan)
{
    jw_obj_begin(w);
    jw_kbool(w, "needed", plan->cause.needed);
    jw_kstr(w, "fault", fault_keys[cause_check(&plan->cause)]);
    jw_kint(w, "lines", (int64_t)plan->cause.lines);
    jw_kint(w, "done", (int64_t)plan->cause.done);
    jw_key(w, "waiver");
    if (plan->waiver.reason == NULL)
        jw_null(w);
    else
        write_waiver(w, &plan->waiver);
    jw_obj_end(w);
}

enum err case_plan_get(struct req *r)
{
    struct call *c = &r->call;
    struct reg_record incident;
    struct case_plan plan;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), &incident);
    if (e == ERR_OK)
        e = case_plan_load(c, &incident, &plan);
    if (e == ERR_OK)
        e = case_plan_owners(c, &incident, &plan);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < plan.n; i++)
        write_line(c, &w, &plan.lines[i]);
    jw_arr_end(&w);
    jw_key(&w, "cause");
    write_cause(&w, &plan);
    jw_obj_end(&w);
    return ERR_OK;
}

/* ---- the case that is written to ---- */

/* Seen and held; ERR_FORBIDDEN: not in its unit. */
static enum err hold_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident)
{
    struct call *c = &r->call;
    enum err e = reg_look(c, &REG_INCIDENTS, req_param(r, "id"), ret_incident);
    if (e == ERR_OK && !who_may(c->who, perm, ret_incident->unit_path))
        e = problem_set(c->problem, ERR_FORBIDDEN, "not_in_unit");
    return e == ERR_OK ? incident_hold(c, ret_incident->id) : e;
}

/* ---- tasks ---- */

static struct case_line *line_of(const struct case_plan *plan, const char *key)
{
    for (size_t i = 0; i < plan->n; i++)
        if (strcmp(plan->lines[i].key, key) == 0)
            return &plan->lines[i];
    return NULL;
}

/* What is wrong with an item is told at its place. */
static enum err check_item(struct call *c, const struct reg_record *incident,
    const struct case_plan *plan, size_t at, const json_t *item)
{
    const char *owner = body_text(item, "owner");
    int64_t person = 0;
    bool may = true;
    enum err e = ERR_OK;
    if (line_of(plan, body_text(item, "key")) == NULL)
        problem_field(c->problem, mem_printf(c, "/items/%zu/key", at), "reference");
    if (owner != NULL)
        e = reg_find(c, &REG_PEOPLE, owner, &person);
    if (e == ERR_OK && owner != NULL)
        e = task_may_be_given(c, incident, person, &may);
    if (e == ERR_NOT_FOUND || (e == ERR_OK && !may))
        problem_field(c->problem, mem_printf(c, "/items/%zu/owner", at),
            may ? "reference" : "task_owner_record");
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err check_items(struct call *c, const struct reg_record *incident,
    const struct case_plan *plan, const json_t *items)
{
    size_t i;
    const json_t *item;
    enum err e = ERR_OK;
    json_array_foreach(items, i, item)
    {
        if (e == ERR_OK)
            e = check_item(c, incident, plan, i, item);
    }
    return e == ERR_OK ? problem_check(c->problem) : e;
}

static json_t *task_of(struct call *c, const struct case_line *line, const char *owner)
{
    const struct response_work *work = &line->work;
    const char *title = work->line;
    const char *label = mem_printf(c, "enum.case_line.%s", work->kind);
    const char *detail =
        mem_printf(c, "%s: %s %s", msg_get(c->org.lang, label), work->number, work->title);
    if (work->vendor != NULL)
        detail = mem_printf(c, "%s\n%s", detail, work->vendor);
    if (utf8_chars(title) > LIMIT_NAME) {
        detail = mem_printf(c, "%s\n%s", title, detail);
        title = mem_printf(c, "%s…", utf8_head(c, title, LIMIT_NAME - 1));
    }
    return reg_keep(
        c, json_pack("{s:s, s:s, s:s, s:s*}", "title", title, "detail", utf8_head(c, detail, 4000),
               "priority", strcmp(work->kind, "first") == 0 ? "high" : "middle", "owner", owner));
}

static enum err make_task(
    struct call *c, const struct reg_record *incident, struct case_line *line, const char *owner)
{
    char record[UUID_TEXT_SIZE], made[UUID_TEXT_SIZE];
    struct reg_record task;
    uuid_format(&incident->uid, record);
    enum err e = task_add(c, &REG_INCIDENTS, record, task_of(c, line, owner), &task);
    if (e != ERR_OK)
        return e;
    uuid_format(&task.uid, made);
    line->task = task.after;
    return case_store_make(c, incident->id, line->key, made);
}

static enum err make_tasks(struct call *c, const struct reg_record *incident,
    const struct case_plan *plan, const json_t *items, int64_t *ret_made)
{
    size_t i;
    const json_t *item;
    enum err e = ERR_OK;
    json_array_foreach(items, i, item)
    {
        struct case_line *line = line_of(plan, body_text(item, "key"));
        if (e != ERR_OK || line->task != NULL)
            continue;
        e = make_task(c, incident, line, body_text(item, "owner"));
        *ret_made += 1;
    }
    return e;
}

/* This and a waiver are told in the timeline, where who comes later reads it. */
static enum err tell_made(struct call *c, const struct reg_record *incident, int64_t made)
{
    char n[24];
    snprintf(n, sizeof n, "%" PRId64, made);
    const struct msg_arg args[] = {{"n", n}};
    return incident_tell(c, incident, INCIDENT_TOLD_ACTION,
        msg_format(c, c->org.lang, "casework.told.made", args, 1));
}

enum err case_tasks_post(struct req *r)
{
    struct call *c = &r->call;
    const json_t *items = json_object_get(r->body, "items");
    struct reg_record incident;
    struct case_plan plan;
    int64_t made = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = hold_case(r, &PERM_CASE_PLAN_WRITE, &incident);
    if (e == ERR_OK)
        e = case_plan_load(c, &incident, &plan);
    if (e == ERR_OK)
        e = check_items(c, &incident, &plan, items);
    if (e == ERR_OK)
        e = make_tasks(c, &incident, &plan, items, &made);
    if (e == ERR_OK && made > 0)
        e = tell_made(c, &incident, made);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kint(&w, "made", made);
    jw_kint(&w, "there", (int64_t)json_array_size(items) - made);
    jw_obj_end(&w);
    return tx_commit_any(c);
}

/* ---- going on without the analysis ---- */

static void audit_waiver(struct call *c, const struct reg_record *incident, const char *reason)
{
    audit_add(c, &(struct audit_entry){.action = "cause_waive",
                     .subject = REG_INCIDENTS.singular,
                     .subject_id = incident->id,
                     .subject_uid = &incident->uid,
                     .unit_id = incident->unit_id,
                     .reason = reason});
}

static enum err waive(struct req *r, const char *reason)
{
    struct call *c = &r->call;
    struct reg_record incident;
    enum err e = hold_case(r, &PERM_CAUSE_WAIVE, &incident);
    if (e == ERR_OK)
        e = case_store_waive(c, incident.id, reason);
    if (e == ERR_CONFLICT)
        return problem_set(c->problem, e, "cause_waived");
    if (e != ERR_OK)
        return e;
    audit_waiver(c, &incident, reason);
    const struct msg_arg args[] = {{"reason", reason}};
    return incident_tell(c, &incident, INCIDENT_TOLD_DECISION,
        msg_format(c, c->org.lang, "casework.told.waived", args, 1));
}

enum err cause_waiver_post(struct req *r)
{
    struct call *c = &r->call;
    const char *start = NULL;
    size_t len = utf8_trim(body_text(r->body, "reason"), &start);
    const struct case_waiver waiver = {mem_strndup(c, start, len), c->now_ms, NULL};
    if (len == 0)
        problem_field(c->problem, "/reason", "required");
    enum err e = problem_check(c->problem);
    if (e == ERR_OK)
        e = tx_begin(c);
    if (e == ERR_OK)
        e = waive(r, waiver.reason);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_waiver(&w, &(struct case_waiver){waiver.reason, waiver.at_ms, c->who->name});
    return tx_commit(c);
}
