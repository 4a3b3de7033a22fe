/* The routes of bulk edits, and how one is shown. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/i18n/msg.h"
#include "kernel/job/job_store.h"
#include "kernel/register/register_bulk.h"

#include <string.h>

static const struct reg_def *def_of(const struct req *r)
{
    return r->route->arg;
}

/* ---- a bulk edit as it is shown ---- */

static int64_t undo_until(const struct reg_bulk *bulk)
{
    return bulk->taken_at_ms + LIMIT_BULK_UNDO_DAYS * (int64_t)24 * 3600 * 1000;
}

static void write_head(struct jw *w, const struct reg_bulk *bulk, enum bulk_state state)
{
    char id[UUID_TEXT_SIZE];
    const char *key;
    json_t *value;
    uuid_format(&bulk->uid, id);
    jw_kstr(w, "id", id);
    jw_kstr(w, "register", bulk->reg);
    jw_kstr(w, "state", bulk_state_key(state));
    jw_key(w, "fields");
    jw_arr_begin(w);
    json_object_foreach(json_object_get(bulk->plan, "patch"), key, value) jw_str(w, key);
    jw_arr_end(w);
    jw_kstr(w, "action", body_text(bulk->plan, "action"));
    work_write_instant(w, "created_at", bulk->created_at_ms);
    work_write_instant(w, "taken_at", bulk->taken_at_ms);
    work_write_instant(w, "undone_at", bulk->undone_at_ms);
    if (bulk->taken_at_ms != 0)
        work_write_instant(w, "undo_until", undo_until(bulk));
}

static void write_counts(struct jw *w, const json_t *result, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (json_object_get(result, keys[i]) != NULL)
            jw_kint(w, keys[i], body_int(result, keys[i], 0));
}

static const char *const head_counts[] = {"rows", "changed", "unchanged", "refused", "undone"};
static const char *const more_counts[] = {"more_refusals", "more_kept"};

static void write_refusals(struct req *r, struct jw *w, const json_t *refusals)
{
    size_t i;
    json_t *one;
    jw_key(w, "refusals");
    jw_arr_begin(w);
    json_array_foreach((json_t *)refusals, i, one)
    {
        jw_obj_begin(w);
        jw_kstr(w, "id", body_text(one, "id"));
        jw_kstr(w, "number", body_text(one, "number"));
        jw_kstr(w, "title", body_text(one, "title"));
        jw_kstr(w, "field", body_text(one, "field"));
        jw_kstr(w, "message", work_message(r, one, ""));
        jw_obj_end(w);
    }
    jw_arr_end(w);
}

/* An edit whose job has given up has failed, whatever it was about to do. */
static enum bulk_state write_job(struct req *r, struct jw *w, const struct reg_bulk *bulk)
{
    enum bulk_state state = bulk->state;
    bool working = state == BULK_CHECKING || state == BULK_TAKING || state == BULK_UNDOING;
    return working && bulk->has_job && work_write_job(r, w, &bulk->job) ? BULK_FAILED : state;
}

static void write_bulk(struct req *r, const struct reg_bulk *bulk)
{
    struct jw w = resp_json(r);
    const json_t *result = bulk->result;
    const json_t *error = json_object_get(result, "error");
    jw_obj_begin(&w);
    write_head(&w, bulk, write_job(r, &w, bulk));
    jw_kstr(&w, "reason", body_text(bulk->plan, "reason"));
    write_counts(&w, result, head_counts, sizeof head_counts / sizeof head_counts[0]);
    write_counts(&w, result, more_counts, sizeof more_counts / sizeof more_counts[0]);
    write_refusals(r, &w, json_object_get(result, "refusals"));
    const json_t *changes = json_object_get(result, "changes");
    if (changes != NULL)
        jw_kjson(&w, "changes", changes);
    else
        jw_kraw(&w, "changes", "[]");
    work_write_kept(r, &w, json_object_get(result, "kept"));
    if (error != NULL)
        jw_kstr(&w, "error", work_message(r, error, ""));
    jw_obj_end(&w);
}

/* ---- what is asked for ---- */

static bool holds_some(struct call *c, const struct reg_def *def, const char *action,
    bool *ret_known, bool *ret_reason)
{
    bool held = false;
    for (size_t i = 0; i < def->n_transitions; i++) {
        const struct reg_transition *t = &def->transitions[i];
        if (strcmp(t->action, action) != 0)
            continue;
        *ret_known = true;
        *ret_reason |= t->reason;
        held |= who_holds(c->who, t->perm);
    }
    return held;
}

static enum err check_action(struct call *c, const struct reg_def *def, const json_t *body)
{
    const char *action = body_text(body, "action");
    const char *reason = body_text(body, "reason");
    bool known = false;
    bool needs_reason = false;
    if (action == NULL)
        return ERR_OK;
    bool held = holds_some(c, def, action, &known, &needs_reason);
    if (!known)
        problem_field_value(c->problem, "/action", "option", action);
    else if (needs_reason && (reason == NULL || reason[strspn(reason, " \t\r\n")] == '\0'))
        problem_field(c->problem, "/reason", "required");
    return !known || held ? ERR_OK : problem_set(c->problem, ERR_FORBIDDEN, NULL);
}

static enum err check_patch(struct call *c, const struct reg_def *def, const json_t *patch)
{
    struct shape shape = reg_shape(c, def);
    const char *key;
    json_t *value;
    if (json_object_size(patch) == 0)
        return ERR_OK;
    if (!who_holds(c->who, def->update))
        return problem_set(c->problem, ERR_FORBIDDEN, NULL);
    json_object_foreach((json_t *)patch, key, value)
    {
        const struct field *f = reg_field(def, key);
        if (f != NULL && (f->flags & FIELD_CREATE_ONLY))
            problem_field(c->problem, mem_printf(c, "/patch/%s", key), "create_only");
    }
    shape_check(&shape, patch, "/patch", true, c->problem);
    return ERR_OK; /* told with all other bad members */
}

static enum err check_new(struct call *c, const struct reg_def *def, const json_t *body)
{
    const json_t *patch = json_object_get(body, "patch");
    bool all = body_bool(body, "all");
    struct reg_query query;
    if (patch != NULL && !json_is_object(patch))
        problem_field(c->problem, "/patch", "object");
    else if (json_object_size(patch) == 0 && body_text(body, "action") == NULL)
        problem_field(c->problem, "/patch", "required");
    if (!all && json_array_size(json_object_get(body, "records")) == 0)
        problem_field(c->problem, "/records", "required");
    enum err e = json_is_object(patch) ? check_patch(c, def, patch) : ERR_OK;
    if (e == ERR_OK)
        e = check_action(c, def, body);
    if (e == ERR_OK && all)
        e = bulk_query(c, def, body, &query);
    return e != ERR_OK ? e : problem_check(c->problem);
}

static enum err add_rows(struct call *c, int64_t bulk_id, const json_t *records)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < json_array_size(records) && e == ERR_OK; i++) {
        const json_t *record = json_array_get(records, i);
        struct work_done row = {.no = (int64_t)i + 1, .version = body_int(record, "version", 0)};
        uuid_parse(body_text(record, "id"), &row.record); /* checked against the shape */
        e = bulk_store_row_add(c, bulk_id, &row);
    }
    return e;
}

/* Of the body what the job needs; the records stand in rows of their own. */
static json_t *plan_of(struct call *c, const json_t *body)
{
    json_t *plan = reg_keep(c, json_copy((json_t *)body));
    json_object_del(plan, "records");
    return plan;
}

/* ---- routes ---- */

/* Begins what is done in the background. */
static enum err begin_work(struct req *r, struct reg_bulk *bulk)
{
    struct call *c = &r->call;
    bulk->has_job = true;
    enum err e = bulk_job_add(c, bulk);
    if (e == ERR_OK)
        e = tx_commit_unaudited(c); /* the job's own transaction carries the entries */
    if (e == ERR_OK)
        write_bulk(r, bulk);
    return e;
}

enum err bulk_api_add(struct req *r)
{
    struct call *c = &r->call;
    struct reg_bulk bulk = {.uid = uuid_new(c->now_ms),
        .reg = def_of(r)->name,
        .state = BULK_CHECKING,
        .plan = plan_of(c, r->body),
        .created_at_ms = c->now_ms};
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = check_new(c, def_of(r), r->body);
    if (e == ERR_OK)
        e = bulk_store_add(c, &bulk, &bulk.id);
    if (e == ERR_OK && !body_bool(r->body, "all"))
        e = add_rows(c, bulk.id, json_object_get(r->body, "records"));
    return e != ERR_OK ? e : begin_work(r, &bulk);
}

enum err bulk_api_get(struct req *r)
{
    struct reg_bulk bulk;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = bulk_store_find(&r->call, def_of(r), req_param(r, "bulk"), &bulk);
    if (e == ERR_OK)
        write_bulk(r, &bulk);
    return e;
}

enum err bulk_api_list(struct req *r)
{
    struct reg_bulk *bulks = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = bulk_store_list(&r->call, def_of(r), &bulks, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_head(&w, &bulks[i], bulks[i].state);
        write_counts(&w, bulks[i].result, head_counts, sizeof head_counts / sizeof head_counts[0]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err find(struct req *r, struct reg_bulk *ret_bulk)
{
    enum err e = tx_begin(&r->call);
    return e != ERR_OK ? e : bulk_store_find(&r->call, def_of(r), req_param(r, "bulk"), ret_bulk);
}

static enum err step(struct req *r, struct reg_bulk *bulk, enum bulk_state to)
{
    enum err e = bulk_store_step(&r->call, bulk, to);
    return e != ERR_OK ? e : begin_work(r, bulk);
}

enum err bulk_api_commit(struct req *r)
{
    struct reg_bulk bulk;
    struct problem *problem = r->call.problem;
    bool partial = body_bool(r->body, "partial");
    enum err e = find(r, &bulk);
    if (e != ERR_OK)
        return e;
    if (bulk.state != BULK_CHECKED)
        return problem_set(problem, ERR_CONFLICT, "bulk_state");
    int64_t refused = body_int(bulk.result, "refused", 0);
    if (body_int(bulk.result, "changed", 0) == 0)
        return problem_set(problem, ERR_CONFLICT, "bulk_nothing");
    if (refused > 0 && !partial)
        return problem_set_limit(problem, ERR_CONFLICT, "bulk_refused", refused);
    json_object_set_new(bulk.plan, "partial", json_boolean(partial));
    return step(r, &bulk, BULK_TAKING);
}

enum err bulk_api_undo(struct req *r)
{
    struct reg_bulk bulk;
    struct job_row job;
    enum err e = find(r, &bulk);
    if (e != ERR_OK)
        return e;
    bool given_up = bulk.state == BULK_UNDOING &&
                    job_store_find(&r->call, &bulk.job, &job) == ERR_OK &&
                    strcmp(job.state, "failed") == 0;
    if (bulk.state != BULK_TAKEN && !given_up)
        return problem_set(r->call.problem, ERR_CONFLICT, "bulk_state");
    if (r->call.now_ms > undo_until(&bulk))
        return problem_set_limit(
            r->call.problem, ERR_CONFLICT, "bulk_undo_late", LIMIT_BULK_UNDO_DAYS);
    json_object_del(bulk.result, "error");
    return step(r, &bulk, BULK_UNDOING);
}
