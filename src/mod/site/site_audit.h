/* Inside the module only: what audits look at. */
#ifndef KANAME_MOD_SITE_SITE_AUDIT_H
#define KANAME_MOD_SITE_SITE_AUDIT_H

#include "mod/site/site_private.h"
#include "mod/site/site_rules.h"

/* Held above the site's unit, not by a role in it. */
extern const struct perm PERM_SITE_AUDIT;

/* One answer of a site, as an auditor reads it. */
struct site_answer {
    const char *key, *question, *answer;
    const char *comment; /* NULL: none */
};

struct site_answers {
    struct site_answer *list;
    size_t n;
};

/* site_audit_load.c: what the unit of an audit answered to its campaign, in the organisation's
 * language, under c. A campaign that does not ask the unit, or is not submitted yet, is a bad field
 * of the record, and *ret_answers is empty. */
enum err site_answers_load(
    struct call *c, const struct reg_record *audit, struct site_answers *ret_answers);

/* site_audit_answer_reg.c: puts one before the auditors. Inside the audit's transaction. */
enum err site_audit_answer_make(
    struct call *c, const struct reg_record *audit, const struct site_answer *answer);

/* site_store.c: answers of an audit that nobody has judged, and those that somebody has. */
enum err site_store_judged(
    struct call *c, int64_t audit_id, int64_t *ret_open, int64_t *ret_judged);

/* site_store.c: how many audits a site has had, deleted ones too. */
enum err site_store_audits(struct call *c, int64_t site_id, int64_t *ret_n);

/* site_store.c: whether the finding with that number comes from an audit of a site. */
enum err site_store_finds(struct call *c, const char *number, bool *ret_found);

#endif
