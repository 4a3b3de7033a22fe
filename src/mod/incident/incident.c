#include "mod/incident/incident.h"

static const struct reg_def *const registers[] = {&REG_EXERCISES, &REG_CONTACTS};

const struct module module_incident = {.name = "incident",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
