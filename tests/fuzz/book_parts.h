/* An Excel book made of bytes: any XML as its parts, which a NUL parts. */
#ifndef KANAME_TESTS_FUZZ_BOOK_PARTS_H
#define KANAME_TESTS_FUZZ_BOOK_PARTS_H

#include <stddef.h>
#include <stdint.h>

struct book_part {
    const char *name;
    const char *usual; /* what stands there when the bytes say nothing of it; NULL: no such part */
};

/* The bytes of a book of these parts, to be freed; NULL: no part, no book. */
char *book_of_parts(const struct book_part *parts, size_t n_parts, const uint8_t *data, size_t len,
    size_t *ret_len);

#endif
