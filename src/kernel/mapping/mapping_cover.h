/* How much of a framework a mapping reaches: item by item the closest relation, counted by group
 * (sections at the top of a sheet; functions of a framework that is only known by its keys). */
#ifndef KANAME_KERNEL_MAPPING_MAPPING_COVER_H
#define KANAME_KERNEL_MAPPING_MAPPING_COVER_H

#include "kernel/mapping/mapping.h"
#include "kernel/sheet/sheet_store.h"

struct cover_item {
    const char *key;
    int group;                      /* place in `groups`; -1: none */
    bool covered;                   /* some pair names it */
    enum mapping_relation relation; /* then: the closest, of the other framework's item to it */
};

struct cover_group {
    const char *key;
    const char *name; /* JSON of texts by language */
    int items;
    int by[RELATION_MAX]; /* items by their closest relation */
};

struct cover_side {
    const char *key;   /* of the framework */
    const char *known; /* "sheet", "reference" (by its identifiers only), "none" */
    const char *name;  /* JSON of texts by language; the key when it is not known */
    bool has_version;
    struct sheet_version version; /* of "sheet": the newest */
    struct cover_group *groups;
    size_t n_groups;
    struct cover_item *items;
    size_t n_items;
    size_t unknown; /* keys in pairs that the framework does not have: sections, other versions */
};

/* A framework that is neither built in nor imported, known by its identifiers:
 * catalog/references. */
extern const struct shape SHAPE_REFERENCE;

/* One side of a mapping: what of its `from` is reached from `to`, or with `is_to` the other way
 * round. Of a framework that is not known, the items are those the pairs name. Under c. */
enum err mapping_cover(
    struct call *c, const struct mapping *mapping, bool is_to, struct cover_side *ret_side);

#endif
