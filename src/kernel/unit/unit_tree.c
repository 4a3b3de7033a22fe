#include "kernel/unit/unit_tree.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/unit/unit_tree_store.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool unit_path_below(const char *path, const char *prefix)
{
    return strncmp(path, prefix, strlen(prefix)) == 0;
}

int unit_path_depth(const char *path)
{
    int slashes = 0;
    for (; *path != '\0'; path++)
        slashes += *path == '/';
    return slashes == 0 ? 0 : slashes - 1;
}

int unit_path_compare(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    size_t digits_a = strspn(a, "0123456789");
    size_t digits_b = strspn(b, "0123456789");
    if (digits_a != digits_b && *a != '\0' && *b != '\0') /* the longer number is the greater */
        return digits_a < digits_b ? -1 : 1;
    return (unsigned char)*a - (unsigned char)*b;
}

void unit_path_end(const char *prefix, char ret_end[UNIT_PATH_SIZE])
{
    size_t n = strlen(prefix);
    snprintf(ret_end, UNIT_PATH_SIZE, "%s", prefix);
    if (n > 0 && n < UNIT_PATH_SIZE)
        ret_end[n - 1] = '/' + 1;
}

/* A unit stays at the top only if it is the one that stands there. */
static enum err check_top(struct call *c, int64_t unit_id)
{
    int64_t top = 0;
    enum err e = unit_tree_store_top(c, &top);
    if (e == ERR_OK && top != 0 && top != unit_id)
        problem_field(c->problem, "/parent", "unit_second_top");
    return e;
}

/* Units below (and with) the one that moves, counted from it. */
static enum err height(struct call *c, const char *path, int *ret_height)
{
    int64_t deepest = 0;
    enum err e = unit_tree_store_depth(c, path, &deepest);
    if (e == ERR_OK)
        *ret_height = (int)deepest - unit_path_depth(path) + 1;
    return e;
}

static enum err check_parent(struct call *c, int64_t unit_id, int64_t parent_id)
{
    const char *parent = NULL;
    const char *own = NULL;
    int levels = 1;
    enum err e = unit_tree_store_path(c, parent_id, &parent);
    if (e == ERR_OK && unit_id != 0)
        e = unit_tree_store_path(c, unit_id, &own);
    if (e == ERR_OK && unit_id != 0)
        e = height(c, own, &levels);
    if (e != ERR_OK)
        return e;
    if (own != NULL && unit_path_below(parent, own))
        problem_field(c->problem, "/parent", "unit_below_itself");
    else if (unit_path_depth(parent) + levels > UNIT_DEPTH)
        problem_field_limit(c->problem, "/parent", "unit_too_deep", UNIT_DEPTH);
    return ERR_OK;
}

enum err unit_tree_check(struct call *c, int64_t unit_id, int64_t parent_id)
{
    int64_t units = 0;
    enum err e = unit_tree_store_lock(c);
    if (e == ERR_OK)
        e = parent_id == 0 ? check_top(c, unit_id) : check_parent(c, unit_id, parent_id);
    if (e == ERR_OK && unit_id == 0)
        e = unit_tree_store_count(c, &units);
    if (e != ERR_OK)
        return e;
    if (units >= LIMIT_UNITS)
        problem_field_limit(c->problem, "/parent", "unit_too_many", LIMIT_UNITS);
    return problem_check(c->problem);
}

enum err unit_tree_place(struct call *c, int64_t unit_id, int64_t parent_id)
{
    const char *parent = "/";
    const char *old = NULL;
    enum err e = unit_tree_store_path(c, unit_id, &old);
    if (e == ERR_OK && parent_id != 0)
        e = unit_tree_store_path(c, parent_id, &parent);
    if (e != ERR_OK)
        return e;
    const char *path = mem_printf(c, "%s%" PRId64 "/", parent, unit_id);
    if (old[0] == '\0')
        return unit_tree_store_set_path(c, unit_id, path);
    return strcmp(old, path) == 0 ? ERR_OK : unit_tree_store_move(c, old, path);
}

enum err unit_tree_path(struct call *c, int64_t unit_id, const char **ret_path)
{
    return unit_tree_store_path(c, unit_id, ret_path);
}

enum err unit_tree_top(struct call *c, int64_t *ret_unit_id)
{
    int64_t top = 0;
    enum err e = unit_tree_store_top(c, &top);
    if (e == ERR_OK && top == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_unit_id = top;
    return e;
}

enum err unit_tree_load(struct call *c, struct unit_node **ret_nodes, size_t *ret_n)
{
    return unit_tree_store_load(c, ret_nodes, ret_n);
}
