/* The words a text is found by. Pure.
 *
 * Of the folded text every character and every pair of neighbours, within runs without white space.
 * A match is only ever "all of these words", so the finder looks again whether the characters stand
 * together. Beside them the words of where a text belongs, which are longer than two characters and
 * so never meet the others: "org1", "kindmeasure", "unit1 unit5" (the unit and all above it). */
#ifndef KANAME_KERNEL_SEARCH_SEARCH_WORDS_H
#define KANAME_KERNEL_SEARCH_SEARCH_WORDS_H

#include "base/buf.h"

#include <stdint.h>

/* Words separated by single spaces, under ctx. */
char *search_words(const void *ctx, const char *folded, const char *scope);
/* The words of where it belongs. `unit_path`: "/1/5/"; NULL: none. */
char *search_scope(const void *ctx, int64_t org_id, const char *kind, const char *unit_path);

/* What was typed, in parts between white space: all must be there. Folded, under ctx. */
enum { SEARCH_TERMS = 8 };
struct search_terms {
    const char *terms[SEARCH_TERMS];
    size_t n;
};
struct search_terms search_terms_of(const void *ctx, const char *text);

/* The words to look a term up by: enough of its pairs to cover it, at most `most`; itself when it
 * is one character. */
size_t search_term_words(const void *ctx, const char *term, size_t most, const char **ret_words);

#endif
