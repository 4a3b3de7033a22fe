/* Internal to kernel/http: client addresses. Forwarded addresses are believed only from configured
 * proxies; anybody else could write them. */
#ifndef KANAME_KERNEL_HTTP_PROXY_H
#define KANAME_KERNEL_HTTP_PROXY_H

#include "base/problem.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

enum { ADDRESS_TEXT_SIZE = INET6_ADDRSTRLEN };

/* An address as sixteen bytes; IPv4 is mapped (::ffff:a.b.c.d). */
struct address {
    unsigned char bytes[16];
};

bool address_parse(const char *text, struct address *ret_address); /* no port, no brackets */
bool address_of_socket(const struct sockaddr *sa, struct address *ret_address);
void address_format(const struct address *a, char ret_text[ADDRESS_TEXT_SIZE]);
bool address_is_loopback(const struct address *a);
/* Loopback, private (RFC 1918), unique local (RFC 4193) or link-local. */
bool address_is_private(const struct address *a);

struct proxies;

/* "10.0.0.5 192.168.0.0/24, fd00::/8": addresses and networks apart by spaces or commas; NULL or ""
 * none. ERR_INVALID names the one that cannot be read. Allocated under `ctx`. */
enum err proxies_parse(
    const void *ctx, const char *text, struct problem *problem, struct proxies **ret_proxies);
bool proxies_have(const struct proxies *p, const struct address *a);

/* The client: `peer`, or when that is a proxy, the last address of X-Forwarded-For that is none.
 * `forwarded_for` may be NULL. */
struct address proxies_client(
    const struct proxies *p, const struct address *peer, const char *forwarded_for);

#endif
