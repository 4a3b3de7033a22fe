/* Assessment: what a campaign's answers say about where the company stands – means by section and
 * item, compared with targets, industry averages and last time; gaps; what a unit does better than
 * the head office; where a unit is below the company.
 *
 * It reads scores that the sheet engine wrote at submission and computes nothing else from answers.
 * Means: a section the weighted mean of its items, a unit the plain mean of its sections, the
 * company the plain mean of its responding units, the head office among them and shown apart too.
 * One decimal, half up; raw means are kept beside. */
#ifndef KANAME_MOD_ASSESSMENT_ASSESSMENT_H
#define KANAME_MOD_ASSESSMENT_ASSESSMENT_H

#include "kernel/hollow/hollow.h"
#include "kernel/register/register.h"
#include "kernel/sheet/score.h"

extern const struct reg_def REG_TARGETS;
extern const struct reg_def REG_INDUSTRY_AVERAGES;
extern const struct reg_def REG_OUTSIDE_SCORES;
extern const struct option_set OPTIONS_INDUSTRY; /* of averages, of other firms */
extern const struct module module_assessment, module_gap_plan;

/* A mean that may not be known. */
struct mean_value {
    bool known;
    double raw;
};

/* 3.25 → 33 tenths, half up: as means are shown. */
int64_t mean_value_tenths(struct mean_value v);

/* Points added up over a sheet that is read by its total. */
struct total_value {
    bool known;
    double points;
    double most; /* what the same items could have given */
};

/* Whose mean a loaded average is: level lines beside our own. */
enum level_line { LEVEL_INDUSTRY, LEVEL_COMPARABLE, LEVEL_LEADERS, LEVEL_LINE_MAX };

struct industry_value {
    bool known;
    double mean;
    int64_t n; /* organisations behind it; 0: not said */
    const char *source, *as_of;
    bool sample;
    bool of_section; /* an item without an average of its own borrows its section's */
};

/* What one section or item is compared with. */
struct comparison {
    struct mean_value own; /* the company */
    struct mean_value head_office;
    struct mean_value last; /* the company in the campaign before */
    struct mean_value target;
    union {
        struct {
            struct industry_value industry, comparable, leaders;
        };
        struct industry_value lines[LEVEL_LINE_MAX]; /* the same, by enum level_line */
    };
    int n; /* units behind `own` */
};

/* Scores of one unit, beside what the sheet engine gives. */
struct unit_result {
    const struct score_unit *unit;
    struct mean_value *sections; /* by section number - 1 */
    struct mean_value *items;    /* by item number - 1: a level, no mean */
    struct mean_value overall;
    struct total_value total; /* known only when nothing is missing */
    int missing;
    bool visible; /* to the caller */
};

/* Which units of the campaign before stand behind `last`, so that like is compared with like. */
enum last_basis {
    LAST_NONE,        /* there is no campaign before */
    LAST_COMPANY,     /* the company's, then as now */
    LAST_SAME_UNITS,  /* those that have answered now too */
    LAST_OTHER_UNITS, /* none: some that have answered now had not then; `last` is not known */
    LAST_BASIS_MAX
};
/* "company", …; NULL for LAST_NONE. */
const char *last_basis_key(enum last_basis basis);

struct unit_ids {
    int64_t *ids; /* ascending */
    size_t n;
};

struct assessment {
    struct campaign campaign;
    const struct sheet_doc *doc;
    bool has_last;
    struct campaign last;
    enum last_basis last_basis;
    const char *industry; /* key; NULL: none chosen */
    struct comparison overall;
    struct total_value total;    /* the plain mean of the units that have one */
    struct comparison *sections; /* by section number - 1 */
    struct comparison *items;    /* by item number - 1 */
    struct unit_result *units;
    size_t n_units;
    size_t n_counted;      /* units whose answers are in */
    struct unit_ids there; /* all units when the campaign was opened, asked or not; filled where
                            * there is a campaign before */
};

/* Everything about a campaign (UUID or number) for the caller; `industry` NULL: the organisation's
 * own. Under c, inside the caller's transaction. ERR_NOT_FOUND. */
enum err assessment_load(struct call *c, const char *campaign, const char *industry,
    const struct assessment **ret_assessment);

/* The same of the sheet's newest campaign that has a counted response. ERR_NOT_FOUND: none has. */
enum err assessment_load_newest(
    struct call *c, const char *sheet_key, const struct assessment **ret_assessment);

/* The same as assessment_load without last time's and without what the whole has
 * (assessment_overall), for series of campaigns. `of_then`: only averages dated by the campaign's
 * due date. */
enum err assessment_load_alone(struct call *c, const char *campaign, const char *industry,
    bool of_then, struct assessment **ret_assessment);

/* The campaign's sheet with its texts. */
enum err assessment_doc(
    struct call *c, const struct campaign *campaign, const struct sheet_doc **ret_doc);

/* What each campaign of a sheet said, one after the other, and what later years aim at. */
struct assessment_trend {
    const struct sheet_doc *doc;   /* the newest version */
    struct assessment **campaigns; /* the oldest first */
    size_t n_campaigns;
    /* The newest campaign with the targets of each later period that has some. */
    struct assessment *aims;
    size_t n_aims;
};
/* `industry` NULL: the organisation's own. Under c, inside the caller's transaction. */
enum err assessment_trend_load(struct call *c, const char *sheet_key, const char *industry,
    struct assessment_trend *ret_trend);

/* A score that a rating service gave, oldest first within a service. */
struct outside_score {
    const char *service;
    const char *day; /* "2026-09-30" */
    double score;
    bool has_industry, has_max;
    double industry, max;
};
/* The newest of all services, at most so many. Under c, inside the caller's transaction. */
enum err assessment_outside_scores(
    struct call *c, size_t most, struct outside_score **ret_scores, size_t *ret_n);

/* Route: what each campaign of a sheet said, with the targets of later years. */
enum err assessment_trend_get(struct req *r);

/* Route: claims that no record supports, and those that an auditor sees otherwise. */
enum err assessment_claims_get(struct req *r);

/* Sections that look perfect while nothing bears it out, of the units whose results the caller may
 * see. `for_all`: for others to read too (struct hollow_ask). Under c. */
enum err assessment_hollow(struct call *c, const struct campaign *campaign,
    const struct sheet_doc *doc, bool for_all, struct hollow_mark **ret_marks, size_t *ret_n);

/* Why a section or item is a gap; several may hold. Sizes are differences of the means as they are
 * shown, to one decimal. */
struct gap {
    int item_no;
    double below_industry, below_target, fell; /* 0: not so */
    double size;                               /* the largest of them */
};

/* The items with a gap, the largest first. Pure. */
struct gap *assessment_gaps(const void *ctx, const struct assessment *a, size_t *ret_n);

/* A unit's item against a measure of the company. */
struct unit_item {
    size_t unit; /* index into units */
    int item_no;
    double difference; /* > 0 */
};

/* Items where a unit stands above the head office: practice worth sharing. Pure. */
struct unit_item *assessment_good_practices(
    const void *ctx, const struct assessment *a, size_t *ret_n);
/* Items where a unit stands below the company's mean: floors to raise. Pure. */
struct unit_item *assessment_floors(const void *ctx, const struct assessment *a, size_t *ret_n);

#endif
