#include "mod/risk/risk_view.h"

#include "mod/risk/risk_private.h"
#include "mod/risk/risk_snapshot_store.h"

#include <stdlib.h>
#include <string.h>

static enum err units_of(struct call *c, const char **ret_units)
{
    const char **paths = NULL;
    size_t n = 0;
    enum err e = risk_paths(c, NULL, &paths, &n);
    if (e == ERR_OK)
        *ret_units = risk_snapshot_units(c, paths, n);
    return e;
}

enum err risk_view_heat(struct call *c, struct risk_heat *ret_heat)
{
    const char *units = NULL;
    enum err e = units_of(c, &units);
    *ret_heat = (struct risk_heat){0};
    return e == ERR_OK ? risk_view_store_heat(c, units, 0, ret_heat) : e;
}

static int worse(const void *a, const void *b)
{
    const struct risk_figure *x = a, *y = b;
    if (x->highest != y->highest)
        return y->highest - x->highest;
    for (int band = RISK_COLOUR_MAX - 1; band >= 0; band--)
        if (x->bands[band] != y->bands[band])
            return x->bands[band] < y->bands[band] ? 1 : -1;
    return strcmp(x->name == NULL ? "" : x->name, y->name == NULL ? "" : y->name);
}

void risk_view_sort(struct risk_figure *figures, size_t n)
{
    if (n > 0)
        qsort(figures, n, sizeof *figures, worse);
}

enum err risk_view_units(struct call *c, struct risk_figure **ret_figures, size_t *ret_n)
{
    const char *units = NULL;
    enum err e = units_of(c, &units);
    if (e == ERR_OK)
        e = risk_view_store_figures(c, RISK_BY_UNIT, units, ret_figures, ret_n);
    if (e == ERR_OK)
        risk_view_sort(*ret_figures, *ret_n);
    return e;
}
