/* Inside the module. */
#ifndef KANAME_MOD_MARKING_MARKING_PRIVATE_H
#define KANAME_MOD_MARKING_MARKING_PRIVATE_H

#include "kernel/http/req.h"
#include "mod/marking/marking.h"

extern const struct perm PERM_CASE_PIECE_READ, PERM_CASE_PIECE_WRITE;

/* Under the call. */
struct case_piece {
    struct marking_piece says;
    const char *note; /* NULL: none */
    int64_t version, updated_ms;
    const char *by_name; /* who wrote it last; NULL: gone */
};

/* In order of number, at most LIMIT_CASE_PIECES. */
enum err piece_store_all(
    struct call *c, int64_t incident_id, struct case_piece **ret_pieces, size_t *ret_n);
/* ERR_NOT_FOUND. */
enum err piece_store_one(
    struct call *c, int64_t incident_id, int64_t no, struct case_piece *ret_piece);
/* Fills in the number. ERR_CONFLICT (items_full). The case is held. */
enum err piece_store_add(struct call *c, int64_t incident_id, struct case_piece *piece);
/* Of the version it was read with. ERR_STALE: somebody else was first. */
enum err piece_store_put(struct call *c, int64_t incident_id, const struct case_piece *piece);
enum err piece_store_purge(struct call *c, int64_t incident_id);

extern const struct shape SHAPE_CASE_PIECES, SHAPE_CASE_PIECE, SHAPE_CASE_PIECE_BODY,
    SHAPE_RELEASE_TRY, SHAPE_RELEASE_TRIED;
enum err pieces_get(struct req *r);
enum err piece_post(struct req *r);
enum err piece_put(struct req *r);
enum err release_try_post(struct req *r);

#endif
