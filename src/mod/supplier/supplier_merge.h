/* One firm entered twice: which entries may be one, making one of two, and taking that back
 * (docs/adr/0026). */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_MERGE_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_MERGE_H

#include "mod/supplier/supplier_private.h"

struct supplier_merge {
    int64_t id;
    struct uuid uid;
    int64_t into_id, from_id;
    json_t *what; /* "fields": { key: { "before", "after" } }, and of each part what was moved */
    int64_t at_ms, undone_ms; /* 0: it holds */
    const char *by_name;      /* NULL: the account is gone */
    const char *from_number, *from_name, *into_number, *into_name;
    struct uuid from_uid, into_uid;
};

/* In the caller's write transaction; the permission has been asked for. The firm `from` is deleted;
 * empty fields of `into` are filled from it, and those named in `take` (a list of keys, NULL: none)
 * become what they are there. A conclusion that was approved stays, that of `into` first.
 * ERR_CONFLICT: both are one record. */
enum err supplier_merge(struct call *c, const char *into, const char *from, const json_t *take,
    struct supplier_merge *ret_merge);

/* Brings the other firm back with what went over from it and is still there; fields that have
 * changed since keep what they are now: their keys in *ret_kept, under c. ERR_CONFLICT. */
enum err supplier_merge_undo(
    struct call *c, const struct uuid *id, struct supplier_merge *ret_merge, json_t **ret_kept);

/* ---- supplier_merge_store.c ---- */

enum err supplier_merge_store_add(struct call *c, struct supplier_merge *merge);
enum err supplier_merge_store_find(
    struct call *c, const struct uuid *id, struct supplier_merge *ret_merge);
/* Those into a firm, the newest first, at most `most`. */
enum err supplier_merge_store_list(
    struct call *c, int64_t into_id, int most, struct supplier_merge **ret_merges, size_t *ret_n);
/* ERR_CONFLICT: somebody else has undone it. */
enum err supplier_merge_store_undone(struct call *c, int64_t id);

/* Duties of one firm that the other has nothing said of; adds their keys to the list. */
enum err supplier_store_move_duties(struct call *c, int64_t from, int64_t to, json_t *duties);
enum err supplier_store_move_duty(struct call *c, int64_t from, int64_t to, const char *duty);

/* A firm among others of its name in the form in which names are compared. */
struct supplier_alike {
    const char *match_name;
    struct uuid uid;
    const char *number, *name, *state, *corporate_number, *address;
    int64_t work; /* pieces of work given out to it */
};
enum { SUPPLIERS_ALIKE = 200 };

/* Live firms of one name of which not all have a corporate number: those that have are told apart
 * by it, and names of which all have been told apart by somebody. In order of names, at most
 * SUPPLIERS_ALIKE. */
enum err supplier_store_alike(struct call *c, struct supplier_alike **ret_alike, size_t *ret_n);

#endif
