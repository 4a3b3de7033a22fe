/* Any bytes as cases in VERIS: refused in words, or a table with a line a row. */
#include "base/mem.h"
#include "mod/intel/veris_rules.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    const char *csv = NULL;
    enum err e = veris_table(ctx, (const char *)data, len, problem, &csv);
    if (e == ERR_OK ? csv == NULL || strchr(csv, '\n') == NULL : problem->detail == NULL)
        abort();
    mem_free(ctx);
    return 0;
}
