/* Inside the module only. */
#ifndef KANAME_MOD_MATURITY_MATURITY_PRIVATE_H
#define KANAME_MOD_MATURITY_MATURITY_PRIVATE_H

#include "base/clock.h"
#include "kernel/http/req.h"
#include "mod/maturity/maturity.h"

extern const struct perm PERM_COMPONENT_READ, PERM_COMPONENT_WRITE;
extern const struct shape SHAPE_COMPONENT_MATURITY;

/* ---- maturity_levels.c ---- */

/* What the levels mean (catalog/maturity), under ctx. */
enum err maturity_levels_load(const void *ctx, struct problem *problem, json_t **ret_levels);

/* ---- maturity_store.c ---- */

/* Components in use by unit, levels and whether they were scored before that day. */
enum err maturity_store_groups(
    struct call *c, const char *stale_before, struct maturity_group **ret_groups, size_t *ret_n);

/* How many scorings a component has, deleted ones left out. */
enum err maturity_store_scorings(struct call *c, int64_t component_id, int64_t *ret_n);

/* Writes the levels of the latest scoring, and the mean of the one before, to the component. */
enum err maturity_store_latest(struct call *c, int64_t component_id);

/* Brings all its scorings, deleted ones too, into the component's unit and gives them its name;
 * *ret_moved: what they are now. */
struct maturity_moved {
    int64_t id;
    struct uuid uid;
    const char *number, *name;
    bool deleted;
};
enum err maturity_store_follow(struct call *c, int64_t component_id, int64_t unit_id,
    const char *title, struct maturity_moved **ret_moved, size_t *ret_n);

/* ---- maturity_api.c ---- */

enum err component_maturity_get(struct req *r);

/* Today in the organisation's zone, and the day a year before it. */
struct date maturity_today(struct call *c);
struct date maturity_year_ago(struct date today);

#endif
