#include "mod/maturity/maturity_rules.h"

#include "kernel/unit/unit_tree.h"

enum { TENTHS = 10 };

int64_t maturity_mean_of(int evaluation, int response)
{
    return (int64_t)(evaluation + response) * TENTHS / 2;
}

static bool is_within(const char *path, const char *const *paths, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (unit_path_below(path, paths[i]))
            return true;
    return false;
}

struct maturity_figures maturity_count(
    const struct maturity_group *groups, size_t n, const char *const *paths, size_t n_paths)
{
    struct maturity_figures f = {0};
    for (size_t i = 0; i < n; i++) {
        const struct maturity_group *g = &groups[i];
        if (!is_within(g->path, paths, n_paths))
            continue;
        bool scored = g->evaluation > 0;
        f.in_use += g->n;
        *(scored ? &f.scored : &f.never) += g->n;
        f.stale += g->stale ? g->n : 0;
        if (scored) {
            f.evaluation[g->evaluation] += g->n;
            f.response[g->response] += g->n;
        }
    }
    return f;
}

/* Tenths of sum / n, half up. */
static int64_t mean(int64_t sum, int64_t n)
{
    return n == 0 ? -1 : ((int64_t)2 * TENTHS * sum + n) / (2 * n);
}

static int64_t sum_of(const int64_t by_level[MATURITY_LEVELS + 1], int64_t *ret_n)
{
    int64_t sum = 0;
    for (int level = 1; level <= MATURITY_LEVELS; level++) {
        sum += level * by_level[level];
        *ret_n += by_level[level];
    }
    return sum;
}

int64_t maturity_column_mean(const int64_t by_level[MATURITY_LEVELS + 1])
{
    int64_t n = 0;
    int64_t sum = sum_of(by_level, &n);
    return mean(sum, n);
}

int64_t maturity_mean(const struct maturity_figures *figures)
{
    int64_t n = 0;
    int64_t sum = sum_of(figures->evaluation, &n) + sum_of(figures->response, &n);
    return mean(sum, n);
}
