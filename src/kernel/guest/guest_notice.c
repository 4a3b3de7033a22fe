#include "kernel/guest/guest_notice.h"

#include "base/mem.h"

enum { LOCKED, SUBMITTED, DELEGATED };

const struct notice_kind guest_notices[GUEST_NOTICES] = {
    [LOCKED] = {.name = "guest_locked", .usual = NOTICE_NOW},
    [SUBMITTED] = {.name = "guest_submitted", .usual = NOTICE_DAILY},
    [DELEGATED] = {.name = "guest_delegated", .usual = NOTICE_DAILY},
};

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
    return notice_tell(c, &notice, &g->created_by, 1);
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
