/* A growing byte buffer; always ends in a NUL that `len` does not count. */
#ifndef KANAME_BASE_BUF_H
#define KANAME_BASE_BUF_H

#include <stddef.h>

struct buf {
    char *data;
    size_t len;
    size_t cap;
};

struct buf *buf_new(const void *ctx);
void buf_put(struct buf *b, const void *data, size_t n);
void buf_str(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Room for `n` more bytes, to be written by the caller and told by buf_wrote. */
char *buf_room(struct buf *b, size_t n);
void buf_wrote(struct buf *b, size_t n);
void buf_clear(struct buf *b);

#endif
