/* Any XML as the sheet, the styles and the workbook of an Excel book (which a NUL parts) with cells
 * of it filled in: what comes out is a book again, and where the first went through so does it. */
#include "base/mem.h"
#include "book_parts.h"
#include "kernel/table/xlsx_fill.h"

#include <stdint.h>
#include <stdlib.h>

static const struct book_part parts[] = {{"xl/worksheets/a.xml", NULL}, {"xl/styles.xml", "<s/>"},
    {"xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"1\" "
                        "xmlns:r=\"r\"/></sheets><calcPr/></workbook>"},
    {"xl/_rels/workbook.xml.rels", "<r><Relationship Id=\"1\" Target=\"worksheets/a.xml\"/></r>"}};
enum { N_PARTS = sizeof parts / sizeof parts[0], CELLS = 6 };

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
    char *book = book_of_parts(parts, N_PARTS, data, len, &size);
    if (fill(ctx, book, size, &filled, &filled_len) == ERR_OK && filled != NULL &&
        fill(ctx, filled, filled_len, &again, &size) != ERR_OK)
        abort(); /* what was filled in is well-formed still */
    free(book);
    mem_free(ctx);
    return 0;
}
