/* `kaname import-organisation FILE`: what `kaname export` wrote becomes an organisation here. */
#include "app/cli.h"

#include "base/mem.h"
#include "kernel/auth/keys_known.h"
#include "kernel/i18n/msg.h"
#include "kernel/transfer/transfer.h"

static enum err import(
    struct cli *cli, const char *path, struct transfer_told *ret_told, struct transfer_keys *keys)
{
    struct call *c = NULL;
    struct keys *own = NULL;
    const char *key_file = cli->settings.config.key_file;
    enum err e = keys_open(cli->ctx, key_file, true, cli->problem, &own);
    if (e == ERR_OK)
        e = cli_call_new(cli, &c);
    if (e == ERR_OK)
        e = transfer_import(c, path, ret_told, keys);
    if (e == ERR_OK)
        ret_told->organisation = mem_strdup(cli->ctx, ret_told->organisation);
    call_close(c);
    /* Last: whose signatures are believed here is not said by an archive that was refused. */
    return e == ERR_OK ? keys_known_add(
                             cli->ctx, key_file, cli->problem, &ret_told->uid, keys->keys, keys->n)
                       : e;
}

int cli_import_organisation(struct cli *cli)
{
    struct transfer_told told;
    struct transfer_keys keys = {.n = 0};
    if (!cli_operands(cli, 1))
        return cli_usage(cli, "import-organisation");
    if (!cli_open_new(cli))
        return EXIT_FAILED;
    enum err e = import(cli, cli->argv[0], &told, &keys);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    cli_tell_transfer(cli, "transfer.imported", &told);
    if (keys.n > 0)
        cli_say(cli, "transfer.keys",
            (struct msg_arg[]){
                {"file", mem_printf(cli->ctx, "%s.known", cli->settings.config.key_file)}},
            1);
    cli_say(cli, "transfer.sign_in", NULL, 0);
    return 0;
}
