/* Inside the module only. */
#ifndef KANAME_MOD_JOINT_JOINT_PRIVATE_H
#define KANAME_MOD_JOINT_JOINT_PRIVATE_H

#include "kernel/http/req.h"
#include "mod/joint/joint.h"

extern const struct perm PERM_JOINT_READ, PERM_JOINT_WRITE;
extern const struct option_set OPTIONS_JOINT_STATE;

/* ---- joint_ask.c ---- */

enum err joint_ask(struct req *r);
extern const struct shape SHAPE_JOINT_ASKING, SHAPE_JOINT_ASKED;

/* ---- joint_grid.c ---- */

enum err joint_grid_get(struct req *r);
extern const struct shape SHAPE_JOINT_GRID_QUERY, SHAPE_JOINT_GRID;

/* ---- joint_store.c ---- */

/* Fills the record's "name" and "class" from the supplier it names, and refuses what is there
 * already: a second record of the same supplier with the same `key` record. */
enum err joint_once(struct call *c, const struct reg_record *record, const char *key);
enum err joint_store_adopted(
    struct call *c, int64_t measure_id, int64_t supplier_id, int64_t but, bool *ret_there);
enum err joint_store_attended(
    struct call *c, int64_t meeting_id, int64_t supplier_id, int64_t but, bool *ret_there);

/* Ids of firms in order, under the call, and how far they have been gone through. */
struct joint_ids {
    int64_t *list;
    size_t n, at;
};
/* Whether it is among them; asked for in the order of the ids. */
bool joint_ids_have(struct joint_ids *ids, int64_t id);
/* Those above one id that two statements tell of a record: how many, and which. */
enum err joint_store_ids(
    struct call *c, const char *const sql[2], int64_t of, int64_t above, struct joint_ids *ret_ids);
/* The firms that were asked to take part in the measure. */
enum err joint_store_asked(struct call *c, int64_t measure_id, struct joint_ids *ret_ids);
/* … and of these those that have agreed or do it. */
enum err joint_store_partners(struct call *c, int64_t measure_id, struct joint_ids *ret_ids);
/* Those that were willing at the meeting. */
enum err joint_store_willing(struct call *c, int64_t meeting_id, struct joint_ids *ret_ids);

/* One count of a measure: suppliers of a class (NULL: none) in a state. */
struct joint_count {
    char measure[UUID_TEXT_SIZE];
    const char *class, *state;
    int64_t n;
};
enum err joint_store_counts(struct call *c, struct joint_count **ret_counts, size_t *ret_n);

enum { JOINT_FIRMS = 50 }; /* of a page */

struct joint_firm {
    int64_t id;
    const char *name, *class;
};

/* Which firms: those that `measure_id` (0: any) finds in that state ("": any;
 * "waiting": asked or agreed), behind the one with
 * this name and id ("", 0: from the first). */
struct joint_wish {
    int64_t measure_id;
    const char *state, *after_name;
    int64_t after_id;
};
/* In order of their names, at most JOINT_FIRMS + 1. */
enum err joint_store_firms(struct call *c, const struct joint_wish *wish,
    struct joint_firm ret_firms[JOINT_FIRMS + 1], size_t *ret_n);

struct joint_cell {
    int64_t firm_id;
    char id[UUID_TEXT_SIZE], measure[UUID_TEXT_SIZE];
    int64_t version;
    const char *number, *state, *since, *evidence;
};
/* What up to JOINT_FIRMS firms do. */
enum err joint_store_cells(struct call *c, const struct joint_firm *firms, size_t n,
    struct joint_cell **ret_cells, size_t *ret_n);

#endif
