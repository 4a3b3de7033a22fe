/* What defence in depth is computed from: systems, segments, connections and protections that the
 * caller may read, as lists of records and as a net. */
#ifndef KANAME_MOD_RISK_DEFENCE_LOAD_H
#define KANAME_MOD_RISK_DEFENCE_LOAD_H

#include "mod/risk/defence.h"
#include "mod/risk/defence_rules.h"

/* Where a protection stands that holds a system: at itself, in its segment, in all of the company.
 */
enum protection_place { PLACE_SYSTEM, PLACE_SEGMENT, PLACE_COMPANY, PLACE_MAX };
extern const char *const protection_place_keys[]; /* and NULL */

struct defence_picture {
    const json_t *systems, *segments, *connections, *protections; /* records, by name */
    struct defence_net net; /* segments in the order of `segments`, links of `connections` */
    json_t *at_system, *at_segment; /* protections by the id of their place; "": none of the kind */
    json_t *states;                 /* of the protections' measures, by their id */
    bool complete;                  /* false: more than LIMIT_DEFENCE_ROWS records of a kind */
};

/* Inside a transaction. It lives as long as the call. */
enum err defence_load(struct call *c, struct defence_picture *ret_picture);

/* The protections that hold a system from a place, as an array; NULL: none. */
const json_t *defence_at(
    const struct defence_picture *picture, const json_t *system, enum protection_place place);

/* How well the layer of a system is held: by its best protection. */
enum protection_status defence_status(
    const struct defence_picture *picture, const json_t *system, const char *layer);

/* The place of a segment in `segments`; net.n_segments: it is not there. */
size_t defence_segment(const struct defence_picture *picture, const char *id);

/* People work there with mail and the web, so that is where an intruder begins. */
bool defence_is_foothold(const struct defence_picture *picture, size_t segment);

bool defence_is_vital(const json_t *system); /* among the most important */

#endif
