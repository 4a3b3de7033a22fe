/* Responses: one respondent's answers to a campaign's sheet. draft → submitted → accepted, with
 * returned in between when the reviewer asks back. Answers are saved as they are typed and may
 * change only in draft and returned; each step between states writes one audit entry, and the
 * submission's carries the digest of all answers.
 *
 * Functions that change something run inside the caller's open write transaction and check the
 * caller's permission. */
#ifndef KANAME_KERNEL_SHEET_RESPONSE_H
#define KANAME_KERNEL_SHEET_RESPONSE_H

#include "kernel/sheet/campaign.h"
#include "kernel/sheet/response_rules.h"
#include "kernel/sheet/sheet_rules.h"

struct response {
    int64_t id;
    struct uuid uid;
    struct ref campaign; /* number and name */
    enum campaign_state campaign_state;
    const char *period, *due;
    int remind_before; /* the campaign's; 0: none */
    int64_t sheet_id;
    struct ref sheet_version; /* title: the publisher's version */
    const char *respondent_kind;
    int64_t respondent_id;
    struct ref respondent;        /* of an outside one: as it was called when asked; else id 0 */
    struct ref unit;              /* as it was called when the campaign opened */
    const char *unit_kind;        /* as it was; NULL: none */
    const char *unit_path;        /* as it is now: permissions follow the unit */
    const char *zone;             /* the unit's; NULL: the organisation's */
    const char *respondent_class; /* NULL: none */
    enum response_state state;
    int64_t version;
    struct ref assignee;
    int asked, answered;
    int64_t submitted_at_ms, accepted_at_ms, returned_at_ms; /* 0: not */
    struct ref submitted_by, accepted_by, returned_by;
    int64_t submitted_guest; /* 0: an account submitted it */
    int64_t taken_by;        /* the account that takes its answers down by telephone now; 0: none */
    const char *submitted_as; /* that guest's name */
    bool alone;               /* accepted by who submitted or entered it, nobody else being there */
    const char *return_reason;
    bool has_digest;
    struct digest digest;
    int64_t updated_at_ms;
};

/* One that the caller may read; ERR_NOT_FOUND else. `lock` keeps other writers of this response
 * away until the end of the transaction. Texts under c. */
enum err response_find(struct call *c, const char *id, bool lock, struct response *ret_response);

struct answer {
    int item_no;
    const char *value; /* canonical; NULL: none */
    bool has_score;
    int score;
    const char *na_reason; /* NULL: applies */
    const char *comment;   /* NULL: none */
    struct ref by;
    int64_t guest_id;  /* 0: an account's */
    const char *guest; /* that guest's name: the answer of somebody without an account */
    int64_t at_ms;
    int64_t version; /* counts the changes of this answer; 0: never answered */
};

/* { item, value, na_reason, comment, score, by, guest, at, version }; a guest is told neither the
 * score nor whom of ours. */
void answer_write(
    struct jw *w, const struct call *c, const struct sheet_item *item, const struct answer *answer);

/* Everything about one response that rules need, read at once. Arrays by item number - 1. */
struct response_sheet {
    const struct sheet_doc *doc;
    struct answer *answers; /* version 0 where there is none */
    struct sheet_answer *plain;
    struct sheet_asked *asked;
    struct sheet_facts facts; /* of whoever answers: what is asked follows from them */
};

enum err response_load(
    struct call *c, const struct response *response, struct response_sheet *ret_sheet);

/* An outside respondent answers by those who were invited (kernel/guest), not by accounts. */
bool response_is_outside(const struct response *response);

/* What the caller may do now; for the page, and checked again by each step. */
struct response_may {
    bool answer, submit, withdraw, accept, give_back, assign;
};
/* Whether it is the caller's to answer, whatever its state: the unit's accounts, or a guest. */
bool response_answers(const struct call *c, const struct response *response);
enum err response_may(
    struct call *c, const struct response *response, struct response_may *ret_may);

/* The caller may change answers now: ERR_FORBIDDEN, ERR_CONFLICT. */
enum err response_editable_check(struct call *c, const struct response *response);

/* What a saved answer leads to: which items are asked now. */
struct response_saved {
    struct response_sheet sheet;
    int item_no;
    bool changed; /* false: it was there already, nothing was written */
};

enum { ANSWER_UNSEEN = -1, ANSWER_ANY = -2 };

/* Saves one answer (`body`: shape AnswerBody, checked). `if_match`: the version the caller saw;
 * ANSWER_UNSEEN: none was; ANSWER_ANY: whatever it is. Saving what is there already changes
 * nothing. ERR_PRECONDITION: there is an answer that was not seen; ERR_STALE: somebody else was
 * quicker (both versions are in the problem); ERR_CONFLICT: not in draft, or the campaign is not
 * open. */
enum err response_answer_put(struct call *c, struct response *response, const char *item_key,
    const json_t *body, int64_t if_match, struct response_saved *ret_saved);
enum err response_answer_delete(struct call *c, struct response *response, const char *item_key,
    int64_t if_match, struct response_saved *ret_saved);

/* What an answer that the body (shape AnswerBody, checked) asks for would be, under c; faults go
 * into c->problem. */
enum err response_answer_check(struct call *c, const struct sheet_doc *doc, int item_no,
    const json_t *body, struct answer *ret_answer);
bool response_answer_same(const struct answer *a, const struct answer *b);

/* Saves one answer of several, whose version is today's; one without value, reason and comment is
 * taken back. response_answers_done follows the last of them. */
enum err response_answer_set(
    struct call *c, struct response *response, struct response_sheet *sheet, struct answer *answer);
enum err response_answers_done(
    struct call *c, struct response *response, struct response_sheet *sheet);

/* Takes over last period's answers and comments where there is no answer yet; with `items` (list
 * of keys) only those. *ret_copied: how many. */
enum err response_copy_last(
    struct call *c, struct response *response, const json_t *items, int64_t *ret_copied);

/* The steps. ERR_INVALID with a pointer "/answers/2-2" for each required item that is open. */
enum err response_submit(struct call *c, struct response *response);
enum err response_withdraw(struct call *c, struct response *response);
/* `questions`: list of { "item", "kind": "question" | "evidence", "text" }; NULL: none. */
enum err response_return(
    struct call *c, struct response *response, const char *reason, const json_t *questions);
enum err response_accept(struct call *c, struct response *response);
/* `account`: UUID; NULL: nobody. */
enum err response_assign(struct call *c, struct response *response, const char *account);

#endif
