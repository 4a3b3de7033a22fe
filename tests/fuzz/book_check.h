/* What both fuzzers of Excel books ask of the reader. */
#ifndef KANAME_TESTS_FUZZ_BOOK_CHECK_H
#define KANAME_TESTS_FUZZ_BOOK_CHECK_H

#include <stddef.h>

/* Reads the bytes as a book, without the child; aborts when what comes out of it is nothing that
 * the parent of table.c would take. */
void book_check(const char *data, size_t len);

#endif
