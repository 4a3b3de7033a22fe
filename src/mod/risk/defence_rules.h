/* Defence in depth, as computation: how well layers are held, and the ways through a network that
 * somebody has who is inside already. Pure: no SQL, no HTTP, no clock. */
#ifndef KANAME_MOD_RISK_DEFENCE_RULES_H
#define KANAME_MOD_RISK_DEFENCE_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* X(name, key), from the best to the worst. The first three are those of protections; nothing on
 * record is the worst, since nobody has even looked. */
#define PROTECTION_LIST(X)             \
    X(PROTECTION_IN_PLACE, "in_place") \
    X(PROTECTION_PLANNED, "planned")   \
    X(PROTECTION_MISSING, "missing")   \
    X(PROTECTION_UNKNOWN, "none")

#define PROTECTION_ENUM(name, key) name,
enum protection_status { PROTECTION_LIST(PROTECTION_ENUM) PROTECTION_STATUS_MAX };
#undef PROTECTION_ENUM

const char *protection_status_key(enum protection_status status);
/* PROTECTION_UNKNOWN for a key that is none, or NULL. */
enum protection_status protection_status_of(const char *key);

/* A connection between two segments, by their places from 0. */
struct defence_link {
    size_t from, to;
    bool two_way;
    bool guarded; /* something in it says what may pass */
};

/* Segments 0 to n_segments - 1, and what stands inside each against who comes in. */
struct defence_net {
    size_t n_segments;
    const int *stands; /* protections in place, by segment */
    const struct defence_link *links;
    size_t n_links;
};

/* A way through the net, from where somebody is to where they want to be. */
struct defence_way {
    size_t *segments; /* first and last included; n_links + 1 of them */
    size_t *links;
    size_t n_links;
    int stands; /* guards passed and protections of the segments entered on the way */
};

/* The way that meets the fewest guards and protections, of these the shortest; it begins in a
 * segment that is lost already, so what stands there does not count. Under ctx. false: no
 * way leads there. */
bool defence_weakest_way(const void *ctx, const struct defence_net *net, size_t from, size_t to,
    struct defence_way *ret_way);

#endif
