#include "base/log.h"

#include "base/clock.h"
#include "base/log_sink.h"
#include "base/mem.h"

static enum log_level lowest_level = LOG_INFO;
static const char *const level_names[LOG_LEVEL_MAX] = {"debug", "info", "warn", "error"};

void log_set_level(enum log_level lowest)
{
    lowest_level = lowest;
}

bool log_on(enum log_level level)
{
    return level >= lowest_level;
}

struct jw log_begin(const void *ctx, enum log_level level, const char *event)
{
    struct jw line = jw_init(buf_new(ctx));
    char at[INSTANT_TEXT_SIZE];
    instant_format(clock_now_ms(), at);
    jw_obj_begin(&line);
    jw_kstr(&line, "at", at);
    jw_kstr(&line, "level", level_names[level]);
    jw_kstr(&line, "event", event);
    return line;
}

void log_end(struct jw *line, enum log_level level)
{
    jw_obj_end(line);
    buf_char(line->buf, '\n');
    log_sink_put(line->buf->data, line->buf->len, level >= LOG_ERROR);
    mem_free(line->buf);
}

void log_text(enum log_level level, const char *event, const char *detail)
{
    if (!log_on(level))
        return;
    struct jw line = log_begin(NULL, level, event);
    jw_kstr(&line, "detail", detail);
    log_end(&line, level);
}
