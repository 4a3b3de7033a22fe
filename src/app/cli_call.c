/* Calls of commands: the system acts in the only organisation, and the audit says who ran it. */
#include "app/cli.h"

#include "base/mem.h"
#include "kernel/auth/actor.h"

#include <pwd.h>
#include <unistd.h>

static const char *user_name(const void *ctx)
{
    char room[4096];
    struct passwd entry;
    struct passwd *found = NULL;
    if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found != NULL)
        return mem_strdup(ctx, found->pw_name);
    return mem_printf(ctx, "%lu", (unsigned long)getuid());
}

enum err cli_call_new(struct cli *cli, struct call **ret_call)
{
    struct call *c = NULL;
    enum err e = call_open(&cli->app, mem_printf(cli->ctx, "cli:%s", user_name(cli->ctx)), &c);
    if (e != ERR_OK)
        return e;
    c->problem = cli->problem;
    c->lang = cli->lang;
    *ret_call = c;
    return ERR_OK;
}

enum err cli_call(struct cli *cli, struct call **ret_call)
{
    struct call *c = NULL;
    int64_t org_id = 0;
    enum err e = cli_call_new(cli, &c);
    if (e != ERR_OK)
        return e;
    e = actor_only_org(c, &org_id);
    if (e == ERR_NOT_FOUND)
        problem_set(cli->problem, e, "no_organisation");
    if (e == ERR_OK)
        e = actor_system(c, org_id);
    if (e != ERR_OK) {
        call_close(c);
        return e;
    }
    c->lang = cli->lang;
    *ret_call = c;
    return ERR_OK;
}
