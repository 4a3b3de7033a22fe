/* What has become of the risks between two times: what is new, gone, has risen or fallen, and from
 * which band to which. For pages and reports. */
#ifndef KANAME_MOD_RISK_RISK_MOVEMENT_H
#define KANAME_MOD_RISK_RISK_MOVEMENT_H

#include "kernel/call.h"
#include "mod/risk/risk_method_rules.h"
#include "mod/risk/risk_snapshot_rules.h"

/* X(name, key): "enum.risk_place.<key>". The bands come first, in their order. */
#define RISK_PLACE_LIST(X)                            \
    X(RISK_PLACE_CALM, "calm")                        \
    X(RISK_PLACE_WATCH, "watch")                      \
    X(RISK_PLACE_WARN, "warn")                        \
    X(RISK_PLACE_ALARM, "alarm")                      \
    X(RISK_PLACE_UNKNOWN, "unknown") /* not valued */ \
    X(RISK_PLACE_ABSENT, "absent")   /* not there at that time */

#define RISK_PLACE_ENUM(name, key) name,
enum risk_place { RISK_PLACE_LIST(RISK_PLACE_ENUM) RISK_PLACE_MAX };
#undef RISK_PLACE_ENUM

/* X(name, key): "enum.risk_move_kind.<key>". By the value that counts now; between two methods,
 * whose values cannot be compared, by the band. */
#define RISK_KIND_LIST(X)                                                  \
    X(RISK_KIND_NEW, "new")                                                \
    X(RISK_KIND_GONE, "gone")                                              \
    X(RISK_KIND_UP, "up")                                                  \
    X(RISK_KIND_DOWN, "down")                                              \
    X(RISK_KIND_RATED, "rated") /* valued at one time, not at the other */ \
    X(RISK_KIND_SAME, "same")

#define RISK_KIND_ENUM(name, key) name,
enum risk_kind { RISK_KIND_LIST(RISK_KIND_ENUM) RISK_KIND_MAX };
#undef RISK_KIND_ENUM

/* A register as it was kept. */
struct risk_snapshot {
    int64_t id;
    struct uuid uid;
    const char *period; /* "FY2026-Q2", or of one taken by hand its day */
    bool by_hand;
    const char *as_of; /* the day it stands for */
    const char *method_key;
    int64_t method_version; /* 0: a built-in method */
    int64_t taken_at_ms;
    const char *taken_by;              /* NULL: the program */
    int64_t places[RISK_PLACE_ABSENT]; /* risks of the caller's units */
};

struct risk_movement {
    struct risk_snapshot from, to;
    bool to_now; /* `to` is the register as it stands: only the method of it is told */
    bool same_method;
    const char *units; /* those looked at, for statements */
    int64_t kinds[RISK_KIND_MAX];
    int64_t cells[RISK_PLACE_MAX][RISK_PLACE_MAX]; /* from, to */
};

/* The movement of the risks that the caller may see, by unit; `unit` (id or number): only those
 * below it, NULL: all. `from` NULL: the last snapshot that was taken before `to`; `to` NULL or
 * "now": the register as it stands; else ids of snapshots. Under c, inside the caller's
 * transaction. ERR_NOT_FOUND: there is no such snapshot (or none yet), or unit. ERR_INVALID: `to`
 * is not after `from`. */
enum err risk_movement_load(struct call *c, const char *from, const char *to, const char *unit,
    struct risk_movement *ret_movement);

/* The same over a span of days, of all units that the caller reads: from the register as it was
 * kept last before them (where there is none, first within them) to the register as it was kept
 * last within them, or as it stands while they last. ERR_NOT_FOUND: it was not kept at two times.
 */
enum err risk_movement_of_days(
    struct call *c, struct date_span span, struct risk_movement *ret_movement);

/* A risk at one time. */
struct risk_moved_side {
    bool there;
    struct risk_standing standing;
    const char *state;
    const char *band; /* NULL: not valued */
};

/* A risk that has moved. */
struct risk_moved {
    struct uuid uid;
    const char *number, *name, *unit;
    bool open;    /* its page can be read: not deleted, and in the caller's units */
    int64_t sort; /* with the number what lists are ordered by */
    struct risk_moved_side from, to;
    enum risk_why whys[RISK_WHY_MAX];
    size_t n_whys;
};

/* Up to `most` risks of a kind under c: those that moved furthest, of these those worth most. */
enum err risk_movement_largest(struct call *c, const struct risk_movement *movement,
    enum risk_kind kind, int most, struct risk_moved **ret_rows, size_t *ret_n);

#endif
