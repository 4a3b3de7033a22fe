/* Rows of files and their blocks. */
#ifndef KANAME_KERNEL_FILE_FILE_STORE_H
#define KANAME_KERNEL_FILE_FILE_STORE_H

#include "base/buf.h"
#include "kernel/file/file.h"

/* Each inside the caller's transaction. */
enum err file_store_insert(struct call *c, const struct file_info *info, int64_t *ret_id);
enum err file_store_block(
    struct call *c, int64_t file_id, int64_t no, const void *data, size_t len);
/* ERR_NOT_FOUND: no such file. */
enum err file_store_set_ready(struct call *c, int64_t file_id);
enum err file_store_delete(struct call *c, int64_t file_id);
enum err file_store_find(struct call *c, int64_t file_id, struct file_info *ret_info);
/* Copies a block to `fd`; *ret_len 0: there is none with that number. */
enum err file_store_copy(struct call *c, int64_t file_id, int64_t no, int fd, size_t *ret_len);
/* Appends a block to `b`; nothing: there is none with that number. */
enum err file_store_read(struct call *c, int64_t file_id, int64_t no, struct buf *b);
/* Some file that was begun before `before_ms` and never made ready; 0: none. */
enum err file_store_unready(struct call *c, int64_t before_ms, int64_t *ret_id);

#endif
