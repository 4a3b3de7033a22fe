/* Inside kernel/task only. */
#ifndef KANAME_KERNEL_TASK_TASK_PRIVATE_H
#define KANAME_KERNEL_TASK_TASK_PRIVATE_H

#include "base/clock.h"
#include "base/limits.h"
#include "kernel/notice/notice.h"
#include "kernel/task/task.h"

extern const struct perm PERM_TASK_READ, PERM_TASK_WRITE;
extern const struct perm PERM_TASK_LEAD; /* may change every task of the unit */
extern const struct perm PERM_TASK_LOAD; /* sees who has how much to do */
extern const struct option_set OPTIONS_TASK_PRIORITY;

/* task_rules.c */
enum task_reminder { TASK_NOT_YET, TASK_SOON, TASK_LATE };
/* What the owner of an unfinished task is told of its day today. `reminded`: when that was last
 * said, NULL: never. Once when the day is near, then when it has passed and every week after. */
enum task_reminder task_reminder(const char *due, const char *reminded, const char *today);
/* "M-2026-0012 Title"; either may be NULL. Under ctx; NULL: neither. */
const char *task_about(const void *ctx, const char *number, const char *title);
enum { TASK_SOON_DAYS = 3, TASK_AGAIN_DAYS = 7 };

/* What a record is called in its tasks; NULL: by its number only, as people, whose names go when
 * they are erased. */
const char *task_title_of(const struct reg_def *def, const json_t *record);

/* task_add.c */
/* ERR_CONFLICT: the record (UUID) has as many tasks as it may. */
enum err task_room_check(struct call *c, const char *record);

/* task_seen.c */
struct task_place {
    const char *reg, *record; /* what it hangs on; NULL: nothing */
    const char *unit_path;
};
struct task_place task_place_of(const struct reg_record *task);
/* Accounts of a person: how many there are, and those that may see what stands there. */
struct task_eyes {
    size_t n_all;
    int64_t *accounts;
    size_t n;
};
enum err task_eyes_of(
    struct call *c, const struct task_place *place, int64_t person_id, struct task_eyes *ret_eyes);
/* The same of one account; false: disabled, too. */
enum err task_account_sees(
    struct call *c, const struct task_place *place, int64_t account_id, bool *ret_seen);

/* task_notice.c */
/* After a change of a task: who was given it and who waits for it are told. */
enum err task_tell(struct call *c, const struct reg_record *task);
struct job;
enum err task_remind(struct call *c, struct job *job);
enum { TASK_NOTICE_GIVEN, TASK_NOTICE_DONE, TASK_NOTICE_SOON, TASK_NOTICE_LATE, TASK_NOTICE_MAX };
extern const struct notice_kind task_notices[TASK_NOTICE_MAX];

/* task_watch.c */
extern const struct reg_watch task_watch;
/* A task that is new, or back, has the readers of the record it hangs on. */
enum err task_take_readers(struct call *c, const struct reg_record *task);

/* task_api.c */
enum err task_api_add(struct req *r);
enum err task_api_load(struct req *r);
extern const struct shape SHAPE_TASK_NEW, SHAPE_TASK_MADE, SHAPE_TASK_LOAD, SHAPE_TASK_LOAD_QUERY;

/* task_store.c. Tasks of a record, by its uid as text. */
/* Ids of those deleted at an instant (0: not deleted), at most LIMIT_RECORD_ITEMS. */
enum err task_store_of(
    struct call *c, const char *record, int64_t deleted_at_ms, int64_t **ret_ids, size_t *ret_n);
/* Ids behind `after`, deleted or not, at most LIMIT_RECORD_ITEMS. */
enum err task_store_page(
    struct call *c, const char *record, int64_t after, int64_t **ret_ids, size_t *ret_n);
/* All of them that were deleted at `from_ms` (0: not) now are at `to_ms` (0: not). */
enum err task_store_hide(struct call *c, const char *record, int64_t from_ms, int64_t to_ms);
/* Deleted ones too. */
enum err task_store_move(struct call *c, const char *record, int64_t unit_id);
/* To another record, of one task or of all of the record (`only` 0); adds their ids to the list. */
enum err task_store_rehang(
    struct call *c, const char *from, const char *to, const char *about, int64_t only, json_t *ids);
enum err task_store_retitle(struct call *c, const char *record, const char *about);

/* An unfinished task of somebody whose day is near or over, and not said lately. */
struct task_due {
    int64_t id;
    struct uuid uid;
    const char *due, *reminded; /* NULL: never */
};
struct task_days {
    char today[DATE_TEXT_SIZE], soon[DATE_TEXT_SIZE], week_on[DATE_TEXT_SIZE],
        month_on[DATE_TEXT_SIZE], not_since[DATE_TEXT_SIZE], week_ago[DATE_TEXT_SIZE];
};
/* false: no such zone. */
bool task_days_of(struct call *c, struct task_days *ret_days);
enum err task_store_due(struct call *c, const struct task_days *days, int most,
    struct task_due **ret_due, size_t *ret_n);
enum err task_store_reminded(struct call *c, int64_t id, const char *today);

struct task_load {
    struct uuid person; /* nobody's: name NULL */
    const char *number, *name;
    int64_t open, doing, late, week, month;
    const char *first_due; /* NULL: none has a day */
    int64_t moved_ms;      /* the last change of any of them */
    int64_t still_ms;      /* of the one that has not moved for longest */
};
/* Unfinished tasks in a unit and below it by person, the most late first. Those on confidential
 * records are left out, whoever asks, and those on registers that the caller may not read there. */
enum err task_store_load(struct call *c, const char *unit_path, const struct task_days *days,
    int most, struct task_load **ret_loads, size_t *ret_n);

#endif
