#include "mod/intel/intel.h"

#include "base/limits.h"
#include "kernel/register/register_import_table.h"
#include "mod/intel/intel_private.h"

static const struct route routes[] = {
    {.method = METHOD_POST,
        .path = "/api/v1/outside-cases/veris",
        .op = "outside_case_veris",
        .perm = &PERM_CASE_WRITE,
        .handle = veris_add,
        .body_kind = BODY_RAW,
        .limit = LIMIT_VERIS,
        .query = &SHAPE_IMPORT_QUERY,
        .answer = &SHAPE_IMPORT,
        .status = 201},
};

static const struct reg_def *const registers[] = {&REG_OUTSIDE_CASES, &REG_ATTACK_COUNTS};

const struct module module_intel = {.name = "intel",
    .routes = routes,
    .n_routes = sizeof routes / sizeof routes[0],
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
