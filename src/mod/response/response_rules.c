#include "mod/response/response_rules.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

const char *response_step(const void *ctx, const char **text)
{
    while (*text != NULL && **text != '\0') {
        size_t len = strcspn(*text, "\r\n");
        const char *start = NULL;
        const char *line = mem_strndup(ctx, *text, len);
        *text += len + strspn(*text + len, "\r\n");
        size_t kept = utf8_trim(line, &start);
        if (kept > 0)
            return mem_strndup(ctx, start, kept);
    }
    return NULL;
}

enum response_fault response_steps_check(const void *ctx, const char *text)
{
    const char *step;
    int n = 0;
    while ((step = response_step(ctx, &text)) != NULL) {
        if (++n > RESPONSE_STEPS)
            return RESPONSE_TOO_MANY;
        if (utf8_chars(step) > RESPONSE_STEP_CHARS)
            return RESPONSE_TOO_LONG;
    }
    return RESPONSE_FINE;
}
