#include "mod/risk/risk.h"

static const struct reg_def *const registers[] = {&REG_SYSTEMS};

const struct module module_risk = {
    .name = "risk", .registers = registers, .n_registers = sizeof registers / sizeof registers[0]};
