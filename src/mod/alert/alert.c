/* The module's rows for the engines. */
#include "mod/alert/alert_private.h"

static const struct route routes[] = {
    {METHOD_POST, "/api/v1/alert-intake", "alert_take", .perm = &PERM_ALERT_SEND,
        .handle = alert_post, .body_kind = BODY_JSON, .body = &SHAPE_ALERT_NEW,
        .answer = &SHAPE_ALERT_TAKEN},
};

static const struct reg_def *const registers[] = {&REG_ALERTS};

const struct module module_alert = {.name = "alert",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = 1,
    .notices = alert_notices,
    .n_notices = ALERT_NOTICES};
