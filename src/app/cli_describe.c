/* `kaname describe [--openapi]`: what the program is made of, without a database: registers, roles
 * and permissions, or the OpenAPI document of every route. */
#include "app/cli.h"

#include "kernel/describe.h"

#include <stdio.h>

int cli_describe(struct cli *cli)
{
    bool openapi = cli_flag(cli, "--openapi");
    if (!cli_operands(cli, 0))
        return cli_usage(cli, "describe");
    struct buf *out = buf_new(cli->ctx);
    cli->app.modules = modules;
    cli->app.n_modules = n_modules;
    app_build(cli->ctx, &cli->app);
    if (openapi)
        describe_openapi(out, &cli->app);
    else
        describe_app(out, &cli->app, NULL);
    puts(out->data);
    return 0;
}
