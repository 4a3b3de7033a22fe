/* Inside the module: what we conclude about a supplier after it answered (practice 9-1): marks that
 * its answers give reason for, an overall rating, whether there is a concern and what is planned.
 * What has been approved is what the supplier's own record says; a risk that is accepted comes back
 * when its time is over. The advice that goes to the supplier is part of what is approved. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_REVIEW_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_REVIEW_H

#include "kernel/sheet/response.h"
#include "mod/supplier/supplier_private.h"

extern const struct perm PERM_SUPPLIER_REVIEW_READ, PERM_SUPPLIER_REVIEW_WRITE,
    PERM_SUPPLIER_REVIEW_DECIDE;

/* ---- review_answers.c ---- */

/* What the supplier answered to the review's campaign. */
struct review_answers {
    bool asked, answered; /* answered: handed in, whatever became of it since */
    bool own;             /* of the review's supplier, not of an entry that was merged into it */
    struct response response;
    const struct sheet_doc *doc; /* with its texts */
    struct response_sheet sheet;
};
/* Under c. A review without a campaign: nothing is asked. _find: those of its supplier, for one
 * that is about to be made; _load: those it was made for. */
enum err review_answers_find(
    struct call *c, const struct reg_record *review, struct review_answers *ret_answers);
enum err review_answers_load(
    struct call *c, const struct reg_record *review, struct review_answers *ret_answers);

/* The marks in the organisation's language, one a line, and the rating they propose (a key of
 * OPTIONS_SUPPLIER_GRADE); both NULL: the sheet has no rules. `marks` "": none holds. */
struct review_proposal {
    const char *marks, *grade;
};
enum err review_propose(
    struct call *c, const struct review_answers *answers, struct review_proposal *ret_proposal);

/* ---- review_letter.c ---- */

/* A letter of advice to begin from, in `lang`, under c. */
enum err review_letter_draft(struct call *c, const struct review_answers *answers,
    const json_t *supplier, const char *lang, const char **ret_subject, const char **ret_text);

/* ---- review_lapse.c ---- */

/* Tells of a review whose acceptance has just come to its end; of any other change nothing. In the
 * record's transaction. */
enum err review_lapse_tell(struct call *c, const struct reg_record *review);

/* ---- review_store.c ---- */

/* Another live review that rests on those answers: its number under c, NULL: none. */
enum err review_store_same(
    struct call *c, int64_t response_id, int64_t but, const char **ret_number);

/* The answers a review rests on; 0: none. ERR_UNIQUE: another one does. */
enum err review_store_rest_on(struct call *c, int64_t id, int64_t response_id);
enum err review_store_response(struct call *c, int64_t id, int64_t *ret_response_id);

/* Keeps others who write about the review away until the end of the transaction. */
enum err review_store_lock(struct call *c, int64_t id);
/* Something beside its fields came to it: who looked before has not seen it. */
enum err review_store_touch(struct call *c, int64_t id);

/* Whether a conclusion about the supplier has ever been approved. */
enum err review_store_decided(struct call *c, int64_t supplier_id, bool *ret_decided);

/* Up to `most` reviews whose accepted risk was to be borne until a day before `today`. */
enum err review_store_ended(
    struct call *c, const char *today, int most, const char ***ret_ids, size_t *ret_n);

struct review_letter {
    struct uuid uid;
    const char *name, *address, *lang, *subject, *body; /* name NULL: none; address "": erased */
    int64_t response_id;                                /* 0: none */
    int64_t sent_at_ms;
    const char *sent_by; /* NULL: the account is gone */
};
enum err review_store_letter_add(
    struct call *c, int64_t review_id, const struct review_letter *letter);
/* Oldest first, under c. */
enum err review_store_letters(
    struct call *c, int64_t review_id, struct review_letter **ret_letters, size_t *ret_n);
enum err review_store_letters_of_response(
    struct call *c, int64_t response_id, struct review_letter **ret_letters, size_t *ret_n);
/* Letters that went to the address keep no name and no address. */
enum err review_store_letters_forget(struct call *c, const char *address);

#endif
