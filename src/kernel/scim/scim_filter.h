/* Filters of SCIM (RFC 7644 §3.4.2.2) and the paths of PATCH (§3.5.2), which may hold one. What
 * strangers write: short, of few terms and little depth (base/limits.h), and every name of it must
 * exist. Pure. */
#ifndef KANAME_KERNEL_SCIM_SCIM_FILTER_H
#define KANAME_KERNEL_SCIM_SCIM_FILTER_H

#include "kernel/scim/scim_schema.h"

enum scim_op {
    SCIM_AND,
    SCIM_OR,
    SCIM_NOT,
    SCIM_SOME, /* emails[…]: one value of the list meets it */
    SCIM_EQ,
    SCIM_NE,
    SCIM_CO,
    SCIM_SW,
    SCIM_EW,
    SCIM_PR,
    SCIM_GT,
    SCIM_GE,
    SCIM_LT,
    SCIM_LE,
};

struct scim_filter {
    enum scim_op op;
    struct scim_path path; /* of a comparison and of SCIM_SOME */
    const json_t *value;   /* of a comparison; lives as long as the filter */
    const char *folded;    /* that value, as values are compared with it; NULL: exactly */
    struct scim_filter *a; /* of the first four */
    struct scim_filter *b; /* of SCIM_AND and SCIM_OR */
};

/* Everything under ctx. ERR_MALFORMED with detail scim_filter (limit, syntax, unknown name). */
enum err scim_filter_parse(const void *ctx, const struct scim_resource *resource, const char *text,
    struct problem *problem, struct scim_filter **ret_filter);

/* A path of PATCH: "members", "emails[type eq \"work\"].value". */
struct scim_target {
    struct scim_path path;
    struct scim_filter *filter; /* within the list's values; NULL: none */
    int terms;                  /* of it: comparisons and what joins them */
};
/* ERR_MALFORMED with detail scim_path. */
enum err scim_target_parse(const void *ctx, const struct scim_resource *resource, const char *text,
    struct problem *problem, struct scim_target *ret_target);

bool scim_filter_meets(const struct scim_filter *filter, const json_t *doc);
/* Of a filter in brackets: one value of the list. */
bool scim_filter_meets_value(const struct scim_filter *filter, const json_t *value);

/* The text that every match must have as `attr` ("userName"), for a look-up by an index; NULL: the
 * filter does not say. */
const char *scim_filter_wants(const struct scim_filter *filter, const char *attr);

#endif
