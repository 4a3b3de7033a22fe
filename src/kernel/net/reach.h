/* Which addresses the program lets itself be sent to by somebody's setting (server-side request
 * forgery). Asked of the address that a connection is really about to be made to, after names have
 * been resolved, so that neither an odd way of writing an address nor a name that answers
 * differently the second time gets past it. Pure.
 *
 * Not a firewall: what the machine may reach of the public network is the network's business. */
#ifndef KANAME_KERNEL_NET_REACH_H
#define KANAME_KERNEL_NET_REACH_H

#include <stdbool.h>

struct sockaddr;

enum reach {
    REACH_PRIVATE, /* also this machine and the networks of one company */
    REACH_PUBLIC,  /* what anybody can reach only */
};

/* Never: link-local (there the services of clouds that hand out a machine's keys answer),
 * multicast, broadcast, unspecified and reserved addresses, documentation. An IPv4 address inside
 * an IPv6 one (mapped, NAT64) is asked as itself. What is not an IP address is refused. */
bool reach_allows(enum reach reach, const struct sockaddr *address);

/* The same of an address written as a text, "10.0.0.1" or "fe80::1"; a name that has yet to be
 * resolved is allowed. */
bool reach_allows_host(enum reach reach, const char *host);

#endif
