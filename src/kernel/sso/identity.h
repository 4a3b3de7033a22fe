/* People as others vouch for them, and which account that is: one linked before, one found by a
 * verified mail address or by its login, or a new one, as the provider's settings say. */
#ifndef KANAME_KERNEL_SSO_IDENTITY_H
#define KANAME_KERNEL_SSO_IDENTITY_H

#include "kernel/auth/account_store.h"
#include "kernel/sso/provider.h"

struct identity {
    enum provider_kind kind;
    const char *issuer;           /* of the subject: "https://login.example", an LDAP base */
    const char *subject;          /* the same for ever, whatever the person is called */
    const char *email;            /* verified; NULL: none */
    const char *login;            /* by which an account may be found; NULL: by none */
    const char *new_login, *name; /* of a new account; NULL: not told */
    const char **groups;
    size_t n_groups;
};

/* Inside an open write transaction: the account, linked from now on, with the roles that its groups
 * give when the settings say so. ERR_UNAUTHENTICATED: sso_no_account, sso_disabled, sso_other (the
 * account is linked with somebody else there). */
enum err identity_account(struct call *c, const struct provider *p, const struct identity *who,
    struct account *ret_account);

/* The same for the signed-in caller: links the caller's account. ERR_CONFLICT sso_taken: the
 * identity is another's; sso_other. */
enum err identity_link(struct call *c, const struct identity *who);

/* Lines of the settings ("roles": value, role, unit) that these groups meet, as a body of
 * account_set_roles; "*" meets everybody. Pure; the caller gives it back (json_decref). */
json_t *identity_roles(const json_t *lines, const char *const *groups, size_t n);

#endif
