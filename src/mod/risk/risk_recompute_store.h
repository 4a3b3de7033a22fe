/* SQL of computing many risks anew. */
#ifndef KANAME_MOD_RISK_RISK_RECOMPUTE_STORE_H
#define KANAME_MOD_RISK_RISK_RECOMPUTE_STORE_H

#include "mod/risk/risk_recompute.h"
#include "mod/risk/risk_worth_rules.h"

/* A risk as it stands. */
struct risk_row {
    int64_t id;
    bool deleted;
    struct risk_said said;
    struct risk_worth worth;
    int band; /* enum risk_colour; RISK_COLOUR_MAX: none */
    bool accepted;
    struct risk_acceptance acceptance; /* of an accepted one */
};

/* All of the organisation's, deleted ones too (they may come back), or those of one system or of
 * information, in order of id, under c. `method`: risk_choice_ref of the one that they are to be
 * valued by. */
enum err risk_recompute_store_rows(struct call *c, enum risk_cause cause, int64_t of,
    const char *method, struct risk_row **ret_rows, size_t *ret_n);

/* Writes what risks from `first_id` to `last_id` are worth. `groups`: a JSON list of [value,
 * residual value, value now, band, likelihood, importance, residual likelihood, residual
 * importance, [id, …]], null where there is none; without `steps` the values and the band alone are
 * written. */
enum err risk_recompute_store_write(
    struct call *c, const char *groups, bool steps, int64_t first_id, int64_t last_id);

/* The step itself: its id. */
enum err risk_recompute_store_add(struct call *c, struct risk_recompute *recompute);
/* `groups`: a JSON list of [number of the first, value before and after, value now before and
 * after, band before and after, why it comes back, [risk, …]], numbered one after the other. */
enum err risk_recompute_store_moves(struct call *c, int64_t recompute_id, const char *groups);

/* The newest first. */
enum err risk_recompute_store_list(
    struct call *c, int most, struct risk_recompute **ret_all, size_t *ret_n);
enum err risk_recompute_store_find(
    struct call *c, const struct uuid *uid, struct risk_recompute *ret_recompute);

/* A move with the names of its risk. */
struct risk_move_told {
    int64_t no;
    struct uuid uid;
    const char *number, *name, *unit_path;
    struct risk_move move;
};
/* Up to `most` of a step behind `after`. */
enum err risk_recompute_store_told(struct call *c, int64_t recompute_id, int64_t after, int most,
    struct risk_move_told *ret_told, size_t *ret_n);
/* One risk's names, for moves that are not stored. */
enum err risk_recompute_store_name(
    struct call *c, const struct risk_move *move, struct risk_move_told *ret_told);

#endif
