/* Who is told of tasks: whoever was given one, whoever gave it when it is done, and its owner when
 * the day is near or over. */
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/job/job.h"
#include "kernel/reader/reader.h"
#include "kernel/register/register_check.h"
#include "kernel/task/task_private.h"

#include <string.h>

const struct notice_kind task_notices[TASK_NOTICE_MAX] = {
    [TASK_NOTICE_GIVEN] = {.name = "task_given", .usual = NOTICE_NOW},
    [TASK_NOTICE_DONE] = {.name = "task_done", .usual = NOTICE_DAILY},
    [TASK_NOTICE_SOON] = {.name = "task_soon", .usual = NOTICE_DAILY},
    [TASK_NOTICE_LATE] = {.name = "task_late", .usual = NOTICE_DAILY},
};

/* A mail says no more of a confidential record than that there is a task. */
static enum err title_of(struct call *c, const struct reg_record *task, const char **ret_title)
{
    bool secret = false;
    enum err e = reader_is_secret(c, REG_TASKS.singular, task->id, &secret);
    if (e == ERR_OK)
        *ret_title = body_text(task->after, secret ? "number" : "title");
    return e;
}

static enum err tell(
    struct call *c, const struct reg_record *task, int kind, const int64_t *accounts, size_t n)
{
    char uid[UUID_TEXT_SIZE];
    const char *title = NULL;
    enum err e = n == 0 ? ERR_OK : title_of(c, task, &title);
    if (e != ERR_OK || n == 0)
        return e;
    uuid_format(&task->uid, uid);
    const char *due = body_text(task->after, "due");
    const struct notice_arg args[] = {
        {"title", NOTICE_TEXT, title == NULL ? uid : title},
        {"name", NOTICE_TEXT, c->who->name},
        {"due", due == NULL ? NOTICE_MESSAGE : NOTICE_DATE, due == NULL ? "task.no_due" : due},
    };
    const struct notice_new notice = {.kind = &task_notices[kind],
        .subject = REG_TASKS.singular,
        .subject_uid = &task->uid,
        .path = mem_printf(c, "/tasks/%s", uid),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell(c, &notice, accounts, n);
}

static enum err tell_owner(struct call *c, const struct reg_record *task, int kind)
{
    const struct task_place place = task_place_of(task);
    struct task_eyes eyes = {.n = 0};
    int64_t owner = 0;
    enum err e = reg_ref_id(c, task, "owner", &owner);
    if (e == ERR_OK)
        e = task_eyes_of(c, &place, owner, &eyes);
    return e == ERR_OK ? tell(c, task, kind, eyes.accounts, eyes.n) : e;
}

static const char *owner_of(const json_t *task)
{
    const char *id = body_text(json_object_get(task, "owner"), "id");
    return id == NULL ? "" : id;
}

/* Whoever gave it, if he still sees it. */
static enum err tell_maker(struct call *c, const struct reg_record *task)
{
    const struct task_place place = task_place_of(task);
    bool seen = false;
    enum err e = task_account_sees(c, &place, task->created_by, &seen);
    return e == ERR_OK && seen ? tell(c, task, TASK_NOTICE_DONE, &task->created_by, 1) : e;
}

enum err task_tell(struct call *c, const struct reg_record *task)
{
    bool given =
        task->change <= REG_UPDATE && *owner_of(task->after) != '\0' &&
        (task->before == NULL || strcmp(owner_of(task->before), owner_of(task->after)) != 0);
    if (given)
        return tell_owner(c, task, TASK_NOTICE_GIVEN);
    if (task->change == REG_TRANSITION && reg_enters(task, "done"))
        return tell_maker(c, task);
    return ERR_OK;
}

/* ---- the day ---- */

static bool is_unfinished(const struct reg_record *task)
{
    const char *state = body_text(task->after, "state");
    return state != NULL && (strcmp(state, "open") == 0 || strcmp(state, "doing") == 0);
}

/* In a transaction of its own; somebody may have finished it meanwhile, or moved its day. */
static enum err remind_one(struct call *c, const struct task_due *due, const char *today)
{
    char id[UUID_TEXT_SIZE];
    struct reg_record task;
    enum task_reminder what = TASK_NOT_YET;
    uuid_format(&due->uid, id);
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = reg_look(c, &REG_TASKS, id, &task);
    if (e == ERR_OK && is_unfinished(&task))
        what = task_reminder(
            body_text(task.after, "due"), body_text(task.after, "reminded_on"), today);
    if (e == ERR_OK && what != TASK_NOT_YET)
        e = tell_owner(c, &task, what == TASK_SOON ? TASK_NOTICE_SOON : TASK_NOTICE_LATE);
    if (e == ERR_OK && what != TASK_NOT_YET)
        e = task_store_reminded(c, due->id, today);
    if (e == ERR_OK && what != TASK_NOT_YET)
        e = tx_commit_unaudited(c); /* nothing of the task has changed */
    tx_abort(c);
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err task_remind(struct call *c, struct job *job)
{
    struct task_days days;
    struct task_due *due = NULL;
    size_t n = 0;
    (void)job;
    if (!task_days_of(c, &days))
        return ERR_INTERNAL;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = task_store_due(c, &days, LIMIT_TASKS_REMINDED, &due, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = remind_one(c, &due[i], days.today);
    return e;
}
