/* The tree of units as paths: a unit's path is its ancestors' ids and its own, "/1/5/9/", so a
 * subtree is a range of paths and moving one is a single UPDATE. One unit has no parent: the
 * organisation itself. Used by the hooks of the register `units`, and by whoever needs the tree. */
#ifndef KANAME_KERNEL_UNIT_UNIT_TREE_H
#define KANAME_KERNEL_UNIT_UNIT_TREE_H

#include "kernel/call.h"

enum { UNIT_DEPTH = 20, UNIT_PATH_SIZE = UNIT_DEPTH * 20 + 2 };

/* Whether `unit_id` (0: a new one) may stand below `parent_id` (0: at the top): adds to c->problem
 * at /parent what is wrong – a second top, below itself, too deep, too many units – and returns
 * problem_check. Inside the write transaction. */
enum err unit_tree_check(struct call *c, int64_t unit_id, int64_t parent_id);

/* Gives a unit its path, or moves it with all below it. After unit_tree_check. */
enum err unit_tree_place(struct call *c, int64_t unit_id, int64_t parent_id);

/* Path of a unit under c, deleted ones included. ERR_NOT_FOUND. */
enum err unit_tree_path(struct call *c, int64_t unit_id, const char **ret_path);
/* The organisation's top unit. ERR_NOT_FOUND. */
enum err unit_tree_top(struct call *c, int64_t *ret_unit_id);

struct unit_node {
    int64_t id;
    struct uuid uid;
    int64_t parent_id; /* 0: the top */
    const char *path;
    const char *name;
    const char *name_en; /* NULL: none */
    const char *kind;
    bool head_office;
    int depth; /* 1: the top */
};

/* All units that are not deleted, in order of path, so parents come before their children, under
 * c. What a campaign keeps as its snapshot. */
enum err unit_tree_load(struct call *c, struct unit_node **ret_nodes, size_t *ret_n);

/* Pure: whether a path lies in the subtree of another (or is it). */
bool unit_path_below(const char *path, const char *prefix);
/* Pure: how many units a path names. */
int unit_path_depth(const char *path);
/* Pure: the order of the tree, parents before their children and siblings as they were made: below
 * 0, 0 or above it. Not that of the texts, in which "/1/10/" stands before "/1/9/". */
int unit_path_compare(const char *a, const char *b);
/* Pure: the smallest text behind every path of a subtree ("/1/5/" → "/1/50"). */
void unit_path_end(const char *prefix, char ret_end[UNIT_PATH_SIZE]);

#endif
