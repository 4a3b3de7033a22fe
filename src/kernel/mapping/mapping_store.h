/* SQL of mappings that an organisation has imported, and of what was carried over by them. */
#ifndef KANAME_KERNEL_MAPPING_MAPPING_STORE_H
#define KANAME_KERNEL_MAPPING_MAPPING_STORE_H

#include "kernel/call.h"

#include "base/digest.h"

#include <jansson.h>

struct mapping_row {
    int64_t id; /* 0: none */
    struct uuid uid;
    struct digest digest;
    const char *document; /* JSON */
};

/* In order of key; `sheet` NULL: all. */
enum err mapping_store_list(
    struct call *c, const char *sheet, struct mapping_row **ret_rows, size_t *ret_n);
/* id 0: there is none with that key. */
enum err mapping_store_find(struct call *c, const char *key, struct mapping_row *ret_row);

/* What a document says besides, for finding it. */
struct mapping_head {
    const char *key, *from, *to;
};
/* How many the organisation has of its own. */
enum err mapping_store_count(struct call *c, int64_t *ret_n);
enum err mapping_store_put(
    struct call *c, const struct mapping_head *head, struct mapping_row *row /* id, uid: filled */);
enum err mapping_store_delete(struct call *c, int64_t id);

/* An accepted response of the same respondent to another sheet. */
struct carry_source {
    int64_t id;
    struct uuid uid;
    int64_t version_id; /* of its sheet */
    struct uuid version_uid;
    const char *sheet_key;
    const char *number, *campaign; /* of the campaign */
    const char *period;
    int64_t accepted_at_ms;
};
/* The newest of each sheet but that of the response, under c. */
enum err carry_store_sources(
    struct call *c, int64_t response_id, struct carry_source **ret_list, size_t *ret_n);

/* Which answer was carried over, and from where (JSON). It speaks of the answer only while that
 * has this version. */
struct carry_mark {
    int item_no;
    int64_t version;
    const char *sources;
};
enum err carry_store_mark(struct call *c, int64_t response_id, const struct carry_mark *mark);
/* In order of item, those only that still speak of the answer. */
enum err carry_store_marks(
    struct call *c, int64_t response_id, struct carry_mark **ret_list, size_t *ret_n);

#endif
