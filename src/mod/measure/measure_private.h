/* Inside the module only. */
#ifndef KANAME_MOD_MEASURE_MEASURE_PRIVATE_H
#define KANAME_MOD_MEASURE_MEASURE_PRIVATE_H

#include "mod/measure/measure.h"

extern const struct option_set OPTIONS_MEASURE_KIND;

/* measure_check.c: the register's check. What is asked for again is counted, with its days. */
enum err measure_check(struct call *c, const struct reg_record *record);

/* measure_return.c: deferred measures whose day has come are proposed again: the day they name,
 * else that of the first management meeting after they were deferred. The job's work. */
enum err measure_return_run(struct call *c);

/* "/key", under c. */
const char *measure_pointer(struct call *c, const char *key);
/* Writes today, as the organisation's zone has it, whatever stood there. */
void measure_fill_today(struct call *c, const struct reg_record *record, const char *key);

extern const struct perm PERM_BUDGET_READ, PERM_BUSINESS_CASE_READ, PERM_BUSINESS_CASE_WRITE;

#endif
