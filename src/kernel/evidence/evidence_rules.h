/* Rules that say which records would support a level claimed, and what follows when they hold or
 * not (docs/admin/evidence-format.md). Pure: how many records meet a rule is counted elsewhere.
 * A rule that does not hold is no proof that a thing is not done, only that no record says so. */
#ifndef KANAME_KERNEL_EVIDENCE_EVIDENCE_RULES_H
#define KANAME_KERNEL_EVIDENCE_EVIDENCE_RULES_H

#include "base/clock.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum evidence_test {
    EVIDENCE_IN,            /* `value`: one of these, comma-separated */
    EVIDENCE_FILLED,        /* not empty */
    EVIDENCE_AT_LEAST,      /* `value`: a number */
    EVIDENCE_WITHIN_MONTHS, /* a date in the past, at most `months` before the day of judgement */
};

struct evidence_condition {
    const char *field;
    enum evidence_test test;
    const char *value;
    int months;
};

enum { EVIDENCE_CONDITIONS = 10 }; /* in one list of a rule */

struct evidence_rule {
    const char *key;  /* "7-4.3.1" */
    const char *item; /* "7-4" */
    int level;        /* 2 to 5 */
    const char *reg;  /* the register's name */
    struct evidence_condition of[EVIDENCE_CONDITIONS];
    size_t n_of;
    struct evidence_condition where[EVIDENCE_CONDITIONS];
    size_t n_where;
    bool share;            /* `needs` is a share in per cent of the records in question */
    int needs;             /* else so many records */
    const json_t *missing; /* texts by language: what to say when it does not hold */
};

struct evidence_set {
    const char *key, *version, *sheet, *wording;
    const json_t *name; /* texts */
    struct evidence_rule *rules;
    size_t n_rules;
};

/* What was counted for one rule. */
struct evidence_count {
    bool counted; /* false: the register does not exist here, the rule is left out */
    int64_t met;
    int64_t of; /* records in question; all of the register without `of` */
};

bool evidence_holds(const struct evidence_rule *rule, const struct evidence_count *count);

enum evidence_state {
    EVIDENCE_NOT_JUDGED,  /* no rule says anything about the level claimed, or nothing is claimed */
    EVIDENCE_SUPPORTED,   /* every rule up to the level claimed holds */
    EVIDENCE_UNSUPPORTED, /* one of them does not */
    EVIDENCE_STATE_MAX
};

const char *evidence_state_key(enum evidence_state state); /* "supported" */

struct evidence_verdict {
    bool judged;   /* some rule of the item was counted */
    int supported; /* the highest level whose rules and those below hold; 0: none has any */
    enum evidence_state state;
};

/* One item's rules against the level claimed (0: none). `counts` belong to the set's rules. */
struct evidence_verdict evidence_judge(const struct evidence_set *set,
    const struct evidence_count *counts, const char *item, int claimed);

/* The same day so many months before; the last of the month where that month is shorter. */
struct date evidence_since(struct date day, int months);

#endif
