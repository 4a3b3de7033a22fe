/* Inside mod/supplier only: units are asked which suppliers they give work to (practice 9-1,
 * docs/adr/0033). A round is a record of one register, what each unit has to say to it one of
 * another; the list itself are the unit's pieces of work, round after round the same records. */
#ifndef KANAME_MOD_SUPPLIER_SUPPLIER_CENSUS_H
#define KANAME_MOD_SUPPLIER_SUPPLIER_CENSUS_H

#include "kernel/job/job.h"
#include "kernel/notice/notice.h"
#include "mod/supplier/supplier_private.h"

#define CENSUS_ASKING "asking" /* state of a round whose units may answer */

/* ---- supplier_census.c ---- */

enum { CENSUS_NOTICE_ASKED, CENSUS_NOTICE_REMINDED, CENSUS_NOTICE_RETURNED, CENSUS_NOTICES };
extern const struct notice_kind census_notices[CENSUS_NOTICES];

/* Makes the replies of a round that has been opened, and tells those who answer; reminds. */
#define CENSUS_OPEN "census_open"
enum err census_open_run(struct call *c, struct job *job);
enum err census_remind_run(struct call *c, struct job *job);

/* Queues the first, in the round's own transaction. */
enum err census_open_later(struct call *c, const struct uuid *census);

/* To whoever answers for one unit that its list has come back. */
enum err census_tell_returned(
    struct call *c, int64_t census_id, const struct reg_record *reply, const char *name);

/* ---- supplier_census_store.c ---- */

/* A unit that has no reply in a round yet. */
struct census_unit {
    int64_t id;
    const char *uid;
    const char *person; /* UUID of who answers for it: as last time, else its manager; NULL */
};

/* Up to `most` behind `after`, in order of id, under c. `kind` "" and `under` "/": all. */
enum err census_store_units(struct call *c, int64_t census_id, const char *kind, const char *under,
    int64_t after, int most, struct census_unit **ret_units, size_t *ret_n);

/* The path of the unit that a round is asked under; "/" when it is the whole company. */
enum err census_store_under(struct call *c, int64_t census_id, const char **ret_path);

/* A reply that is waited for, with whom to tell. */
struct census_waiting {
    int64_t unit_id;
    const char *number, *unit, *unit_path;
    int64_t account; /* of the person in charge; 0: none */
};
/* `unit_id` 0: of all units. In order of the reply. A person with two accounts stands twice. */
enum err census_store_waiting(struct call *c, int64_t census_id, int64_t unit_id,
    struct census_waiting **ret_waiting, size_t *ret_n);

/* Accounts that manage a unit, by a role given in that very unit. */
struct census_manager {
    int64_t unit_id, account;
};
/* In order of units. */
enum err census_store_managers(struct call *c, struct census_manager **ret_managers, size_t *ret_n);

/* Rounds that may be reminded of: ids and numbers, at most a hundred. */
struct census_round {
    int64_t id;
    struct uuid uid;
    const char *name, *due, *opened_on, *reminded_on;
};
enum err census_store_rounds(struct call *c, struct census_round **ret_rounds, size_t *ret_n);
/* ERR_STALE: somebody else has just done so. */
enum err census_store_reminded(struct call *c, int64_t census_id, const char *today);

/* Another day of a round goes to the replies that are waited for. */
enum err census_store_due(struct call *c, int64_t census_id, const char *due);
/* Live replies of a round. */
enum err census_store_replies(struct call *c, int64_t census_id, int64_t *ret_n);
/* Whether a unit has another live reply in the round. */
enum err census_store_twice(
    struct call *c, int64_t census_id, int64_t unit_id, int64_t but, bool *ret_twice);

/* What a unit gives out and has not ended; of it, what nobody has looked at since that day; and
 * what is reported of a firm that is in no ledger. */
struct census_work {
    int64_t all, unchecked, unplaced;
};
enum err census_store_work(
    struct call *c, int64_t unit_id, const char *since, struct census_work *ret_work);

/* Says of live work of a unit that it is as it stands: of one piece, or (work NULL) of all that
 * nobody has looked at since that day. Their numbers are added to the list. */
enum err census_store_same(struct call *c, int64_t unit_id, const struct uuid *work,
    const char *since, const char *today, json_t *numbers);

/* Pieces of work reported by others than the caller since the unit's reply was last changed. */
enum err census_store_later(struct call *c, int64_t reply_id, int64_t *ret_n);

/* UUIDs of reported work of a unit with a firm of the ledger, as a JSON list under c. */
enum err census_store_reported(struct call *c, int64_t unit_id, json_t **ret_ids);

/* How the units of a round stand. */
struct census_figures {
    int64_t units, waiting, returned, submitted, none, accepted, late;
};
enum err census_store_figures(
    struct call *c, int64_t census_id, const char *today, struct census_figures *ret_figures);

/* ---- firms that units have named and that are in no ledger (supplier_place_store.c) ---- */

/* Pieces of reported work that name one firm alike, and a firm of the ledger that it may be. */
struct place_group {
    const char *match_name, *corporate_number; /* "": none was given */
    const char *name;                          /* as one of them wrote it */
    int64_t work, units;
};
struct place_offer {
    const char *match_name, *corporate_number; /* of the group */
    struct uuid uid;
    const char *number, *name, *own_number; /* NULL: the firm has none */
    bool by_number;
};
enum { PLACE_GROUPS = 100, PLACE_OFFERS = 500 };
enum err place_store_groups(struct call *c, struct place_group **ret_groups, size_t *ret_n);
/* Firms that the groups of place_store_groups may be. */
enum err place_store_offers(struct call *c, struct place_offer **ret_offers, size_t *ret_n);
/* How many groups there are. */
enum err place_store_count(struct call *c, int64_t *ret_n);
/* UUIDs of the work of a group, as a JSON list under c; *ret_name: the firm as the first wrote it,
 * NULL: there is no such work. */
enum err place_store_work(struct call *c, const char *match_name, const char *corporate_number,
    json_t **ret_ids, const char **ret_name);

/* All live firms of that name are told apart as they are now. *ret_n: how many had not been. */
enum err place_store_apart(struct call *c, const char *match_name, int64_t *ret_n);

#endif
