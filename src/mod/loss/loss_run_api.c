/* Routes of simulations. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/transfer/transfer.h"
#include "mod/loss/loss_reg.h"
#include "mod/loss/loss_run.h"
#include "mod/loss/loss_simulate.h"

#include <string.h>

/* ---- shapes ---- */

static const struct field source_fields[] = {
    {.key = "register", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "title", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "version", .type = FIELD_INT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_SOURCE = SHAPE("LossRunSource", source_fields);

static const struct field repeat_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "same", .type = FIELD_BOOL, .flags = FIELD_NULLABLE},
};
static const struct shape SHAPE_REPEAT = SHAPE("LossRunRepeat", repeat_fields);

#define RUN_FIELDS                                                                         \
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                              \
        {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                    \
        {.key = "seed", .type = FIELD_INT, .flags = FIELD_REQUIRED, .max = LOSS_SEED_MAX}, \
        {.key = "years", .type = FIELD_INT, .flags = FIELD_REQUIRED},                      \
        {.key = "repeats", .type = FIELD_OBJECT, .shape = &SHAPE_REPEAT},                  \
        {.key = "job", .type = FIELD_ID, .flags = FIELD_REQUIRED},                         \
        {.key = "asked_by", .type = FIELD_TEXT},                                           \
        {.key = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},             \
        {.key = "ended_at", .type = FIELD_INSTANT}, {.key = "ms", .type = FIELD_INT},      \
        {.key = "digest", .type = FIELD_TEXT}, {.key = "mean", .type = FIELD_NUM},         \
    {                                                                                      \
        .key = "p95", .type = FIELD_NUM                                                    \
    }

static const struct field run_fields[] = {RUN_FIELDS};
static const struct shape SHAPE_RUN = SHAPE("LossRun", run_fields);

static const struct field whole_fields[] = {
    RUN_FIELDS,
    {.key = "sources", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .shape = &SHAPE_SOURCE},
    {.key = "model", .type = FIELD_ANY, .flags = FIELD_REQUIRED},
    {.key = "result", .type = FIELD_ANY},
};
static const struct shape SHAPE_WHOLE = SHAPE("LossRunWhole", whole_fields);

static const struct field list_fields[] = {
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_RUN,
        .max = LIMIT_LOSS_RUNS},
};
static const struct shape SHAPE_LIST = SHAPE("LossRunList", list_fields);

static const struct field new_fields[] = {
    {.key = "repeat", .type = FIELD_TEXT, .max = 40},
    {.key = "seed", .type = FIELD_INT, .min = 0, .max = LOSS_SEED_MAX},
    {.key = "years", .type = FIELD_INT, .min = LOSS_YEARS_MIN, .max = LOSS_YEARS_MAX},
};
static const struct shape SHAPE_NEW = SHAPE("LossRunNew", new_fields);

static const struct field asked_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "job", .type = FIELD_ID, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_ASKED = SHAPE("LossRunAsked", asked_fields);

/* ---- writing ---- */

static void write_id(struct jw *w, const char *key, const struct uuid *uid)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(uid, id);
    jw_kstr(w, key, id);
}

static void write_repeat(struct jw *w, const struct loss_run_row *run)
{
    jw_key(w, "repeats");
    if (run->repeat_number == NULL) {
        jw_null(w);
        return;
    }
    jw_obj_begin(w);
    write_id(w, "id", &run->repeat_uid);
    jw_kstr(w, "number", run->repeat_number);
    jw_key(w, "same");
    if (run->digest == NULL || run->repeat_digest == NULL)
        jw_null(w);
    else
        jw_bool(w, strcmp(run->digest, run->repeat_digest) == 0);
    jw_obj_end(w);
}

/* What only an ended run has. */
static void write_known(struct jw *w, const char *key, const struct loss_run_row *run, double value)
{
    jw_key(w, key);
    if (run->digest == NULL)
        jw_null(w);
    else
        jw_num(w, value);
}

static void write_members(struct jw *w, const struct loss_run_row *run)
{
    write_id(w, "id", &run->uid);
    jw_kstr(w, "number", run->number);
    jw_kint(w, "seed", (int64_t)run->seed);
    jw_kint(w, "years", run->years);
    write_repeat(w, run);
    write_id(w, "job", &run->job);
    jw_kstr(w, "asked_by", run->asked_by);
    jw_kinstant(w, "created_at", run->created_at_ms);
    jw_kinstant(w, "ended_at", run->ended_at_ms);
    write_known(w, "ms", run, (double)run->ms);
    jw_kstr(w, "digest", run->digest);
    write_known(w, "mean", run, run->mean);
    write_known(w, "p95", run, run->p95);
}

/* ---- routes ---- */

static enum err run_list(struct req *r)
{
    struct loss_run_row *runs = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_LOSS_READ);
    if (e == ERR_OK)
        e = loss_run_store_list(&r->call, &runs, &n);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < n; i++) {
        jw_obj_begin(&w);
        write_members(&w, &runs[i]);
        jw_obj_end(&w);
    }
    jw_arr_end(&w);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err run_get(struct req *r)
{
    struct loss_run_row run;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_LOSS_READ);
    if (e == ERR_OK)
        e = loss_run_store_find(&r->call, req_param(r, "id"), &run);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_members(&w, &run);
    jw_kraw(&w, "sources", run.sources);
    jw_kraw(&w, "model", run.model);
    jw_kraw(&w, "result", run.result == NULL ? "null" : run.result);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err run_create(struct req *r)
{
    struct loss_run_row run;
    char job[UUID_TEXT_SIZE];
    const struct loss_run_wish wish = {
        .repeat = body_text(r->body, "repeat"),
        .seed = body_int(r->body, "seed", -1),
        .years = body_int(r->body, "years", LOSS_YEARS_DEFAULT),
    };
    enum err e = tx_begin(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_LOSS_WRITE);
    if (e == ERR_OK)
        e = loss_run_add(&r->call, &wish, &run);
    if (e == ERR_OK)
        e = tx_commit(&r->call);
    if (e != ERR_OK)
        return e;
    uuid_format(&run.job, job);
    resp_header(r, "Location", mem_printf(r, "/api/v1/jobs/%s", job));
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_id(&w, "id", &run.uid);
    jw_kstr(&w, "number", run.number);
    jw_kstr(&w, "job", job);
    jw_obj_end(&w);
    return ERR_OK;
}

static enum err run_remove(struct req *r)
{
    struct call *c = &r->call;
    struct loss_run_row run;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = call_needs_top(c, &PERM_LOSS_WRITE);
    if (e == ERR_OK)
        e = loss_run_store_find(c, req_param(r, "id"), &run);
    if (e == ERR_OK)
        e = loss_run_store_remove(c, run.id);
    if (e != ERR_OK)
        return e;
    audit_add(c, &(struct audit_entry){.action = "delete",
                     .subject = "loss_run",
                     .subject_id = run.id,
                     .subject_uid = &run.uid});
    return tx_commit(c);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/loss-runs",
        .op = "loss_run_list",
        .perm = &PERM_LOSS_READ,
        .handle = run_list,
        .answer = &SHAPE_LIST},
    {.method = METHOD_POST,
        .path = "/api/v1/loss-runs",
        .op = "loss_run_create",
        .perm = &PERM_LOSS_WRITE,
        .handle = run_create,
        .body_kind = BODY_JSON,
        .body = &SHAPE_NEW,
        .answer = &SHAPE_ASKED,
        .status = 202},
    {.method = METHOD_GET,
        .path = "/api/v1/loss-runs/{id}",
        .op = "loss_run_get",
        .perm = &PERM_LOSS_READ,
        .handle = run_get,
        .answer = &SHAPE_WHOLE},
    {.method = METHOD_DELETE,
        .path = "/api/v1/loss-runs/{id}",
        .op = "loss_run_delete",
        .perm = &PERM_LOSS_WRITE,
        .handle = run_remove,
        .status = 204},
};

/* ---- leaving with the organisation ---- */

static const struct transfer_column run_columns[] = {
    {"id", TRANSFER_ID, NULL},
    {"uid", TRANSFER_UUID, NULL},
    {"number", TRANSFER_TEXT, NULL},
    {"seed", TRANSFER_INT, NULL},
    {"years", TRANSFER_INT, NULL},
    {"model", TRANSFER_JSON, NULL},
    {"sources", TRANSFER_JSON, NULL},
    {"repeat_of", TRANSFER_REF, "loss_run"},
    {"job", TRANSFER_UUID, NULL},
    {"asked_by", TRANSFER_BY, NULL},
    {"created_at", TRANSFER_INSTANT, NULL},
    {"ended_at", TRANSFER_INSTANT, NULL},
    {"ms", TRANSFER_INT, NULL},
    {"result", TRANSFER_JSON, NULL},
    {"digest", TRANSFER_TEXT, NULL},
    {"mean", TRANSFER_NUM, NULL},
    {"p95", TRANSFER_NUM, NULL},
};
static const struct transfer_table tables[] = {TRANSFER_TABLE("loss_run", run_columns, 1)};

const struct module module_loss_run = {
    .name = "loss_run",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .jobs = &LOSS_RUN_JOB,
    .n_jobs = 1,
    .transfers = tables,
    .n_transfers = 1,
};
