/* The business-damage sheet as it is read: scenarios with their trees, steps and defences, put
 * together of the records that the caller may read. Not for changing them: the registers are. */
#ifndef KANAME_MOD_RISK_DAMAGE_SHEET_H
#define KANAME_MOD_RISK_DAMAGE_SHEET_H

#include "mod/risk/damage.h"
#include "mod/risk/risk_catalog.h"

struct damage_sheet {
    const struct risk_damage_method *method;
    /* Records as the API shows them, by name; each scenario has `trees`, each tree `steps`, `rank`
     * (the number of its value, 1 the lowest; 0: none), both `no`, by which people refer to them
     * ("26-3" of DS-2026-0003, "26-3-1" its first tree: neither names nor order change it), and
     * `control_level` (its best step's), each step `defences`. They live as long as the call. */
    json_t *scenarios;
    bool complete; /* false: there are more records than LIMIT_DAMAGE_ROWS of one kind */
};

/* `system`: its id or number; NULL: all scenarios, those of no system too. Inside a transaction. */
enum err damage_sheet_load(struct call *c, const char *system, struct damage_sheet *ret_sheet);

/* All trees, those of the highest value first, else in the sheet's order; an array of `n`
 * references under ctx. A tree knows its `scenario`. */
const json_t **damage_sheet_by_value(
    const void *ctx, const struct damage_sheet *sheet, size_t *ret_n);

/* The sheet as an Excel book of one page's width, by scenario or by value. *ret_fd is the caller's.
 */
enum err damage_book_write(struct call *c, const struct damage_sheet *sheet, bool by_value,
    int *ret_fd, int64_t *ret_size);

#endif
