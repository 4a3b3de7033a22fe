/* What of a case may be told to whom (docs/adr/0051): pieces of information, each with a class of
 * the Traffic Light Protocol 2.0 and, where it has one, a list of who may be told; and the check
 * that no text for outsiders holds what is marked above its class. Telling itself is mod/telling
 * and mod/sharing. */
#ifndef KANAME_MOD_MARKING_MARKING_H
#define KANAME_MOD_MARKING_MARKING_H

#include "kernel/register/register.h"
#include "mod/marking/marking_rules.h"

/* Keys of the classes, the widest first: "enum.tlp.<key>". */
extern const struct option_set OPTIONS_TLP;

/* What is marked in a case, under c: pieces of information, and its indicators (mod/ioc) with their
 * classes. Inside a transaction, of a case that the caller may read. */
struct marking_set {
    const struct marking_piece *pieces;
    size_t n;
};
enum err marking_load(struct call *c, int64_t incident_id, struct marking_set *ret_set);
/* The pieces alone: for who sends indicators out and looks at their classes itself. */
enum err marking_load_pieces(struct call *c, int64_t incident_id, struct marking_set *ret_set);

/* Looks through texts for outsiders for what is marked: adds a bad field for each place,
 * ERR_INVALID when there is one. */
enum err marking_check(
    struct call *c, const struct marking_set *set, const struct marking_release *release);

extern const struct module module_marking;

#endif
