/* Inside the register engine only: what hangs on a record of any register. Comments, links between
 * two records (shown on both), files. Who reads the record reads them and may comment; who may
 * change the record links and attaches. What is removed can be restored for REG_KEPT_DAYS.
 * The record is found by its comments and the names of its files.
 * Not for evidence of answers (kernel/sheet): that belongs to a response. */
#ifndef KANAME_KERNEL_REGISTER_REGISTER_ITEM_H
#define KANAME_KERNEL_REGISTER_REGISTER_ITEM_H

#include "base/buf.h"
#include "kernel/file/file.h"
#include "kernel/notice/notice.h"
#include "kernel/register/register_private.h"

enum item_kind { ITEM_COMMENT, ITEM_LINK, ITEM_FILE, ITEM_MAX };
const char *item_kind_key(enum item_kind kind);

struct reg_item {
    int64_t id;
    struct uuid uid;
    enum item_kind kind;
    const char *reg; /* the record's register, plural */
    int64_t record_id;
    struct uuid record_uid;
    const char *text;
    const char *mentions;  /* JSON; NULL: none */
    const char *other_reg; /* NULL: no link */
    int64_t other_id;
    struct uuid other_uid;
    struct file_info file; /* id 0: none */
    int64_t at_ms, by;     /* account */
    struct uuid by_uid;
    const char *by_name; /* NULL: gone */
    bool deleted;
};

/* register_item_store.c */
/* ERR_UNIQUE: the link is there already. */
enum err item_store_add(struct call *c, struct reg_item *item);
/* Of a record, links from its other side too; oldest first. */
enum err item_store_list(struct call *c, const struct reg_def *def, int64_t record_id,
    enum item_kind kind, struct reg_item **ret_items, size_t *ret_n);
/* One of the record's, also a removed one. ERR_NOT_FOUND. */
enum err item_store_find(struct call *c, const struct reg_def *def, int64_t record_id,
    const struct uuid *uid, struct reg_item *ret_item);
enum err item_store_remove(struct call *c, const struct reg_item *item, bool restore);
/* Comments, links and files of one record to another of its register, removed ones too; adds their
 * ids to the list. A link that the other has already stays. */
enum err item_store_move(
    struct call *c, const struct reg_record *from, const struct reg_record *to, json_t *ids);
/* Of these ids those that are still there, back from `to` to `from`. */
enum err item_store_move_back(
    struct call *c, const struct reg_record *from, const struct reg_record *to, const json_t *ids);
/* What a record's items are found by: names of its files, then its comments, the newest first, one
 * a line behind what `to` holds. */
enum err item_store_texts(
    struct call *c, const struct reg_def *def, int64_t record_id, struct buf *to);
/* For good: of a record that leaves, and what was removed before an instant, at most some hundred
 * at a time (*ret_n). Inside a write transaction. */
enum err item_store_purge_record(struct call *c, const struct reg_def *def, int64_t record_id);
enum err item_store_purge(struct call *c, int64_t before_ms, size_t *ret_n);

/* register_item_api.c: rows of the template. */
enum err item_api_list(struct req *r);
enum err item_api_add(struct req *r);
enum err item_api_upload(struct req *r);
enum err item_api_get(struct req *r);
enum err item_api_remove(struct req *r);
enum err item_api_restore(struct req *r);
extern const struct shape SHAPE_COMMENT_BODY, SHAPE_COMMENT, SHAPE_COMMENT_LIST, SHAPE_LINK_BODY,
    SHAPE_LINK, SHAPE_LINK_LIST, SHAPE_RECORD_FILE, SHAPE_RECORD_FILE_LIST;
extern const struct notice_kind NOTICE_MENTION;

#endif
