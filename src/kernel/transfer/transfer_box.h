/* Inside kernel/transfer only: the ZIP file of an archive, taken apart by a child that may do
 * nothing but read it (kernel/child). What comes back is bytes and numbers, and nothing of it is to
 * be believed: whoever asks compares. */
#ifndef KANAME_KERNEL_TRANSFER_TRANSFER_BOX_H
#define KANAME_KERNEL_TRANSFER_TRANSFER_BOX_H

#include "base/problem.h"

#include <stdint.h>

enum { TRANSFER_BOX_BLOCK = 64 * 1024 }; /* bytes of a read at the most */

struct transfer_box;

/* Lives under ctx and ends with it. ERR_NOT_FOUND: there is no such file; ERR_MALFORMED: it is no
 * ZIP file; ERR_UNAVAILABLE: there is no child to be had. */
enum err transfer_box_open(
    const void *ctx, const char *path, struct transfer_box **ret_box, int64_t *ret_entries);

/* An entry's name under ctx; NULL: none that is UTF-8 and of a usual length. */
const char *transfer_box_name(struct transfer_box *box, const void *ctx, int64_t index);

struct transfer_box_size {
    int64_t bytes, packed;
    bool plain; /* stored or deflated, not encrypted */
};
/* False: there is no such entry. */
bool transfer_box_size(struct transfer_box *box, const char *name, struct transfer_box_size *ret);

/* A stream over an entry; a few may be open at once. -1: it cannot be read. */
int transfer_box_begin(struct transfer_box *box, const char *name);
/* The next bytes, at most TRANSFER_BOX_BLOCK; 0: the end, -1: it is broken, or the child is. */
int64_t transfer_box_read(struct transfer_box *box, int stream, char *ret_data);
void transfer_box_end(struct transfer_box *box, int stream);

#endif
