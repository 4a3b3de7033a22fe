#include "mod/risk/risk.h"

static const struct reg_def *const registers[] = {
    &REG_SYSTEMS, &REG_INFORMATION_ASSETS, &REG_NETWORK_SEGMENTS, &REG_NETWORK_CONNECTIONS};

const struct module module_risk = {
    .name = "risk", .registers = registers, .n_registers = sizeof registers / sizeof registers[0]};
