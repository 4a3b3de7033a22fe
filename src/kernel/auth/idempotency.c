#include "kernel/auth/idempotency.h"

#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/idempotency_store.h"

#include <string.h>

static const int64_t KEPT_MS = 24LL * 60 * 60 * 1000;

static bool key_ok(const char *key)
{
    size_t n = strlen(key);
    if (n == 0 || n > IDEMPOTENCY_KEY_MAX)
        return false;
    for (const char *p = key; *p != '\0'; p++) {
        if (*p < 0x21 || *p > 0x7e)
            return false;
    }
    return true;
}

/* An outdated key that the purge has not met yet: as good as new. */
static enum err forget(struct call *c, const char *key)
{
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = idempotency_store_forget(c, key);
    if (e == ERR_OK)
        return tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

static enum err judge(struct call *c, const struct idempotency_row *row,
    const struct digest *request, bool *ret_kept, struct idempotency_answer *ret_answer)
{
    if (!digest_equal(&row->request, request))
        return problem_set(c->problem, ERR_INVALID, "idempotency_other_request");
    if (row->answer.status == 0)
        return problem_set(c->problem, ERR_CONFLICT, "idempotency_under_way");
    *ret_answer = row->answer;
    *ret_kept = true;
    return ERR_OK;
}

enum err idempotency_begin(struct call *c, const char *key, const struct digest *request,
    bool *ret_kept, struct idempotency_answer *ret_answer)
{
    if (!key_ok(key))
        return problem_set_limit(c->problem, ERR_INVALID, "idempotency_key", IDEMPOTENCY_KEY_MAX);
    struct idempotency_row row;
    enum err e = idempotency_store_find(c, key, &row);
    if (e == ERR_OK && row.created_at_ms > c->now_ms - KEPT_MS)
        return judge(c, &row, request, ret_kept, ret_answer);
    if (e == ERR_OK)
        e = forget(c, key);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    c->idempotency = mem_new(c, struct idempotency);
    c->idempotency->key = mem_strdup(c, key);
    c->idempotency->request = *request;
    *ret_kept = false;
    return ERR_OK;
}

enum err idempotency_end(struct call *c, const struct idempotency_answer *answer)
{
    if (c->idempotency == NULL || !c->idempotency->kept)
        return ERR_OK;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = idempotency_store_answer(c, answer);
    if (e == ERR_OK)
        return tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}
