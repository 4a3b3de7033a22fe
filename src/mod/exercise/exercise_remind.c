/* Pre-reports that are due and not written. */
#include "base/clock.h"
#include "base/limits.h"
#include "kernel/audit/tx.h"
#include "mod/exercise/exercise_private.h"

/* In a transaction of its own: who has written meanwhile is not told. */
static enum err remind_one(struct call *c, const struct exercise_waiting *one)
{
    bool is = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = exercise_store_remind(c, one->id, &is);
    if (e == ERR_OK && is)
        e = exercise_tell_of(
            c, &one->uid, one->title, one->due, EXERCISE_NOTICE_REPORT, one->person_id);
    if (e == ERR_OK && is)
        e = tx_commit_unaudited(c); /* nothing of the exercise has changed */
    tx_abort(c);
    return e;
}

enum err exercise_remind(struct call *c, struct job *job)
{
    struct exercise_waiting *waiting = NULL;
    struct date day;
    char today[DATE_TEXT_SIZE], tomorrow[DATE_TEXT_SIZE];
    size_t n = 0;
    (void)job;
    if (!clock_day_in_zone(c->now_ms, c->org.zone, &day))
        return ERR_INTERNAL;
    date_format(day, today);
    date_format(date_of_days(date_days(day) + 1), tomorrow);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = exercise_store_waiting(c, today, tomorrow, LIMIT_TASKS_REMINDED, &waiting, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        e = remind_one(c, &waiting[i]);
    return e;
}
