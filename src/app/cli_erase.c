/* `kaname erase`: takes personal data out of the audit trail, naming the law that asks for it. */
#include "app/cli.h"

#include "base/mem.h"
#include "kernel/audit/audit.h"
#include "kernel/i18n/msg.h"

#include <inttypes.h>
#include <stdio.h>

int cli_erase(struct cli *cli)
{
    struct call *c = NULL;
    int64_t erased = 0;
    const char *subject = cli_option(cli, "--subject"), *law = cli_option(cli, "--law");
    if (subject == NULL || law == NULL || !cli_operands(cli, 0))
        return cli_usage(cli, "erase");
    if (!cli_open(cli))
        return EXIT_FAILED;
    enum err e = cli_call(cli, &c);
    if (e == ERR_OK)
        e = audit_erase(c, subject, law, &erased);
    int status = e == ERR_OK ? 0 : cli_fail(cli, e);
    call_close(c);
    if (status != 0)
        return status;
    struct msg_arg args[] = {{"subject", subject}, {"n", mem_printf(cli->ctx, "%" PRId64, erased)}};
    cli_say(cli, "cli.erased", args, 2);
    return 0;
}
