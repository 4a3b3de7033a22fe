/* Who is told what of a round: those asked, and the drafter how it went. */
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/notice/notice.h"

enum { ASKED, RETURNED, DECIDED, LATE };

static const struct notice_kind kinds[] = {
    [ASKED] = {.name = "approval_asked", .usual = NOTICE_NOW},
    [RETURNED] = {.name = "approval_returned", .usual = NOTICE_NOW},
    [DECIDED] = {.name = "approval_decided", .usual = NOTICE_NOW},
    [LATE] = {.name = "approval_late", .usual = NOTICE_NOW},
};

static enum err tell(struct call *c, const struct approval *a, int kind, const char *comment,
    const int64_t *accounts, size_t n)
{
    const char *state = approval_state_key(a->state);
    const struct notice_arg args[] = {
        {"title", NOTICE_TEXT, a->title},
        {"number", NOTICE_TEXT, a->number},
        {"drafter", NOTICE_TEXT, a->drafter.name},
        {"due", NOTICE_DATE, a->step_due},
        {"state", NOTICE_MESSAGE, mem_printf(c, "enum.approval_state.%s", state)},
        {"comment", NOTICE_TEXT, comment},
    };
    const struct notice_new notice = {.kind = &kinds[kind],
        .subject = "approval",
        .subject_uid = &a->uid,
        .path = mem_printf(c, "/approvals/%s", a->number),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell(c, &notice, accounts, n);
}

/* Those who have yet to decide in the step, and who stands in for them today. */
static enum err waiting_for(
    struct call *c, const struct approval *a, int64_t **ret_ids, size_t *ret_n)
{
    const struct approval_step *s = &a->steps[a->step - 1];
    char today[DATE_TEXT_SIZE];
    struct rule_deputy *deputies = NULL;
    size_t n_deputies = 0, n = 0;
    approval_today(c, today);
    enum err e = absence_store_deputies(c, a->id, a->step, &deputies, &n_deputies);
    int64_t *ids = mem_array(c, int64_t, s->n_seats + n_deputies + 1);
    for (size_t i = 0; i < s->n_seats && e == ERR_OK; i++) {
        if (s->seats[i].decision != DECISION_NONE)
            continue;
        ids[n++] = s->seats[i].who.id;
        for (size_t k = 0; k < n_deputies; k++)
            if (deputies[k].account_id == s->seats[i].who.id && deputies[k].deputy_id != 0 &&
                deputies[k].deputy_id != a->drafter.id && approval_deputy_on(&deputies[k], today))
                ids[n++] = deputies[k].deputy_id;
    }
    *ret_ids = ids;
    *ret_n = n;
    return e;
}

enum err approval_tell_asked(struct call *c, int64_t id)
{
    struct approval a;
    int64_t *ids = NULL;
    size_t n = 0;
    enum err e = approval_load_id(c, id, false, &a);
    if (e != ERR_OK || a.state != APPROVAL_OPEN || a.step < 1)
        return e;
    e = waiting_for(c, &a, &ids, &n);
    return e == ERR_OK ? tell(c, &a, ASKED, a.note, ids, n) : e;
}

enum err approval_tell_drafter(struct call *c, const struct approval *a, const char *comment)
{
    int kind = a->state == APPROVAL_RETURNED ? RETURNED : DECIDED;
    return tell(c, a, kind, comment, &a->drafter.id, 1);
}

enum err approval_tell_late(struct call *c, const struct approval *a)
{
    return tell(c, a, LATE, NULL, &a->drafter.id, 1);
}

const struct module module_approval_notice = {
    .name = "approval_notice", .notices = kinds, .n_notices = sizeof kinds / sizeof kinds[0]};
