/* Asks the authors of a report for their words, reminds them, and tells when all are in. */
#include "base/mem.h"
#include "kernel/approval/approval.h"
#include "kernel/audit/tx.h"
#include "kernel/calendar/calendar.h"
#include "kernel/sheet/campaign_rules.h"
#include "mod/report/report_schedule.h"
#include "mod/report/report_schedule_notice.h"

#include <string.h>

const struct notice_kind REPORT_NOTICES[REPORT_NOTICE_MAX] = {
    [REPORT_DRAFTED] = {.name = "report_drafted", .usual = NOTICE_NOW},
    [REPORT_NOT_DRAFTED] = {.name = "report_not_drafted", .usual = NOTICE_NOW},
    [REPORT_WORDS_ASKED] = {.name = "report_words_asked", .usual = NOTICE_NOW},
    [REPORT_WORDS_REMINDED] = {.name = "report_words_reminder", .usual = NOTICE_NOW},
    [REPORT_WORDS_OVERDUE] = {.name = "report_words_overdue", .usual = NOTICE_NOW},
    [REPORT_WORDS_IN] = {.name = "report_words_in", .usual = NOTICE_NOW},
};

static struct notice_new notice_of(struct call *c, enum report_notice kind,
    const struct report_waiting *draft, const struct notice_arg *args, size_t n)
{
    return (struct notice_new){.kind = &REPORT_NOTICES[kind],
        .subject = REG_REPORT_ISSUES.singular,
        .subject_uid = &draft->uid,
        .path = mem_printf(c, "/report-issues/%s", draft->number),
        .args = args,
        .n_args = n};
}

/* ---- one notice a person, with the sections asked of that person, one a line ---- */

static bool has(const struct report_author_list *list, const struct report_author *a)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].person.id == a->person.id &&
            strcmp(list->items[i].section, a->section) == 0)
            return true;
    return false;
}

static bool person_before(const struct report_author_list *list, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (list->items[i].person.id == list->items[at].person.id)
            return true;
    return false;
}

static const char *heading_of(struct call *c, const struct report_issue *issue, const char *section)
{
    const struct report_slot *slot = report_slot_of(&issue->sections, section);
    const json_t *heading = slot == NULL ? NULL : slot->heading;
    const char *text = body_text(heading, c->org.lang);
    for (size_t i = 0; i < MSG_LANGS && text == NULL; i++)
        text = body_text(heading, msg_langs[i]);
    return text == NULL ? section : text;
}

static const char *sections_of(struct call *c, const struct report_issue *issue,
    const struct report_author_list *list, int64_t person)
{
    const char *lines = "";
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].person.id == person)
            lines = mem_printf(c, "%s%s%s", lines, lines[0] == '\0' ? "" : "\n",
                heading_of(c, issue, list->items[i].section));
    return lines;
}

static enum err tell_authors(struct call *c, enum report_notice kind,
    const struct report_issue *issue, const struct report_waiting *draft,
    const struct report_author_list *list)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < list->n && e == ERR_OK; i++) {
        int64_t person = list->items[i].person.id;
        const struct notice_arg args[] = {
            {"title", NOTICE_TEXT, draft->title},
            {"sections", NOTICE_TEXT, sections_of(c, issue, list, person)},
            {"due", NOTICE_DATE, draft->words_due},
        };
        const struct notice_new notice = notice_of(c, kind, draft, args, 3);
        if (!person_before(list, i))
            e = notice_tell_person(c, &notice, person);
    }
    return e;
}

enum err report_authors_of(
    struct call *c, const struct report_issue *issue, struct report_author_list *ret_list)
{
    struct report_author_list all;
    enum err e = author_store_of_issue(c, issue->id, &all);
    if (e != ERR_OK)
        return e;
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct report_slot *slot = report_slot_of(&issue->sections, all.items[i].section);
        if (slot != NULL && slot->words) /* an own type may have lost it */
            all.items[n++] = all.items[i];
    }
    *ret_list = (struct report_author_list){all.items, n};
    return ERR_OK;
}

static struct report_author_list without(
    struct call *c, const struct report_author_list *all, const struct report_author_list *but)
{
    struct report_author_list list = {mem_array(c, struct report_author, all->n + 1), 0};
    for (size_t i = 0; i < all->n; i++)
        if (but == NULL ? !all->items[i].written : !has(but, &all->items[i]))
            list.items[list.n++] = all->items[i];
    return list;
}

enum err report_authors_ask(struct call *c, const struct report_issue *issue,
    const struct report_author_list *all, const struct report_author_list *but)
{
    struct report_waiting draft;
    const struct report_author_list list = without(c, all, but);
    enum err e = author_store_draft(c, issue->id, &draft);
    return e == ERR_OK ? tell_authors(c, REPORT_WORDS_ASKED, issue, &draft, &list) : e;
}

/* ---- all words are in ---- */

/* Where a route is set the report is sent round, and the round asks who decides. */
static enum err by_route(struct call *c, bool *ret_route)
{
    int64_t n = 0;
    const struct reg_where where[] = {
        {"subject", "eq", REG_REPORT_ISSUES.name}, {"active", "eq", "true"}};
    enum err e = reg_count(c, &REG_APPROVAL_ROUTES, where, 2, "/", &n);
    *ret_route = n > 0;
    return e;
}

static enum err tell_complete(struct call *c, const struct report_waiting *draft)
{
    bool route = false;
    const struct notice_arg args[] = {{"title", NOTICE_TEXT, draft->title}};
    const struct notice_new notice = notice_of(c, REPORT_WORDS_IN, draft, args, 1);
    enum err e = by_route(c, &route);
    if (e == ERR_OK && route && draft->owner_id == 0)
        return notice_tell_holders(c, &notice, &PERM_REPORT_WRITE, "/");
    if (e == ERR_OK && route)
        return notice_tell_person(c, &notice, draft->owner_id);
    return e == ERR_OK ? notice_tell_owner_and_holders(
                             c, &notice, draft->owner_id, &PERM_REPORT_APPROVE, "/")
                       : e;
}

enum err report_authors_wrote(struct call *c, const struct report_issue *issue)
{
    struct report_author_list all;
    struct report_waiting draft;
    bool first = false;
    enum err e = report_authors_of(c, issue, &all);
    if (e != ERR_OK || all.n == 0 || without(c, &all, NULL).n > 0)
        return e;
    e = author_store_draft(c, issue->id, &draft);
    if (e == ERR_OK && !draft.complete)
        e = author_store_complete(c, issue->id, &first);
    return e == ERR_OK && first ? tell_complete(c, &draft) : e;
}

/* ---- reminders ---- */

enum { ONCE = 36500 }; /* days until they are reminded again */

static void audit_reminder(
    struct call *c, const struct report_waiting *draft, size_t waiting, int days_left)
{
    json_t *after = json_pack("{s:I, s:i}", "waiting", (json_int_t)waiting, "days_left", days_left);
    audit_add(c, &(struct audit_entry){.action = "remind_words",
                     .subject = REG_REPORT_ISSUES.singular,
                     .subject_id = draft->id,
                     .subject_uid = &draft->uid,
                     .after = after});
    json_decref(after);
}

/* On the day itself and on the day after everybody is reminded, whatever else is said. */
static bool is_day(struct call *c, const struct report_waiting *draft, struct date today)
{
    char opened[DATE_TEXT_SIZE];
    struct date day = {1970, 1, 1};
    if (draft->remind_before == 0 && campaign_days_left(draft->words_due, today) > 0)
        return false;
    clock_day_in_zone(draft->created_ms, c->org.zone, &day);
    date_format(day, opened);
    const struct campaign_plan plan = {.due = draft->words_due,
        .remind_before = draft->remind_before == 0 ? 1 : draft->remind_before,
        .remind_every = draft->remind_every == 0 ? ONCE : draft->remind_every,
        .opened_on = opened,
        .reminded_on = draft->reminded_on};
    return campaign_remind_due(&plan, today);
}

static enum err remind(struct call *c, const struct report_issue *issue,
    const struct report_waiting *draft, const struct report_author_list *list, struct date today)
{
    char text[DATE_TEXT_SIZE];
    bool first = false;
    int left = campaign_days_left(draft->words_due, today);
    date_format(today, text);
    enum err e = author_store_reminded(c, draft->id, text, &first);
    if (e != ERR_OK || !first)
        return e;
    audit_reminder(c, draft, list->n, left);
    e = tell_authors(
        c, left < 0 ? REPORT_WORDS_OVERDUE : REPORT_WORDS_REMINDED, issue, draft, list);
    return e == ERR_OK ? tx_commit(c) : e;
}

/* While it is being decided on nobody is asked for more. */
static enum err remind_one(struct call *c, const char *id, struct date today)
{
    struct report_author_list all = {NULL, 0};
    struct report_waiting draft;
    struct report_issue issue;
    json_t *sent = NULL;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = report_issue_load(c, id, false, &issue);
    if (e == ERR_OK)
        e = author_store_draft(c, issue.id, &draft);
    if (e == ERR_OK)
        e = report_authors_of(c, &issue, &all);
    if (e == ERR_OK)
        e = approval_frozen(c, &REG_REPORT_ISSUES, issue.id, &sent);
    if (e == ERR_OK && sent == NULL && draft.words_due != NULL && is_day(c, &draft, today)) {
        const struct report_author_list list = without(c, &all, NULL);
        e = list.n > 0 ? remind(c, &issue, &draft, &list, today) : ERR_OK;
    }
    tx_abort(c);
    return e == ERR_NOT_FOUND ? ERR_OK : e; /* approved or deleted meanwhile */
}

enum err report_authors_remind(struct call *c, struct date today)
{
    struct report_waiting *drafts = NULL;
    size_t n = 0;
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = author_store_waiting(c, &drafts, &n);
    tx_abort(c);
    for (size_t i = 0; i < n && e == ERR_OK; i++)
        if (is_day(c, &drafts[i], today))
            e = remind_one(c, drafts[i].number, today);
    return e;
}

/* ---- calendar ---- */

enum err report_authors_calendar(struct call *c, struct calendar *calendar)
{
    struct report_waiting *drafts = NULL;
    size_t n = 0;
    if (c->who->person_id == 0 || !who_holds(c->who, &PERM_REPORT_READ))
        return ERR_OK;
    enum err e =
        author_store_mine(c, c->who->person_id, calendar->first, calendar->last, &drafts, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        const struct msg_arg args[] = {{"title", drafts[i].title}};
        calendar_add(c, calendar,
            &(struct calendar_event){
                .uid = calendar_uid(c, "report_issue", &drafts[i].uid, "words"),
                .day = drafts[i].words_due,
                .title = msg_format(c, c->lang, "calendar.report_words", args, 1),
                .path = mem_printf(c, "/report-issues/%s", drafts[i].number),
                .changed_ms = drafts[i].updated_ms,
                .sequence = drafts[i].version,
            });
    }
    return e;
}
