#include "mod/site/site_private.h"

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/site-check-items/starter",
        .op = "site_items_starter",
        .perm = &PERM_SITE_WRITE,
        .handle = site_items_starter,
        .answer = &SHAPE_SITE_STARTER_MADE,
        .status = 201},
};

static const struct reg_def *const registers[] = {
    &REG_SITES, &REG_SITE_CHECK_ITEMS, &REG_SITE_CHECK_TEXTS, &REG_SITE_CHECK_LISTS};

const struct module module_site = {.name = "site",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
