/* `kaname user`: accounts, from the machine the program runs on. */
#include "app/cli.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "kernel/audit/tx.h"
#include "kernel/auth/account.h"
#include "kernel/auth/factor.h"
#include "kernel/auth/signin.h"
#include "kernel/i18n/msg.h"
#include "kernel/unit/unit_tree.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 200, ROLES_MOST = 10 };

enum what { LIST, ADD, LINK, RESET_FACTOR, DISABLE, ENABLE, WHAT_MAX };

struct wish {
    enum what what;
    const char *login, *name;
    const char *unit; /* its number; NULL: the top unit */
    const char *roles[ROLES_MOST];
    size_t n_roles;
};

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

/* At `number`, at the top unit when none is named. */
static enum err unit_of(struct call *c, const char *number, struct uuid *ret_uid)
{
    struct account_role found;
    struct unit_node *nodes = NULL;
    size_t n = 0;
    bool top = false;
    enum err e = number != NULL ? account_store_unit(c, number, &found, &top)
                                : unit_tree_load(c, &nodes, &n);
    if (e == ERR_NOT_FOUND)
        return problem_set_arg(c->problem, e, "no_unit", number);
    if (e != ERR_OK)
        return e;
    if (number == NULL && n == 0)
        return ERR_NOT_FOUND;
    *ret_uid = number != NULL ? found.unit_uid : nodes[0].uid;
    return ERR_OK;
}

static enum err roles_of(struct call *c, const struct wish *w, json_t *body)
{
    struct uuid uid;
    char unit[UUID_TEXT_SIZE];
    json_t *array = json_array();
    json_object_set_new(body, "roles", array);
    enum err e = unit_of(c, w->unit, &uid);
    if (e != ERR_OK)
        return e;
    uuid_format(&uid, unit);
    for (size_t i = 0; i < w->n_roles; i++)
        json_array_append_new(array, json_pack("{s:s, s:s}", "role", w->roles[i], "unit", unit));
    return ERR_OK;
}

static enum err add(struct cli *cli, struct call *c, const struct wish *w)
{
    struct account account;
    json_t *body = json_pack("{s:s, s:s}", "login", w->login, "name", w->name);
    if (body == NULL)
        return problem_set(c->problem, ERR_INVALID, "not_utf8");
    enum err e = roles_of(c, w, body);
    if (e == ERR_OK)
        e = shape_check(&SHAPE_ACCOUNT_NEW, body, "", false, c->problem);
    if (e == ERR_OK)
        e = account_create(c, body, &account);
    json_decref(body);
    return e == ERR_OK ? link_new(cli, c, &account) : e;
}

static enum err link_for(struct cli *cli, struct call *c, const struct wish *w)
{
    struct account account;
    enum err e = find(c, w->login, &account);
    if (e == ERR_OK && strcmp(account.state, "disabled") == 0)
        e = problem_set(c->problem, ERR_CONFLICT, "account_disabled");
    return e == ERR_OK ? link_new(cli, c, &account) : e;
}

static enum err set_enabled(struct cli *cli, struct call *c, const struct wish *w)
{
    struct account account;
    bool enabled = w->what == ENABLE;
    enum err e = find(c, w->login, &account);
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

/* The way back in for the only administrator whose telephone and recovery codes are lost. */
static enum err reset_factor(struct cli *cli, struct call *c, const struct wish *w)
{
    struct account account;
    enum err e = find(c, w->login, &account);
    if (e == ERR_OK && account.factor_at_ms != 0) {
        e = factor_reset(c, &account);
        if (e == ERR_OK)
            e = tx_commit(c);
    }
    if (e == ERR_OK)
        cli_say(cli, "cli.user.factor_reset", (struct msg_arg[]){{"login", account.login}}, 1);
    return e;
}

static enum err run(struct cli *cli, struct call *c, const struct wish *w)
{
    if (w->what == LIST)
        return list(cli, c);
    enum err e = tx_begin(c);
    if (e != ERR_OK)
        return e;
    if (w->what == ADD)
        return add(cli, c, w);
    if (w->what == LINK)
        return link_for(cli, c, w);
    return w->what == RESET_FACTOR ? reset_factor(cli, c, w) : set_enabled(cli, c, w);
}

/* ---- arguments ---- */

static bool read_roles(struct cli *cli, struct wish *w)
{
    enum role role;
    const char *key = NULL;
    while (w->n_roles < ROLES_MOST && (key = cli_option(cli, "--role")) != NULL) {
        if (!role_parse(key, &role)) {
            problem_set_arg(cli->problem, ERR_INVALID, "no_role", key);
            return false;
        }
        w->roles[w->n_roles++] = key;
    }
    return true;
}

static bool read_wish(struct cli *cli, struct wish *ret_wish)
{
    static const struct {
        const char *word;
        int operands;
    } words[WHAT_MAX] = {
        [LIST] = {"list", 0},
        [ADD] = {"add", 2},
        [LINK] = {"link", 1},
        [RESET_FACTOR] = {"reset-factor", 1},
        [DISABLE] = {"disable", 1},
        [ENABLE] = {"enable", 1},
    };
    struct wish w = {.what = LIST};
    while (cli->argc > 0 && w.what < WHAT_MAX && strcmp(cli->argv[0], words[w.what].word) != 0)
        w.what++;
    if (cli->argc == 0 || w.what == WHAT_MAX)
        return false;
    if (w.what == ADD) {
        w.unit = cli_option(cli, "--unit");
        if (!read_roles(cli, &w))
            return false;
    }
    if (!cli_operands(cli, words[w.what].operands + 1))
        return false;
    w.login = cli->argc > 1 ? cli->argv[1] : NULL;
    w.name = cli->argc > 2 ? cli->argv[2] : NULL;
    *ret_wish = w;
    return true;
}

/* Where the body of a request is wrong, said as a person at a terminal knows it: the last word of
 * "/roles/0/unit". */
static void name_fields(const struct cli *cli)
{
    for (size_t i = 0; i < cli->problem->n_fields; i++) {
        const char **pointer = &cli->problem->fields[i].pointer;
        const char *word = strrchr(*pointer, '/');
        const char *id = mem_printf(cli->ctx, "cli.field.%s", word == NULL ? "" : word + 1);
        if (msg_has(cli->lang, id))
            *pointer = msg_get(cli->lang, id);
    }
}

int cli_user(struct cli *cli)
{
    struct call *c = NULL;
    struct wish w;
    if (!read_wish(cli, &w))
        return cli_usage(cli, "user");
    if (!cli_open(cli))
        return EXIT_FAILED;
    enum err e = cli_call(cli, &c);
    if (e == ERR_OK)
        e = run(cli, c, &w);
    name_fields(cli);
    int status = e == ERR_OK ? 0 : cli_fail(cli, e);
    call_close(c);
    return status;
}
