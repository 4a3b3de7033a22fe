/* SQL of responses as wholes: rows, lists, steps, scores, questions. */
#ifndef KANAME_KERNEL_SHEET_RESPONSE_STORE_H
#define KANAME_KERNEL_SHEET_RESPONSE_STORE_H

#include "kernel/sheet/campaign_store.h"
#include "kernel/sheet/response.h"

/* ERR_NOT_FOUND. Whether the caller may see it is the caller's to ask. */
enum err response_store_find(
    struct call *c, const struct uuid *uid, bool lock, struct response *ret_response);

enum err response_store_by_id(struct call *c, int64_t id, bool lock, struct response *ret_response);

/* A draft for a unit of the snapshot. */
enum err response_store_insert(
    struct call *c, const struct campaign *campaign, const struct campaign_unit *unit, int n_asked);

/* A draft of an outside respondent: campaign, version, kind, respondent, class, unit and asked are
 * filled; fills id and uid. */
enum err response_store_insert_outside(struct call *c, struct response *response);
/* Respondents of a kind with ids from..to that the campaign has asked already. */
enum err response_store_there(struct call *c, int64_t campaign_id, const char *kind, int64_t from,
    int64_t to, int64_t **ret_ids, size_t *ret_n);
/* What it was asked by the campaign. ERR_NOT_FOUND: it was not. */
enum err response_store_of_respondent(struct call *c, int64_t campaign_id, const char *kind,
    int64_t respondent_id, struct response *ret_response);
/* A later day for one respondent; NULL: the campaign's. */
enum err response_store_due(struct call *c, struct response *response, const char *due);

struct response_filter {
    int64_t campaign_id;   /* 0 any */
    const char *state;     /* "" any; "open": draft and returned */
    int64_t assignee_id;   /* 0 any; -1: nobody is assigned */
    bool open_only;        /* of open campaigns */
    const char *unit_from; /* paths: unit_from <= path < unit_to */
    const char *unit_to;
    int64_t before_id; /* page */
    int limit;
};

/* Newest first, at most limit + 1. */
enum err response_store_list(struct call *c, const struct response_filter *filter,
    struct response **ret_responses, size_t *ret_n);
/* At most `most` are counted. */
enum err response_store_count(
    struct call *c, const struct response_filter *filter, int64_t most, int64_t *ret_total);

/* All of a campaign in order of the snapshot's path: what progress shows. */
enum err response_store_of_campaign(
    struct call *c, int64_t campaign_id, struct response **ret_responses, size_t *ret_n);

/* Writes state, people, times, reason, digest and assignee, if the version is still the one in
 * `response`; then counts it up. ERR_STALE. */
enum err response_store_step(struct call *c, struct response *response);
/* Autosave: only how far it is. */
enum err response_store_progress(struct call *c, struct response *response);

/* The newest accepted answers to the sheet with that key by a unit of our own, those of campaigns
 * that answer other people's questions apart: of the head office, else of the unit nearest to the
 * top. ERR_NOT_FOUND. */
enum err response_store_newest(
    struct call *c, const char *sheet_key, struct response *ret_response);

/* What a unit was asked by a campaign. Texts under c. */
struct response_asked {
    const char *sheet_key, *campaign, *due; /* key, number, date */
    int64_t opened_at_ms, submitted_at_ms;  /* 0: not yet */
    bool answered;                          /* submitted or accepted */
};

/* What units were asked of sheets whose keys begin with `prefix` (no wildcards), by campaigns that
 * opened in from..to; oldest first, at most `most`. */
enum err response_store_asked(struct call *c, const char *prefix, int64_t from_ms, int64_t to_ms,
    int most, struct response_asked **ret_asked, size_t *ret_n);

/* Nobody takes answers down by telephone any more. */
enum err response_store_call_end(struct call *c, int64_t response_id);

/* ---- scores, kept while submitted or accepted ---- */

enum err response_store_scores_set(struct call *c, int64_t response_id, const struct sheet_doc *doc,
    const struct sheet_sum *sums, const char *item_scores);
enum err response_store_scores_clear(struct call *c, int64_t response_id);
/* ---- the same respondent's last response to the same sheet ---- */

struct last_response {
    int64_t id; /* 0: none */
    struct ref campaign;
    const char *period;
};
enum err response_store_last(
    struct call *c, const struct response *response, struct last_response *ret_last);

/* ---- questions of the reviewer ---- */

struct answer_file; /* answer_store.h */

struct question {
    int64_t id;
    struct uuid uid;
    int item_no; /* 0: the whole response */
    const char *kind;
    const char *text;
    struct ref asked_by;
    int64_t asked_at_ms;
    const char *reply; /* NULL: none */
    struct ref replied_by;
    const char *replied_guest; /* name of who replied without an account */
    int64_t replied_at_ms;
};

/* How many there are, replied ones too. */
enum err response_store_question_count(struct call *c, int64_t response_id, int64_t *ret_n);
enum err response_store_question_add(
    struct call *c, int64_t response_id, int item_no, const char *kind, const char *text);
/* Oldest first. */
enum err response_store_questions(
    struct call *c, int64_t response_id, struct question **ret_questions, size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err response_store_question_reply(
    struct call *c, int64_t response_id, const struct uuid *uid, const char *reply);

/* What was asked has been met: by a reply, or by a change of the item's answer or a file since. */
bool response_question_met(const struct question *question, const struct response_sheet *sheet,
    const struct answer_file *files, size_t n_files);

/* Which of these responses the account submitted, or has entered an answer of for somebody outside:
 * they are somebody else's to review. */
enum err response_store_own(
    struct call *c, int64_t account_id, const struct response *responses, size_t n, bool *ret_own);

/* Other active accounts than `account_id` that may review in the unit with this path. */
enum err response_store_reviewers(
    struct call *c, int64_t account_id, const char *unit_path, int64_t *ret_n);

#endif
