/* Due dates of the records of every register that has some (struct reg_due). */
#ifndef KANAME_KERNEL_CALENDAR_CALENDAR_REG_H
#define KANAME_KERNEL_CALENDAR_CALENDAR_REG_H

#include "kernel/calendar/calendar.h"

/* Of which the caller is in charge, and may read. In a read transaction. */
enum err calendar_registers(struct call *c, struct calendar *calendar);

#endif
