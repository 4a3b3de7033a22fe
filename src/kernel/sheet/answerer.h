/* Accounts that may answer, and where: whom a response can be assigned to. */
#ifndef KANAME_KERNEL_SHEET_ANSWERER_H
#define KANAME_KERNEL_SHEET_ANSWERER_H

#include "kernel/call.h"
#include "kernel/sheet/out.h"

/* One role of an account that allows answering (PERM_RESPONSE_ANSWER). */
struct answerer {
    struct ref account;
    enum role role;
    const char *unit_path; /* where it is held; "/" everywhere */
};

struct answerers {
    struct answerer *list; /* narrowest unit first */
    size_t n;
};

/* Of all accounts that are not disabled, under c. */
enum err answerers_load(struct call *c, struct answerers *ret_answerers);

/* A unit that has neither a manager nor a member of its own. */
struct unanswered {
    struct ref unit;
    const char *path;
};

/* Those units, in the order of the tree: what answerer_default finds nobody for. Under c. */
enum err answerers_lacking(struct call *c, struct unanswered **ret_units, size_t *ret_n);

/* The account with this UUID, in any unit; NULL: it may answer nowhere. */
const struct ref *answerer_account(const struct answerers *all, const char *uid);
/* May the account answer in the unit with this path? */
bool answerer_in(const struct answerers *all, int64_t account_id, const char *unit_path);
/* Who answers when nobody was named: the unit's own manager, else one of its members. Nobody of a
 * wider unit is chosen without being asked. id 0: none. */
struct ref answerer_default(const struct answerers *all, const char *unit_path);

#endif
