#include "mod/incident/incident_rules.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

enum { AHEAD_MS = 5 * 60 * 1000 };

#define KEY(name, key) key,
static const char *const clock_keys[] = {INCIDENT_CLOCK_LIST(KEY)};
static const char *const phase_keys[] = {INCIDENT_PHASE_LIST(KEY)};
#undef KEY

const char *incident_clock_key(enum incident_clock clock)
{
    return clock_keys[clock];
}

enum incident_phase incident_phase_of(const char *key)
{
    int phase = 0;
    while (phase < INCIDENT_PHASE_MAX && (key == NULL || strcmp(phase_keys[phase], key) != 0))
        phase++;
    return (enum incident_phase)phase;
}

/* What comes before it; itself: nothing. */
static enum incident_clock before(enum incident_clock clock)
{
    static const enum incident_clock of[INCIDENT_CLOCK_MAX] = {[CLOCK_DETECTED] = CLOCK_DETECTED,
        [CLOCK_REPORTED] = CLOCK_DETECTED,
        [CLOCK_STARTED] = CLOCK_DETECTED,
        [CLOCK_CONTAINED] = CLOCK_STARTED,
        [CLOCK_RECOVERED] = CLOCK_CONTAINED};
    return of[clock];
}

/* A case that was given up keeps what it had. */
static enum incident_phase known_from(enum incident_clock clock)
{
    return clock == CLOCK_CONTAINED   ? PHASE_RECOVERY
           : clock == CLOCK_RECOVERED ? PHASE_LESSONS
                                      : PHASE_REPORT;
}

enum incident_fault incident_clocks_check(const int64_t at_ms[INCIDENT_CLOCK_MAX],
    enum incident_phase phase, int64_t now_ms, enum incident_clock *ret_clock)
{
    for (int i = 0; i < INCIDENT_CLOCK_MAX; i++) {
        enum incident_clock clock = (enum incident_clock)i;
        int64_t first = at_ms[before(clock)];
        *ret_clock = clock;
        if (at_ms[i] == 0)
            continue;
        if (at_ms[i] > now_ms + AHEAD_MS)
            return CLOCK_AHEAD;
        if (at_ms[i] < first)
            return CLOCK_ORDER;
        if (phase < known_from(clock))
            return CLOCK_PHASE;
    }
    return CLOCKS_OK;
}

const char *incident_title_of(const void *ctx, const char *what, size_t most)
{
    const char *line = what + strspn(what, " \t\r\n");
    const char *start = line;
    size_t len = strcspn(line, "\r\n");
    const char *first = mem_strndup(ctx, line, len);
    len = utf8_trim(first, &start);
    first = mem_strndup(ctx, start, len);
    if (utf8_chars(first) <= most)
        return first;
    return mem_printf(ctx, "%s…", utf8_head(ctx, first, most - 1));
}
