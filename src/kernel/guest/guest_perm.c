#include "kernel/guest/guest.h"

const struct perm PERM_INVITED = {.key = "guest", .kind = PERM_GUEST};
const struct perm PERM_GUEST_READ = {
    .key = "guest.read", .kind = PERM_ROLE, .roles = OF_READERS | OF_MANAGER};
const struct perm PERM_GUEST_WRITE = {.key = "guest.write", .kind = PERM_ROLE, .roles = OF_LEADS};
