/* Which records say something about which items: catalog/hints/hollow-signs.json, read
 * (docs/admin/hollow-format.md). */
#ifndef KANAME_KERNEL_HOLLOW_HOLLOW_SOURCE_H
#define KANAME_KERNEL_HOLLOW_HOLLOW_SOURCE_H

#include "kernel/evidence/evidence_rules.h"
#include "kernel/shape.h"

extern const struct shape SHAPE_CATALOG_HOLLOW;

enum { HOLLOW_PERIODS = 5 }; /* the most that may be asked for */

struct hollow_source {
    const char *key;
    bool look;       /* somebody looked at the topic; else: something goes on there */
    const char *reg; /* the register's name; one that does not exist here is left out */
    const char *day; /* key of the date field that counts */
    bool ongoing;    /* counts until it no longer meets `where`, however old */
    struct evidence_condition where[EVIDENCE_CONDITIONS];
    size_t n_where;
    struct evidence_condition cleared_by[EVIDENCE_CONDITIONS]; /* a later one that ends it */
    size_t n_cleared_by;
    bool own_topic;              /* the record names sheet, section and item itself */
    const json_t *topics;        /* else: list of { sheet, items } */
    const json_t *says, *remedy; /* texts; NULL of a look */
};

struct hollow_set {
    size_t periods; /* that full marks without anything shown must last */
    int fewest_items, months;
    struct hollow_source *sources;
    size_t n_sources;
};

/* From a document that fits the shape; its texts are shared, not copied. */
struct hollow_set *hollow_set_read(const void *ctx, const json_t *json);
/* The built-in one, under ctx. */
enum err hollow_set_load(const void *ctx, struct problem *problem, struct hollow_set **ret_set);

/* Keys of the items of a sheet that the source speaks about; NULL: none. */
const json_t *hollow_source_items(const struct hollow_source *source, const char *sheet_key);

#endif
