/* A person by login and password in the organisation's directory (libldap): found with a filter,
 * then bound as. Over TLS, but for a directory on this machine where the configuration says so.
 *
 * Blocks, with deadlines, and takes one of the few places of kernel/net/fetch.h: never with a
 * transaction open. The directory is believed about who somebody is and which groups they are in.
 */
#ifndef KANAME_KERNEL_SSO_LDAP_H
#define KANAME_KERNEL_SSO_LDAP_H

#include "kernel/sso/identity.h"

/* ERR_NOT_FOUND: no such person, several, a wrong or an empty password; the same work for each.
 * ERR_UNAVAILABLE ldap_unreachable: no answer, no TLS, or the program's own account is refused; the
 * log says which. Texts of *ret_identity are under c. */
enum err ldap_sign_in(struct call *c, const struct provider *p, const char *login,
    const char *password, struct identity *ret_identity);

/* Binds as the program's account and looks at the base. ERR_CONFLICT with what is wrong: ldap_tls,
 * ldap_bind, ldap_base; ERR_UNAVAILABLE ldap_unreachable. */
enum err ldap_test(struct call *c, const struct provider *p);

/* The filter with the login in place of {login}, escaped (RFC 4515); under c. Pure. */
const char *ldap_filter_fill(
    const void *ctx, const char *filter, const char *name, const char *value);
/* The value of a name's first part: "CN=Sales,OU=Groups,DC=x" → "Sales"; NULL: none. Under ctx. */
const char *ldap_first_value(const void *ctx, const char *dn);

#endif
