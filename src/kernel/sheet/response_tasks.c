/* What waits for somebody, as lists and as days of their calendar. */
#include "kernel/sheet/response_tasks.h"

#include "base/mem.h"
#include "kernel/calendar/calendar.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/sheet_perm.h"
#include "kernel/unit/unit_tree.h"

#include <stdlib.h>
#include <string.h>

enum { TASKS_SHOWN = 100 };

/* The newest of several lists, each newest first: the caller's units may be several subtrees. */
static size_t merge(struct response *all, size_t n_all, struct response *more, size_t n_more,
    size_t most, struct response *ret)
{
    size_t i = 0;
    size_t k = 0;
    size_t n = 0;
    while (n < most && (i < n_all || k < n_more)) {
        bool first = k == n_more || (i < n_all && all[i].id > more[k].id);
        ret[n++] = first ? all[i++] : more[k++];
    }
    return n;
}

enum err response_list_in_scope(struct call *c, const struct perm *perm,
    struct response_filter filter, struct response **ret_list, size_t *ret_n)
{
    size_t n_paths = 0;
    const char **paths = who_scope(c, c->who, perm, &n_paths);
    size_t most = (size_t)filter.limit + 1;
    struct response *all = NULL;
    size_t n = 0;
    for (size_t i = 0; i < n_paths; i++) {
        char end[UNIT_PATH_SIZE];
        struct response *more = NULL;
        size_t n_more = 0;
        unit_path_end(paths[i], end);
        filter.unit_from = paths[i];
        filter.unit_to = end;
        enum err e = response_store_list(c, &filter, &more, &n_more);
        if (e != ERR_OK)
            return e;
        struct response *both = mem_array(c, struct response, most);
        n = merge(all, n, more, n_more, most, both);
        all = both;
    }
    *ret_list = all;
    *ret_n = n;
    return ERR_OK;
}

static const struct perm OWN_UNIT = {"response.own_unit", PERM_ROLE, OF_MANAGER | OF_MEMBER};

/* Submissions of one's own are somebody else's to review, as long as there is somebody. */
static enum err without_own(struct call *c, struct response *list, size_t n, size_t *ret_n)
{
    int64_t others = 0;
    size_t kept = 0;
    bool *own = mem_array(c, bool, n + 1);
    enum err e = response_store_reviewers(c, c->who->account_id, "/", &others);
    if (e == ERR_OK)
        e = response_store_own(c, c->who->account_id, list, n, own);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (others == 0 || !own[i])
            list[kept++] = list[i];
    if (e == ERR_OK)
        *ret_n = kept;
    return e;
}

/* What is due first, and within a campaign as the units stand in the tree: lists come newest first,
 * which is the tree upside down. */
static int by_turn(const void *a, const void *b)
{
    const struct response *x = a;
    const struct response *y = b;
    int order = strcmp(x->due, y->due);
    if (order == 0)
        order = (x->campaign.id > y->campaign.id) - (x->campaign.id < y->campaign.id);
    return order == 0 ? unit_path_compare(x->unit_path, y->unit_path) : order;
}

static void sort(struct response *list, size_t n)
{
    if (n > 0)
        qsort(list, n, sizeof *list, by_turn);
}

enum err response_tasks_load(struct call *c, struct response_tasks *ret_tasks)
{
    struct response_filter filter = {
        .state = "open", .open_only = true, .before_id = INT64_MAX, .limit = TASKS_SHOWN - 1};
    struct response_tasks t = {.n_mine = 0};
    filter.assignee_id = c->who->account_id;
    enum err e = response_list_in_scope(c, &PERM_RESPONSE_ANSWER, filter, &t.mine, &t.n_mine);
    filter.assignee_id = -1;
    if (e == ERR_OK)
        e = response_list_in_scope(c, &OWN_UNIT, filter, &t.nobodys, &t.n_nobodys);
    filter.assignee_id = 0;
    filter.open_only = false;
    filter.state = response_state_key(RESPONSE_SUBMITTED);
    if (e == ERR_OK)
        e = response_list_in_scope(c, &PERM_RESPONSE_REVIEW, filter, &t.review, &t.n_review);
    if (e == ERR_OK)
        e = without_own(c, t.review, t.n_review, &t.n_review);
    if (e != ERR_OK)
        return e;
    sort(t.mine, t.n_mine);
    sort(t.nobodys, t.n_nobodys);
    sort(t.review, t.n_review);
    *ret_tasks = t;
    return ERR_OK;
}

/* ---- the calendar ---- */

/* `kind`: "answer" or "review", message "calendar.<kind>". */
static enum err add(struct call *c, struct calendar *calendar, const struct response *list,
    size_t n, const char *kind)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct response *r = &list[i];
        const struct msg_arg args[] = {{"campaign", r->campaign.title}, {"unit", r->unit.title}};
        struct campaign campaign; /* whose date it is */
        char uid[UUID_TEXT_SIZE];
        e = campaign_find(c, r->campaign.number, false, &campaign);
        if (e != ERR_OK)
            return e;
        uuid_format(&r->uid, uid);
        bool later = campaign.updated_at_ms > r->updated_at_ms;
        calendar_add(c, calendar,
            &(struct calendar_event){
                .uid = calendar_uid(c, "response", &r->uid, kind),
                .day = r->due,
                .title = msg_format(c, c->lang, mem_printf(c, "calendar.%s", kind), args, 2),
                .path = mem_printf(c, "/responses/%s", uid),
                .changed_ms = later ? campaign.updated_at_ms : r->updated_at_ms,
                .sequence = r->version + campaign.version,
            });
    }
    return e;
}

enum err response_calendar(struct call *c, struct calendar *calendar)
{
    struct response_tasks tasks;
    enum err e = response_tasks_load(c, &tasks);
    if (e == ERR_OK)
        e = add(c, calendar, tasks.mine, tasks.n_mine, "answer");
    if (e == ERR_OK)
        e = add(c, calendar, tasks.nobodys, tasks.n_nobodys, "answer");
    if (e == ERR_OK)
        e = add(c, calendar, tasks.review, tasks.n_review, "review");
    return e;
}
