#include "kernel/kept.h"

#include "base/mem.h"

enum { KEPT_MOST = 8 };

struct kept {
    const void *keys[KEPT_MOST], *values[KEPT_MOST];
    size_t n;
};

void kept_begin(struct call *c)
{
    c->kept = mem_new(c, struct kept);
}

void kept_end(struct call *c)
{
    c->kept = NULL;
}

const void *kept_of(const struct call *c, const void *key)
{
    for (size_t i = 0; c->kept != NULL && i < c->kept->n; i++)
        if (c->kept->keys[i] == key)
            return c->kept->values[i];
    return NULL;
}

const void *kept_context(const struct call *c)
{
    return c->kept != NULL ? (const void *)c->kept : (const void *)c;
}

void kept_put(struct call *c, const void *key, const void *value)
{
    struct kept *kept = c->kept;
    if (kept == NULL || kept->n == KEPT_MOST)
        return;
    kept->keys[kept->n] = key;
    kept->values[kept->n++] = value;
}
