#include "kernel/http/listen.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/http/proxy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024, OTHER_FILES = 256 };

static enum err failed(int fd, struct problem *problem, int port)
{
    char *why = mem_printf(problem, "%d: %s", port, strerrordesc_np(errno));
    if (fd >= 0)
        close(fd);
    return problem_set_arg(problem, ERR_CONFLICT, "listen_failed", why);
}

static socklen_t fill(const char *address, int port, struct sockaddr_storage *ret_sa)
{
    struct sockaddr_storage sa = {0};
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)&sa;
    struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)&sa;
    socklen_t len = 0;
    if (inet_pton(AF_INET6, address, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        len = sizeof *v6;
    } else if (inet_pton(AF_INET, address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        len = sizeof *v4;
    }
    *ret_sa = sa;
    return len;
}

static int bound_port(int fd)
{
    struct sockaddr_storage sa = {0};
    socklen_t len = sizeof sa;
    if (getsockname(fd, (struct sockaddr *)&sa, &len) != 0)
        return 0;
    struct sockaddr_in6 v6 = {0};
    memcpy(&v6, &sa, sizeof v6); /* the port stands in the same place for IPv4 */
    return ntohs(v6.sin6_port);
}

enum err listen_open(
    const char *address, int port, struct problem *problem, int *ret_fd, int *ret_port)
{
    struct sockaddr_storage sa = {0};
    const char *shown = address == NULL ? "127.0.0.1" : address;
    socklen_t len = fill(shown, port, &sa);
    if (len == 0 || port < 0 || port > 65535)
        return problem_set_arg(problem, ERR_INVALID, "listen_address", shown);
    int on = 1;
    int off = 0;
    int fd = socket(sa.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return failed(fd, problem, port);
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        (sa.ss_family == AF_INET6 &&
            setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) != 0) ||
        bind(fd, (struct sockaddr *)&sa, len) != 0 || listen(fd, BACKLOG) != 0)
        return failed(fd, problem, port);
    *ret_port = bound_port(fd);
    *ret_fd = fd;
    return ERR_OK;
}

int listen_raise_limit(int connections)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)connections + LIMIT_SPOOL_FILES + OTHER_FILES;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return connections;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted)
        return connections;
    /* Files come out of the same number; where it is small, connections get half. */
    rlim_t spare = LIMIT_SPOOL_FILES + OTHER_FILES;
    return limit.rlim_cur > 2 * spare ? (int)(limit.rlim_cur - spare) : (int)limit.rlim_cur / 2;
}
