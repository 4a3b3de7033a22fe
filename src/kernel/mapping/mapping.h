/* Mappings between frameworks: which items of one sheet speak of the same thing as which of another
 * (docs/admin/mapping-format.md). The program carries its own in catalog/mappings; an organisation
 * imports others. Carrying answers over by them is carry.h; nothing of a sheet is in here. */
#ifndef KANAME_KERNEL_MAPPING_MAPPING_H
#define KANAME_KERNEL_MAPPING_MAPPING_H

#include "kernel/app.h"

extern const struct module module_mapping; /* the mappings as records */
extern const struct module module_carry;   /* answers carried over by them */

#define MAPPING_FORMAT "kaname-mapping/1"

/* What is said of `from` and `to` in a pair, in the words of NIST IR 8477 (set theory).
 * X(name, key): the label is message "enum.mapping_relation.<key>". */
#define MAPPING_RELATION_LIST(X)                                               \
    X(RELATION_EQUAL, "equal")         /* they ask for the same */             \
    X(RELATION_SUPERSET, "superset")   /* from asks for all of to, and more */ \
    X(RELATION_SUBSET, "subset")       /* from asks for a part of to */        \
    X(RELATION_INTERSECT, "intersect") /* they share something; neither holds all */

#define MAPPING_RELATION_ENUM(name, key) name,
enum mapping_relation { MAPPING_RELATION_LIST(MAPPING_RELATION_ENUM) RELATION_MAX };
#undef MAPPING_RELATION_ENUM

extern const struct option_set OPTIONS_MAPPING_RELATION;

const char *mapping_relation_key(enum mapping_relation relation);
/* The same pair seen from the other side. */
enum mapping_relation mapping_relation_turned(enum mapping_relation relation);

struct mapping_pair {
    const char *from, *to; /* keys of items, in the words of the mapping */
    enum mapping_relation relation;
    int strength;       /* 1 to 10, as the mapping says; 0: it does not */
    const json_t *note; /* texts by language; NULL: none */
};

/* Never changed once read; lives as long as the context it was read under. */
struct mapping {
    const json_t *json;                                               /* the whole document */
    const char *key, *label, *publisher, *licence, *wording, *source; /* licence, source: or NULL */
    const json_t *name, *description;                                 /* description: or NULL */
    const char *from, *to;                                            /* keys of sheets */
    bool built_in;
    const struct mapping_pair *pairs;
    size_t n_pairs;
};

extern const struct shape SHAPE_MAPPING_DOCUMENT;

/* A document of our own format, checked: every bad member in `problem`, pairs that stand twice
 * among them. `json` must live as long as ctx. */
enum err mapping_read(const void *ctx, const json_t *json, struct problem *problem,
    const struct mapping **ret_mapping);

/* Of all mappings, built-in ones first, in order of key. `sheet`: only those from or to the sheet
 * with that key; NULL: all. */
enum err mapping_list(
    struct call *c, const char *sheet, const struct mapping ***ret_list, size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err mapping_find(struct call *c, const char *key, const struct mapping **ret_mapping);

/* Adds the mapping to the organisation, or replaces the one with its key, with an audit entry;
 * *ret_added false: it is there already, word for word. Inside a write transaction. ERR_CONFLICT:
 * the program carries one with that key. */
enum err mapping_add(struct call *c, const struct mapping *mapping, bool *ret_added);

#endif
