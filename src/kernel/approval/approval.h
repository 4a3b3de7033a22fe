/* The approvals engine (承認／差戻し／却下): any record of any register goes round, on a route that
 * the organisation has set, to the people who decide. What is here is what registers need; the
 * rules are approval_rules.h. Not for the checking of answers, which a sheet's response does by
 * itself.
 *
 * A register is put under approval by one row of its module (struct approval_subject). From then on
 * - its records can be sent round; what is decided on is frozen with its SHA-256;
 * - the transitions `approve` and `reject` are what a round ends with. Pressed directly they are a
 *   round of one step, kept like any other – unless a route is set for the record, or a round is
 *   going: then they are refused (ERR_CONFLICT);
 * - nobody approves alone what he or she has written since it was last approved, neither at one
 *   press nor in a round that somebody else has sent, unless nobody else in the firm could: the
 *   round then says so (ADR 39);
 * - a change of the record ends the round or starts it anew, as its route says. */
#ifndef KANAME_KERNEL_APPROVAL_APPROVAL_H
#define KANAME_KERNEL_APPROVAL_APPROVAL_H

#include "kernel/register/register.h"

struct approval_subject {
    const struct reg_def *reg;
    const struct perm *send;   /* may send a record round, in its unit */
    const struct perm *decide; /* is asked where no route is set, in the record's unit or above */
    const char *from;          /* the state in which a record may be sent */
    const char *approve;       /* action of the transition that a round ends with */
    const char *reject;        /* NULL: a rejected record stays as it is */
    const char *amount;        /* a money field that routes can ask for; NULL: none */
    const char *class_field;   /* an enumeration that routes can ask for; NULL: none */
    /* What is decided on, as JSON under c; NULL: the record's fields. */
    enum err (*freeze)(struct call *c, const char *id, json_t **ret_content);
    /* Puts into `content` what is decided on beside the record's fields; NULL: nothing is. */
    enum err (*beside)(struct call *c, const struct reg_record *record, json_t *content);
    /* ERR_CONFLICT with the reason: there is nothing to approve yet. Asked when a round is sent and
     * when it ends with an approval; NULL: there always is. */
    enum err (*ready)(struct call *c, const struct reg_record *record);
};

/* The subject of that register (plural name); NULL: its records are not approved by rounds. */
const struct approval_subject *approval_subject_of(const struct app *app, const char *reg);

/* What was frozen when the record's going round was sent, under c; NULL: none is going (one that
 * was sent back is with its drafter). */
enum err approval_frozen(
    struct call *c, const struct reg_def *def, int64_t record_id, json_t **ret_content);

/* The round of the record that is going, as the API shows it (schema Approval), under c; NULL:
 * none. While its last decision is being carried out that decision is in it. */
enum err approval_story(
    struct call *c, const struct reg_def *def, int64_t record_id, json_t **ret_round);

/* As over HTTP, for the caller, inside a write transaction: sends a record round (`note` NULL:
 * none); approves the step that its round has come to. ERR_CONFLICT, ERR_FORBIDDEN as there. */
enum err approval_submit(
    struct call *c, const struct reg_def *def, const char *id, const char *note);
enum err approval_agree(
    struct call *c, const struct reg_def *def, const char *id, const char *comment);

/* Whether the caller may decide on the record at one press: not where a route is set; nor approve
 * what is his or her own writing while somebody else could. For registers whose records are decided
 * on with another one. */
enum approval_press { PRESS_MAY, PRESS_ROUTE, PRESS_OWN };
enum err approval_press_of(
    struct call *c, const struct reg_def *def, const char *id, enum approval_press *ret_press);

/* The same of many records at once that the caller may decide on, of a register without amounts. */
struct approval_case {
    int64_t record_id;
    int64_t created_by;
    const char *path;      /* of its unit */
    const char *class_key; /* NULL: none */
    bool waits;            /* set: for one press, and no round of it is going */
};
enum err approval_cases(
    struct call *c, const struct reg_def *def, struct approval_case *cases, size_t n);

/* Who has agreed in a round so far, and who has sent it (0: nobody has). */
struct approval_voices {
    int64_t sender_id;
    const int64_t *ids;
    size_t n;
};

/* Whether the record is the caller's own writing, which nobody who has not written it has agreed
 * to, and somebody else could decide on it. */
enum err approval_own_draft(struct call *c, const struct reg_def *def, const char *id,
    const struct approval_voices *voices, bool *ret_own);

/* Whether the caller has written in the record since it was last approved. */
enum err approval_own_part(
    struct call *c, const struct reg_def *def, const char *id, bool *ret_wrote);

/* The record's round that is going. */
struct approval_going {
    bool routed; /* on a route that the organisation has set */
    struct approval_voices voices;
};
/* ERR_NOT_FOUND: none is going. */
enum err approval_going_of(
    struct call *c, const struct reg_def *def, int64_t record_id, struct approval_going *ret_going);

/* For what belongs to a record without being one of its fields: before it is changed (rounds are
 * locked before records), and once it has been, which ends or restarts a round that is going.
 * Inside the write transaction. */
enum err approval_hold(struct call *c, const struct reg_def *def, int64_t record_id);
enum err approval_touched(struct call *c, const struct reg_def *def, int64_t record_id);

/* The keys that rounds, their steps and seats hold. */
extern const struct option_set OPTIONS_APPROVAL_STATE, OPTIONS_APPROVAL_NEED,
    OPTIONS_APPROVAL_DECISION, OPTIONS_APPROVAL_AS;

extern const struct reg_def REG_APPROVAL_ROUTES;
extern const struct module module_approval, module_absence, module_approval_notice;

#endif
