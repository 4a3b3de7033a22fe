#include "kernel/audit/sign.h"

#include "base/log.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/audit.h"
#include "kernel/audit/sign_store.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void sign_text(const struct sign_head *head, char ret_text[SIGN_TEXT_SIZE])
{
    char hash[DIGEST_TEXT_SIZE];
    digest_format(&head->hash, hash);
    snprintf(ret_text, SIGN_TEXT_SIZE,
        "kaname-audit-head-1\n%" PRId64 "\n%" PRId64 "\n%s\n%" PRId64 "\n", head->org_id, head->seq,
        hash, head->at_ms);
}

enum err audit_sign_head(struct call *c)
{
    struct signature s = {.head = {.at_ms = c->now_ms}};
    char text[SIGN_TEXT_SIZE];
    bool done = false;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = sign_store_head(c, &s.head, &done);
    if (e == ERR_OK && (done || s.head.seq == 0)) {
        tx_abort(c);
        return ERR_OK;
    }
    if (e == ERR_OK) {
        sign_text(&s.head, text);
        keys_sign(c->app->keys, text, strlen(text), s.bytes);
        snprintf(s.key_id, sizeof s.key_id, "%s", keys_id(c->app->keys));
        e = sign_store_add(c, &s);
    }
    if (e == ERR_OK)
        e = tx_commit_unaudited(c);
    tx_abort(c);
    return e;
}

static enum err sign_all(struct call *c)
{
    int64_t *orgs = NULL;
    size_t n = 0;
    enum err e = actor_orgs(c, &orgs, &n);
    for (size_t i = 0; i < n && e == ERR_OK; i++) {
        db_set_org(c->db, orgs[i]);
        e = audit_sign_head(c);
    }
    return e;
}

void audit_sign_all(struct app *app)
{
    struct call *c = NULL;
    enum err e = call_open(app, "stop", &c);
    if (e == ERR_OK)
        e = sign_all(c);
    if (e != ERR_OK)
        log_text(LOG_ERROR, "audit_heads_not_signed", err_code(e));
    call_close(c);
}
