/* Inside the module: cells of tables from records as the API shows them. Pure; new references. */
#ifndef KANAME_MOD_REPORT_REPORT_CELL_RULES_H
#define KANAME_MOD_REPORT_REPORT_CELL_RULES_H

#include "mod/risk/risk.h"

#include <jansson.h>

/* A text, or any value as it is; null where the record has none. */
json_t *draft_cell_text(const json_t *record, const char *key);
json_t *draft_cell_copy(const json_t *record, const char *key);
/* The name of whom a reference names. */
json_t *draft_cell_person(const json_t *record, const char *key);
json_t *draft_cell_owner(const json_t *record);
/* An option in words, "enum.<set>.<key>", as text. */
json_t *draft_cell_option(const void *ctx, const json_t *record, const char *key, const char *set);
/* How the value of a risk is to be taken. */
const char *draft_risk_tone(enum risk_colour colour);
/* What the method calls the value a risk has now; null: it has none. */
json_t *draft_cell_band(const struct risk_method *method, const json_t *risk);
/* How far a measure is, with the tone of it. */
json_t *draft_cell_measure_state(const void *ctx, const json_t *measure);

/* What a measure costs at first as text: one sum, or the range that is known of it; null. */
json_t *draft_cell_cost(const void *ctx, const json_t *measure);
/* Money as written in a language, under ctx; NULL: it is none. */
const char *draft_money_in(const void *ctx, const char *lang, const json_t *money);

/* What the records cost together, those that were rejected left out, as money; null: nothing is
 * known, or they are in several currencies. */
json_t *draft_money_sum(const json_t *records, const char *key);

#endif
