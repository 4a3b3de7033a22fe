/* Any bytes as an Excel book: refused with a reason, or rows that can be handed over. */
#include "book_check.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    book_check((const char *)data, len);
    return 0;
}
