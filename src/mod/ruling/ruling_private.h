/* Inside the module. */
#ifndef KANAME_MOD_RULING_RULING_PRIVATE_H
#define KANAME_MOD_RULING_RULING_PRIVATE_H

#include "base/limits.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "kernel/register/register.h"
#include "mod/response/response.h"
#include "mod/ruling/ruling.h"
#include "mod/ruling/ruling_rules.h"

extern const struct perm PERM_RULING_READ, PERM_RULING_ASK, PERM_RULING_POST;

enum { RULING_WHAT = 1000, RULING_WORDS = 2000 /* characters of what is asked, and answered */ };

/* A person as the API names one; id 0: nobody. */
struct ruling_person {
    int64_t id;
    const char *uid, *number, *name, *post;
};

struct ruling_voice {
    int64_t id;
    const char *rank, *part;
    struct ruling_person person;
    bool stand_in;
    const char *opinion; /* "for", "against", "passed"; NULL: none given */
    const char *text;
    int64_t said_ms;
};

struct ruling {
    int64_t id, incident_id, no;
    struct uuid uid;
    const char *action, *impact, *matrix, *what, *rank;
    struct ruling_person decider;
    bool stand_in;
    enum ruling_state state;
    int64_t due_ms, asked_ms, asked_by;
    const char *asked_name; /* NULL: gone */
    const char *answer;
    int64_t ended_ms;
    const char *ended_name;
    const char *verdict, *review;
    int64_t reviewed_ms;
    bool owes_opinion; /* the caller */
    struct ruling_voice voices[DECISION_RANK_MAX];
    size_t n_voices; /* not read with lists of one's own */
};

/* ---- ruling_store.c ---- */

/* All of a case, the newest first, with their voices. */
enum err ruling_store_list(
    struct call *c, int64_t incident_id, struct ruling **ret_list, size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err ruling_store_get(
    struct call *c, int64_t incident_id, int64_t no, struct ruling *ret_ruling);
/* Those that the caller's person decides, is heard on, or has been told of: what waits for him
 * first, then the newest. */
enum err ruling_store_own(struct call *c, struct ruling **ret_list, size_t *ret_n);
/* One of them, with its voices. ERR_NOT_FOUND. */
enum err ruling_store_own_get(struct call *c, const char *uid, struct ruling *ret_ruling);

/* With the next number; fills in id, no and uid. ERR_CONFLICT: there are LIMIT_RULINGS. */
enum err ruling_store_add(struct call *c, struct ruling *ruling);
/* It is over; the state and the answer as they are in `ruling`. */
enum err ruling_store_end(struct call *c, const struct ruling *ruling);
enum err ruling_store_review(struct call *c, int64_t id, const char *verdict, const char *review);
/* Of the voices of a person, or with person 0 of all that are heard before and have said nothing.
 */
enum err ruling_store_opinion(
    struct call *c, int64_t ruling_id, int64_t person, const char *opinion, const char *said);
enum err ruling_store_purge(struct call *c, int64_t incident_id);

enum { RULING_SEATS = 10 };
/* Who has that post, or holds that role, on the line of the unit with this path, and an account.
 * The head office, and who belongs to no unit, are on every line. */
enum err ruling_store_with_post(struct call *c, const char *post, const char *unit_path,
    struct ruling_person ret_people[RULING_SEATS], size_t *ret_n);
enum err ruling_store_with_role(struct call *c, const char *role, const char *unit_path,
    struct ruling_person ret_people[RULING_SEATS], size_t *ret_n);
/* Somebody with an account. ERR_NOT_FOUND. */
enum err ruling_store_person(struct call *c, int64_t id, struct ruling_person *ret_person);

struct ruling_posts {
    const char *of[DECISION_RANK_MAX]; /* NULL: not said */
    int64_t version;                   /* 0: never set */
};
enum err ruling_store_posts(struct call *c, struct ruling_posts *ret_posts);
/* With the next version; ERR_STALE: somebody else was first. */
enum err ruling_store_posts_put(struct call *c, const struct ruling_posts *posts);

/* ---- ruling_ask.c: whom a decision is asked of ---- */

struct ruling_seat {
    enum decision_rank rank;
    enum decision_part part;
    const char *post; /* by which it was looked for; NULL: by the role, or not at all */
    struct ruling_person people[RULING_SEATS];
    size_t n;
};
/* What the matrix says of a step, and who holds its ranks for a case. *ret_matrix: number of its
 * row, NULL: it does not say, and then each rank may decide. */
enum err ruling_seats(struct call *c, const struct reg_record *incident, const char *action,
    const char *impact, struct ruling_seat ret_seats[DECISION_RANK_MAX], const char **ret_matrix);
enum err ruling_people_get(struct req *r);
enum err ruling_post_new(struct req *r);
extern const struct shape SHAPE_RULING_ASKED, SHAPE_RULING_SEATS, SHAPE_RULING_NEW;

/* ---- ruling_write.c: what is answered. key NULL: a member of a list ---- */

extern const struct shape SHAPE_RULING, SHAPE_RULING_PERSON;

void ruling_write(struct jw *w, const struct ruling *ruling);
void ruling_person_write(struct jw *w, const char *key, const struct ruling_person *person);

/* ---- ruling_tell.c: the timeline, the history and notices ---- */

enum {
    RULING_TOLD_ASKED,   /* who decides */
    RULING_TOLD_OPINION, /* who is heard before */
    RULING_TOLD_ENDED,   /* who asked, and who is told after */
    RULING_TOLD_REVIEW,  /* who should have decided */
    RULING_TOLD_LATE,    /* who decides and who asked: its time is over */
    RULING_TOLD_HEARD,   /* who decides: everybody has been heard */
    RULING_NOTICES
};
extern const struct notice_kind ruling_notices[RULING_NOTICES];

enum err ruling_tell_asked(
    struct call *c, const struct reg_record *incident, const struct ruling *ruling);
/* Whoever was asked before is told by what it became. */
enum err ruling_tell_ended(
    struct call *c, const struct reg_record *incident, const struct ruling *ruling);
enum err ruling_tell_opinion(struct call *c, const struct reg_record *incident,
    const struct ruling *ruling, const char *opinion, const char *text);
enum err ruling_tell_review(struct call *c, const struct reg_record *incident,
    const struct ruling *ruling, const char *verdict, const char *text);

/* Nobody has answered in time. Nothing of the case changes by that. */
enum err ruling_tell_late(
    struct call *c, const struct reg_record *incident, const struct ruling *ruling);

/* ---- ruling_late.c: a job that looks once, when the time is over ---- */

enum { RULING_JOBS = 1 };
extern const struct job_kind ruling_jobs[RULING_JOBS];
/* In the transaction in which it is asked. */
enum err ruling_late_add(struct call *c, const struct ruling *ruling);

/* ---- the routes ---- */

/* A text of the body without spaces around it; an empty one is told at its place. */
const char *ruling_said(struct call *c, const json_t *body, const char *key, bool must);

extern const struct shape SHAPE_RULING_LIST, SHAPE_RULING_REASON;
enum err ruling_list(struct req *r);
enum err ruling_override_post(struct req *r);
enum err ruling_withdraw_post(struct req *r);
extern const struct shape SHAPE_OWN_RULINGS, SHAPE_OWN_RULING, SHAPE_RULING_OPINION,
    SHAPE_RULING_ANSWER, SHAPE_RULING_REVIEW;
enum err own_rulings_get(struct req *r);
enum err own_ruling_get(struct req *r);
enum err own_ruling_opinion_post(struct req *r);
enum err own_ruling_answer_post(struct req *r);
enum err own_ruling_review_post(struct req *r);
extern const struct shape SHAPE_RULING_POSTS, SHAPE_RULING_POSTS_NEW;
enum err ruling_posts_get(struct req *r);
enum err ruling_posts_put(struct req *r);
/* The case and one of its decisions that is still asked for, held. */
enum err ruling_open(struct req *r, struct reg_record *ret_incident, struct ruling *ret_ruling);
/* Whoever asks has the right to in the case. */
enum err ruling_case(struct req *r, const struct perm *perm, struct reg_record *ret_incident);

#endif
