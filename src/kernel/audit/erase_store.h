/* SQL of erasing payloads. Every function works in the connection's organisation; those that
 * change need an open write transaction. */
#ifndef KANAME_KERNEL_AUDIT_ERASE_STORE_H
#define KANAME_KERNEL_AUDIT_ERASE_STORE_H

#include "kernel/call.h"

struct erase_list {
    int64_t *seqs;
    size_t n;
};

/* Which record a UUID names, as the entries about it say: ERR_NOT_FOUND when there are none. */
enum err erase_store_record(
    struct call *c, const char *subject, const struct uuid *uid, int64_t *ret_id);
/* The accounts of a person, under c. */
enum err erase_store_accounts(struct call *c, int64_t person_id, int64_t **ret_ids, size_t *ret_n);
/* Appends the entries about a record that have a payload still. */
enum err erase_store_entries(
    struct call *c, const char *subject, int64_t subject_id, struct erase_list *list);
/* Of these only those that tell this text under this key. None is appended twice. */
enum err erase_store_entries_with(struct call *c, const char *subject, int64_t subject_id,
    const char *key, const char *text, struct erase_list *list);
/* Holds the end of the chain: *ret_next is the number the next entry will have. */
enum err erase_store_next(struct call *c, int64_t *ret_next);
/* Takes a payload with its salt out and notes which entry says why. */
enum err erase_store_erase(struct call *c, int64_t seq, int64_t erased_by_seq);

#endif
