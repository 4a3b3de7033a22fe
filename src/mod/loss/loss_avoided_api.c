/* Route of what measures spare. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "mod/loss/loss.h"
#include "mod/loss/loss_reg.h"
#include "mod/loss/loss_run.h"

#define FIGURES                                                                       \
    {.key = "avoided", .type = FIELD_NUM, .flags = FIELD_REQUIRED},                   \
        {.key = "standard_error", .type = FIELD_NUM, .flags = FIELD_REQUIRED},        \
        {.key = "cost", .type = FIELD_NUM, .flags = FIELD_REQUIRED | FIELD_NULLABLE}, \
    {                                                                                 \
        .key = "per_yen", .type = FIELD_NUM, .flags = FIELD_REQUIRED | FIELD_NULLABLE \
    }

static const struct field measure_fields[] = {
    {.key = "measure", .type = FIELD_TEXT, .flags = FIELD_REQUIRED}, FIGURES};
static const struct shape SHAPE_MEASURE = SHAPE("LossAvoidedByMeasure", measure_fields);

static const struct field together_fields[] = {FIGURES};
static const struct shape SHAPE_TOGETHER = SHAPE("LossAvoidedTogether", together_fields);

static const struct field run_fields[] = {
    {.key = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.key = "number", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
    {.key = "seed", .type = FIELD_INT, .flags = FIELD_REQUIRED, .max = LOSS_SEED_MAX},
    {.key = "years", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.key = "ended_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED},
};
static const struct shape SHAPE_RUN = SHAPE("LossAvoidedRun", run_fields);

static const struct field answer_fields[] = {
    {.key = "run",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_RUN},
    {.key = "items",
        .type = FIELD_LIST,
        .flags = FIELD_REQUIRED,
        .shape = &SHAPE_MEASURE,
        .max = LOSS_MEASURES_MAX},
    {.key = "together",
        .type = FIELD_OBJECT,
        .flags = FIELD_REQUIRED | FIELD_NULLABLE,
        .shape = &SHAPE_TOGETHER},
};
static const struct shape SHAPE_ANSWER = SHAPE("LossAvoided", answer_fields);

static void write_priced(
    struct jw *w, const char *key, const struct loss_avoided *one, double value)
{
    jw_key(w, key);
    if (one->priced)
        jw_num(w, value);
    else
        jw_null(w);
}

static void write_avoided(struct jw *w, const struct loss_avoided *one)
{
    jw_obj_begin(w);
    if (one->measure != NULL)
        jw_kstr(w, "measure", one->measure);
    jw_knum(w, "avoided", one->yen);
    jw_knum(w, "standard_error", one->error);
    write_priced(w, "cost", one, one->cost);
    write_priced(w, "per_yen", one, one->per_yen);
    jw_obj_end(w);
}

static void write_run(struct jw *w, const struct loss_avoided_run *run)
{
    char id[UUID_TEXT_SIZE];
    jw_key(w, "run");
    if (!run->known) {
        jw_null(w);
        return;
    }
    uuid_format(&run->uid, id);
    jw_obj_begin(w);
    jw_kstr(w, "id", id);
    jw_kstr(w, "number", run->number);
    jw_kint(w, "seed", run->seed);
    jw_kint(w, "years", run->years);
    jw_kinstant(w, "ended_at", run->ended_at_ms);
    jw_obj_end(w);
}

static enum err avoided_get(struct req *r)
{
    struct loss_avoided_run run;
    enum err e = tx_begin_read(&r->call);
    if (e == ERR_OK)
        e = call_needs_top(&r->call, &PERM_LOSS_READ);
    if (e == ERR_OK)
        e = loss_avoided_newest(&r->call, &run);
    if (e != ERR_OK)
        return e;
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    write_run(&w, &run);
    jw_key(&w, "items");
    jw_arr_begin(&w);
    for (size_t i = 0; i < run.n; i++)
        write_avoided(&w, &run.measures[i]);
    jw_arr_end(&w);
    jw_key(&w, "together");
    if (run.together == NULL)
        jw_null(&w);
    else
        write_avoided(&w, run.together);
    jw_obj_end(&w);
    return ERR_OK;
}

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/loss-avoided",
        .op = "loss_avoided",
        .perm = &PERM_LOSS_READ,
        .handle = avoided_get,
        .answer = &SHAPE_ANSWER},
};

const struct module module_loss_avoided = {
    .name = "loss_avoided", .routes = routes, .n_routes = 1, .watch = &loss_avoided_watch};
