/* Uploads: the first byte says in what steps the body is cut; cut or whole, the result is the same.
 */
#include "kernel/http/multipart.h"
#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err collect(void *arg, const char *data, size_t n)
{
    buf_put(arg, data, n);
    return ERR_OK;
}

static enum err read_in_steps(
    const void *ctx, const char *data, size_t size, size_t step, struct buf **ret_file)
{
    struct problem *problem = problem_new(ctx);
    struct buf *file = buf_new(ctx);
    struct multipart *m = multipart_new(ctx, "multipart/form-data; boundary=b", collect, file);
    enum err e = ERR_OK;
    for (size_t at = 0; at < size && e == ERR_OK; at += step)
        e = multipart_feed(m, data + at, size - at < step ? size - at : step, problem);
    if (e == ERR_OK)
        e = multipart_end(m, problem);
    file_name_clean(ctx, multipart_file_name(m));
    *ret_file = file;
    return e;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    void *ctx = mem_context(NULL, 0);
    const char *body = (const char *)data + 1;
    struct buf *whole = NULL;
    struct buf *cut = NULL;
    enum err e = read_in_steps(ctx, body, size - 1, size, &whole);
    enum err f = read_in_steps(ctx, body, size - 1, data[0] % 16 + 1u, &cut);
    if (e != f ||
        (e == ERR_OK && (whole->len != cut->len || memcmp(whole->data, cut->data, cut->len) != 0)))
        abort();
    mem_free(ctx);
    return 0;
}
