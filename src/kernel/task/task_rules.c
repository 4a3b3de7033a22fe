#include "base/mem.h"
#include "kernel/task/task_private.h"

#include <string.h>

static bool days_of(const char *text, int64_t *ret_days)
{
    struct date date;
    bool ok = text != NULL && date_parse(text, &date);
    if (ok)
        *ret_days = date_days(date);
    return ok;
}

enum task_reminder task_reminder(const char *due, const char *reminded, const char *today)
{
    int64_t due_day = 0;
    int64_t said = INT64_MIN;
    int64_t now = 0;
    if (!days_of(due, &due_day) || !days_of(today, &now))
        return TASK_NOT_YET;
    (void)days_of(reminded, &said);
    if (due_day < now) /* said before it was over, or a week ago */
        return said <= due_day || said <= now - TASK_AGAIN_DAYS ? TASK_LATE : TASK_NOT_YET;
    bool near = due_day <= now + TASK_SOON_DAYS;
    return near && said < now - TASK_SOON_DAYS ? TASK_SOON : TASK_NOT_YET;
}

const char *task_about(const void *ctx, const char *number, const char *title)
{
    if (number == NULL || title == NULL)
        return number == NULL ? title : number;
    return mem_printf(ctx, "%s %s", number, title);
}

const char *task_title_of(const struct reg_def *def, const json_t *record)
{
    return strcmp(def->name, "people") == 0 ? NULL : body_text(record, def->title);
}
