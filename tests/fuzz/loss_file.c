/* Loss models as files: read and checked; what passes can be played. */
#include "mod/loss/loss_file.h"
#include "base/mem.h"
#include "mod/loss/loss_exact_rules.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    struct loss_file file;
    enum err e = loss_file_read(ctx, (const char *)data, size, problem, &file);
    if (e == ERR_INVALID && problem->n_fields == 0 && problem->detail == NULL)
        abort(); /* refused without a word */
    if (e == ERR_OK && !isfinite(loss_exact_total(&file.model).mean))
        abort();
    mem_free(ctx);
    return 0;
}
