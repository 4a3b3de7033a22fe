/* Any bytes as a framework: refused, or sheets that the reader of our own format takes and a report
 * without a fault of the importer. */
#include "base/mem.h"
#include "kernel/sheet/framework_import.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check_report(const json_t *sheets, const json_t *report)
{
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(report, "rows"), i,
        row) if (strcmp(json_string_value(json_object_get(row, "code")), "sheet_invalid") == 0)
        abort();
    if (json_array_size(sheets) != json_array_size(json_object_get(report, "sheets")))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct framework_found found;
    enum err e = framework_import(ctx, (const char *)data, len, "fuzz", problem, &found);
    if (e == ERR_OK)
        check_report(found.sheets, found.report);
    else if (problem->detail == NULL && problem->n_fields == 0)
        abort(); /* a refusal says why */
    mem_free(ctx);
    return 0;
}
