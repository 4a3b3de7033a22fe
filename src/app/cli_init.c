/* `kaname init`: makes database and key file, and the one-time link of the first set-up. */
#include "app/cli.h"

#include "kernel/auth/keys.h"
#include "kernel/i18n/msg.h"
#include "kernel/service.h"

bool cli_tell_setup(struct cli *cli, enum err *ret_err)
{
    const char *url = NULL;
    enum err e = service_setup_link(&cli->app, cli->ctx, &url);
    *ret_err = e;
    if (e != ERR_OK || url == NULL)
        return false;
    cli_say(cli, "cli.setup_link", (struct msg_arg[]){{"url", url}}, 1);
    return true;
}

int cli_init(struct cli *cli)
{
    struct keys *keys = NULL;
    enum err e = ERR_OK;
    if (!cli_operands(cli, 0))
        return cli_usage(cli, "init");
    if (!cli_open_new(cli))
        return EXIT_FAILED;
    e = keys_open(cli->ctx, cli->app.config.key_file, true, cli->problem, &keys);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    if (!cli_tell_setup(cli, &e))
        return e != ERR_OK ? cli_fail(cli, e)
                           : cli_fail(cli, problem_set(cli->problem, ERR_CONFLICT, "setup_done"));
    return 0;
}
