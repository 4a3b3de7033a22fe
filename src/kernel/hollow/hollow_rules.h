/* Signs that answers may be a matter of form: hints for the reviewer, never a judgement of the one
 * who answered. Thresholds are data (catalog/hints/hollow.json). Pure. */
#ifndef KANAME_KERNEL_HOLLOW_HOLLOW_RULES_H
#define KANAME_KERNEL_HOLLOW_HOLLOW_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HOLLOW_LIST(X)                                                               \
    X(HOLLOW_COPIED, "copied")         /* as last time, word for word */             \
    X(HOLLOW_SAME_LEVEL, "same_level") /* one level everywhere */                    \
    X(HOLLOW_BARE_HIGH, "bare_high")   /* high levels without a comment or a file */ \
    X(HOLLOW_FAST, "fast")             /* quicker than the items can be read */      \
    X(HOLLOW_SAME_FILES, "same_files") /* all evidence is last time's */

#define HOLLOW_ENUM(name, key) name,
enum hollow_hint { HOLLOW_LIST(HOLLOW_ENUM) HOLLOW_MAX };
#undef HOLLOW_ENUM

const char *hollow_hint_key(enum hollow_hint hint);

struct hollow_limits {
    int fewest_items;      /* below it nothing is said */
    bool used[HOLLOW_MAX]; /* a hint that the data do not name is never given */
    int share[HOLLOW_MAX]; /* in per cent, from which it is given */
    int high_level;        /* of HOLLOW_BARE_HIGH */
    int seconds;           /* a step of HOLLOW_FAST */
};

/* What an answer that was given shows. */
struct hollow_answer {
    bool has_level;
    int level;
    bool bare;        /* neither comment nor file */
    bool as_last;     /* value and comment are last time's */
    int64_t at_ms;    /* saved last */
    int files;        /* evidence */
    int files_before; /* of them, last time's too */
};

/* Of `of` that were looked at `n` show it; of HOLLOW_FAST: n seconds for `of` steps. */
struct hollow_found {
    bool given;
    int64_t n, of;
};

void hollow_judge(const struct hollow_limits *limits, const struct hollow_answer *answers, size_t n,
    struct hollow_found ret_found[HOLLOW_MAX]);

#endif
