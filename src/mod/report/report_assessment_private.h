/* Inside the builder of the assessment report, which is several files long. */
#ifndef KANAME_MOD_REPORT_REPORT_ASSESSMENT_PRIVATE_H
#define KANAME_MOD_REPORT_REPORT_ASSESSMENT_PRIVATE_H

#include "mod/report/report_assessment_rules.h"
#include "mod/report/report_draft_rules.h"

struct build {
    const void *ctx;
    const struct report_assessment_facts *facts;
    const struct assessment *a;
    int *top; /* indexes of the sections without a parent */
    size_t n_top;
};

/* A mean as a level in tenths, or null. */
json_t *build_level(struct mean_value v);
struct mean_value build_industry(const struct comparison *c);
/* The difference of two means as they are shown; null when one is not known. */
json_t *build_difference(struct mean_value a, struct mean_value b);
/* The text of a sheet in Japanese and English. */
json_t *build_texts(const struct build *b, const struct sheet_texts *texts);
/* "2 管理体制の構築": key and name of a section, in short where it has a short name; on two lines
 * for narrow columns. */
enum label { LABEL_FULL, LABEL_BRIEF, LABEL_TWO_LINES };
json_t *build_section_label(const struct build *b, int section, enum label label);
json_t *build_unit_name(const struct unit_result *unit);

/* report_assessment_claims.c */

/* Have all units answered? Else nothing may be called the whole company's: `id`.partial is said. */
bool build_whole(const struct build *b);
const char *build_scoped(const struct build *b, const char *id);
/* Names of the units whose answers are in (or not), so many at most and how many more. */
struct draft_text build_unit_names(const struct build *b, bool counted, size_t most);
/* {counted}, {asked}, {missing}, {names} of those that answered. */
enum { COVERAGE_ARGS = 4 };
size_t build_coverage_args(const struct build *b, struct draft_arg ret_args[COVERAGE_ARGS]);
json_t *build_coverage(const struct build *b);
void build_claims(struct build *b, json_t *blocks);
/* "Head office, Shop 1 and 3 more": adds one name; then the rest of `n` where `most` were named. */
void build_name_append(
    struct draft_text *names, const char *ja, const char *en /* NULL: none */, bool first);
void build_rest_append(const struct build *b, struct draft_text *names, size_t n, size_t most);

/* report_assessment_hollow.c */
void build_hollow(const struct build *b, json_t *blocks);

/* report_assessment_trend.c */
enum { REPORT_OUTSIDE_SHOWN = 8 /* the newest scores of a service */ };
void build_trend(const struct build *b, json_t *blocks);
void build_outside(const struct build *b, json_t *blocks);

/* report_assessment_measures.c */
void build_measures(struct build *b, json_t *blocks);
void build_decisions(struct build *b, json_t *blocks);
/* Numbers of the measures of an item, "" none. */
const char *build_item_measures(const struct build *b, const char *item_key);
const char *build_item_cause(const struct build *b, const char *item_key); /* "" none */
size_t build_measures_live(const struct build *b);
/* What the measures that are not rejected cost at first, as money; null: nothing is known, or they
 * are in several currencies. */
json_t *build_cost(const struct build *b, const char *key);

#endif
