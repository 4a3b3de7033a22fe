/* How a risk gets its value: methods as data – steps of likelihood and importance, tables or a
 * product, bands with colours – and their evaluation. Pure. The built-in methods are in
 * catalog/risk-methods; a company may define its own. Steps are numbered from 1, the lowest; 0 is
 * "not known". */
#ifndef KANAME_MOD_RISK_RISK_METHOD_RULES_H
#define KANAME_MOD_RISK_RISK_METHOD_RULES_H

#include "base/problem.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

enum { RISK_STEPS_MAX = 10, RISK_BANDS_MAX = 10, RISK_VALUE_MAX = 100 };

enum risk_scale_kind {
    RISK_THREAT,        /* how often */
    RISK_VULNERABILITY, /* how bare */
    RISK_LIKELIHOOD,    /* of harm: from the two, or set directly */
    RISK_IMPORTANCE,    /* of what is harmed */
    RISK_SCALE_MAX
};

const char *risk_scale_key(enum risk_scale_kind kind); /* "threat", … */

struct risk_step {
    const char *key;
    const json_t *name, *description; /* texts by language; the description may be NULL */
};

struct risk_scale {
    struct risk_step steps[RISK_STEPS_MAX];
    int n; /* 0: the method does not use it */
};

/* Colours by meaning; the pages know how they look. */
#define RISK_COLOUR_LIST(X) \
    X(RISK_CALM, "calm")    \
    X(RISK_WATCH, "watch")  \
    X(RISK_WARN, "warn")    \
    X(RISK_ALARM, "alarm")

#define RISK_COLOUR_ENUM(name, key) name,
enum risk_colour { RISK_COLOUR_LIST(RISK_COLOUR_ENUM) RISK_COLOUR_MAX };
#undef RISK_COLOUR_ENUM

const char *risk_colour_key(enum risk_colour colour);
/* RISK_COLOUR_MAX: NULL, or no colour. */
enum risk_colour risk_colour_of(const char *key);

/* From a value up to the next band. */
struct risk_band {
    const char *key;
    int from;
    enum risk_colour colour;
    const json_t *name, *description;
};

struct risk_method {
    const char *key, *version;
    const json_t *name, *description;
    struct risk_scale scales[RISK_SCALE_MAX];
    bool derives; /* likelihood from threat and vulnerability; else it is always set directly */
    uint8_t likelihood[RISK_STEPS_MAX][RISK_STEPS_MAX]; /* by threat and vulnerability, from 0 */
    bool product;                                       /* of likelihood and importance */
    uint8_t value[RISK_STEPS_MAX][RISK_STEPS_MAX];      /* by them, from 0; unless `product` */
    struct risk_band bands[RISK_BANDS_MAX];
    int n_bands;
};

/* What a method must be: tables with steps and values that exist and never fall as a step rises,
 * bands that begin at or below the lowest value and rise. Places are JSON pointers of the document.
 */
enum err risk_method_check(const struct risk_method *method, struct problem *problem);

/* What is known of a risk. */
struct risk_steps {
    uint8_t threat, vulnerability;
    uint8_t likelihood; /* set directly; 0: from the two */
    uint8_t importance;
};

/* 0 where what it takes is not known or is no step of the method. */
int risk_likelihood(const struct risk_method *method, struct risk_steps steps);
int risk_value(const struct risk_method *method, struct risk_steps steps);

/* NULL for value 0. */
const struct risk_band *risk_band_of(const struct risk_method *method, int value);

/* What the bands of a colour are called, texts by language: a method may give a colour to none
 * (NULL), to one or to several. A new reference. */
json_t *risk_colour_names(const struct risk_method *method, enum risk_colour colour);

/* The values of many risks; for 100,000 of them under a millisecond or two. */
void risk_values(const struct risk_method *method, const struct risk_steps *steps, size_t n,
    uint8_t *ret_values);

/* Which of n values differ: their places in `ret_moved`, which has room for n. Returns how many. */
size_t risk_moved(const uint8_t *before, const uint8_t *after, size_t n, uint32_t *ret_moved);

/* How many cells of their likelihood tables differ, of methods with the same number of steps; -1:
 * they cannot be compared. */
int risk_likelihood_cells_apart(const struct risk_method *a, const struct risk_method *b);

/* ---- business damage of control systems ---- */

enum { RISK_LEVELS = 3 };

/* The value of an attack tree from its threat, vulnerability and damage levels, 1 to 3 each. */
struct risk_damage_method {
    const char *key, *version;
    const json_t *name, *description;
    struct risk_band values[RISK_BANDS_MAX]; /* rising: E to A; `from` is the number */
    int n_values;
    uint8_t table[RISK_LEVELS][RISK_LEVELS][RISK_LEVELS]; /* by damage, threat, vulnerability */
};

enum err risk_damage_check(const struct risk_damage_method *method, struct problem *problem);

/* NULL: a level is not 1 to 3. */
const struct risk_band *risk_damage_value(
    const struct risk_damage_method *method, int threat, int vulnerability, int damage);

#endif
