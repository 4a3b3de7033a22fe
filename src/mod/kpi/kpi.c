#include "mod/kpi/kpi_private.h"

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/scorecard",
        .op = "scorecard",
        .perm = &PERM_INDICATOR_READ,
        .handle = kpi_scorecard_get,
        .query = &SHAPE_SCORECARD_QUERY,
        .answer = &SHAPE_SCORECARD},
    {.method = METHOD_POST,
        .path = "/api/v1/scorecard/starter",
        .op = "scorecard_starter",
        .perm = &PERM_INDICATOR_WRITE,
        .handle = kpi_starter_add,
        .answer = &SHAPE_STARTER_MADE,
        .status = 201},
};

static const struct reg_def *const registers[] = {
    &REG_INDICATORS, &REG_INDICATOR_VALUES, &REG_INDICATOR_CAUSES, &REG_CUSTOMER_REQUESTS};

const struct module module_kpi = {.name = "kpi",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0],
    .jobs = &KPI_CLOSE_JOB,
    .n_jobs = 1};
