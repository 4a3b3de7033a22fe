/* One chunk of years, scenario after scenario, then shock after shock. */
#include "base/mem.h"
#include "mod/loss/loss_simulate_private.h"

#include <math.h>
#include <string.h>

/* An event that happened, and who hears of it. */
struct happening {
    struct loss_worker *w;
    const struct ready *r;
    double *sums;
    uint32_t year, in_chunk;
};

struct loss_worker *loss_worker_new(const void *ctx, const struct ready *r)
{
    size_t n_policies = r->model->n_policies;
    struct loss_worker *w = mem_new(ctx, struct loss_worker);
    w->ctx = mem_context(NULL, 0); /* a thread allocates: it may not be below another's */
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

/* D. E. Knuth, TAOCP 2, 3.4.1: uniforms are multiplied until they fall below exp(-rate). As many
 * draws as events, which must be drawn anyway. */
static uint32_t poisson(struct loss_stream *s, double no_event)
{
    uint32_t n = 0;
    for (double product = loss_uniform(s); product > no_event; product *= loss_uniform(s))
        n++;
    return n;
}

static uint32_t events_at(struct loss_stream *s, double rate)
{
    uint32_t n = 0;
    double left = fmin(rate, LOSS_RATE_MOST);
    for (; left > LOSS_RATE_STEP; left -= LOSS_RATE_STEP)
        n += poisson(s, exp(-LOSS_RATE_STEP));
    return n + poisson(s, exp(-left));
}

static uint32_t events(const struct ready *r, const struct ready_source *source, uint32_t year)
{
    uint64_t seed = r->run->seed;
    struct loss_stream s = loss_stream(seed, year, source->id, LOSS_EVENTS_MAX, LOSS_DRAW_COUNT);
    if (source->no_event > 0)
        return poisson(&s, source->no_event);
    struct loss_stream rate = loss_stream(seed, year, source->id, LOSS_EVENTS_MAX, LOSS_DRAW_RATE);
    return events_at(&s, loss_sampler_draw(&source->rate, &rate));
}

/* ---- how much ---- */

static void draw_item(const struct loss_item *item, const struct ready_item *ready,
    struct loss_stream *s, struct loss_event *event)
{
    if (ready->sometimes && loss_uniform(s) >= item->probability)
        return;
    double yen = loss_sampler_draw(&ready->amount, s);
    if (item->has_units) {
        double units = loss_sampler_draw(&ready->units, s);
        yen *= units;
        if (item->form == LOSS_INTERRUPTION)
            event->hours = fmax(event->hours, 24 * units);
    }
    event->loss[item->form] += yen;
}

static struct loss_event draw_event(
    const struct happening *h, size_t scenario, uint64_t source, uint32_t no)
{
    const struct loss_scenario *s = &h->r->model->scenarios[scenario];
    struct loss_event event = {.scenario = scenario};
    for (size_t i = 0; i < s->n_items; i++) {
        struct loss_stream stream = loss_stream(h->r->run->seed, h->year, source, no, (uint32_t)i);
        draw_item(&s->items[i], &h->r->items[scenario][i], &stream, &event);
    }
    return event;
}

/* ---- what it comes to ---- */

static double loss_left(const struct loss_event *event, const double left[LOSS_FORM_MAX])
{
    double sum = 0;
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        sum += event->loss[f] * left[f];
    return sum;
}

static void claim(const struct happening *h, const struct loss_event *event)
{
    const struct loss_model *m = h->r->model;
    for (size_t p = 0; p < m->n_policies; p++) {
        struct loss_claim c;
        double *share = h->sums + loss_sum_of_share(h->r, p);
        loss_policy_event(&m->policies[p], &m->scenarios[event->scenario], event, &c);
        for (int f = 0; f < LOSS_FORM_MAX; f++) {
            h->w->paid[p][h->in_chunk][f] += c.yen[LOSS_PAID][f];
            for (int to = LOSS_PAID + 1; to < LOSS_SHARE_MAX; to++)
                share[to * LOSS_FORM_MAX + f] += c.yen[to][f];
        }
    }
}

/* `keep` decides for all cases alike which events a measure stops: those it stops are also stopped
 * by a stronger one. `shock_keep` does so for the shock that brought it, 0 for none. */
static void happen(const struct happening *h, const struct loss_event *event, double keep,
    double shock_keep, size_t shock)
{
    const struct ready *r = h->r;
    size_t n_scenarios = r->model->n_scenarios;
    size_t s = event->scenario;
    double *form = h->sums + loss_sum_of_form(r);
    double all = 0;
    for (int f = 0; f < LOSS_FORM_MAX; f++) {
        form[f] += event->loss[f];
        all += event->loss[f];
    }
    h->w->year[s][h->in_chunk] += all;
    h->w->year[n_scenarios][h->in_chunk] += all;
    for (size_t c = 1; c < r->n_cases; c++) {
        const struct ready_case *left = &r->cases[c];
        bool kept =
            keep < left->scenario[s] && (shock_keep == 0 || shock_keep < left->shock[shock]);
        if (kept)
            h->w->year[n_scenarios + c][h->in_chunk] += loss_left(event, left->loss[s]);
    }
    claim(h, event);
}

static double keep_number(const struct happening *h, uint64_t source, uint32_t no)
{
    if (h->r->n_cases == 1)
        return 0;
    struct loss_stream s = loss_stream(h->r->run->seed, h->year, source, no, LOSS_DRAW_KEEP);
    return loss_uniform(&s);
}

static void play_scenario(const struct happening *h, size_t scenario)
{
    const struct ready_source *source = &h->r->scenarios[scenario];
    uint32_t n = events(h->r, source, h->year);
    for (uint32_t no = 0; no < n; no++) {
        struct loss_event event = draw_event(h, scenario, source->id, no);
        happen(h, &event, keep_number(h, source->id, no), 0, 0);
    }
}

/* Whether a shock brings a scenario about, and the number that decides which measures stop it. */
static bool triggered(
    const struct happening *h, uint64_t source, uint32_t no, double probability, double *ret_keep)
{
    struct loss_stream s = loss_stream(h->r->run->seed, h->year, source, no, LOSS_DRAW_KEEP);
    bool is = loss_uniform(&s) < probability;
    *ret_keep = loss_uniform(&s);
    return is;
}

static void play_shock(const struct happening *h, size_t shock)
{
    const struct loss_shock *model = &h->r->model->shocks[shock];
    const struct ready_source *source = &h->r->shocks[shock];
    uint32_t n = events(h->r, source, h->year);
    for (uint32_t no = 0; no < n; no++) {
        double shock_keep = keep_number(h, source->id, no);
        for (size_t t = 0; t < model->n_triggers; t++) {
            uint64_t id = h->r->triggers[shock][t];
            double keep = 0;
            if (!triggered(h, id, no, model->triggers[t].probability, &keep))
                continue;
            struct loss_event event = draw_event(h, model->triggers[t].scenario, id, no);
            happen(h, &event, keep, shock_keep, shock);
        }
    }
}

/* ---- the end of the year ---- */

static void settle_policy(const struct happening *h, size_t p)
{
    const struct ready *r = h->r;
    const double *paid = h->w->paid[p][h->in_chunk];
    double *share = h->sums + loss_sum_of_share(r, p);
    double sum = 0;
    for (int f = 0; f < LOSS_FORM_MAX; f++)
        sum += paid[f];
    double left = loss_policy_year(&r->model->policies[p], sum);
    for (int f = 0; f < LOSS_FORM_MAX; f++) {
        share[LOSS_PAID * LOSS_FORM_MAX + f] += paid[f] * left;
        share[LOSS_OVER_LIMIT * LOSS_FORM_MAX + f] += paid[f] * (1 - left);
    }
    size_t total = r->model->n_scenarios;
    double retained = h->w->year[total][h->in_chunk] - sum * left;
    h->w->year[total + r->n_cases + p][h->in_chunk] = fmax(0, retained);
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
        for (uint32_t y = 0; y < n; y++)
            loss_tally_add(w->tallies[i], w->year[i][y]);
    }
    for (size_t i = total; i < r->n_series; i++)
        add_moments(w->year[i], w->year[total], n, sums + loss_sum_of_difference(r, i - total));
}

void loss_chunk_play(struct loss_worker *w, const struct ready *r, uint32_t chunk, double *ret_sums)
{
    uint32_t n = loss_chunk_years(r, chunk);
    memset(w->year, 0, r->n_series * sizeof *w->year);
    memset(w->paid, 0, r->model->n_policies * sizeof *w->paid);
    memset(ret_sums, 0, r->n_sums * sizeof *ret_sums);
    struct happening h = {.w = w, .r = r, .sums = ret_sums};
    for (size_t s = 0; s < r->model->n_scenarios + r->model->n_shocks; s++) {
        for (h.in_chunk = 0; h.in_chunk < n; h.in_chunk++) {
            h.year = chunk * LOSS_CHUNK + h.in_chunk;
            if (s < r->model->n_scenarios)
                play_scenario(&h, s);
            else
                play_shock(&h, s - r->model->n_scenarios);
        }
    }
    for (h.in_chunk = 0; h.in_chunk < n; h.in_chunk++)
        for (size_t p = 0; p < r->model->n_policies; p++)
            settle_policy(&h, p);
    sum_up(w, r, n, ret_sums);
}
