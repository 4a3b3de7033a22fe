/* How a stranger's question finds our answer to it. Pure: no database, no clock. */
#ifndef KANAME_MOD_INQUIRY_STATEMENT_RULES_H
#define KANAME_MOD_INQUIRY_STATEMENT_RULES_H

#include "base/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, key): message "enum.statement_answer.<key>". */
#define STATEMENT_ANSWER_LIST(X)   \
    X(ANSWER_YES, "yes")           \
    X(ANSWER_PARTLY, "partly")     \
    X(ANSWER_NO, "no")             \
    X(ANSWER_NA, "not_applicable") \
    X(ANSWER_TEXT, "text") /* the detail is the answer */

#define STATEMENT_ANSWER_ENUM(name, key) name,
enum statement_answer { STATEMENT_ANSWER_LIST(STATEMENT_ANSWER_ENUM) ANSWER_MAX };
#undef STATEMENT_ANSWER_ENUM

const char *statement_answer_key(enum statement_answer answer);
/* ANSWER_MAX: none of them, or NULL. */
enum statement_answer statement_answer_of(const char *key);

/* What a share of all points, in per cent, is called: from 75 on yes, from 1 on partly. */
enum statement_answer statement_answer_of_share(int percent);

/* Texts to compare with, each as the pairs of characters that the search knows it by. Pairs that
 * many texts have weigh little (ですか), those of few much. */
struct statement_index;
struct statement_index *statement_index_new(const void *ctx, const char *const *texts, size_t n);

/* The text most like the question, as its number, or -1: none is like it. *ret_percent: how like,
 * LIKE_LEAST..100. */
enum { LIKE_LEAST = 30 };
int64_t statement_index_find(
    const struct statement_index *index, const char *question, int *ret_percent);

/* By which the same question is known again, however wide its letters and blanks are. */
struct digest statement_asked(const void *ctx, const char *question);

/* What a questionnaire calls an answer. */
struct statement_words {
    const char *of[ANSWER_MAX]; /* ANSWER_TEXT: NULL */
};

/* The words among what a sheet offers to choose from ("はい,一部,いいえ"): those not found there
 * stay as they are in *words. Under ctx. */
void statement_words_of_choices(
    const void *ctx, const char *choices, struct statement_words *words);

/* "B" → 1; SIZE_MAX: no column of Excel that we read. */
size_t book_column(const char *letters);
/* 1 → "B", under ctx. */
const char *book_column_letters(const void *ctx, size_t column);

#endif
