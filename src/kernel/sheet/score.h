/* Scores of a campaign, as written at each submission: what results of any sheet are made of.
 * Reading them costs three statements however many units answered. */
#ifndef KANAME_KERNEL_SHEET_SCORE_H
#define KANAME_KERNEL_SHEET_SCORE_H

#include "kernel/sheet/campaign.h"
#include "kernel/sheet/sheet_rules.h"

/* One responding unit, as it was when the campaign opened. */
struct score_unit {
    int64_t unit_id;
    struct ref unit; /* title: its name */
    const char *name_en, *kind, *path;
    bool head_office;
    struct uuid response_uid;
    const char *state;       /* of the response: "draft", … */
    bool counted;            /* submitted or accepted: the members below are filled */
    struct sheet_sum *sums;  /* by section number - 1 */
    const char *item_scores; /* see response_scores_next in response_rules.h */
};

/* A campaign's responses are made together, so what belongs to them is a range of ids. PostgreSQL
 * reads the rows of all campaigns when it is not told (650 ms instead of 15 at 100,000
 * responses). */
struct id_range {
    int64_t first, last;
};
/* 0, 0: it has none. */
enum err score_ids(struct call *c, int64_t campaign_id, struct id_range *ret_range);

/* All responding units of a campaign, the head office first, then in order of path, under c. */
enum err score_load(struct call *c, const struct campaign *campaign, const struct sheet_doc *doc,
    struct score_unit **ret_units, size_t *ret_n);

/* The campaign of the same sheet before this one that has at least one counted response – none that
 * only answers somebody else's questions –: by period, then by order of creation. ERR_NOT_FOUND:
 * there is none. */
enum err score_last_campaign(
    struct call *c, const struct campaign *campaign, struct campaign *ret_last);

#endif
