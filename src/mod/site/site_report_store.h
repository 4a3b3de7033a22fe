/* Inside the module only: SQL of what is reported of sites. */
#ifndef KANAME_MOD_SITE_SITE_REPORT_STORE_H
#define KANAME_MOD_SITE_SITE_REPORT_STORE_H

#include "mod/site/site_private.h"

/* Fills objects by an audit's UUID: "agreed" and "differed", of audits held in these days. */
enum err site_store_judgements(
    struct call *c, const char *first, const char *last, json_t *by_audit);
/* Appends answers that differ, of audits held in these days that were not called off: { site,
 * question, answer, seen, note, severity, finding }; the newest audit first. */
enum err site_store_differences(
    struct call *c, const char *first, const char *last, int most, json_t *list);
/* "<finding's UUID> <due>" → "officer" or "head": how far up a late correction has been told, of
 * those told last. */
enum err site_store_steps(struct call *c, int most, json_t *map);

/* The unit of each site, by their ids, at most `most`. */
enum err site_store_units(struct call *c, int most, int64_t **ret_units, size_t *ret_n);

#endif
