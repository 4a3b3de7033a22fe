/* `kaname migrate`: brings the schema to this program's, on PostgreSQL the only way it changes. */
#include "app/cli.h"

#include "kernel/i18n/msg.h"

#include <stdio.h>

int cli_migrate(struct cli *cli)
{
    struct db *db = NULL;
    if (!cli_operands(cli, 0))
        return cli_usage(cli, "migrate");
    enum err e = db_open(cli->settings.config.database, cli->problem, &db);
    if (e == ERR_OK)
        e = db_migrate(db, cli->problem);
    if (db != NULL)
        db_close(db);
    if (e != ERR_OK)
        return cli_fail(cli, e);
    puts(msg_get(cli->lang, "cli.migrated"));
    return 0;
}
