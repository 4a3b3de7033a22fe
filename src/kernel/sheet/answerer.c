#include "kernel/sheet/answerer.h"

#include "kernel/unit/unit_tree.h"

#include <string.h>

const struct ref *answerer_account(const struct answerers *all, const char *uid)
{
    struct uuid id;
    if (!uuid_parse(uid, &id))
        return NULL;
    for (size_t i = 0; i < all->n; i++)
        if (memcmp(&all->list[i].account.uid, &id, sizeof id) == 0)
            return &all->list[i].account;
    return NULL;
}

bool answerer_in(const struct answerers *all, int64_t account_id, const char *unit_path)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].account.id == account_id &&
            unit_path_below(unit_path, all->list[i].unit_path))
            return true;
    return false;
}

struct ref answerer_default(const struct answerers *all, const char *unit_path)
{
    static const enum role order[] = {ROLE_MANAGER, ROLE_MEMBER};
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        for (size_t i = 0; i < all->n; i++)
            if (all->list[i].role == order[k] && strcmp(all->list[i].unit_path, unit_path) == 0)
                return all->list[i].account;
    return (struct ref){0};
}
