#include "mod/exercise/exercise_rules.h"

#include <string.h>

enum { MINUTE_MS = 60 * 1000 };

/* ---- the clock ---- */

/* Walks through the presses; of `reach_ms` it tells when the clock showed it. */
static struct exercise_time walk(const struct exercise_pressed *presses, size_t n, int64_t now_ms,
    int64_t reach_ms, int64_t *ret_reached_ms)
{
    struct exercise_time time = {.clock = CLOCK_WAITING};
    int64_t running_since = 0;
    for (size_t i = 0; i <= n; i++) {
        int64_t at = i < n ? presses[i].at_ms : now_ms;
        if (time.clock == CLOCK_RUNNING) {
            int64_t ran = at > running_since ? at - running_since : 0;
            if (*ret_reached_ms == 0 && time.elapsed_ms + ran >= reach_ms)
                *ret_reached_ms = running_since + (reach_ms - time.elapsed_ms);
            time.elapsed_ms += ran;
        }
        if (i == n)
            break;
        running_since = at;
        switch (presses[i].press) {
        case PRESS_START:
            time.started_ms = at;
            time.clock = CLOCK_RUNNING;
            break;
        case PRESS_RESUME:
            time.clock = CLOCK_RUNNING;
            break;
        case PRESS_PAUSE:
            time.clock = CLOCK_PAUSED;
            break;
        default:
            time.ended_ms = at;
            time.clock = CLOCK_ENDED;
        }
    }
    return time;
}

struct exercise_time exercise_time_of(
    const struct exercise_pressed *presses, size_t n, int64_t now_ms)
{
    int64_t reached = 0;
    return walk(presses, n, now_ms, INT64_MAX, &reached);
}

int64_t exercise_reached_ms(
    const struct exercise_pressed *presses, size_t n, int64_t now_ms, int64_t minutes)
{
    int64_t reached = 0;
    (void)walk(presses, n, now_ms, minutes * MINUTE_MS, &reached);
    return reached;
}

bool exercise_press_fits(enum exercise_clock clock, enum exercise_press press)
{
    switch (press) {
    case PRESS_START:
        return clock == CLOCK_WAITING;
    case PRESS_PAUSE:
        return clock == CLOCK_RUNNING;
    case PRESS_RESUME:
        return clock == CLOCK_PAUSED;
    default:
        return clock == CLOCK_RUNNING || clock == CLOCK_PAUSED;
    }
}

/* ---- roles ---- */

#define KEY(name, key, rotates) key,
const char *const exercise_role_keys[] = {EXERCISE_ROLE_LIST(KEY) NULL};
#undef KEY
#define ROTATES(name, key, rotates) rotates,
static const bool rotates[] = {EXERCISE_ROLE_LIST(ROTATES)};
#undef ROTATES

static int find(const char *const *keys, const char *key)
{
    int i = 0;
    while (keys[i] != NULL && (key == NULL || strcmp(keys[i], key) != 0))
        i++;
    return i;
}

enum exercise_role exercise_role_of(const char *key)
{
    return (enum exercise_role)find(exercise_role_keys, key);
}

bool exercise_role_plays(enum exercise_role role)
{
    return role < ROLE_FACILITATES;
}

bool exercise_role_counts(enum exercise_role role)
{
    return role < ROLE_SITS_OUT;
}

enum exercise_role exercise_role_next(enum exercise_role last, const int taken[EXERCISE_ROLE_MAX])
{
    int first = last < EXERCISE_ROLE_MAX && rotates[last] ? (int)last + 1 : 0;
    int best = -1;
    for (int i = 0; i < EXERCISE_ROLE_MAX; i++) {
        int role = (first + i) % EXERCISE_ROLE_MAX;
        if (!rotates[role] || role == (int)last)
            continue;
        if (best < 0 || taken[role] < taken[best])
            best = role;
    }
    return (enum exercise_role)best;
}

/* ---- lines ---- */

#define KEY(name, key) key,
const char *const exercise_line_keys[] = {EXERCISE_LINE_LIST(KEY) NULL};
#undef KEY

static const char *const members[EXERCISE_LINE_MAX][9] = {
    [LINE_WISH] = {"text", "unit", "result", "note"},
    [LINE_INJECT] = {"text", "expected", "minute", "by_hand", "asks", "role", "note"},
    [LINE_GOAL] = {"text", "result", "note"},
    [LINE_STEP] = {"text", "measure", "result", "note"},
    [LINE_POINT] = {"text", "unit", "note"},
};
static const char *const results[EXERCISE_LINE_MAX][4] = {
    [LINE_WISH] = {"taken", "left"},
    [LINE_GOAL] = {"met", "partly", "missed"},
    [LINE_STEP] = {"stopped", "detected", "passed"},
};

enum exercise_line_kind exercise_line_of(const char *key)
{
    return (enum exercise_line_kind)find(exercise_line_keys, key);
}

bool exercise_line_has(enum exercise_line_kind kind, const char *member)
{
    return members[kind][find(members[kind], member)] != NULL;
}

bool exercise_result_fits(enum exercise_line_kind kind, const char *result)
{
    return results[kind][find(results[kind], result)] != NULL;
}

const char *exercise_outcome_of(const char *const *judged, size_t n)
{
    size_t met = 0, missed = 0;
    for (size_t i = 0; i < n; i++) {
        if (judged[i] == NULL)
            return NULL;
        met += strcmp(judged[i], "met") == 0;
        missed += strcmp(judged[i], "missed") == 0;
    }
    if (n == 0)
        return NULL;
    return met == n ? "met" : missed == n ? "missed" : "partly";
}
