#include "kernel/search/search_private.h"

#include "base/mem.h"

#include <string.h>

static struct search_kind kind_of(const struct reg_def *def)
{
    return (struct search_kind){
        .name = def->singular, .read = def->read, .by_unit = def->scope == REG_BY_UNIT};
}

struct search_kinds search_kinds_of(const void *ctx, const struct app *app)
{
    struct search_kinds k = {.n = 0};
    size_t room = 0;
    for (size_t m = 0; m < app->n_modules; m++)
        room += app->modules[m]->n_registers + app->modules[m]->n_searches;
    k.list = mem_array(ctx, struct search_kind, room + 1);
    k.defs = mem_array(ctx, const struct reg_def *, room + 1);
    for (size_t m = 0; m < app->n_modules; m++) {
        for (size_t i = 0; i < app->modules[m]->n_registers; i++) {
            k.defs[k.n] = app->modules[m]->registers[i];
            k.list[k.n++] = kind_of(app->modules[m]->registers[i]);
        }
    }
    for (size_t m = 0; m < app->n_modules; m++)
        for (size_t i = 0; i < app->modules[m]->n_searches; i++)
            k.list[k.n++] = app->modules[m]->searches[i];
    return k;
}

const char *search_kind_shown(const struct search_kind *kind)
{
    return kind->shown != NULL ? kind->shown : kind->name;
}

const struct search_kind *search_kind_find(const struct search_kinds *kinds, const char *name)
{
    for (size_t i = 0; i < kinds->n; i++)
        if (strcmp(kinds->list[i].name, name) == 0)
            return &kinds->list[i];
    return NULL;
}
