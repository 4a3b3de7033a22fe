#include "mod/loss/loss_run.h"

#include "base/clock.h"
#include "base/digest.h"
#include "base/json_in.h"
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/loss/loss_doc.h"
#include "mod/loss/loss_file.h"
#include "mod/loss/loss_reg.h"
#include "mod/loss/loss_result_json.h"
#include "mod/measure/measure.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { CAUSES_MOST = 100 };

/* ---- the model of this moment ---- */

static json_t *kept(struct call *c, json_t *json)
{
    json_in_keep(c, json);
    return json;
}

/* The measures that effects of scenarios name and the caller may read; one that is gone has no
 * effect. */
static enum err load_measures(struct call *c, struct loss_records *records)
{
    json_t *found = kept(c, json_object());
    json_t *all = kept(c, json_array());
    size_t s, i;
    json_t *scenario, *effect;
    json_array_foreach((json_t *)records->scenarios, s, scenario)
    {
        if (!loss_doc_includes(scenario))
            continue;
        json_array_foreach(json_object_get(scenario, "effects"), i, effect)
        {
            json_t *measure = NULL;
            const char *id = body_text(effect, "measure");
            if (json_object_get(found, id) != NULL)
                continue;
            enum err e = reg_get(c, &REG_MEASURES, id, &measure);
            if (e != ERR_OK && e != ERR_NOT_FOUND)
                return e;
            json_object_set_new(found, id, json_true());
            if (e == ERR_OK)
                json_array_append(all, measure);
        }
    }
    records->measures = all;
    return ERR_OK;
}

static enum err load(struct call *c, struct loss_records *ret_records)
{
    struct loss_records records = {0};
    const struct {
        const struct reg_def *def;
        const json_t **to;
        int most;
    } lists[] = {
        {&REG_LOSS_SCENARIOS, &records.scenarios, LOSS_SCENARIOS_MAX},
        {&REG_LOSS_CAUSES, &records.causes, CAUSES_MOST},
        {&REG_LOSS_LIMITS, &records.limits, LOSS_APPETITE_MAX},
        {&REG_INSURANCE_POLICIES, &records.policies, LOSS_SCENARIOS_MAX},
    };
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && e == ERR_OK; i++) {
        json_t *list = NULL;
        e = reg_list(c, lists[i].def, NULL, 0, NULL, lists[i].most, &list);
        *lists[i].to = list;
    }
    if (e == ERR_OK)
        e = load_measures(c, &records);
    if (e == ERR_OK)
        *ret_records = records;
    return e;
}

static bool has_key(const json_t *doc, const char *list, const char *key)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(doc, list), i, one)
    {
        if (strcmp(body_text(one, "key"), key) == 0)
            return true;
    }
    return false;
}

/* The records that are in the model, with the versions that they had. */
static void add_sources(
    json_t *sources, const json_t *doc, const char *list, const char *reg, const json_t *records)
{
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)records, i, one)
    {
        if (!has_key(doc, list, body_text(one, "number")))
            continue;
        json_array_append_new(sources,
            json_pack("{s:s, s:O, s:O, s:O, s:O}", "register", reg, "id",
                json_object_get(one, "id"), "number", json_object_get(one, "number"), "title",
                json_object_get(one, "title"), "version", json_object_get(one, "version")));
    }
}

static const char *dumped(struct call *c, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    const char *copy = mem_strdup(c, text);
    free(text);
    return copy;
}

static enum err make_model(struct call *c, struct loss_run_row *run)
{
    struct loss_records records;
    enum err e = load(c, &records);
    if (e != ERR_OK)
        return e;
    json_t *doc = kept(c, loss_doc_make(&records));
    json_t *sources = kept(c, json_array());
    if (json_array_size(json_object_get(doc, "scenarios")) == 0)
        return problem_set(c->problem, ERR_CONFLICT, "loss_no_scenario");
    add_sources(sources, doc, "scenarios", REG_LOSS_SCENARIOS.name, records.scenarios);
    add_sources(sources, doc, "shocks", REG_LOSS_CAUSES.name, records.causes);
    add_sources(sources, doc, "measures", REG_MEASURES.name, records.measures);
    add_sources(sources, doc, "policies", REG_INSURANCE_POLICIES.name, records.policies);
    run->model = dumped(c, doc);
    run->sources = dumped(c, sources);
    return ERR_OK;
}

/* ---- asking for a run ---- */

static uint64_t seed_by_chance(void)
{
    uint64_t seed = 0;
    randombytes_buf(&seed, sizeof seed);
    return seed & (uint64_t)LOSS_SEED_MAX;
}

static enum err repeat(struct call *c, const char *id, struct loss_run_row *run)
{
    struct loss_run_row first;
    enum err e = loss_run_store_find(c, id, &first);
    if (e == ERR_NOT_FOUND)
        problem_field_value(c->problem, "/repeat", "reference", id);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_INVALID : e;
    run->seed = first.seed;
    run->years = first.years;
    run->model = first.model;
    run->sources = first.sources;
    run->repeat_of = first.id;
    return ERR_OK;
}

static enum err fill(struct call *c, const struct loss_run_wish *wish, struct loss_run_row *run)
{
    struct loss_file file;
    if (wish->repeat != NULL)
        return repeat(c, wish->repeat, run);
    run->seed = wish->seed >= 0 ? (uint64_t)wish->seed : seed_by_chance();
    run->years = (uint32_t)wish->years;
    enum err e = make_model(c, run);
    return e != ERR_OK ? e : loss_file_read(c, run->model, strlen(run->model), c->problem, &file);
}

static void audit(struct call *c, const struct loss_run_row *run)
{
    json_t *after = kept(c, json_pack("{s:s, s:I, s:I}", "number", run->number, "seed",
                                (json_int_t)run->seed, "years", (json_int_t)run->years));
    audit_add(c, &(struct audit_entry){.action = "create",
                     .subject = "loss_run",
                     .subject_id = run->id,
                     .subject_uid = &run->uid,
                     .after = after});
}

static enum err have_played(struct call *c, struct loss_run_row *run)
{
    json_t *payload = kept(c, json_pack("{s:I}", "run", (json_int_t)run->id));
    const struct job_new job = {.kind = LOSS_RUN_JOB.name, .payload = payload};
    enum err e = job_add(c, &job, &run->job);
    return e != ERR_OK ? e : loss_run_store_set_job(c, run->id, &run->job);
}

/* Writes it down, with nobody to play it yet. */
static enum err begin(struct call *c, const struct loss_run_wish *wish, struct loss_run_row *run)
{
    int64_t n = 0;
    *run = (struct loss_run_row){.uid = uuid_new(c->now_ms), .model = "{}", .sources = "[]"};
    enum err e = loss_run_store_count(c, &n);
    if (e == ERR_OK && n >= LIMIT_LOSS_RUNS)
        e = problem_set_limit(c->problem, ERR_CONFLICT, "loss_runs_many", LIMIT_LOSS_RUNS);
    if (e == ERR_OK)
        e = fill(c, wish, run);
    if (e == ERR_OK)
        e = reg_number(c, "LR", &run->number);
    if (e == ERR_OK)
        e = loss_run_store_add(c, run, &run->id);
    if (e == ERR_OK)
        audit(c, run);
    return e;
}

enum err loss_run_add(
    struct call *c, const struct loss_run_wish *wish, struct loss_run_row *ret_run)
{
    struct loss_run_row run;
    enum err e = begin(c, wish, &run);
    if (e == ERR_OK)
        e = have_played(c, &run);
    if (e == ERR_OK)
        *ret_run = run;
    return e;
}

/* ---- playing it ---- */

static bool tell_progress(void *arg, uint32_t done, uint32_t years)
{
    job_progress(arg, (double)done / years, "loss.progress");
    return !job_cancelled(arg);
}

static void note_result(struct call *c, struct loss_run_row *run, const struct loss_model *model,
    const struct loss_result *result)
{
    char hex[DIGEST_TEXT_SIZE];
    struct buf *out = buf_new(c);
    struct jw w = jw_init(out);
    loss_result_write(&w, model, result);
    struct digest digest = digest_of(out->data, out->len);
    digest_format(&digest, hex);
    run->result = out->data;
    run->digest = mem_strdup(c, hex);
    run->mean = result->cases[0].year.mean.mean;
    run->p95 = result->cases[0].year.level[LOSS_P95].value;
    run->ended_at_ms = c->now_ms + run->ms;
}

/* NULL in run->result: it was stopped. job NULL: nobody watches. */
static enum err play(struct call *c, struct job *job, struct loss_run_row *run)
{
    struct loss_file file;
    enum err e = loss_file_read(c, run->model, strlen(run->model), c->problem, &file);
    if (e != ERR_OK)
        return e;
    const struct loss_run how = {.seed = run->seed,
        .years = run->years,
        .progress = job == NULL ? NULL : tell_progress,
        .progress_arg = job};
    int64_t begin = clock_monotonic_ms();
    const struct loss_result *result = loss_simulate(c, &file.model, &how);
    run->ms = clock_monotonic_ms() - begin;
    if (result != NULL)
        note_result(c, run, &file.model, result);
    return ERR_OK;
}

enum err loss_run_play(struct call *c, const struct loss_run_wish *wish)
{
    struct loss_run_row run;
    enum err e = begin(c, wish, &run);
    if (e == ERR_OK)
        e = play(c, NULL, &run);
    return e == ERR_OK ? loss_run_store_end(c, &run) : e;
}

static void tell_who_waits(struct call *c, struct job *job, const struct loss_run_row *run)
{
    char id[UUID_TEXT_SIZE];
    uuid_format(&run->uid, id);
    job_result(job, kept(c, json_pack("{s:s}", "loss_run", id)));
}

/* A run whose result is there already, because the job is run a second time, keeps it. */
static enum err run_job(struct call *c, struct job *job)
{
    struct loss_run_row run;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = loss_run_store_by_id(c, body_int(job_payload(job), "run", 0), &run);
    if (e != ERR_OK)
        return e;
    tx_abort(c);
    tell_who_waits(c, job, &run);
    if (run.result != NULL)
        return ERR_OK;
    e = play(c, job, &run);
    if (e != ERR_OK || run.result == NULL)
        return e;
    e = tx_begin(c);
    if (e == ERR_OK)
        e = loss_run_store_end(c, &run);
    return e != ERR_OK ? e : tx_commit_unaudited(c);
}

const struct job_kind LOSS_RUN_JOB = {.name = "loss_run", .run = run_job};
