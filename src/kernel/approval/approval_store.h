/* Inside kernel/approval: rounds as they are kept, and all SQL of them. Memory is the call's. */
#ifndef KANAME_KERNEL_APPROVAL_STORE_H
#define KANAME_KERNEL_APPROVAL_STORE_H

#include "base/digest.h"
#include "kernel/approval/approval.h"
#include "kernel/approval/approval_rules.h"

/* Somebody with the name and post of the day. */
struct approval_person {
    int64_t id; /* of the account; 0: nobody, or the system */
    struct uuid uid;
    const char *name;
    const char *post; /* NULL: none */
};

struct approval_seat {
    struct approval_person who;
    bool enabled; /* the account may still sign in */
    bool escalated;
    enum approval_decision decision;
    struct approval_person by; /* who decided */
    enum approval_as as;
    const char *comment;
    int64_t decided_ms;
};

struct approval_step {
    int no;
    const char *name, *name_en;
    enum approval_need need;
    int count, days;
    const char *who, *escalate; /* selectors as JSON text; escalate NULL: none */
    const char *due;            /* NULL: not begun, or without deadline */
    int64_t escalated_ms;
    struct approval_seat *seats;
    size_t n_seats;
};

struct approval {
    int64_t id;
    struct uuid uid;
    const char *number;
    const char *reg;
    int64_t record_id;
    struct uuid record_uid;
    const char *record_number, *title;
    int64_t unit_id; /* 0: of the whole organisation */
    const char *unit_path, *unit_name;
    bool has_amount;
    int64_t amount;
    const char *currency;
    int64_t route_id; /* 0: the default route */
    const char *route_name, *route_name_en;
    bool restarts; /* on a change of the subject; else it ends */
    enum approval_state state;
    int step;
    const char *step_name, *step_name_en, *step_due; /* as it was read; NULL: none */
    int64_t cycle;
    struct digest digest;
    struct approval_person drafter;
    bool alone;
    const char *note;
    int64_t sent_ms, ended_ms;
    struct approval_step *steps;
    size_t n_steps;
};

struct approval_event {
    int64_t at_ms;
    struct approval_person who;
    const char *kind;
    int step;
    int to_step; /* -1: none */
    const char *capacity, *instead_of, *comment;
};

const char *approval_state_key(enum approval_state state);
const char *approval_need_key(enum approval_need need);
const char *approval_decision_key(enum approval_decision decision);
const char *approval_as_key(enum approval_as as);
bool approval_need_parse(const char *key, enum approval_need *ret_need);
bool approval_decision_parse(const char *key, enum approval_decision *ret_decision);

/* ---- rounds ---- */

/* Head only: without steps. `lock` holds the row until the transaction ends. ERR_NOT_FOUND. */
enum err approval_store_find(struct call *c, const char *id, bool lock, struct approval *ret_a);
enum err approval_store_by_id(struct call *c, int64_t id, bool lock, struct approval *ret_a);
/* The going or returned round of a record: its id, 0: none. */
enum err approval_store_live(struct call *c, const char *reg, int64_t record_id, int64_t *ret_id);
enum err approval_store_steps(struct call *c, struct approval *a);
/* NULL: not going, or decided at one press. */
enum err approval_store_content(struct call *c, int64_t id, const char **ret_text);

enum err approval_store_add(struct call *c, const struct approval *a, const char *content,
    int64_t *ret_id); /* ERR_UNIQUE: the record has one going */
enum err approval_store_step_add(struct call *c, int64_t id, const struct approval_step *s);
enum err approval_store_seat_add(
    struct call *c, int64_t id, int step, const struct approval_person *who, bool escalated);
/* state, step, cycle, alone, ended_ms. */
enum err approval_store_move(struct call *c, const struct approval *a);
enum err approval_store_freeze(struct call *c, int64_t id, const struct digest *digest,
    const char *title, const char *content);
enum err approval_store_step_begin(struct call *c, int64_t id, int step, const char *due);
enum err approval_store_step_escalated(struct call *c, int64_t id, int step);
/* Takes all seats of a step away, or one of them. */
enum err approval_store_seats_clear(struct call *c, int64_t id, int step);
enum err approval_store_seat_remove(struct call *c, int64_t id, int step, int64_t account_id);
enum err approval_store_decide(
    struct call *c, int64_t id, int step, const struct approval_seat *seat);
enum err approval_store_event(struct call *c, int64_t id, const struct approval_event *event);
enum err approval_store_events(
    struct call *c, int64_t id, struct approval_event **ret_events, size_t *ret_n);

/* Heads of rounds, newest first, before an id (0: from the newest). */
enum approval_box { BOX_INBOX, BOX_SENT, BOX_DONE, BOX_RECORD, BOX_MAX };
struct approval_list {
    enum approval_box box;
    const char *today;
    const char *reg;   /* BOX_RECORD */
    int64_t record_id; /* BOX_RECORD */
    int64_t before;
    int limit;
};
enum err approval_store_list(
    struct call *c, const struct approval_list *list, struct approval **ret_all, size_t *ret_n);

/* Ids of open rounds for the job: all of them, after an id. */
enum err approval_store_going(
    struct call *c, int64_t after, int limit, int64_t **ret_ids, size_t *ret_n);

/* ---- people ---- */

/* Accounts that may sign in and hold the role, or whose person has the post, at or above a unit's
 * path ("/": the whole organisation). */
enum err approval_store_by_role(
    struct call *c, const char *role, const char *path, struct rule_candidate **all, size_t *n);
enum err approval_store_by_post(
    struct call *c, const char *post, const char *path, struct rule_candidate **all, size_t *n);
/* The account of a person. ERR_NOT_FOUND: none that may sign in. */
enum err approval_store_by_person(struct call *c, const char *person, int64_t *ret_account_id);
/* Name and post as they are now; *ret_enabled: may sign in. ERR_NOT_FOUND. */
enum err approval_store_person(
    struct call *c, int64_t account_id, struct approval_person *ret_who, bool *ret_enabled);

/* ---- routes ---- */

struct approval_route {
    int64_t id;
    const char *name, *name_en, *steps;
    bool restarts;
    struct rule_condition condition;
};
/* Active routes of a subject, oldest first. */
enum err approval_store_routes(
    struct call *c, const char *subject, struct approval_route **ret_routes, size_t *ret_n);

/* Which of these records have a round that is going, under c. */
enum err approval_store_going_of(
    struct call *c, const char *reg, const char *record_ids, int64_t **ret_ids, size_t *ret_n);

/* ---- who has written what is to be decided on: approval_writer_store.c ---- */

struct approval_writer {
    int64_t record_id;
    struct rule_writer by;
};
enum err approval_store_wrote(
    struct call *c, const char *reg, int64_t record_id, int64_t account_id, int64_t at_ms);
/* It has been approved, or is gone for good: nobody has written anything since. */
enum err approval_store_written_off(struct call *c, const char *reg, int64_t record_id);
enum err approval_store_writers(struct call *c, const char *reg, int64_t record_id,
    struct approval_writer **ret_all, size_t *ret_n);
/* The same of many records, in their order; `record_ids`: a JSON list. */
enum err approval_store_writers_of(struct call *c, const char *reg, const char *record_ids,
    struct approval_writer **ret_all, size_t *ret_n);
/* Whether the record was ever approved; which of many were. */
enum err approval_store_was_approved(
    struct call *c, const char *reg, int64_t record_id, const struct uuid *uid, bool *ret_was);
enum err approval_store_once_approved(
    struct call *c, const char *reg, const char *record_ids, int64_t **ret_ids, size_t *ret_n);

/* ---- absences ---- */

struct absence {
    int64_t id;
    struct uuid uid;
    struct approval_person who, deputy;
    const char *first, *last, *note;
};
enum err absence_store_add(struct call *c, const struct absence *absence);
enum err absence_store_find(struct call *c, const struct uuid *uid, struct absence *ret_absence);
enum err absence_store_remove(struct call *c, int64_t id);
/* Of an account (0: everybody's), those that are not over on a day. */
enum err absence_store_list(
    struct call *c, int64_t account_id, const char *today, struct absence **ret_all, size_t *ret_n);
/* Those who stand in for people asked in a step of a round, whenever. */
enum err absence_store_deputies(
    struct call *c, int64_t approval_id, int step, struct rule_deputy **ret_all, size_t *ret_n);

#endif
