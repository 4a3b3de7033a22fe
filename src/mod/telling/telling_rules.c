#include "mod/telling/telling_rules.h"

#include "base/buf.h"

#include <string.h>

struct telling_clock telling_clock_of(
    int64_t judged_ms, int64_t minutes, int64_t first_ms, int64_t now_ms)
{
    enum { MINUTE_MS = 60 * 1000 };
    struct telling_clock clock = {.first_ms = first_ms};
    if (judged_ms == 0)
        return clock;
    clock.due_ms = judged_ms + minutes * MINUTE_MS;
    clock.late = (first_ms == 0 ? now_ms : first_ms) > clock.due_ms;
    return clock;
}

/* The word whose mark begins the text; n: none. */
static size_t word_at(const char *text, const struct telling_word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(text, words[i].mark, strlen(words[i].mark)) == 0)
            return i;
    return n;
}

char *telling_fill(const void *ctx, const char *text, const struct telling_word *words, size_t n,
    unsigned *ret_used)
{
    struct buf *out = buf_new(ctx);
    unsigned used = 0;
    while (*text != '\0') {
        size_t i = word_at(text, words, n);
        if (i == n) {
            buf_char(out, *text++);
            continue;
        }
        buf_str(out, words[i].value == NULL ? "" : words[i].value);
        used |= 1U << i;
        text += strlen(words[i].mark);
    }
    *ret_used = used;
    return out->data;
}
