#include "mod/ruling/ruling_rules.h"

#include <string.h>

#define KEY(name, key) key,
static const char *const state_keys[] = {RULING_STATE_LIST(KEY)};
#undef KEY

enum ruling_state ruling_state_of(const char *key)
{
    int i = 0;
    while (i < RULING_STATE_MAX && strcmp(state_keys[i], key) != 0)
        i++;
    return (enum ruling_state)i;
}

const char *ruling_state_key(enum ruling_state state)
{
    return state_keys[state];
}

enum ruling_todo ruling_todo_of(
    enum ruling_state state, bool decides, bool owes_opinion, bool reviewed)
{
    if (state == RULING_ASKED && decides)
        return TODO_DECIDE;
    if (state == RULING_ASKED && owes_opinion)
        return TODO_OPINION;
    return state == RULING_OVERRIDDEN && decides && !reviewed ? TODO_REVIEW : TODO_NONE;
}

bool ruling_heard_before(const char *part)
{
    return strcmp(part, "first") == 0 || strcmp(part, "before") == 0;
}
