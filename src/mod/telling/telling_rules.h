/* By when each class is told, and what a recipient reads. Pure. */
#ifndef KANAME_MOD_TELLING_TELLING_RULES_H
#define KANAME_MOD_TELLING_TELLING_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, key): classes that are told by email, "enum.telling_audience.<key>". The public is a
 * class of templates only. */
#define AUDIENCE_LIST(X)       \
    X(AUDIENCE_CLOSE, "close") \
    X(AUDIENCE_PARTNER, "partner")

#define AUDIENCE_ENUM(name, key) name,
enum audience { AUDIENCE_LIST(AUDIENCE_ENUM) AUDIENCE_MAX };
#undef AUDIENCE_ENUM

/* When a class had to be told, and whether that was or is missed. */
struct telling_clock {
    int64_t due_ms;   /* 0: the case was never judged to be one */
    int64_t first_ms; /* of the first text; 0: none has been sent */
    bool late;
};
struct telling_clock telling_clock_of(
    int64_t judged_ms, int64_t minutes, int64_t first_ms, int64_t now_ms);

struct telling_word {
    const char *mark;  /* as it stands in texts: "[expected impact]" */
    const char *value; /* NULL: nothing */
};
/* A text with each mark replaced, values are not looked into again. *ret_used: a bit a word that
 * the text has. Under ctx. */
char *telling_fill(const void *ctx, const char *text, const struct telling_word *words, size_t n,
    unsigned *ret_used);

#endif
