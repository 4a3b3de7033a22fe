/* A loss model, format "kaname-loss/1" (loss_file.h), made of records as the API shows them. Pure:
 * JSON in, JSON out. A scenario's key is its number, so that it keeps its random numbers when
 * others come and go. */
#ifndef KANAME_MOD_LOSS_LOSS_DOC_H
#define KANAME_MOD_LOSS_LOSS_DOC_H

#include "base/problem.h"

#include <jansson.h>

enum { LOSS_COST_YEARS = 5 }; /* that a measure's first cost is spread over */

/* Lists of records; of `measures` those that effects name. */
struct loss_records {
    const json_t *scenarios, *causes, *measures, *policies, *limits;
};

/* Scenarios and policies that are `left_out` are not in it, nor what names them alone.
 * The caller owns what is returned. */
json_t *loss_doc_make(const struct loss_records *from);

/* Whether a record is part of models. */
bool loss_doc_includes(const json_t *record);

/* One record by itself, with the model's rules; what is wrong is told by its place in the record.
 */
void loss_doc_check_scenario(const void *ctx, const json_t *record, struct problem *problem);
void loss_doc_check_cause(const void *ctx, const json_t *record, struct problem *problem);
void loss_doc_check_policy(const void *ctx, const json_t *record, struct problem *problem);

#endif
