/* The result of a simulation as JSON: of the command and, later, of the API. */
#ifndef KANAME_MOD_LOSS_LOSS_RESULT_JSON_H
#define KANAME_MOD_LOSS_LOSS_RESULT_JSON_H

#include "base/jw.h"
#include "mod/loss/loss_simulate.h"

/* "as_is", "measure", "measures", "policy" */
const char *loss_case_key(enum loss_case_kind kind);

/* The name of a case's measure or policy, its key where it has none; NULL for the other kinds. */
const char *loss_case_name(const struct loss_model *model, const struct loss_case *what);

/* What a yen spent on a case saves in a year: its cost or premium against `avoided`. False: it
 * costs nothing. */
bool loss_case_return(const struct loss_model *model, const struct loss_case_result *result,
    double *ret_cost, double *ret_per_yen);

/* One object (docs/admin/loss-format.md). Yen are rounded to whole ones, shares are not. */
void loss_result_write(
    struct jw *w, const struct loss_model *model, const struct loss_result *result);

#endif
