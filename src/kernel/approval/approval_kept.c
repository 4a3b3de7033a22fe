/* Rounds about records that are kept to readers: a record that has come to be so keeps what was
 * said of it in its rounds. */
#include "base/mem.h"
#include "kernel/approval/approval_private.h"
#include "kernel/reader/reader.h"

#include <string.h>

enum err approval_is_hidden(struct call *c, const struct approval *a, bool *ret_hidden)
{
    const struct reg_def *def = app_register(c->app, a->reg);
    *ret_hidden = false;
    return def == NULL || !def->readers
               ? ERR_OK
               : reader_is_hidden(c, def->singular, a->record_id, ret_hidden);
}

/* Which of the rounds are about records of a register that the caller does not read. */
static enum err mark(
    struct call *c, const struct reg_def *def, const struct approval *all, size_t n, bool *hidden)
{
    int64_t *ids = mem_array(c, int64_t, n);
    size_t *at = mem_array(c, size_t, n);
    bool *of = mem_array(c, bool, n);
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].reg, def->name) == 0) {
            at[found] = i;
            ids[found++] = all[i].record_id;
        }
    enum err e = reader_hidden_of(c, def->singular, ids, found, of);
    for (size_t i = 0; e == ERR_OK && i < found; i++)
        hidden[at[i]] = of[i];
    return e;
}

enum err approval_keep_open(struct call *c, struct approval *all, size_t *n)
{
    bool *hidden = mem_array(c, bool, *n + 1);
    const struct reg_def *asked = NULL;
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        const struct reg_def *def = app_register(c->app, all[i].reg);
        if (def == NULL || !def->readers || def == asked)
            continue;
        enum err e = mark(c, def, all, *n, hidden);
        if (e != ERR_OK)
            return e;
        asked = def;
    }
    for (size_t i = 0; i < *n; i++)
        if (!hidden[i])
            all[kept++] = all[i];
    *n = kept;
    return ERR_OK;
}
