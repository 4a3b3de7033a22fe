#include "mod/governance/governance.h"

static const struct reg_def *const registers[] = {
    &REG_ROLE_ASSIGNMENTS, &REG_POLICIES, &REG_OBLIGATIONS, &REG_MEETINGS, &REG_AUDIT_FINDINGS};

const struct module module_governance = {.name = "governance",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
