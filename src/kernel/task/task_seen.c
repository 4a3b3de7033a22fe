/* Who sees what stands somewhere: asked before a task is given to somebody, and before they are
 * told of it. */
#include "base/mem.h"
#include "kernel/auth/actor.h"
#include "kernel/notice/notice_store.h"
#include "kernel/task/task_private.h"

struct task_place task_place_of(const struct reg_record *task)
{
    return (struct task_place){
        .reg = body_text(task->after, "register"),
        .record = body_text(task->after, "record"),
        .unit_path = task->unit_path,
    };
}

/* As the call's own person. */
static enum err may_see(struct call *c, const void *arg, bool *ret_seen)
{
    const struct task_place *place = arg;
    int64_t id = 0;
    *ret_seen = who_may(c->who, &PERM_TASK_READ, place->unit_path);
    if (!*ret_seen || place->reg == NULL)
        return ERR_OK;
    const struct reg_def *def = app_register(c->app, place->reg);
    *ret_seen = def != NULL && who_may(c->who, def->read, place->unit_path);
    enum err e = *ret_seen ? reg_find(c, def, place->record, &id) : ERR_OK;
    if (e == ERR_NOT_FOUND)
        *ret_seen = false;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err task_account_sees(
    struct call *c, const struct task_place *place, int64_t account_id, bool *ret_seen)
{
    return actor_asks(c, account_id, may_see, place, ret_seen);
}

enum err task_eyes_of(
    struct call *c, const struct task_place *place, int64_t person_id, struct task_eyes *ret_eyes)
{
    int64_t *all = NULL;
    struct task_eyes eyes = {.n_all = 0};
    enum err e =
        person_id == 0 ? ERR_OK : notice_store_accounts_of(c, person_id, &all, &eyes.n_all);
    if (e == ERR_OK)
        eyes.accounts = mem_array(c, int64_t, eyes.n_all + 1);
    for (size_t i = 0; i < eyes.n_all && e == ERR_OK; i++) {
        bool seen = false;
        e = task_account_sees(c, place, all[i], &seen);
        if (seen)
            eyes.accounts[eyes.n++] = all[i];
    }
    if (e == ERR_OK)
        *ret_eyes = eyes;
    return e;
}

enum err task_may_be_given(
    struct call *c, const struct reg_record *host, int64_t person_id, bool *ret_may)
{
    char record[UUID_TEXT_SIZE];
    struct task_eyes eyes;
    uuid_format(&host->uid, record);
    const struct task_place place = {host->def->name, record, host->unit_path};
    enum err e = task_eyes_of(c, &place, person_id, &eyes);
    if (e == ERR_OK)
        *ret_may = eyes.n_all == 0 || eyes.n > 0;
    return e;
}
