/* Rows that the unit register's checks look at. */
#ifndef KANAME_KERNEL_UNIT_UNIT_REG_STORE_H
#define KANAME_KERNEL_UNIT_UNIT_REG_STORE_H

#include "kernel/call.h"

/* Units directly below and people in a unit, deleted ones not counted. */
enum err unit_store_count_inside(
    struct call *c, int64_t unit_id, int64_t *ret_units, int64_t *ret_people);

/* Whether another live person has this address, however its letters are written, and not as one of
 * those that shared it before that was refused. */
enum err person_store_address_taken(
    struct call *c, const char *email, int64_t but, bool *ret_taken);

#endif
