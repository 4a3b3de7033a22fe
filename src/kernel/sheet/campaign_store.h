/* All SQL of campaigns, their units and supplements. */
#ifndef KANAME_KERNEL_SHEET_CAMPAIGN_STORE_H
#define KANAME_KERNEL_SHEET_CAMPAIGN_STORE_H

#include "kernel/sheet/campaign.h"

/* ---- campaigns ---- */

enum err campaign_store_find(
    struct call *c, const char *id, bool lock, struct campaign *ret_campaign);

struct campaign_filter {
    const char *state;     /* "" any */
    const char *period;    /* "" any */
    const char *sheet_key; /* "" any */
    int64_t before_id;     /* page: only older ones; INT64_MAX from the newest */
    int limit;
};

/* Newest first, at most limit + 1 of them (the last says that there are more). */
enum err campaign_store_list(struct call *c, const struct campaign_filter *filter,
    struct campaign **ret_campaigns, size_t *ret_n);
enum err campaign_store_count(
    struct call *c, const struct campaign_filter *filter, int64_t *ret_total);

struct campaign_counts {
    int64_t units, draft, submitted, returned, accepted;
};

/* How far the responses of each campaign are; one query for campaigns whose ids lie between those
 * of the first and the last. */
enum err campaign_store_counts(
    struct call *c, const struct campaign *campaigns, size_t n, struct campaign_counts *ret_counts);

enum err campaign_store_insert(struct call *c, struct campaign *campaign);
/* Writes all that may change, if the version is still campaign->version; then counts it up.
 * ERR_STALE. */
enum err campaign_store_update(struct call *c, struct campaign *campaign);
enum campaign_day { CAMPAIGN_OPENS, CAMPAIGN_REMINDS };

/* UUIDs of the campaigns that may have something to do on `today`, oldest first, some hundred at
 * the most. */
enum err campaign_store_of_day(
    struct call *c, enum campaign_day day, const char *today, const char ***ret_ids, size_t *ret_n);
/* How many responses are not submitted yet. */
enum err campaign_store_waiting(struct call *c, int64_t campaign_id, int64_t *ret_n);
/* No new version: whoever edits the campaign meanwhile is not in the way. */
enum err campaign_store_reminded(struct call *c, int64_t campaign_id, const char *today);

enum err campaign_store_delete(struct call *c, const struct campaign *campaign);

/* ---- units asked ---- */

struct campaign_unit {
    struct ref unit; /* number: the unit's code */
    const char *name_en;
    const char *kind;
    const char *path;
    int64_t parent_id;
    bool head_office;
    bool responds;
    struct ref assignee;
};

/* Those asked (`all`: the whole tree of the snapshot), in order of path. */
enum err campaign_store_units(
    struct call *c, int64_t campaign_id, bool all, struct campaign_unit **ret_units, size_t *ret_n);
enum err campaign_store_units_clear(struct call *c, int64_t campaign_id);
/* The unit by UUID, or by number when that is none. ERR_NOT_FOUND: no such unit, or there already.
 */
enum err campaign_store_unit_add(
    struct call *c, int64_t campaign_id, const char *unit, int64_t assignee_id);
/* The path of a unit by UUID. ERR_NOT_FOUND. */
enum err campaign_store_unit_path(struct call *c, const char *uid, const char **ret_path);
/* Copies the tree as it is now; the units in `chosen` respond. */
enum err campaign_store_snapshot(
    struct call *c, int64_t campaign_id, const struct campaign_unit *chosen, size_t n);

/* ---- supplements ---- */

enum err campaign_store_supplement_set(
    struct call *c, int64_t campaign_id, int item_no, const char *lang, const char *text);
enum err campaign_store_supplement_clear(struct call *c, int64_t campaign_id, int item_no);

struct supplement {
    int item_no;
    const char *texts; /* JSON object of languages */
};

/* In order of item. */
enum err campaign_store_supplements(
    struct call *c, int64_t campaign_id, struct supplement **ret_supplements, size_t *ret_n);

#endif
