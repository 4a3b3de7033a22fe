#include "book_parts.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

static void add_part(zip_t *zip, const char *name, const void *data, size_t len)
{
    zip_source_t *part = zip_source_buffer(zip, data, len, 0);
    zip_int64_t at = zip_file_add(zip, name, part, 0);
    if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) != 0)
        abort();
}

static void add_parts(
    zip_t *zip, const struct book_part *parts, size_t n_parts, const uint8_t *data, size_t len)
{
    for (size_t i = 0; i < n_parts; i++) {
        const uint8_t *end = len == 0 ? NULL : memchr(data, '\0', len);
        size_t n = end == NULL ? len : (size_t)(end - data);
        if (n > 0)
            add_part(zip, parts[i].name, data, n);
        else if (parts[i].usual != NULL)
            add_part(zip, parts[i].name, parts[i].usual, strlen(parts[i].usual));
        size_t gone = end == NULL ? n : n + 1;
        data += gone;
        len -= gone;
    }
}

static char *bytes_of(zip_source_t *book, size_t *ret_len)
{
    zip_stat_t st;
    if (zip_source_open(book) != 0 || zip_source_stat(book, &st) != 0)
        abort();
    char *bytes = malloc(st.size);
    if (bytes == NULL || zip_source_read(book, bytes, st.size) != (zip_int64_t)st.size)
        abort();
    zip_source_close(book);
    *ret_len = (size_t)st.size;
    return bytes;
}

char *book_of_parts(
    const struct book_part *parts, size_t n_parts, const uint8_t *data, size_t len, size_t *ret_len)
{
    zip_source_t *book = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(book, ZIP_TRUNCATE, NULL);
    if (zip == NULL)
        abort();
    zip_source_keep(book);
    add_parts(zip, parts, n_parts, data, len);
    char *bytes = NULL;
    if (zip_get_num_entries(zip, 0) == 0)
        zip_discard(zip);
    else if (zip_close(zip) == 0)
        bytes = bytes_of(book, ret_len);
    else
        abort();
    zip_source_free(book);
    return bytes;
}
