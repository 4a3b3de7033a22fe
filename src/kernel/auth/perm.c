#include "kernel/auth/perm.h"

#include <string.h>

#define ROLE_KEY(name, key) [name] = key,
static const char *const keys[ROLE_MAX] = {ROLE_LIST(ROLE_KEY)};
#undef ROLE_KEY

const struct perm PERM_ANYONE = {.key = "public", .kind = PERM_PUBLIC};
const struct perm PERM_ACCOUNT = {.key = "signed_in", .kind = PERM_SIGNED_IN};
const struct perm PERM_SCIM = {.key = "scim", .kind = PERM_ROLE, .roles = OF_ADMIN};

const char *role_key(enum role role)
{
    return keys[role];
}

bool role_parse(const char *key, enum role *ret_role)
{
    for (int i = 0; i < ROLE_MAX; i++) {
        if (strcmp(key, keys[i]) != 0)
            continue;
        *ret_role = (enum role)i;
        return true;
    }
    return false;
}
