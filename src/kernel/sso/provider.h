/* Where else people may be vouched for: the organisation's identity provider ("oidc") and its
 * directory ("ldap"). One of each; settings are a JSON object that its shape has checked, the
 * secret is stored sealed and never given out. */
#ifndef KANAME_KERNEL_SSO_PROVIDER_H
#define KANAME_KERNEL_SSO_PROVIDER_H

#include "kernel/call.h"

#include <jansson.h>

enum provider_kind { PROVIDER_OIDC, PROVIDER_LDAP, PROVIDER_MAX };

struct provider {
    enum provider_kind kind;
    bool enabled;
    const json_t *settings; /* as the API shows them, without the secret; {} when never set */
    const char *secret;     /* client secret or bind password; NULL: none */
    int64_t version;        /* 0: never set */
};

const char *provider_key(enum provider_kind kind); /* "oidc", "ldap" */

/* In the connection's organisation; under c. Not set at all: enabled false. */
enum err provider_get(struct call *c, enum provider_kind kind, struct provider *ret_provider);

/* Inside an open write transaction. ERR_STALE: the version is not provider->version. */
enum err provider_put(struct call *c, const struct provider *provider);

/* Texts and truths of the settings; NULL, "" and false alike: not set. */
const char *provider_text(const struct provider *p, const char *key); /* NULL: not set */
bool provider_on(const struct provider *p, const char *key);

/* Routes of settings, of log-in by OpenID Connect. */
extern const struct module module_provider, module_oidc;

#endif
