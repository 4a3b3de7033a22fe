#include "mod/people/people.h"

static const struct reg_def *const registers[] = {&REG_TRAININGS};

const struct module module_people = {.name = "people",
    .registers = registers,
    .n_registers = sizeof registers / sizeof registers[0]};
