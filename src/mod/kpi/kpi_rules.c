#include "mod/kpi/kpi_rules.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define KEY(name, key) key,
static const char *const period_keys[] = {KPI_PERIOD_LIST(KEY)};
static const char *const status_keys[] = {KPI_STATUS_LIST(KEY)};
static const char *const movement_keys[] = {KPI_MOVEMENT_LIST(KEY)};
#undef KEY

enum { MONTHS = 12, QUARTER_MONTHS = 3 };

enum kpi_period kpi_period_of(const char *key)
{
    for (int i = 0; i < KPI_PERIOD_MAX && key != NULL; i++)
        if (strcmp(period_keys[i], key) == 0)
            return (enum kpi_period)i;
    return KPI_PERIOD_MAX;
}

const char *kpi_status_key(enum kpi_status status)
{
    return status_keys[status];
}

const char *kpi_movement_key(enum kpi_movement movement)
{
    return movement_keys[movement];
}

static int months_of(enum kpi_period period)
{
    return period == KPI_YEAR ? MONTHS : period == KPI_QUARTER ? QUARTER_MONTHS : 1;
}

struct date_span kpi_span_of(enum kpi_period period, struct date day, int first_month)
{
    return fiscal_span(day, first_month, months_of(period));
}

void kpi_span_label(
    enum kpi_period period, struct date_span span, int first_month, char ret_label[KPI_LABEL_SIZE])
{
    if (period == KPI_MONTH)
        snprintf(ret_label, KPI_LABEL_SIZE, "%04u-%02u", (unsigned)span.first.year % 10000,
            (unsigned)span.first.month % 100);
    else if (period == KPI_QUARTER)
        quarter_format(span.first, first_month, ret_label);
    else
        period_format(fiscal_year(span.first, first_month), ret_label);
}

/* How much better the first is than the second; below 0: worse. */
static double better_by(bool lower, double a, double b)
{
    return lower ? b - a : a - b;
}

static bool contradicts(bool lower, struct kpi_number good, struct kpi_number less)
{
    return good.known && less.known && better_by(lower, less.value, good.value) > 0;
}

bool kpi_limits_ok(const struct kpi_limits *l)
{
    return !contradicts(l->lower, l->target, l->green) &&
           !contradicts(l->lower, l->target, l->amber) &&
           !contradicts(l->lower, l->green, l->amber);
}

enum kpi_status kpi_status_of(const struct kpi_limits *l, struct kpi_number value)
{
    struct kpi_number green = l->green.known ? l->green : l->target;
    if (!value.known || !green.known)
        return KPI_OPEN;
    if (better_by(l->lower, value.value, green.value) >= 0)
        return KPI_OK;
    if (!l->amber.known || better_by(l->lower, value.value, l->amber.value) >= 0)
        return KPI_WARN;
    return KPI_BAD;
}

enum kpi_movement kpi_movement_of(bool lower, struct kpi_number before, struct kpi_number now)
{
    if (!before.known || !now.known)
        return KPI_UNKNOWN;
    double by = better_by(lower, now.value, before.value);
    return by > 0 ? KPI_BETTER : by < 0 ? KPI_WORSE : KPI_SAME;
}

int kpi_compare(enum kpi_movement a_movement, enum kpi_status a_status,
    enum kpi_movement b_movement, enum kpi_status b_status)
{
    int worse = (b_movement == KPI_WORSE) - (a_movement == KPI_WORSE);
    return worse != 0 ? worse : (int)b_status - (int)a_status;
}

static bool has(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

bool kpi_leads_to(
    const void *ctx, const struct kpi_arrow *arrows, size_t n, int64_t from, int64_t to)
{
    int64_t *reached = mem_array(ctx, int64_t, n + 1);
    size_t n_reached = 0;
    reached[n_reached++] = from;
    for (size_t next = 0; next < n_reached && !has(reached, n_reached, to); next++)
        for (size_t i = 0; i < n; i++)
            if (arrows[i].cause == reached[next] && !has(reached, n_reached, arrows[i].effect))
                reached[n_reached++] = arrows[i].effect;
    bool found = has(reached, n_reached, to);
    mem_free(reached);
    return found;
}

struct kpi_number kpi_mean(int64_t sum, int64_t n)
{
    if (n <= 0)
        return (struct kpi_number){0};
    return (struct kpi_number){true, floor(10 * (double)sum / (double)n + 0.5) / 10};
}
