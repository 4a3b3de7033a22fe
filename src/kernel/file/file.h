/* Files kept in the database in blocks of 256 KiB, so that backups hold them and nodes share them.
 *
 * A file is stored first, in short transactions of its own, and belongs to nobody until its owner
 * (an answer, a report) makes it ready in the transaction that links it. Files never made ready
 * are removed after a day. There are no routes here: a download goes through the owner, who knows
 * who may read it. */
#ifndef KANAME_KERNEL_FILE_FILE_H
#define KANAME_KERNEL_FILE_FILE_H

#include "base/digest.h"
#include "kernel/app.h"

enum { FILE_BLOCK = 256 * 1024 };

struct file_info {
    int64_t id;
    struct uuid uid;
    const char *name;
    const char *media_type;
    int64_t size;
    struct digest sha256;
    int64_t created_at_ms;
    int64_t created_by; /* account */
};

/* Stores what was uploaded; outside transactions. ERR_TOO_LARGE above LIMIT_UPLOAD,
 * ERR_STORAGE_FULL. */
enum err file_store_upload(struct call *c, const struct upload *upload, struct file_info *ret_info);
/* The same for bytes the program made (a report). */
enum err file_store_bytes(struct call *c, const char *name, const char *media_type,
    const void *data, size_t len, struct file_info *ret_info);

/* Inside the owner's write transaction. ERR_NOT_FOUND: removed meanwhile. */
enum err file_make_ready(struct call *c, int64_t file_id);
/* Inside the owner's write transaction: the owner no longer holds it. */
enum err file_remove(struct call *c, int64_t file_id);

/* A ready file; ERR_NOT_FOUND. Texts under c. */
enum err file_find(struct call *c, int64_t file_id, struct file_info *ret_info);

/* Writes a ready file where fd stands, block by block and without a transaction, and leaves fd at
 * its end: never more than `info` says, whatever the database holds. fd is nowhere else written.
 * ERR_NOT_FOUND: there is less, it was removed meanwhile. ERR_STORAGE_FULL, ERR_INTERNAL. */
enum err file_copy(struct call *c, const struct file_info *info, int fd);
/* Copies a ready file to an unlinked spool file, block by block, so that a slow reader holds no
 * transaction. The caller closes *ret_fd, which is at offset 0. */
enum err file_spool(struct call *c, const struct file_info *info, int *ret_fd);

/* Answers a request with the file: always as an attachment that no browser interprets. */
enum err file_send(struct req *r, const struct file_info *info);

/* An unlinked, empty file in the spool folder. ERR_STORAGE_FULL, ERR_INTERNAL. */
enum err file_spool_open(const struct app *app, int *ret_fd);

extern const struct module module_file; /* the sweep of files nobody owns */

#endif
