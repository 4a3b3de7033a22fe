/* One chunk of years, scenario after scenario, then shock after shock. */
#include "base/mem.h"
#include "mod/loss/loss_simulate_private.h"

#include <math.h>
#include <string.h>

/* Where a chunk is played. */
struct place {
    struct loss_worker *w;
    const struct ready *r;
    double *sums;
    uint32_t first, n; /* years */
};

struct loss_worker *loss_worker_new(const void *ctx, const struct ready *r)
{
    size_t n_policies = r->model->n_policies;
    struct loss_worker *w = mem_new(ctx, struct loss_worker);
    w->ctx = mem_context(NULL, 0); /* a thread allocates: it may not be below another's */
    w->batch = mem_new(w->ctx, struct loss_batch);
    w->year = mem_zalloc(w->ctx, r->n_series * sizeof *w->year, "year");
    w->paid = mem_zalloc(w->ctx, (n_policies + 1) * sizeof *w->paid, "paid");
    w->tallies = mem_array(w->ctx, struct loss_tally *, r->n_series);
    for (size_t i = 0; i < r->n_series; i++)
        w->tallies[i] = loss_tally_new(w->ctx);
    return w;
}

uint32_t loss_chunk_years(const struct ready *r, uint32_t chunk)
{
    uint32_t left = r->run->years - chunk * LOSS_CHUNK;
    return left < LOSS_CHUNK ? left : LOSS_CHUNK;
}

/* ---- how often ---- */

/* D. E. Knuth, TAOCP 2, 3.4.1: uniforms are multiplied until they fall below exp(-rate). */
static uint32_t poisson(struct loss_stream *s, double no_event)
{
    uint32_t n = 0;
    double product = loss_uniform(s);
    while (product > no_event) {
        product *= loss_uniform(s);
        n++;
    }
    return n;
}

static uint32_t events_at(struct loss_stream *s, double rate)
{
    uint32_t n = 0;
    double left = fmin(rate, LOSS_RATE_MOST);
    while (left > LOSS_RATE_STEP) {
        n += poisson(s, exp(-LOSS_RATE_STEP));
        left -= LOSS_RATE_STEP;
    }
    return n + poisson(s, exp(-left));
}

/* Two years share a block of random words, one number each: chunks begin with an even year. */
static void count_known(const struct place *p, const struct ready_source *source,
    struct loss_events *e, uint32_t ret_counts[LOSS_CHUNK])
{
    struct loss_batch *room = p->w->batch;
    e->n = (p->n + 1) / 2;
    for (uint32_t i = 0; i < e->n; i++)
        e->year[i] = p->first + 2 * i;
    loss_uniform_pairs(e, LOSS_DRAW_COUNT, room->amount, room->units);
    for (uint32_t y = 0; y < p->n; y++) {
        double u = y % 2 == 0 ? room->amount[y / 2] : room->units[y / 2];
        uint32_t n = 0;
        while (u > source->at_most[n])
            n++;
        ret_counts[y] = n;
    }
}

/* The number of events of each year. */
static void count_events(
    const struct place *p, const struct ready_source *source, uint32_t ret_counts[LOSS_CHUNK])
{
    struct loss_batch *room = p->w->batch;
    struct loss_events *e = &room->events;
    e->seed = p->r->run->seed;
    e->source = source->id;
    e->n = p->n;
    for (uint32_t y = 0; y < p->n; y++) {
        e->year[y] = p->first + y;
        e->no[y] = LOSS_YEAR;
    }
    if (source->at_most != NULL) {
        count_known(p, source, e, ret_counts);
        return;
    }
    loss_sampler_draw_all(&source->rate, e, LOSS_DRAW_RATE, room->amount);
    for (uint32_t y = 0; y < p->n; y++) {
        struct loss_stream s =
            loss_stream(e->seed, e->year[y], e->source, LOSS_YEAR, LOSS_DRAW_COUNT);
        ret_counts[y] = events_at(&s, room->amount[y]);
    }
}

/* ---- what it comes to ---- */

static void claim(const struct place *p, const struct loss_batch *b, size_t i)
{
    const struct loss_model *m = p->r->model;
    struct loss_event event = {.scenario = b->scenario, .hours = b->hours[i]};
    uint32_t year = b->events.year[i] - p->first;
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        event.loss[f] = b->loss[f][i];
    for (size_t k = 0; k < m->n_policies; k++) {
        struct loss_claim c;
        double *share = p->sums + loss_sum_of_share(p->r, k);
        loss_policy_event(&m->policies[k], &m->scenarios[b->scenario], &event, &c);
        for (int f = 0; f < LOSS_FORM_MAX; f++) {
            p->w->paid[k][year][f] += c.yen[LOSS_PAID][f];
            for (int to = LOSS_PAID + 1; to < LOSS_SHARE_MAX; to++)
                share[to * LOSS_FORM_MAX + f] += c.yen[to][f];
        }
    }
}

/* With a measure, an event remains when its number is below the share that the measure leaves: what
 * it stops is also stopped by a stronger one. */
static void add_cases(const struct place *p, const struct loss_batch *b, size_t i)
{
    const struct ready *r = p->r;
    uint32_t year = b->events.year[i] - p->first;
    size_t shock = b->shock == NULL ? 0 : (size_t)(b->shock - r->model->shocks);
    for (size_t c = 1; c < r->n_cases; c++) {
        const struct ready_case *left = &r->cases[c];
        double sum = 0;
        if (b->keep[i] >= left->scenario[b->scenario] ||
            (b->shock != NULL && b->shock_keep[i] >= left->shock[shock]))
            continue;
        for (int f = 0; f < LOSS_FORM_MAX; f++)
            sum += b->loss[f][i] * left->loss[b->scenario][f];
        p->w->year[r->model->n_scenarios + c][year] += sum;
    }
}

/* The events of the batch happen, and it is empty again. */
static void flush(const struct place *p)
{
    struct loss_batch *b = p->w->batch;
    const struct loss_model *m = p->r->model;
    double *form = p->sums + loss_sum_of_form(p->r);
    loss_batch_draw(b, p->r);
    for (size_t i = 0; i < b->events.n; i++) {
        uint32_t year = b->events.year[i] - p->first;
        double all = 0;
        for (int f = 0; f < LOSS_FORM_MAX; f++) {
            form[f] += b->loss[f][i];
            all += b->loss[f][i];
        }
        p->w->year[b->scenario][year] += all;
        p->w->year[m->n_scenarios][year] += all;
        if (p->r->n_cases > 1)
            add_cases(p, b, i);
        if (m->n_policies > 0)
            claim(p, b, i);
    }
    b->events.n = 0;
}

static void begin(
    const struct place *p, uint64_t source, size_t scenario, const struct loss_shock *shock)
{
    struct loss_batch *b = p->w->batch;
    b->events.seed = p->r->run->seed;
    b->events.source = source;
    b->events.n = 0;
    b->scenario = scenario;
    b->shock = shock;
}

static void push(const struct place *p, uint32_t year, uint32_t no, double shock_keep)
{
    struct loss_batch *b = p->w->batch;
    size_t i = b->events.n++;
    b->events.year[i] = p->first + year;
    b->events.no[i] = no;
    b->shock_keep[i] = shock_keep;
    if (b->events.n == LOSS_EVENTS)
        flush(p);
}

static void play_scenario(const struct place *p, size_t scenario)
{
    uint32_t counts[LOSS_CHUNK];
    count_events(p, &p->r->scenarios[scenario], counts);
    begin(p, p->r->scenarios[scenario].id, scenario, NULL);
    for (uint32_t y = 0; y < p->n; y++)
        for (uint32_t no = 0; no < counts[y]; no++)
            push(p, y, no, 0);
    flush(p);
}

static double first_of(const struct place *p, uint32_t year, uint64_t source, uint32_t no)
{
    struct loss_stream s =
        loss_stream(p->r->run->seed, p->first + year, source, no, LOSS_DRAW_KEEP);
    return loss_uniform(&s);
}

static void play_shock(const struct place *p, const struct loss_shock *shock)
{
    size_t index = (size_t)(shock - p->r->model->shocks);
    uint64_t id = p->r->shocks[index].id;
    uint32_t counts[LOSS_CHUNK];
    count_events(p, &p->r->shocks[index], counts);
    for (size_t t = 0; t < shock->n_triggers; t++) {
        const struct loss_trigger *trigger = &shock->triggers[t];
        uint64_t source = p->r->triggers[index][t];
        begin(p, source, trigger->scenario, shock);
        for (uint32_t y = 0; y < p->n; y++)
            for (uint32_t no = 0; no < counts[y]; no++)
                if (first_of(p, y, source, no) < trigger->probability)
                    push(p, y, no, first_of(p, y, id, no));
        flush(p);
    }
}

/* ---- the end of the year ---- */

static void settle(const struct place *at, uint32_t year, size_t p)
{
    const struct ready *r = at->r;
    const double *paid = at->w->paid[p][year];
    double *share = at->sums + loss_sum_of_share(r, p);
    double sum = 0;
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        sum += paid[f];
    double left = loss_policy_year(&r->model->policies[p], sum);
    for (int f = 0; f < LOSS_FORM_MAX; f++) {
        share[LOSS_PAID * LOSS_FORM_MAX + f] += paid[f] * left;
        share[LOSS_OVER_LIMIT * LOSS_FORM_MAX + f] += paid[f] * (1 - left);
    }
    size_t total = r->model->n_scenarios;
    double retained = at->w->year[total][year] - sum * left;
    at->w->year[total + r->n_cases + p][year] = fmax(0, retained);
}

static void add_moments(const double *values, const double *from, uint32_t n, double *ret_sums)
{
    double sum = 0;
    double squares = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += from == NULL ? values[i] : from[i] - values[i];
    double mean = sum / n;
    for (uint32_t i = 0; i < n; i++) {
        double apart = (from == NULL ? values[i] : from[i] - values[i]) - mean;
        squares += apart * apart;
    }
    ret_sums[0] = sum;
    ret_sums[1] = squares;
}

static void sum_up(struct loss_worker *w, const struct ready *r, uint32_t n, double *sums)
{
    size_t total = r->model->n_scenarios;
    for (size_t i = 0; i < r->n_series; i++) {
        add_moments(w->year[i], NULL, n, sums + loss_sum_of_series(i));
        loss_tally_add_all(w->tallies[i], w->year[i], n);
    }
    for (size_t i = total; i < r->n_series; i++)
        add_moments(w->year[i], w->year[total], n, sums + loss_sum_of_difference(r, i - total));
}

void loss_chunk_play(struct loss_worker *w, const struct ready *r, uint32_t chunk, double *ret_sums)
{
    struct place p = {.w = w,
        .r = r,
        .sums = ret_sums,
        .first = chunk * LOSS_CHUNK,
        .n = loss_chunk_years(r, chunk)};
    memset(w->year, 0, r->n_series * sizeof *w->year);
    memset(w->paid, 0, r->model->n_policies * sizeof *w->paid);
    memset(ret_sums, 0, r->n_sums * sizeof *ret_sums);
    for (size_t s = 0; s < r->model->n_scenarios; s++)
        play_scenario(&p, s);
    for (size_t s = 0; s < r->model->n_shocks; s++)
        play_shock(&p, &r->model->shocks[s]);
    for (size_t k = 0; k < r->model->n_policies; k++)
        for (uint32_t y = 0; y < p.n; y++)
            settle(&p, y, k);
    sum_up(w, r, p.n, ret_sums);
}
