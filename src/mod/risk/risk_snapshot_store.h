/* SQL of snapshots of the register and of what has moved between two. */
#ifndef KANAME_MOD_RISK_RISK_SNAPSHOT_STORE_H
#define KANAME_MOD_RISK_RISK_SNAPSHOT_STORE_H

#include "mod/risk/risk_snapshot.h"

/* The ids of units whose paths a list gives, as risk_snapshot_units writes it: one `?`. */
#define RISK_UNITS                                                        \
    "(SELECT u.id FROM {sqlite: json_each(?) p JOIN unit u"               \
    " ON u.path >= json_extract(p.value, '$[0]')"                         \
    " AND u.path < json_extract(p.value, '$[1]')}"                        \
    "{postgres: json_array_elements(CAST(? AS json)) AS p(x) JOIN unit u" \
    " ON u.path >= p.x->>0 AND u.path < p.x->>1} WHERE u.org_id = :org)"

/* What a snapshot holds of the register. */
#define RISK_LIVE(risk) risk ".deleted_at IS NULL AND " risk ".state <> 'closed'"

/* Paths of units for RISK_UNITS, under c. */
const char *risk_snapshot_units(struct call *c, const char *const *paths, size_t n);

/* How many risks a snapshot taken now would hold. */
enum err risk_snapshot_store_live(struct call *c, int64_t *ret_n);
/* How many of a period there are, NULL: of those taken by hand. */
enum err risk_snapshot_store_count(struct call *c, const char *period, int64_t *ret_n);
/* Writes the snapshot with its rows; sets its id. ERR_UNIQUE: there is one of its period. */
enum err risk_snapshot_store_add(struct call *c, struct risk_snapshot *snapshot);
enum err risk_snapshot_store_remove(struct call *c, int64_t id);

/* The newest first; risks of the units are counted. `uid` NULL: all. */
enum err risk_snapshot_store_list(struct call *c, const char *units, const struct uuid *uid,
    int most, struct risk_snapshot **ret_all, size_t *ret_n);
/* The newest one that was taken before. ERR_NOT_FOUND. */
enum err risk_snapshot_store_before(struct call *c, int64_t before_ms, struct uuid *ret_uid);

/* The newest or oldest one that stands for one of the days. ERR_NOT_FOUND. */
enum err risk_snapshot_store_within(
    struct call *c, struct date_span days, bool newest, struct uuid *ret_uid);

/* Counts what has moved in its units. */
enum err risk_movement_store_count(struct call *c, struct risk_movement *movement);

/* Before every risk. */
enum { RISK_MOVED_FIRST = 1000000 };
/* Which risks that moved, and of these which come first: those worth most, or (`furthest`) those
 * that moved furthest; those behind (sort, number). */
struct risk_moved_wish {
    enum risk_kind kind;
    bool furthest;
    int64_t sort;
    const char *number;
    int most;
};
enum err risk_movement_store_list(struct call *c, const struct risk_movement *m,
    const struct risk_moved_wish *wish, struct risk_moved *ret_rows, size_t *ret_n);

#endif
