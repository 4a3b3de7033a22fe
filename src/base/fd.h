/* Writing to descriptors. */
#ifndef KANAME_BASE_FD_H
#define KANAME_BASE_FD_H

#include "base/err.h"

#include <stddef.h>

/* Writes all of it, however many calls that takes. ERR_STORAGE_FULL when the disk or the quota is
 * full, ERR_INTERNAL for any other reason; part of it may have been written then. */
enum err fd_write_all(int fd, const void *data, size_t len);

#endif
