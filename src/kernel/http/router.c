#include "kernel/http/router.h"

#include "base/mem.h"
#include "kernel/http/uri.h"

#include <string.h>

enum { SEGMENTS_MAX = 16 };

static const char *const method_names[METHOD_MAX] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

struct node {
    const char *segment;           /* literal text; NULL: a parameter */
    const char *param[METHOD_MAX]; /* its name, by the row that leads through it */
    struct node **children;        /* literals in byte order */
    size_t n_children;
    struct node *any;       /* the parameter below */
    size_t row[METHOD_MAX]; /* index + 1; 0: none */
};

struct router {
    struct node *root;
    const struct route **rows;
    size_t n_rows;
};

const char *method_name(enum method m)
{
    return method_names[m];
}

bool method_parse(const char *name, enum method *ret_method)
{
    if (strcmp(name, "HEAD") == 0) {
        *ret_method = METHOD_GET;
        return true;
    }
    for (int m = 0; m < METHOD_MAX; m++) {
        if (strcmp(name, method_names[m]) == 0) {
            *ret_method = (enum method)m;
            return true;
        }
    }
    return false;
}

struct segments {
    const char *at[SEGMENTS_MAX];
    size_t len[SEGMENTS_MAX];
    size_t n;
};

/* "/a/b" into its parts; an empty part (a slash at the end, two in a row) is refused. */
static bool split(const char *path, struct segments *ret_segments)
{
    struct segments s = {.n = 0};
    const char *p = path;
    while (*p == '/') {
        p++;
        size_t len = strcspn(p, "/");
        if (len == 0 || s.n == SEGMENTS_MAX)
            return false;
        s.at[s.n] = p;
        s.len[s.n++] = len;
        p += len;
    }
    *ret_segments = s;
    return *p == '\0' && s.n > 0;
}

static struct node *child_find(const struct node *node, const char *segment)
{
    size_t low = 0;
    size_t high = node->n_children;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(segment, node->children[mid]->segment);
        if (order == 0)
            return node->children[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

static struct node *child_add(struct router *router, struct node *node, char *segment)
{
    struct node *child = child_find(node, segment);
    if (child != NULL)
        return child;
    child = mem_new(router, struct node);
    child->segment = segment;
    node->children = mem_grow(router, node->children, struct node *, node->n_children + 1);
    size_t at = node->n_children++;
    while (at > 0 && strcmp(node->children[at - 1]->segment, segment) > 0) {
        node->children[at] = node->children[at - 1];
        at--;
    }
    node->children[at] = child;
    return child;
}

/* "{id}": letters, digits and underscores in braces. */
static bool is_param(const char *text, size_t len)
{
    return len > 2 && text[0] == '{' && text[len - 1] == '}' &&
           strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_") == len - 2;
}

/* Our own paths are in lower case; the names under SCIM's are its own ("/Users"). */
static bool is_literal(const struct route *route, const char *text, size_t len)
{
    static const char ours[] = "abcdefghijklmnopqrstuvwxyz0123456789_-.:";
    static const char theirs[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:";
    return strspn(text, (route->flags & ROUTE_SCIM) != 0 ? theirs : ours) >= len;
}

/* The node of a row's path, made as needed; NULL: the path cannot be used. */
static struct node *walk(struct router *router, const struct route *route)
{
    struct segments s;
    if (route->path == NULL || !split(route->path, &s))
        return NULL;
    struct node *node = router->root;
    size_t params = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (is_param(s.at[i], s.len[i])) {
            if (++params > REQ_PARAMS)
                return NULL;
            if (node->any == NULL)
                node->any = mem_new(router, struct node);
            node = node->any;
            node->param[route->method] = mem_strndup(router, s.at[i] + 1, s.len[i] - 2);
        } else if (is_literal(route, s.at[i], s.len[i])) {
            node = child_add(router, node, mem_strndup(router, s.at[i], s.len[i]));
        } else {
            return NULL;
        }
    }
    return node;
}

static enum err refuse(struct problem *problem, const struct route *route, const char *detail)
{
    const char *method = (unsigned)route->method < METHOD_MAX ? method_names[route->method] : "?";
    char *row = mem_printf(problem, "%s %s (%s)", method, route->path == NULL ? "?" : route->path,
        route->op == NULL ? "?" : route->op);
    return problem_set_arg(problem, ERR_INTERNAL, detail, row);
}

/* What a body kind and the row's other members must agree on. */
static bool body_fits(const struct route *route)
{
    if (route->method == METHOD_GET || route->method == METHOD_DELETE)
        return route->body_kind == BODY_NONE;
    return (route->body_kind != BODY_JSON && route->body_kind != BODY_PATCH) || route->body != NULL;
}

static bool op_used(const struct router *router, const char *op)
{
    for (size_t i = 0; i < router->n_rows; i++)
        if (strcmp(router->rows[i]->op, op) == 0)
            return true;
    return false;
}

static enum err add(struct router *router, const struct route *route, struct problem *problem)
{
    if (route->perm == NULL)
        return refuse(problem, route, "route_no_permission");
    if (route->op == NULL || route->op[0] == '\0')
        return refuse(problem, route, "route_no_operation");
    if (route->handle == NULL)
        return refuse(problem, route, "route_no_handler");
    if ((unsigned)route->method >= METHOD_MAX || !body_fits(route))
        return refuse(problem, route, "route_body");
    struct node *node = walk(router, route);
    if (node == NULL)
        return refuse(problem, route, "route_path");
    if (node->row[route->method] != 0 || op_used(router, route->op))
        return refuse(problem, route, "route_twice");
    router->rows = mem_grow(router, router->rows, const struct route *, router->n_rows + 1);
    router->rows[router->n_rows++] = route;
    node->row[route->method] = router->n_rows;
    return ERR_OK;
}

enum err router_new(const void *ctx, const struct route *routes, size_t n, struct problem *problem,
    struct router **ret_router)
{
    struct router *router = mem_new(ctx, struct router);
    router->root = mem_new(router, struct node);
    for (size_t i = 0; i < n; i++) {
        enum err e = add(router, &routes[i], problem);
        if (e != ERR_OK) {
            mem_free(router);
            return e;
        }
    }
    *ret_router = router;
    return ERR_OK;
}

struct search {
    const char *segment[SEGMENTS_MAX]; /* decoded */
    size_t n;
    enum method method;
    struct req_pair params[REQ_PARAMS];
    size_t n_params;
    unsigned allow;
};

/* Depth first, literals before the parameter; a path that has the node but not the method goes on
 * looking, since another node may have it. Returns the row's index + 1. */
static size_t search_below(struct search *s, const struct node *node, size_t depth)
{
    if (depth == s->n) {
        for (int m = 0; m < METHOD_MAX; m++)
            s->allow |= node->row[m] != 0 ? 1u << m : 0;
        return node->row[s->method];
    }
    const struct node *child = child_find(node, s->segment[depth]);
    size_t row = child == NULL ? 0 : search_below(s, child, depth + 1);
    if (row != 0 || node->any == NULL || s->n_params == REQ_PARAMS)
        return row;
    size_t mine = s->n_params++;
    s->params[mine] =
        (struct req_pair){.key = node->any->param[s->method], .value = s->segment[depth]};
    row = search_below(s, node->any, depth + 1);
    if (row == 0)
        s->n_params = mine;
    return row;
}

enum err router_find(const struct router *router, enum method method, const char *path,
    struct req *r, size_t *ret_index, unsigned *ret_allow)
{
    struct segments parts;
    if (!split(path, &parts))
        return ERR_NOT_FOUND;
    struct search s = {.n = parts.n, .method = method};
    for (size_t i = 0; i < parts.n; i++) {
        s.segment[i] = uri_decode(r, parts.at[i], parts.len[i], false);
        if (s.segment[i] == NULL)
            return ERR_MALFORMED;
    }
    size_t row = search_below(&s, router->root, 0);
    if (row == 0) {
        *ret_allow = s.allow;
        return s.allow == 0 ? ERR_NOT_FOUND : ERR_METHOD;
    }
    r->route = router->rows[row - 1];
    memcpy(r->params, s.params, sizeof r->params);
    r->n_params = s.n_params;
    *ret_index = row - 1;
    return ERR_OK;
}

size_t router_count(const struct router *router)
{
    return router->n_rows;
}

const struct route *router_at(const struct router *router, size_t index)
{
    return router->rows[index];
}
