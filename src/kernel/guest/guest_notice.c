#include "kernel/guest/guest_notice.h"

#include "base/mem.h"
#include "kernel/auth/actor.h"

enum { LOCKED, SUBMITTED, DELEGATED, ASKED };

const struct notice_kind guest_notices[GUEST_NOTICES] = {
    [LOCKED] = {.name = "guest_locked", .usual = NOTICE_NOW},
    [SUBMITTED] = {.name = "guest_submitted", .usual = NOTICE_DAILY},
    [DELEGATED] = {.name = "guest_delegated", .usual = NOTICE_DAILY},
    [ASKED] = {.name = "guest_asked", .usual = NOTICE_NOW},
};

static enum err may_see(struct call *c, const void *arg, bool *ret_seen)
{
    (void)arg;
    *ret_seen = who_may(c->who, &PERM_GUEST_READ, "/");
    return ERR_OK;
}

static enum err tell(
    struct call *c, const struct notice_kind *kind, const struct guest *g, const char *address)
{
    char uid[UUID_TEXT_SIZE];
    uuid_format(&g->response_uid, uid);
    const struct notice_arg args[] = {
        {"campaign", NOTICE_TEXT, g->campaign},
        {"respondent", NOTICE_TEXT, g->respondent},
        {"name", NOTICE_TEXT, g->name},
        {"address", NOTICE_TEXT, address},
    };
    const struct notice_new notice = {.kind = kind,
        .subject = "response",
        .subject_uid = &g->response_uid,
        .path = mem_printf(c, "/responses/%s", uid),
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    bool seen = false;
    /* Whoever asked may have gone, or lost the role, since. */
    enum err e = actor_asks(c, g->created_by, may_see, NULL, &seen);
    if (e != ERR_OK)
        return e;
    return seen ? notice_tell(c, &notice, &g->created_by, 1)
                : notice_tell_holders(c, &notice, &PERM_GUEST_WRITE, "/");
}

enum err guest_notice_forget(struct call *c, const struct uuid *response_uid)
{
    enum err e = ERR_OK;
    for (int i = 0; i < GUEST_NOTICES && e == ERR_OK; i++)
        e = notice_forget(c, &guest_notices[i], "response", response_uid);
    return e;
}

enum err guest_notice_locked(struct call *c, const struct guest *g)
{
    return tell(c, &guest_notices[LOCKED], g, g->address);
}

enum err guest_notice_submitted(struct call *c, const struct guest *g)
{
    return tell(c, &guest_notices[SUBMITTED], g, g->address);
}

enum err guest_notice_delegated(struct call *c, const struct guest *g, const char *address)
{
    return tell(c, &guest_notices[DELEGATED], g, address);
}

enum err guest_notice_asked(struct call *c, const struct guest *g)
{
    return tell(c, &guest_notices[ASKED], g, g->address);
}
