/* Any bytes as a JSON body: read or refused, and what was read can be written and read again. */
#include "base/json_in.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    void *ctx = mem_context(NULL, 0);
    struct problem *problem = problem_new(ctx);
    json_t *json;
    if (json_in_parse(ctx, (const char *)data, len, JSON_IN_DEPTH, problem, &json) == ERR_OK) {
        char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_REAL_PRECISION(17));
        json_t *again = json_loads(text, JSON_DECODE_ANY, NULL);
        if (again == NULL || !json_equal(json, again))
            abort();
        json_decref(again);
        free(text);
    }
    mem_free(ctx);
    return 0;
}
