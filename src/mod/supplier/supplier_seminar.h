/* Inside mod/supplier only: seminars that we hold for suppliers, and who came. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_SEMINAR_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_SEMINAR_H

#include "mod/supplier/supplier_private.h"

extern const struct reg_def REG_SUPPLIER_SEMINARS, REG_SEMINAR_ATTENDANCES;
extern const struct option_set OPTIONS_SEMINAR_STANDING;

/* ---- seminar_store.c ---- */

/* Whether the seminar has that firm already, in another record. */
enum err seminar_store_same(
    struct call *c, int64_t seminar_id, int64_t supplier_id, int64_t but, bool *ret_there);

enum { SEMINAR_CLASSES = 5 }; /* A to D, and those of no class */
struct seminar_class {
    int64_t invited, attended, watched;
};
/* By class: how many suppliers we deal with there are in it, and how many came. */
enum err seminar_store_classes(
    struct call *c, int64_t seminar_id, struct seminar_class ret_classes[SEMINAR_CLASSES]);

struct seminar_firm {
    int64_t id;
    struct uuid uid;
    const char *number, *name, *class; /* under c; class NULL: none */
};
/* Suppliers we deal with, of these classes (letters), that have come to no seminar and watched
 * none: at most `limit` by name, and how many there are. */
enum err seminar_store_never(struct call *c, const char *classes, int limit,
    struct seminar_firm **ret_list, size_t *ret_n, int64_t *ret_total);

/* What a line of a pasted list may be of: its number, corporate number or name for comparing; "":
 * none of that. */
struct seminar_match {
    const char *key;
    struct uuid supplier, attendance;
    bool entered; /* `attendance` is its record in the seminar */
};
/* Suppliers that one of the keys (a JSON list of texts) names, each once for each key that does. */
enum err seminar_store_match(struct call *c, int64_t seminar_id, const char *keys,
    struct seminar_match **ret_matches, size_t *ret_n);

#endif
