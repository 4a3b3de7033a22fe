#include "kernel/sso/provider.h"

#include "base/json_in.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/auth/keys.h"

#include <inttypes.h>
#include <string.h>

const char *provider_key(enum provider_kind kind)
{
    static const char *const keys[PROVIDER_MAX] = {"oidc", "ldap"};
    return keys[kind];
}

/* What is sealed is the secret of this organisation's provider and of no other. */
static const char *seal_of(struct call *c, enum provider_kind kind)
{
    return mem_printf(c, "provider %" PRId64 " %s", db_org(c->db), provider_key(kind));
}

static const char *unseal(
    struct call *c, enum provider_kind kind, const uint8_t *sealed, size_t len)
{
    if (sealed == NULL || len < KEYS_SEAL_SIZE)
        return NULL;
    char *text = mem_zalloc(c, len - KEYS_SEAL_SIZE + 1, "secret");
    return keys_unseal(c->app->keys, seal_of(c, kind), sealed, len, text) ? text : NULL;
}

static enum err read_row(struct call *c, struct db_query *q, struct provider *p)
{
    size_t text_len = 0, len = 0;
    json_t *settings = NULL;
    const char *text = db_text(q, 1, &text_len);
    enum err e = json_in_parse(c, text, text_len, JSON_IN_DEPTH, c->problem, &settings);
    const uint8_t *sealed = db_blob(q, 2, &len);
    if (e != ERR_OK)
        return ERR_INTERNAL;
    p->enabled = db_int(q, 0) != 0;
    p->settings = settings;
    p->secret = unseal(c, p->kind, sealed, len);
    p->version = db_int(q, 3);
    return ERR_OK;
}

enum err provider_get(struct call *c, enum provider_kind kind, struct provider *ret_provider)
{
    static const char SQL[] = "SELECT enabled, settings, secret, version FROM sign_in_provider"
                              " WHERE org_id = :org AND kind = ?";
    struct provider p = {.kind = kind};
    DB_QUERY *q = db_query(c->db, SQL);
    db_bind_text(q, provider_key(kind));
    bool row = false;
    enum err e = db_step(q, &row);
    if (e == ERR_OK && row)
        e = read_row(c, q, &p);
    if (e == ERR_OK && !row) {
        json_t *none = json_object();
        json_in_keep(c, none);
        p.settings = none;
    }
    if (e == ERR_OK)
        *ret_provider = p;
    return e;
}

static void bind_secret(struct call *c, struct db_query *q, const struct provider *p)
{
    if (p->secret == NULL || *p->secret == '\0') {
        db_bind_null(q);
        return;
    }
    size_t len = strlen(p->secret);
    uint8_t *sealed = mem_zalloc(c, len + KEYS_SEAL_SIZE, "sealed");
    keys_seal(c->app->keys, seal_of(c, p->kind), p->secret, len, sealed);
    db_bind_blob(q, sealed, len + KEYS_SEAL_SIZE);
}

enum err provider_put(struct call *c, const struct provider *p)
{
    static const char FIRST[] =
        "INSERT INTO sign_in_provider (org_id, enabled, settings, secret, version, kind)"
        " VALUES (:org, ?, ?, ?, 1, ?) ON CONFLICT (org_id, kind) DO NOTHING";
    static const char NEXT[] =
        "UPDATE sign_in_provider SET enabled = ?, settings = ?, secret = ?, version = version + 1"
        " WHERE org_id = :org AND kind = ? AND version = ?";
    char *text = json_dumps(p->settings, JSON_COMPACT | JSON_SORT_KEYS);
    if (text == NULL)
        return ERR_INTERNAL;
    DB_QUERY *q = db_query(c->db, p->version == 0 ? FIRST : NEXT);
    db_bind_int(q, p->enabled);
    db_bind_text(q, text);
    bind_secret(c, q, p);
    db_bind_text(q, provider_key(p->kind));
    if (p->version != 0)
        db_bind_int(q, p->version);
    enum err e = db_run(q);
    bool changed = e == ERR_OK && db_changes(q) == 1;
    free(text);
    return e == ERR_OK && !changed ? ERR_STALE : e;
}

const char *provider_text(const struct provider *p, const char *key)
{
    const char *text = json_string_value(json_object_get(p->settings, key));
    return text != NULL && *text != '\0' ? text : NULL;
}

bool provider_on(const struct provider *p, const char *key)
{
    return json_is_true(json_object_get(p->settings, key));
}
