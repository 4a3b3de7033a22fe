/* Internal to kernel/http: what is wrong, as application/problem+json (RFC 9457) in the caller's
 * language. */
#ifndef KANAME_KERNEL_HTTP_PROBLEM_HTTP_H
#define KANAME_KERNEL_HTTP_PROBLEM_HTTP_H

#include "base/jw.h"
#include "base/problem.h"

/* `problem` and `request_id` may be NULL. */
void problem_write(struct jw *w, enum err e, const struct problem *problem, const char *lang,
    const char *request_id);

/* The same as one line of text: what is wrong, and each bad field with its pointer. */
void problem_text(struct buf *out, enum err e, const struct problem *problem, const char *lang);

#endif
