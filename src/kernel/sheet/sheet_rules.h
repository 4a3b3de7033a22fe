/* What an answer is worth, which items are asked, and means. Pure: no database, no clock.
 *
 * Values have one canonical text, kept in the database:
 *   maturity5 "1" … "5" · yes_no_na "yes" "no" · have "have" "none" · choice the option's key ·
 *   multi keys in the order of the options, comma-separated · number the shortest decimal ·
 *   text as given · date "YYYY-MM-DD".
 * "Does not apply" is no value but a reason, on every scale. In JSON a level is a whole number, a
 * number a number, and several options a list. */
#ifndef KANAME_KERNEL_SHEET_SHEET_RULES_H
#define KANAME_KERNEL_SHEET_SHEET_RULES_H

#include "kernel/sheet/sheet.h"

#include "base/jw.h"

#include <jansson.h>

enum { SHEET_VALUE_TEXT = 10000 }; /* characters of a free text */

/* JSON from outside to canonical text, under `ctx`. NULL: *ret_value is set. Else the code of what
 * is wrong ("error.field.<code>"). */
const char *sheet_value_parse(
    const void *ctx, const struct sheet_item *item, const json_t *json, const char **ret_value);

/* A canonical text that is a value of the item? For texts from data (conditions, certificates). */
bool sheet_value_ok(const struct sheet_item *item, const char *value);

/* The value as JSON; NULL writes null. */
void sheet_value_write(struct jw *w, const struct sheet_item *item, const char *value);

/* Points of a value, between the sheet's bounds. false: such an answer carries no score.
 * maturity5: evenly over the bounds, so 1 … 5 on a sheet of 1 … 5. yes, have: the upper bound; no,
 * none: the lower. choice: the option's points. multi: lower bound plus the points chosen, at most
 * the upper. Options that tell right from wrong: upper bound when exactly the right ones are
 * chosen, else the lower. number: itself when scored and whole. */
bool sheet_value_score(
    const struct sheet_doc *doc, const struct sheet_item *item, const char *value, int *ret_score);

/* The most points an answer to the item can carry. */
int sheet_item_most(const struct sheet_doc *doc, const struct sheet_item *item);

/* The band a total falls into; NULL: below the lowest, or the sheet has no bands. */
const struct sheet_band *sheet_band_of(const struct sheet_doc *doc, double total);

/* Whether an answer of multi has chosen the option with that key. */
bool sheet_value_has(const char *value, const char *key);

/* The scale can carry a score at all: an unanswered one is missing in the mean. */
bool sheet_item_scored(const struct sheet_item *item);

/* One answer, in an array by item number - 1. Neither value nor reason: not answered. */
struct sheet_answer {
    const char *value;     /* canonical; NULL: none */
    const char *na_reason; /* why the item does not apply; NULL: it does */
};

struct sheet_certificate {
    const char *key;   /* of SHEET_CERTIFICATES */
    const char *until; /* last day, "YYYY-MM-DD" */
};

/* What is known of the respondent. */
struct sheet_facts {
    const char *respondent_class; /* NULL: has none */
    const char *unit_kind;        /* NULL: has none */
    const struct sheet_certificate *certificates;
    size_t n_certificates;
    const char *today; /* "YYYY-MM-DD" */
};

enum sheet_ask {
    ASK_HIDDEN, /* not asked of this respondent: neither missing nor counted */
    ASK_YES,
    ASK_SPARED, /* answered by a valid certificate */
};

struct sheet_asked {
    enum sheet_ask ask;
    const char *value;                           /* of ASK_SPARED: the certificate's answer */
    const struct sheet_certificate *certificate; /* of ASK_SPARED */
};

/* For every item, whether it is asked. `answers` and `ret_asked` have doc->n_items elements. The
 * answer of a hidden item opens nothing. */
void sheet_ask(const struct sheet_doc *doc, const struct sheet_facts *facts,
    const struct sheet_answer *answers, struct sheet_asked *ret_asked);

/* Progress: items asked of a person (neither hidden nor spared), and those of them answered or
 * declared not to apply. */
void sheet_progress(const struct sheet_doc *doc, const struct sheet_answer *answers,
    const struct sheet_asked *asked, int *ret_asked, int *ret_answered);

struct sheet_sum {
    int64_t s;   /* Σ weight × score */
    int64_t w;   /* Σ weight */
    int n;       /* items counted */
    int missing; /* items asked and scored, but not answered: never a level */
};

/* Sums by section number - 1; a section counts the items of the sections below it. */
void sheet_sums(const struct sheet_doc *doc, const struct sheet_answer *answers,
    const struct sheet_asked *asked, struct sheet_sum *ret_sums);

/* Points of one item as counted in the sums; false: it counts nothing. */
bool sheet_item_points(const struct sheet_doc *doc, int item_no, const struct sheet_answer *answer,
    const struct sheet_asked *asked, int *ret_score);

/* The mean of a section in tenths, half up: floor((20 s + w) / 2 w). w > 0. */
int64_t mean_tenths(int64_t s, int64_t w);
/* The same for a mean of means. What lies within 1e-9 below a half counts as the half, so that
 * binary fractions do not decide. */
int64_t raw_tenths(double raw);

/* A plain mean being gathered: units of a company, sections of a unit. Starts zeroed. */
struct sheet_mean {
    double sum;
    int n;
};

void mean_add(struct sheet_mean *m, double raw);
double mean_raw(const struct sheet_mean *m); /* m->n > 0 */

/* The mean of a unit: plain mean of its top sections that have one. n = 0: it has none. */
struct sheet_mean sheet_unit_mean(const struct sheet_doc *doc, const struct sheet_sum *sums);

#endif
