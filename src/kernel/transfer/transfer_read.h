/* Inside kernel/transfer only: an archive from outside, read as a stream. Nothing of it is
 * believed: names, sizes and ratios are looked at before a byte is unpacked. */
#ifndef KANAME_KERNEL_TRANSFER_TRANSFER_READ_H
#define KANAME_KERNEL_TRANSFER_TRANSFER_READ_H

#include "kernel/transfer/transfer_private.h"

/* What the manifest says of a part; by the table's place in the plan. */
struct transfer_part {
    bool there;
    int64_t rows, bytes;
    struct digest sha256;
};

struct transfer_manifest {
    struct transfer_org org;
    int64_t org_no; /* its own number for itself */
    struct transfer_keys keys;
    int64_t files;
    struct transfer_part *parts;
    size_t n_parts; /* those that are there */
};

struct transfer_archive;

/* Opens it, checks the names of its entries against the plan and reads the manifest. Under ctx,
 * closed with it. ERR_NOT_FOUND: no such file; ERR_MALFORMED, ERR_INVALID, ERR_TOO_LARGE with a
 * detail. */
enum err transfer_archive_open(const void *ctx, const char *path, const struct transfer_plan *plan,
    struct problem *problem, struct transfer_archive **ret_archive,
    struct transfer_manifest *ret_manifest);

/* The manifest's text. Pure: for the archive and for fuzzers. */
enum err transfer_manifest_read(const void *ctx, const struct transfer_plan *plan, const char *data,
    size_t len, struct problem *problem, struct transfer_manifest *ret_manifest);

/* One entry as it streams by; `expected`: how long it must be. */
struct transfer_stream;
enum err transfer_stream_open(struct transfer_archive *a, const char *name, int64_t expected,
    struct transfer_stream **ret_stream);
/* The next bytes (*ret_len 0: the end); good until the next call. */
enum err transfer_stream_read(struct transfer_stream *s, const char **ret_data, size_t *ret_len);
/* The next line without its line feed; *ret_line NULL: the end. Good until the next call. */
enum err transfer_stream_line(struct transfer_stream *s, const char **ret_line, size_t *ret_len);
/* At its end: whether it was what the digest says. */
enum err transfer_stream_check(struct transfer_stream *s, const struct digest *expected);
void transfer_stream_close(struct transfer_stream *s); /* NULL is allowed */

#endif
