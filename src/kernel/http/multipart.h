/* Internal to kernel/http: reads multipart/form-data (RFC 7578) as it arrives. One part is taken,
 * named "file"; its bytes go to a sink, so memory stays the same for any size. */
#ifndef KANAME_KERNEL_HTTP_MULTIPART_H
#define KANAME_KERNEL_HTTP_MULTIPART_H

#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>

struct multipart;

/* Takes bytes of the file; anything but ERR_OK ends the reading with that error. */
typedef enum err multipart_sink(void *arg, const char *data, size_t n);

/* NULL: the Content-Type has no usable boundary. Allocated under `ctx`. */
struct multipart *multipart_new(
    const void *ctx, const char *content_type, multipart_sink *sink, void *arg);

/* ERR_MALFORMED: broken structure or part headers beyond the limit; ERR_INVALID: another part than
 * one "file". After an error nothing more may be fed. */
enum err multipart_feed(struct multipart *m, const char *data, size_t n, struct problem *problem);

/* The body is over: ERR_MALFORMED when it was cut off, ERR_INVALID when no file was in it. */
enum err multipart_end(const struct multipart *m, struct problem *problem);

const char *multipart_file_name(const struct multipart *m); /* as sent; "" when none */
const char *multipart_media_type(
    const struct multipart *m); /* "application/octet-stream" if none */

/* A file name without path, control and direction characters, at most LIMIT_FILE_NAME characters;
 * "" when nothing usable is left. Allocated under `ctx`. */
char *file_name_clean(const void *ctx, const char *name);

#endif
