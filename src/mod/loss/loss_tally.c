#include "mod/loss/loss_tally.h"

#include "base/mem.h"

#include <math.h>
#include <stddef.h>

enum { PAGE_BITS = 10, PAGE = 1 << PAGE_BITS };

struct bucket {
    uint64_t years;
    uint64_t above; /* sum of what the losses have above the bucket's lower bound: below 2^40 times
                       the years, of which there are fewer than 2^24 */
};

/* Page 0 holds 0 to 1,023 yen; page n the values from 2^(n+9) to twice as much. */
struct loss_tally {
    const void *ctx;
    uint64_t years;
    struct bucket *pages[LOSS_TALLY_PAGES];
};

struct place {
    int page, bucket;
    uint64_t above;
};

struct loss_tally *loss_tally_new(const void *ctx)
{
    struct loss_tally *t = mem_new(ctx, struct loss_tally);
    t->ctx = ctx;
    return t;
}

static struct place place_of(uint64_t yen)
{
    if (yen < PAGE)
        return (struct place){.page = 0, .bucket = (int)yen};
    int bits = 63 - __builtin_clzll(yen);
    int shift = bits - PAGE_BITS;
    return (struct place){
        .page = shift + 1,
        .bucket = (int)(yen >> shift) - PAGE,
        .above = yen & ((UINT64_C(1) << shift) - 1),
    };
}

static double lower_bound(int page, int bucket)
{
    return page == 0 ? bucket : ldexp(PAGE + bucket, page - 1);
}

static double upper_bound(int page, int bucket)
{
    return lower_bound(page, bucket) + (page == 0 ? 1 : ldexp(1, page - 1));
}

static double bucket_mean(const struct loss_tally *t, int page, int bucket)
{
    const struct bucket *b = &t->pages[page][bucket];
    return lower_bound(page, bucket) + (double)b->above / (double)b->years;
}

static struct bucket *page_at(struct loss_tally *t, int page)
{
    if (t->pages[page] == NULL)
        t->pages[page] = mem_array(t->ctx, struct bucket, PAGE);
    return t->pages[page];
}

static struct place place_of_loss(double loss)
{
    return place_of(loss < (double)LOSS_TALLY_MOST ? (uint64_t)(loss + 0.5) : LOSS_TALLY_MOST);
}

static void count(struct loss_tally *t, struct place p)
{
    struct bucket *b = &page_at(t, p.page)[p.bucket];
    b->years++;
    b->above += p.above;
    t->years++;
}

void loss_tally_add(struct loss_tally *t, double loss)
{
    count(t, place_of_loss(loss));
}

/* All places are reckoned before the first bucket is touched, so that the processor fetches several
 * at once. */
void loss_tally_add_all(struct loss_tally *t, const double *losses, uint32_t n)
{
    struct place places[LOSS_TALLY_BATCH];
    uint32_t with = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!(losses[i] > 0))
            continue;
        places[with] = place_of_loss(losses[i]);
        __builtin_prefetch(&page_at(t, places[with].page)[places[with].bucket], 1);
        with++;
    }
    for (uint32_t i = 0; i < with; i++)
        count(t, places[i]);
    if (with == n)
        return;
    page_at(t, 0)[0].years += n - with;
    t->years += n - with;
}

void loss_tally_merge(struct loss_tally *t, const struct loss_tally *other)
{
    for (int page = 0; page < LOSS_TALLY_PAGES; page++) {
        if (other->pages[page] == NULL)
            continue;
        struct bucket *into = page_at(t, page);
        for (int i = 0; i < PAGE; i++) {
            into[i].years += other->pages[page][i].years;
            into[i].above += other->pages[page][i].above;
        }
    }
    t->years += other->years;
}

uint64_t loss_tally_years(const struct loss_tally *t)
{
    return t->years;
}

double loss_tally_rank(const struct loss_tally *t, uint64_t rank)
{
    uint64_t below = 0;
    for (int page = 0; page < LOSS_TALLY_PAGES; page++) {
        for (int i = 0; i < PAGE && t->pages[page] != NULL; i++) {
            below += t->pages[page][i].years;
            if (below >= rank && t->pages[page][i].years > 0)
                return bucket_mean(t, page, i);
        }
    }
    return 0;
}

double loss_tally_percentile(const struct loss_tally *t, double p)
{
    /* 0.95 · 1,000,000 is a hair above 950,000 in binary: no rank further for that */
    double rank = ceil(p * (double)t->years * (1 - 1e-12));
    return loss_tally_rank(t, rank < 1 ? 1 : (uint64_t)rank);
}

double loss_tally_tail(const struct loss_tally *t, double p)
{
    double wanted = fmax(1, round((1 - p) * (double)t->years));
    double left = wanted;
    double sum = 0;
    for (int page = LOSS_TALLY_PAGES - 1; page >= 0 && left > 0; page--) {
        for (int i = PAGE - 1; i >= 0 && t->pages[page] != NULL && left > 0; i--) {
            if (t->pages[page][i].years == 0)
                continue;
            double taken = fmin(left, (double)t->pages[page][i].years);
            sum += taken * bucket_mean(t, page, i);
            left -= taken;
        }
    }
    return sum / wanted;
}

/* Years of one bucket with more than `loss`: all of them or none, by its mean, where the loss lies
 * within. */
static uint64_t years_above(const struct loss_tally *t, int page, int bucket, double loss)
{
    uint64_t years = t->pages[page][bucket].years;
    if (years == 0 || loss >= upper_bound(page, bucket))
        return 0;
    return bucket_mean(t, page, bucket) > loss ? years : 0;
}

double loss_tally_exceedance(const struct loss_tally *t, double loss)
{
    uint64_t years = 0;
    for (int page = 0; page < LOSS_TALLY_PAGES; page++)
        for (int i = 0; i < PAGE && t->pages[page] != NULL; i++)
            years += years_above(t, page, i, loss);
    return t->years == 0 ? 0 : (double)years / (double)t->years;
}
