#include "mod/joint/joint_private.h"

static const struct route routes[] = {
    {.method = METHOD_GET,
        .path = "/api/v1/joint-adoptions/grid",
        .op = "joint_grid",
        .perm = &PERM_JOINT_READ,
        .handle = joint_grid_get,
        .query = &SHAPE_JOINT_GRID_QUERY,
        .answer = &SHAPE_JOINT_GRID},
    {.method = METHOD_POST,
        .path = "/api/v1/joint-adoptions/asking",
        .op = "joint_ask",
        .perm = &PERM_JOINT_WRITE,
        .handle = joint_ask,
        .body_kind = BODY_JSON,
        .body = &SHAPE_JOINT_ASKING,
        .answer = &SHAPE_JOINT_ASKED,
        .status = 201},
};

static const struct reg_def *const registers[] = {
    &REG_JOINT_MEASURES, &REG_JOINT_ADOPTIONS, &REG_SUPPLIER_ATTENDANCES};

const struct module module_joint = {.name = "joint",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
