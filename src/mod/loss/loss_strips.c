#include "mod/loss/loss_strips.h"

#include "base/mem.h"

#include <math.h>

#define NORMAL_REACH 8.5

static double beta_at(const struct loss_density *d, double x)
{
    return pow(x, d->a) * pow(1 - x, d->b);
}

struct loss_density loss_density_beta(double first, double second)
{
    struct loss_density d = {.a = first - 1, .b = second - 1, .scale = 1};
    d.mode = d.a + d.b > 0 ? d.a / (d.a + d.b) : 0;
    d.scale = 1 / beta_at(&d, d.mode);
    return d;
}

struct loss_density loss_density_normal(void)
{
    return (struct loss_density){.normal = true, .scale = 1};
}

double loss_density_at(const struct loss_density *d, double x)
{
    return d->normal ? exp(-x * x / 2) : d->scale * beta_at(d, x);
}

/* Points that stay fill strip i from its beginning with rests below its share; those that leave
 * fill the other with rests from the share on. */
static void set_sides(struct loss_strips *s, unsigned i, double share, unsigned other)
{
    struct loss_strip *strip = &s->strip[i];
    double away = share < 1 ? s->width / (1 - share) : 0;
    strip->share = share;
    strip->side[0] = (struct loss_side){s->low + s->width * i, s->width / share, i};
    strip->side[1] = (struct loss_side){s->low + s->width * other - share * away, away, other};
}

/* Each strip with more than its even part of the weight fills up one that has less. */
static void make_alias(struct loss_strips *s, double *weight)
{
    unsigned small[LOSS_STRIPS], large[LOSS_STRIPS];
    unsigned n_small = 0, n_large = 0;
    for (unsigned i = 0; i < LOSS_STRIPS; i++) {
        set_sides(s, i, 1, i);
        if (weight[i] < 1)
            small[n_small++] = i;
        else
            large[n_large++] = i;
    }
    while (n_small > 0 && n_large > 0) {
        unsigned from = large[n_large - 1];
        unsigned to = small[--n_small];
        set_sides(s, to, weight[to], from);
        weight[from] -= 1 - weight[to];
        if (weight[from] < 1) {
            small[n_small++] = from;
            n_large--;
        }
    }
}

struct loss_strips *loss_strips_new(const void *ctx, struct loss_density density)
{
    struct loss_strips *s = mem_new(ctx, struct loss_strips);
    double weight[LOSS_STRIPS];
    double sum = 0;
    s->density = density;
    s->low = density.normal ? -NORMAL_REACH : 0;
    s->width = (density.normal ? 2 * NORMAL_REACH : 1) / LOSS_STRIPS;
    for (unsigned i = 0; i < LOSS_STRIPS; i++) {
        double from = s->low + s->width * i, to = s->low + s->width * (i + 1);
        double left = loss_density_at(&density, from), right = loss_density_at(&density, to);
        bool peak = from <= density.mode && density.mode <= to;
        s->strip[i].hat = peak ? 1 : fmax(left, right);
        s->strip[i].squeeze = fmin(left, right);
        sum += s->strip[i].hat;
    }
    for (unsigned i = 0; i < LOSS_STRIPS; i++)
        weight[i] = s->strip[i].hat / sum * LOSS_STRIPS;
    make_alias(s, weight);
    return s;
}
