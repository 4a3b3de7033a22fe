#include "kernel/sheet/response_notice.h"

#include "base/mem.h"
#include "kernel/sheet/response_rules.h"
#include "kernel/sheet/response_store.h"

enum { NAMED_MOST = 10 }; /* units in one text */

/* In the order of enum response_notice, then the one for a single response. */
static const struct notice_kind kinds[] = {
    {.name = "answer_asked", .usual = NOTICE_NOW},
    {.name = "answer_reminder", .usual = NOTICE_NOW},
    {.name = "answer_overdue", .usual = NOTICE_NOW},
    {.name = "answer_returned", .usual = NOTICE_NOW},
};

enum { RETURNED = RESPONSE_OVERDUE + 1 };

/* What one account is asked: its units, one a line. */
struct asked {
    int64_t account_id;
    size_t n;
    const char *units;
    const struct response *first;
};

static const char *response_path(struct call *c, const struct response *r)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&r->uid, uid);
    return mem_printf(c, "/responses/%s", uid);
}

static enum err tell(struct call *c, const struct notice_kind *kind, const char *path,
    const char *units, const struct response *r, const int64_t *accounts, size_t n)
{
    const char *reason = r->return_reason == NULL ? "" : r->return_reason;
    struct notice_arg args[] = {
        {"campaign", NOTICE_TEXT, r->campaign.title},
        {"due", NOTICE_DATE, r->due},
        {"units", NOTICE_TEXT, units},
        {"reason", NOTICE_TEXT, reason},
    };
    struct notice_new notice = {.kind = kind,
        .subject = "response",
        .subject_uid = &r->uid,
        .path = path,
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell(c, &notice, accounts, n);
}

static void ask(struct call *c, struct asked *all, size_t *n, const struct response *r)
{
    size_t i = 0;
    while (i < *n && all[i].account_id != r->assignee.id)
        i++;
    if (i == *n)
        all[(*n)++] = (struct asked){.account_id = r->assignee.id, .units = "", .first = r};
    struct asked *a = &all[i];
    if (a->n < NAMED_MOST)
        a->units = mem_printf(c, "%s%s%s", a->units, a->n == 0 ? "" : "\n", r->unit.title);
    else if (a->n == NAMED_MOST)
        a->units = mem_printf(c, "%s\n…", a->units);
    a->n++;
}

enum err response_notice_all(
    struct call *c, const struct campaign *campaign, enum response_notice what)
{
    struct response *list = NULL;
    size_t n = 0, n_asked = 0;
    enum err e = response_store_of_campaign(c, campaign->id, &list, &n);
    struct asked *asked = mem_array(c, struct asked, n + 1);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (list[i].assignee.id != 0 && response_editable(list[i].state, true))
            ask(c, asked, &n_asked, &list[i]);
    for (size_t i = 0; i < n_asked && e == ERR_OK; i++) {
        const struct asked *a = &asked[i];
        const char *path = a->n == 1 ? response_path(c, a->first) : "/assessments";
        e = tell(c, &kinds[what], path, a->units, a->first, &a->account_id, 1);
    }
    return e;
}

enum err response_notice_asked(struct call *c, const struct response *r)
{
    return tell(
        c, &kinds[RESPONSE_ASKED], response_path(c, r), r->unit.title, r, &r->assignee.id, 1);
}

enum err response_notice_returned(struct call *c, const struct response *r, int64_t submitted_by)
{
    const int64_t accounts[] = {r->assignee.id, submitted_by};
    return tell(c, &kinds[RETURNED], response_path(c, r), r->unit.title, r, accounts, 2);
}

const struct module module_response_notice = {
    .name = "response_notice", .notices = kinds, .n_notices = sizeof kinds / sizeof kinds[0]};
