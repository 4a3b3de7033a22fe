#include "kernel/auth/factor.h"

#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/factor_store.h"
#include "kernel/auth/keys.h"
#include "kernel/auth/session_store.h"
#include "kernel/passkey/passkey_store.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

enum { SEALED_SIZE = FACTOR_SECRET_SIZE + KEYS_SEAL_SIZE };

/* What is sealed is the factor of this account and of no other. */
static const char *seal_of(struct call *c, const struct account *account)
{
    return mem_printf(c, "factor %" PRId64 " %" PRId64, db_org(c->db), account->id);
}

static void audit(struct call *c, const struct account *account, const char *action)
{
    audit_add(c, &(struct audit_entry){.action = action,
                     .subject = "account",
                     .subject_id = account->id,
                     .subject_uid = &account->uid});
}

enum err factor_begin(
    struct call *c, const struct account *account, uint8_t ret_secret[FACTOR_SECRET_SIZE])
{
    uint8_t secret[FACTOR_SECRET_SIZE], sealed[SEALED_SIZE];
    bool there = false;
    enum err e = factor_has_codes(c, account->id, &there);
    if (e == ERR_OK && there)
        e = problem_set(c->problem, ERR_CONFLICT, "factor_there");
    if (e != ERR_OK)
        return e;
    randombytes_buf(secret, sizeof secret);
    keys_seal(c->app->keys, seal_of(c, account), secret, sizeof secret, sealed);
    e = factor_store_put(c, account->id, sealed, sizeof sealed);
    if (e == ERR_OK)
        memcpy(ret_secret, secret, sizeof secret);
    sodium_memzero(secret, sizeof secret);
    return e;
}

static enum err spend_recovery(
    struct call *c, const struct account *account, const char *code, bool *ret_good)
{
    struct digest hash = digest_of(code, strlen(code));
    enum err e = factor_store_code_spend(c, account->id, &hash);
    if (e == ERR_OK)
        audit(c, account, "recovery_code");
    *ret_good = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err spend_code(
    struct call *c, const struct account *account, const char *code, bool confirmed, bool *ret_good)
{
    uint8_t secret[FACTOR_SECRET_SIZE];
    struct factor_row row;
    int64_t step = 0;
    enum err e = factor_store_get(c, account->id, &row);
    *ret_good = false;
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_OK : e;
    bool right =
        row.confirmed == confirmed && row.sealed_len == SEALED_SIZE &&
        keys_unseal(c->app->keys, seal_of(c, account), row.sealed, row.sealed_len, secret) &&
        factor_code_ok(secret, code, c->now_ms, &step);
    sodium_memzero(secret, sizeof secret);
    if (!right)
        return ERR_OK;
    e = factor_store_step(c, account->id, step);
    *ret_good = e == ERR_OK;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err factor_spend(
    struct call *c, const struct account *account, const char *typed, bool *ret_good)
{
    bool recovery = false;
    const char *code = factor_code_clean(c, typed, &recovery);
    return recovery ? spend_recovery(c, account, code, ret_good)
                    : spend_code(c, account, code, true, ret_good);
}

enum err factor_try(
    struct call *c, const struct account *account, const char *typed, bool *ret_good)
{
    bool recovery = false;
    return spend_code(c, account, factor_code_clean(c, typed, &recovery), false, ret_good);
}

enum err factor_has_codes(struct call *c, int64_t account_id, bool *ret_has)
{
    struct factor_row row;
    enum err e = factor_store_get(c, account_id, &row);
    if (e == ERR_OK || e == ERR_NOT_FOUND)
        *ret_has = e == ERR_OK && row.confirmed;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err add_codes(struct call *c, const struct account *account, factor_codes codes)
{
    enum err e = factor_store_codes_clear(c, account->id);
    for (int i = 0; e == ERR_OK && i < FACTOR_RECOVERY_CODES; i++) {
        bool recovery = false;
        factor_recovery_new(codes[i]);
        const char *code = factor_code_clean(c, codes[i], &recovery);
        struct digest hash = digest_of(code, strlen(code));
        e = factor_store_code_add(c, account->id, &hash);
    }
    return e;
}

enum err factor_first(struct call *c, const struct account *account, factor_codes ret_codes)
{
    int64_t ended = 0;
    bool left = false;
    enum err e = factor_store_settle(c, account->id, &left);
    if (e == ERR_OK)
        e = add_codes(c, account, ret_codes);
    /* Others may have come in by the password alone. */
    if (e == ERR_OK)
        e = session_store_end_others(c, account->id, c->who->session_id, &ended);
    return e == ERR_OK ? factor_store_mark_sessions(c, account->id) : e;
}

enum err factor_confirm(struct call *c, const struct account *account, factor_codes ret_codes)
{
    enum err e = factor_store_confirm(c, account->id);
    if (e == ERR_OK)
        e = factor_first(c, account, ret_codes);
    if (e == ERR_OK)
        audit(c, account, "factor_on");
    return e;
}

enum err factor_codes_new(struct call *c, const struct account *account, factor_codes ret_codes)
{
    enum err e = add_codes(c, account, ret_codes);
    if (e == ERR_OK)
        audit(c, account, "recovery_codes");
    return e;
}

enum err factor_spare(struct call *c, int64_t account_id)
{
    int64_t n = 0;
    bool needed = false;
    enum err e = factor_store_count(c, account_id, &n);
    if (e == ERR_OK)
        e = factor_store_needed(c, account_id, &needed);
    if (e == ERR_OK && needed && n < 2)
        e = problem_set(c->problem, ERR_CONFLICT, "factor_of_role");
    return e;
}

enum err factor_less(struct call *c, const struct account *account)
{
    int64_t ended = 0;
    bool left = false, needed = false;
    enum err e = factor_store_settle(c, account->id, &left);
    if (e == ERR_OK)
        e = factor_store_needed(c, account->id, &needed);
    if (e == ERR_OK && needed && !left)
        e = problem_set(c->problem, ERR_CONFLICT, "factor_of_role");
    if (e == ERR_OK)
        e = session_store_end_others(c, account->id, c->who->session_id, &ended);
    return e;
}

enum err factor_off(struct call *c, const struct account *account)
{
    enum err e = factor_store_remove(c, account->id);
    if (e == ERR_OK)
        e = factor_less(c, account);
    if (e == ERR_OK)
        audit(c, account, "factor_off");
    return e;
}

enum err factor_reset(struct call *c, const struct account *account)
{
    int64_t ended = 0;
    bool left = false;
    enum err e = factor_store_remove(c, account->id);
    if (e == ERR_OK)
        e = passkey_store_remove_all(c, account->id);
    if (e == ERR_OK)
        e = factor_store_settle(c, account->id, &left);
    if (e == ERR_OK)
        e = session_store_end_others(c, account->id, 0, &ended);
    if (e == ERR_OK)
        audit(c, account, "factor_reset");
    return e;
}
