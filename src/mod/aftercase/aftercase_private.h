/* Inside the module. */
#ifndef KANAME_MOD_AFTERCASE_AFTERCASE_PRIVATE_H
#define KANAME_MOD_AFTERCASE_AFTERCASE_PRIVATE_H

#include "kernel/http/req.h"
#include "kernel/register/register.h"
#include "mod/aftercase/aftercase.h"
#include "mod/loss/loss.h"

extern const struct perm PERM_CASE_COST_READ, PERM_CASE_COST_WRITE;
extern const struct perm PERM_AFTERCASE_READ, PERM_AFTERCASE_WRITE;

/* The case of the path, if the caller holds the permission in its unit. */
enum err aftercase_of(struct req *r, const struct perm *perm, struct reg_record *ret_incident);

/* ---- case_cost_store.c ---- */

struct case_cost {
    int64_t version; /* 0: nothing was ever said */
    bool known;      /* false: the amount was taken back */
    int64_t amount;  /* yen */
    bool settled;
    const char *note; /* NULL: none */
};
/* By form, all of them. */
enum err case_cost_load(
    struct call *c, int64_t incident_id, struct case_cost ret_costs[LOSS_FORM_MAX]);
/* With the next version; ERR_STALE: somebody else was first. */
enum err case_cost_put(
    struct call *c, int64_t incident_id, enum loss_form form, const struct case_cost *cost);
/* With the case's article, for good. */
enum err case_cost_purge(struct call *c, int64_t incident_id);

/* The UUID of the article that was made of a case, as text; NULL: none was. */
enum err case_article_load(struct call *c, int64_t incident_id, const char **ret_article);
enum err case_article_put(struct call *c, int64_t incident_id, const char *article);

/* What cases that count in figures cost; threat_key NULL: of any threat. */
struct case_costs {
    int64_t cases; /* with this form */
    int64_t low, high, total;
};
enum err case_cost_figures(
    struct call *c, const char *threat_key, struct case_costs ret_costs[LOSS_FORM_MAX]);

/* ---- case_cost_api.c, aftercase_api.c ---- */

extern const struct shape SHAPE_CASE_COSTS, SHAPE_CASE_COST, SHAPE_CASE_COST_BODY,
    SHAPE_CASE_COST_FIGURES, SHAPE_CASE_COST_QUERY;
enum err case_costs_get(struct req *r);
enum err case_cost_put_api(struct req *r);
enum err case_cost_figures_get(struct req *r);

extern const struct shape SHAPE_CASE_MEASURE_BODY, SHAPE_CASE_ARTICLE_BODY, SHAPE_CASE_ARTICLE,
    SHAPE_AFTERCASE_MADE;
enum err case_article_get(struct req *r);
enum err case_measure_post(struct req *r);
enum err case_article_post(struct req *r);

#endif
