#include "kernel/http/gzip.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { WORTH_BYTES = 4096, GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8 };

bool gzip_worth(size_t len, const char *media_type)
{
    return len >= WORTH_BYTES && (strncmp(media_type, "text/", 5) == 0 ||
                                     strncmp(media_type, "application/json", 16) == 0);
}

struct buf *gzip_buf(const void *ctx, const struct buf *plain)
{
    z_stream z = {0};
    if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        abort(); /* only without memory */
    size_t room = deflateBound(&z, plain->len);
    char *data = mem_array(ctx, char, room);
    z.next_in = (Bytef *)plain->data;
    z.avail_in = (uInt)plain->len;
    z.next_out = (Bytef *)data;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort(); /* the bound holds */
    struct buf *packed = buf_new(ctx);
    buf_put(packed, data, room - z.avail_out);
    deflateEnd(&z);
    mem_free(data);
    return packed;
}
