/* Statements on rules, duties and figures of suppliers. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_RULE_STORE_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_RULE_STORE_H

#include "mod/supplier/supplier_private.h"
#include "mod/supplier/supplier_rules.h"

/* The rules in force, looked up once for a piece of work of many parts. */
enum err supplier_rules_load(struct call *c, const struct supplier_rules **ret_rules);

/* The same for who writes what is marked by them: until the transaction ends they do not change. */
enum err supplier_rules_hold(struct call *c, const struct supplier_rules **ret_rules);

/* Writes them, with the next version. */
enum err supplier_rules_put(struct call *c, const struct supplier_rules *rules);

/* Marks all work anew, then all firms, and sorts firms into classes: a statement each. *ret_…: how
 * many changed. */
enum err supplier_rules_apply(
    struct call *c, const struct supplier_rules *rules, int64_t *ret_work, int64_t *ret_firms);

/* The risk of two firms by what is given out to them; 0: no firm. */
enum err supplier_store_risk(struct call *c, int64_t one, int64_t other);

struct supplier_duty_row {
    bool known, met;
    const char *checked_on, *note; /* NULL: none */
};

/* In the order of SUPPLIER_DUTIES. */
enum err supplier_store_duties(
    struct call *c, int64_t supplier_id, struct supplier_duty_row ret_rows[N_SUPPLIER_DUTIES]);
enum err supplier_store_duty_put(struct call *c, int64_t supplier_id, const char *duty, bool met,
    const char *checked_on, const char *note);
/* Forgets what was said of it. */
enum err supplier_store_duty_remove(struct call *c, int64_t supplier_id, const char *duty);

/* How many firms that work for us and with which dealings have not ended; of those with risk, how
 * many have which concern; how many of which class. */
struct supplier_figures {
    int64_t suppliers, with_risk, without_risk;
    int64_t concern_none, concern_some; /* of those with risk */
    int64_t classes[4];                 /* a to d */
    int64_t unclassed;
    int64_t candidates;
    int64_t below;        /* in none of the above: firms that only others give work to */
    int64_t duties_unmet; /* firms with a duty that is not met and counts */
};
/* `asked_by`: the last day on which a firm may have been asked whose days of grace are over;
 * `surveyed_since`: the first on which the yearly survey is still met. */
enum err supplier_store_figures(struct call *c, const char *asked_by, const char *surveyed_since,
    struct supplier_figures *ret_figures);

#endif
