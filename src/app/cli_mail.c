/* `kaname mail bounce`: takes a mail that came back, as a mail server's pipe or alias gives it. */
#include "app/cli.h"

#include "base/limits.h"
#include "base/mem.h"
#include "kernel/auth/keys.h"
#include "kernel/i18n/msg.h"
#include "kernel/mail/mail_report.h"
#include "kernel/mail/mail_return.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

/* What is longer is read so far: the report comes before the mail it reports on. */
static char *read_message(const struct cli *cli, size_t *ret_len)
{
    char *data = mem_array(cli->ctx, char, LIMIT_MAIL_REPORT);
    char rest[4096];
    *ret_len = fread(data, 1, LIMIT_MAIL_REPORT, stdin);
    while (fread(rest, 1, sizeof rest, stdin) > 0) /* or the mail server's pipe breaks */
        ;
    return data;
}

static enum err take(struct cli *cli, const char *to, enum returned *ret_returned)
{
    struct keys *keys = NULL;
    size_t len = 0;
    char *data = read_message(cli, &len);
    enum err e = keys_open(cli->ctx, cli->settings.config.key_file, false, cli->problem, &keys);
    if (e != ERR_OK)
        return e;
    cli->app.keys = keys;
    e = mail_return_take(&cli->app, "cli:mail", to, data, len, ret_returned);
    cli->app.keys = NULL;
    return e;
}

/* Every failure is told as a temporary one: the mail server keeps the message and comes again. */
int cli_mail(struct cli *cli)
{
    enum returned returned = RETURN_NONE;
    const char *to = cli_option(cli, "--to");
    if (!cli_operands(cli, 1) || strcmp(cli->argv[0], "bounce") != 0)
        return cli_usage(cli, "mail");
    if (!cli_open(cli))
        return EX_TEMPFAIL;
    enum err e = take(cli, to, &returned);
    if (e != ERR_OK) {
        (void)cli_fail(cli, e);
        return EX_TEMPFAIL;
    }
    cli_say(cli, mem_printf(cli->ctx, "cli.bounce.%s", mail_returned_key(returned)), NULL, 0);
    return 0;
}
