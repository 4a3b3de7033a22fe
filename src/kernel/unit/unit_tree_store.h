/* SQL of the tree of units. */
#ifndef KANAME_KERNEL_UNIT_UNIT_TREE_STORE_H
#define KANAME_KERNEL_UNIT_UNIT_TREE_STORE_H

#include "kernel/unit/unit_tree.h"

/* ERR_NOT_FOUND: no such unit, deleted ones included. */
enum err unit_tree_store_path(struct call *c, int64_t unit_id, const char **ret_path);
/* The unit without parent that is not deleted; 0: none. */
enum err unit_tree_store_top(struct call *c, int64_t *ret_unit_id);
enum err unit_tree_store_count(struct call *c, int64_t *ret_units);
/* The longest path of a subtree, by number of units. */
enum err unit_tree_store_depth(struct call *c, const char *path, int64_t *ret_depth);
/* Holds the whole tree until the transaction ends, so that two moves cannot make a circle. */
enum err unit_tree_store_lock(struct call *c);
enum err unit_tree_store_set_path(struct call *c, int64_t unit_id, const char *path);
/* The subtree's paths with the beginning `from` replaced by `to`. */
enum err unit_tree_store_move(struct call *c, const char *from, const char *to);
enum err unit_tree_store_load(struct call *c, struct unit_node **ret_nodes, size_t *ret_n);

#endif
