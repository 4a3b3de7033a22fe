/* Inside the module only. */
#ifndef KANAME_MOD_SITE_SITE_PRIVATE_H
#define KANAME_MOD_SITE_SITE_PRIVATE_H

#include "kernel/transfer/transfer.h"
#include "mod/site/site.h"

/* Their own managers see them, too. */
extern const struct perm PERM_SITE_WRITE;
/* What a site itself says: of its list, by its minutes. */
extern const struct perm PERM_SITE_AGREE;

/* Languages that texts of sheets may be in. */
extern const struct option_set OPTIONS_TEXT_LANGUAGE;

/* Who does it, and while lists are made or run. */
extern const struct option_set OPTIONS_SITE_PARTY, OPTIONS_SITE_PHASE;

/* ---- site_starter.c ---- */

/* { made: how many } */
extern const struct shape SHAPE_SITE_MADE;
enum err site_items_starter(struct req *r);
enum err site_duties_starter(struct req *r);

/* ---- what others of the module's rows name ---- */

enum { SITE_TRANSFERS = 2 };
extern const struct transfer_table site_transfers[SITE_TRANSFERS];
extern const struct reg_watch site_watch; /* of findings at sites */

/* ---- site_reg.c ---- */

/* Refuses a record whose unit is not that of the site it names; *ret_site: the site as the API
 * shows it, under c, NULL when it is refused. For checks of registers. */
enum err site_of_record(struct call *c, const struct reg_record *record, const json_t **ret_site);
/* Writes the site's name into the record's "name", by which it is known. */
void site_fill_name(const struct reg_record *record, const json_t *site);
/* Whether the caller holds the permission above a unit, and not by a role in it alone: the head
 * office, not the site. */
bool site_from_above(struct call *c, const struct perm *perm, const char *unit_path);

/* ---- site_list_sheet.c ---- */

struct site_list_made {
    const char *key; /* of the sheet */
    int no;          /* of its version */
    int64_t items, untranslated;
};

/* The key of a site's own sheet; all of them begin alike. Under c. */
#define SITE_LIST_KEYS "site-"
const char *site_list_key(struct call *c, const json_t *site);

/* Makes the sheet of a site: what is asked everywhere and by its laws, of what is valid today, in
 * its languages and the organisation's. A version of the site's own sheet; the same content makes
 * none. Inside a write transaction. */
enum err site_list_make(struct call *c, const json_t *site, struct site_list_made *ret_made);
/* Asks the site's unit by a campaign of the list's version of that sheet. *ret_number: the
 * campaign's. */
enum err site_list_send(struct call *c, const struct reg_record *list, const char **ret_number);

/* ---- site_store.c ---- */

/* Whether there is a site in the unit with that UUID; if so, the unit's path, under c. */
enum err site_store_in_unit(
    struct call *c, const char *unit, bool *ret_found, const char **ret_path);
/* Whether lists, audits, minutes, follow-ups or places at meetings are the site's, deleted ones
 * too.
 */
enum err site_store_has_records(struct call *c, int64_t site_id, bool *ret_has);
/* Fills objects by the site's UUID: "nothing" (of the newest two minutes, how many had nothing to
 * discuss) and "mark" (of the newest that is confirmed), what there is. Whoever asks: the caller
 * gives the sites that he may see. */
enum err site_store_minutes(struct call *c, json_t *map);
/* The same, with "path" (the unit's), "audited_on", "list" and "next_on" of the newest list. */
enum err site_store_facts(struct call *c, json_t *map);

#endif
