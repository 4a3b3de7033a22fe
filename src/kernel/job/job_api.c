/* Jobs as those who asked for them see them. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job_private.h"

static const struct perm JOB_ALL = {"job.all", PERM_ROLE, OF_CISO};

#define JOB_STATE_KEY(name, key) key,
static const char *const state_keys[] = {JOB_STATE_LIST(JOB_STATE_KEY) NULL};
static const struct option_set STATES = {"job_state", state_keys};

static const struct field job_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "kind", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "state", .type = FIELD_ENUM, .flags = FIELD_REQUIRED, .options = &STATES},
    {.key = "progress", .type = FIELD_NUM, .flags = FIELD_REQUIRED},
    {.key = "message", .type = FIELD_TEXT},
    {.key = "attempts", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "result", .type = FIELD_ANY},
    {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
    {.key = "updated_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_JOB = SHAPE("Job", job_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_JOB,
        .max = JOB_LIST_MAX},
};
static const struct shape SHAPE_JOB_LIST = SHAPE("JobList", list_fields);

static void write_job(struct jw *w, const struct job_row *job)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&job->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "kind", job->kind);
    jw_kstr(w, "state", job->state);
    jw_knum(w, "progress", job->progress);
    jw_kstr(w, "message", job->message);
    jw_kint(w, "attempts", job->attempts);
    jw_kraw(w, "result", job->result == NULL ? "null" : job->result);
    jw_kinstant(w, "created_at", job->created_at_ms);
    jw_kinstant(w, "updated_at", job->updated_at_ms);
    jw_obj_end(w);
}

static enum err job_list(struct req *r)
{
    struct call *c = &r->call;
    struct job_row *jobs = NULL;
    size_t n = 0;
    int64_t account = who_holds(c->who, &JOB_ALL) ? 0 : c->who->account_id;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = job_store_list(c, account, JOB_LIST_MAX, &jobs, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++)
        write_job(&w, &jobs[i]);
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

/* A job of somebody else does not exist for the caller. */
static enum err find_own(struct req *r, struct job_row *ret_job)
{
    struct call *c = &r->call;
    struct uuid uid;
    struct job_row job;
    if (!uuid_parse(req_param(r, "id"), &uid))
        return ERR_NOT_FOUND;
    enum err e = job_store_find(c, &uid, &job);
    if (e == ERR_OK && job.account_id != c->who->account_id && !who_holds(c->who, &JOB_ALL))
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_job = job;
    return e;
}

static enum err job_get(struct req *r)
{
    struct job_row job;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = find_own(r, &job);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    write_job(&w, &job);
    return ERR_OK;
}

static enum err job_cancel(struct req *r)
{
    struct call *c = &r->call;
    struct job_row job;
    bool cancelled = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = find_own(r, &job);
    if (e == ERR_OK)
        e = job_store_cancel(c, job.id, &cancelled);
    if (e == ERR_OK && !cancelled)
        e = problem_set(c->problem, ERR_CONFLICT, "job_ended");
    if (e != ERR_OK)
        return e;
    struct audit_entry entry = {
        .action = "cancel", .subject = "job", .subject_id = job.id, .subject_uid = &job.uid};
    audit_add(c, &entry);
    return tx_commit(c);
}

/* Ended jobs leave after a month. */
static enum err purge(struct call *c, struct job *job)
{
    (void)job;
    int64_t before = c->now_ms - (int64_t)JOB_KEPT_DAYS * 24 * 3600 * 1000;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = job_store_purge(c, before);
    return e == ERR_OK ? tx_commit_unaudited(c) : e;
}

static const struct job_kind jobs[] = {
    {.name = "job_purge", .run = purge, .every_ms = (int64_t)24 * 3600 * 1000},
};

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/jobs",
        .op = "job_list",
        .perm = &PERM_ACCOUNT,
        .handle = job_list,
        .answer = &SHAPE_JOB_LIST},
    {.method = METHOD_GET,
        .path = "/api/v1/jobs/{id}",
        .op = "job_get",
        .perm = &PERM_ACCOUNT,
        .handle = job_get,
        .answer = &SHAPE_JOB},
    {.method = METHOD_DELETE,
        .path = "/api/v1/jobs/{id}",
        .op = "job_cancel",
        .perm = &PERM_ACCOUNT,
        .handle = job_cancel,
        .status = 204},
};

const struct module module_job = {
    .name = "job", .routes = routes, .n_routes = 3, .jobs = jobs, .n_jobs = 1};
