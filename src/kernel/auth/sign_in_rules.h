/* Which log-ins are odd enough to ask the person about. Pure.
 *
 * Three things are compared with the person's good log-ins of the last 90 days: the browser with
 * its system, the network (/24 of IPv4, /64 of IPv6), the hour of the day (within two). Two of the
 * three being new make a log-in odd; with fewer than three earlier ones nothing is known and
 * nothing odd. A help to notice, not a defence: it refuses nobody, and who copies browser and
 * network is missed. */
#ifndef KANAME_KERNEL_AUTH_SIGN_IN_RULES_H
#define KANAME_KERNEL_AUTH_SIGN_IN_RULES_H

#include <stddef.h>

enum {
    ODD_BROWSER = 1 << 0,
    ODD_NETWORK = 1 << 1,
    ODD_HOUR = 1 << 2,
    ODD_ALL = ODD_BROWSER | ODD_NETWORK | ODD_HOUR,
};

struct sign_in_trait {
    const char *browser; /* sign_in_browser */
    const char *network; /* sign_in_network */
    int hour;            /* of the day, local */
};

/* What of `now` is new; 0: nothing worth telling. */
unsigned sign_in_odd(const struct sign_in_trait *past, size_t n, const struct sign_in_trait *now);

/* "Windows Edge", of the User-Agent field; NULL: "". Under ctx. */
const char *sign_in_browser(const void *ctx, const char *agent);
/* "203.0.113." or "2001:db8:1:2:"; NULL: "". Under ctx. */
const char *sign_in_network(const void *ctx, const char *address);

/* "browser network" of the flags; "": none. Under ctx. */
const char *sign_in_odd_text(const void *ctx, unsigned odd);

#endif
