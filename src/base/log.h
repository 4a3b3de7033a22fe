/* Structured log: one JSON object a line on standard error. Called at the edges (HTTP, jobs, CLI)
 * only; never with a secret, a body or a personal detail. */
#ifndef KANAME_BASE_LOG_H
#define KANAME_BASE_LOG_H

#include "base/jw.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_LEVEL_MAX };

void log_set_level(enum log_level lowest);
bool log_on(enum log_level level);

/* Begins a line; write members with jw_k… into the result, then log_end with the same level. */
struct jw log_begin(const void *ctx, enum log_level level, const char *event);
void log_end(struct jw *line, enum log_level level);

/* A line of level, event and one text member "detail". */
void log_text(enum log_level level, const char *event, const char *detail);

/* Until log_start, and in commands that never call it, a line is written by whoever logs it. From
 * then on a thread of its own writes: a server must go on when nobody reads its standard error. The
 * lines of some 20 ms are gathered; an error is written at once and waited for, up to 200 ms. While
 * the reader stands still a few thousand lines are kept, then further ones are dropped, counted,
 * and told by a line "log_dropped" as soon as somebody reads again. A crash loses what was
 * gathered. */
void log_start(void);
/* Writes what is left and ends the thread; at most 2 s for a reader that stands still. */
void log_stop(void);
uint64_t log_dropped(void); /* lines, since the program began */

#endif
