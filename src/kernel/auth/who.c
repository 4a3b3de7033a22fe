#include "kernel/auth/who.h"

#include "base/mem.h"

#include <string.h>

static bool grants(const struct grant *grant, const struct perm *perm)
{
    return (perm->roles & 1u << grant->role) != 0;
}

/* Permissions to see; all others change something. */
static bool only_reads(const char *action)
{
    return strcmp(action, "read") == 0 || strcmp(action, "follow") == 0;
}

/* Provisioning: its scope reaches nothing else, and no other scope reaches it. */
static bool apart(const char *key)
{
    return strcmp(key, PERM_SCIM.key) == 0;
}

bool scope_covers(const char *scope, const struct perm *perm, bool change)
{
    if (apart(scope) || apart(perm->key))
        return strcmp(scope, perm->key) == 0;
    if (perm->named)
        return strcmp(scope, perm->key) == 0;
    const char *dot = strchr(perm->key, '.');
    bool reads = !change && (dot == NULL || only_reads(dot + 1));
    const char *action = scope;
    if (dot != NULL) {
        size_t area = (size_t)(dot - perm->key) + 1;
        if (strncmp(scope, perm->key, area) == 0)
            action = scope + area;
    }
    return strcmp(action, "write") == 0 || (reads && strcmp(action, "read") == 0);
}

bool who_in_scope(const struct who *who, const struct perm *perm, bool change)
{
    if (who == NULL || who->scopes == NULL || perm->kind == PERM_PUBLIC)
        return true;
    /* What is everybody's own may be seen with any token but one of provisioning. */
    if (perm->kind == PERM_SIGNED_IN && !change && !(who->n_scopes == 1 && apart(who->scopes[0])))
        return true;
    for (size_t i = 0; i < who->n_scopes; i++)
        if (scope_covers(who->scopes[i], perm, change))
            return true;
    return false;
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
    if (perm->kind == PERM_GUEST || who->guest_id != 0)
        return perm->kind == PERM_GUEST && who->guest_id != 0;
    if (who->system || perm->kind == PERM_SIGNED_IN)
        return true;
    if (!who_in_scope(who, perm, false))
        return false;
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
    if (!who_in_scope(who, perm, false))
        return false;
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
    size_t room = who == NULL || !who_in_scope(who, perm, false) ? 0 : who->n_grants;
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
