#include "app/cli.h"

#include "base/mem.h"
#include "kernel/i18n/msg.h"
#include "kernel/sheet/sheet_builtin.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool open_database(struct cli *cli, bool make)
{
    struct app *app = &cli->app;
    app->config = cli->settings.config;
    app->modules = modules;
    app->n_modules = n_modules;
    app_build(cli->ctx, app);
    enum err e = make ? ERR_OK : db_find(app->config.database, cli->problem);
    if (e == ERR_OK)
        e = db_open(app->config.database, cli->problem, &app->db);
    if (e == ERR_OK && db_engine(app->db) == DB_SQLITE)
        e = db_migrate(app->db, cli->problem);
    if (e == ERR_OK)
        e = db_schema_check(app->db, cli->problem);
    if (e == ERR_OK)
        e = sheet_builtin_load(app->db, cli->problem);
    if (e == ERR_OK)
        return true;
    cli_fail(cli, e);
    cli_close(cli);
    return false;
}

bool cli_open(struct cli *cli)
{
    return open_database(cli, false);
}

bool cli_open_new(struct cli *cli)
{
    return open_database(cli, true);
}

void cli_close(struct cli *cli)
{
    if (cli->app.db != NULL)
        db_close(cli->app.db);
    cli->app.db = NULL;
}

static void drop(struct cli *cli, int at, int n)
{
    for (int i = at; i + n < cli->argc; i++)
        cli->argv[i] = cli->argv[i + n];
    cli->argc -= n;
}

const char *cli_option(struct cli *cli, const char *name)
{
    for (int i = 0; i + 1 < cli->argc; i++) {
        if (strcmp(cli->argv[i], name) != 0)
            continue;
        const char *value = cli->argv[i + 1];
        drop(cli, i, 2);
        return value;
    }
    return NULL;
}

bool cli_flag(struct cli *cli, const char *name)
{
    for (int i = 0; i < cli->argc; i++) {
        if (strcmp(cli->argv[i], name) != 0)
            continue;
        drop(cli, i, 1);
        return true;
    }
    return false;
}

static const char *unknown_option(const struct cli *cli)
{
    for (int i = 0; i < cli->argc; i++)
        if (cli->argv[i][0] == '-')
            return cli->argv[i];
    return NULL;
}

bool cli_operands(const struct cli *cli, int n)
{
    return cli->argc == n && unknown_option(cli) == NULL;
}

enum err cli_setting(struct cli *cli, const char *key)
{
    char *option = mem_printf(cli->ctx, "--%s", key);
    for (char *p = option; *p != '\0'; p++)
        *p = *p == '_' ? '-' : *p;
    const char *value = cli_option(cli, option);
    return value == NULL ? ERR_OK : config_set(cli->ctx, &cli->settings, key, value, cli->problem);
}

static void tell_field(const struct cli *cli, const struct problem_field *f)
{
    char limit[24];
    snprintf(limit, sizeof limit, "%" PRId64, f->limit);
    struct msg_arg args[] = {{"value", f->value}, {"limit", limit}};
    char *id = mem_printf(cli->ctx, "error.field.%s", f->code);
    fprintf(stderr, "  %s: %s\n", f->pointer, msg_format(cli->ctx, cli->lang, id, args, 2));
}

int cli_fail(const struct cli *cli, enum err e)
{
    const struct problem *p = cli->problem;
    char *id = mem_printf(cli->ctx, "error.%s", err_code(e));
    const char *text = msg_get(cli->lang, id);
    if (p->detail != NULL) {
        char limit[24];
        snprintf(limit, sizeof limit, "%" PRId64, p->limit);
        struct msg_arg args[] = {{"arg", p->arg}, {"limit", limit}};
        id = mem_printf(cli->ctx, "error.detail.%s", p->detail);
        text = msg_format(cli->ctx, cli->lang, id, args, 2);
    }
    fprintf(stderr, "kaname: %s\n", text);
    for (size_t i = 0; i < p->n_fields; i++)
        tell_field(cli, &p->fields[i]);
    return EXIT_FAILED;
}

void cli_say(const struct cli *cli, const char *id, const struct msg_arg *args, size_t n)
{
    puts(msg_format(cli->ctx, cli->lang, id, args, n));
    fflush(stdout); /* also into a pipe: the link of the first set-up is waited for */
}

int cli_usage(const struct cli *cli, const char *command)
{
    const char *option = unknown_option(cli);
    if (cli->problem->detail == NULL && option != NULL)
        problem_set_arg(cli->problem, ERR_INVALID, "cli_option", option);
    if (cli->problem->detail != NULL)
        cli_fail(cli, ERR_INVALID);
    char *id = mem_printf(cli->ctx, "cli.usage.%s", command);
    fprintf(stderr, "%s\n", msg_get(cli->lang, id));
    return EXIT_USAGE;
}
