#include "kernel/auth/actor_store.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum err actor_store_org(struct call *c, struct org_settings *ret_org)
{
    static const char SQL[] =
        "SELECT name, zone, lang, currency, fiscal_first_month FROM org WHERE id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    *ret_org = (struct org_settings){
        .name = mem_strdup(c, db_text(q, 0, NULL)),
        .zone = mem_strdup(c, db_text(q, 1, NULL)),
        .lang = mem_strdup(c, db_text(q, 2, NULL)),
        .currency = mem_strdup(c, db_text(q, 3, NULL)),
        .fiscal_first_month = (int)db_int(q, 4),
    };
    return ERR_OK;
}

enum err actor_store_org_uid(struct call *c, struct uuid *ret_uid)
{
    static const char SQL[] = "SELECT uid FROM org WHERE id = :org";
    DB_QUERY *q = db_query(c->db, SQL);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        *ret_uid = db_uuid(q, 0);
    return e == ERR_OK && !row ? ERR_NOT_FOUND : e;
}

enum err actor_store_orgs(struct call *c, int64_t **ret_ids, size_t *ret_n)
{
    /* Organisation 0 holds what is built in. */
    static const char SQL[] = "SELECT id FROM org WHERE id > 0 ORDER BY id";
    DB_QUERY *q = db_query(c->db, SQL);
    int64_t *ids = NULL;
    size_t n = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row) {
        ids = mem_grow(c, ids, int64_t, n + 1);
        ids[n++] = db_int(q, 0);
    }
    if (e != ERR_OK)
        return e;
    *ret_ids = ids;
    *ret_n = n;
    return ERR_OK;
}

enum err actor_store_account(struct call *c, struct who *who, const char **ret_lang)
{
    static const char SQL[] = "SELECT uid, person_id, login, name, lang FROM account"
                              " WHERE org_id = :org AND id = ? AND state <> 'disabled'";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, who->account_id);
    bool row = false;
    enum err e = db_step(q, &row);
    if (e != ERR_OK)
        return e;
    if (!row)
        return ERR_NOT_FOUND;
    who->account_uid = db_uuid(q, 0);
    who->person_id = db_int(q, 1);
    who->login = mem_strdup(c, db_text(q, 2, NULL));
    who->name = mem_strdup(c, db_text(q, 3, NULL));
    *ret_lang = mem_strdup(c, db_text(q, 4, NULL));
    return ERR_OK;
}

void actor_grant_add(struct call *c, struct who *who, struct db_query *q, int col)
{
    enum role role;
    if (db_is_null(q, col + 1) || !role_parse(db_text(q, col, NULL), &role))
        return;
    struct grant *grants = mem_grow(c, (void *)who->grants, struct grant, who->n_grants + 1);
    grants[who->n_grants++] =
        (struct grant){role, db_int(q, col + 1), mem_strdup(c, db_text(q, col + 2, NULL))};
    who->grants = grants;
}

static int compare(const void *a, const void *b)
{
    const struct grant *x = a;
    const struct grant *y = b;
    int order = strcmp(x->unit_path, y->unit_path);
    return order != 0 ? order : strcmp(role_key(x->role), role_key(y->role));
}

/* Sorted here rather than by the database: a sort costs it more than all the rest of this query. */
void actor_grants_sort(struct who *who)
{
    if (who->n_grants > 1)
        qsort((void *)who->grants, who->n_grants, sizeof *who->grants, compare);
}

enum err actor_store_grants(struct call *c, struct who *who)
{
    static const char SQL[] =
        "SELECT r.role, u.id, CASE WHEN u.parent_id IS NULL THEN '/' ELSE u.path END AS path"
        " FROM account_role r JOIN unit u ON u.org_id = r.org_id AND u.id = r.unit_id"
        " WHERE r.org_id = :org AND r.account_id = ? AND u.deleted_at IS NULL";
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_int(q, who->account_id);
    who->grants = NULL;
    who->n_grants = 0;
    bool row = false;
    enum err e;
    while ((e = db_step(q, &row)) == ERR_OK && row)
        actor_grant_add(c, who, q, 0);
    actor_grants_sort(who);
    return e;
}
