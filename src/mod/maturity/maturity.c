#include "mod/maturity/maturity_private.h"

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/component-maturity",
        .op = "component_maturity",
        .perm = &PERM_COMPONENT_READ,
        .handle = component_maturity_get,
        .answer = &SHAPE_COMPONENT_MATURITY},
};

static const struct reg_def *const registers[] = {&REG_COMPONENTS, &REG_COMPONENT_SCORINGS};

const struct module module_maturity = {.name = "maturity",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
