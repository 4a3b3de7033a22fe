/* Inside the module: a request for people and budget names measures that are decided together. What
 * is derived from them – sums, people by skill, what each asks for – stands in the record, follows
 * the measures while it is a draft, and stays as it was decided afterwards. */
#ifndef KANAME_MOD_MEASURE_REQUEST_H
#define KANAME_MOD_MEASURE_REQUEST_H

#include "mod/measure/request_store.h"

/* The register's hooks. */
enum err request_check(struct call *c, const struct reg_record *record);
enum err request_apply(struct call *c, const struct reg_record *record);
/* What is decided on (struct approval_subject). ERR_CONFLICT: a measure cannot be decided with the
 * others now. */
enum err request_freeze(struct call *c, const char *id, json_t **ret_content);

/* Sets people_needed, people, cost_low, cost_high, cost_yearly and contents. */
void request_derive(struct call *c, json_t *to, const struct request_measure *measures, size_t n);

/* Measures that requests name: what is being decided on does not change, the sums of drafts follow.
 */
extern const struct reg_watch request_watch;

#endif
