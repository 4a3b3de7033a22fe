/* Inside the module only. */
#ifndef KANAME_MOD_EXERCISE_EXERCISE_PRIVATE_H
#define KANAME_MOD_EXERCISE_EXERCISE_PRIVATE_H

#include "kernel/calendar/calendar.h"
#include "kernel/http/req.h"
#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/exercise/exercise.h"
#include "mod/exercise/exercise_rules.h"

extern const struct perm PERM_EXERCISE_READ, PERM_EXERCISE_WRITE;
extern const struct option_set OPTIONS_EXERCISE_AREA, OPTIONS_EXERCISE_STYLE;

/* A record as the API names one; id NULL: none. */
struct exercise_ref {
    const char *id, *number, *title;
};

/* ---- exercise_store.c: once of an exercise, its clock, what participants did ---- */

struct exercise_run {
    const char *incident; /* number of the drill case; NULL: none */
    const char *feedback; /* NULL: nobody was told yet */
    int64_t fed_back_ms;
};
struct exercise_answer {
    struct uuid line; /* zeros: to none */
    int64_t person_id;
    const char *by, *text;
    int64_t at_ms;
};

/* Until the end of the write transaction others who hold the exercise wait. */
enum err exercise_hold(struct call *c, int64_t exercise_id);
enum err exercise_store_run(struct call *c, int64_t exercise_id, struct exercise_run *ret_run);
/* ERR_CONFLICT: it has a case already. */
enum err exercise_store_case(struct call *c, int64_t exercise_id, const char *incident);
enum err exercise_store_feedback(struct call *c, int64_t exercise_id, const char *said);
enum err exercise_store_presses(
    struct call *c, int64_t exercise_id, struct exercise_pressed **ret_presses, size_t *ret_n);
enum err exercise_store_press(struct call *c, int64_t exercise_id, enum exercise_press press);
/* person_id 0: everybody's. In their order. */
enum err exercise_store_answers(struct call *c, int64_t exercise_id, int64_t person_id,
    struct exercise_answer **ret_answers, size_t *ret_n);
enum err exercise_store_answer(
    struct call *c, int64_t exercise_id, int64_t line_id, const char *said);
enum err exercise_store_purge(struct call *c, int64_t exercise_id);

/* ---- exercise_load.c: who takes part ---- */

struct exercise_person {
    int64_t person_id;
    struct exercise_ref person;
    const char *role;
    int came;           /* -1: not known */
    const char *answer; /* "comes", "absent"; NULL: none yet */
    const char *answer_note, *report, *reflection;
    int64_t reported_ms, reflected_ms;
    int learned; /* -1: not told */
    const char *site_due, *site_on, *site_result;
    bool emergency;        /* has a role in emergencies */
    const char *last_role; /* in the exercise before; NULL: in none */
    const char *last_on;
};

/* With their emergency roles and what they did last time; those with such a role who are not
 * invited as `missing`. */
enum err exercise_people_load(struct call *c, const struct reg_record *exercise,
    struct exercise_person **ret_people, size_t *ret_n, struct exercise_person **ret_missing,
    size_t *ret_n_missing);
/* Roles proposed to `missing`, one after the other. */
void exercise_people_propose(const struct exercise_person *people, size_t n,
    struct exercise_person *missing, size_t n_missing);

/* SQL of it. In order of their names; without what exercise_people_load adds. */
enum err exercise_store_people(
    struct call *c, int64_t exercise_id, struct exercise_person **ret_people, size_t *ret_n);
struct exercise_past {
    int64_t person_id;
    const char *role, *on;
};
/* Which role each of some persons (a JSON list of ids) had in the last exercise held up to a day.
 */
enum err exercise_store_past(struct call *c, int64_t exercise_id, const char *before,
    const char *person_ids, struct exercise_past **ret_past, size_t *ret_n);
enum err exercise_store_invite(
    struct call *c, int64_t exercise_id, int64_t person_id, const char *role, int came);
enum err exercise_store_uninvite(struct call *c, int64_t exercise_id, int64_t person_id);
/* What the participant wrote himself, from the checked body. ERR_NOT_FOUND: he takes no part. */
enum err exercise_store_own(struct call *c, int64_t exercise_id, const json_t *body);
/* How many of the unit's exercises were planned in these days and not called off, and the day of
 * the last one held before `before`; NULL: none. */
enum err exercise_store_year(struct call *c, const struct reg_record *exercise,
    struct date_span span, const char *before, int64_t *ret_n, const char **ret_last);

struct own_exercise {
    struct uuid uid;
    const char *number, *title, *state, *planned_on, *role, *answer, *report_due;
    bool reported, reflected;
};
/* Of the caller's person, the newest first. */
enum err exercise_store_own_list(struct call *c, struct own_exercise **ret_list, size_t *ret_n);
/* Internal id of an exercise the caller takes part in. ERR_NOT_FOUND. */
enum err exercise_store_own_find(struct call *c, const struct uuid *uid, const char **ret_role);
/* The next exercise day of the organisation from a day on; uid zeros: none. */
enum err exercise_store_day(struct call *c, const char *from, struct own_exercise *ret_day);
/* X(name, key): messages "calendar.exercise_<key>". */
#define EXERCISE_DATE_LIST(X)                                                        \
    X(DATE_DAY, "day")       /* everybody's exercise day, or one he takes part in */ \
    X(DATE_REPORT, "report") /* his pre-report is due */                             \
    X(DATE_SITE, "site")     /* his site discusses it */

#define EXERCISE_DATE_ENUM(name, key) name,
enum exercise_date_kind { EXERCISE_DATE_LIST(EXERCISE_DATE_ENUM) EXERCISE_DATE_MAX };
#undef EXERCISE_DATE_ENUM

/* Days that stand in the caller's calendar. */
struct exercise_date {
    struct uuid uid;
    const char *title, *day;
    bool mine;
    int64_t changed_ms, version;
};
enum err exercise_store_dates(struct call *c, enum exercise_date_kind kind, const char *first,
    const char *last, struct exercise_date **ret_dates, size_t *ret_n);

/* ---- exercise_line_store.c ---- */

struct exercise_line {
    int64_t id, version;
    struct uuid uid;
    const char *kind, *title, *text, *expected, *role, *result, *note;
    int64_t minute; /* -1: none */
    bool by_hand, asks;
    int64_t unit_id; /* 0: none */
    struct exercise_ref unit;
    const char *measure, *measure_name; /* that a step was played against */
    const char *made, *made_name;       /* that was made of the line */
    int64_t delivered_ms;               /* by press; 0: was not */
    int64_t shown_ms;                   /* by press or clock (exercise_deliver); 0: not yet */
    int64_t written_ms, written_by;
    const char *by; /* NULL: gone */
};
/* Injects by minute, the others in their order. */
enum err exercise_store_lines(
    struct call *c, int64_t exercise_id, struct exercise_line **ret_lines, size_t *ret_n);
enum err exercise_store_line_add(struct call *c, int64_t exercise_id, struct exercise_line *line);
/* Of the version it was read with, which goes up by one; ERR_STALE. */
enum err exercise_store_line_put(struct call *c, struct exercise_line *line);
enum err exercise_store_line_remove(struct call *c, const struct exercise_line *line);

/* ---- exercise_board.c ---- */

/* An exercise as a whole. */
struct exercise_board {
    struct reg_record exercise;
    struct exercise_run run;
    struct exercise_pressed *presses;
    size_t n_presses;
    struct exercise_time time;
    struct exercise_line *lines;
    size_t n_lines;
    struct exercise_person *people;
    size_t n_people;
    const struct exercise_person *me; /* NULL: the caller takes no part */
    const json_t *measures;           /* linked with it; those the caller may read */
    bool runs; /* the caller may see what has not been delivered: writes it and does not play */
};
/* Without measures and what exercise_people_load adds. The record is given. */
enum err exercise_board_load(struct call *c, struct exercise_board *board);
/* The exercise of the path; `write`: it is held, and has to be the caller's to change. */
enum err exercise_of(struct req *r, bool write, struct reg_record *ret_exercise);
const struct exercise_line *exercise_line_with(const struct exercise_board *board, const char *id);
void exercise_audit(struct call *c, const struct reg_record *exercise, const char *action,
    json_t *after); /* takes `after`; NULL: none */

/* ---- exercise_json.c ---- */

extern const struct shape SHAPE_EXERCISE_TIME, SHAPE_EXERCISE_LINE, SHAPE_EXERCISE_ANSWER,
    SHAPE_EXERCISE_PERSON, SHAPE_EXERCISE_LINE_BODY, SHAPE_EXERCISE_LINE_CHANGE;
extern const struct option_set OPTIONS_EXERCISE_ROLE, OPTIONS_EXERCISE_OUTCOME_KEYS;
void exercise_time_write(
    struct jw *w, const char *key, const struct exercise_time *time, int64_t now_ms);
void exercise_ref_write(struct jw *w, const char *key, const struct exercise_ref *ref);
/* `runs`: with what was expected and not delivered. */
/* Whether it is no secret of the scenario (any more): an inject once it was delivered, an attack's
 * step once it was played. */
bool exercise_line_open(const struct exercise_line *line);
void exercise_line_write(
    struct jw *w, const struct exercise_line *line, const json_t *measures, bool runs);
void exercise_lines_write(struct jw *w, const struct exercise_board *board);
void exercise_answers_write(struct jw *w, const struct exercise_answer *answers, size_t n);
/* `whole`: with what the person wrote, or that it was written only. */
void exercise_person_write(struct jw *w, const struct exercise_person *person, bool whole);

/* ---- routes ---- */

enum err exercise_board_get(struct req *r);
enum err exercise_people_put(struct req *r);
enum err exercise_line_post(struct req *r);
enum err exercise_line_put(struct req *r);
enum err exercise_line_delete(struct req *r);
enum err exercise_deliver_post(struct req *r);
enum err exercise_measure_post(struct req *r);
enum err exercise_clock_post(struct req *r);
enum err exercise_case_post(struct req *r);
enum err exercise_feedback_post(struct req *r);
enum err own_exercises_get(struct req *r);
enum err own_exercise_get(struct req *r);
enum err own_exercise_patch(struct req *r);
enum err own_exercise_answer_post(struct req *r);
enum err own_exercise_line_post(struct req *r);
extern const struct shape SHAPE_EXERCISE_BOARD, SHAPE_EXERCISE_PEOPLE_BODY,
    SHAPE_EXERCISE_MEASURE_BODY, SHAPE_EXERCISE_MEASURE_MADE, SHAPE_EXERCISE_CLOCK_BODY,
    SHAPE_EXERCISE_CLOCK, SHAPE_EXERCISE_CASE_BODY, SHAPE_EXERCISE_CASE, SHAPE_EXERCISE_FEEDBACK,
    SHAPE_OWN_EXERCISES, SHAPE_OWN_EXERCISE, SHAPE_OWN_EXERCISE_BODY, SHAPE_OWN_EXERCISE_ANSWER,
    SHAPE_OWN_EXERCISE_LINE;

/* A line of the caller's, checked; shared by both ways to write one. */
enum err exercise_line_make(struct req *r, const struct exercise_board *board);

enum {
    EXERCISE_NOTICE_INVITED,
    EXERCISE_NOTICE_REPORT,
    EXERCISE_NOTICE_FED_BACK,
    EXERCISE_NOTICES
};
extern const struct notice_kind exercise_notices[EXERCISE_NOTICES];
enum err exercise_tell(
    struct call *c, const struct reg_record *exercise, int kind, int64_t person_id);

/* The same where there is no record at hand. */
enum err exercise_tell_of(struct call *c, const struct uuid *exercise, const char *title,
    const char *day, int kind, int64_t person_id);

/* ---- exercise_remind.c ---- */

/* Whose pre-report is due today or tomorrow and not written is told once: a job. */
enum err exercise_remind(struct call *c, struct job *job);

struct exercise_waiting {
    int64_t id, person_id; /* id: of who takes part, as exercise_store_remind wants it */
    struct uuid uid;       /* of the exercise */
    const char *title, *due;
};
enum err exercise_store_waiting(struct call *c, const char *today, const char *tomorrow, int most,
    struct exercise_waiting **ret_waiting, size_t *ret_n);
/* *ret_is: it still has to be told. */
enum err exercise_store_remind(struct call *c, int64_t id, bool *ret_is);

#endif
