/* Inside the module: schedules that draft reports by themselves, and who is asked for the words of
 * which section. Days and periods are report_schedule_rules.h. */
#ifndef KANAME_MOD_REPORT_REPORT_SCHEDULE_H
#define KANAME_MOD_REPORT_REPORT_SCHEDULE_H

#include "kernel/sheet/out.h"
#include "mod/report/report_schedule_rules.h"
#include "mod/report/report_type.h"

/* What nobody has said: days until words are due, and for reports made by hand when their authors
 * are reminded. */
enum { REPORT_WORDS_DAYS = 7, REPORT_REMIND_BEFORE = 3, REPORT_REMIND_EVERY = 7 };

/* A schedule's days, from its record. */
struct schedule_plan report_schedule_plan(const struct call *c, const json_t *record);

/* ---- drafting: report_schedule_draft.c ---- */

/* Drafts what is due in the organisation of the call; each draft is a transaction of its own. A
 * draft exists once for each period, however many nodes ask and whenever they do. */
enum err report_schedule_run(struct call *c, struct date today);

/* ---- who is asked: report_schedule_author.c ---- */

struct report_author {
    const char *section;
    struct ref person;
    bool written; /* of an issue: there are words in the section */
};

struct report_author_list {
    struct report_author *items;
    size_t n;
};

/* Those of a draft, in sections in which words can be written. */
enum err report_authors_of(
    struct call *c, const struct report_issue *issue, struct report_author_list *ret_list);

/* Asks those for words who are not in `but`, in one notice each. */
enum err report_authors_ask(struct call *c, const struct report_issue *issue,
    const struct report_author_list *all, const struct report_author_list *but);

/* Words have been written in an issue: when all that were asked for are in, tells whose report it
 * is and, where no route of approval is set, who may approve it; once. */
enum err report_authors_wrote(struct call *c, const struct report_issue *issue);

/* A person's own sections that are empty, as days of the calendar (struct module). */
enum err report_authors_calendar(struct call *c, struct calendar *calendar);

/* Reminds authors whose sections are empty, on the days that the schedule says. */
enum err report_authors_remind(struct call *c, struct date today);

/* ---- rows: report_schedule_store.c ---- */

/* UUIDs of running schedules whose day has come, under c. */
enum err schedule_store_due(
    struct call *c, const char *today, const char ***ret_ids, size_t *ret_n);
/* Moves the next day on if it is still `from`; *ret_moved false: somebody else has. */
enum err schedule_store_move(
    struct call *c, int64_t id, const char *from, const char *to, bool *ret_moved);
/* Whether a period has been drafted, deleted drafts included. */
enum err schedule_store_covered(
    struct call *c, int64_t id, const char *first, const char *last, bool *ret_covered);
/* What a draft is: the schedule's, about a period, with its words due. Takes its authors over; who
 * is in charge has drafted it, by an account, and approves it no more alone than what is written
 * by hand. Nobody has where that person has no account. */
enum err schedule_store_tie(struct call *c, int64_t issue_id, int64_t schedule_id,
    const char *first, const char *last, const char *words_due);

/* Those who have left the company are no authors. In order of section. */
enum err author_store_of_schedule(
    struct call *c, int64_t schedule_id, struct report_author_list *ret_list);
enum err author_store_of_issue(
    struct call *c, int64_t issue_id, struct report_author_list *ret_list);
enum err author_store_put_schedule(
    struct call *c, int64_t schedule_id, const struct report_author_list *list);
enum err author_store_put_issue(
    struct call *c, int64_t issue_id, const struct report_author_list *list);

/* A draft that waits for words. */
struct report_waiting {
    int64_t id;
    struct uuid uid;
    const char *number, *title, *words_due;
    int64_t created_ms, version, updated_ms;
    int remind_before, remind_every; /* 0: not before the day; once after it */
    const char *reminded_on;         /* NULL: never */
    int64_t owner_id;                /* person of the schedule; 0: there is none */
    bool complete;                   /* it has been told that all words are in */
};
/* Until when words are asked for; NULL: nobody is asked. */
enum err author_store_due(struct call *c, int64_t issue_id, const char *words_due);
/* UUIDs of drafts with words due, oldest first, under c. */
enum err author_store_waiting(struct call *c, struct report_waiting **ret_drafts, size_t *ret_n);
/* ERR_NOT_FOUND: no draft any more. */
enum err author_store_draft(struct call *c, int64_t issue_id, struct report_waiting *ret_waiting);
/* *ret_first false: it has been done on that day, or at all, already. */
enum err author_store_reminded(
    struct call *c, int64_t issue_id, const char *today, bool *ret_first);
enum err author_store_complete(struct call *c, int64_t issue_id, bool *ret_first);
/* They are asked anew: what had been told of them is forgotten. */
enum err author_store_forget(struct call *c, int64_t issue_id);
/* Drafts in which a person's own sections are empty, with the day they are due. */
enum err author_store_mine(struct call *c, int64_t person_id, const char *first, const char *last,
    struct report_waiting **ret_drafts, size_t *ret_n);

extern const struct job_kind REPORT_SCHEDULE_JOB;

#endif
