/* Internal to kernel/sheet: responses as answers of the API. */
#ifndef KANAME_KERNEL_SHEET_RESPONSE_VIEW_H
#define KANAME_KERNEL_SHEET_RESPONSE_VIEW_H

#include "kernel/sheet/answer_store.h"
#include "kernel/sheet/response_store.h"
#include "kernel/sheet/sheet_api.h"

extern const struct shape SHAPE_RESPONSE;
extern const struct shape SHAPE_RESPONSE_LIST;
extern const struct shape SHAPE_RESPONSE_QUERY;
extern const struct shape SHAPE_TASKS;
extern const struct shape SHAPE_ANSWER;
extern const struct shape SHAPE_ANSWER_BODY;
extern const struct shape SHAPE_ANSWER_SAVED;
extern const struct shape SHAPE_ANSWER_HISTORY;
extern const struct shape SHAPE_ANSWER_FILE;
extern const struct shape SHAPE_COPY_BODY;
extern const struct shape SHAPE_COPIED;
extern const struct shape SHAPE_GUEST_ANSWER, SHAPE_GUEST_SAVED, SHAPE_GUEST_COPIED;
extern const struct shape SHAPE_RETURN_BODY;
extern const struct shape SHAPE_REPLY_BODY;
extern const struct shape SHAPE_RESPONSE_PATCH;

/* Everything a page needs to show one response. */
struct response_view {
    struct response response;
    struct response_sheet sheet;
    struct response_may may;
    struct last_response last;
    struct answer *last_answers;
    size_t n_last_answers;
    struct supplement *supplements;
    size_t n_supplements;
    struct question *questions;
    size_t n_questions;
    struct answer_file *files;
    size_t n_files;
};

/* The response that a request is about, in the open transaction: of a guest the one they were
 * invited to, whatever the path says; of an account the one its path names. */
enum err response_of(struct req *r, bool lock, struct response *ret_response);

enum err response_view_load(struct call *c, struct response_view *view /* response is filled */);
void response_view_write(struct jw *w, const struct call *c, const struct response_view *view);
void answer_file_write(struct jw *w, const struct sheet_doc *doc, const struct answer_file *file);
/* Shape CopiedLast: all answers and what is asked now, after several were written at once. */
void response_copied_write(struct jw *w, const struct call *c, const struct response *response,
    const struct response_sheet *sheet, int64_t copied);
/* Members "progress" and "hidden". */
void response_asked_write(
    struct jw *w, const struct response *response, const struct response_sheet *sheet);

#endif
