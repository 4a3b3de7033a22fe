/* What follows a case: what it cost by form of loss, measures that its lessons ask for, and an
 * article of the knowledge base (practice 7-4). Not the case itself (mod/incident), nor estimates
 * of losses to come (mod/loss). */
#ifndef KANAME_MOD_AFTERCASE_AFTERCASE_H
#define KANAME_MOD_AFTERCASE_AFTERCASE_H

#include "kernel/app.h"

#include <jansson.h>

extern const struct module module_aftercase;

/* What a case cost so far, under c: [{ form, amount, settled, note }] of the forms that are known,
 * in the order of the forms, in yen. Of an incident that reg_look gave. */
enum err aftercase_costs_told(struct call *c, int64_t incident_id, json_t **ret_costs);

#endif
