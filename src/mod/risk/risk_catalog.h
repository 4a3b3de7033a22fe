/* What is known of risks without a company: methods of valuing them (catalog/risk-methods) and the
 * threats with their yearly ranks (catalog/threats). */
#ifndef KANAME_MOD_RISK_RISK_CATALOG_H
#define KANAME_MOD_RISK_RISK_CATALOG_H

#include "base/asset.h"
#include "kernel/shape.h"
#include "mod/risk/risk_method_rules.h"

#define RISK_METHOD_DEFAULT "company-f"

extern const struct shape SHAPE_RISK_METHOD, SHAPE_RISK_DAMAGE_METHOD;

/* From a document that fits SHAPE_RISK_METHOD, built in or a company's own; its texts are shared,
 * not copied. Then checked as risk_method_check says. */
enum err risk_method_read(
    const json_t *json, struct problem *problem, struct risk_method *ret_method);
enum err risk_damage_method_read(
    const json_t *json, struct problem *problem, struct risk_damage_method *ret_method);

/* A built-in method by its key, under ctx. ERR_NOT_FOUND. */
enum err risk_method_load(const void *ctx, const char *key, struct problem *problem,
    const struct risk_method **ret_method);
/* Its document. */
enum err risk_method_load_json(
    const void *ctx, const char *key, struct problem *problem, json_t **ret_json);
enum err risk_damage_method_load(
    const void *ctx, struct problem *problem, const struct risk_damage_method **ret_method);

enum { THREATS_MAX = 200, THREAT_RANKS = 10, THREAT_FOLLOWS_MAX = 4 };

/* What is the same from year to year, whatever the list of the year calls it. */
struct threat {
    const char *key;
    const json_t *name;
    const char *follows[THREAT_FOLLOWS_MAX]; /* threats it took the place of; NULL: none */
};

struct threat_rank {
    int rank;
    const char *threat; /* its key */
    const json_t *name; /* as the list words it; in other languages our own */
    bool unverified;    /* not seen in a source that was read */
    int first_year;     /* in the lists; 0: not told */
    int in_a_row;       /* years without a break; 0: not told */
    int times;          /* 0: not told */
};

struct threat_list {
    const char *key;
    int year;
    const char *published; /* "YYYY-MM-DD"; NULL: not told */
    const char *source;
    const json_t *name;
    struct threat_rank ranks[THREAT_RANKS];
};

/* All threats, under ctx. */
enum err threat_load(
    const void *ctx, struct problem *problem, const struct threat **ret_threats, size_t *ret_n);

/* The yearly lists, the oldest first, under ctx. Ranks are 1 to 10 in order, no threat stands twice
 * in a year and each is one of threat_load's. */
enum err threat_lists_load(
    const void *ctx, struct problem *problem, const struct threat_list **ret_lists, size_t *ret_n);

#endif
