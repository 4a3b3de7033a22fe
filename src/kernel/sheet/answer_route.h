/* What answers are saved by, for the routes of accounts and for those of guests (kernel/guest): the
 * response is response_of's. */
#ifndef KANAME_KERNEL_SHEET_ANSWER_ROUTE_H
#define KANAME_KERNEL_SHEET_ANSWER_ROUTE_H

#include "kernel/http/req.h"

enum err answer_put(struct req *r);
enum err answer_delete(struct req *r);
enum err answer_copy_last(struct req *r);
enum err answer_file_post(struct req *r);
enum err answer_file_get(struct req *r);
enum err answer_file_delete(struct req *r);
enum err answer_book_get(struct req *r);
enum err answer_book_post(struct req *r);

extern const struct shape SHAPE_GUEST_BOOK, SHAPE_ANSWER_BOOK, SHAPE_ANSWER_BOOK_QUERY,
    SHAPE_ANSWER_BOOK_LANGUAGE;

#endif
