/* What events cost: a batch of one source, item by item. */
#include "mod/loss/loss_simulate_private.h"

#include <math.h>
#include <string.h>

/* Events without the item cost nothing of it. */
static void draw_occurrence(struct loss_batch *b, double probability, uint32_t draw)
{
    loss_uniform_pairs(&b->events, draw, b->units, b->spare);
    for (size_t i = 0; i < b->events.n; i++)
        if (b->units[i] >= probability)
            b->amount[i] = 0;
}

static void draw_units(struct loss_batch *b, const struct loss_item *item,
    const struct ready_item *ready, uint32_t draw)
{
    loss_sampler_draw_all(&ready->units, &b->events, draw, b->units);
    for (size_t i = 0; i < b->events.n; i++) {
        b->amount[i] *= b->units[i];
        if (item->form == LOSS_INTERRUPTION && b->amount[i] > 0)
            b->hours[i] = fmax(b->hours[i], 24 * b->units[i]);
    }
}

void loss_batch_draw(struct loss_batch *b, const struct ready *r)
{
    const struct loss_scenario *s = &r->model->scenarios[b->scenario];
    memset(b->loss, 0, sizeof b->loss);
    memset(b->hours, 0, sizeof b->hours);
    for (uint32_t i = 0; i < s->n_items; i++) {
        const struct loss_item *item = &s->items[i];
        const struct ready_item *ready = &r->items[b->scenario][i];
        uint32_t draw = i * LOSS_DRAWS_OF_ITEM;
        loss_sampler_draw_all(&ready->amount, &b->events, draw + LOSS_DRAW_AMOUNT, b->amount);
        if (item->probability < 1)
            draw_occurrence(b, item->probability, draw + LOSS_DRAW_OCCURS);
        if (item->has_units)
            draw_units(b, item, ready, draw + LOSS_DRAW_UNITS);
        for (size_t k = 0; k < b->events.n; k++)
            b->loss[item->form][k] += b->amount[k];
    }
    if (r->n_cases > 1)
        loss_uniform_pairs(&b->events, LOSS_DRAW_KEEP, b->spare, b->keep);
}
