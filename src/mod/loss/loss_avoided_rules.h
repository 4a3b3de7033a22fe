/* Inside the module: what a simulation's result says of measures. Pure: no database, no clock. */
#ifndef KANAME_MOD_LOSS_LOSS_AVOIDED_RULES_H
#define KANAME_MOD_LOSS_LOSS_AVOIDED_RULES_H

#include "mod/loss/loss.h"

#include <jansson.h>

/* Fills in the measures of a result (loss_result_json.h) under ctx; texts are borrowed from it. */
void loss_avoided_read(const void *ctx, const json_t *result, struct loss_avoided_run *run);

#endif
