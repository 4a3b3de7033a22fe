/* Any XML as the sheet, the styles and the workbook of an Excel book (which a NUL parts) with cells
 * of it filled in: what comes out is a book again, and where the first went through so does it. */
#include "base/mem.h"
#include "kernel/table/xlsx_fill.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

static const char *const names[] = {
    "xl/worksheets/a.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"};
static const char *const usual[] = {NULL, "<s/>",
    "<workbook><sheets><sheet name=\"a\" r:id=\"1\" xmlns:r=\"r\"/></sheets><calcPr/></workbook>",
    "<r><Relationship Id=\"1\" Target=\"worksheets/a.xml\"/></r>"};
enum { N_NAMES = sizeof names / sizeof names[0], CELLS = 6 };

static void add_part(zip_t *zip, size_t i, const void *data, size_t len)
{
    zip_source_t *part = zip_source_buffer(zip, data, len, 0);
    zip_int64_t at = zip_file_add(zip, names[i], part, 0);
    if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) != 0)
        abort();
}

static void add_parts(zip_t *zip, const uint8_t *data, size_t len)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        const uint8_t *end = len == 0 ? NULL : memchr(data, '\0', len);
        size_t n = end == NULL ? len : (size_t)(end - data);
        if (n > 0)
            add_part(zip, i, data, n);
        else if (usual[i] != NULL)
            add_part(zip, i, usual[i], strlen(usual[i]));
        size_t gone = end == NULL ? n : n + 1;
        data += gone;
        len -= gone;
    }
}

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

static enum err fill(void *ctx, const char *book, size_t len, const char **ret, size_t *ret_len)
{
    struct book_cell cells[CELLS] = {{"a", 1, 0, "x", 0, NULL}, {"a", 2, 3, "<&>", 0, NULL},
        {"a", 2, 1, "y", 0, NULL}, {"a", 7, 30, "_x0041_", 0, NULL}, {"a", 2, 3, "z", 0, NULL},
        {"b", 1, 1, NULL, 0, NULL}};
    struct problem *problem = problem_new(ctx);
    enum err e = xlsx_fill(ctx, book, len, cells, CELLS, problem, ret, ret_len);
    if (e != ERR_OK && problem->detail == NULL)
        abort(); /* a refusal says why */
    return e;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    const char *filled = NULL;
    const char *again = NULL;
    size_t size = 0;
    size_t filled_len = 0;
    char *book = book_of(data, len, &size);
    if (fill(ctx, book, size, &filled, &filled_len) == ERR_OK && filled != NULL &&
        fill(ctx, filled, filled_len, &again, &size) != ERR_OK)
        abort(); /* what was filled in is well-formed still */
    free(book);
    mem_free(ctx);
    return 0;
}
