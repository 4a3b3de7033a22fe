/* Structured log: one JSON object a line on standard error. Called at the edges (HTTP, jobs, CLI)
 * only; never with a secret, a body or a personal detail. */
#ifndef KANAME_BASE_LOG_H
#define KANAME_BASE_LOG_H

#include "base/jw.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_LEVEL_MAX };

void log_set_level(enum log_level lowest);
bool log_on(enum log_level level);

/* Begins a line; write members with jw_k… into the result, then log_end. */
struct jw log_begin(const void *ctx, enum log_level level, const char *event);
void log_end(struct jw *line);

/* A line of level, event and one text member "detail". */
void log_text(enum log_level level, const char *event, const char *detail);

#endif
