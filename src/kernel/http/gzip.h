/* Internal to kernel/http: answers compressed on their way. */
#ifndef KANAME_KERNEL_HTTP_GZIP_H
#define KANAME_KERNEL_HTTP_GZIP_H

#include "base/buf.h"

#include <stdbool.h>

/* Large enough to gain a round trip, and text. */
bool gzip_worth(size_t len, const char *media_type);

/* A compressed copy under `ctx`. */
struct buf *gzip_buf(const void *ctx, const struct buf *plain);

#endif
