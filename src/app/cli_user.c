/* `kaname user`: accounts, from the machine the program runs on. */
#include "app/cli.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/auth/signin.h"
#include "kernel/i18n/msg.h"
#include "kernel/unit/unit_tree.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 200, ROLES_MOST = 10 };

static enum err find(struct call *c, const char *login, struct account *ret_account)
{
    enum err e = account_store_by_login(c, utf8_fold(c, login), ret_account);
    return e == ERR_NOT_FOUND ? problem_set_arg(c->problem, e, "no_account", login) : e;
}

/* ---- list ---- */

static void tell(
    const struct cli *cli, const struct account *a, const struct account_role *roles, size_t n)
{
    const char *state = msg_get(cli->lang, mem_printf(cli->ctx, "enum.account_state.%s", a->state));
    printf("%s\t%s\t%s\t", a->login, a->name, state);
    const char *between = "";
    for (size_t i = 0; i < n; i++) {
        if (roles[i].account_id != a->id)
            continue;
        const char *role =
            msg_get(cli->lang, mem_printf(cli->ctx, "role.%s", role_key(roles[i].role)));
        printf("%s%s (%s)", between, role, roles[i].unit_name);
        between = ", ";
    }
    putchar('\n');
}

static enum err list(struct cli *cli, struct call *c)
{
    struct account *accounts = NULL;
    struct account_role *roles = NULL;
    size_t n = 0, n_roles = 0;
    const char *after = "";
    do {
        enum err e = account_store_page(c, after, NULL, PAGE, &accounts, &n);
        if (e == ERR_OK && n > 0)
            e = account_store_roles(c, accounts[0].login, accounts[n - 1].login, &roles, &n_roles);
        if (e != ERR_OK)
            return e;
        for (size_t i = 0; i < n; i++)
            tell(cli, &accounts[i], roles, n_roles);
        after = n == 0 ? after : accounts[n - 1].login;
    } while (n == PAGE);
    return ERR_OK;
}

/* ---- changes; each in an open transaction ---- */

static enum err link_new(struct cli *cli, struct call *c, const struct account *account)
{
    const char *url = NULL;
    int64_t expires_ms = 0;
    char expires[INSTANT_TEXT_SIZE];
    enum err e = signin_link_new(c, account, &url, &expires_ms);
    if (e == ERR_OK)
        e = tx_commit(c);
    if (e != ERR_OK)
        return e;
    instant_format(expires_ms, expires);
    struct msg_arg args[] = {{"login", account->login}, {"url", url}, {"until", expires}};
    cli_say(cli, "cli.sign_in_link", args, 3);
    return ERR_OK;
}

/* Roles at `unit`, the top unit when none is named. */
static enum err roles_of(
    struct call *c, const char *const *roles, size_t n, const char *unit, json_t *body)
{
    json_t *array = json_array();
    json_object_set_new(body, "roles", array);
    if (n > 0 && unit == NULL) {
        char text[UUID_TEXT_SIZE];
        struct unit_node *nodes = NULL;
        size_t n_nodes = 0;
        enum err e = unit_tree_load(c, &nodes, &n_nodes);
        if (e != ERR_OK || n_nodes == 0)
            return e == ERR_OK ? ERR_NOT_FOUND : e;
        uuid_format(&nodes[0].uid, text);
        unit = mem_strdup(c, text);
    }
    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, json_pack("{s:s, s:s}", "role", roles[i], "unit", unit));
    return ERR_OK;
}

static enum err add(struct cli *cli, struct call *c)
{
    const char *roles[ROLES_MOST];
    const char *unit = cli_option(cli, "--unit"), *role = NULL;
    size_t n = 0;
    while (n < ROLES_MOST && (role = cli_option(cli, "--role")) != NULL)
        roles[n++] = role;
    if (cli->argc != 2)
        return ERR_MALFORMED;
    struct account account;
    json_t *body = json_pack("{s:s, s:s}", "login", cli->argv[0], "name", cli->argv[1]);
    if (body == NULL) /* not UTF-8 */
        return ERR_MALFORMED;
    enum err e = roles_of(c, roles, n, unit, body);
    if (e == ERR_OK)
        e = shape_check(&SHAPE_ACCOUNT_NEW, body, "", false, c->problem);
    if (e == ERR_OK)
        e = account_create(c, body, &account);
    json_decref(body);
    return e == ERR_OK ? link_new(cli, c, &account) : e;
}

static enum err link_for(struct cli *cli, struct call *c)
{
    struct account account;
    if (cli->argc != 1)
        return ERR_MALFORMED;
    enum err e = find(c, cli->argv[0], &account);
    if (e == ERR_OK && strcmp(account.state, "disabled") == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "account_disabled");
    return e == ERR_OK ? link_new(cli, c, &account) : e;
}

static enum err set_enabled(struct cli *cli, struct call *c, bool enabled)
{
    struct account account;
    if (cli->argc != 1)
        return ERR_MALFORMED;
    enum err e = find(c, cli->argv[0], &account);
    if (e == ERR_OK && (strcmp(account.state, "disabled") != 0) != enabled) {
        e = account_set_enabled(c, &account, enabled);
        if (e == ERR_OK)
            e = tx_commit(c);
    }
    if (e == ERR_OK)
        cli_say(cli, enabled ? "cli.user.enabled" : "cli.user.disabled",
            (struct msg_arg[]){{"login", account.login}}, 1);
    return e;
}

static enum err run(struct cli *cli, struct call *c, const char *what)
{
    if (strcmp(what, "list") == 0 && cli->argc == 0)
        return list(cli, c);
    enum err e = tx_begin(c);
    if (e != ERR_OK)
        return e;
    if (strcmp(what, "add") == 0)
        return add(cli, c);
    if (strcmp(what, "link") == 0)
        return link_for(cli, c);
    if (strcmp(what, "disable") == 0)
        return set_enabled(cli, c, false);
    if (strcmp(what, "enable") == 0)
        return set_enabled(cli, c, true);
    return ERR_MALFORMED;
}

int cli_user(struct cli *cli)
{
    struct call *c = NULL;
    if (cli->argc == 0)
        return cli_usage(cli, "user");
    const char *what = cli->argv[0];
    cli->argc--;
    cli->argv++;
    config_finish(cli->ctx, &cli->settings);
    if (!cli_open(cli))
        return EXIT_FAILED;
    enum err e = cli_call(cli, &c);
    if (e == ERR_OK)
        e = run(cli, c, what);
    int status = e == ERR_OK ? 0 : e == ERR_MALFORMED ? cli_usage(cli, "user") : cli_fail(cli, e);
    call_close(c);
    return status;
}
