/* UTF-8 from outside: validity, length in characters, and the folded form used for search and
 * filters. */
#ifndef KANAME_BASE_UTF8_H
#define KANAME_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Valid UTF-8 without NUL and without control characters other than tab and newlines. */
bool utf8_ok(const char *text, size_t len);

/* Characters (code points) of valid UTF-8. */
size_t utf8_chars(const char *text);

/* The first `most` characters, under ctx. */
char *utf8_head(const void *ctx, const char *text, size_t most);

/* Length of the text without the blanks at its ends (space, tab, newline, the wide space U+3000);
 * *ret_start: where it begins. */
size_t utf8_trim(const char *text, const char **ret_start);

/* NFKC, case folded, katakana turned to hiragana: what people mean to be the same is the same
 * ("ｾｷｭﾘﾃｨ", "セキュリティ", "せきゅりてぃ"). Allocated under `ctx`. */
char *utf8_fold(const void *ctx, const char *text);

#endif
