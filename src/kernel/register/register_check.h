/* What the checks of several registers do to a record that is being written. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_CHECK_H
#define KANAME_KERNEL_REGISTER_REGISTER_CHECK_H

#include "kernel/register/register.h"

/* Refuses a number that is larger than another one of the record ("attended" than "invited"); a
 * number that is not given is no fault. */
void reg_check_at_most(
    struct call *c, const struct reg_record *record, const char *key, const char *most);

/* Refuses an email address that none can be: good enough to catch slips, only the mail itself shows
 * that an address works. One that is not given is no fault. */
void reg_check_email(struct call *c, const struct reg_record *record, const char *key);

/* The share of one number in another as whole per cent, rounded down; -1: one of them is not given,
 * or the whole is 0. */
int64_t reg_percent(const struct reg_record *record, const char *part, const char *whole);

/* Writes a number of the program's own into the record; below 0: null. */
void reg_fill_int(const struct reg_record *record, const char *key, int64_t value);

/* Writes today, as the organisation's zone has it, where there is no date yet. */
void reg_fill_today(struct call *c, const struct reg_record *record, const char *key);

/* A member that is not there, or null: nothing is given. */
bool reg_absent(const json_t *value);
bool reg_differ(const json_t *one, const json_t *other);
/* The record's member is being changed; of a new record: given. */
bool reg_changes(const struct reg_record *record, const char *key);

/* The record has just come to that state. */
bool reg_enters(const struct reg_record *record, const char *state);

#endif
