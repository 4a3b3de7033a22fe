#include "kernel/mail/mail_link.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/app.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/actor_store.h"
#include "kernel/auth/sign_in_rules.h"
#include "kernel/auth/throttle.h"
#include "kernel/auth/token.h"

static const struct field token_fields[] = {MAIL_LINK_TOKEN};
const struct shape SHAPE_MAIL_LINK_TOKEN = SHAPE("MailLinkToken", token_fields);
static const struct field asked_fields[] = {
    {.key = "organisation", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
};
const struct shape SHAPE_MAIL_LINK_ASKED = SHAPE("MailLinkAsked", asked_fields);

/* Never sent, used, replaced, out of time: one answer. */
static enum err wrong(struct req *r, const struct mail_link *kind)
{
    enum { SECOND_MS = 1000 };
    struct call *c = &r->call;
    struct throttle *t = c->app->throttle;
    int64_t wait_ms = 0;
    const char *network = mem_printf(c, "%s from %s", kind->area, sign_in_network(c, r->remote));
    if (t == NULL || throttle_try(t, network, LIMIT_MAIL_LINK_WRONG, c->now_ms, &wait_ms))
        return problem_set(c->problem, ERR_NOT_FOUND, "mail_answer_dead");
    c->problem->retry_after_s = (wait_ms + SECOND_MS - 1) / SECOND_MS;
    return problem_set_limit(c->problem, ERR_TOO_MANY, "mail_answer_wait", LIMIT_MAIL_LINK_WRONG);
}

enum err mail_link_open(struct req *r, const struct mail_link *kind, bool change, void *into)
{
    struct call *c = &r->call;
    struct token token;
    struct who *nobody = mem_new(c, struct who);
    tx_abort(c);
    c->who = NULL;
    if (!token_parse(body_text(r->body, "token"), &token))
        return wrong(r, kind);
    db_set_org(c->db, token.org_id);
    enum err e = tx_begin_read(c);
    if (e == ERR_OK)
        e = kind->find(c, &token.hash, false, into);
    if (e == ERR_OK && change) {
        tx_abort(c);
        e = tx_begin(c);
        if (e == ERR_OK)
            e = kind->find(c, &token.hash, true, into);
    }
    if (e == ERR_NOT_FOUND) {
        tx_abort(c);
        return wrong(r, kind);
    }
    nobody->org_id = token.org_id;
    nobody->login = "";
    c->who = nobody;
    return e == ERR_OK ? actor_store_org(c, &c->org) : e;
}

void mail_link_answer(struct req *r)
{
    struct jw w = resp_json(r);
    jw_obj_begin(&w);
    jw_kstr(&w, "organisation", r->call.org.name);
    jw_obj_end(&w);
}
