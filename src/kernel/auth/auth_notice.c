#include "kernel/auth/auth_notice.h"

#include "base/clock.h"
#include "kernel/auth/sign_in_rules.h"

enum { ODD, PASSWORD, FACTOR_RESET, PASSKEY_ADDED, PASSKEY_COPIED, N_KINDS };

static const struct notice_kind kinds[N_KINDS] = {
    [ODD] = {.name = "odd_sign_in", .security = true},
    [PASSWORD] = {.name = "password_changed", .security = true},
    [FACTOR_RESET] = {.name = "factor_reset", .security = true},
    [PASSKEY_ADDED] = {.name = "passkey_added", .security = true},
    [PASSKEY_COPIED] = {.name = "passkey_copied", .security = true},
};

static enum err tell(struct call *c, const struct notice_kind *kind, int64_t account_id,
    const char *device, const char *address)
{
    char at[INSTANT_TEXT_SIZE];
    instant_format(c->now_ms, at);
    struct notice_arg args[] = {
        {"at", NOTICE_INSTANT, at},
        {"device", NOTICE_TEXT, device},
        {"address", NOTICE_TEXT, address},
        {"by", NOTICE_TEXT, c->who == NULL ? NULL : c->who->name},
    };
    struct notice_new notice = {.kind = kind,
        .subject = "account",
        .path = "/account",
        .args = args,
        .n_args = sizeof args / sizeof args[0]};
    return notice_tell(c, &notice, &account_id, 1);
}

enum err auth_notice_odd(struct call *c, int64_t account_id, const char *agent, const char *address)
{
    return tell(c, &kinds[ODD], account_id, sign_in_browser(c, agent), address);
}

enum err auth_notice_password(struct call *c, int64_t account_id, const char *address)
{
    return tell(c, &kinds[PASSWORD], account_id, NULL, address);
}

enum err auth_notice_factor_reset(struct call *c, int64_t account_id)
{
    return tell(c, &kinds[FACTOR_RESET], account_id, NULL, NULL);
}

enum err auth_notice_passkey(
    struct call *c, int64_t account_id, enum auth_passkey what, const char *name)
{
    return tell(c, &kinds[what == AUTH_PASSKEY_ADDED ? PASSKEY_ADDED : PASSKEY_COPIED], account_id,
        name, NULL);
}

const struct module module_auth_notice = {
    .name = "auth_notice", .notices = kinds, .n_notices = N_KINDS};
