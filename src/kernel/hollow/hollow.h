/* Hints on answers that may be a matter of form, for whoever reviews a response. */
#ifndef KANAME_KERNEL_HOLLOW_HOLLOW_H
#define KANAME_KERNEL_HOLLOW_HOLLOW_H

#include "kernel/app.h"

extern const struct module module_hollow;

#endif
