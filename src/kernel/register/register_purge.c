#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/register/register_item.h"

static const int64_t DAY_MS = 24 * (int64_t)3600 * 1000;

static enum err next(struct call *c, const struct reg_def *def, int64_t before_ms, int64_t *id,
    struct uuid *ret_uid, bool *ret_found)
{
    struct reg_sql sql = reg_sql_purgeable(c, def);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    db_bind_int(q, before_ms);
    db_bind_int(q, *id);
    enum err e = db_step(q, ret_found);
    if (e == ERR_OK && *ret_found) {
        *id = db_int(q, 0);
        *ret_uid = db_uuid(q, 1);
    }
    return e;
}

static enum err delete_row(struct call *c, const struct reg_def *def, int64_t id, int64_t before_ms)
{
    struct reg_sql sql = reg_sql_purge(c, def);
    DB_QUERY *q = reg_sql_query(c->db, &sql);
    db_bind_int(q, id);
    db_bind_int(q, before_ms);
    return db_run(q);
}

static enum err tell_watchers(struct call *c, const struct reg_def *def, int64_t id)
{
    enum err e = ERR_OK;
    for (size_t m = 0; m < c->app->n_modules && e == ERR_OK; m++) {
        const struct reg_watch *watch = c->app->modules[m]->watch;
        if (watch != NULL && watch->purge != NULL)
            e = watch->purge(c, def, id);
    }
    return e;
}

/* A transaction of its own for each: what is still referred to stays without harm to the others. */
static enum err purge_one(struct call *c, const struct reg_def *def, int64_t id,
    const struct uuid *uid, int64_t before_ms, int64_t *n)
{
    const struct audit_entry entry = {
        .action = "purge", .subject = def->singular, .subject_id = id, .subject_uid = uid};
    enum err e = tx_begin(c);
    if (e == ERR_OK && def->purge != NULL)
        e = def->purge(c, id);
    if (e == ERR_OK)
        e = tell_watchers(c, def, id);
    if (e == ERR_OK)
        e = item_store_purge_record(c, def, id);
    if (e == ERR_OK)
        e = delete_row(c, def, id, before_ms);
    if (e == ERR_OK) {
        audit_add(c, &entry);
        e = tx_commit(c);
    }
    *n += e == ERR_OK;
    tx_abort(c);
    return e == ERR_REFERENCE ? ERR_OK : e;
}

static enum err purge_register(struct call *c, const struct reg_def *def, int64_t *n)
{
    int64_t before_ms = c->now_ms - REG_KEPT_DAYS * DAY_MS;
    int64_t id = 0;
    struct uuid uid;
    bool found = true;
    enum err e = ERR_OK;
    while (e == ERR_OK && found) {
        e = next(c, def, before_ms, &id, &uid, &found);
        if (e == ERR_OK && found)
            e = purge_one(c, def, id, &uid, before_ms, n);
    }
    return e;
}

/* Later registers refer to earlier ones, so the last comes first. */
enum err reg_purge(struct call *c, int64_t *ret_n)
{
    int64_t n = 0;
    enum err e = ERR_OK;
    for (size_t m = c->app->n_modules; m-- > 0;) {
        const struct module *module = c->app->modules[m];
        for (size_t i = module->n_registers; i-- > 0 && e == ERR_OK;)
            e = purge_register(c, module->registers[i], &n);
    }
    *ret_n = n;
    return e;
}

/* Comments, links and files taken off records long ago; their entries in the history stay. */
static enum err purge_items(struct call *c)
{
    size_t n = 1;
    enum err e = ERR_OK;
    while (e == ERR_OK && n > 0) {
        e = tx_begin(c);
        if (e == ERR_OK)
            e = item_store_purge(c, c->now_ms - REG_KEPT_DAYS * DAY_MS, &n);
        if (e == ERR_OK)
            e = tx_commit_unaudited(c);
    }
    tx_abort(c);
    return e;
}

enum err reg_purge_run(struct call *c, struct job *job)
{
    int64_t n = 0;
    (void)job;
    enum err e = reg_purge(c, &n);
    return e == ERR_OK ? purge_items(c) : e;
}
