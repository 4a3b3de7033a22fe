/* Who works for us: firms (suppliers), what each of our units gives out to them (engagements), our
 * own businesses that stop with them, to whom firms give work on, and the certificates and
 * declarations that firms hold (practices 9-1 and 9-2). Not who answers a survey, nor contracts:
 * those refer to these. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_H

#include "kernel/auth/perm.h"
#include "kernel/register/register.h"
#include "mod/supplier/supplier_rules.h"

extern const struct reg_def REG_SUPPLIERS, REG_SUPPLIER_ENGAGEMENTS, REG_SUPPLIER_SUBCONTRACTS,
    REG_SUPPLIER_CERTIFICATES, REG_BUSINESSES, REG_SUPPLIER_CENSUSES, REG_SUPPLIER_CENSUS_REPLIES,
    REG_SUPPLIER_REVIEWS, REG_SUPPLIER_TICKETS, REG_PARTNERS;
extern const struct module module_supplier, module_supplier_rule, module_supplier_merge,
    module_supplier_census, module_supplier_place, module_supplier_chain, module_supplier_tree,
    module_supplier_review, module_supplier_review_lapse, module_supplier_expiry,
    module_supplier_declare, module_supplier_declared, module_supplier_ticket,
    module_supplier_seminar;

extern const struct option_set OPTIONS_SUPPLIER_CLASS;

/* Puts rules in force (of the version that is): marks and sorts all firms anew. In a write
 * transaction. */
enum err supplier_rules_set(struct call *c, const struct supplier_rules *rules);

extern const struct perm PERM_SUPPLIER_READ;  /* firms, in the whole company */
extern const struct perm PERM_SUPPLIER_WRITE; /* asked for at the top */
extern const struct perm PERM_ENGAGEMENT_READ, PERM_ENGAGEMENT_WRITE; /* by unit */
extern const struct perm PERM_ENGAGEMENT_CONFIRM; /* that what a unit reported is so */

/* A firm as other modules go through many: what it is found by, and nothing to show. */
struct supplier_key {
    int64_t id;
    struct uuid uid;
};
/* The next firms behind the id `after`, in order of id, at most `most`; fewer: these are the last.
 * `class` NULL: of any. `dealing`: with which we deal now, else all that are not deleted. */
struct supplier_page {
    const char *class;
    bool dealing;
    int64_t after;
    size_t most;
};
enum err supplier_keys(
    struct call *c, const struct supplier_page *page, struct supplier_key *ret_keys, size_t *ret_n);

/* As a guest, or one of ours on the telephone, declares to whom the supplier gives work on (shape
 * SubcontractorDeclarationBody), in the open write transaction. Who is not asked for it declares
 * nothing. */
struct response;
enum err supplier_declare(struct call *c, const struct response *response, const json_t *body);

/* ---- what the management is told after a survey (figure 2-9.1 of the practices) ---- */

/* How many carry a risk, and of how many of these there is a concern. */
struct supplier_survey {
    int64_t suppliers, with_risk, without_risk, unknown;
    int64_t concern_some, concern_none, not_reviewed; /* of those with risk */
};

/* One with a concern. Texts under the call, NULL: none. */
struct supplier_concerned {
    const char *number, *name;
    const char *units, *work, *stops; /* of the outsourced work that carries the risk */
    const char *main_concern;
    const char *plan; /* a key of "supplier_plan" */
    const char *plan_note;
    const char *due; /* of the plan; of an accepted risk the end of it */
};

/* Of all suppliers with which dealings have not ended; of those with risk and a concern at most
 * `most`, by name. */
enum err supplier_survey_load(struct call *c, int most, struct supplier_survey *ret_survey,
    struct supplier_concerned **ret_list, size_t *ret_n);

#endif
