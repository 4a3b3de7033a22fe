/* Roles and permissions. A permission is a constant row that names the roles holding it; whether
 * they hold it in the unit at hand is asked with who_may (two steps: decisions in ARCHITECTURE).
 * The nine roles are fixed: they are the guideline's people, not data. */
#ifndef KANAME_KERNEL_AUTH_PERM_H
#define KANAME_KERNEL_AUTH_PERM_H

#include <stdbool.h>

/* X(name, key): the label is message "role.<key>". */
#define ROLE_LIST(X)               \
    X(ROLE_EXECUTIVE, "executive") \
    X(ROLE_CISO, "ciso")           \
    X(ROLE_SECURITY, "security")   \
    X(ROLE_CSIRT, "csirt")         \
    X(ROLE_MANAGER, "manager")     \
    X(ROLE_MEMBER, "member")       \
    X(ROLE_AUDITOR, "auditor")     \
    X(ROLE_TRAINER, "trainer")     \
    X(ROLE_ADMIN, "admin")

#define ROLE_ENUM(name, key) name,
enum role { ROLE_LIST(ROLE_ENUM) ROLE_MAX };
#undef ROLE_ENUM

const char *role_key(enum role role);
bool role_parse(const char *key, enum role *ret_role);

enum {
    OF_EXECUTIVE = 1 << ROLE_EXECUTIVE,
    OF_CISO = 1 << ROLE_CISO,
    OF_SECURITY = 1 << ROLE_SECURITY,
    OF_CSIRT = 1 << ROLE_CSIRT,
    OF_MANAGER = 1 << ROLE_MANAGER,
    OF_MEMBER = 1 << ROLE_MEMBER,
    OF_AUDITOR = 1 << ROLE_AUDITOR,
    OF_TRAINER = 1 << ROLE_TRAINER,
    OF_ADMIN = 1 << ROLE_ADMIN,
    OF_LEADS = OF_CISO | OF_SECURITY,                  /* those who run security */
    OF_READERS = OF_LEADS | OF_EXECUTIVE | OF_AUDITOR, /* those who see all of it */
    OF_STAFF = OF_READERS | OF_CSIRT | OF_MANAGER | OF_MEMBER | OF_TRAINER,
    OF_ALL = OF_STAFF | OF_ADMIN,
};

enum perm_kind {
    PERM_ROLE,      /* one of `roles`, in the record's unit */
    PERM_SIGNED_IN, /* any account; the handler gives only what is the caller's own */
    PERM_PUBLIC,    /* nobody signed in: health, log-in, static pages */
    PERM_GUEST,     /* who was invited to answer, and nobody with an account (kernel/guest) */
};

struct perm {
    const char *key; /* "measure.update" */
    enum perm_kind kind;
    unsigned roles;
    bool named; /* what an API token does only with a scope of just this key: "write" is not enough
                 */
};

extern const struct perm PERM_ANYONE;  /* public */
extern const struct perm PERM_ACCOUNT; /* signed in */
extern const struct perm PERM_SCIM;    /* provisioning accounts: stands apart, see scope_covers */

#endif
