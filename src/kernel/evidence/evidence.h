/* Verified levels: what the live registers say about the levels that a response claims. Judged
 * anew whenever somebody looks while answers may change; kept with the response when it is
 * submitted, so that what was reported stays what it was.
 *
 * Only units are judged: registers say nothing about suppliers' own houses. Counts name no record,
 * so everybody who may read the response sees the same. */
#ifndef KANAME_KERNEL_EVIDENCE_EVIDENCE_H
#define KANAME_KERNEL_EVIDENCE_EVIDENCE_H

#include "kernel/app.h"
#include "kernel/evidence/evidence_rules.h"
#include "kernel/register/register.h"
#include "kernel/sheet/response.h"

extern const struct module module_evidence;

/* Judges the answers and keeps the verdict with the response; nothing is kept where no rules speak
 * about its sheet. Inside the transaction that submits it. */
enum err evidence_freeze(
    struct call *c, const struct response *response, const struct response_sheet *sheet);
/* Takes the verdict away again: the answers may change. */
enum err evidence_thaw(struct call *c, int64_t response_id);

/* Conditions as filters of a register; a time span needs two of them. Room for two lists. */
struct evidence_filters {
    struct reg_where list[4 * EVIDENCE_CONDITIONS];
    size_t n;
};
void evidence_filters_add(struct call *c, struct evidence_filters *f,
    const struct evidence_condition *list, size_t n, struct date today);

/* The verdict kept with one response of a campaign. */
struct evidence_row {
    struct ref unit;
    const char *unit_path;
    struct uuid response_uid;
    const json_t *items; /* as in the answer of the API, all that were judged */
};
/* Of all responses of a campaign that have one, the head office first, then in order of path; at
 * most `most`, under c. */
enum err evidence_verdicts(struct call *c, int64_t campaign_id, size_t most,
    struct evidence_row **ret_rows, size_t *ret_n);
/* Only those with claims that nothing supports. */
enum err evidence_unsupported(struct call *c, int64_t campaign_id, size_t most,
    struct evidence_row **ret_rows, size_t *ret_n);

#endif
