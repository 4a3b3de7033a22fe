/* Rounds that wait for the caller, as days of their calendar. */
#include "base/limits.h"
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/calendar/calendar.h"
#include "kernel/i18n/msg.h"

enum err approval_calendar(struct call *c, struct calendar *calendar)
{
    char today[DATE_TEXT_SIZE];
    struct approval *all = NULL;
    size_t n = 0;
    const struct approval_list list = {
        .box = BOX_INBOX, .today = today, .limit = LIMIT_CALENDAR_EVENTS};
    approval_today(c, today);
    enum err e = approval_store_list(c, &list, &all, &n);
    if (e == ERR_OK)
        e = approval_keep_open(c, all, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct approval *a = &all[i];
        const struct msg_arg args[] = {{"title", a->title}};
        calendar_add(c, calendar,
            &(struct calendar_event){
                .uid = calendar_uid(c, "approval", &a->uid, "decision"),
                .day = a->step_due,
                .title = msg_format(c, c->lang, "calendar.approval", args, 1),
                .path = mem_printf(c, "/approvals/%s", a->number),
                .changed_ms = a->sent_ms,
                .sequence = a->cycle,
            });
    }
    return e;
}
