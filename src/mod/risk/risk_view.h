/* What is counted over the risks that the caller may see, as the register stands: for pages and
 * reports. */
#ifndef KANAME_MOD_RISK_RISK_VIEW_H
#define KANAME_MOD_RISK_RISK_VIEW_H

#include "mod/risk/risk_view_store.h"

/* By likelihood and importance. */
enum err risk_view_heat(struct call *c, struct risk_heat *ret_heat);

/* By unit, those with the worst risks first; under c. */
enum err risk_view_units(struct call *c, struct risk_figure **ret_figures, size_t *ret_n);

/* What is worst comes first. */
void risk_view_sort(struct risk_figure *figures, size_t n);

#endif
