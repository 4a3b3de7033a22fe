#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 1024 };

struct buf *buf_new(const void *ctx)
{
    struct buf *b = mem_new(ctx, struct buf);
    b->cap = FIRST_SIZE;
    b->data = mem_array(b, char, b->cap);
    return b;
}

static void reserve(struct buf *b, size_t n)
{
    if (b->cap - b->len > n)
        return;
    size_t cap = b->cap;
    while (cap - b->len <= n)
        cap *= 2;
    b->data = mem_grow(b, b->data, char, cap);
    b->cap = cap;
}

void buf_put(struct buf *b, const void *data, size_t n)
{
    reserve(b, n);
    if (n > 0)
        memcpy(b->data + b->len, data, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_str(struct buf *b, const char *text)
{
    buf_put(b, text, strlen(text));
}

void buf_char(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        abort(); /* only a wrong format does that */
    reserve(b, (size_t)n);
    vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
    va_end(again);
    b->len += (size_t)n;
}

char *buf_room(struct buf *b, size_t n)
{
    reserve(b, n);
    return b->data + b->len;
}

void buf_wrote(struct buf *b, size_t n)
{
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->data[0] = '\0';
}
