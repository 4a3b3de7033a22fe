#include "mod/loss/loss_reg.h"

static const struct reg_def *const registers[] = {
    &REG_LOSS_SCENARIOS, &REG_LOSS_CAUSES, &REG_LOSS_LIMITS, &REG_INSURANCE_POLICIES};

const struct module module_loss = {
    .name = "loss", .registers = registers, .n_registers = sizeof registers / sizeof registers[0]};
