/* Inside kernel/approval: what happens to rounds. All functions run in the caller's transaction;
 * those that change something add an event of the round and an audit entry of its record. */
#ifndef KANAME_KERNEL_APPROVAL_PRIVATE_H
#define KANAME_KERNEL_APPROVAL_PRIVATE_H

#include "base/clock.h"
#include "kernel/approval/approval_store.h"

extern const struct perm PERM_APPROVAL_ROUTE; /* sets routes, puts somebody in another's place */

/* Today in the organisation's zone. */
void approval_today(const struct call *c, char ret_today[DATE_TEXT_SIZE]);

/* ---- whom a step asks: approval_people.c ---- */

/* The selector of the default route: whoever holds the subject's permission to decide. */
extern const char APPROVAL_WHO_DECIDES[];

/* A record as routes see it. */
struct approval_of {
    const struct approval_subject *subject;
    struct reg_record record;
    struct rule_facts facts;
};
/* ERR_NOT_FOUND; ERR_CONFLICT: the register's records do not go round. */
enum err approval_of_record(
    struct call *c, const char *reg, const char *id, struct approval_of *ret_of);

/* Accounts that selectors (JSON text, a list) name for a unit's path: each once, those who may not
 * read records of the subject there left out, and `but`. */
struct approval_ids {
    int64_t ids[APPROVAL_SEATS];
    size_t n;
};
enum err approval_resolve(struct call *c, const struct approval_subject *subject, const char *who,
    const char *path, const struct rule_ids *but, struct approval_ids *ret_ids);
/* The same for a step of a round: neither the sender nor, while somebody else is there, who has
 * written what is decided on. */
enum err approval_seat_ids(struct call *c, const struct approval_subject *subject, const char *who,
    const char *path, const struct rule_eyes *eyes, struct approval_ids *ret_ids);
/* All who may decide on the subject's records in a unit by their roles, and may read them. */
enum err approval_deciders(struct call *c, const struct approval_subject *subject, const char *path,
    int64_t **ret_ids, size_t *ret_n);

/* Whether an account may read the subject's records in a unit (NULL: the whole organisation). */
enum err approval_may_read(struct call *c, const struct approval_subject *subject,
    int64_t account_id, const char *path, bool *ret_may);

/* When the routes of a register are taken, oldest first. */
enum err approval_conditions(
    struct call *c, const char *reg, struct rule_condition **ret_conditions, size_t *ret_n);

/* The route a record takes: the organisation's, or the default one. Steps without seats. */
enum err approval_route_of(
    struct call *c, const struct approval_of *of, struct approval_route *ret_route);
enum err approval_route_steps(
    struct call *c, const struct approval_route *route, struct approval *a);

/* The round that sending the record would begin: head, steps and seats, nothing written.
 * ERR_CONFLICT approval_nobody: a step has nobody to ask. */
enum err approval_plan(
    struct call *c, const struct approval_of *of, int64_t drafter_id, struct approval *ret_a);

/* Whether nobody but the account could decide on the record. */
enum err approval_only_one(
    struct call *c, const struct approval_of *of, int64_t account_id, bool *ret_only);

/* ---- four eyes: approval_eyes.c ---- */

/* Notes that the caller has written what is decided on, if the change of the record is such a one;
 * something beside its fields. */
enum err approval_written(struct call *c, const struct reg_record *record);
enum err approval_wrote_beside(struct call *c, const struct reg_def *def, int64_t record_id);

/* Who has written the record since it was last approved, under c. */
enum err approval_writers(
    struct call *c, const struct approval_of *of, struct rule_writer **ret_all, size_t *ret_n);
/* With those who could decide; `sender_id` as there. */
enum err approval_eyes_of(
    struct call *c, const struct approval_of *of, int64_t sender_id, struct rule_eyes *ret_eyes);

/* The caller's own writing, which nobody who has not written it has approved so far. */
struct approval_own {
    bool wrote;
    struct approval_ids rather; /* than all of them; nobody: the caller may */
};
enum err approval_own_of(struct call *c, const struct approval_of *of,
    const struct approval_voices *voices, struct approval_own *ret_own);
/* ERR_CONFLICT with who may instead, unless nobody does. */
enum err approval_refuse_own(struct call *c, const struct approval_own *own);
/* Names of a few, as a sentence has them. */
const char *approval_names(struct call *c, const struct approval_ids *ids);

/* As a record is sent: who made it is kept with those who wrote in it. */
enum err approval_maker_kept(struct call *c, const struct approval_of *of);
/* Those kept so and who wrote since, of a round; without who could decide. */
enum err approval_round_eyes(struct call *c, const struct approval *a, struct rule_eyes *ret_eyes);
/* Once the caller's approval stands in `a`, if it is the last one: whether all who have approved
 * have written it, and who does rather. Where nobody does they are alone, and the round says so.
 * Not before: alone in a round that goes on lets its sender decide. */
enum err approval_see_own(struct call *c, struct approval *a, struct approval_own *ret_own);
/* ERR_CONFLICT: who sent it does not decide. Who is not asked: ERR_FORBIDDEN, or ERR_CONFLICT for
 * having written it. Both say whom it waits for. */
enum err approval_refuse_drafter(struct call *c, const struct approval *a);
enum err approval_refuse_unasked(struct call *c, const struct approval *a);

/* The caller's inbox as days of their calendar (struct module). */
enum err approval_calendar(struct call *c, struct calendar *calendar);

/* ---- rounds: approval.c ---- */

/* What is decided on, as text, with its digest. */
enum err approval_content(
    struct call *c, const struct approval_of *of, const char **ret_text, struct digest *ret_digest);

/* Head, steps and seats. */
enum err approval_load(struct call *c, const char *id, bool lock, struct approval *ret_a);
enum err approval_load_id(struct call *c, int64_t id, bool lock, struct approval *ret_a);
/* The same as the rules see it, under c. */
struct rule_round approval_rule(struct call *c, const struct approval *a);
/* What the caller may do: see approval_right; deputies are asked for. */
enum err approval_my_right(struct call *c, const struct approval *a, enum approval_right *ret_right,
    size_t *ret_seat, enum approval_as *ret_as);
/* Participants, deputies and those who may read the record. ERR_NOT_FOUND for others. */
enum err approval_may_see(struct call *c, const struct approval *a);
/* Whether its record is kept to readers of which the caller is none. */
enum err approval_is_hidden(struct call *c, const struct approval *a, bool *ret_hidden);
/* Those of n whose records are not, in their order; the rest goes. One statement for each register
 * with readers, not for each round. */
enum err approval_keep_open(struct call *c, struct approval *all, size_t *n);

enum err approval_send(
    struct call *c, const struct approval_of *of, const char *note, struct approval *ret_a);
/* A decision on the record that was made at one press: kept as a round of one step. */
enum err approval_at_once(struct call *c, const struct reg_record *record,
    const struct approval_subject *subject, enum approval_decision decision);

enum err approval_decide(struct call *c, struct approval *a, enum approval_decision decision,
    const char *comment, int to_step);
/* The drafter; whoever keeps the routes once the drafter has left, so that a round that was sent
 * back does not keep its record for ever. */
enum err approval_may_withdraw(struct call *c, const struct approval *a, bool *ret_may);
enum err approval_withdraw(struct call *c, struct approval *a, const char *comment);
enum err approval_resend(struct call *c, struct approval *a, const char *comment);
enum err approval_say(struct call *c, struct approval *a, const char *comment);
enum err approval_reassign(
    struct call *c, struct approval *a, int64_t from_id, int64_t to_id, const char *comment);

/* The record was changed or (`gone`) deleted. */
enum err approval_changed(struct call *c, struct approval *a, bool gone);
/* What time brings: people who have left are replaced, late steps escalated. */
enum err approval_tend(struct call *c, struct approval *a, bool *ret_changed);
/* Those of all rounds of the organisation, each in its own transaction. */
enum err approval_days_run(struct call *c);

/* ---- notices: approval_notice.c ---- */

/* Those who are to decide now, as the round is in the database. */
enum err approval_tell_asked(struct call *c, int64_t id);
/* How it went: sent back, or ended in the round's state. */
enum err approval_tell_drafter(struct call *c, const struct approval *a, const char *comment);
enum err approval_tell_late(struct call *c, const struct approval *a);

/* ---- answers: approval_view.c ---- */

extern const struct shape SHAPE_APPROVAL, SHAPE_APPROVAL_LIST, SHAPE_APPROVAL_PERSON;
void approval_write_person(struct jw *w, const char *key, const struct approval_person *person);
/* One round with steps, events and what the caller may do. */
enum err approval_write(struct call *c, struct jw *w, const struct approval *a);
/* One round as lists show it. */
void approval_write_head(struct jw *w, const struct approval *a);

extern const struct reg_watch approval_watch;

#endif
