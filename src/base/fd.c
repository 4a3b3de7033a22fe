#include "base/fd.h"

#include <errno.h>
#include <unistd.h>

enum err fd_write_all(int fd, const void *data, size_t len)
{
    const char *from = data;
    while (len > 0) {
        ssize_t n = write(fd, from, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == ENOSPC || errno == EDQUOT ? ERR_STORAGE_FULL : ERR_INTERNAL;
        from += n;
        len -= (size_t)n;
    }
    return ERR_OK;
}

void fd_release(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}
