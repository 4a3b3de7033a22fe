/* Any XML as the parts of an Excel book, which a NUL parts: the sum a zip has of its parts keeps a
 * fuzzer of whole books from them. */
#include "book_check.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static const char *const names[] = {"xl/worksheets/a.xml", "xl/styles.xml", "xl/sharedStrings.xml",
    "xl/workbook.xml", "xl/_rels/workbook.xml.rels"};
enum { N_NAMES = sizeof names / sizeof names[0] };

static void add_parts(zip_t *zip, const uint8_t *data, size_t len)
{
    for (size_t i = 0; i < N_NAMES && len > 0; i++) {
        const uint8_t *end = memchr(data, '\0', len);
        size_t n = end == NULL ? len : (size_t)(end - data);
        zip_source_t *part = zip_source_buffer(zip, data, n, 0);
        zip_int64_t at = zip_file_add(zip, names[i], part, 0);
        if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) != 0)
            abort();
        size_t gone = end == NULL ? n : n + 1;
        data += gone;
        len -= gone;
    }
}

/* The bytes of a book of these parts; NULL: no part, no book. To be freed. */
static char *book_of(const uint8_t *data, size_t len, size_t *ret_len)
{
    zip_source_t *book = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(book, ZIP_TRUNCATE, NULL);
    zip_stat_t st;
    if (zip == NULL)
        abort();
    zip_source_keep(book);
    add_parts(zip, data, len);
    if (zip_close(zip) != 0 || zip_source_open(book) != 0 || zip_source_stat(book, &st) != 0)
        abort();
    char *bytes = malloc(st.size);
    if (bytes == NULL || zip_source_read(book, bytes, st.size) != (zip_int64_t)st.size)
        abort();
    zip_source_close(book);
    zip_source_free(book);
    *ret_len = (size_t)st.size;
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    size_t size = 0;
    if (len == 0)
        return 0;
    char *book = book_of(data, len, &size);
    book_check(book, size);
    free(book);
    return 0;
}
