/* Where words that were looked for stand in a text as it was written, although they were looked for
 * in its folded form (utf8.h): "ｾｷｭﾘﾃｨ" is found by "セキュ". For showing hits; the parts add up to
 * the text, so whoever writes them needs to escape nothing more than text. */
#ifndef KANAME_BASE_UTF8_MARK_H
#define KANAME_BASE_UTF8_MARK_H

#include <stdbool.h>
#include <stddef.h>

struct utf8_part {
    const char *text; /* not ended by a NUL */
    size_t len;       /* bytes, more than 0 */
    bool hit;
};

/* The whole text in parts. `words`: folded, not empty. Allocated under ctx. */
struct utf8_part *utf8_mark(
    const void *ctx, const char *text, const char *const *words, size_t n_words, size_t *ret_n);

/* The same of an extract of about `chars` characters around the first hit, on one line (line ends
 * become spaces); without a hit no parts. *ret_before, *ret_after: something was left out there. */
struct utf8_part *utf8_mark_extract(const void *ctx, const char *text, const char *const *words,
    size_t n_words, size_t chars, size_t *ret_n, bool *ret_before, bool *ret_after);

#endif
