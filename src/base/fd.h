/* Descriptors: whole writes, and closing by scope. */
#ifndef KANAME_BASE_FD_H
#define KANAME_BASE_FD_H

#include "base/err.h"

#include <stddef.h>

/* Writes all of it, however many calls that takes. ERR_STORAGE_FULL when the disk or the quota is
 * full, ERR_INTERNAL for any other reason; part of it may have been written then. */
enum err fd_write_all(int fd, const void *data, size_t len);

/* Closes a local descriptor as it goes out of scope, unless it is negative:
 *     FD_OWNED int fd = open(…); */
void fd_release(const int *fd);
#define FD_OWNED __attribute__((cleanup(fd_release)))

#endif
