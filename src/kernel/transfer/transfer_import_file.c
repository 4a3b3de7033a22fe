/* The content of files: an entry of the archive each, into blocks of the database. */
#include "kernel/file/file_store.h"
#include "kernel/transfer/transfer_import.h"

#include <string.h>

static enum err put_block(struct transfer_row *r, int64_t file_id, int64_t no, struct buf *b)
{
    enum err e = ERR_OK;
    if (file_id != 0 && b->len > 0)
        e = file_store_block(r->x->c, file_id, no, b->data, b->len);
    buf_clear(b);
    return e;
}

/* The content of the file whose row this is, into blocks of the file; 0: only looked at. */
static enum err stream_file(struct transfer_row *r, struct transfer_stream *s, int64_t file_id)
{
    struct buf *block = buf_new(r->ctx);
    int64_t no = 0;
    for (;;) {
        const char *data = NULL;
        size_t len = 0;
        enum err e = transfer_stream_read(s, &data, &len);
        if (e == ERR_OK && len == 0)
            return put_block(r, file_id, no, block);
        while (e == ERR_OK && len > 0) {
            size_t n = FILE_BLOCK - block->len < len ? FILE_BLOCK - block->len : len;
            buf_put(block, data, n);
            data += n;
            len -= n;
            if (block->len == FILE_BLOCK)
                e = put_block(r, file_id, no++, block);
        }
        if (e != ERR_OK)
            return e;
    }
}

enum err transfer_row_file(struct transfer_row *r, int64_t file_id)
{
    char name[sizeof TRANSFER_FILES + UUID_TEXT_SIZE] = TRANSFER_FILES;
    const struct transfer_value *uid = transfer_row_value(r, "uid");
    const struct transfer_value *size = transfer_row_value(r, "size");
    const struct transfer_value *sha = transfer_row_value(r, "sha256");
    struct transfer_stream *s = NULL;
    struct digest expected;
    if (uid->null || size->null || size->i < 0 || sha->null || sha->len != DIGEST_SIZE)
        return transfer_row_refuse(r, ERR_INVALID, "transfer_value", NULL);
    memcpy(expected.bytes, sha->bytes, DIGEST_SIZE);
    uuid_format(&uid->uid, name + sizeof TRANSFER_FILES - 1);
    enum err e = transfer_stream_open(r->x->archive, name, size->i, &s);
    if (e == ERR_OK)
        e = stream_file(r, s, file_id);
    if (e == ERR_OK)
        e = transfer_stream_check(s, &expected);
    transfer_stream_close(s);
    return e;
}
