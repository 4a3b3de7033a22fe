/* SQL of answers and their evidence files. */
#ifndef KANAME_KERNEL_SHEET_ANSWER_STORE_H
#define KANAME_KERNEL_SHEET_ANSWER_STORE_H

#include "kernel/file/file.h"
#include "kernel/sheet/response.h"

/* Columns item_no, value, score, na_reason, comment, account (id, uid, name), answered_at, version,
 * guest (id, name). */
struct answer answer_columns(struct call *c, struct db_query *q);

/* Fills ret_answers[item_no - 1]; others are left as they are. */
enum err answer_store_all(
    struct call *c, int64_t response_id, struct answer *ret_answers, int n_items);

/* Inserts (version 0) or overwrites an answer whose version is still answer->version, keeping the
 * old one in the history; then counts the version up. ERR_STALE, ERR_UNIQUE: somebody was
 * quicker. */
enum err answer_store_put(struct call *c, int64_t response_id, struct answer *answer);
/* Takes an answer back, into the history. */
enum err answer_store_delete(struct call *c, int64_t response_id, const struct answer *answer);

/* Versions that were overwritten, newest first. */
enum err answer_store_history(
    struct call *c, int64_t response_id, int item_no, struct answer **ret_answers, size_t *ret_n);

/* Answers of an older response, found by the key of their item: *ret_answers[i].item_no is the
 * number in `doc`. Those whose item is gone or whose value is none any more are left out. */
enum err answer_store_last(struct call *c, int64_t response_id, const struct sheet_doc *doc,
    struct answer **ret_answers, size_t *ret_n);

struct answer_file {
    int item_no;
    struct file_info file;
    struct ref by;
    int64_t guest_id;  /* 0: an account's */
    const char *guest; /* that guest's name */
    int64_t at_ms;
};

/* Files of one answer. */
enum err answer_store_file_count(struct call *c, int64_t response_id, int item_no, int64_t *ret_n);
enum err answer_store_file_total(struct call *c, int64_t response_id, int64_t *ret_n);
enum err answer_store_file_add(struct call *c, int64_t response_id, int item_no, int64_t file_id);
/* In order of item, then of SHA-256. */
enum err answer_store_files(
    struct call *c, int64_t response_id, struct answer_file **ret_files, size_t *ret_n);
enum err answer_store_file_remove(struct call *c, int64_t response_id, int64_t file_id);

#endif
