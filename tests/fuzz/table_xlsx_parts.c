/* Any XML as the parts of an Excel book, which a NUL parts: the sum a zip has of its parts keeps a
 * fuzzer of whole books from them. */
#include "book_check.h"
#include "book_parts.h"

#include <stdint.h>
#include <stdlib.h>

static const struct book_part parts[] = {{"xl/worksheets/a.xml", NULL}, {"xl/styles.xml", NULL},
    {"xl/sharedStrings.xml", NULL}, {"xl/workbook.xml", NULL},
    {"xl/_rels/workbook.xml.rels", NULL}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    size_t size = 0;
    char *book = book_of_parts(parts, sizeof parts / sizeof parts[0], data, len, &size);
    if (book != NULL)
        book_check(book, size);
    free(book);
    return 0;
}
