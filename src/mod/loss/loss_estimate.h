/* Rough figures where a company has none of its own: what personal data are worth by the JNSA's JO
 * model or at a flat price a record, the JCIC's sheet of six losses for boards, and unit prices of
 * incident response. The figures are data (catalog/loss/estimates.json), each with its source; the
 * formulas are pure. */
#ifndef KANAME_MOD_LOSS_LOSS_ESTIMATE_H
#define KANAME_MOD_LOSS_LOSS_ESTIMATE_H

#include "mod/loss/loss.h"

#include <jansson.h>

enum loss_identifiability { LOSS_EASY, LOSS_SOME, LOSS_HARD, LOSS_IDENTIFIABILITY_MAX };
enum loss_handling { LOSS_PROPER, LOSS_IMPROPER, LOSS_UNKNOWN, LOSS_HANDLING_MAX };

enum { LOSS_JO_LEVELS = 3 };

/* Yen a person = base · (mental_power^(x-1) + economic_power^(y-1)) · identifiability · social
 * responsibility · handling afterwards, where x and y are the highest mental and economic level
 * among all that leaked, not necessarily of the same item. */
struct loss_jo {
    double base, mental_power, economic_power;
    double identifiability[LOSS_IDENTIFIABILITY_MAX]; /* name and address; one of them; neither */
    double responsibility[2];                         /* usual, high */
    double handling[LOSS_HANDLING_MAX];
};

struct loss_jo_item {
    const char *key;
    const json_t *name;
    int mental, economic; /* 1 to LOSS_JO_LEVELS */
};

/* What leaked, and by whom. */
struct loss_leak {
    const struct loss_jo_item *const *items;
    size_t n_items;
    enum loss_identifiability identifiability;
    bool high_responsibility;
    enum loss_handling handling;
};

/* 0 where nothing leaked. */
double loss_jo_per_person(const struct loss_jo *jo, const struct loss_leak *leak);

struct loss_jcic {
    double stop_days, fine_share, fine_least, response, profit_share, market_share;
};

/* A company, in yen; what does not apply is 0. */
struct loss_company {
    double customers, per_customer; /* people, and yen for each by the JO model */
    double sales_a_day;             /* of what stands still */
    double world_sales;
    bool fined; /* the GDPR applies */
    double net_profit, market_value;
};

/* Yen. */
struct loss_board {
    double personal_data, interruption, penalty, response; /* direct */
    double profit, market_value;                           /* indirect */
};

struct loss_board loss_jcic_board(const struct loss_jcic *jcic, const struct loss_company *company);

struct loss_cost {
    const char *key, *per; /* per: "case", "device", "10000 people", … */
    enum loss_form form;
    double low, high;            /* yen */
    const json_t *name, *source; /* texts */
};

struct loss_estimates {
    double quick_per_record; /* yen */
    const char *quick_source, *jo_source, *jcic_source;
    struct loss_jo jo;
    const struct loss_jo_item *jo_items;
    size_t n_jo_items;
    struct loss_jcic jcic;
    const struct loss_cost *costs;
    size_t n_costs;
};

/* The built-in figures, under ctx. */
enum err loss_estimates_load(
    const void *ctx, struct problem *problem, const struct loss_estimates **ret_estimates);

#endif
