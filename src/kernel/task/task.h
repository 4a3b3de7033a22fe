/* Tasks: what somebody does by a day, on a record of any register or for a unit alone. A task on a
 * record lies in that record's unit and is seen by whoever may read the record there; it is kept to
 * the same readers, goes with the record when that is deleted and comes back with it. What becomes
 * of it is changed by who was given it, who gave it, and who may change the record.
 *
 * Nobody is given a task on what they may not see. Who loses the right to see a record later loses
 * its tasks with it; they stay their owner's for those who still see them.
 *
 * Not for answers that are waited for (kernel/sheet) nor for decisions (kernel/approval). */
#ifndef KANAME_KERNEL_TASK_TASK_H
#define KANAME_KERNEL_TASK_TASK_H

#include "kernel/register/register.h"

extern const struct reg_def REG_TASKS;
extern const struct module module_task;

/* A task on a record that the caller may change, inside the write transaction. `body`: checked
 * against the shape of the route – title, and if given detail, owner, due, priority and, on a
 * record of the whole organisation, unit. ERR_NOT_FOUND: no such record for the caller. */
enum err task_add(struct call *c, const struct reg_def *def, const char *record, const json_t *body,
    struct reg_record *ret_task);

/* Whether a person can be given a task on the record: may see it there, or has no account at all.
 */
enum err task_may_be_given(
    struct call *c, const struct reg_record *host, int64_t person_id, bool *ret_may);

/* Tasks of one record to another of its register, removed ones too; adds their ids to the list.
 * Inside the write transaction of whoever makes one record of two (reg_move). */
enum err task_rehang(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t *ids);
/* Of these ids those that still hang on `to`, back on `from`. */
enum err task_rehang_back(
    struct call *c, const struct reg_record *from, const struct reg_record *to, const json_t *ids);

/* For who has moved or renamed a record by a statement of his own: its tasks, deleted ones too, go
 * into that unit and are about what it is called now. In the same transaction. */
enum err task_follow(struct call *c, const struct uuid *record, int64_t unit_id, const char *number,
    const char *title);

#endif
