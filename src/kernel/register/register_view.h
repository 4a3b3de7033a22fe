/* Routes of saved views: filter, sort and columns of a register's list under a name, for oneself or
 * shared with all who may read the register. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_VIEW_H
#define KANAME_KERNEL_REGISTER_REGISTER_VIEW_H

#include "kernel/app.h"

extern const struct module module_saved_view;

#endif
