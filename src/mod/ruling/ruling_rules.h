/* What is still to be done about a decision, and by whom. Pure. */
#ifndef KANAME_MOD_RULING_RULING_RULES_H
#define KANAME_MOD_RULING_RULING_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* X(name, key): message "enum.ruling_state.<key>". */
#define RULING_STATE_LIST(X)                                             \
    X(RULING_ASKED, "asked")                                             \
    X(RULING_APPROVED, "approved")                                       \
    X(RULING_REFUSED, "refused")                                         \
    X(RULING_OVERRIDDEN, "overridden") /* done without waiting for it */ \
    X(RULING_WITHDRAWN, "withdrawn")   /* asked for no longer */

#define RULING_STATE_ENUM(name, key) name,
enum ruling_state { RULING_STATE_LIST(RULING_STATE_ENUM) RULING_STATE_MAX };
#undef RULING_STATE_ENUM

/* RULING_STATE_MAX: none of them. */
enum ruling_state ruling_state_of(const char *key);
const char *ruling_state_key(enum ruling_state state);

enum ruling_todo { TODO_NONE, TODO_DECIDE, TODO_OPINION, TODO_REVIEW };

/* What somebody has to do: he decides it, and is asked for an opinion that he has not given. */
enum ruling_todo ruling_todo_of(
    enum ruling_state state, bool decides, bool owes_opinion, bool reviewed);

/* Somebody who judges first or is consulted is heard before the decision; others are told of it. */
bool ruling_heard_before(const char *part);

#endif
