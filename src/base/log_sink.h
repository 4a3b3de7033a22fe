/* Internal to base/log: where finished lines go. */
#ifndef KANAME_BASE_LOG_SINK_H
#define KANAME_BASE_LOG_SINK_H

#include <stdbool.h>
#include <stddef.h>

/* A whole line with its end. `urgent`: on its way out when this returns, unless nobody reads. */
void log_sink_put(const char *line, size_t len, bool urgent);

#endif
