/* How a child and whoever started it speak: the child reads all of its file and answers with one
 * JSON value, or says what is wrong with the file. On our side nothing that comes is believed: the
 * answer is bounded, and a problem's ids are checked before anybody is told. */
#ifndef KANAME_KERNEL_CHILD_CHILD_ANSWER_H
#define KANAME_KERNEL_CHILD_CHILD_ANSWER_H

#include "base/problem.h"
#include "kernel/child/child.h"

#include <jansson.h>

/* The child's side: up to `most` bytes of `in`. */
size_t child_read_in(int in, char *data, size_t most);
/* { error, detail, … }: what child_answer gives back as its error. A new reference. */
json_t *child_problem_json(enum err e, const struct problem *p);

/* Our side: does the work on the file at `fd` and gives its answer, of at most `most` bytes, as a
 * JSON object that lives as long as `ctx`. What the child found wrong is its error and stands in
 * `problem`. ERR_TOO_LARGE also when the child met its limit of time or memory; ERR_UNAVAILABLE:
 * there is no child to be had. */
enum err child_answer(void *ctx, const struct child_work *work, int fd, const char *arg,
    size_t most, struct problem *problem, json_t **ret_answer);

/* What a child's answer { error, … } says was wrong: its error, told in `problem`. */
enum err child_problem_take(const json_t *answer, struct problem *problem);

#endif
