#include "kernel/auth/who.h"

#include "base/mem.h"

#include <string.h>

static bool grants(const struct grant *grant, const struct perm *perm)
{
    return (perm->roles & 1u << grant->role) != 0;
}

static bool below(const char *path, const char *prefix)
{
    return strncmp(path, prefix, strlen(prefix)) == 0;
}

bool who_holds(const struct who *who, const struct perm *perm)
{
    if (perm->kind == PERM_PUBLIC)
        return true;
    if (who == NULL)
        return false;
    if (who->system || perm->kind == PERM_SIGNED_IN)
        return true;
    for (size_t i = 0; i < who->n_grants; i++) {
        if (grants(&who->grants[i], perm))
            return true;
    }
    return false;
}

bool who_may(const struct who *who, const struct perm *perm, const char *unit_path)
{
    if (unit_path == NULL || perm->kind != PERM_ROLE || who == NULL || who->system)
        return who_holds(who, perm);
    for (size_t i = 0; i < who->n_grants; i++) {
        if (grants(&who->grants[i], perm) && below(unit_path, who->grants[i].unit_path))
            return true;
    }
    return false;
}

/* Adds a path to a set in which none lies below another. */
static size_t scope_add(const char **paths, size_t n, const char *path)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (below(path, paths[i]))
            return n;
    }
    for (size_t i = 0; i < n; i++) {
        if (!below(paths[i], path))
            paths[kept++] = paths[i];
    }
    paths[kept++] = path;
    return kept;
}

const char **who_scope(
    const void *ctx, const struct who *who, const struct perm *perm, size_t *ret_n)
{
    size_t room = who == NULL ? 0 : who->n_grants;
    const char **paths = mem_array(ctx, const char *, room + 1);
    size_t n = 0;
    bool everywhere = perm->kind != PERM_ROLE || (who != NULL && who->system);
    if (everywhere && who_holds(who, perm))
        paths[n++] = "/";
    for (size_t i = 0; !everywhere && i < room; i++) {
        if (grants(&who->grants[i], perm))
            n = scope_add(paths, n, who->grants[i].unit_path);
    }
    *ret_n = n;
    return paths;
}
