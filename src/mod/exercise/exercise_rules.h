/* An exercise's clock, what is delivered when, and who takes which role. Pure. */
#ifndef KANAME_MOD_EXERCISE_EXERCISE_RULES_H
#define KANAME_MOD_EXERCISE_EXERCISE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the clock ---- */

/* X(name, key): "enum.exercise_press.<key>". */
#define EXERCISE_PRESS_LIST(X) \
    X(PRESS_START, "start")    \
    X(PRESS_PAUSE, "pause")    \
    X(PRESS_RESUME, "resume")  \
    X(PRESS_END, "end")

/* X(name, key): "enum.exercise_clock.<key>". */
#define EXERCISE_CLOCK_LIST(X)      \
    X(CLOCK_WAITING, "not_started") \
    X(CLOCK_RUNNING, "running")     \
    X(CLOCK_PAUSED, "paused")       \
    X(CLOCK_ENDED, "ended")

#define EXERCISE_ENUM(name, key) name,
enum exercise_press { EXERCISE_PRESS_LIST(EXERCISE_ENUM) EXERCISE_PRESS_MAX };
enum exercise_clock { EXERCISE_CLOCK_LIST(EXERCISE_ENUM) EXERCISE_CLOCK_MAX };

struct exercise_pressed {
    enum exercise_press press;
    int64_t at_ms;
};

struct exercise_time {
    enum exercise_clock clock;
    int64_t started_ms, ended_ms; /* 0: not yet */
    int64_t elapsed_ms;           /* without what it was paused */
};

/* The presses in their order, each of which exercise_press_fits said yes to. */
struct exercise_time exercise_time_of(
    const struct exercise_pressed *presses, size_t n, int64_t now_ms);
bool exercise_press_fits(enum exercise_clock clock, enum exercise_press press);
/* When the clock showed that many minutes; 0: not yet, or it ended before. */
int64_t exercise_reached_ms(
    const struct exercise_pressed *presses, size_t n, int64_t now_ms, int64_t minutes);

/* ---- roles ---- */

/* X(name, key, rotates): "enum.exercise_role.<key>". Who rotates gets another one next time. */
#define EXERCISE_ROLE_LIST(X)                                                \
    X(ROLE_IN_COMMAND, "command", true)                                      \
    X(ROLE_DETECTS, "detect", true)                                          \
    X(ROLE_TECHNICAL, "technical", true)                                     \
    X(ROLE_TELLS, "communication", true)                                     \
    X(ROLE_RECORDS, "record", true)                                          \
    X(ROLE_BUSINESS, "business", false) /* a department that is exercised */ \
    X(ROLE_ATTACKS, "attacker", false)                                       \
    X(ROLE_DEFENDS, "defender", false)                                       \
    X(ROLE_FACILITATES, "facilitator", false)                                \
    X(ROLE_OBSERVES, "observer", false)                                      \
    X(ROLE_SITS_OUT, "sits_out", false)

#define EXERCISE_ROLE_ENUM(name, key, rotates) name,
enum exercise_role { EXERCISE_ROLE_LIST(EXERCISE_ROLE_ENUM) EXERCISE_ROLE_MAX };
#undef EXERCISE_ROLE_ENUM
extern const char *const exercise_role_keys[];        /* NULL-terminated */
enum exercise_role exercise_role_of(const char *key); /* EXERCISE_ROLE_MAX: none */
bool exercise_role_plays(enum exercise_role role);    /* sees only what was delivered */
bool exercise_role_counts(enum exercise_role role);   /* among those invited */

/* The role that is proposed to somebody: of those that rotate the one the fewest have (`taken`, by
 * role), never the one held last time (EXERCISE_ROLE_MAX: none); of those alike the next one behind
 * that. Who sat out takes part. */
enum exercise_role exercise_role_next(enum exercise_role last, const int taken[EXERCISE_ROLE_MAX]);

/* ---- lines ---- */

/* X(name, key): "enum.exercise_line.<key>". */
#define EXERCISE_LINE_LIST(X) \
    X(LINE_WISH, "wish")      \
    X(LINE_INJECT, "inject")  \
    X(LINE_GOAL, "goal")      \
    X(LINE_STEP, "step")      \
    X(LINE_POINT, "point")

enum exercise_line_kind { EXERCISE_LINE_LIST(EXERCISE_ENUM) EXERCISE_LINE_MAX };
#undef EXERCISE_ENUM
extern const char *const exercise_line_keys[];             /* NULL-terminated */
enum exercise_line_kind exercise_line_of(const char *key); /* EXERCISE_LINE_MAX: none */

/* Whether lines of the kind have the member ("minute"), beside kind and title. */
bool exercise_line_has(enum exercise_line_kind kind, const char *member);
/* Whether lines of the kind can come out so ("met", "stopped"). */
bool exercise_result_fits(enum exercise_line_kind kind, const char *result);

/* What follows from how goals were judged (NULL: not yet): "met" when all are, "missed" when
 * all are missed, else "partly". NULL: there are none, or one is not judged. */
const char *exercise_outcome_of(const char *const *judged, size_t n);

#endif
