#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void *checked(void *ptr)
{
    if (ptr == NULL) {
        fputs("{\"level\":\"fatal\",\"event\":\"out_of_memory\"}\n", stderr);
        abort();
    }
    return ptr;
}

/* In a pool a sanitizer cannot see where one piece ends and the next begins. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { POOLS = 0 };
#else
enum { POOLS = 1 };
#endif

void *mem_context(const void *parent, size_t pool)
{
    if (pool == 0 || !POOLS)
        return checked(talloc_named_const(parent, 0, "context"));
    return checked(talloc_pool(parent, pool));
}

void mem_free(void *ptr)
{
    if (ptr != NULL)
        talloc_free(ptr);
}

void *mem_zalloc(const void *ctx, size_t size, const char *name)
{
    return checked(_talloc_zero(ctx, size, name));
}

void *mem_resize(const void *ctx, void *ptr, size_t size, const char *name)
{
    return checked(_talloc_realloc(ctx, ptr, size == 0 ? 1 : size, name));
}

char *mem_strdup(const void *ctx, const char *text)
{
    return text == NULL ? NULL : checked(talloc_strdup(ctx, text));
}

char *mem_strndup(const void *ctx, const char *text, size_t n)
{
    return checked(talloc_strndup(ctx, text, n));
}

void *mem_dup(const void *ctx, const void *data, size_t size)
{
    return checked(talloc_memdup(ctx, data, size));
}

char *mem_printf(const void *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = checked(talloc_vasprintf(ctx, format, args));
    va_end(args);
    return text;
}
