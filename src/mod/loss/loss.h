/* How much money is it? A model of what incidents may cost a company in a year: scenarios with how
 * often they happen and what they cost by form of loss, causes that several scenarios share,
 * measures that make them rarer or cheaper, insurance, and how much the board is ready to lose.
 * The model is data; loss_simulate.h plays it. Amounts are yen. Pure: no database, no clock, but
 * for what other modules ask at the end. */
#ifndef KANAME_MOD_LOSS_LOSS_H
#define KANAME_MOD_LOSS_LOSS_H

#include "base/uuid.h"
#include "mod/loss/loss_quantity.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, key): forms of loss, in the order shown; "enum.loss_form.<key>" names them. */
#define LOSS_FORM_LIST(X)                                                                 \
    X(LOSS_RESPONSE, "response")         /* investigation, call centre, lawyers, press */ \
    X(LOSS_INTERRUPTION, "interruption") /* profit lost while business stands still */    \
    X(LOSS_PERSONAL_DATA, "personal_data")                                                \
    X(LOSS_LIABILITY, "liability")                                                        \
    X(LOSS_RANSOM, "ransom")                                                              \
    X(LOSS_RECOVERY, "recovery")                                                          \
    X(LOSS_PENALTY, "penalty")                                                            \
    X(LOSS_REPUTATION, "reputation") /* share price, net profit */

#define LOSS_FORM_ENUM(name, key) name,
enum loss_form { LOSS_FORM_LIST(LOSS_FORM_ENUM) LOSS_FORM_MAX };
#undef LOSS_FORM_ENUM

const char *loss_form_key(enum loss_form form);
enum loss_form loss_form_of(const char *key); /* LOSS_FORM_MAX: there is none */

enum {
    LOSS_SCENARIOS_MAX = 100,
    LOSS_ITEMS_MAX = 20, /* of a scenario */
    LOSS_SHOCKS_MAX = 20,
    LOSS_MEASURES_MAX = 30,
    LOSS_EFFECTS_MAX = 120, /* of a measure */
    LOSS_POLICIES_MAX = 10,
    LOSS_APPETITE_MAX = 20,
    LOSS_FREQUENCY_MAX = 1000, /* events a year */
    LOSS_UNITS_MAX = 1000000000,
    LOSS_HOURS_MAX = 8760,
};
#define LOSS_AMOUNT_MAX INT64_C(10000000000000) /* ten trillion yen */

/* One part of what an event costs: `amount`, or `amount` times `units`. */
struct loss_item {
    enum loss_form form;
    const char *name;   /* NULL: the form says it */
    double probability; /* that an event has this part at all */
    struct loss_quantity amount;
    bool has_units;
    struct loss_quantity units; /* days of an interruption, records of personal data, … */
};

struct loss_scenario {
    const char *key, *name;
    struct loss_quantity frequency; /* events a year besides those of shocks; a range is drawn anew
                                       for every year, and the number of events is Poisson */
    bool leak;                      /* information gets out: a policy for leaks alone pays */
    const struct loss_item *items;
    size_t n_items;
};

struct loss_trigger {
    size_t scenario;
    double probability;
};

/* A cause that several scenarios share – a cloud provider falls, a supplier is broken into. Each
 * time it happens, every scenario it may trigger happens or not, independently: the common Poisson
 * shock model (F. Lindskog, A. J. McNeil, "Common Poisson shock models", ASTIN Bulletin 33 (2003),
 * after A. W. Marshall, I. Olkin 1967). */
struct loss_shock {
    const char *key, *name;
    struct loss_quantity frequency;
    const struct loss_trigger *triggers;
    size_t n_triggers;
};

/* What a measure leaves: 0.3 means three of ten events remain, or 30 % of the loss. */
struct loss_effect {
    bool on_shock;
    size_t index; /* of the scenario or shock */
    double frequency;
    double loss[LOSS_FORM_MAX]; /* of a scenario; 1 where nothing changes */
};

struct loss_measure {
    const char *key, *name;
    double cost; /* yen a year */
    const struct loss_effect *effects;
    size_t n_effects;
};

/* An insurance policy. Limits that are not set are INFINITY. */
struct loss_policy {
    const char *key, *name;
    double premium;                    /* yen a year */
    bool covers[LOSS_FORM_MAX];        /* what is not covered is never paid */
    double form_limit[LOSS_FORM_MAX];  /* of one event */
    double event_limit, year_limit;    /* of all forms */
    double deductible;                 /* of one event */
    double waiting_hours;              /* of an interruption that are not paid */
    bool leak_only;                    /* pays scenarios that leak, and never an interruption */
    bool excludes[LOSS_SCENARIOS_MAX]; /* scenarios by their index */
};

/* A point of the board's appetite: more than `loss` in a year may happen with `probability` at the
 * most. */
struct loss_appetite {
    double loss, probability;
};

struct loss_model {
    const char *name;
    const struct loss_scenario *scenarios;
    size_t n_scenarios;
    const struct loss_shock *shocks;
    size_t n_shocks;
    const struct loss_measure *measures;
    size_t n_measures;
    const struct loss_policy *policies;
    size_t n_policies;
    const struct loss_appetite *appetite; /* by loss, rising */
    size_t n_appetite;
};

/* Every limit and order above, with JSON pointers as docs/admin/loss-format.md says. Lists within
 * their limits, references and texts are the reader's to check. Returns problem_check. */
enum err loss_model_check(const struct loss_model *model, struct problem *problem);

/* ---- what other modules ask ---- */

struct call;       /* kernel/call.h */
struct reg_def;    /* kernel/register/register.h */
struct option_set; /* kernel/shape.h */

extern const struct option_set OPTIONS_LOSS_FORM;

extern const struct reg_def REG_INSURANCE_POLICIES;

/* The newest estimate that has been played to its end: a year's loss as things are. */
struct loss_latest {
    bool known;       /* there is one */
    double mean, p95; /* yen a year; p95 is passed in one year of twenty */
    int64_t ended_at_ms;
};
enum err loss_latest(struct call *c, struct loss_latest *ret_latest);

/* What a measure spares in a year, of a simulation with it and without it. */
struct loss_avoided {
    const char *measure;  /* its number; NULL: all measures of the model together */
    double yen, error;    /* a year's mean, and its standard error */
    bool priced;          /* what follows is known */
    double cost, per_yen; /* a year's cost in yen, and yen spared for each of them */
};

/* What a simulation says of measures. Two measures may spare the same loss: their figures are never
 * added up, `together` is what all of them spare. */
struct loss_avoided_run {
    bool known; /* there is one that has ended; a mere repetition of another does not count */
    struct uuid uid;
    const char *number;
    int64_t seed, years, ended_at_ms;
    const struct loss_avoided *measures; /* what spares most for a yen first, then what has no cost
                                            by what it spares */
    size_t n;
    const struct loss_avoided *together; /* NULL: the model has fewer than two measures */
};

/* Of the newest simulation, whoever asks: callers show it to holders of loss.read at the top alone.
 */
enum err loss_avoided_newest(struct call *c, struct loss_avoided_run *ret_run);
/* By the measure's number; NULL: the simulation did not play it. */
const struct loss_avoided *loss_avoided_by(const struct loss_avoided_run *run, const char *measure);

/* How the figure of several measures came about: "one" – there is one measure –, "together" – the
 * simulation has played exactly these together –, "at_least" – what those that it has played spare,
 * if it has played exactly these and not the others, else the largest of theirs, because what they
 * spare may overlap. */
struct loss_joint {
    const char *how; /* NULL: the simulation played none of them */
    double yen;
};
struct loss_joint loss_avoided_jointly(
    const struct loss_avoided_run *run, const char *const *measures, size_t n);

/* The newest simulation, whoever asks. */
struct loss_newest {
    json_t *result;     /* as docs/admin/loss-format.md has it, under c; NULL: there is none */
    const char *number; /* of the run */
    int64_t ended_at_ms;
};
enum err loss_result_newest(struct call *c, struct loss_newest *ret_newest);

/* Yen of a record of personal data, as a quick estimate (mini-practice 5, example 3), from
 * catalog/loss. */
enum err loss_quick_per_record(const void *ctx, struct problem *problem, double *ret_yen);

#endif
