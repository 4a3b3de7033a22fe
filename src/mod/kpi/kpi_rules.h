/* Periods of indicators, and what a figure says against its limits and against what it was. Pure:
 * no database, no clock. */
#ifndef KANAME_MOD_KPI_KPI_RULES_H
#define KANAME_MOD_KPI_KPI_RULES_H

#include "base/clock.h"

#include <stddef.h>

/* X(name, key): how long a figure of an indicator stands for; "enum.indicator_cycle.<key>". */
#define KPI_PERIOD_LIST(X)                             \
    X(KPI_MONTH, "month")                              \
    X(KPI_QUARTER, "quarter") /* of the fiscal year */ \
    X(KPI_YEAR, "fiscal_year")

#define KPI_PERIOD_ENUM(name, key) name,
enum kpi_period { KPI_PERIOD_LIST(KPI_PERIOD_ENUM) KPI_PERIOD_MAX };
#undef KPI_PERIOD_ENUM

/* KPI_PERIOD_MAX: there is none, or NULL. */
enum kpi_period kpi_period_of(const char *key);

/* The period that holds a day; fiscal years begin on the first of `first_month` (1 to 12). */
struct date_span kpi_span_of(enum kpi_period period, struct date day, int first_month);

enum { KPI_LABEL_SIZE = 16 };
/* "2026-11", "FY2026-Q2", "FY2026". */
void kpi_span_label(
    enum kpi_period period, struct date_span span, int first_month, char ret_label[KPI_LABEL_SIZE]);

/* X(name, key): "enum.indicator_status.<key>". */
#define KPI_STATUS_LIST(X)                            \
    X(KPI_OPEN, "none") /* no figure, or no target */ \
    X(KPI_OK, "ok")                                   \
    X(KPI_WARN, "warn")                               \
    X(KPI_BAD, "bad")

#define KPI_STATUS_ENUM(name, key) name,
enum kpi_status { KPI_STATUS_LIST(KPI_STATUS_ENUM) KPI_STATUS_MAX };
#undef KPI_STATUS_ENUM

/* X(name, key): "enum.indicator_movement.<key>". */
#define KPI_MOVEMENT_LIST(X)  \
    X(KPI_UNKNOWN, "unknown") \
    X(KPI_BETTER, "better")   \
    X(KPI_SAME, "same")       \
    X(KPI_WORSE, "worse")

#define KPI_MOVEMENT_ENUM(name, key) name,
enum kpi_movement { KPI_MOVEMENT_LIST(KPI_MOVEMENT_ENUM) KPI_MOVEMENT_MAX };
#undef KPI_MOVEMENT_ENUM

const char *kpi_status_key(enum kpi_status status);
const char *kpi_movement_key(enum kpi_movement movement);

struct kpi_number {
    bool known;
    double value;
};

/* What an indicator is held against. From `green` on it is well (`target` where there is none),
 * from `amber` on it is to be watched; without `amber`, everything short of green is watched. */
struct kpi_limits {
    bool lower; /* the lower the better */
    struct kpi_number target, green, amber;
};

/* No limit contradicts another: amber is not better than green, green not better than the target.
 */
bool kpi_limits_ok(const struct kpi_limits *limits);

enum kpi_status kpi_status_of(const struct kpi_limits *limits, struct kpi_number value);

enum kpi_movement kpi_movement_of(bool lower, struct kpi_number before, struct kpi_number now);

/* Order of a scorecard: what has worsened first, then what is furthest from well. Below 0: the
 * first stands before the second. */
int kpi_compare(enum kpi_movement a_movement, enum kpi_status a_status,
    enum kpi_movement b_movement, enum kpi_status b_status);

/* The one indicator is among the causes of the other; by internal ids. */
struct kpi_arrow {
    int64_t cause, effect;
};

/* Whether arrows lead from the one to the other, over others too; arrows that go round are followed
 * once. `ctx`: for the call alone. */
bool kpi_leads_to(
    const void *ctx, const struct kpi_arrow *arrows, size_t n, int64_t from, int64_t to);

/* A mean to one decimal, half up; not known of nothing. */
struct kpi_number kpi_mean(int64_t sum, int64_t n);

#endif
