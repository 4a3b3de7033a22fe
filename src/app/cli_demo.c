/* `kaname demo`: fills an empty database with the sample company and prints one-time sign-in links
 * for its people. There are no passwords to guess. `--language en`: a company that writes English.
 * `--links` prints new links for a sample company that is there already. */
#include "app/cli.h"
#include "app/demo.h"

#include "base/clock.h"
#include "base/mem.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/auth/signin.h"
#include "kernel/i18n/msg.h"

#include <stdio.h>
#include <string.h>

static enum err print_link(struct cli *cli, struct call *c, const char *login)
{
    struct account account;
    const char *url = NULL;
    int64_t expires = 0;
    enum err e = tx_begin(c);
    if (e == ERR_OK)
        e = account_store_by_login(c, login, &account);
    if (e == ERR_OK)
        e = signin_link_new(c, &account, &url, &expires);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e == ERR_OK)
        printf("  %-10s %-14s %s\n", login, account.name, url);
    (void)cli;
    return e;
}

static enum err print_links(struct cli *cli)
{
    struct call *c = NULL;
    const char *const *logins = demo_logins(cli->ctx);
    enum err e = cli_call(cli, &c);
    if (e != ERR_OK)
        return e;
    printf("%s\n", msg_get(cli->lang, "cli.demo.links"));
    for (; *logins != NULL && e == ERR_OK; logins++)
        e = print_link(cli, c, *logins);
    cli->problem = c->problem;
    tx_abort(c);
    call_close(c);
    return e;
}

static enum err make(struct cli *cli, const char *lang)
{
    struct call *c = NULL;
    enum err e = call_open(&cli->app, "cli:demo", &c);
    if (e != ERR_OK)
        return e;
    e = demo_create(c, lang, clock_now_ms());
    if (e != ERR_OK)
        *cli->problem = *c->problem; /* texts under c: told before it closes */
    int code = e == ERR_OK ? 0 : cli_fail(cli, e);
    call_close(c);
    return code == 0 ? ERR_OK : e;
}

int cli_demo(struct cli *cli)
{
    bool only_links = cli_flag(cli, "--links");
    const char *lang = cli_option(cli, "--language");
    if (lang == NULL)
        lang = "ja";
    if (!cli_operands(cli, 0) || (strcmp(lang, "ja") != 0 && strcmp(lang, "en") != 0))
        return cli_usage(cli, "demo");
    if (!(only_links ? cli_open(cli) : cli_open_new(cli)))
        return EXIT_FAILED;
    enum err e = only_links ? ERR_OK : make(cli, lang);
    if (e != ERR_OK)
        return EXIT_FAILED;
    e = print_links(cli);
    int code = e == ERR_OK ? 0 : cli_fail(cli, e);
    cli_close(cli);
    return code;
}
