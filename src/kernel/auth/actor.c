#include "kernel/auth/actor.h"

#include "base/mem.h"
#include "kernel/auth/actor_store.h"

enum err actor_system(struct call *c, int64_t org_id)
{
    struct org_settings org;
    db_set_org(c->db, org_id);
    enum err e = actor_store_org(c, &org);
    if (e != ERR_OK)
        return e;
    struct who *who = mem_new(c, struct who);
    who->org_id = org_id;
    who->login = "";
    who->name = "";
    who->system = true;
    c->who = who;
    c->org = org;
    c->lang = org.lang;
    return ERR_OK;
}

enum err actor_account(struct call *c, int64_t account_id)
{
    struct org_settings org;
    const char *lang = NULL;
    struct who *who = mem_new(c, struct who);
    who->org_id = db_org(c->db);
    who->account_id = account_id;
    enum err e = actor_store_org(c, &org);
    if (e == ERR_OK)
        e = actor_store_account(c, who, &lang);
    if (e == ERR_OK)
        e = actor_store_grants(c, who);
    if (e != ERR_OK)
        return e;
    c->who = who;
    c->org = org;
    c->lang = lang == NULL ? org.lang : lang;
    return ERR_OK;
}

enum err actor_asks(struct call *c, int64_t account_id,
    enum err (*ask)(struct call *c, const void *arg, bool *ret_yes), const void *arg, bool *ret_yes)
{
    const struct who *who = c->who;
    const struct org_settings org = c->org;
    const char *lang = c->lang;
    enum err e = actor_account(c, account_id);
    *ret_yes = false;
    if (e == ERR_OK)
        e = ask(c, arg, ret_yes);
    c->who = who;
    c->org = org;
    c->lang = lang;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err actor_orgs(struct call *c, int64_t **ret_ids, size_t *ret_n)
{
    return actor_store_orgs(c, ret_ids, ret_n);
}

enum err actor_only_org(struct call *c, int64_t *ret_org_id)
{
    int64_t *ids = NULL;
    size_t n = 0;
    enum err e = actor_store_orgs(c, &ids, &n);
    if (e == ERR_OK && n == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *ret_org_id = ids[0];
    return e;
}
