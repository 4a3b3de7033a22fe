#include "mod/kpi/kpi_rules.h"

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
