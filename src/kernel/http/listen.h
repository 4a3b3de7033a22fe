/* Internal to kernel/http: the listening socket and the limit of descriptors. */
#ifndef KANAME_KERNEL_HTTP_LISTEN_H
#define KANAME_KERNEL_HTTP_LISTEN_H

#include "base/problem.h"

/* Listens on a numeric address ("127.0.0.1", "::"; NULL: 127.0.0.1) and port (0: any free one).
 * ERR_INVALID: no address; ERR_CONFLICT: in use or not allowed. */
enum err listen_open(
    const char *address, int port, struct problem *problem, int *ret_fd, int *ret_port);

/* Raises the soft limit of descriptors as far as `connections` needs and the hard limit lets.
 * Returns how many connections there is room for. */
int listen_raise_limit(int connections);

#endif
