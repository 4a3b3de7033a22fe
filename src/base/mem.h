/* Memory of one request, job or test: everything is allocated under a context (talloc) and dies
 * with it. Running out of memory ends the process: no caller checks for NULL.
 * Not for memory shared between threads: a context belongs to one thread at a time. */
#ifndef KANAME_BASE_MEM_H
#define KANAME_BASE_MEM_H

#include <stddef.h>
#include <talloc.h>

/* A fresh context below `parent` (NULL: a root, freed with mem_free). `pool` bytes are taken at
 * once so that small allocations below it cost no malloc; 0: no pool. */
void *mem_context(const void *parent, size_t pool);

/* Frees `ptr` and all below it; NULL is allowed. */
void mem_free(void *ptr);

/* Zeroed memory. */
void *mem_zalloc(const void *ctx, size_t size, const char *name);
#define mem_new(ctx, type) ((type *)mem_zalloc((ctx), sizeof(type), #type))
#define mem_array(ctx, type, n) ((type *)mem_zalloc((ctx), sizeof(type) * (size_t)(n), #type "[]"))

/* Resizes an array made under `ctx` (or NULL); new elements are not zeroed. */
#define mem_grow(ctx, ptr, type, n) \
    ((type *)mem_resize((ctx), (ptr), sizeof(type) * (size_t)(n), #type "[]"))
void *mem_resize(const void *ctx, void *ptr, size_t size, const char *name);

char *mem_strdup(const void *ctx, const char *text);            /* NULL stays NULL */
char *mem_strndup(const void *ctx, const char *text, size_t n); /* at most n bytes */
void *mem_dup(const void *ctx, const void *data, size_t size);
char *mem_printf(const void *ctx, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
