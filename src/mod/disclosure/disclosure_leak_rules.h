/* Inside the module: finds in a text for outsiders what would help an attacker. Pure. */
#ifndef KANAME_MOD_DISCLOSURE_DISCLOSURE_LEAK_RULES_H
#define KANAME_MOD_DISCLOSURE_DISCLOSURE_LEAK_RULES_H

#include "kernel/shape.h"

/* X(constant, key); named by "enum.leak_kind.<key>". */
#define LEAK_KIND_LIST(X)                                                                     \
    X(LEAK_VERSION, "version")             /* of a product: "9.1.2", "Ver 3", "Windows 10" */ \
    X(LEAK_PRODUCT, "product")             /* known by name */                                \
    X(LEAK_ADDRESS, "address")             /* of the network, names of hosts */               \
    X(LEAK_VULNERABILITY, "vulnerability") /* numbers of known ones */                        \
    X(LEAK_RECORD, "record")               /* numbers of our own registers */                 \
    X(LEAK_COUNT, "count")                 /* how many weaknesses are open */                 \
    X(LEAK_PERSON, "person")               /* names, email addresses, telephones */           \
    X(LEAK_SYSTEM, "system")               /* names of our systems */

#define LEAK_KIND_ENUM(name, key) name,
enum leak_kind { LEAK_KIND_LIST(LEAK_KIND_ENUM) LEAK_KIND_MAX };
#undef LEAK_KIND_ENUM

extern const struct option_set OPTIONS_LEAK_KIND;
const char *leak_kind_key(enum leak_kind kind);

struct leak {
    enum leak_kind kind;
    const char *found; /* as written, under the context */
};

/* A name that the company has given: of a system, of a person. */
struct leak_name {
    enum leak_kind kind;
    const char *name;
};

/* Brings names into the form in which they are looked for, once for many texts. Leaves out what
 * says nothing: under three letters of the Latin alphabet, or two of another. */
void leak_names_prepare(const void *ctx, struct leak_name *names, size_t *n_names);

/* Each finding once, in the order of the text, names – prepared – last. */
size_t leak_find(const void *ctx, const char *text, const struct leak_name *names, size_t n_names,
    struct leak **ret_leaks);

/* The same finding whatever its width and case: reasons are kept by it. */
bool leak_same(const void *ctx, const char *one, const char *other);

#endif
