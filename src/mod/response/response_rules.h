/* What staff do first, as people write it: a line a step. Pure. */
#ifndef KANAME_MOD_RESPONSE_RESPONSE_RULES_H
#define KANAME_MOD_RESPONSE_RESPONSE_RULES_H

#include <stddef.h>

/* So that a card stays one sheet of paper. */
enum { RESPONSE_STEPS = 10, RESPONSE_STEP_CHARS = 120 };

/* The next step of the text, trimmed and under ctx, and where the text goes on; empty lines are
 * none. NULL: there is no more. */
const char *response_step(const void *ctx, const char **text);

enum response_fault { RESPONSE_FINE, RESPONSE_TOO_MANY, RESPONSE_TOO_LONG };
enum response_fault response_steps_check(const void *ctx, const char *text);

#endif
